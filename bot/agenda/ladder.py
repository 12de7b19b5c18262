"""The ladder of reminders: which steps a duty has, and on which working days they fall.

A ladder is a set of rungs, each named by a word: ``start`` of the period, ``t-14`` (working days before the
deadline, 1 to 90), the ``due`` day, ``over`` (the first working day after it, then weekly), ``head-3`` and
``central-7`` (so many working days after the deadline the unit's head, then the central group is told).

A step that would fall on a day off is taken on the working day before it, never later; only what comes after
the deadline begins on a working day after it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.agenda.putting_off import step_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.agenda.workdays import Workdays

START, DUE, OVER = "start", "due", "over"
DEFAULT: Final = (START, "t-30", "t-14", "t-7", "t-3", "t-1", DUE, OVER, "head-3", "central-7")
EARLIEST: Final = 90
"""Working days before the deadline: longer ahead nobody acts on it."""
WEEK: Final = dt.timedelta(days=7)
_COUNTED: Final = re.compile(r"(t|head|central)-([1-9]\d?)", re.ASCII)


class To(StrEnum):
    """Whom a step speaks to."""

    UNIT = "duty"
    HEAD = "head"
    CENTRAL = "central"


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step for one deadline: on a working day, to somebody, named by its rung (``over-2`` the second)."""

    day: dt.date
    rung: str
    to: To


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When a measure is to be done, and when nobody asks about it any more: its fiscal year's last day."""

    start: dt.date
    due: dt.date
    end: dt.date


def is_rung(word: str) -> bool:
    """Whether a word names a rung."""
    if word in {START, DUE, OVER}:
        return True
    found = _COUNTED.fullmatch(word)
    return found is not None and int(found[2]) <= EARLIEST


def in_order(rungs: Iterable[str]) -> tuple[str, ...]:
    """Return rungs in the order in which they are climbed, each once."""
    return tuple(sorted(set(rungs), key=_height))


def steps(rungs: Iterable[str], period: Period, days: Workdays) -> tuple[Step, ...]:
    """Return all steps, by day. Of several to the same people on a day only the last rung's is taken.

    Raises AlwaysClosed.
    """
    made: dict[tuple[dt.date, To], Step] = {}
    for rung in in_order(rungs):
        for step in _of_rung(rung, period, days):
            made[step.day, step.to] = step
    return tuple(sorted(made.values(), key=lambda step: (step.day, step.to)))


def height(rung: str) -> int:
    """Return how far up a step is: the higher, the more urgent. ``over-2`` counts as ``over``.

    What was put off is as urgent as it was.
    """
    step = step_of(rung)
    return _height(OVER if step.startswith(OVER) else step)


def _height(rung: str) -> int:
    """Order rungs: working days from the deadline, negative before it; the start before all."""
    if rung == START:
        return -EARLIEST - 1
    if rung == DUE:
        return 0
    if rung == OVER:
        return 1
    kind, _, count = rung.partition("-")
    return -int(count) if kind == "t" else int(count) + (1 if kind == "head" else EARLIEST)


def _of_rung(rung: str, period: Period, days: Workdays) -> Iterable[Step]:
    last = days.on_or_before(period.due)
    if rung == START:
        first = days.on_or_before(period.start)
        return (Step(first, START, To.UNIT),) if first < last else ()
    if rung == DUE:
        return (Step(last, DUE, To.UNIT),)
    if rung == OVER:
        return _overdue(period, days)
    kind, _, count = rung.partition("-")
    if kind == "t":
        day = days.back(period.due, int(count))
        return (Step(day, rung, To.UNIT),) if day > days.on_or_before(period.start) else ()
    day = days.forward(period.due, int(count))
    return (Step(day, rung, To.HEAD if kind == "head" else To.CENTRAL),) if day <= period.end else ()


def _overdue(period: Period, days: Workdays) -> list[Step]:
    """The first working day after the deadline, then a week later each, until the year ends."""
    found: list[Step] = []
    first = days.forward(period.due, 1)
    wanted, day = first, first
    while wanted <= period.end:
        if not found or day > found[-1].day:
            found.append(Step(day, f"{OVER}-{len(found) + 1}", To.UNIT))
        wanted += WEEK
        day = days.on_or_before(wanted)
    return found
