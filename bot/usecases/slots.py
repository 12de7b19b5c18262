"""Typed reading of an intent's slots. A button may be old or tampered with, so nothing is taken on trust."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ita_core.figure import MeasureStatus
from ita_core.keys import FiscalYear, MeasureId, Question, Tool

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from typing import TypeVar

    from bot.intent import Intent

    T = TypeVar("T")

YEARS_BACK = {"this": 0, "last": -1, "before_last": -2}
MOST_ROWS = 100


class BadSlots(ValueError):
    """Slots that no parser of ours makes."""


def year_of(value: object, today: dt.date) -> FiscalYear:
    """Read a fiscal year: a Buddhist-era number, or "this", "last", "before_last" as of ``today``."""
    if isinstance(value, str) and value in YEARS_BACK:
        return FiscalYear.of(today).plus(YEARS_BACK[value])
    if isinstance(value, int):
        return _checked(FiscalYear, value)
    raise BadSlots(repr(value))


def year(intent: Intent, today: dt.date) -> FiscalYear | None:
    """The year asked for, None if none was."""
    value = intent.slots.get("year")
    return None if value is None else year_of(value, today)


def years(intent: Intent, today: dt.date) -> tuple[FiscalYear, ...]:
    """The years to compare, in the order said, each once."""
    values = intent.slots.get("years", [])
    if not isinstance(values, list | tuple):
        raise BadSlots(repr(values))
    return tuple(dict.fromkeys(year_of(value, today) for value in values))


def question(intent: Intent) -> Question | None:
    """The question's code."""
    return _optional(intent, "question", Question.parse)


def measure(intent: Intent) -> MeasureId | None:
    """The measure's number."""
    return _optional(intent, "measure", MeasureId.parse)


def tool(intent: Intent) -> Tool | None:
    """The tool or part of one."""
    return _optional(intent, "tool", Tool)


def status(intent: Intent) -> MeasureStatus | None:
    """The status to filter by."""
    return _optional(intent, "status", MeasureStatus)


def unit(intent: Intent) -> str | None:
    """The unit's abbreviation."""
    return _optional(intent, "unit", str)


def number(intent: Intent, name: str) -> int | None:
    """A whole number: indicator, issue or count."""
    value = intent.slots.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise BadSlots(repr(value))
    return value


def score(value: object) -> Decimal:
    """A score as it was said: exactly the digits, never a float's neighbour."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadSlots(repr(value))
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise BadSlots(repr(value)) from error


def _optional(intent: Intent, name: str, read: Callable[[str], T]) -> T | None:
    value = intent.slots.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadSlots(repr(value))
    return _checked(read, value)


def _checked(read: Callable[..., T], value: object) -> T:
    try:
        return read(value)
    except ValueError as error:
        raise BadSlots(repr(value)) from error
