"""Queries on what goes out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

from bot.store.inbox import identity, insert_new
from bot.store.tables import OutboxMessage, SentMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

QUEUED = "queued"


def add(session: Session, message: OutboxMessage) -> int:
    """Insert a row and return its id."""
    session.add(message)
    session.flush()
    return identity(message.id)


def get(session: Session, row_id: int) -> OutboxMessage:
    """Return a row. Raises NoResultFound if there is none."""
    return session.exec(select(OutboxMessage).where(OutboxMessage.id == row_id)).one()


def due(session: Session, now: dt.datetime, limit: int = 100) -> Sequence[tuple[int, dt.datetime]]:
    """Return queued rows whose time has come, oldest first, each with the time that `claim` must find."""
    statement = (
        select(OutboxMessage.id, OutboxMessage.not_before)
        .where(OutboxMessage.state == QUEUED, col(OutboxMessage.not_before) <= now)
        .order_by(col(OutboxMessage.not_before), col(OutboxMessage.id))
        .limit(limit)
    )
    return [(identity(row_id), seen) for row_id, seen in session.exec(statement)]


def claim(session: Session, row_id: int, seen: dt.datetime, now: dt.datetime, until: dt.datetime) -> bool:
    """Take a row for one try: nobody else will until ``until``. Compare-and-set on the time that was seen.

    A row still in flight was left by a process that died: nobody knows what became of its try.
    """
    statement = update(OutboxMessage).where(
        col(OutboxMessage.id) == row_id,
        col(OutboxMessage.state) == QUEUED,
        col(OutboxMessage.not_before) == seen,
    )
    first = func.coalesce(OutboxMessage.first_attempt_at, now)
    values = {
        "not_before": until,
        "attempts": OutboxMessage.attempts + 1,
        "first_attempt_at": first,
        "in_flight": True,
        "uncertain": or_(col(OutboxMessage.uncertain), col(OutboxMessage.in_flight)),
    }
    return bool(session.execute(statement.values(values)).rowcount)  # type: ignore[attr-defined]


def remember_sent(session: Session, row: OutboxMessage, message_ids: Sequence[str], now: dt.datetime) -> None:
    """Keep the ids of messages of ours, so that a quote of one is recognised."""
    values = [
        {"channel_id": row.channel_id, "chat_id": row.chat_id, "message_id": message_id, "sent_at": now}
        for message_id in message_ids
    ]
    if values:
        session.execute(insert_new(session, SentMessage), values)


def counts(session: Session) -> dict[str, int]:
    """Return how many rows are in each state."""
    statement = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
    return dict(session.exec(statement).all())
