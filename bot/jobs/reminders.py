"""Reminders: again and again a round of all that is due by then. Each transaction of it is a step."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from bot.rounds import round_

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.jobs.engine import Jobs
    from bot.jobs.run import Run

NAME: Final = "reminders"


def define(jobs: Jobs, now: Callable[[], dt.datetime], zone: dt.tzinfo, cron: str | None) -> None:
    """Make the round known to ``jobs``, run by itself when ``cron`` says; ``now`` decides what is due."""

    def reminders(run: Run, *_: object) -> None:
        moment = dt.datetime.fromisoformat(run.look("now", lambda: now().isoformat()))
        round_(run.change, moment.astimezone(zone))

    jobs.define(NAME, reminders, cron=cron)
