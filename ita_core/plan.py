"""Measures of the plan: how they stand on a day, what is due, and which questions they answer to.

In the source a measure belongs to an issue, and steps, period and units are given once an issue; a plan of
one fiscal year answers to the questions of the year before.

Several units may own a measure. Each reports its own share; the measure is as far as they are on average, and
done when every share was accepted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from ita_core.figure import MeasureStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ita_core.framework_types import Framework
    from ita_core.keys import FiscalYear, MeasureId, Question, Tool

DONE = 100
RISK_DAYS = 14
"""A measure that ends so soon is at risk, if it is less than half done."""
RISK_PERCENT = 50
SILENT_DAYS = 14
"""A unit that has reported nothing for so long is silent."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit has done of a measure: percent, 0 to 100, as it reports; ``done`` once that was accepted.

    Raises ValueError for a percent outside 0 to 100, or a share that is done below 100.
    """

    unit: str
    percent: int
    done: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= DONE:
            raise ValueError(f"share of {self.unit}: {self.percent} is not 0 to 100")
        if self.done and self.percent != DONE:
            raise ValueError(f"share of {self.unit} cannot be done at {self.percent}")


class Flag(StrEnum):
    """What who reviews a report should look at. It is no reason to refuse it."""

    LOWER = "lower"
    NO_EVIDENCE = "no_evidence"
    LATE = "late"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure. ``tool`` is the tool whose questions it answers to, where known.

    ``end`` is the last day on which it is in time; ``owners`` are unit keys; ``progress`` is percent, 0 to
    100, as known before any share was reported, None if not. Raises ValueError for a progress outside 0 to
    100 or an end before the start.
    """

    id: MeasureId
    text: str
    tool: Tool | None = None
    steps: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    owners: tuple[str, ...] = ()
    progress: int | None = None
    shares: tuple[Share, ...] = ()

    @property
    def percent(self) -> int | None:
        """How far it is: the average over its owners, rounded down, once one has reported."""
        counted = self._counted()
        if not counted:
            return self.progress
        return sum(share.percent for share in counted) // max(len(self.owners), len(counted))

    @property
    def done(self) -> bool:
        """Whether every owner's share was accepted; without shares, whether it is known to be at 100."""
        counted = self._counted()
        if not counted:
            return self.progress == DONE
        return len(counted) >= len(self.owners) and all(share.done for share in counted)

    @property
    def handed_in(self) -> bool:
        """Whether every owner says that its share is done, accepted or not yet."""
        counted = self._counted()
        return bool(counted) and self.percent == DONE

    def share(self, unit: str) -> Share | None:
        """Return what a unit reported last, None before any report."""
        return next((share for share in self.shares if share.unit == unit), None)

    def part(self, unit: str) -> int:
        """Return how far a unit is, in percent: as the measure, where only that is known; 0 if nothing is."""
        share = self.share(unit)
        if share is not None:
            return share.percent
        return 0 if self._counted() else self.progress or 0

    def _counted(self) -> tuple[Share, ...]:
        """The owners' shares; all of them where the plan names no owner."""
        return tuple(share for share in self.shares if not self.owners or share.unit in self.owners)

    def __post_init__(self) -> None:
        if self.progress is not None and not 0 <= self.progress <= DONE:
            raise ValueError(f"measure {self.id}: progress {self.progress} is not 0 to 100")
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"measure {self.id} ends before it starts")


def status(measure: Measure, day: dt.date) -> MeasureStatus:
    """Return how a measure stands on a day: done when accepted; else overdue from the day after its end.

    One that is handed in and waits to be accepted is not overdue: who has to act now is not its owner.
    """
    if measure.done:
        return MeasureStatus.DONE
    if measure.handed_in:
        return MeasureStatus.IN_PROGRESS
    if measure.end is not None and day > measure.end:
        return MeasureStatus.OVERDUE
    return MeasureStatus.IN_PROGRESS if measure.percent else MeasureStatus.NOT_STARTED


def flags(
    measure: Measure, share: Share, day: dt.date, *, evidence: bool, claimed: dt.date | None = None
) -> tuple[Flag, ...]:
    """Return what is remarkable about a share reported on a day, beside what the unit reported before.

    ``claimed`` is the day on which the work is said to have been done. It makes no report timely: what counts
    as late is when it was received.
    """
    before = measure.share(share.unit)
    found = {
        Flag.LOWER: before is not None and share.percent < before.percent,
        Flag.NO_EVIDENCE: share.percent == DONE and not evidence,
        Flag.LATE: measure.end is not None and day > measure.end,
        Flag.EARLY: claimed is not None and measure.start is not None and claimed < measure.start,
    }
    return tuple(flag for flag, holds in found.items() if holds)


def not_of_plan(year: FiscalYear, claimed: dt.date, day: dt.date) -> Literal["future", "before_year"] | None:
    """Return why work of a year's plan cannot have been done on the day that is claimed, None if it can.

    ``day`` is the day of reporting. Work may follow the year: what is late is done late.
    """
    if claimed > day:
        return "future"
    return "before_year" if claimed < year.first_day else None


def days_left(measure: Measure, day: dt.date) -> int | None:
    """Return the days from a day to the end: 0 on the last day, negative after it, None without an end."""
    return None if measure.end is None else (measure.end - day).days


def due_within(
    measures: Iterable[Measure], day: dt.date, days: int, unit: str | None = None
) -> tuple[Measure, ...]:
    """Return the measures not done that end from ``day`` to ``days`` days later, soonest first.

    With ``unit``, only those it owns. Overdue ones are not among them: see `overdue`.
    """
    return _soonest(measures, day, day + dt.timedelta(days=days), unit)


def overdue(measures: Iterable[Measure], day: dt.date, unit: str | None = None) -> tuple[Measure, ...]:
    """Return the measures not done whose end is past on a day, longest overdue first."""
    return _soonest(measures, dt.date.min, day - dt.timedelta(days=1), unit)


def at_risk(measures: Iterable[Measure], day: dt.date, unit: str | None = None) -> tuple[Measure, ...]:
    """Return the measures that end within `RISK_DAYS` and are not half done, soonest first."""
    soon = due_within(measures, day, RISK_DAYS, unit)
    return tuple(one for one in soon if (one.percent or 0) < RISK_PERCENT)


def silent(measure: Measure, unit: str, day: dt.date, last: dt.date | None) -> bool:
    """Return whether an owner is silent for `SILENT_DAYS`: since ``last``, else since the measure began.

    Whoever has handed in its share has said everything.
    """
    share = measure.share(unit)
    if measure.done or (share is not None and share.percent == DONE):
        return False
    since = last or measure.start
    return since is not None and (day - since).days >= SILENT_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many measures stand how, each counted once."""

    not_started: int
    in_progress: int
    handed_in: int
    done: int
    overdue: int


def tally(measures: Iterable[Measure], day: dt.date) -> Tally:
    """Count measures by how they stand on a day; one that waits to be accepted is handed in."""
    found = [(status(measure, day), measure.handed_in) for measure in measures]
    count = Counter(state for state, _ in found)
    handed_in = sum(there for state, there in found if state is MeasureStatus.IN_PROGRESS)
    return Tally(
        not_started=count[MeasureStatus.NOT_STARTED],
        in_progress=count[MeasureStatus.IN_PROGRESS] - handed_in,
        handed_in=handed_in,
        done=count[MeasureStatus.DONE],
        overdue=count[MeasureStatus.OVERDUE],
    )


def average(percents: Iterable[int]) -> int:
    """Return the average of percentages, rounded down; 0 of none."""
    every = list(percents)
    return sum(every) // len(every) if every else 0


def answers_to(framework: Framework, measure: Measure) -> tuple[Question, ...]:
    """Return the questions of the measure's issue, of its tool alone if that is known. Raises UnknownItem."""
    questions = framework.issue(measure.id.issue).questions
    return tuple(code for code in questions if measure.tool is None or code.tool is measure.tool.whole)


def measures_for(
    framework: Framework, question: Question, measures: Iterable[Measure]
) -> tuple[Measure, ...]:
    """Return the measures that answer to a question, in order of their ids. Raises UnknownItem."""
    issues = {issue.no for issue in framework.issues_of(question)}
    found = [one for one in measures if one.id.issue in issues and question in answers_to(framework, one)]
    return tuple(sorted(found, key=lambda one: one.id))


def _soonest(
    measures: Iterable[Measure], first: dt.date, last: dt.date, unit: str | None
) -> tuple[Measure, ...]:
    found = [
        (measure.end, measure.id, measure)
        for measure in measures
        if not measure.done
        and not measure.handed_in
        and measure.end is not None
        and first <= measure.end <= last
        and (unit is None or unit in measure.owners)
    ]
    return tuple(measure for _, _, measure in sorted(found, key=lambda one: one[:2]))
