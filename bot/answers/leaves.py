"""Answers about leave, and who stands in. Whoever adds one names it in `LeaveAnswer`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.answers.parts import UnitRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A person by name, or by number where they gave none. ``units`` are abbreviations of their units."""

    number: int
    name: str | None
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveDays:
    """The days of a leave, first and last included; ``workdays`` of them are working days."""

    first: dt.date
    last: dt.date
    workdays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveAsksWho:
    """Whose leave is to be noted?"""

    people: tuple[Colleague, ...]
    rest: int


LeaveFault = Literal["past", "backwards", "long", "far", "overlap"]
SubstituteFault = Literal["self", "away", "unknown", "several"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveAsksDays:
    """When is somebody away? ``who`` is None for the asker. ``first`` if the first day is known already.

    ``wrong`` says what is the matter with the days that were said; ``other`` is the leave that they overlap.
    ``choices`` are offered as buttons; ``earliest`` and ``latest`` bound a calendar.
    """

    who: Colleague | None
    first: dt.date | None
    choices: tuple[tuple[dt.date, dt.date], ...]
    earliest: dt.date
    latest: dt.date
    wrong: LeaveFault | None = None
    said: tuple[dt.date, dt.date] | None = None
    other: LeaveDays | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveAsksSubstitute:
    """Who stands in? ``people`` are the first of those who could, of the same unit first.

    ``wrong`` says what is the matter with whom was named, as ``said``; ``until`` is when that one is away.
    """

    who: Colleague | None
    days: LeaveDays
    people: tuple[Colleague, ...]
    rest: int
    wrong: SubstituteFault | None = None
    said: str | None = None
    away: LeaveDays | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveShown:
    """A leave read back. ``alone`` are units of which nobody would hear then, ``open`` their measures.

    ``stands_in`` are colleagues in whose place the person stands within these days.
    """

    who: Colleague | None
    days: LeaveDays
    substitute: Colleague | None
    alone: tuple[UnitRef, ...]
    open: int
    stands_in: tuple[Colleague, ...]
    dialogue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveNoted:
    """A leave is written down. ``told``: the substitute can be reached and will be told."""

    who: Colleague | None
    days: LeaveDays
    substitute: Colleague | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEntry:
    """A leave in a list. ``gone``: who was to stand in is not registered any more, or cannot be reached."""

    id: int
    who: Colleague
    own: bool
    days: LeaveDays
    now: bool
    substitute: Colleague | None
    gone: bool
    may_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveList:
    """Who is away, today and in the days ahead: the first of ``count``. ``whole``: of the whole agency."""

    agency_short: str
    today: dt.date
    rows: tuple[LeaveEntry, ...]
    count: int
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEndAsks:
    """Is this leave over? Before it has begun, it is called off."""

    entry: LeaveEntry
    dialogue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEndWhich:
    """Which leave is over?"""

    rows: tuple[LeaveEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOver:
    """A leave has ended; or there is none to end."""

    entry: LeaveEntry | None


LeaveAnswer = (
    LeaveAsksWho
    | LeaveAsksDays
    | LeaveAsksSubstitute
    | LeaveShown
    | LeaveNoted
    | LeaveList
    | LeaveEndAsks
    | LeaveEndWhich
    | LeaveOver
)
