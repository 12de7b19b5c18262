"""Queries on the recipients of notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import Session, col

from bot.store.tables import NoticeRecipient

if TYPE_CHECKING:
    import datetime as dt

QUEUED, SENDING, SENT, REFUSED, UNKNOWN, SKIPPED = (
    "queued",
    "sending",
    "sent",
    "refused",
    "unknown",
    "skipped",
)


def queue_refused(session: Session, notice_id: int) -> None:
    """Let recipients that LINE refused be tried again, with a new call."""
    session.execute(
        update(NoticeRecipient)
        .where(col(NoticeRecipient.notice_id) == notice_id, col(NoticeRecipient.state) == REFUSED)
        .values(state=QUEUED, why=None, outbox_id=None, done_at=None)
    )


def acknowledge(session: Session, notice_id: int, person_id: int, at: dt.datetime) -> None:
    """Note when somebody first said that they have read a notice."""
    session.execute(
        update(NoticeRecipient)
        .where(
            col(NoticeRecipient.notice_id) == notice_id,
            col(NoticeRecipient.person_id) == person_id,
            col(NoticeRecipient.acknowledged_at).is_(None),
        )
        .values(acknowledged_at=at)
    )
