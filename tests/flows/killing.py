"""A notice goes out while the bot is killed again and again: what tests and the bench have in common."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from bot.outbox.rows import LEASE
from bot.store import notices
from bot.store.engine import reading
from tests.flows.test_trouble import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Engine

    from bot.simulator import Line
    from bot.store.notices import Kept
    from tests.chaos.clock import TurnedClock
    from tests.flows.programs import Program, Programs

PATIENCE = 120


def taken(line: Line) -> int:
    """Return for how many recipients LINE has taken something."""
    with line.changed:
        return line.world.counts.usage(line.clock.now())


def kept(engine: Engine, agency_id: int, notice_id: int) -> Kept:
    """Return a notice as it stands, its recipients counted."""
    with reading(engine) as session:
        found = notices.get(session, agency_id, notice_id)
    assert found is not None
    return found


def is_sent(engine: Engine, notice_id: int) -> bool:
    """Whether a notice has come to its end."""
    with reading(engine) as session:
        return notices.bare(session, notice_id).state == notices.SENT


def send_while_killed(  # noqa: PLR0913 (what it is done with, by name)
    programs: Programs,
    engine: Engine,
    clock: TurnedClock,
    notice_id: int,
    *,
    kills: Iterable[int],
    command: str,
) -> None:
    """Let a bot send a notice; kill -9 it each time that LINE has so many more, then let it come to the end.

    What a killed bot had in its hands is left alone for a time, which is turned over.
    """
    for reached in kills:
        with programs.start(command) as bot:
            until(bot, lambda reached=reached: taken(programs.line) >= reached)  # type: ignore[misc]  # a default
            bot.end(signal.SIGKILL)
        clock.turn(LEASE.total_seconds() + 1)
    with programs.start(command) as bot:
        until(bot, lambda: is_sent(engine, notice_id))


def until(bot: Program, reached: Callable[[], bool]) -> None:
    """Wait until something is reached by a bot that lives."""
    wait_for(lambda: bot.process.poll() is not None or reached(), PATIENCE)
    assert bot.process.poll() is None, bot.said()
