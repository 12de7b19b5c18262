"""What others than the owners of a measure are told: nobody hears, it waits too long, it is done. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store.reminders import NewReminder
from bot.usecases import announcing, firing, planning
from bot.usecases.firing import QUEUE, UNHEARD

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from bot.store.duties import Due, UnitDuties
    from bot.store.hearing import Hearer
    from bot.store.office import Office
    from bot.store.people import Member
    from bot.store.progress import Filed
    from bot.store.reminders import Escalated
    from bot.usecases.firing import Ears

DONE = "done"
AHEAD = "ahead"
"""The step of an alarm that comes before the ladder's own steps."""
LATEST = 14
"""Working days before the deadline at which an alarm that nobody saw is pushed."""
PATIENCE = 3
"""Working days that a report may wait before its reviewers are reminded."""


# --- nobody hears ---------------------------------------------------------------------------------------


def deaf(
    units: Iterable[UnitDuties], ears_on: Callable[[dt.date], Ears], today: dt.date, *, now: bool = False
) -> tuple[UnitDuties, ...]:
    """Return units of which nobody would hear of the next step, if everything stays as it is.

    With ``now``, also those of which nobody hears today.
    """
    return tuple(
        unit
        for unit in units
        if not ears_on(max(unit.next_on, today)).of_unit(unit.unit_id)
        or (now and not ears_on(today).of_unit(unit.unit_id))
    )


def unheard(
    dues: Collection[Due], admins: Sequence[Hearer], office: Office, today: dt.date, zone: dt.tzinfo
) -> list[NewReminder]:
    """Return an alarm for each of these duties, one of each unit that nobody hears of.

    It rides with the next answer; what nobody saw is pushed so many working days before the deadline.
    """
    days = planning.workdays(office)
    return [
        NewReminder(
            agency_id=due.agency_id,
            person_id=admin.person_id,
            duty_id=due.id,
            kind=UNHEARD,
            rung=AHEAD,
            due=due.due,
            day=today,
            show_on=today,
            push_at=firing.moment_before(admin, office, max(today, days.back(due.due, LATEST)), today, zone),
            in_place_of=admin.in_place_of,
        )
        for due in dues
        for admin in admins
    ]


# --- reports that wait ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pending:
    """Reports that wait for one person's decision: how many, and since which day."""

    count: int
    since: dt.date


def deciding(queue: Iterable[Filed], members: Iterable[Member], accepted_by: str) -> dict[int, list[Filed]]:
    """Return what waits for whose decision, by person, longest waiting first."""
    every = {one.person_id: one for one in members}
    found: dict[int, list[Filed]] = {}
    for report in queue:
        author = None if report.person_id is None else every.get(report.person_id)
        for member in every.values():
            if member.person_id != report.person_id and announcing.concerns(
                accepted_by, member, report.unit, author
            ):
                found.setdefault(member.person_id, []).append(report)
    return found


def pending(mine: Sequence[Filed], zone: dt.tzinfo) -> Pending | None:
    """Sum up what waits for one person."""
    if not mine:
        return None
    first = min(one.received_at for one in mine)
    return Pending(count=len(mine), since=first.astimezone(zone).date())


def patience(  # noqa: PLR0913, PLR0917 (what it depends on)
    waits: Mapping[int, Sequence[Filed]],
    hearers: Iterable[Hearer],
    office: Office,
    digest_on: dt.date,
    today: dt.date,
    zone: dt.tzinfo,
) -> list[NewReminder]:
    """Return a reminder of each report, for when it will have waited too long.

    It rides with answers and other cards. By itself it is pushed once a week: on the first working day, or
    the first that its reader chose.
    """
    days = planning.workdays(office)
    reach = {one.person_id: one for one in hearers}
    made = []
    for person, reports in waits.items():
        hearer = reach.get(person)
        for report in reports if hearer is not None else ():
            received = report.received_at.astimezone(zone).date()
            aged = max(today, days.forward(received, PATIENCE))
            monday = digest_on if digest_on >= aged else planning.digest_after(aged, days)
            made.append(
                NewReminder(
                    agency_id=office.agency_id,
                    person_id=person,
                    duty_id=None,
                    kind=QUEUE,
                    rung=f"{QUEUE}-{report.id}",
                    due=received,
                    day=days.forward(received, PATIENCE),
                    show_on=aged,
                    push_at=firing.moment_in_week(hearer, office, monday, zone),  # type: ignore[arg-type]  # it is there
                )
            )
    return made


# --- done -----------------------------------------------------------------------------------------------


def done(escalated: Iterable[Escalated], today: dt.date) -> list[NewReminder]:
    """Return that it is done, for whoever was told that it was overdue. It costs no message of its own."""
    return [
        NewReminder(
            agency_id=one.agency_id,
            person_id=one.person_id,
            duty_id=one.duty_id,
            kind=DONE,
            rung=DONE,
            due=one.due,
            day=today,
            show_on=today,
            push_at=None,
        )
        for one in escalated
    ]
