"""Queries on events that came in, and the leases on the chats they belong to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, Text, and_, bindparam, cast, func, null, or_, update
from sqlalchemy import select as sqlalchemy_select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col, select

from bot.store.tables import Chat, Contact, InboxEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.sql.dml import Insert

EDITED = "messageEdited"
UNSEND = "unsend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A stored event that is not handled yet: a value, which outlives its session."""

    id: int
    channel_id: int
    chat_id: int
    event_id: str
    type: str
    message_id: str | None
    occurred_ms: int
    received_at: dt.datetime
    payload: dict[str, Any] | None


# Statements that every event needs are made once: making one takes longer than running it.
_EVENT: Table = InboxEvent.__table__  # type: ignore[attr-defined]  # SQLModel adds it to table classes
_FIRST = (
    sqlalchemy_select(_EVENT)
    .where(_EVENT.c.chat_id == bindparam("chat"), _EVENT.c.handled_at.is_(None), _EVENT.c.parked_at.is_(None))
    .order_by(_EVENT.c.occurred_ms, _EVENT.c.id)
    .limit(1)
)
_FIRST_ID = _FIRST.with_only_columns(_EVENT.c.id, _EVENT.c.not_before)
_STAMP = (
    update(_EVENT)
    .where(_EVENT.c.id == bindparam("event"))
    .values(handled_at=bindparam("now"), payload=null(), not_before=None)
)
_CHAT: Table = Chat.__table__  # type: ignore[attr-defined]  # as above
_FREE_CHAT = (
    sqlalchemy_select(_CHAT.c.id)
    .where(
        _CHAT.c.id == bindparam("chat"),
        or_(
            _CHAT.c.leased_until.is_(None),
            _CHAT.c.leased_until < bindparam("now"),
            _CHAT.c.leased_by == bindparam("holder"),
        ),
    )
    .with_for_update(skip_locked=True, key_share=True)  # its key stays: rows about it may be written
)
_LEASE = (
    update(_CHAT)
    .where(_CHAT.c.id == _FREE_CHAT.scalar_subquery())
    .values(leased_by=bindparam("holder"), leased_until=bindparam("until"))
)
_SUPERSEDING = (
    sqlalchemy_select(_EVENT.c.id)
    .where(
        _EVENT.c.channel_id == bindparam("channel"),
        _EVENT.c.message_id == bindparam("message"),
        or_(
            _EVENT.c.type == UNSEND,
            and_(_EVENT.c.type == EDITED, _EVENT.c.occurred_ms > bindparam("at")),
        ),
    )
    .limit(1)
)


def insert_new(session: Session, table: type[SQLModel]) -> Insert:
    """Return an insert that leaves existing rows alone, in the database's own words."""
    target: Table = table.__table__  # type: ignore[attr-defined]  # SQLModel adds it to table classes
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(target).on_conflict_do_nothing()
    return sqlite.insert(target).on_conflict_do_nothing()


def identity(key: int | None) -> int:
    """Return the key of a stored row. Raises ValueError for a row that was never stored."""
    if key is None:
        message = "the row is not stored yet"
        raise ValueError(message)
    return key


# --- leases -------------------------------------------------------------------------------------------


def is_open() -> Any:  # noqa: ANN401 (an SQLAlchemy condition)
    """Neither handled nor parked: in the words of the index of open events, for SQLite compares words."""
    return and_(col(InboxEvent.handled_at).is_(None), col(InboxEvent.parked_at).is_(None))


def _open(now: dt.datetime) -> Any:  # noqa: ANN401 (an SQLAlchemy condition)
    """Open, and not waiting for a later try."""
    return and_(is_open(), or_(col(InboxEvent.not_before).is_(None), col(InboxEvent.not_before) <= now))


def waiting_chats(session: Session, holder: str, now: dt.datetime, limit: int = 200) -> Sequence[int]:
    """Return chats with open events that nobody but ``holder`` holds, longest waiting first."""
    free = or_(col(Chat.leased_until).is_(None), col(Chat.leased_until) < now, col(Chat.leased_by) == holder)
    statement = (
        select(InboxEvent.chat_id)
        .join(Chat, col(Chat.id) == col(InboxEvent.chat_id))
        .where(_open(now), free)
        .group_by(col(InboxEvent.chat_id))
        .order_by(func.min(InboxEvent.id))
        .limit(limit)
    )
    return session.exec(statement).all()


def lease(session: Session, chat_id: int, holder: str, now: dt.datetime, until: dt.datetime) -> bool:
    """Take the chat for ``holder`` unless somebody else holds it. Returns whether it was taken.

    All workers hear of a chat at once; those that come second go on at once rather than wait for the first.
    """
    given = {"chat": chat_id, "holder": holder, "now": now, "until": until}
    return bool(session.execute(_LEASE, given).rowcount)  # type: ignore[attr-defined]  # an update has one


def release(session: Session, chat_id: int, holder: str) -> None:
    """Give the chat back."""
    statement = update(Chat).where(col(Chat.id) == chat_id, col(Chat.leased_by) == holder)
    session.execute(statement.values(leased_by=None, leased_until=None))


def next_event(session: Session, chat_id: int, now: dt.datetime) -> Open | None:
    """Return the chat's oldest open event, by LINE's timestamp, or None if there is none to handle now.

    A failed event that waits for its next try holds its chat up, so that the order stays.
    """
    row = session.execute(_FIRST, {"chat": chat_id}).first()
    if row is None or (row.not_before is not None and row.not_before > now):
        return None
    return as_value(row)


def as_value(row: Any) -> Open:  # noqa: ANN401 (a row of the table, of either of SQLAlchemy's kinds)
    """Return an event's row as a value."""
    return Open(**{part.name: getattr(row, part.name) for part in fields(Open)})


def next_id(session: Session, chat_id: int, now: dt.datetime) -> int | None:
    """Return the id of what `next_event` would return."""
    row = session.execute(_FIRST_ID, {"chat": chat_id}).first()
    return None if row is None or (row.not_before is not None and row.not_before > now) else row.id


def stamp(session: Session, event_id: int, now: dt.datetime) -> None:
    """Note that an event is handled. What it said is not kept."""
    session.execute(_STAMP, {"event": event_id, "now": now})


def superseded(session: Session, event: Open) -> bool:
    """Whether this message was unsent, or edited later than this version of it."""
    if event.message_id is None:
        return False
    given = {"channel": event.channel_id, "message": event.message_id, "at": event.occurred_ms}
    return session.execute(_SUPERSEDING, given).first() is not None


def erase_message(session: Session, channel_id: int, message_id: str) -> None:
    """Forget what an unsent message said."""
    statement = update(InboxEvent).where(
        col(InboxEvent.channel_id) == channel_id,
        col(InboxEvent.message_id) == message_id,
        col(InboxEvent.type) != UNSEND,
    )
    session.execute(statement.values(payload=null()))


def erase_parked(session: Session, contact_id: int) -> None:
    """Forget what somebody said that could not be answered, and that nobody has looked into since."""
    contact = session.get_one(Contact, contact_id)
    statement = update(InboxEvent).where(
        col(InboxEvent.channel_id) == contact.channel_id,
        col(InboxEvent.parked_at).is_not(None),
        cast(col(InboxEvent.payload), Text).contains(contact.line_id, autoescape=True),
    )
    session.execute(statement.values(payload=null()))


def get(session: Session, row_id: int) -> InboxEvent:
    """Return an event's row. Raises NoResultFound if there is none."""
    return session.exec(select(InboxEvent).where(InboxEvent.id == row_id)).one()


def unpark(session: Session, reference: str) -> bool:
    """Let a parked event be tried again. Returns whether one that can be is under this reference number.

    One whose content was erased, because nobody looked for so long, cannot.
    """
    statement = select(InboxEvent).where(
        InboxEvent.reference == reference,
        col(InboxEvent.parked_at).is_not(None),
        col(InboxEvent.payload).is_not(None),
    )
    found = session.exec(statement).first()
    if found is None:
        return False
    found.parked_at, found.not_before, found.attempts = None, None, 0
    session.add(found)
    return True
