"""Everybody of an agency, who of them is away, whose leave one may note, and who is told of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.agenda.workdays import Workdays
from bot.answers.leaves import Colleague, LeaveDays
from bot.store import duties, hearing, leaves, office, people
from bot.store.reminders import NewReminder
from bot.usecases import firing, planning
from bot.usecases.cards import ACTING, LEAVE
from bot.usecases.permission import Right, may

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.duties import UnitDuties
    from bot.store.hearing import Hearer
    from bot.store.leaves import Kept, New
    from bot.store.office import Office
    from bot.store.people import Member
    from bot.usecases.asker import Ask

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Everybody of an agency, who can be reached, and who is away from today on."""

    members: Mapping[int, Member] = field(default_factory=dict)
    hearers: Sequence[Hearer] = ()
    leave: Sequence[Kept] = ()
    open: Sequence[UnitDuties] = ()
    office: Office | None = None

    @property
    def days(self) -> Workdays:
        """The agency's calendar."""
        return Workdays() if self.office is None else planning.workdays(self.office)

    @property
    def reachable(self) -> frozenset[int]:
        """Who can be told anything."""
        return frozenset(one.person_id for one in self.hearers)

    def colleague(self, person: int) -> Colleague:
        """Return a person by what they are called."""
        member = self.members.get(person)
        if member is None:
            return Colleague(number=person, name=None)
        return Colleague(number=person, name=member.name, units=member.units)

    def span(self, first: dt.date, last: dt.date) -> LeaveDays:
        """Return days with how many of them are working days."""
        return LeaveDays(first=first, last=last, workdays=self.days.count(first - DAY, last))

    def away(self, person: int, first: dt.date, last: dt.date) -> Kept | None:
        """Return a leave of somebody that falls on any of these days."""
        own = (one for one in self.leave if one.person_id == person)
        return next((one for one in own if one.first <= last and one.last >= first), None)


def gather(session: Session, ask: Ask) -> Roll:
    """Find everybody, and who is away."""
    agency_id = ask.asker.agency_id
    if agency_id is None or ask.asker.member is None or ask.asker.in_group:
        return Roll()
    return Roll(
        members={one.person_id: one for one in people.members(session, agency_id)},
        hearers=hearing.of_agency(session, agency_id),
        leave=leaves.of_agency(session, agency_id, ask.today),
        open=duties.by_unit(session, agency_id),
        office=office.offices(session, [agency_id])[agency_id],
    )


def may_note(ask: Ask, person: int) -> bool:
    """Whether the asker may note the leave of somebody: oneself, the unit's head, an administrator."""
    roll: Roll = ask.found
    me = ask.asker.member
    if me is None:
        return False
    if me.person_id == person:
        return may(ask, Right.LEAVE)
    other = roll.members.get(person)
    return other is not None and any(may(ask, Right.LEAVES, unit) for unit in other.units)


def told(ask: Ask, new: New) -> tuple[NewReminder, ...]:
    """Tell who stands in, at the latest on the first day; and who is away, if they did not say so themselves.

    A substitute reads it with the next answer, or on the card of the first working day with all that is due
    then: it costs a push only where it is the one thing that they must know. Who is away is not pushed to.
    """
    roll: Roll = ask.found
    if roll.office is None or ask.asker.agency_id is None:
        return ()
    zone = ask.asker.now.tzinfo or dt.UTC
    reach = {one.person_id: one for one in roll.hearers}
    made = []
    for person, kind in ((new.substitute_id, ACTING), (new.person_id, LEAVE)):
        hearer = reach.get(person) if person is not None else None
        if hearer is None or (
            ask.asker.member is not None and hearer.person_id == ask.asker.member.person_id
        ):
            continue
        made.append(
            NewReminder(
                agency_id=ask.asker.agency_id,
                person_id=hearer.person_id,
                duty_id=None,
                kind=kind,
                rung=kind,
                due=new.last,
                day=new.first,
                show_on=ask.today,
                push_at=firing.moment(hearer, roll.office, new.first, zone) if kind == ACTING else None,
            )
        )
    return tuple(made)
