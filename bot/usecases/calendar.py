"""The days off ahead: the government's, and what the agency decided itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.agenda import government
from bot.agenda.workdays import Workdays
from bot.answers import Reply
from bot.answers.office import CalendarShown, DayOff
from bot.intent import Intent
from bot.store import office
from bot.usecases import lines, permission, slots
from bot.usecases.permission import Right
from ita_core.keys import BUDDHIST_ERA_OFFSET, Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlmodel import Session

    from bot.store.office import Office
    from bot.usecases.asker import Ask

PAGE = 12
YEARS = ("this", "last", "before_last")
FIRST, LAST = 2484, 2700
"""Calendar years that can be asked for (B.E.): the first that began in January, and far ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What the agency decided of single days: whether it is closed, and what they are called."""

    closures: Mapping[dt.date, bool] = field(default_factory=dict)
    names: Mapping[dt.date, str] = field(default_factory=dict)
    named_by: Mapping[dt.date, str] = field(default_factory=dict)
    """LINE's ids of the messages that called them so."""


def named_by(how: Office | Days) -> tuple[str, ...]:
    """Return whose words an answer repeats that calls an office's days by their names."""
    return tuple(sorted(set(how.named_by.values())))


def gather(session: Session, ask: Ask) -> Days:
    """Find what the agency decided of single days."""
    if ask.asker.agency_id is None:
        return Days()
    how = office.offices(session, [ask.asker.agency_id])[ask.asker.agency_id]
    return Days(closures=how.closures, names=how.names, named_by=how.named_by)


def day_off(
    how: Office | Days, day: dt.date, *, closed: bool | None = None, name: str | None = None
) -> DayOff:
    """Return a day as it is in an office, or as it would be ``closed`` or open under a name."""
    decided = how.closures.get(day) if closed is None else closed
    holiday = government.holidays_of(day.year).get(day)
    return DayOff(
        day=day,
        closed=off_by_default(day) if decided is None else decided,
        own=decided is not None,
        holiday=None if holiday is None else Name(holiday.th, holiday.en),
        name=name or how.names.get(day),
    )


def off_by_default(day: dt.date) -> bool:
    """Whether nobody works on a day where the agency decides nothing."""
    return not Workdays().is_working(day)


def list_(ask: Ask) -> Reply:
    """Show the days off of a calendar year, or those ahead. They are no secret."""
    found: Days = ask.found or Days()
    year = _year(ask)
    if year is None:
        first, last = ask.today, dt.date(ask.today.year + 1, 12, 31)
    else:
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    every = [day_off(found, day) for day in _named(found, first, last)]
    rows, page = lines.page_of(every, ask.intent.page, PAGE)
    years = range(max(first.year, ask.today.year), last.year + 1)
    may_set = permission.may(ask, Right.OFFICE)
    answer = CalendarShown(
        agency_short=ask.shelf.short,
        year=None if year is None else year + BUDDHIST_ERA_OFFSET,
        today=ask.today,
        rows=tuple(rows),
        page=page,
        unknown=tuple(
            (each + BUDDHIST_ERA_OFFSET, Name(one.th, one.en))
            for each in years
            for one in government.unannounced(each)
        ),
        may_set=may_set,
    )
    more = Intent("calendar.list", ask.intent.slots, page.number + 1) if page.number < page.pages else None
    leads = (Intent("calendar.close"), Intent("calendar.open"), Intent("ladder.show")) if may_set else ()
    leads = (*leads, Intent("deadline.list"), Intent("help"))
    return Reply(answer=answer, leads=leads, more=more, sources=named_by(found))


def _year(ask: Ask) -> int | None:
    """Return the calendar year asked for (C.E.), None if none was. Raises BadSlots."""
    said = ask.intent.slots.get("year")
    if said is None:
        return None
    if isinstance(said, str) and said in YEARS:
        return ask.today.year - YEARS.index(said)
    if isinstance(said, bool) or not isinstance(said, int) or not FIRST <= said <= LAST:
        raise slots.BadSlots(repr(said))
    return said - BUDDHIST_ERA_OFFSET


def _named(found: Days, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Give all days that are holidays, or that the agency decided on, from one day to another."""
    days = set(found.closures)
    for year in range(first.year, last.year + 1):
        days |= set(government.holidays_of(year))
    off = {day for day in days if off_by_default(day) or found.closures[day]}
    yield from (day for day in sorted(off) if first <= day <= last)
