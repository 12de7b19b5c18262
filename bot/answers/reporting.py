"""Answers about reporting progress: the draft, what is missing, what was filed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.answers.parts import MeasureLine, Page, UnderWay, UnitRef
from bot.roles import Role
from ita_core.keys import FiscalYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The asker may not; ``roles`` may. ``right`` is a value of `bot.usecases.permission.Right`."""

    right: str
    roles: tuple[Role, ...]
    unit: str | None
    linked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One measure of a draft or of what was filed. ``before`` is what the unit reported last, in percent.

    ``claimed_on`` is the day on which the work is said to have been done, if one was said.
    """

    measure: MeasureLine
    unit: str | None
    percent: int | None
    before: int | None
    note: str | None
    flags: tuple[str, ...] = ()
    claimed_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """How much evidence there is: what was sent (pictures, files, recordings), and links."""

    sent: int
    links: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShown:
    """What will be filed if it is confirmed; ``dialogue`` is what the buttons carry."""

    plan_year: FiscalYear
    dialogue: int
    lines: tuple[DraftLine, ...]
    evidence: Attached
    correcting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAsks:
    """Something is missing: which measure, for which of the asker's units, or how much is done."""

    plan_year: FiscalYear
    want: Literal["measure", "unit", "percent"]
    line: DraftLine | None
    evidence: Attached
    units: tuple[UnitRef, ...] = ()
    own: tuple[MeasureLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentRefused:
    """A percentage that is none; what is asked instead follows as a further answer."""

    said: str
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRefused:
    """A day on which work of the plan cannot have been done; the report follows as a further answer."""

    plan_year: FiscalYear
    said: dt.date
    measure: str
    why: Literal["future", "before_year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYours:
    """A report on a measure that is none of the asker's units'."""

    measure: MeasureLine
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneAlready:
    """A report that all is done where that was accepted before, of this unit."""

    measure: MeasureLine
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOutlived:
    """What was under way is about a plan that has changed since, and is dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiled:
    """Reports are in. ``again``: they were already, and nothing happened now."""

    plan_year: FiscalYear
    lines: tuple[DraftLine, ...]
    evidence: Attached
    to_review: bool
    reviewers: tuple[Role, ...]
    undo_until: dt.datetime
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStale:
    """A button of a step that is over; what is open now stands beside it as a further answer, if anything."""

    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """What was under way is given up, at the asker's wish. ``evidence``: files that the next report gets.

    ``edits`` is a notice that was to be changed, and goes no more.
    """

    what: UnderWay
    evidence: int = 0
    edits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTaken:
    """Evidence came in: for reports that are filed already, or waiting to hear what for (no measures)."""

    kind: Literal["image", "video", "audio", "file"]
    count: int
    measures: tuple[str, ...]
    own: tuple[MeasureLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRefused:
    """Evidence that cannot be taken: ``problem`` says why, ``limit`` in bytes where it is too large."""

    kind: Literal["image", "video", "audio", "file", "link"]
    problem: str
    name: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """The last reports were taken back."""

    lines: tuple[DraftLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoRefused:
    """The last reports cannot be taken back (any more), or there are none."""

    reason: Literal["none", "late", "accepted"]
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One report in a list. ``state`` is as stored, or "waits"; who reported or decided may be erased.

    ``claimed_on`` is the day of the work as it was said, where that is not the day on which it was received.
    """

    id: int
    measure: str
    unit: str
    percent: int | None
    note: str | None
    received_at: dt.datetime
    name: str | None
    state: str
    flags: tuple[str, ...]
    reason: str | None
    decided_by: str | None
    decided_at: dt.datetime | None
    evidence: Attached
    claimed_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryShown:
    """What was reported on a measure, newest first. ``withheld``: some say only how they stand."""

    plan_year: FiscalYear
    measure: MeasureLine
    rows: tuple[ReportLine, ...]
    page: Page
    withheld: bool = False


ReportingAnswer = (
    Refused
    | DraftOutlived
    | DraftShown
    | DoneAlready
    | DraftAsks
    | PercentRefused
    | DayRefused
    | NotYours
    | ReportFiled
    | StepStale
    | Dropped
    | EvidenceTaken
    | EvidenceRefused
    | Undone
    | UndoRefused
    | HistoryShown
)
