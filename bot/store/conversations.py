"""Queries on whom the bot talks with: people, groups, and which messages are the bot's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.inbox import identity, insert_new
from bot.store.tables import Chat, Contact, SentMessage

if TYPE_CHECKING:
    import datetime as dt

_CONTACT = select(Contact).where(
    col(Contact.channel_id) == bindparam("channel"), col(Contact.line_id) == bindparam("person")
)
_OURS = sqlalchemy_select(col(SentMessage.id)).where(
    col(SentMessage.channel_id) == bindparam("channel"), col(SentMessage.message_id) == bindparam("message")
)


def contact(session: Session, channel_id: int, line_id: str) -> Contact | None:
    """Return the contact with this LINE user id, if there is one."""
    return session.exec(_CONTACT, params={"channel": channel_id, "person": line_id}).first()


def new_contact(session: Session, channel_id: int, line_id: str) -> int:
    """Make a contact, unless there is one by now; return its key."""
    values = {"channel_id": channel_id, "line_id": line_id, "language": "th"}
    session.execute(insert_new(session, Contact), [values])
    return identity(session.exec(_CONTACT, params={"channel": channel_id, "person": line_id}).one().id)


def followed(session: Session, contact_id: int, now: dt.datetime) -> None:
    """Note that a person can be reached."""
    _set_contact(session, contact_id, followed_at=now, blocked_at=None)


def blocked(session: Session, contact_id: int, now: dt.datetime) -> None:
    """Note that a person blocks the bot."""
    _set_contact(session, contact_id, blocked_at=now)


def speaks(session: Session, contact_id: int, language: str) -> None:
    """Note a person's language."""
    _set_contact(session, contact_id, language=language)


def joined(session: Session, chat_id: int) -> None:
    """Note that the bot is in a group."""
    session.execute(update(Chat).where(col(Chat.id) == chat_id).values(left_at=None))


def left(session: Session, chat_id: int, now: dt.datetime) -> None:
    """Note that the bot was taken out of a group."""
    session.execute(update(Chat).where(col(Chat.id) == chat_id).values(left_at=now))


def is_ours(session: Session, channel_id: int, message_id: str) -> bool:
    """Whether we sent this message."""
    return session.execute(_OURS, {"channel": channel_id, "message": message_id}).first() is not None


def _set_contact(session: Session, contact_id: int, **values: Any) -> None:  # noqa: ANN401 (a column's value)
    session.execute(update(Contact).where(col(Contact.id) == contact_id).values(**values))
