"""Answers about reviewing reports: what waits, what was decided, and what others are told of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.answers.extending import Wish
from bot.answers.parts import MeasureLine, Page
from bot.answers.reporting import Attached, DraftLine, ReportLine
from ita_core.keys import FiscalYear

Verdict = Literal["accepted", "returned", "withdrawn", "kept"]
"""What became of a report: taken as done, given back, taken back at its author's wish, or kept against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A report that somebody is to decide on; a ``retraction`` was accepted, and its author wants it back.

    ``claimed_on`` is the day of the work as it was said, where that is not the day on which it was received.
    """

    id: int
    measure: MeasureLine
    unit: str
    percent: int | None
    note: str | None
    name: str | None
    received_at: dt.datetime
    evidence: Attached
    flags: tuple[str, ...]
    retraction: bool = False
    claimed_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQueue:
    """What the asker may decide, longest waiting first: reports, then wishes for more time.

    ``own`` are reports of the asker's that others have to decide.
    """

    plan_year: FiscalYear
    reports: tuple[Waiting, ...]
    wishes: tuple[Wish, ...]
    page: Page
    own: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonAsked:
    """Why does this report go back? With a reason: does it, for that? ``dialogue`` numbers the buttons."""

    plan_year: FiscalYear
    report: Waiting
    reason: str | None = None
    dialogue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportJudged:
    """The asker has decided; ``left`` things still wait for them. ``told``: the author hears of it."""

    plan_year: FiscalYear
    report: Waiting
    verdict: Verdict
    reason: str | None
    left: int
    told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementTold:
    """Somebody decided on the recipient's report."""

    plan_year: FiscalYear
    report: Waiting
    verdict: Verdict
    reason: str | None
    by: str | None
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToReview:
    """A report that is not to be decided (any more), with how it stands.

    ``why``: it was decided, taken back or corrected (``over``), its unit has reported again since
    (``superseded``), it is another question by now (``changed``), or it is the asker's own.
    """

    plan_year: FiscalYear
    measure: MeasureLine
    report: ReportLine
    why: Literal["over", "superseded", "changed", "own"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsAwait:
    """Reports came in that the recipient may accept; nothing else waited for them."""

    plan_year: FiscalYear
    lines: tuple[DraftLine, ...]
    by: str | None


ReviewingAnswer = JudgementTold | NotToReview | ReasonAsked | ReportJudged | ReportsAwait | ReviewQueue
