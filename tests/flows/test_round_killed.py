"""The bot is killed while it reminds: with reminders or cards made, and while LINE takes them."""

from __future__ import annotations

import datetime as dt
import random
import signal
from collections import Counter

import pytest
from sqlalchemy import text

from bot import rounds
from bot.simulator import serve
from bot.store import engine as engines
from bot.store import office as offices
from bot.store import queries
from bot.store.engine import reading, writing
from bot.store.tables import Chat
from tests.chaos.clock import TurnedClock
from tests.chaos.root import CLOCK
from tests.flows.office import Agency, Staff
from tests.flows.programs import Programs
from tests.flows.rounds import BANGKOK
from tests.flows.test_trouble import wait_for

PEOPLE = 24
PATIENCE = 90
DAYS = (dt.datetime(2024, 4, 3, 13, 0, tzinfo=BANGKOK), dt.datetime(2024, 4, 4, 13, 0, tzinfo=BANGKOK))
PUSH = "/v2/bot/message/push"
SLOW = 0.1


@pytest.fixture
def clock(tmp_path) -> TurnedClock:
    return TurnedClock(tmp_path / "clock")


@pytest.fixture
def programs(line, example_url, tmp_path):
    more = {CLOCK: str(tmp_path / "clock")}
    with serve(line) as line_url:
        yield Programs(line, line_url, example_url, tmp_path, "tests.flows.reminding", more)


@pytest.fixture
def agency(line, example_url):
    engine = engines.create(example_url)
    yield Agency(line, engine, lambda: DAYS[0])
    engine.dispose()


def people(agency: Agency) -> list[str]:
    """Bring in people of all units; return their LINE ids."""
    with reading(agency.engine) as session:
        units = [one.abbr for one in queries.units(session, agency.agency_id) if one.kind == "unit"]
    made: list[Staff] = [agency.person(f"คนที่ {one}", units[one % len(units)]) for one in range(PEOPLE)]
    with writing(agency.engine) as session:
        session.add_all(Chat(channel_id=1, line_id=person.line.user_id) for person in made)
        offices.decide(session, agency.agency_id, digest=False)
    return [person.line.user_id for person in made]


def count(agency: Agency, what: str) -> int:
    with reading(agency.engine) as session:
        return int(session.connection().execute(text(f"SELECT count(*) FROM {what}")).scalar_one())  # noqa: S608 (ours)


def turn(clock: TurnedClock, moment: dt.datetime) -> None:
    clock.turn((moment - clock()).total_seconds())


def test_each_card_comes_once_however_often_the_bot_is_killed(programs, agency, clock) -> None:
    chance = random.Random(6)  # noqa: S311 (to be had again)
    line = programs.line
    everybody = people(agency)
    most = chance.randrange(2, PEOPLE)
    with writing(agency.engine) as session:
        rounds.plan_one(session, DAYS[0])
    turn(clock, DAYS[1])
    line.slow(SLOW, PUSH, times=0)
    made = chance.choice(("reminder", "reminder_card"))
    for reached in (lambda: count(agency, made) > 0, lambda: len(pushed(line)) >= most):
        with programs.serving("run") as bot:
            wait_for(reached, seconds=PATIENCE)
            bot.end(signal.SIGKILL)
    with programs.serving("run"):
        done = "outbox_message WHERE state = 'queued' OR in_flight"
        wait_for(lambda: len(pushed(line)) >= PEOPLE and count(agency, done) == 0, seconds=PATIENCE)
    assert Counter(pushed(line)) == Counter(everybody)
    assert count(agency, "reminder_card") == PEOPLE
    assert count(agency, "reminder WHERE state = 'waiting'") == 0


def pushed(line) -> list[str]:
    """Return to whom LINE took something."""
    with line.changed:
        taken = {message.request_id for chat in line.world.chats.values() for message in chat}
        return [call.request["to"] for call in line.calls if call.path == PUSH and call.request_id in taken]
