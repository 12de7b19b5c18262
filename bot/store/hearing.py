"""Queries on who hears of what: people of units, how they want to be told, who is away and who stands in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.choices import GROUP
from bot.store.tables import Chat, Contact, Hush, Leave, Membership, Person, ReminderChoice, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearer:
    """A person in one role of one unit who can be reached, and how they want to be reminded.

    ``at`` is a time of day as ``09:00``; ``weekdays`` are 1 (Monday) to 7. ``in_place_of`` is whose role it
    really is, where this one stands in for somebody.
    """

    person_id: int
    agency_id: int
    unit_id: int
    role: str
    at: str | None
    weekdays: tuple[int, ...] | None
    digest_only: bool
    place: str
    in_place_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A person is away; ``substitute_id`` acts for them, if somebody does."""

    person_id: int
    substitute_id: int | None
    first: dt.date
    last: dt.date


def in_units(session: Session, units: Collection[int]) -> Sequence[Hearer]:
    """Return who has a post in these units and can be reached."""
    return _hearers(session, col(Membership.unit_id).in_(units))


def with_role(session: Session, agencies: Collection[int], role: str) -> Sequence[Hearer]:
    """Return who has a role in these agencies and can be reached."""
    return _hearers(session, col(Person.agency_id).in_(agencies), col(Membership.role) == role)


def of_agency(session: Session, agency_id: int) -> Sequence[Hearer]:
    """Return everybody of an agency who can be reached, once for each post."""
    return _hearers(session, col(Person.agency_id) == agency_id)


def of_people(session: Session, people: Collection[int]) -> Sequence[Hearer]:
    """Return these people's posts, of those who can be reached."""
    return _hearers(session, col(Person.id).in_(people))


def in_groups(session: Session, units: Collection[int]) -> Sequence[Hearer]:
    """Return who of these units wants to be reminded in their group, of those who can be reached."""
    return _hearers(session, col(Membership.unit_id).in_(units), col(ReminderChoice.place) == GROUP)


def away(session: Session, agencies: Collection[int], day: dt.date) -> Sequence[Absence]:
    """Return who of these agencies is away on a day."""
    return _absences(
        session, col(Leave.agency_id).in_(agencies), col(Leave.first) <= day, col(Leave.last) >= day
    )


def away_from(session: Session, agency_id: int, day: dt.date) -> Sequence[Absence]:
    """Return who of an agency is away on a day or later."""
    return _absences(session, col(Leave.agency_id) == agency_id, col(Leave.last) >= day)


def _absences(session: Session, *which: Any) -> Sequence[Absence]:  # noqa: ANN401 (SQLAlchemy conditions)
    statement = select(Leave).where(col(Leave.ended_at).is_(None), *which)
    return [
        Absence(person_id=row.person_id, substitute_id=row.substitute_id, first=row.first, last=row.last)
        for row in session.exec(statement.order_by(col(Leave.id)))
    ]


def hushed(session: Session, people: Collection[int], day: dt.date) -> dict[int, dict[int | None, dt.date]]:
    """Return what these people do not want to hear of on a day, until when: by person and measure.

    None stands for everything.
    """
    statement = select(Hush).where(
        col(Hush.person_id).in_(people), col(Hush.until) >= day, col(Hush.ended_at).is_(None)
    )
    found: dict[int, dict[int | None, dt.date]] = {}
    for row in session.exec(statement.order_by(col(Hush.id))):
        found.setdefault(row.person_id, {})[row.measure_id] = row.until
    return found


def _hearers(session: Session, *which: Any) -> Sequence[Hearer]:  # noqa: ANN401 (SQLAlchemy conditions)
    statement: Any = (
        sqlalchemy_select(
            col(Person.id).label("person_id"),
            col(Person.agency_id),
            col(Membership.unit_id),
            col(Membership.role),
            ReminderChoice,
        )
        .join(Membership, (col(Membership.person_id) == col(Person.id)) & col(Membership.ended_at).is_(None))
        .join(Unit, col(Unit.id) == col(Membership.unit_id))
        .join(Contact, col(Contact.id) == col(Person.contact_id))
        .join(
            Chat,
            (col(Chat.channel_id) == col(Contact.channel_id)) & (col(Chat.line_id) == col(Contact.line_id)),
        )
        .join(ReminderChoice, col(ReminderChoice.person_id) == col(Person.id), isouter=True)
        .where(col(Contact.blocked_at).is_(None), *which)
        .order_by(col(Unit.position), col(Membership.id))
    )
    return [_hearer(row) for row in session.execute(statement)]


def _hearer(row: Any) -> Hearer:  # noqa: ANN401 (a row of the statement above)
    choice = row.ReminderChoice or ReminderChoice(person_id=row.person_id)
    return Hearer(
        person_id=row.person_id,
        agency_id=row.agency_id,
        unit_id=row.unit_id,
        role=row.role,
        at=choice.at,
        weekdays=None if not choice.weekdays else tuple(choice.weekdays),
        digest_only=choice.digest_only,
        place=choice.place,
    )
