"""Queries on the recipients of notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, null, update
from sqlmodel import Session, col, select

from bot.store.tables import Evidence, Notice, NoticeRecipient

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

BATCH = 500
"""Rows of one transaction: few enough that nobody who writes waits for long."""
NOTICES_AT_ONCE = 20
ENDED = ("sent", "cancelled", "rejected")
"""States from which a notice goes nowhere by itself."""


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


def erase(session: Session, person_id: int, now: dt.datetime) -> None:
    """Let notices reach somebody no more, and forget what was put into theirs. Their bare number stays.

    Of notices that they wrote, the words are the office's; LINE's ids of their messages are forgotten.
    """
    wrote = update(Notice).where(col(Notice.author_id) == person_id)
    session.execute(wrote.values(sources=[]))
    mine = update(NoticeRecipient).where(col(NoticeRecipient.person_id) == person_id)
    session.execute(mine.values(filled=null()))
    waits = mine.where(col(NoticeRecipient.state) == QUEUED)
    session.execute(waits.values(state=SKIPPED, why="erased", done_at=now))


def forget(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete notices made before a moment, their recipients first; return how many rows of both.

    As many as the limit, or more, if there may be further ones.
    """
    ended = col(Notice.state).in_(ENDED)
    chosen = select(Notice.id).where(col(Notice.made_at) < before, ended).order_by(col(Notice.made_at))
    keys = session.exec(chosen.limit(NOTICES_AT_ONCE)).all()
    theirs = select(NoticeRecipient.id).where(col(NoticeRecipient.notice_id).in_(keys)).limit(limit)
    recipients = session.exec(theirs).all()
    session.execute(delete(NoticeRecipient).where(col(NoticeRecipient.id).in_(recipients)))
    if len(recipients) >= limit:
        return len(recipients)
    for column in (Notice.corrects_id, Notice.reminds_id):
        about = update(Notice).where(col(column).in_(keys))
        session.execute(about.values({col(column): None}))
    # Nobody's any more, so they are thrown away as what belongs to nothing is.
    session.execute(update(Evidence).where(col(Evidence.notice_id).in_(keys)).values(notice_id=None))
    session.execute(delete(Notice).where(col(Notice.id).in_(keys)))
    return limit if len(keys) == NOTICES_AT_ONCE else len(recipients) + len(keys)
