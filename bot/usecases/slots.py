"""Typed reading of an intent's slots. A button may be old or tampered with, so nothing is taken on trust."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ita_core.figure import MeasureStatus
from ita_core.keys import FiscalYear, MeasureId, Question, Tool

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from bot.intent import Intent

    T = TypeVar("T")

YEARS_BACK = {"this": 0, "last": -1, "before_last": -2}
MOST_ROWS = 100
MOST_DIGITS = 40
LARGEST_KEY = 2**31 - 1


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


def notice(intent: Intent) -> int | None:
    """The number of a notice."""
    value = intent.slots.get("notice")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LARGEST_KEY:
        raise BadSlots(repr(value))
    return value


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


def key(intent: Intent, name: str) -> int | None:
    """The key of a row that a button is for; None for none that a database could hold. Never raises."""
    value = intent.slots.get(name)
    real = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_KEY
    return value if real else None


def day(said: object) -> dt.date | None:
    """Read a day in ISO form, None if none was said. Raises BadSlots."""
    if said is None:
        return None
    if not isinstance(said, str):
        raise BadSlots(repr(said))
    try:
        return dt.date.fromisoformat(said)
    except ValueError as error:
        raise BadSlots(said) from error


def looked_up(intent: Intent) -> MeasureId | None:
    """The measure's number, None for what is none. Never raises: for what is looked up beforehand."""
    try:
        return measure(intent)
    except BadSlots:
        return None


def score(value: object) -> Decimal:
    """A score as it was said: exactly the digits, never a float's neighbour."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadSlots(repr(value))
    try:
        found = Decimal(str(value))
    except InvalidOperation as error:
        raise BadSlots(repr(value)) from error
    # Neither NaN nor figures with a million noughts: a button may hold what no parser reads.
    if not found.is_finite() or len(format(found, "e")) > MOST_DIGITS or abs(found.adjusted()) > MOST_DIGITS:
        raise BadSlots(repr(value))
    return found


def check(intent: Intent, today: dt.date) -> None:
    """Read every slot that an intent on scores may have, asked for or not. Raises BadSlots."""
    for read in (question, measure, tool, status, unit):
        read(intent)
    for name in ("indicator", "issue", "count"):
        number(intent, name)
    years(intent, today)
    changes(intent)
    threshold(intent)


def changes(intent: Intent) -> dict[str, Decimal]:
    """The scores to assume, by what people call a figure."""
    said = intent.slots.get("changes", {})
    if not isinstance(said, dict):
        raise BadSlots(repr(said))
    return {key: score(value) for key, value in said.items()}


def threshold(intent: Intent) -> Decimal | None:
    """The score below which to look, None if none was said."""
    said = intent.slots.get("threshold")
    found = None if said is None else score(said)
    if found is not None and found < 0:
        raise BadSlots(repr(said))
    return found


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
