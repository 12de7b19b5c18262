"""How far a reminder can be put off: up to the last working day before it is too late, and to no day off."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.agenda.workdays import Workdays

LATE_BY: Final = dt.timedelta(days=7)
"""What is overdue is put off by so much at most."""
_DAY: Final = dt.timedelta(days=1)
_MARK: Final = "~"


class Bound(StrEnum):
    """Why a reminder comes on another day than was wished for."""

    DEADLINE = "deadline"
    OVERDUE = "overdue"
    DAY_OFF = "day_off"


@dataclass(frozen=True, slots=True)
class Later:
    """The day that a reminder is put off to, None if there is none; and why it is not the one wished for."""

    day: dt.date | None
    bound: Bound | None = None


def later(wanted: dt.date, due: dt.date, today: dt.date, days: Workdays) -> Later:
    """Return the day to which a reminder is put off. Raises AlwaysClosed.

    It is the last working day up to the one wished for, but the next working day at least; and no later than
    the deadline, or within a week where that is over.
    """
    limit, bound = (today + LATE_BY, Bound.OVERDUE) if due < today else (due, Bound.DEADLINE)
    first, last = days.on_or_after(today + _DAY), days.on_or_before(limit)
    if first > last:
        return Later(None, bound)
    if wanted > limit:
        return Later(last, bound)
    day = max(first, days.on_or_before(wanted))
    return Later(day, None if day == wanted else Bound.DAY_OFF)


def put_off_rung(rung: str, day: dt.date) -> str:
    """Name the reminder of a step that was put off to a day: ``t-14~2024-04-10``."""
    return f"{step_of(rung)}{_MARK}{day}"


def is_put_off(rung: str) -> bool:
    """Whether a reminder is one that was put off."""
    return _MARK in rung


def step_of(rung: str) -> str:
    """Return the step that a reminder comes from, put off or not."""
    return rung.partition(_MARK)[0]
