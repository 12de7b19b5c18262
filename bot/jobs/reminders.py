"""Reminders: every minute a round of all that is due by then. Each transaction of it is a step."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from bot.rounds import round_

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.jobs.engine import Jobs
    from bot.jobs.run import Run

NAME: Final = "reminders"
EVERY_MINUTE: Final = "* * * * *"


def define(
    jobs: Jobs, now: Callable[[], dt.datetime], zone: dt.tzinfo, *, by_itself: bool = True
) -> None:
    """Make the round known to ``jobs``; ``now`` decides what is due, not when it is run."""

    def reminders(run: Run, *_: object) -> None:
        moment = dt.datetime.fromisoformat(run.look("now", lambda: now().isoformat()))
        round_(run.change, moment.astimezone(zone))

    jobs.define(NAME, reminders, cron=EVERY_MINUTE if by_itself else None)
