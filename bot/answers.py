"""Everything the bot can say, as facts: numbers, keys, names and dates, never sentences.

A use case makes one of these, `bot.render` turns it into LINE messages. What a person did wrong is an
answer too. Scores arrive as `Figure` (already rounded by `ita_core.scoring`); nobody computes with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.intent import Intent
from ita_core.figure import Figure, MeasureStatus, Verdict
from ita_core.keys import FiscalYear, MeasureId, Name, Question, Tool

# --- parts of answers ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which assessment the figures belong to."""

    agency: Name
    agency_short: str
    year: FiscalYear
    source: str
    """Title of the document or system that published the figures, as printed."""


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


# --- scores -------------------------------------------------------------------------------------------


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
    keep_line: Decimal
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


# --- rating -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionCheck:
    """One condition of a level. ``tool`` None: the total. ``holds`` None: missing scores leave it open."""

    tool: Tool | None
    comparison: Literal["at_least", "some_below"]
    threshold: Decimal
    actual: Figure
    holds: bool | None
    margin: Figure
    """Actual minus threshold; may be negative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCheck:
    """One level with its conditions."""

    level: Level
    conditions: tuple[ConditionCheck, ...]
    reached: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalStep:
    """A change that helps to reach a level, or (in `slack`) the lowest value that keeps it."""

    key: str
    name: Name | None
    before: Figure
    after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingExplained:
    """Why this level: each level's conditions, and how much may change before another level follows."""

    scope: Scope
    total: Figure
    rated: Rated
    levels: tuple[LevelCheck, ...]
    scheme_source: str
    next_level: Level | None
    next_steps: tuple[GoalStep, ...]
    """Least changes by question that reach the next better level; empty at the best."""
    slack: tuple[GoalStep, ...]
    """By tool: how low each alone may fall with the present level kept."""


# --- measures -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureList:
    """Measures of the plan, filtered. ``counts`` is over all that match the filter without its status."""

    agency_short: str
    plan_year: FiscalYear
    issue: IssueRef | None
    unit: UnitRef | None
    status: MeasureStatus | None
    counts: Mapping[MeasureStatus, int]
    rows: tuple[MeasureLine, ...]
    page: Page


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
    today: dt.date
    until: dt.date | None
    unit: UnitRef | None
    overdue: int
    groups: tuple[DeadlineGroup, ...]
    page: Page


# --- people and conversation --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What can be said; ``topic`` narrows it to one group of intents."""

    agency_short: str
    topic: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoAmI:
    """Who the bot takes the asker for. Nobody is linked to a unit yet."""

    agency: Name
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSet:
    """The language of replies from now on."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOpenYet:
    """The bot understood, but this group of intents is not open yet."""

    topic: Literal["progress", "reminder", "notice", "register", "privacy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsLink:
    """Only somebody linked to a unit can ask for "my" measures."""

    agency_short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingPending:
    """A confirmation, cancellation or undo with nothing to act on."""

    intent: Literal["confirm", "cancel", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DidYouMean:
    """Not understood; the nearest readings are the reply's leads."""

    readings: tuple[Intent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTalk:
    """A greeting, thanks or sticker."""

    kind: Literal["greeting", "thanks", "sticker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """Somebody added the bot as a friend, or it joined a group."""

    agency: Name
    group: bool
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaReceived:
    """A photo, file or the like: evidence is not taken yet."""

    kind: Literal["image", "video", "audio", "file", "location", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoYear:
    """No data for a year; ``available`` is newest first, and may be empty."""

    agency_short: str
    asked: FiscalYear
    available: tuple[FiscalYear, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """Something that does not exist in that year's framework or plan."""

    kind: Literal["indicator", "question", "tool", "issue", "measure", "unit"]
    key: str
    year: FiscalYear | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAgency:
    """This channel has no agency, or the agency has no data yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleButton:
    """A button of an older version of the bot, or one that was tampered with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The bot could not answer; the reference number finds the case in the log."""

    reference: str


Answer = (
    ScoreOverall
    | ScoreIndicator
    | ScoreQuestion
    | ScoreTool
    | ScoreIssue
    | WeakPoints
    | YearsCompared
    | WhatIf
    | WhatIfRefused
    | RatingExplained
    | MeasureList
    | MeasureShown
    | DeadlineList
    | Help
    | WhoAmI
    | LanguageSet
    | NotOpenYet
    | NeedsLink
    | NothingPending
    | DidYouMean
    | SmallTalk
    | Welcome
    | MediaReceived
    | NoYear
    | NotFound
    | NoAgency
    | StaleButton
    | Failed
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer with what may be asked next: ``leads`` as quick replies, ``more`` as a "see more" button."""

    answer: Answer
    leads: tuple[Intent, ...] = ()
    more: Intent | None = None
