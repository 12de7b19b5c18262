"""Answers about reminders. Whoever adds one names it in `ReminderAnswer`, and imports it from here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bot.answers.budget import BudgetAnswer
from bot.answers.office import OfficeAnswer, StepMove
from ita_core.keys import MeasureId


class DigestScope(StrEnum):
    """What a digest sums up."""

    OWN = "own"
    UNIT = "unit"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """A measure that somebody is reminded of. ``year`` is its plan's, B.E.; ``units`` are abbreviations.

    ``days_left`` is negative when it is overdue; ``percent`` is what the unit reported last, None if nothing
    or if several units own it.
    """

    year: int
    measure: MeasureId
    text: str
    due: dt.date
    days_left: int
    units: tuple[str, ...]
    percent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """How measures stand at the beginning of a week. ``open`` counts the overdue too; lines are the first."""

    scope: DigestScope
    open: int
    overdue: int
    done: int
    next_due: dt.date | None
    lines: tuple[DueLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetNote:
    """A month whose messages will not last. ``through``: the last of what is held back, as its step or kind.

    ``all`` if nothing is pushed any more.
    """

    month: dt.date
    through: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderCard:
    """All that somebody is reminded of on a day. ``lines`` are the first of ``count``, soonest first.

    ``escalated`` are overdue ones of other people, for whoever is told because nothing was reported;
    ``unheard`` are due ones that nobody of the unit can be told of; ``moved`` are steps that have another
    day than before.
    """

    agency_short: str
    today: dt.date
    in_group: bool
    lines: tuple[DueLine, ...]
    count: int
    escalated: tuple[DueLine, ...] = ()
    unheard: tuple[DueLine, ...] = ()
    digest: Digest | None = None
    moved: tuple[StepMove, ...] = ()
    budget: BudgetNote | None = None


ReminderAnswer = ReminderCard | BudgetAnswer | OfficeAnswer
