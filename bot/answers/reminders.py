"""Answers about reminders. Whoever adds one names it in `ReminderAnswer`, and imports it from here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.answers.budget import BudgetAnswer
from bot.answers.leaves import Colleague, LeaveAnswer
from bot.answers.office import OfficeAnswer, StepMove
from bot.answers.own_reminders import OwnReminderAnswer
from ita_core.keys import MeasureId


class DigestScope(StrEnum):
    """What a digest sums up."""

    OWN = "own"
    UNIT = "unit"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """A measure that somebody is reminded of. ``year`` is its plan's, B.E.; ``units`` are abbreviations.

    ``days_left`` is negative when it is overdue, ``workdays_left`` how many of them are working days;
    ``percent`` is what the unit reported last, None if nothing or if several units own it. ``in_place_of`` is
    who is on leave and would be reminded otherwise.
    """

    year: int
    measure: MeasureId
    text: str
    due: dt.date
    days_left: int
    units: tuple[str, ...]
    percent: int | None
    workdays_left: int | None = None
    in_place_of: Colleague | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """Measures of one unit that are told together: how many, the first of them, and the earliest deadline."""

    unit: str
    count: int
    measures: tuple[MeasureId, ...]
    due: dt.date
    days_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneLine:
    """A unit's part of a measure that somebody was told of while it was overdue, and that is done now."""

    year: int
    measure: MeasureId
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """Reports that wait for somebody's decision, the oldest since a day, so many working days ago."""

    count: int
    since: dt.date
    workdays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveLine:
    """What somebody is told about leave: that they stand in, that they are away, or that it has ended."""

    kind: Literal["acting", "leave", "back"]
    who: Colleague
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStand:
    """How one unit stands at the beginning of a week, in measures. ``open`` counts the overdue too."""

    unit: str
    open: int
    overdue: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """How measures stand at the beginning of a week. ``open`` counts the overdue too; lines are the first.

    Where several units are summed up there are ``units`` instead of lines: the first of ``unit_count``, those
    that are furthest behind. ``rest`` is how many open measures have no line.
    """

    scope: DigestScope
    open: int
    overdue: int
    done: int
    next_due: dt.date | None
    lines: tuple[DueLine, ...]
    rest: int = 0
    units: tuple[UnitStand, ...] = ()
    unit_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetNote:
    """A month whose messages will not last. ``through``: the last of what is held back, as its step or kind.

    ``all`` if nothing is pushed any more.
    """

    month: dt.date
    through: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedNote:
    """A notice that paused by itself. ``why``: see `notices.NoticePaused`."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderCard:
    """All that somebody is reminded of on a day. ``lines`` are the first of ``count``, soonest first.

    ``escalated`` are overdue ones of other people, for whoever is told because nothing was reported;
    ``unheard`` are those that nobody of the unit can be told of: the first of so many units. ``done`` are the
    first of so many that were escalated and are done; ``moved`` are steps that have another day than before;
    ``paused`` are notices of the agency.
    """

    agency_short: str
    today: dt.date
    in_group: bool
    lines: tuple[DueLine, ...]
    count: int
    escalated: tuple[UnitLine, ...] = ()
    escalated_count: int = 0
    unheard: tuple[UnitLine, ...] = ()
    unheard_count: int = 0
    done: tuple[DoneLine, ...] = ()
    done_count: int = 0
    queue: QueueLine | None = None
    leave: tuple[LeaveLine, ...] = ()
    digest: Digest | None = None
    moved: tuple[StepMove, ...] = ()
    budget: BudgetNote | None = None
    paused: tuple[PausedNote, ...] = ()


ReminderAnswer = ReminderCard | OwnReminderAnswer | LeaveAnswer | BudgetAnswer | OfficeAnswer
