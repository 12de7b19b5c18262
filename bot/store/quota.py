"""Queries on the messages of the month: what LINE last said of them, and what reminders took of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.groups import UNCOUNTED
from bot.store.inbox import insert_new
from bot.store.outbox import WAITING
from bot.store.tables import Channel, Chat, OutboxMessage, QuotaReading, ReminderCard

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What LINE said of a channel's month, as ``2024-04``. ``most`` is None where there is no limit."""

    channel_id: int
    month: str
    most: int | None
    used: int
    read_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Cards of some days: those that were pushed, what they cost, and those that an answer carried free."""

    pushed: int = 0
    cost: int = 0
    free: int = 0


def note(session: Session, reading: Reading) -> None:
    """Keep what LINE said, unless something newer is kept already."""
    said = {
        "channel_id": reading.channel_id,
        "month": reading.month,
        "most": reading.most,
        "used": reading.used,
        "read_at": reading.read_at,
    }
    session.execute(insert_new(session, QuotaReading), said)  # several may hear of a channel first
    found = session.get_one(QuotaReading, reading.channel_id, with_for_update=True, populate_existing=True)
    if found.read_at > reading.read_at and found.month >= reading.month:
        return
    found.sqlmodel_update(said)
    session.add(found)
    session.flush()


def of_channel(session: Session, channel_id: int) -> Reading | None:
    """Return what LINE last said of a channel."""
    row = session.get(QuotaReading, channel_id)
    if row is None:
        return None
    return Reading(
        channel_id=row.channel_id, month=row.month, most=row.most, used=row.used, read_at=row.read_at
    )


def hold(session: Session, channel_id: int) -> None:
    """Let nobody else take room of a channel's month until the end of the transaction.

    Whoever holds a notice as well holds that first.
    """
    session.get(QuotaReading, channel_id, with_for_update=True)


def channel_of(session: Session, agency_id: int) -> int | None:
    """Return the channel through which an agency's people are reached: the first, if it has several."""
    statement = select(Channel.id).where(col(Channel.agency_id) == agency_id).order_by(col(Channel.id))
    return session.exec(statement.limit(1)).first()


def underway(session: Session, channel_id: int, since: dt.datetime) -> int:
    """Return what will have been pushed beyond LINE's count of ``since``: what waits, and what went since.

    What went in the very moment of the count is rather counted twice than not at all. An answer counts only
    while it waits to be pushed because its token is over: few do.
    """
    heads: ColumnElement[int] = func.coalesce(
        col(OutboxMessage.cost),
        case((col(Chat.kind) == "user", 1), else_=func.coalesce(col(Chat.members), UNCOUNTED)),
    )
    pushes = (col(OutboxMessage.channel_id) == channel_id, col(OutboxMessage.reply_token).is_(None))
    waits = (col(OutboxMessage.state) == WAITING,)
    went = (
        col(OutboxMessage.state) == SENT,
        col(OutboxMessage.event_id).is_(None),
        col(OutboxMessage.done_at) >= since,
    )
    total = 0
    for which in (waits, went):
        statement: Any = (
            sqlalchemy_select(func.coalesce(func.sum(heads), 0))
            .select_from(OutboxMessage)
            .join(Chat, col(Chat.id) == col(OutboxMessage.chat_id))
            .where(*pushes, *which)
        )
        total += int(session.execute(statement).scalar_one())
    return total


def shown(session: Session, agency_id: int, first: dt.date, last: dt.date) -> Shown:
    """Count an agency's cards of some days."""
    statement: Any = (
        sqlalchemy_select(
            col(ReminderCard.pushed), func.count(), func.coalesce(func.sum(col(ReminderCard.cost)), 0)
        )
        .where(
            col(ReminderCard.agency_id) == agency_id,
            col(ReminderCard.day) >= first,
            col(ReminderCard.day) <= last,
        )
        .group_by(col(ReminderCard.pushed))
    )
    found = {pushed: (count, int(cost)) for pushed, count, cost in session.execute(statement)}
    pushed, cost = found.get(True, (0, 0))
    return Shown(pushed=pushed, cost=cost, free=found.get(False, (0, 0))[0])
