"""Notices: sent when their time comes, batch after batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from bot.jobs.engine import Jobs

NAME: Final = "notice"


def enqueue(jobs: Jobs) -> Callable[[Session, int, float], None]:
    """Return what has a notice looked after, so many seconds after the session's transaction commits."""

    def send(session: Session, notice_id: int, seconds: float) -> None:
        raise NotImplementedError(jobs, session, notice_id, seconds)

    return send
