"""Reminders: again and again a round of all that is due by then. Each transaction of it is a step.

Mostly nothing is due: then one look is all, and nothing of ours is written.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from bot.rounds import is_due, round_
from bot.store.engine import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from bot.jobs.engine import Jobs
    from bot.jobs.run import Run

NAME: Final = "reminders"


def define(
    jobs: Jobs, engine: Engine, now: Callable[[], dt.datetime], zone: dt.tzinfo, cron: str | None
) -> None:
    """Make the round known to ``jobs``, run by itself when ``cron`` says; ``now`` decides what is due."""

    def look() -> str | None:
        """Return by when something is due, if anything is: on record, so that a resumed round is the same."""
        moment = now()
        with reading(engine) as session:
            return moment.isoformat() if is_due(session, moment.astimezone(zone)) else None

    def reminders(run: Run, *_: object) -> None:
        moment = run.look("due", look)
        if moment is not None:
            round_(run.change, dt.datetime.fromisoformat(moment).astimezone(zone))

    jobs.define(NAME, reminders, cron=cron)
