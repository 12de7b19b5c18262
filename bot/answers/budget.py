"""Answers about the message budget."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWeek:
    """A week of the month, or what is left of it: cards that are to be pushed, and what they cost."""

    first: dt.date
    last: dt.date
    cards: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedKind:
    """What cards are pushed for: a step (``t-14``, ``due``, ``over``), or a kind (``digest``, ``head``).

    ``held``: it is held back now. ``last``: it is never held back while anything but the reserve is left.
    """

    what: str
    cards: int
    cost: int
    held: bool
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetShown:
    """How the month's messages stand, what is planned of them, and what is held back.

    ``read_at`` is when LINE told; None: it has not this month, and then ``used`` is unknown. ``most`` is None
    where there is no limit, or it is not known. ``pushed`` cards of this month cost ``spent``, ``free`` ones
    nothing. ``planned`` is what everything until the month's end costs, an upper bound; ``left`` is what the
    month ends with if what may be pushed is. ``missing``: messages that all of it would take beyond what
    there is. ``kinds`` stand in the order in which they are held back.
    """

    agency_short: str
    today: dt.date
    month: dt.date
    most: int | None
    used: int | None
    read_at: dt.datetime | None
    reserve: int
    reserve_decided: bool
    pushed: int
    spent: int
    free: int
    planned: int
    allowed: int
    left: int | None
    missing: int
    exhausted: bool
    weeks: tuple[PlannedWeek, ...]
    kinds: tuple[PlannedKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveSet:
    """The agency keeps another number of messages in reserve. ``most``: what a month has, None if unknown."""

    reserve: int
    before: int | None
    most: int | None


BudgetAnswer = BudgetShown | ReserveSet
