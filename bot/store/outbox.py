"""Queries on what goes out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import Table, and_, case, func, not_, null, or_, update
from sqlmodel import Session, col, select

from bot.store.inbox import identity, insert_new
from bot.store.tables import OutboxMessage, SentMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

QUEUED = "queued"
_TABLE: Table = OutboxMessage.__table__  # type: ignore[attr-defined]  # SQLModel adds it to table classes
_COLUMNS = tuple(column.key for column in _TABLE.columns if not column.primary_key)


def add(session: Session, message: OutboxMessage) -> OutboxMessage:
    """Insert a row and return it with its id. It belongs to no session: that would cost as much again."""
    values = {name: getattr(message, name) for name in _COLUMNS}
    message.id = session.execute(_TABLE.insert(), values).inserted_primary_key[0]  # type: ignore[attr-defined]  # an insert has one
    return message


def get(session: Session, row_id: int, *, alone: bool = False) -> OutboxMessage:
    """Return a row, held until the end of the transaction if ``alone``. Raises NoResultFound."""
    statement = select(OutboxMessage).where(OutboxMessage.id == row_id)
    return session.exec(statement.with_for_update() if alone else statement).one()


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

    A row still in flight was left by a process that died: nobody knows what became of its try. A reply token
    whose time is over is dropped, and the row is pushed; but not if some reply may have been accepted, for
    then a push would be a second message.
    """
    uncertain = or_(col(OutboxMessage.uncertain), col(OutboxMessage.in_flight))
    over = and_(col(OutboxMessage.reply_until) <= now, not_(uncertain))
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
        "uncertain": uncertain,
        "reply_token": case((over, null()), else_=col(OutboxMessage.reply_token)),
    }
    return bool(session.execute(statement.values(values)).rowcount)  # type: ignore[attr-defined]  # an update has one


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
