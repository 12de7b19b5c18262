"""Who is who: people, what they are in which unit, how they came in, and what was done."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from bot.store.tables.base import Table
from bot.store.tables.columns import Moment

_NOW = text("ended_at IS NULL")


class Person(Table, table=True):
    """Somebody of an agency who linked a LINE account. Whoever is erased stays as a bare number.

    ``notice_version`` and ``accepted_at`` say which privacy notice they accepted, and when;
    ``notice_told`` the one that they were told of since. ``name`` came
    with ``name_message``.
    """

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", unique=True)
    name: str | None = Field(default=None, max_length=100)
    name_message: str | None = Field(default=None, max_length=64)
    notice_version: int
    notice_told: int | None = None
    accepted_at: dt.datetime = Field(sa_type=Moment)
    erased_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class Membership(Table, table=True):
    """What a person is in a unit: ``role`` is staff, head, reviewer, admin or auditor, until ``ended_at``."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_present",
            "person_id",
            "unit_id",
            "role",
            unique=True,
            sqlite_where=_NOW,
            postgresql_where=_NOW,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: str = Field(max_length=16)
    since: dt.datetime = Field(sa_type=Moment)
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class Invite(Table, table=True):
    """A registration code that makes one person a member of a unit. Only its hash is kept."""

    __tablename__ = "invite"

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    role: str = Field(max_length=16)
    code_hash: str = Field(max_length=64, unique=True)
    made_at: dt.datetime = Field(sa_type=Moment)
    made_by: int | None = Field(default=None, foreign_key="person.id")
    expires_at: dt.datetime = Field(sa_type=Moment, index=True)
    used_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    used_by: int | None = Field(default=None, foreign_key="person.id")


class Dialogue(Table, table=True):
    """What the bot and one person in one chat are in the middle of. ``number`` is what its buttons carry."""

    __tablename__ = "dialogue"
    __table_args__ = (UniqueConstraint("chat_id", "contact_id"),)

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id")
    contact_id: int = Field(foreign_key="contact.id", index=True)
    number: int
    state: dict[str, Any] = Field(sa_type=JSON)
    touched_at: dt.datetime = Field(sa_type=Moment, index=True)


class AuditEntry(Table, table=True):
    """Who did what, and what it was before and after. Rows are never changed; the database refuses it.

    ``actor_id`` is empty for the command line and for the bot itself, which ``actor`` then names.
    ``person_id`` is whom it concerns, if anybody. Nothing that a person wrote stands here.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_agency_id_id", "agency_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    at: dt.datetime = Field(sa_type=Moment, index=True)
    actor: str = Field(max_length=16)
    actor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    action: str = Field(max_length=40)
    subject: str = Field(max_length=200)
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON)
