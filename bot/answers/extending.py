"""Answers about asking for more time: the wish, what is missing, what was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.answers.parts import MeasureLine, UnitRef
from ita_core.keys import FiscalYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A wish for more time. ``due`` is the deadline when it was made; the reason may have been taken back."""

    id: int
    measure: MeasureLine
    unit: str
    name: str | None
    asked_at: dt.datetime
    due: dt.date
    until: dt.date
    reason: str | None

    @property
    def days(self) -> int:
        """How many days more."""
        return (self.until - self.due).days


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAsks:
    """Something is missing. ``days`` offers new deadlines, from ``first`` to ``last``.

    ``wrong`` says what is the matter with a day that was ``said``: it is not after the present deadline, or
    past, or after the end of the plan's year.
    """

    plan_year: FiscalYear
    want: Literal["measure", "unit", "until", "reason"]
    measure: MeasureLine | None
    unit: str | None
    until: dt.date | None
    units: tuple[UnitRef, ...] = ()
    own: tuple[MeasureLine, ...] = ()
    days: tuple[dt.date, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    wrong: Literal["not_later", "past", "after_year"] | None = None
    said: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionShown:
    """The wish as it will be sent if it is confirmed; ``dialogue`` is what the buttons carry."""

    plan_year: FiscalYear
    dialogue: int
    measure: MeasureLine
    unit: str
    until: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionSent:
    """The wish is with those who decide; ``told`` of them heard of it at once."""

    plan_year: FiscalYear
    measure: MeasureLine
    unit: str
    until: dt.date
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionNeedless:
    """No more time can be asked for: the measure is done, a wish waits, or its year leaves no later day."""

    plan_year: FiscalYear
    measure: MeasureLine
    why: Literal["done", "waits", "year_ends"]
    wish: Wish | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequested:
    """A wish came in that the recipient may decide."""

    plan_year: FiscalYear
    measure: MeasureLine
    unit: str
    until: dt.date
    reason: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionJudged:
    """The asker has decided; ``told`` people heard of it, ``left`` things still wait for the asker."""

    plan_year: FiscalYear
    wish: Wish
    granted: bool
    told: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineTold:
    """A wish was decided, and it concerns the recipient: their measure's deadline moved, or did not."""

    plan_year: FiscalYear
    wish: Wish
    granted: bool
    asked: bool
    """Whether it was the recipient who asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionStale:
    """A wish that is decided or taken back; ``moot``: the deadline is that late by now anyway."""

    plan_year: FiscalYear
    wish: Wish
    state: Literal["granted", "refused", "withdrawn", "moot"]


ExtendingAnswer = (
    DeadlineTold
    | ExtensionAsks
    | ExtensionJudged
    | ExtensionNeedless
    | ExtensionRequested
    | ExtensionSent
    | ExtensionShown
    | ExtensionStale
)
