"""The audit log: added to, and read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, or_, select

from bot.store.tables import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


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
) -> Sequence[AuditEntry]:
    """Return the newest entries of an agency, or those that a person did or that concern them."""
    statement = select(AuditEntry).where(AuditEntry.agency_id == agency_id)
    if person_id is not None:
        mine = or_(col(AuditEntry.actor_id) == person_id, col(AuditEntry.person_id) == person_id)
        statement = statement.where(mine)
    return session.exec(statement.order_by(col(AuditEntry.id).desc()).offset(skip).limit(limit)).all()


def every(session: Session, agency_id: int, batch: int = 1000) -> Iterator[AuditEntry]:
    """Return all entries of an agency, oldest first, a batch in memory at a time."""
    statement = select(AuditEntry).where(AuditEntry.agency_id == agency_id).order_by(col(AuditEntry.id))
    yield from session.exec(statement.execution_options(yield_per=batch))
