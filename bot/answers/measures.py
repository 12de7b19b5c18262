"""Answers about measures and deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bot.answers.parts import Correction, IssueRef, MeasureLine, Page, QuestionLine, UnitRef
from ita_core.figure import MeasureStatus
from ita_core.keys import FiscalYear, Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureList:
    """Measures of the plan, filtered. ``counts`` is over all that match the filter without its status."""

    agency_short: str
    plan_year: FiscalYear
    source: str
    issue: IssueRef | None
    unit: UnitRef | None
    status: MeasureStatus | None
    counts: Mapping[MeasureStatus, int]
    rows: tuple[MeasureLine, ...]
    page: Page
    withheld: bool = False
    """Progress was reported, and the asker does not see it: a status follows from the plan alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """How far one owner is: percent, None before any report; ``done`` once that was accepted."""

    unit: UnitRef
    percent: int | None
    done: bool
    waits: bool
    """Whether it says that it is done, and somebody has yet to accept that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureShown:
    """One measure in full."""

    agency_short: str
    plan_year: FiscalYear
    source: str
    line: MeasureLine
    issue: IssueRef
    tool: Tool | None
    steps: tuple[str, ...]
    start: dt.date
    owners: tuple[UnitRef, ...]
    corrections: tuple[Correction, ...]
    score_year: FiscalYear | None
    questions: tuple[QuestionLine, ...]
    """The questions that it answers to, weakest first."""
    withheld: bool = False
    shares: tuple[ShareLine, ...] = ()
    """By owner; for whoever is linked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineGroup:
    """Measures that are due on one day."""

    due: dt.date
    days_left: int
    rows: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineList:
    """What falls due from ``today`` to ``until`` (None: no end), soonest first; overdue ones lead."""

    agency_short: str
    plan_year: FiscalYear
    source: str
    today: dt.date
    until: dt.date | None
    unit: UnitRef | None
    overdue: int
    groups: tuple[DeadlineGroup, ...]
    page: Page
    withheld: bool = False


MeasureAnswer = MeasureList | MeasureShown | DeadlineList
