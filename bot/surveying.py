"""What cards depend on beside the reminders on them: who stands in, what nobody hears, what waits."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from bot.roles import Role
from bot.store import duties, hearing, leaves, notices, people
from bot.usecases import alarms, cards, deciding, firing
from bot.usecases.firing import DIGEST, QUEUE, UNHEARD
from bot.usecases.pauses import ASKED, PAUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sqlmodel import Session

    from bot.agenda.workdays import Workdays
    from bot.store.duties import UnitDuties
    from bot.store.hearing import Absence, Hearer
    from bot.store.leaves import Kept
    from bot.store.progress import Filed
    from bot.store.reminders import Waiting
    from bot.usecases.firing import Ears


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was looked up: by agency, person or leave. ``acted`` are posts in which somebody stands in."""

    names: Mapping[int, str] = field(default_factory=dict)
    leave: Mapping[int, Kept] = field(default_factory=dict)
    deaf: Mapping[int, Sequence[UnitDuties]] = field(default_factory=dict)
    queues: Mapping[int, Sequence[Filed]] = field(default_factory=dict)
    acted: Mapping[int, Sequence[Hearer]] = field(default_factory=dict)
    paused: Mapping[int, Mapping[int, str]] = field(default_factory=dict)

    def facts(self, agency_id: int, person: int, days: Workdays, zone: dt.tzinfo) -> cards.Facts:
        """Return what one person's card depends on."""
        return cards.Facts(
            days=days,
            names=self.names,
            leave=self.leave,
            deaf=self.deaf.get(agency_id),
            pending=alarms.pending(self.queues.get(person, ()), zone),
            paused=self.paused.get(agency_id, {}),
        )


def survey(session: Session, waiting: Sequence[Waiting], today: dt.date) -> Survey:
    """Look up what these reminders depend on, and nothing that none of them does."""
    due = [one for one in waiting if one.show_on <= today]
    others = {one.in_place_of for one in due if one.in_place_of is not None}
    told = {cards.leave_id(one.rung) for one in due} - {0}
    digests = {one.agency_id for one in due if one.kind == DIGEST}
    queues: dict[int, Sequence[Filed]] = {}
    for agency in digests | {one.agency_id for one in due if one.kind == QUEUE}:
        queues |= waiting_for(session, agency)
    return Survey(
        names=people.names(session, others) if others else {},
        leave=leaves.some(session, told),
        deaf={
            agency: _deaf(session, agency, today)
            for agency in digests | {one.agency_id for one in due if one.kind == UNHEARD}
        },
        queues=queues,
        acted=_acted(session, digests, today) if digests else {},
        paused={
            agency: _paused(session, agency)
            for agency in {one.agency_id for one in due if one.kind == PAUSED}
        },
    )


def _paused(session: Session, agency_id: int) -> dict[int, str]:
    """Return why notices of an agency are paused that nobody paused, by number."""
    return {number: why for number, why in notices.paused(session, agency_id).items() if why and why != ASKED}


def _deaf(session: Session, agency_id: int, today: dt.date) -> Sequence[UnitDuties]:
    hearers = hearing.of_agency(session, agency_id)
    ears_on = ears_by_day(hearers, hearing.away_from(session, agency_id, today))
    return alarms.deaf(duties.by_unit(session, agency_id), ears_on, today, now=True)


def _acted(session: Session, agencies: Collection[int], today: dt.date) -> dict[int, list[Hearer]]:
    """Return the posts of people who are away, by who stands in for them today."""
    away = hearing.away(session, list(agencies), today)
    if not away:
        return {}
    posts = hearing.of_people(session, {one.person_id for one in away})
    substitutes = hearing.of_people(session, {one.substitute_id for one in away if one.substitute_id})
    ears = firing.ears((), (), away, substitutes)
    found: dict[int, list[Hearer]] = defaultdict(list)
    for post in posts:
        for heard in ears.present([post]):
            found[heard.person_id].append(replace(heard, unit_id=post.unit_id, role=post.role))
    return found


def ears_by_day(hearers: Sequence[Hearer], absences: Sequence[Absence]) -> Callable[[dt.date], Ears]:
    """Return who can hear on a day, of one agency."""
    admins = [one for one in hearers if one.role == Role.ADMIN]

    @cache
    def on(day: dt.date) -> Ears:
        away = [one for one in absences if one.first <= day <= one.last]
        return firing.ears(hearers, admins, away, hearers)

    return on


def waiting_for(session: Session, agency_id: int) -> dict[int, list[Filed]]:
    """Return the reports of an agency that wait for somebody's decision, by person."""
    return deciding.waiting_for(session, agency_id)
