"""Answers about a person's own reminders: how, when and of what they are told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from ita_core.keys import MeasureId

Bound = Literal["deadline", "overdue", "day_off"]
"""Why a reminder comes on another day than was wished for; see `bot.agenda.putting_off.Bound`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlace:
    """A unit's group as a place to be reminded in. ``members`` is what a push costs, None: not counted yet.

    Without a ``bound`` group, people of the unit are reminded in private.
    """

    unit: str
    bound: bool
    members: int | None
    assumed: int
    """Members that are assumed until LINE has counted them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How somebody is reminded. ``at`` is when they are told what they did not ask for before.

    ``weekdays`` are 1 (Monday) to 7, none: every working day.
    """

    at: dt.time
    weekdays: tuple[int, ...]
    digest_only: bool
    place: Literal["private", "group"]
    groups: tuple[GroupPlace, ...] = ()
    has_digest: bool = True
    """Whether the agency gives out weekly digests at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MutedLine:
    """A measure, or (None) everything, of which somebody is not reminded through ``until``."""

    measure: MeasureId | None
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """What somebody will be told for one step on a day. ``kind`` as reminders have it, ``rung`` its key.

    ``day`` is the step's own, which is later than the day on which it is told to who chose weekdays. ``step``
    is the ladder's word.
    """

    kind: str
    rung: str
    step: str
    day: dt.date
    measures: tuple[MeasureId, ...]
    state: Literal["planned", "waits", "put_off", "cancelled"]
    can_cancel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """What somebody will be told on a day, ``ahead`` days from today."""

    day: dt.date
    ahead: int
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderPlan:
    """What somebody is reminded of, and how."""

    agency_short: str
    today: dt.date
    settings: Settings
    muted: tuple[MutedLine, ...]
    days: tuple[PlannedDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersSet:
    """How somebody is reminded from now on. ``asked`` is the hour they named, if it is outside office hours.

    ``closed`` are weekdays that they named on which the office never works.
    """

    settings: Settings
    opens: dt.time
    closes: dt.time
    asked: dt.time | None = None
    closed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOption:
    """A day that is offered: so many ``days`` from today, or None: until it."""

    day: dt.date
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeAsks:
    """Until when to put off? ``measure`` None: all of ``measures``. ``past``: a day named that is over."""

    measure: MeasureId | None
    measures: tuple[MeasureId, ...]
    today: dt.date
    options: tuple[DayOption, ...]
    last: dt.date
    past: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOffLine:
    """A measure whose reminder comes on ``day``, None: it cannot be put off. ``bound``: why not as wished."""

    measure: MeasureId
    text: str
    due: dt.date
    days_left: int
    day: dt.date | None
    bound: Bound | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed:
    """What was put off, and what could not be."""

    wished: dt.date
    in_group: bool
    lines: tuple[PutOffLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToSnooze:
    """Nothing of what was asked for waits or was shown lately."""

    measure: MeasureId | None
    in_group: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteAsks:
    """Until when to be silent? Of ``measure``, or (None) of everything."""

    measure: MeasureId | None
    today: dt.date
    options: tuple[DayOption, ...]
    plan_ends: dt.date | None
    """Which of the options is the end of what is open."""
    last: dt.date
    past: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteSet:
    """Somebody is not reminded through ``until``. ``wished`` is the day they named, if it is too far away."""

    measure: MeasureId | None
    until: dt.date
    wished: dt.date | None = None
    escalates: bool = False
    """Whether they hear all the same of what others have left overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteLifted:
    """Somebody is reminded again of ``measure``, or (None) of everything. ``still`` is muted all the same."""

    measure: MeasureId | None
    was: bool
    still: tuple[MutedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCancelled:
    """A planned reminder will not come, or (``back``) comes after all. Without measures: a weekly digest."""

    day: dt.date
    rung: str
    step: str
    measures: tuple[MeasureId, ...]
    back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToCancel:
    """No such reminder is planned any more."""


OwnReminderAnswer = (
    ReminderPlan
    | RemindersSet
    | SnoozeAsks
    | Snoozed
    | NothingToSnooze
    | MuteAsks
    | MuteSet
    | MuteLifted
    | StepCancelled
    | NothingToCancel
)
