"""Queries on people: who is linked to which unit, how they came in, how they can be reached."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.inbox import identity
from bot.store.tables import Chat, Contact, Invite, Membership, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a person is in one unit."""

    membership_id: int
    unit_id: int
    unit: str
    role: str
    since: dt.datetime
    instead: Instead | None = None
    """In whose place they are that, where it is another's post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """Somebody who is on leave through ``until``."""

    person_id: int
    name: str | None
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A linked person. A value, which outlives its session."""

    person_id: int
    name: str | None
    accepted_at: dt.datetime
    posts: tuple[Post, ...]
    notice: int = 0
    """The latest version of the privacy notice that they accepted or were told of; 0 where nobody asks."""

    @property
    def units(self) -> tuple[str, ...]:
        """The units of any post, each once."""
        return tuple(dict.fromkeys(post.unit for post in self.posts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """How a person is reached: in their 1:1 chat, in their language. Not whom the bot cannot reach."""

    person_id: int
    channel_id: int
    chat_id: int
    line_id: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A registration code that somebody used, as it stands."""

    id: int
    unit_id: int
    unit: str
    role: str
    good: bool
    """Neither used nor expired."""


@dataclass(frozen=True, slots=True)
class WrongCodes:
    """How many codes of a contact were none, since when."""

    count: int = 0
    since: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvites:
    """Registration codes to be stored, by their hashes."""

    unit: str
    role: str
    hashes: tuple[str, ...]
    made_at: dt.datetime
    made_by: int | None
    expires_at: dt.datetime


_MEMBER: Any = (
    sqlalchemy_select(
        col(Person.id),
        col(Person.name),
        col(Person.accepted_at),
        func.coalesce(col(Person.notice_told), col(Person.notice_version)).label("notice"),
        col(Membership.id).label("membership_id"),
        col(Membership.unit_id),
        col(Unit.abbr),
        col(Membership.role),
        col(Membership.since),
    )
    .join(Membership, (col(Membership.person_id) == col(Person.id)) & col(Membership.ended_at).is_(None))
    .join(Unit, col(Unit.id) == col(Membership.unit_id))
    .order_by(col(Unit.position), col(Membership.id))
)
_OF_CONTACT = _MEMBER.where(
    col(Person.contact_id) == bindparam("contact"), col(Person.agency_id) == bindparam("agency")
)


def member(session: Session, contact_id: int, agency_id: int) -> Member | None:
    """Return the person behind a contact, if they have a post in the agency."""
    found = _members(session.execute(_OF_CONTACT, {"contact": contact_id, "agency": agency_id}))
    return found[0] if found else None


def members(session: Session, agency_id: int, unit: str | None = None) -> Sequence[Member]:
    """Return everybody of an agency, or of one unit of it with their posts there."""
    statement = _MEMBER.where(col(Person.agency_id) == agency_id)
    if unit is not None:
        statement = statement.where(col(Unit.abbr) == unit)
    return _members(session.execute(statement))


def with_post(session: Session, agency_id: int, membership_id: int) -> Member | None:
    """Return who has a post, with that post alone; None if nobody has it (any more)."""
    statement = _MEMBER.where(col(Person.agency_id) == agency_id, col(Membership.id) == membership_id)
    found = _members(session.execute(statement))
    return found[0] if found else None


def ever(session: Session, contact_id: int) -> Member | None:
    """Return the person behind a contact with the posts of today, also if there are none."""
    person = session.exec(select(Person).where(Person.contact_id == contact_id)).first()
    if person is None:
        return None
    key = identity(person.id)
    found = member(session, contact_id, person.agency_id)
    posts = found.posts if found else ()
    return Member(person_id=key, name=person.name, accepted_at=person.accepted_at, posts=posts)


def _members(rows: Iterable[Any]) -> list[Member]:
    people: dict[int, tuple[str | None, dt.datetime, int]] = {}
    posts: dict[int, list[Post]] = {}
    for row in rows:
        people[row.id] = row.name, row.accepted_at, row.notice
        posts.setdefault(row.id, []).append(
            Post(
                membership_id=row.membership_id,
                unit_id=row.unit_id,
                unit=row.abbr,
                role=row.role,
                since=row.since,
            )
        )
    return [
        Member(person_id=key, name=name, accepted_at=accepted_at, posts=tuple(posts[key]), notice=notice)
        for key, (name, accepted_at, notice) in people.items()
    ]


def recipients(session: Session, people: Collection[int]) -> Sequence[Recipient]:
    """Return how these people are reached; who blocked the bot, left, or never wrote to it, is not there."""
    statement: Any = (
        sqlalchemy_select(
            col(Person.id).label("person_id"),
            col(Contact.channel_id),
            col(Chat.id).label("chat_id"),
            col(Contact.line_id),
            col(Contact.language),
        )
        .join(Contact, col(Contact.id) == col(Person.contact_id))
        .join(
            Chat,
            (col(Chat.channel_id) == col(Contact.channel_id)) & (col(Chat.line_id) == col(Contact.line_id)),
        )
        .where(col(Person.id).in_(people), col(Contact.blocked_at).is_(None))
        .order_by(col(Person.id))
    )
    return [Recipient(**row._mapping) for row in session.execute(statement)]  # noqa: SLF001 (SQLAlchemy's public name)


def names(session: Session, people: Collection[int]) -> dict[int, str]:
    """Return what people are called, of those whose name is known."""
    statement = sqlalchemy_select(col(Person.id), col(Person.name)).where(
        col(Person.id).in_(people), col(Person.name).is_not(None)
    )
    return {key: name for key, name in session.execute(statement)}  # noqa: C416 (rows, not pairs)


def of_contact(session: Session, contact_id: int) -> int | None:
    """Return the person that a contact is linked to."""
    return session.exec(select(Person.id).where(Person.contact_id == contact_id)).first()


def agency_of_contact(session: Session, contact_id: int) -> int | None:
    """Return the agency of the person that a contact is linked to."""
    return session.exec(select(Person.agency_id).where(Person.contact_id == contact_id)).first()


def contact_of(session: Session, person_id: int) -> int | None:
    """Return the contact that a person is linked to."""
    return session.exec(select(Person.contact_id).where(Person.id == person_id)).first()


def contacts_of_role(session: Session, agency_id: int, role: str) -> set[int]:
    """Return the contacts of whoever has a role in an agency, in any unit."""
    statement = (
        select(Person.contact_id)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(Person.agency_id == agency_id, Membership.role == role, col(Membership.ended_at).is_(None))
    )
    return {one for one in session.exec(statement) if one is not None}


# --- coming in ------------------------------------------------------------------------------------------


def add_invites(session: Session, agency_id: int, new: NewInvites) -> None:
    """Store registration codes. Raises NoResultFound for a unit that the agency does not have."""
    unit = select(Unit.id).where(Unit.agency_id == agency_id, Unit.abbr == new.unit)
    unit_id = identity(session.exec(unit).one())
    session.add_all(
        Invite(
            agency_id=agency_id,
            unit_id=unit_id,
            role=new.role,
            code_hash=one,
            made_at=new.made_at,
            made_by=new.made_by,
            expires_at=new.expires_at,
        )
        for one in new.hashes
    )


def invitation(session: Session, agency_id: int, code_hash: str, now: dt.datetime) -> Invitation | None:
    """Return what a code is for."""
    row = session.execute(
        sqlalchemy_select(Invite, col(Unit.abbr))
        .join(Unit, col(Unit.id) == col(Invite.unit_id))
        .where(col(Invite.code_hash) == code_hash, col(Invite.agency_id) == agency_id)
    ).first()
    if row is None:
        return None
    invite, abbr = row
    good = invite.used_at is None and invite.expires_at > now
    return Invitation(id=invite.id, unit_id=invite.unit_id, unit=abbr, role=invite.role, good=good)


def link(  # noqa: PLR0913 (what a link consists of, by name)
    session: Session,
    *,
    agency_id: int,
    contact_id: int,
    unit_id: int,
    role: str,
    notice_version: int,
    now: dt.datetime,
) -> int:
    """Link a contact to a unit; return the person's key. Someone who is there already gets a further post."""
    person = session.exec(select(Person).where(Person.contact_id == contact_id)).first()
    if person is None:
        person = Person(
            agency_id=agency_id, contact_id=contact_id, notice_version=notice_version, accepted_at=now
        )
    person.notice_version, person.accepted_at, person.notice_told = notice_version, now, None
    session.add(person)
    session.flush()
    key = identity(person.id)
    there = select(Membership.id).where(
        Membership.person_id == key,
        Membership.unit_id == unit_id,
        Membership.role == role,
        col(Membership.ended_at).is_(None),
    )
    if session.exec(there).first() is None:
        session.add(Membership(person_id=key, unit_id=unit_id, role=role, since=now))
        session.flush()
    return key


def told_of_notice(session: Session, contact_id: int, version: int) -> None:
    """Note that somebody was told of a version of the privacy notice."""
    session.execute(update(Person).where(col(Person.contact_id) == contact_id).values(notice_told=version))


def rename(session: Session, contact_id: int, name: str, message_id: str | None) -> None:
    """Note what a person is called, and with which message they said so."""
    who = update(Person).where(col(Person.contact_id) == contact_id)
    session.execute(who.values(name=name, name_message=message_id))


def forget_name(session: Session, contact_id: int, message_id: str) -> None:
    """Erase what a person is called if they said it with this message."""
    who = update(Person).where(col(Person.contact_id) == contact_id, col(Person.name_message) == message_id)
    session.execute(who.values(name=None, name_message=None))


def use_invite(session: Session, invite_id: int, person_id: int, now: dt.datetime) -> None:
    """Note that a code was used."""
    values = {"used_at": now, "used_by": person_id}
    session.execute(update(Invite).where(col(Invite.id) == invite_id).values(**values))


def wrong_codes(session: Session, contact_id: int) -> WrongCodes:
    """Return how many codes of a contact were none lately."""
    contact = session.get_one(Contact, contact_id)
    return WrongCodes(contact.wrong_codes, contact.wrong_since)


def wrong_code(session: Session, contact_id: int, since: dt.datetime) -> None:
    """Count a code that was none, in the time that began at ``since``."""
    contact = session.get_one(Contact, contact_id)
    if contact.wrong_since is None or contact.wrong_since < since:
        contact.wrong_codes, contact.wrong_since = 0, since
    contact.wrong_codes += 1
    session.add(contact)


# --- going ----------------------------------------------------------------------------------------------


def end_post(session: Session, membership_id: int, now: dt.datetime) -> Membership | None:
    """End what a person is in a unit. Returns what they were."""
    session.execute(update(Membership).where(col(Membership.id) == membership_id).values(ended_at=now))
    return session.get(Membership, membership_id)


def erase(session: Session, person_id: int, now: dt.datetime) -> None:
    """Forget who a person is. The bare number stays, so that official records still tell people apart."""
    session.execute(
        update(Membership)
        .where(col(Membership.person_id) == person_id, col(Membership.ended_at).is_(None))
        .values(ended_at=now)
    )
    values = {"name": None, "name_message": None, "contact_id": None, "erased_at": now}
    session.execute(update(Person).where(col(Person.id) == person_id).values(**values))


def count_in(session: Session, agency_id: int) -> dict[str, int]:
    """Return how many people each unit has, by its abbreviation; none are left out."""
    statement = (
        sqlalchemy_select(col(Unit.abbr), func.count(col(Membership.person_id).distinct()))
        .join(Membership, col(Membership.unit_id) == col(Unit.id))
        .where(col(Unit.agency_id) == agency_id, col(Membership.ended_at).is_(None))
        .group_by(col(Unit.abbr))
    )
    return {abbr: number for abbr, number in session.execute(statement)}  # noqa: C416 (rows, not pairs)
