"""Many people at once, registered as if each had used a code and written to the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from bot.store import bulk
from bot.store.tables import Chat, Contact, Membership, Person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_AT_ONCE = 500
"""So many ids are looked up at a time: a statement has room for some hundred on every database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Somebody, by LINE's id: what they are called, the language they read, and their post."""

    line_id: str
    name: str | None
    language: str
    unit_id: int
    role: str


def enrol(  # noqa: PLR0913 (whom, where and when, by name)
    session: Session,
    those: Sequence[Enrolled],
    *,
    agency_id: int,
    channel_id: int,
    notice_version: int,
    now: dt.datetime,
) -> None:
    """Register people whom nobody knows yet."""
    by_line = {one.line_id: one for one in those}
    contacts = [
        {"channel_id": channel_id, "line_id": one.line_id, "language": one.language, "wrong_codes": 0}
        for one in those
    ]
    bulk.insert(session, Contact, contacts)
    chats = [{"channel_id": channel_id, "line_id": one.line_id, "kind": "user"} for one in those]
    bulk.insert(session, Chat, chats)
    ids = list(by_line)
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        wanted = select(Contact.id, Contact.line_id).where(col(Contact.line_id).in_(part))
        who = {line_id: key for key, line_id in session.exec(wanted.where(Contact.channel_id == channel_id))}
        people = [
            {
                "agency_id": agency_id,
                "contact_id": who[line_id],
                "name": by_line[line_id].name,
                "notice_version": notice_version,
                "accepted_at": now,
            }
            for line_id in part
        ]
        bulk.insert(session, Person, people)
        keys = dict(
            session.exec(
                select(Person.contact_id, Person.id).where(col(Person.contact_id).in_(list(who.values())))
            ).all()
        )
        posts = [
            {
                "person_id": keys[who[line_id]],
                "unit_id": by_line[line_id].unit_id,
                "role": by_line[line_id].role,
                "since": now,
            }
            for line_id in part
        ]
        bulk.insert(session, Membership, posts)
