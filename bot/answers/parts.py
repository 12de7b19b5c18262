"""Parts that several answers are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ita_core.figure import Figure, MeasureStatus, Verdict
from ita_core.keys import FiscalYear, MeasureId, Name, Question, Tool

UnderWay = Literal[
    "draft",
    "returning",
    "joining",
    "deleting",
    "unlinking",
    "extending",
    "leaving",
    "ending_leave",
    "day",
    "notice",
    "rejecting",
]
"""What somebody can be in the middle of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which assessment the figures belong to."""

    agency: Name
    agency_short: str
    year: FiscalYear
    source: str
    """Title of the document or system that published the figures, as printed."""
    keep_line: Decimal
    """From this score on a figure is good enough to keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of the year's rating scheme; ``order`` 0 is the best of ``of``."""

    key: str
    name: Name
    order: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The level that follows from scores; more than one possible level where scores are missing."""

    possible: tuple[Level, ...]
    published: bool = False

    @property
    def certain(self) -> bool:
        """Whether only one level is possible."""
        return len(self.possible) == 1

    @property
    def best(self) -> Level:
        """The best possible level."""
        return self.possible[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A published figure that its own parts do not give."""

    published: Figure
    recomputed: Figure
    indicator: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """One indicator in a list."""

    number: int
    name: Name
    tool: Tool
    figure: Figure
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolLine:
    """One tool, or part of a tool, in a list."""

    tool: Tool
    name: Name
    figure: Figure
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is printed, and what it was probably meant to be."""

    printed: str
    likely: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """One question in a list. ``parts`` holds EIT part 1 and 2; a missing score is a range."""

    question: Question
    text: str | None
    figure: Figure
    verdict: Verdict
    missing: bool = False
    parts: tuple[ToolLine, ...] = ()
    issues: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRef:
    """An issue by number and name."""

    number: int
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRef:
    """A unit as the plan prints it; ``full_name`` only where the data gives one."""

    abbr: str
    full_name: str | None = None
    printed: str | None = None
    """As printed, where that differs from the abbreviation (a misprint)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """One measure in a list. ``days_left`` is negative when overdue; percent is None before any report."""

    measure: MeasureId
    text: str
    status: MeasureStatus
    percent: int | None
    due: dt.date
    days_left: int
    owners: tuple[UnitRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of a long result this is. Pages and items count from 1."""

    number: int
    pages: int
    first: int
    last: int
    total: int
