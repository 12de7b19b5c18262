"""Answers about the days and hours of an office, and the steps of its reminders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.answers.parts import MeasureLine, Page
from ita_core.keys import FiscalYear, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMove:
    """A step of reminding that has another day, for so many measures (0: of no matter how many).

    ``rung`` is its name on the ladder. ``was`` is None if it is new, ``day`` if it falls away.
    """

    rung: str
    was: dt.date | None
    day: dt.date | None
    measures: int = 0


# --- days -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A day off, or (not ``closed``) one on which the agency works though the government does not.

    ``holiday`` is what the government calls it; ``own``: the agency decided it itself, ``name`` is its word.
    """

    day: dt.date
    closed: bool
    own: bool
    holiday: Name | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarShown:
    """Days off of a calendar year (B.E.), or (None) those ahead.

    ``unknown`` are years (B.E.) and days of them that are not announced yet.
    """

    agency_short: str
    year: int | None
    today: dt.date
    rows: tuple[DayOff, ...]
    page: Page
    unknown: tuple[tuple[int, Name], ...] = ()
    may_set: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichDay:
    """Asks for the day to be closed, or opened. ``own`` are days that the agency closed itself."""

    closing: bool
    dialogue: int
    today: dt.date
    last: dt.date
    own: tuple[DayOff, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNotTaken:
    """The day cannot be closed, or opened. ``last`` is the last day that can.

    ``most`` is how many characters its name may have.
    """

    closing: bool
    day: DayOff
    weekend: bool
    why: Literal["past", "too_far", "long_name", "as_it_is", "no_day_left"]
    last: dt.date
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayToConfirm:
    """What closing or opening a day moves, before it is done."""

    day: DayOff
    weekend: bool
    moves: tuple[StepMove, ...]
    people: int
    dialogue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDecided:
    """A day is closed or open now, and what that moved. ``told``: so many other people hear of it."""

    day: DayOff
    weekend: bool
    moves: tuple[StepMove, ...]
    people: int
    told: int


# --- hours ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHoursShown:
    """When the office works, and when what is left is pushed: times as ``08:30``. ``changed``: just now."""

    agency_short: str
    opens: str
    closes: str
    cutoff: str
    changed: bool
    may_set: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHoursRefused:
    """These hours cannot be: not in order, under an hour, or the cut-off outside of them."""

    opens: str
    closes: str
    cutoff: str
    why: Literal["order", "short", "cutoff"]


# --- the ladder -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RungLine:
    """A step: whether it is on, its day (None: it has none in this period), and whom it speaks to.

    ``weekly``: it comes again every week; ``past``: its day is over.
    """

    rung: str
    on: bool
    day: dt.date | None
    to: Literal["duty", "head", "central"]
    weekly: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderShown:
    """The steps for a measure, or for a plan: for the period of ``count`` measures; ``others`` have others.

    ``own``: the measure has a ladder of its own, and of a plan how many have. ``changed`` is the rung that
    was switched just now.
    """

    plan_year: FiscalYear
    measure: MeasureLine | None
    start: dt.date
    due: dt.date
    count: int
    others: int
    own: int
    rungs: tuple[RungLine, ...]
    may_set: bool
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RungRefused:
    """There is no such step, or there are as many as there may be."""

    rung: str
    why: Literal["unknown", "too_many"]
    most: int


OfficeAnswer = (
    CalendarShown
    | WhichDay
    | DayNotTaken
    | DayToConfirm
    | DayDecided
    | OfficeHoursShown
    | OfficeHoursRefused
    | LadderShown
    | RungRefused
)
