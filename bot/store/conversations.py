"""Queries on whom the bot talks with: people, groups, and which messages are the bot's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.inbox import identity, insert_new
from bot.store.tables import Chat, Contact, SentMessage, Unit

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Ours:
    """A message that we sent, and what it speaks of."""

    about: str | None


NOBODY = "erased"
"""The LINE id of a chat that is none: LINE's own begin with a capital."""
_CONTACT = select(Contact).where(
    col(Contact.channel_id) == bindparam("channel"), col(Contact.line_id) == bindparam("person")
)
_OURS = sqlalchemy_select(col(SentMessage.about)).where(
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


def followed(session: Session, contact_id: int, chat_id: int, now: dt.datetime) -> None:
    """Note that a person can be reached, in a chat whose LINE id may have been erased meanwhile."""
    _set_contact(session, contact_id, followed_at=now, blocked_at=None)
    contact_ = session.get_one(Contact, contact_id)
    there = select(Chat.id).where(Chat.channel_id == contact_.channel_id, Chat.line_id == contact_.line_id)
    if session.exec(there).first() is None:
        session.execute(update(Chat).where(col(Chat.id) == chat_id).values(line_id=contact_.line_id))


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
    """Note that the bot was taken out of a group, which is nobody's group from then on."""
    session.execute(update(Chat).where(col(Chat.id) == chat_id).values(left_at=now, unit_id=None))


def bind(session: Session, chat_id: int, unit_id: int | None) -> None:
    """Note which unit a group belongs to."""
    session.execute(update(Chat).where(col(Chat.id) == chat_id).values(unit_id=unit_id))


def unit_of(session: Session, chat_id: int) -> str | None:
    """Return the unit that a group belongs to, by its abbreviation."""
    statement = select(Unit.abbr).join(Chat, col(Chat.unit_id) == col(Unit.id)).where(Chat.id == chat_id)
    return session.exec(statement).first()


def ours(session: Session, channel_id: int, message_id: str) -> Ours | None:
    """Return what a message of ours was about; None if we did not send it."""
    row = session.execute(_OURS, {"channel": channel_id, "message": message_id}).first()
    return None if row is None else Ours(row.about)


def friend_since(session: Session, contact_id: int) -> dt.datetime | None:
    """Return when somebody last added the bot as a friend, where that is known."""
    return session.get_one(Contact, contact_id).followed_at


def forget(session: Session, contact_id: int) -> None:
    """Forget what is known of a contact beside the LINE id, without which nobody could be answered."""
    _set_contact(session, contact_id, language="th", wrong_codes=0, wrong_since=None)


def nobodys_chat(session: Session, channel_id: int) -> int:
    """Return the chat that stands for those of people who were erased; made if there is none."""
    session.execute(
        insert_new(session, Chat), [{"channel_id": channel_id, "line_id": NOBODY, "kind": "user"}]
    )
    statement = select(Chat.id).where(Chat.channel_id == channel_id, Chat.line_id == NOBODY)
    return identity(session.exec(statement).one())


def _set_contact(session: Session, contact_id: int, **values: Any) -> None:  # noqa: ANN401 (a column's value)
    session.execute(update(Contact).where(col(Contact.id) == contact_id).values(**values))
