"""The audit log: added to, and read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, func, or_, select

from bot.store.inbox import identity
from bot.store.tables import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: ``kind`` is person, command or bot; only a person has a key."""

    kind: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done, to what, and what it was before and after. Nothing that a person wrote."""

    action: str
    subject: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    person_id: int | None = None
    """Whom it concerns, where that is not who did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as it stands. A value, which outlives its session."""

    id: int
    at: dt.datetime
    actor: str
    actor_id: int | None
    person_id: int | None
    action: str
    subject: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def note(session: Session, agency_id: int, now: dt.datetime, actor: Actor, deed: Deed) -> None:
    """Add an entry."""
    session.add(
        AuditEntry(
            agency_id=agency_id,
            at=now,
            actor=actor.kind,
            actor_id=actor.person_id,
            person_id=deed.person_id,
            action=deed.action,
            subject=deed.subject,
            before=deed.before,
            after=deed.after,
        )
    )


def latest(
    session: Session, agency_id: int, person_id: int | None, limit: int, skip: int = 0
) -> Sequence[Entry]:
    """Return the newest entries of an agency, or those that a person did or that concern them."""
    statement = select(AuditEntry).where(*_of(agency_id, person_id)).order_by(col(AuditEntry.id).desc())
    return [_entry(row) for row in session.exec(statement.offset(skip).limit(limit))]


def count(session: Session, agency_id: int, person_id: int | None) -> int:
    """Return how many entries `latest` chooses from."""
    return session.exec(select(func.count(col(AuditEntry.id))).where(*_of(agency_id, person_id))).one()


def of_person(session: Session, agency_id: int, person_id: int) -> Sequence[Entry]:
    """Return all entries that a person did or that concern them, oldest first."""
    statement = select(AuditEntry).where(*_of(agency_id, person_id)).order_by(col(AuditEntry.id))
    return [_entry(row) for row in session.exec(statement)]


def every(session: Session, agency_id: int, batch: int = 1000) -> Iterator[Entry]:
    """Return all entries of an agency, oldest first, a batch in memory at a time."""
    statement = select(AuditEntry).where(AuditEntry.agency_id == agency_id).order_by(col(AuditEntry.id))
    for row in session.exec(statement.execution_options(yield_per=batch)):
        yield _entry(row)


def _of(agency_id: int, person_id: int | None) -> tuple[Any, ...]:
    whole = col(AuditEntry.agency_id) == agency_id
    if person_id is None:
        return (whole,)
    return whole, or_(col(AuditEntry.actor_id) == person_id, col(AuditEntry.person_id) == person_id)


def _entry(row: AuditEntry) -> Entry:
    return Entry(
        id=identity(row.id),
        at=row.at,
        actor=row.actor,
        actor_id=row.actor_id,
        person_id=row.person_id,
        action=row.action,
        subject=row.subject,
        before=row.before or {},
        after=row.after or {},
    )
