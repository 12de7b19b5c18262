"""Working days: weekdays on which neither the government nor the agency is closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.agenda.government import holidays_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


SATURDAY: Final = 5
LONGEST_REST: Final = 60
"""Days. No office is closed for longer, so who looks for a working day gives up then."""
_DAY: Final = dt.timedelta(days=1)


def holidays_between(first: int, last: int) -> dict[int, frozenset[dt.date]]:
    """Return the government's days off that take a weekday away, by calendar year (C.E.)."""
    return {
        year: frozenset(day for day in holidays_of(year) if day.weekday() < SATURDAY)
        for year in range(first, last + 1)
    }


def otherwise(known: Mapping[int, Collection[dt.date]]) -> dict[dt.date, bool]:
    """Return the days that the government's calendar had otherwise when these were its days off, by year.

    Each with whether offices were closed on it then; empty if nothing has changed.
    """
    found: dict[dt.date, bool] = {}
    for year, days in known.items():
        now = holidays_between(year, year)[year]
        found |= {day: day in days for day in now.symmetric_difference(days)}
    return found


class AlwaysClosed(ValueError):
    """No working day is near: the agency has closed all of them."""


@dataclass(frozen=True, slots=True)
class Workdays:
    """The calendar of one agency: the government's, and what the agency itself decided of single days.

    ``own`` says of a day whether the agency is closed on it.
    """

    own: Mapping[dt.date, bool] = field(default_factory=dict)

    def is_working(self, day: dt.date) -> bool:
        """Whether people are at work on a day."""
        decided = self.own.get(day)
        if decided is not None:
            return not decided
        return day.weekday() < SATURDAY and day not in holidays_of(day.year)

    def on_or_before(self, day: dt.date) -> dt.date:
        """Return the last working day up to a day. Raises AlwaysClosed."""
        return self._seek(day, -_DAY)

    def on_or_after(self, day: dt.date) -> dt.date:
        """Return the first working day from a day on. Raises AlwaysClosed."""
        return self._seek(day, _DAY)

    def back(self, day: dt.date, count: int) -> dt.date:
        """Return the working day that is ``count`` working days before the last one up to a day."""
        found = self.on_or_before(day)
        for _ in range(count):
            found = self.on_or_before(found - _DAY)
        return found

    def forward(self, day: dt.date, count: int) -> dt.date:
        """Return the working day that is ``count`` (at least 1) working days after a day."""
        found = day
        for _ in range(count):
            found = self.on_or_after(found + _DAY)
        return found

    def count(self, after: dt.date, last: dt.date) -> int:
        """Return how many working days come after a day, up to and with the last one."""
        return sum(self.is_working(after + _DAY * ahead) for ahead in range(1, (last - after).days + 1))

    def rest(self, day: dt.date) -> int:
        """Return for how many days in a row there is no work around a day; 0 on a working day.

        Counted up to `LONGEST_REST`, from which on `AlwaysClosed` would be raised somewhere.
        """
        if self.is_working(day):
            return 0
        found = 1
        for step in (_DAY, -_DAY):
            other = day + step
            while found < LONGEST_REST and not self.is_working(other):
                found += 1
                other += step
        return found

    def _seek(self, day: dt.date, step: dt.timedelta) -> dt.date:
        found = day
        for _ in range(LONGEST_REST):
            if self.is_working(found):
                return found
            found += step
        raise AlwaysClosed(f"no working day within {LONGEST_REST} days of {day}")
