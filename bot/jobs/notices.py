"""Notices: begun when their time comes, and looked after when somebody asks for it, and each minute.

What is due is found in the notices themselves by the clock that the root gave. The engine's own timers only
make it be looked at: too early or too late, twice or not at all does no harm.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from bot.broadcasting import look
from bot.jobs.reminders import outside

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.broadcasting import Caster
    from bot.jobs.engine import Jobs
    from bot.jobs.run import Run
    from bot.line import Quota

NAME: Final = "notice"
ALL: Final = "notices"


def define(  # noqa: PLR0913 (what it needs of the world, by name)
    jobs: Jobs,
    now: Callable[[], dt.datetime],
    cron: str | None,
    *,
    engine: Engine,
    ask: Callable[[], Quota | None],
    caster: Caster,
) -> None:
    """Make both known to ``jobs``: one notice, and all of them by themselves when ``cron`` says."""

    def looked(run: Run, only: int | None) -> None:
        moment = run.look("now", lambda: now().isoformat())
        look(run.change, outside(run, engine, ask), caster, dt.datetime.fromisoformat(moment), only)

    def one(run: Run, *arguments: object) -> None:
        looked(run, int(str(arguments[0])))

    jobs.define(NAME, one)
    jobs.define(ALL, lambda run, *_: looked(run, None), cron=cron)


def enqueue(jobs: Jobs) -> Callable[[Session, int, float], None]:
    """Return what has a notice looked after, so many seconds after the session's transaction commits.

    Several times is no harm: each is another look.
    """

    def send(session: Session, notice_id: int, seconds: float) -> None:
        jobs.enqueue(session, NAME, f"{notice_id:010d}-{uuid4().hex}", notice_id, delay=seconds)

    return send
