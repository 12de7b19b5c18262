"""Who is to be told of what is due. Pure: rows in, reminders out."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.agenda import hours
from bot.agenda.ladder import To
from bot.roles import AT_WORK, Role
from bot.store.reminders import WAITING, NewReminder
from bot.usecases import planning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bot.agenda.ladder import Step
    from bot.store.duties import Due, Stand
    from bot.store.hearing import Absence, Hearer
    from bot.store.office import Office

UNHEARD, DIGEST, QUEUE = "unheard", "digest", "queue"
MERGED, MISSED = "merged", "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """Who can hear: people by unit, central administrators by agency, and who stands in for whom today."""

    by_unit: Mapping[int, Sequence[Hearer]] = field(default_factory=dict)
    central: Mapping[int, Sequence[Hearer]] = field(default_factory=dict)
    away: Mapping[int, Absence] = field(default_factory=dict)
    others: Mapping[int, Hearer] = field(default_factory=dict)
    """Substitutes, by person."""

    def of(self, due: Due, to: To) -> list[Hearer]:
        """Return whom a step speaks to; without a head the central group hears in their place."""
        unit = self.by_unit.get(due.unit_id, ())
        if to is To.UNIT:
            return self.of_unit(due.unit_id)
        heads = self.present(one for one in unit if one.role == Role.HEAD) if to is To.HEAD else []
        return heads or self.admins(due.agency_id)

    def of_unit(self, unit_id: int) -> list[Hearer]:
        """Return who hears of what a unit is to do."""
        return self.present(one for one in self.by_unit.get(unit_id, ()) if one.role in AT_WORK)

    def admins(self, agency_id: int) -> list[Hearer]:
        """Return the central group of an agency."""
        return self.present(self.central.get(agency_id, ()))

    def present(self, wanted: Iterable[Hearer]) -> list[Hearer]:
        """Return people, each once, with substitutes in the place of those who are away."""
        found: dict[int, Hearer] = {}
        for one in wanted:
            heard = self._in_place_of(one)
            if heard is None:
                continue
            known = found.get(heard.person_id)
            if known is None or (known.in_place_of is not None and heard.in_place_of is None):
                found[heard.person_id] = heard  # what is one's own is not told as another's
        return list(found.values())

    def _in_place_of(self, one: Hearer) -> Hearer | None:
        seen: set[int] = set()
        here: Hearer | None = one
        while here is not None and here.person_id in self.away:
            seen.add(here.person_id)
            substitute = self.away[here.person_id].substitute_id
            here = None if substitute is None or substitute in seen else self.others.get(substitute)
        if here is None or here is one:
            return here
        return replace(here, unit_id=one.unit_id, role=one.role, in_place_of=one.person_id)


def ears(
    hearers: Iterable[Hearer],
    central: Iterable[Hearer],
    away: Iterable[Absence],
    others: Iterable[Hearer],
) -> Ears:
    """Return who can hear: people of units, central administrators, who is away, and who may stand in."""
    by_unit: dict[int, list[Hearer]] = defaultdict(list)
    for one in hearers:
        by_unit[one.unit_id].append(one)
    by_agency: dict[int, list[Hearer]] = defaultdict(list)
    for one in central:
        by_agency[one.agency_id].append(one)
    return Ears(
        by_unit=by_unit,
        central=by_agency,
        away={one.person_id: one for one in away},
        others={one.person_id: one for one in others},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """What follows from duties that are due: reminders, and how the duties stand now, by key.

    ``deaf`` are duties of which nobody at all could be told.
    """

    reminders: tuple[NewReminder, ...]
    stands: Mapping[int, Stand]
    deaf: tuple[int, ...]


def fire(
    dues: Collection[Due], offices: Mapping[int, Office], ears: Ears, today: dt.date, zone: dt.tzinfo
) -> Fired:
    """Decide who is told of due duties today."""
    made: list[NewReminder] = []
    stands: dict[int, Stand] = {}
    deaf = []
    ladders = {key: planning.Ladders(office) for key, office in offices.items()}
    for due in dues:
        office = offices[due.agency_id]
        days, steps = ladders[due.agency_id].days, ladders[due.agency_id].of(due)
        passed = [step for step in steps if due.stand.done_through < step.day <= today]
        for to in To:
            own = [step for step in passed if step.to is to]
            told = _told(due, own, office, ears, today, zone)
            if own and not told:
                deaf.append(due.id)
            made += told
        ahead = next((step for step in steps if step.day > today), None)
        made += _early(due, ahead, office, ears, today, zone)
        listening = *ears.by_unit.get(due.unit_id, ()), *ears.central.get(due.agency_id, ())
        stands[due.id] = replace(
            due.stand,
            done_through=max(today, due.stand.done_through) if passed else due.stand.done_through,
            next_on=None
            if ahead is None
            else planning.wake(ahead, due.due, listening, days, today + dt.timedelta(days=1)),
            rung=None if ahead is None else ahead.rung,
        )
    return Fired(reminders=tuple(made), stands=stands, deaf=tuple(deaf))


def _told(  # noqa: PLR0913, PLR0917 (what it depends on)
    due: Due, steps: Sequence[Step], office: Office, ears: Ears, today: dt.date, zone: dt.tzinfo
) -> list[NewReminder]:
    """Return the reminders of steps to the same people: the last one waits, missed ones are on record."""
    if not steps:
        return []
    last = steps[-1]
    hearers, kind = ears.of(due, last.to), last.to.value
    if not hearers:
        hearers, kind = ears.admins(due.agency_id), UNHEARD
    made = []
    for hearer in hearers:
        made += [
            replace(
                _reminder(due, step, hearer, kind, office, today, zone),
                state=MERGED,
                why=MISSED,
                settled_at=dt.datetime.combine(today, dt.time.min, zone),
                push_at=None,
            )
            for step in steps[:-1]
        ]
        made.append(_reminder(due, last, hearer, kind, office, today, zone))
    return made


def _early(  # noqa: PLR0913, PLR0917 (what it depends on)
    due: Due, step: Step | None, office: Office, ears: Ears, today: dt.date, zone: dt.tzinfo
) -> list[NewReminder]:
    """Return the reminders of those who hear of the next step already, for they chose their weekdays."""
    if step is None:
        return []
    days = planning.workdays(office)
    hearers, kind = ears.of(due, step.to), step.to.value
    if not hearers:
        hearers, kind = ears.admins(due.agency_id), UNHEARD
    return [
        _reminder(due, step, one, kind, office, today, zone)
        for one in hearers
        if one.weekdays and planning.told_on(step, due.due, planning.wish_of(one), days) <= today
    ]


def _reminder(  # noqa: PLR0913, PLR0917 (a row's columns)
    due: Due, step: Step, hearer: Hearer, kind: str, office: Office, today: dt.date, zone: dt.tzinfo
) -> NewReminder:
    free = hearer.digest_only and kind == To.UNIT.value
    return NewReminder(
        agency_id=due.agency_id,
        person_id=hearer.person_id,
        duty_id=due.id,
        kind=kind,
        rung=step.rung,
        due=due.due,
        day=step.day,
        show_on=today,
        push_at=None if free else moment(hearer, office, today, zone),
        state=WAITING,
        in_place_of=hearer.in_place_of,
    )


def missed(  # noqa: PLR0913, PLR0917 (what it depends on)
    dues: Iterable[Due],
    office: Office,
    ears: Ears,
    person: int,
    since: dt.date,
    today: dt.date,
    zone: dt.tzinfo,
) -> tuple[NewReminder, ...]:
    """Return what somebody is told who was away ``since`` a day: the last step of each duty that is open."""
    days = planning.workdays(office)
    made = []
    for due in dues:
        steps = planning.steps_of(due, office, days)
        for to in To:
            passed = [
                step
                for step in steps
                if step.to is to and since <= step.day <= min(today, due.stand.done_through)
            ]
            own = [one for one in ears.of(due, to) if one.person_id == person and one.in_place_of is None]
            made += [_reminder(due, passed[-1], one, to.value, office, today, zone) for one in own if passed]
    return tuple(made)


def told_late(due: Due, step: Step, hearer: Hearer, office: Office, now: dt.datetime) -> NewReminder:
    """Return the reminder of a step that is over, for somebody who could not be told of it then."""
    return _reminder(due, step, hearer, step.to.value, office, now.date(), now.tzinfo or dt.UTC)


def moment(hearer: Hearer, office: Office, today: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Return when somebody is told of something today, or on the next working day."""
    day = planning.workdays(office).on_or_after(today)
    return hours.push_moment(day, planning.wish_of(hearer), planning.office_hours(office), zone)


def moment_in_week(hearer: Hearer, office: Office, day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Return when somebody is told what they are told once a week: that day, or later on a day they chose."""
    days = planning.workdays(office)
    chosen = hours.in_week(days.on_or_after(day), planning.wish_of(hearer), days)
    return moment(hearer, office, chosen, zone)


def moment_before(
    hearer: Hearer, office: Office, day: dt.date, today: dt.date, zone: dt.tzinfo
) -> dt.datetime:
    """Return when somebody is told what must not come later than on a day: on a day they chose before it.

    Where that is over already, or none, it is the day itself.
    """
    chosen = hours.shown_on(day, planning.wish_of(hearer), planning.workdays(office))
    return moment(hearer, office, chosen if today <= chosen else day, zone)


def digest(  # noqa: PLR0913, PLR0917 (what it depends on)
    office: Office,
    hearers: Iterable[Hearer],
    open_in: Mapping[int, int],
    day: dt.date,
    today: dt.date,
    zone: dt.tzinfo,
    *,
    away: Iterable[Absence] = (),
    reviewing: Collection[int] = (),
) -> tuple[NewReminder, ...]:
    """Return this week's digests: to whoever has something open, and to the central group if anybody has.

    Whoever is ``away`` today gets none; who stands in for them gets theirs. For the decision of those who are
    ``reviewing`` reports wait.
    """
    if not office.digest:
        return ()
    every = list(hearers)
    here = ears(every, (), away, every)
    posts: dict[int, Hearer] = {}
    anything = any(open_in.values())
    for one in every:
        owns = one.role in AT_WORK and open_in.get(one.unit_id)
        if owns or (anything and one.role == Role.ADMIN):
            for heard in here.present([one]):
                posts.setdefault(heard.person_id, heard)
        elif one.person_id in reviewing and one.person_id not in here.away:
            posts.setdefault(one.person_id, one)
    return tuple(
        NewReminder(
            agency_id=office.agency_id,
            person_id=person,
            duty_id=None,
            kind=DIGEST,
            rung=f"{DIGEST}-{day}",
            due=day,
            day=day,
            show_on=today,
            push_at=moment_in_week(own, office, today, zone),
        )
        for person, own in posts.items()
    )
