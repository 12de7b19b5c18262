"""Answers about how the whole plan gets on, and what was sent in for one measure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.answers.parts import IssueRef, MeasureLine, Page, UnitRef
from ita_core.keys import FiscalYear
from ita_core.plan import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueProgress:
    """How far an issue's measures are on average, in percent, and how they stand."""

    issue: IssueRef
    percent: int
    measures: int
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProgress:
    """How far a unit is on average with its part of its measures, in percent.

    ``done`` of its parts were accepted; on ``silent`` measures it reported nothing for long; ``last`` is the
    day of its last report; ``people`` are linked to it.
    """

    unit: UnitRef
    percent: int
    measures: int
    done: int
    silent: int
    last: dt.date | None
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How the plan gets on, as far as the asker may see: all of it, or what some units own.

    ``units`` is one page of them, those that are furthest behind first. ``overdue``, ``at_risk`` and
    ``ownerless`` are the first of ``…_count``. ``silent`` units say nothing; to ``unlinked`` ones nobody is
    linked.
    """

    agency_short: str
    plan_year: FiscalYear
    today: dt.date
    issue: IssueRef | None
    only: tuple[UnitRef, ...]
    """The units that it is about; none: it is about all."""
    percent: int
    measures: int
    tally: Tally
    issues: tuple[IssueProgress, ...]
    units: tuple[UnitProgress, ...]
    page: Page
    overdue: tuple[MeasureLine, ...]
    overdue_count: int
    at_risk: tuple[MeasureLine, ...]
    at_risk_count: int
    silent: tuple[UnitProgress, ...]
    silent_days: int
    ownerless: tuple[MeasureLine, ...]
    ownerless_count: int
    unlinked: tuple[UnitRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A piece of evidence. ``state`` and ``problem`` are as stored; ``url`` is where it can be looked at."""

    kind: Literal["image", "video", "audio", "file", "link"]
    name: str | None
    unit: str
    sent_by: str | None
    received_at: dt.datetime
    state: str
    problem: str | None
    size: int | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceList:
    """What was sent in for a measure, newest first; ``withheld``: only by the asker's own units."""

    plan_year: FiscalYear
    measure: MeasureLine
    rows: tuple[EvidenceLine, ...]
    page: Page
    withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichMeasure:
    """A list of one measure's reports or evidence was asked for, but of which measure?"""

    of: Literal["history", "evidence"]
    own: tuple[MeasureLine, ...]


OverviewAnswer = EvidenceList | Overview | WhichMeasure
