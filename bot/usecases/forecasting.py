"""What will be told to whom in the days ahead, if nobody reports: the same rules, without a database.

Whatever shows a plan before it happens asks here: the rehearsal, a person's own list, the message budget.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.roles import Role
from bot.store import duties, hearing, office, rehearsal
from bot.usecases import deciding, firing, planning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlmodel import Session

    from bot.store.duties import Due
    from bot.store.hearing import Absence, Hearer
    from bot.store.office import Office
    from bot.store.rehearsal import Key
    from bot.store.reminders import NewReminder

_DAY = dt.timedelta(days=1)
EARLY = dt.timedelta(days=14)
"""Nobody is told of a step earlier than a week before it, and a round makes up for some days at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """All that the coming reminders of one agency follow from."""

    office: Office
    dues: Sequence[Due]
    hearers: Sequence[Hearer]
    absences: Sequence[Absence]
    open_in: Mapping[int, int]
    """Open duties of each unit."""
    digest_on: dt.date | None
    reviewing: frozenset[int] = frozenset()
    """People for whose decision a report waits."""
    made: frozenset[Key] = frozenset()
    """Reminders that there are already, told early or cancelled before their day: they are not made again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one person will be told on a day."""

    day: dt.date
    person_id: int
    reminders: tuple[NewReminder, ...]


def gather(session: Session, agency_id: int, today: dt.date) -> Prospect:
    """Find what the coming reminders of an agency follow from; absences from today on."""
    return Prospect(
        office=office.offices(session, [agency_id])[agency_id],
        dues=duties.of_agency(session, agency_id),
        hearers=hearing.of_agency(session, agency_id),
        absences=hearing.away_from(session, agency_id, today),
        open_in=duties.open_in(session, agency_id),
        digest_on=duties.digest_day(session, agency_id),
        reviewing=frozenset(deciding.waiting_for(session, agency_id)),
        made=rehearsal.made_from(session, agency_id, today - EARLY),
    )


def forecast(prospect: Prospect, first: dt.date, last: dt.date, zone: dt.tzinfo) -> tuple[Told, ...]:
    """Return who will be told what from ``first`` to ``last``, by day and person."""
    return tuple(ahead(prospect, first, last, zone))


def ahead(prospect: Prospect, first: dt.date, last: dt.date, zone: dt.tzinfo) -> Iterator[Told]:
    """Yield who will be told what from ``first`` to ``last``, by day and person."""
    made_before = set(prospect.made)
    days = planning.workdays(prospect.office)
    dues = list(prospect.dues)
    digest_on = prospect.digest_on
    day = first
    while day <= last:
        told: dict[int, list[NewReminder]] = defaultdict(list)
        made: tuple[NewReminder, ...] = ()
        if digest_on is not None and digest_on <= day:
            away = [one for one in prospect.absences if one.first <= day <= one.last]
            made = firing.digest(
                prospect.office,
                prospect.hearers,
                prospect.open_in,
                digest_on,
                day,
                zone,
                away=away,
                reviewing=prospect.reviewing,
            )
            digest_on = planning.digest_after(day, days)
        now_due = [due for due in dues if due.stand.next_on is not None and due.stand.next_on <= day]
        if now_due:
            fired = firing.fire(
                now_due, {prospect.office.agency_id: prospect.office}, _ears(prospect, day), day, zone
            )
            dues = [replace(due, stand=fired.stands.get(due.id, due.stand)) for due in dues]
            made = (*made, *fired.reminders)
        for one in made:
            if one.settled_at is None and one.state == "waiting" and key_of(one) not in made_before:
                made_before.add(key_of(one))
                told[one.person_id].append(one)
        for who, what in sorted(told.items()):
            yield Told(day=day, person_id=who, reminders=tuple(what))
        day += _DAY


def key_of(one: NewReminder) -> Key:
    """Return what sets a reminder apart: there is one such at most."""
    return one.person_id, one.duty_id, one.kind, one.rung, one.due


def _ears(prospect: Prospect, day: dt.date) -> firing.Ears:
    away = [one for one in prospect.absences if one.first <= day <= one.last]
    admins = [one for one in prospect.hearers if one.role == Role.ADMIN]
    return firing.ears(prospect.hearers, admins, away, prospect.hearers)
