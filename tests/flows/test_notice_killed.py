"""The bot is killed while a notice goes out: each gets it once, and the record agrees to the person."""

from __future__ import annotations

import random
import signal
from collections import Counter

import pytest

from bot.outbox.rows import LEASE
from bot.simulator import serve
from bot.store import engine as engines
from tests.chaos.clock import TurnedClock
from tests.chaos.root import CLOCK
from tests.flows.broadcast import MULTICAST, crowd, got, make, recipients
from tests.flows.killing import is_sent, kept, send_while_killed, until
from tests.flows.programs import Programs
from tests.flows.test_trouble import wait_for

PEOPLE = 5_000
KILLS = 3
SLOW = 0.1


@pytest.fixture
def clock(tmp_path) -> TurnedClock:
    return TurnedClock(tmp_path / "clock")


def test_each_has_it_once_however_often_the_bot_is_killed(line, example_url, tmp_path, clock) -> None:
    chance = random.Random(7)  # noqa: S311 (to be had again)
    engine = engines.create(example_url)
    those = crowd(engine, line, PEOPLE, at=clock())
    key = make(engine, those, recipients(engine, those), at=clock())
    line.slow(SLOW, MULTICAST, times=0)  # taken at once, answered late: there is always one in doubt
    kills = sorted(chance.sample(range(1, PEOPLE - 1000), KILLS))
    with serve(line) as line_url:
        programs = Programs(
            line, line_url, example_url, tmp_path, "tests.flows.reminding", {CLOCK: str(tmp_path / "clock")}
        )
        send_while_killed(programs, engine, clock, key, kills=kills, command="run")
    assert got(line) == Counter(those.line_ids)
    assert kept(engine, those.agency_id, key).states == {"sent": PEOPLE}
    engine.dispose()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_on_a_file_a_start_goes_on_at_once_with_what_the_dead_had_in_hand(
    line, example_url, tmp_path, clock
) -> None:
    """Whoever has the one worker's place knows that all others are dead, so no lease is waited for."""
    engine = engines.create(example_url)
    those = crowd(engine, line, 100, at=clock())
    key = make(engine, those, recipients(engine, those), at=clock())
    line.hang(MULTICAST, accept=True)
    with serve(line) as line_url:
        programs = Programs(
            line, line_url, example_url, tmp_path, "tests.flows.reminding", {CLOCK: str(tmp_path / "clock")}
        )
        with programs.start("run") as bot:
            until(bot, lambda: any(call.path == MULTICAST for call in line.calls))
            bot.end(signal.SIGKILL)
        killed_at = clock()
        with programs.start("run") as bot:
            wait_for(lambda: is_sent(engine, key), round(LEASE.total_seconds()))
            assert clock() - killed_at < LEASE
    assert got(line) == Counter(those.line_ids)
    assert kept(engine, those.agency_id, key).states == {"sent": 100}
    engine.dispose()
