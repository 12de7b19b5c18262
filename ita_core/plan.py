"""Measures of the plan: how they stand on a day, what is due, and which questions they answer to.

In the source a measure belongs to an issue, and steps, period and units are given once an issue; a plan of
one fiscal year answers to the questions of the year before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ita_core.figure import MeasureStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ita_core.framework_types import Framework
    from ita_core.keys import MeasureId, Question, Tool

DONE = 100


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure. ``tool`` is the tool whose questions it answers to, where known.

    ``end`` is the last day on which it is in time; ``owners`` are unit keys; ``progress`` is percent, 0 to
    100, None if never reported. Raises ValueError for a progress outside 0 to 100 or an end before the start.
    """

    id: MeasureId
    text: str
    tool: Tool | None = None
    steps: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    owners: tuple[str, ...] = ()
    progress: int | None = None

    def __post_init__(self) -> None:
        if self.progress is not None and not 0 <= self.progress <= DONE:
            message = f"measure {self.id}: progress {self.progress} is not 0 to 100"
            raise ValueError(message)
        if self.start is not None and self.end is not None and self.end < self.start:
            message = f"measure {self.id} ends before it starts"
            raise ValueError(message)


def status(measure: Measure, day: dt.date) -> MeasureStatus:
    """Return how a measure stands on a day: done at 100; else overdue from the day after its end."""
    if measure.progress == DONE:
        return MeasureStatus.DONE
    if measure.end is not None and day > measure.end:
        return MeasureStatus.OVERDUE
    return MeasureStatus.IN_PROGRESS if measure.progress else MeasureStatus.NOT_STARTED


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
        if measure.progress != DONE
        and measure.end is not None
        and first <= measure.end <= last
        and (unit is None or unit in measure.owners)
    ]
    return tuple(measure for _, _, measure in sorted(found, key=lambda one: one[:2]))
