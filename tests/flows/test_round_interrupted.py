"""A round that ends anywhere: at any statement and between any two transactions. Each card goes out once."""

from __future__ import annotations

import datetime as dt
import itertools
import threading
from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import event, text
from sqlmodel import select

from bot.agenda.ladder import EARLIEST
from bot.agenda.workdays import Workdays
from bot.rounds import round_
from bot.store import office as offices
from bot.store import queries
from bot.store.engine import reading, writing
from bot.store.tables import OutboxMessage
from tests.flows.office import Office, Staff
from tests.flows.rounds import BANGKOK, pushes, tick, turn_to, waiting
from tests.flows.test_trouble import wait_for

SMALL = 10
"""Duties, or people, of one transaction: there are several."""


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


class Ended(BaseException):
    """The round ends here, and the process with it: no failure that anybody could do something about."""


class Countdown:
    """Ends a round at its n-th statement, commits and what is behind them included; only counts if n is 0.

    The bot's worker goes on meanwhile, in threads of its own.
    """

    def __init__(self, at: int) -> None:
        self._at = at
        self._thread = threading.get_ident()
        self.count = 0

    def __call__(self, *_: object) -> None:
        self.count += threading.get_ident() == self._thread
        if self.count == self._at and threading.get_ident() == self._thread:
            raise Ended

    @contextmanager
    def over(self, engine):
        def before(_connection, _cursor, _statement, _values, _context, _many) -> None:
            self()

        event.listen(engine, "before_cursor_execute", before)
        event.listen(engine, "commit", self)
        try:
            yield self
        finally:
            event.remove(engine, "before_cursor_execute", before)
            event.remove(engine, "commit", self)


def broken_round(stage, countdown: Countdown) -> None:
    """Do one round that may end at any point; so it may behind each transaction."""

    def change(_name, function, /):
        with writing(stage.service.engine) as session:
            found = function(session)
        countdown()
        return found

    round_(change, stage.clock().astimezone(BANGKOK), SMALL)


def told(stage) -> Counter[tuple[str, str]]:
    """Return how often LINE took something for somebody on a day of the bot's clock."""
    wait_for(lambda: not waiting(stage), 30)
    with reading(stage.service.engine) as session:
        rows = session.connection().execute(select(OutboxMessage.retry_key, OutboxMessage.created_at))
        made = {key: str(at.astimezone(BANGKOK).date()) for key, at in rows}
    return Counter((call.request["to"], made[call.retry_key]) for call in pushes(stage))


def test_a_round_that_ends_anywhere_is_made_up_for(stage) -> None:
    working, due = Workdays(), dt.date(2024, 5, 31)
    day = working.back(due, EARLIEST)
    turn_to(stage, f"{day} 10:00")
    office = Office(stage)
    people: list[Staff] = [
        office.person(f"คนที่ {number}", unit) for number, unit in enumerate(("ศส.", "กร.1"))
    ]
    for person in people:
        person.say("สวัสดี")
    rungs = [f"t-{count}" for count in range(1, EARLIEST + 1)]
    with writing(stage.service.engine) as session:
        period = {"start": day - dt.timedelta(days=3), "due": due}
        session.connection().execute(text("UPDATE measure SET start = :start, due = :due"), period)
        session.connection().exec_driver_sql("DELETE FROM measure_owner WHERE measure_id > 2")
        offices.decide(session, office.agency_id, rungs=rungs, digest=True)
    expected = []
    half = 1 if stage.service.engine.dialect.name == "sqlite" else 2  # each database every other statement
    for at in itertools.chain([0], itertools.count(half, 2)):
        with writing(stage.service.engine) as session:
            queries.touch(session, office.agency_id)  # so that there is planning, too
        stage.clock.push(seconds=(moment(day) - stage.clock()).total_seconds())
        whole = ended_at(stage, at)
        tick(stage)  # the rest of it; and delivers, for a card that is late is made anew
        expected += [(person.line.user_id, str(day)) for person in people]
        day = working.forward(day, 1)
        if whole and at:
            break
    assert at > 40
    assert told(stage) == Counter(expected)


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(13), BANGKOK)


def ended_at(stage, at: int) -> bool:
    """Do a round that ends at its n-th statement; whether it was over before."""
    with Countdown(at).over(stage.service.engine) as countdown:
        try:
            broken_round(stage, countdown)
        except Ended:
            return False
    return True
