"""Queries on what goes out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    literal_column,
    not_,
    null,
    or_,
    update,
)
from sqlalchemy import select as sqlalchemy_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.store.inbox import identity, insert_new
from bot.store.tables import OutboxMessage, SentMessage
from bot.store.tables.columns import Moment

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement

QUEUED = "queued"
_TABLE: Table = OutboxMessage.__table__  # type: ignore[attr-defined]  # SQLModel adds it to table classes
_COLUMNS = tuple(column.key for column in _TABLE.columns if not column.primary_key)
WAITING: Final[ColumnElement[str]] = literal_column(f"'{QUEUED}'")
NOT_SENT: Final[Sequence[ColumnElement[str]]] = [
    literal_column(f"'{state}'") for state in ("refused", "unknown")
]
"""States as literals, for queries that shall find the indexes on such rows."""


CARD: Final = "card "
DROPPED: Final = "what it answered was taken back"


def is_card(source: str) -> bool:
    """Whether what a row names as a source is a card of reminders."""
    return source.startswith(CARD)


HORIZON: Final = dt.timedelta(minutes=2)
"""What keeps its turn is tried sooner than that; if it is to be tried later, the clock was set back since."""


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
    """Return queued rows whose time has come, oldest first, each with the time that `claim` must find.

    Of a chat's rows only the oldest: a younger one waits while an older one is in its way. Rows of notices
    keep out of that: they are no part of what is being talked about.
    """
    older = aliased(OutboxMessage)
    behind = exists().where(
        col(older.chat_id) == col(OutboxMessage.chat_id),
        col(older.id) < col(OutboxMessage.id),
        _in_the_way(older),
    )
    statement = (
        select(OutboxMessage.id, OutboxMessage.not_before)
        .where(
            OutboxMessage.state == QUEUED,
            col(OutboxMessage.not_before) <= now,
            or_(col(OutboxMessage.notice_id).is_not(None), ~behind),
        )
        .order_by(col(OutboxMessage.not_before), col(OutboxMessage.id))
        .limit(limit)
    )
    found = session.execute(statement, {"horizon": now + HORIZON})
    return [(identity(row_id), seen) for row_id, seen in found]


def anything_ahead(session: Session, chat_id: int, now: dt.datetime) -> bool:
    """Whether a new answer has to wait for older rows of its chat."""
    return session.execute(_AHEAD, {"chat": chat_id, "horizon": now + HORIZON}).first() is not None


def _in_the_way(older: type[OutboxMessage]) -> ColumnElement[bool]:
    return and_(
        col(older.state) == WAITING,
        col(older.notice_id).is_(None),
        col(older.not_before) <= bindparam("horizon"),
        or_(col(older.in_flight), ~col(older.out_of_turn)),
    )


# Every answer asks it, and making a statement takes longer than running it.
_AHEAD = (
    sqlalchemy_select(col(OutboxMessage.id))
    .where(col(OutboxMessage.chat_id) == bindparam("chat"), _in_the_way(OutboxMessage))
    .limit(1)
)


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
    # A function forgets of which type its other values are: SQLite would be given the hour of the zone.
    first = func.coalesce(OutboxMessage.first_attempt_at, literal(now, Moment()))
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
        {
            "channel_id": row.channel_id,
            "chat_id": row.chat_id,
            "message_id": message_id,
            "sent_at": now,
            "about": row.about,
        }
        for message_id in message_ids
    ]
    if values:
        session.execute(insert_new(session, SentMessage), values)


def postpone_pushes(session: Session, channel_id: int, recipient: str, until: dt.datetime) -> None:
    """Let whatever else is to be pushed to a recipient wait as well."""
    statement = update(OutboxMessage).where(
        col(OutboxMessage.state) == QUEUED,
        col(OutboxMessage.channel_id) == channel_id,
        col(OutboxMessage.recipient) == recipient,
        col(OutboxMessage.reply_token).is_(None),
        ~col(OutboxMessage.in_flight),
        col(OutboxMessage.not_before) < until,
    )
    session.execute(statement.values(not_before=until, out_of_turn=True))


def drop(session: Session, channel_id: int, sources: Collection[str], now: dt.datetime) -> None:
    """Delete what waits and says something that was taken back; what is being sent cannot be stopped.

    Of an answer that carries a card of reminders it stays that it was not sent: else nobody would know that
    the card was not.
    """
    waiting = (
        col(OutboxMessage.channel_id) == channel_id,
        col(OutboxMessage.state) == WAITING,
        ~col(OutboxMessage.in_flight),
    )
    rows = session.execute(
        sqlalchemy_select(col(OutboxMessage.id), col(OutboxMessage.sources)).where(*waiting)
    ).all()
    gone = {key: named for key, named in rows if not set(sources).isdisjoint(named)}
    carry = {key: cards for key, named in gone.items() if (cards := [one for one in named if is_card(one)])}
    for key, cards in carry.items():
        only = {"state": "refused", "done_at": now, "messages": [], "about": None, "sources": cards}
        session.execute(
            update(OutboxMessage)
            .where(col(OutboxMessage.id) == key, *waiting)
            .values(**only, problem=DROPPED)
        )
    keys = [key for key in gone if key not in carry]
    session.execute(delete(OutboxMessage).where(col(OutboxMessage.id).in_(keys), *waiting))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A row that was not sent, or perhaps not: without what it said, and to whom."""

    id: int
    state: str
    problem: str | None
    request_id: str | None
    done_at: dt.datetime


def troubles(session: Session, limit: int) -> Sequence[Trouble]:
    """Return the last rows that LINE refused, or of which nobody knows whether it took them; newest first."""
    columns = ("id", "state", "problem", "request_id", "done_at")
    statement = (
        select(*(getattr(OutboxMessage, name) for name in columns))
        .where(col(OutboxMessage.state).in_(NOT_SENT), col(OutboxMessage.done_at).is_not(None))
        .order_by(col(OutboxMessage.done_at).desc(), col(OutboxMessage.id).desc())
        .limit(limit)
    )
    return [Trouble(**row._mapping) for row in session.execute(statement)]  # noqa: SLF001 (its public way to names)
