"""Queries on whom a notice can go to: an agency's people, its groups, and who got an earlier notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import or_
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.notice_recipients import QUEUED
from bot.store.notice_record import HEARD, OUT
from bot.store.notices import UNDER_WAY
from bot.store.tables import Chat, Contact, Membership, Notice, NoticeRecipient, Person, Unit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

Problem = Literal["blocked", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person of the agency: their posts as (unit, role), and how they are reached.

    ``problem`` is why they are not: they block the bot, or never wrote to it.
    """

    person_id: int
    name: str | None
    posts: tuple[tuple[str, str], ...]
    channel_id: int | None
    language: str
    problem: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A group chat of a unit, with as many members as LINE said, if it did."""

    chat_id: int
    channel_id: int
    unit: str
    members: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Whom an earlier notice went to; ``unread`` are those people of them who did not acknowledge it."""

    number: int
    people: frozenset[int]
    chats: frozenset[int]
    unread: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """Whom somebody's notices went to, or will go to, without a second person's word."""

    people: frozenset[int] = frozenset()
    chats: frozenset[int] = frozenset()


def everybody(session: Session, agency_id: int) -> Sequence[Somebody]:
    """Return an agency's people with a post, those of the first unit first."""
    statement: Any = (
        sqlalchemy_select(
            col(Person.id),
            col(Person.name),
            col(Unit.abbr),
            col(Membership.role),
            col(Contact.channel_id),
            col(Contact.language),
            col(Contact.blocked_at),
            col(Chat.id),
        )
        .join(Membership, (col(Membership.person_id) == col(Person.id)) & col(Membership.ended_at).is_(None))
        .join(Unit, col(Unit.id) == col(Membership.unit_id))
        .join(Contact, col(Contact.id) == col(Person.contact_id), isouter=True)
        .join(
            Chat,
            (col(Chat.channel_id) == col(Contact.channel_id)) & (col(Chat.line_id) == col(Contact.line_id)),
            isouter=True,
        )
        .where(col(Person.agency_id) == agency_id)
        .order_by(col(Unit.position), col(Membership.id))
    )
    found: dict[int, tuple[Any, ...]] = {}
    posts: dict[int, list[tuple[str, str]]] = {}
    for person_id, name, unit, role, channel_id, language, blocked_at, chat_id in session.execute(statement):
        found.setdefault(person_id, (name, channel_id, language, _problem(chat_id, blocked_at)))
        posts.setdefault(person_id, []).append((unit, role))
    return [
        Somebody(
            person_id=key,
            name=name,
            posts=tuple(posts[key]),
            channel_id=channel_id,
            language=language or "th",
            problem=problem,
        )
        for key, (name, channel_id, language, problem) in found.items()
    ]


def _problem(chat_id: int | None, blocked_at: dt.datetime | None) -> Problem | None:
    if chat_id is None:
        return "never"
    return None if blocked_at is None else "blocked"


def rooms(session: Session, agency_id: int) -> Sequence[Room]:
    """Return the group chats that are bound to units of an agency, in the order of the units."""
    statement = (
        select(Chat, Unit.abbr)
        .join(Unit, col(Unit.id) == col(Chat.unit_id))
        .where(col(Unit.agency_id) == agency_id, Chat.kind != "user", col(Chat.left_at).is_(None))
        .order_by(col(Unit.position), col(Chat.id))
    )
    return [
        Room(chat_id=chat.id or 0, channel_id=chat.channel_id, unit=unit, members=chat.members)
        for chat, unit in session.exec(statement)
    ]


def earlier(session: Session, notice_id: int, number: int) -> Earlier:
    """Return whom a notice went to, also those whom it did not reach."""
    rows = session.exec(
        select(NoticeRecipient.person_id, NoticeRecipient.chat_id, NoticeRecipient.acknowledged_at).where(
            NoticeRecipient.notice_id == notice_id,
            NoticeRecipient.state != HEARD,  # it went to their group, and there it goes again
        )
    ).all()
    return Earlier(
        number=number,
        people=frozenset(person for person, _, _ in rows if person is not None),
        chats=frozenset(chat for _, chat, _ in rows if chat is not None),
        unread=frozenset(person for person, _, read in rows if person is not None and read is None),
    )


def alone(session: Session, agency_id: int, author_id: int | None, since: dt.datetime) -> Alone:
    """Return whom an author's notices that were made since then go to, those called back in time excepted."""
    goes = (col(NoticeRecipient.state) == QUEUED) & col(Notice.state).in_(UNDER_WAY)
    statement: Any = (
        sqlalchemy_select(col(NoticeRecipient.person_id), col(NoticeRecipient.chat_id))
        .join(Notice, col(Notice.id) == col(NoticeRecipient.notice_id))
        .where(
            col(Notice.agency_id) == agency_id,
            col(Notice.author_id) == author_id,
            col(Notice.made_at) > since,
            col(Notice.decided_by).is_(None),
            or_(col(NoticeRecipient.state).in_(OUT), goes),
        )
        .distinct()
    )
    rows = session.execute(statement).all()
    return Alone(
        people=frozenset(person for person, _ in rows if person is not None),
        chats=frozenset(chat for _, chat in rows if chat is not None),
    )
