"""What becomes of what waits for somebody who is away: by these rules rounds do it. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.agenda.ladder import To
from bot.roles import Role
from bot.store.reminders import NewReminder
from bot.usecases import firing
from bot.usecases.cards import ACTING, LADDER
from bot.usecases.firing import QUEUE, UNHEARD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.store.hearing import Absence, Hearer
    from bot.store.office import Office
    from bot.store.reminders import Waiting
    from bot.usecases.forecasting import Prospect

_DAY = dt.timedelta(days=1)
HANDED_OVER = frozenset({*LADDER, UNHEARD})
"""Kinds of reminders that whoever stands in is told of; a digest is nobody else's."""
GIVEN_BACK = frozenset({*LADDER, QUEUE, UNHEARD, ACTING})
"""Kinds that are pushed again to whoever is back; the others never cost a message."""


def handed_over(
    person: int, heard: Sequence[Hearer], due: Iterable[Waiting], office: Office, at: dt.datetime
) -> list[NewReminder]:
    """Return what those are told who stand in for a person, of what is to be pushed to that person at ``at``.

    ``at`` has the office's zone.
    """
    today, zone = at.date(), at.tzinfo or dt.UTC
    return [
        NewReminder(
            agency_id=one.agency_id,
            person_id=hearer.person_id,
            duty_id=None if one.about is None else one.about.duty_id,
            kind=one.kind,
            rung=one.rung,
            due=one.due,
            day=one.day,
            show_on=today,
            push_at=max(at, firing.moment(hearer, office, today, zone)),
            in_place_of=person,
        )
        for hearer in heard
        for one in due
        if one.kind in HANDED_OVER
    ]


def given_back(post: Hearer) -> frozenset[str]:
    """Return what kinds are pushed again to somebody who is back: as when they were made."""
    return GIVEN_BACK - {To.UNIT.value} if post.digest_only else GIVEN_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """Who of an agency is away when, and who stands in for them."""

    prospect: Prospect
    posts: Mapping[int, Sequence[Hearer]]
    zone: dt.tzinfo

    def away(self, day: dt.date) -> dict[int, Absence]:
        """Return who is away on a day."""
        return {one.person_id: one for one in self.prospect.absences if one.first <= day <= one.last}

    def back(self, day: dt.date) -> dict[int, Absence]:
        """Return whose leave was over the day before."""
        return {one.person_id: one for one in self.prospect.absences if one.last + _DAY == day}

    def copies(self, person: int, due: Iterable[Waiting], at: dt.datetime) -> list[NewReminder]:
        """Return what those are told who stand in for somebody, of what is to be pushed to them now."""
        ears = firing.ears((), (), self.away(at.date()).values(), self.prospect.hearers)
        heard = ears.present(self.posts.get(person, ())[:1])
        return handed_over(person, heard, due, self.prospect.office, at)

    def again(self, one: Waiting, day: dt.date) -> Waiting:
        """Return what waited, unpushed, for somebody who is back: it is to be pushed to them now."""
        own = self.posts.get(one.person_id, ())
        if one.push_at is not None or not own or one.kind not in given_back(own[0]):
            return one
        return replace(one, push_at=firing.moment(own[0], self.prospect.office, day, self.zone))

    def missed(self, person: int, day: dt.date) -> tuple[NewReminder, ...]:
        """Return what somebody is given back on the day after their leave, of duties as they are foretold.

        Whatever is due by the day before has been told by then.
        """
        own = self.posts.get(person, ())
        absence = self.back(day).get(person)
        if not own or absence is None:
            return ()
        units = {one.unit_id for one in own}
        every = any(one.role == Role.ADMIN for one in own)
        dues = [
            replace(one, stand=replace(one.stand, done_through=max(one.stand.done_through, day - _DAY)))
            for one in self.prospect.dues
            if every or one.unit_id in units
        ]
        admins = [one for one in self.prospect.hearers if one.role == Role.ADMIN]
        ears = firing.ears(self.prospect.hearers, admins, self.away(day).values(), self.prospect.hearers)
        return firing.missed(dues, self.prospect.office, ears, person, absence.first, day, self.zone)
