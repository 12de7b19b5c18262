"""Queries on events that came in, the chats they belong to and the leases on those chats."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, and_, exists, func, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col, select

from bot.store.tables import Chat, Contact, InboxEvent, SentMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.sql.dml import Insert

EDITED = "messageEdited"
UNSEND = "unsend"


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


def _open(now: dt.datetime) -> Any:  # noqa: ANN401 (an SQLAlchemy condition)
    """Not handled, not parked, and not waiting for a later try."""
    return and_(
        col(InboxEvent.handled_at).is_(None),
        col(InboxEvent.parked_at).is_(None),
        or_(col(InboxEvent.not_before).is_(None), col(InboxEvent.not_before) <= now),
    )


def waiting_chats(session: Session, now: dt.datetime, limit: int = 200) -> Sequence[int]:
    """Return chats with open events and no living lease, longest waiting first."""
    free = or_(col(Chat.leased_until).is_(None), col(Chat.leased_until) < now)
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
    free = or_(col(Chat.leased_until).is_(None), col(Chat.leased_until) < now, col(Chat.leased_by) == holder)
    mine = select(Chat.id).where(Chat.id == chat_id, free).with_for_update(skip_locked=True).scalar_subquery()
    statement = update(Chat).where(col(Chat.id) == mine).values(leased_by=holder, leased_until=until)
    return bool(session.execute(statement).rowcount)  # type: ignore[attr-defined]  # an update has one


def release(session: Session, chat_id: int, holder: str) -> None:
    """Give the chat back."""
    statement = update(Chat).where(col(Chat.id) == chat_id, col(Chat.leased_by) == holder)
    session.execute(statement.values(leased_by=None, leased_until=None))


def next_event(session: Session, chat_id: int, now: dt.datetime) -> InboxEvent | None:
    """Return the chat's oldest open event, by LINE's timestamp, or None if there is none to handle now.

    A failed event that waits for its next try holds its chat up, so that the order stays.
    """
    statement = select(InboxEvent).where(
        InboxEvent.chat_id == chat_id,
        col(InboxEvent.handled_at).is_(None),
        col(InboxEvent.parked_at).is_(None),
    )
    first = session.exec(statement.order_by(col(InboxEvent.occurred_ms), col(InboxEvent.id)).limit(1)).first()
    if first is not None and first.not_before is not None and first.not_before > now:
        return None
    return first


# --- people and messages ------------------------------------------------------------------------------


def contact(session: Session, channel_id: int, line_id: str) -> Contact:
    """Return the contact with this LINE user id, made if new."""
    statement = select(Contact).where(Contact.channel_id == channel_id, Contact.line_id == line_id)
    found = session.exec(statement).first()
    if found is None:
        session.execute(
            insert_new(session, Contact), [{"channel_id": channel_id, "line_id": line_id, "language": "th"}]
        )
        found = session.exec(statement).one()
    return found


def superseded(session: Session, event: InboxEvent) -> bool:
    """Whether this message was unsent, or edited later than this version of it."""
    if event.message_id is None:
        return False
    later_edit = and_(col(InboxEvent.type) == EDITED, col(InboxEvent.occurred_ms) > event.occurred_ms)
    statement = select(
        exists().where(
            col(InboxEvent.channel_id) == event.channel_id,
            col(InboxEvent.message_id) == event.message_id,
            or_(col(InboxEvent.type) == UNSEND, later_edit),
        )
    )
    return bool(session.exec(statement).one())


def erase_message(session: Session, channel_id: int, message_id: str) -> None:
    """Forget what an unsent message said."""
    statement = update(InboxEvent).where(
        col(InboxEvent.channel_id) == channel_id,
        col(InboxEvent.message_id) == message_id,
        col(InboxEvent.type) != UNSEND,
    )
    session.execute(statement.values(payload=None))


def is_ours(session: Session, channel_id: int, message_id: str) -> bool:
    """Whether we sent this message."""
    statement = select(
        exists().where(col(SentMessage.channel_id) == channel_id, col(SentMessage.message_id) == message_id)
    )
    return bool(session.exec(statement).one())


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


def counts(session: Session) -> tuple[int, int]:
    """Return how many events are open, and how many are parked."""
    is_open = and_(col(InboxEvent.handled_at).is_(None), col(InboxEvent.parked_at).is_(None))
    open_count = session.exec(select(func.count()).select_from(InboxEvent).where(is_open)).one()
    parked_count = session.exec(
        select(func.count()).select_from(InboxEvent).where(col(InboxEvent.parked_at).is_not(None))
    ).one()
    return open_count, parked_count
