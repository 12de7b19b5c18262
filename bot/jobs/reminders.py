"""Reminders: again and again a round of all that is due by then. Each transaction of it is a step.

Mostly nothing is due: then one look is all, and nothing of ours is written.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, TypeVar

from bot.line import Quota
from bot.rounds import Outside, is_due, round_
from bot.store.engine import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.jobs.engine import Jobs
    from bot.jobs.run import Run
    from bot.rounds import Done

T = TypeVar("T")
NAME: Final = "reminders"


def define(  # noqa: PLR0913 (what a round needs of the world, by name)
    jobs: Jobs,
    now: Callable[[], dt.datetime],
    zone: dt.tzinfo,
    cron: str | None,
    *,
    engine: Engine,
    ask: Callable[[], Quota | None],
    count: Callable[[Done], None],
) -> None:
    """Make the round known to ``jobs``, run by itself when ``cron`` says; ``now`` decides what is due.

    ``ask`` asks LINE how the month stands, and may block; ``count`` is told what a round did.
    """

    def look() -> str | None:
        """Return by when something is due, if anything is: on record, so that a resumed round is the same."""
        moment = now()
        with reading(engine) as session:
            return moment.isoformat() if is_due(session, moment.astimezone(zone), asks=True) else None

    def reminders(run: Run, *_: object) -> None:
        moment = run.look("due", look)
        if moment is not None:
            local = dt.datetime.fromisoformat(moment).astimezone(zone)
            count(round_(run.change, local, outside=outside(run, engine, ask)))

    jobs.define(NAME, reminders, cron=cron)


def outside(run: Run, engine: Engine, ask: Callable[[], Quota | None]) -> Outside:
    """Return what a workflow does outside its transactions, each a step."""

    def look(name: str, function: Callable[[Session], T], /) -> T:
        def read() -> T:
            with reading(engine) as session:
                return function(session)

        return run.look(name, read)

    def plain() -> list[int | None] | None:
        told = ask()
        return None if told is None else [told.limit, told.used]

    def asked() -> Quota | None:
        told = run.look("ask for quota", plain)
        return None if told is None else Quota(told[0], told[1] or 0)

    return Outside(look, asked)
