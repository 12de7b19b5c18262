"""Office hours, and the moment at which somebody is told what they have not asked for."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.agenda.workdays import Workdays

_TIME: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """When an office works, and when what was not asked for until then is pushed: times of day."""

    opens: dt.time
    closes: dt.time
    push_at: dt.time

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise ValueError("an office opens before it closes")

    def clamp(self, at: dt.time) -> dt.time:
        """Return a time within office hours, a minute before closing at the latest."""
        last = (dt.datetime.combine(dt.date.min, self.closes) - dt.timedelta(minutes=1)).time()
        return min(max(at, self.opens), last)

    def open_at(self, moment: dt.datetime, days: Workdays) -> bool:
        """Whether the office is open at a moment, which has the office's zone."""
        return days.is_working(moment.date()) and self.opens <= moment.time() < self.closes


def read_time(text: str) -> dt.time:
    """Read a time of day such as ``08:30``. Raises ValueError."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no time of day")
    return dt.time(int(found[1]), int(found[2]))


def write_time(at: dt.time) -> str:
    """Write a time of day as ``08:30``."""
    return at.strftime("%H:%M")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How one person wants to be told: at which time, on which weekdays (1 to 7), or only once a week."""

    at: dt.time | None = None
    weekdays: Collection[int] | None = None
    digest_only: bool = False


def shown_on(day: dt.date, wish: Wish, days: Workdays) -> dt.date:
    """Return when a step of ``day`` is shown: on the last working day of the person's choice up to it.

    Where the week up to it has none, it stays as it is: it is never shown later.
    """
    week = (day - _DAY * back for back in range(7))
    chosen = (one for one in week if wish.weekdays and one.isoweekday() in wish.weekdays)
    return next((one for one in chosen if days.is_working(one)), day)


def in_week(day: dt.date, wish: Wish, days: Workdays) -> dt.date:
    """Return when what is told once a week is pushed: on the first working day of the person's choice.

    That is from ``day`` on, in the same week; where the rest of the week has none, it stays as it is.
    """
    week = (day + _DAY * ahead for ahead in range(8 - day.isoweekday()))
    chosen = (one for one in week if wish.weekdays and one.isoweekday() in wish.weekdays)
    return next((one for one in chosen if days.is_working(one)), day)


def push_moment(day: dt.date, wish: Wish, hours: OfficeHours, zone: dt.tzinfo) -> dt.datetime:
    """Return when what is shown on a day is pushed, if nobody asked before."""
    at = hours.clamp(wish.at or hours.push_at)
    return dt.datetime.combine(day, at, zone)
