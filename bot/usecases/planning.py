"""When each duty is to be reminded of next: decided anew whenever plan, progress, people or calendar change.

What is due is found later by what is not done yet, never by the day it happens to be: so a day on which
nothing ran is made up for, and the same day twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.agenda import hours, ladder
from bot.agenda.hours import OfficeHours, Wish
from bot.agenda.ladder import Period, Step
from bot.agenda.workdays import Workdays
from bot.store.duties import Stand
from ita_core.keys import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.store.duties import Due, Part
    from bot.store.hearing import Hearer
    from bot.store.office import Office

_DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)


def workdays(office: Office) -> Workdays:
    """Return an agency's calendar."""
    return Workdays(office.closures)


def office_hours(office: Office) -> OfficeHours:
    """Return an agency's hours."""
    return OfficeHours(
        opens=hours.read_time(office.opens),
        closes=hours.read_time(office.closes),
        push_at=hours.read_time(office.push_at),
    )


def wish_of(hearer: Hearer) -> Wish:
    """Return how somebody wants to be told."""
    at = None if hearer.at is None else hours.read_time(hearer.at)
    return Wish(at=at, weekdays=hearer.weekdays, digest_only=hearer.digest_only)


def steps_of(item: Part | Due, office: Office, days: Workdays) -> tuple[Step, ...]:
    """Return all steps of a duty's ladder, those that are over too."""
    rungs = item.rungs if item.rungs is not None else office.rungs
    period = Period(start=item.start, due=item.due, end=FiscalYear(item.plan_year).last_day)
    return ladder.steps(ladder.DEFAULT if rungs is None else rungs, period, days)


class Ladders:
    """The ladders of one agency's duties: most measures of a plan share one period, so each is made once."""

    def __init__(self, office: Office) -> None:
        self.days = workdays(office)
        self._office = office
        self._known: dict[tuple[object, ...], tuple[Step, ...]] = {}

    def of(self, item: Part | Due) -> tuple[Step, ...]:
        """Return all steps of a duty, as `steps_of`."""
        alike = item.start, item.due, item.plan_year, item.rungs
        if alike not in self._known:
            self._known[alike] = steps_of(item, self._office, self.days)
        return self._known[alike]


def years_of(parts: Sequence[Part], today: dt.date) -> tuple[int, int]:
    """Return the first and last calendar year in which a step of open parts may fall, and today's."""
    open_ = [part for part in parts if part.open]
    firsts = [min(part.start, part.due).year - 1 for part in open_]
    lasts = [max(part.due, FiscalYear(part.plan_year).last_day).year + 1 for part in open_]
    return min([today.year, *firsts]), max([today.year, *lasts])


def plan(  # noqa: PLR0913, PLR0917 (what it depends on)
    parts: Sequence[Part],
    stands: Mapping[tuple[int, int], Stand],
    office: Office,
    hearers: Mapping[int, Collection[Hearer]],
    central: Sequence[Hearer],
    today: dt.date,
) -> dict[tuple[int, int], Stand]:
    """Return the duties that stand otherwise than before, by measure and unit; ``hearers`` by unit.

    The ``central`` group hears of escalations, and where nobody else does.
    Whatever was there before and is no part any more is over.
    """
    ladders = Ladders(office)
    wanted = {}
    for part in parts:
        key = part.measure_id, part.unit_id
        listening = *hearers.get(part.unit_id, ()), *central
        stand = _planned(part, stands.get(key), ladders, listening, today)
        if stand != stands.get(key):
            wanted[key] = stand
    gone = {key for key, stand in stands.items() if stand.open} - {
        (part.measure_id, part.unit_id) for part in parts
    }
    return {**wanted, **{key: replace(stands[key], open=False, next_on=None, rung=None) for key in gone}}


def _planned(
    part: Part,
    before: Stand | None,
    ladders: Ladders,
    hearers: Collection[Hearer],
    today: dt.date,
) -> Stand:
    """Return how a duty stands. One that is new, or open again, is not asked about what was before today."""
    yesterday = today - _DAY
    through = before.done_through if before is not None else yesterday
    if not part.open:
        return Stand(due=part.due, open=False, done_through=through, next_on=None, rung=None)
    if before is not None and not before.open:
        through = max(through, yesterday)
    following = next((step for step in ladders.of(part) if step.day > through), None)
    return Stand(
        due=part.due,
        open=True,
        done_through=through,
        next_on=None if following is None else wake(following, part.due, hearers, ladders.days, today),
        rung=None if following is None else following.rung,
    )


def told_on(step: Step, due: dt.date, wish: Wish, days: Workdays) -> dt.date:
    """Return when somebody is told of a step: on a day of their choice up to it, never later.

    That it is overdue nobody is told before it is.
    """
    day = hours.shown_on(step.day, wish, days)
    return step.day if day <= due < step.day else day


def wake(step: Step, due: dt.date, hearers: Collection[Hearer], days: Workdays, first: dt.date) -> dt.date:
    """Return the day from ``first`` on at which somebody is to be told of a step; its own if that is past.

    Who wants to hear on some weekdays only is told earlier, never later.
    """
    told = {told_on(step, due, wish_of(one), days) for one in hearers if one.weekdays}
    return min((day for day in told if first <= day < step.day), default=step.day)


def digest_after(today: dt.date, days: Workdays) -> dt.date:
    """Return the first working day of the next week that has one."""
    return days.on_or_after(today + WEEK - _DAY * today.weekday())


def digest_again(planned: dt.date, today: dt.date, days: Workdays) -> dt.date:
    """Return the day of a digest that was planned, now that the calendar may be another: in the same week."""
    if planned <= today:
        return planned
    return days.on_or_after(max(today, planned - _DAY * planned.weekday()))
