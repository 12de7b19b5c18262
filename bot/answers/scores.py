"""Answers about scores."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.answers.parts import (
    Correction,
    IndicatorLine,
    IssueRef,
    MeasureLine,
    Mismatch,
    Page,
    QuestionLine,
    Rated,
    Scope,
    ToolLine,
)
from bot.answers.rating import ConditionCheck
from ita_core.figure import Figure
from ita_core.keys import FiscalYear, Name, Question, Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOverall:
    """Total, level, rank and the ten indicators."""

    scope: Scope
    total: Figure
    rated: Rated
    rank: int | None
    rank_among: str | None
    tools: tuple[ToolLine, ...]
    indicators: tuple[IndicatorLine, ...]
    mismatches: tuple[Mismatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreIndicator:
    """One indicator with its questions."""

    scope: Scope
    indicator: IndicatorLine
    tool_name: Name
    place: int
    of: int
    questions: tuple[QuestionLine, ...]
    missing: tuple[Question, ...]
    mismatch: Mismatch | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreQuestion:
    """One question, both parts if it has them, and its place among all scored questions (1 = lowest)."""

    scope: Scope
    line: QuestionLine
    indicator: IndicatorLine
    issues: tuple[IssueRef, ...]
    place: int | None
    of: int
    tied: int
    """How many other questions have the same score."""
    correction: Correction | None
    score_note: Correction | None
    """Where the printed score itself is doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTool:
    """One tool or part of a tool, its indicators, its parts and its weakest questions."""

    scope: Scope
    line: ToolLine
    weight_percent: Decimal | None
    indicators: tuple[IndicatorLine, ...]
    parts: tuple[ToolLine, ...]
    lowest: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreIssue:
    """The questions behind one issue, what to keep and improve, and the measures that answer to it."""

    scope: Scope
    issue: IssueRef
    groups: tuple[tuple[ToolLine, tuple[QuestionLine, ...]], ...]
    """By tool; the ToolLine's figure is the mean of these questions."""
    keep: int
    improve: int
    missing: int
    plan_year: FiscalYear | None
    measures: tuple[MeasureLine, ...]
    correction: Correction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakPoints:
    """Lowest questions first, or all below a threshold."""

    scope: Scope
    count: int | None
    threshold: Decimal | None
    tool: Tool | None
    issue: IssueRef | None
    rows: tuple[QuestionLine, ...]
    missing: tuple[Question, ...]
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One thing over the years; ``figures`` has one entry a year, None where that year has no such figure.

    ``key`` is an indicator's number, a tool or a question's code; empty for the total.
    """

    key: str
    name: Name | None
    figures: tuple[Figure | None, ...]
    change: Decimal | None
    """Last minus first, where both are certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsCompared:
    """Years side by side, by what they share. ``not_comparable``: codes differ between frameworks."""

    agency: Name
    agency_short: str
    years: tuple[FiscalYear, ...]
    sources: tuple[str, ...]
    levels: tuple[Rated | None, ...]
    rows: tuple[ComparedRow, ...]
    not_comparable: bool
    without_data: tuple[FiscalYear, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One thing before and after. The key is a question code, an indicator number or a tool."""

    key: str
    name: Name | None
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Total and level if some scores were other than they are."""

    scope: Scope
    changes: tuple[ChangeLine, ...]
    affected: tuple[ChangeLine, ...]
    total_before: Figure
    total_after: Figure
    total_change: Figure
    """After minus before; may be negative."""
    rated_before: Rated
    rated_after: Rated
    failing: tuple[ConditionCheck, ...]
    """After the change: conditions of the best level that do not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfRefused:
    """A change that cannot be: an unknown key, or a score outside 0 to 100."""

    scope: Scope
    reason: Literal["unknown", "out_of_range", "empty"]
    key: str | None
    value: Decimal | None


ScoreAnswer = (
    ScoreOverall
    | ScoreIndicator
    | ScoreQuestion
    | ScoreTool
    | ScoreIssue
    | WeakPoints
    | YearsCompared
    | WhatIf
    | WhatIfRefused
)
