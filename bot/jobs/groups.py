"""Counting the groups that are reminded: some minutes after somebody chose one, then once a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.jobs.engine import Jobs
    from bot.jobs.run import Run

NAME: Final = "groups"
EVERY_TEN_MINUTES: Final = "*/10 * * * *"


def define(jobs: Jobs, count: Callable[[], int], *, by_itself: bool = True) -> None:
    """Make the counting known to ``jobs``; ``count`` asks for what is not known or was asked long ago."""

    def groups(run: Run, *_: object) -> None:
        run.look("count groups", count)

    jobs.define(NAME, groups, cron=EVERY_TEN_MINUTES if by_itself else None)
