"""What a person is shown of what waits for them: one card a day, most urgent first. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.agenda import ladder, moves
from bot.agenda.ladder import To
from bot.agenda.workdays import Workdays
from bot.answers import Reply
from bot.answers.leaves import Colleague
from bot.answers.office import StepMove
from bot.answers.reminders import BudgetNote, DoneLine, DueLine, LeaveLine, QueueLine, ReminderCard, UnitLine
from bot.intent import Intent
from bot.usecases import alarms, budgeting, pauses
from bot.usecases.alarms import DONE, Pending
from bot.usecases.budgeting import BUDGET
from bot.usecases.digests import Overview, digest_of, overview_of
from bot.usecases.duelines import MOST, due_lines
from bot.usecases.firing import DIGEST, MERGED, QUEUE, UNHEARD
from bot.usecases.moving import MOVED as STEP_MOVED
from bot.usecases.pauses import PAUSED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Literal

    from bot.store.duties import UnitDuties
    from bot.store.leaves import Kept
    from bot.store.reminders import About, Waiting

SHOWN, STOPPED, MUTED = "shown", "stopped", "muted"
REPORTED, MOVED, SNOOZED = "reported", "moved", "snoozed"
ACTING, LEAVE, BACK = "acting", "leave", "back"
OF_LEAVE: Mapping[str, Literal["acting", "leave", "back"]] = MappingProxyType(
    {ACTING: "acting", LEAVE: "leave", BACK: "back"}
)
"""Kinds of reminders that tell of leave; their step names it: ``acting-12``."""
HEARD, OVER, DECIDED, REOPENED = "heard", "over", "decided", "reopened"
MOST_LEADS = 3
MOST_UNITS = 12
"""Units, or measures of a single unit, of one section; the rest are counted."""
MOST_NAMED = 6
"""Measures that are named beside a unit."""
__all__ = [
    "MERGED",
    "MOST",
    "Facts",
    "Overview",
    "Sorted",
    "due_lines",
    "overview_of",
    "reply",
    "sort_out",
    "urgency",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a person's card depends on beside their reminders. All of it as it stands now.

    ``deaf`` are units of the agency that nobody hears of, None if that was not looked up; ``pending`` is what
    waits for the person's decision; ``leave`` by its key, ``names`` by person; ``paused`` says of notices
    that paused by themselves, by number, why.
    """

    days: Workdays = field(default_factory=Workdays)
    names: Mapping[int, str] = field(default_factory=dict)
    leave: Mapping[int, Kept] = field(default_factory=dict)
    deaf: Sequence[UnitDuties] | None = None
    pending: Pending | None = None
    paused: Mapping[int, str] = field(default_factory=dict)


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What of a person's reminders is to be shown now, and what became of others: state and why, by key."""

    shown: tuple[Waiting, ...] = ()
    settled: Mapping[int, tuple[str, str | None]] = field(default_factory=dict)


def sort_out(
    waiting: Iterable[Waiting],
    hushed: Mapping[int | None, dt.date],
    today: dt.date,
    zone: dt.tzinfo,
    facts: Facts | None = None,
) -> Sorted:
    """Tell what is to be shown today from what is over, muted or put off. ``hushed``: measures, None for all.

    Of several reminders of one duty only the last step's is shown, with the days that are really left.
    Without ``facts``, ahead of the day, it is not known which are true no more.
    """
    every = list(waiting)
    moved = _step_moves([one for one in every if one.kind == STEP_MOVED], hushed, today)
    everything = [one for one in every if one.kind != STEP_MOVED]
    later = {
        (one.kind, _duty(one)) for one in everything if one.show_on > today and over(one, today, zone) is None
    }
    settled: dict[int, tuple[str, str | None]] = dict(moved.settled)
    kept: dict[tuple[str, object], Waiting] = {}
    for one in everything:
        if one.show_on > today:
            continue
        became = (
            over(one, today, zone)
            or (_void(one, facts) if facts is not None else None)
            or _unwanted(one, hushed)
        )
        key = one.kind, _duty(one) or one.rung
        if became is None and (one.kind, _duty(one)) in later and one.about is not None:
            became = MERGED, SNOOZED
        if became is not None:
            settled[one.id] = became
            continue
        other = kept.get(key)
        first, last = (other, one) if other is None or _height(other) <= _height(one) else (one, other)
        if first is not None:
            settled[first.id] = MERGED, None
        kept[key] = last
    return Sorted(shown=(*kept.values(), *moved.shown), settled=settled)


def _step_moves(waiting: Iterable[Waiting], hushed: Mapping[int | None, dt.date], today: dt.date) -> Sorted:
    """Tell of each step that moved what it comes to: from its first day to its last, if those differ."""
    settled: dict[int, tuple[str, str | None]] = {}
    kept: dict[tuple[str, dt.date], Waiting] = {}
    for one in waiting:
        told = moves.read(one.rung)
        before = kept.pop((told.rung, told.was), None)
        if before is not None:  # it moved on, from where it had moved to
            settled[before.id] = MERGED, None
            told = moves.read(before.rung)
        same = kept.get((told.rung, one.day))
        if same is not None:
            settled[same.id] = MERGED, None
        kept[told.rung, one.day] = replace(one, rung=moves.write(told, one.id))
    shown = []
    for one in kept.values():
        was = moves.read(one.rung).was
        if None in hushed:
            settled[one.id] = MUTED, None
        elif was == one.day:
            settled[one.id] = STOPPED, MOVED
        elif max(was, one.day) < today:
            settled[one.id] = STOPPED, OVER
        else:
            shown.append(one)
    return Sorted(shown=tuple(shown), settled=settled)


def _duty(one: Waiting) -> int | None:
    return None if one.about is None else one.about.duty_id


def _height(one: Waiting) -> tuple[dt.date, int]:
    return one.day, one.id


def over(one: Waiting, today: dt.date, zone: dt.tzinfo) -> tuple[str, str] | None:
    """Why there is nothing to say any more."""
    if one.kind in {DIGEST, QUEUE, PAUSED, *OF_LEAVE}:
        return None
    if one.kind == BUDGET:
        return (STOPPED, OVER) if one.due < today else None
    return _settled(one, today, zone)


def _settled(one: Waiting, today: dt.date, zone: dt.tzinfo) -> tuple[str, str] | None:
    """Why there is nothing to say of the duty that a reminder is about."""
    about = one.about
    if one.kind == DONE:
        return (STOPPED, REOPENED) if about is None or about.open else None
    if about is None or not about.open:
        return STOPPED, REPORTED
    if about.due != one.due:
        return STOPPED, MOVED
    if one.kind == To.UNIT.value and about.reported_at is not None:
        reported = about.reported_at.astimezone(zone).date()
        if one.day <= reported <= today:
            return STOPPED, REPORTED
    return None


def _void(one: Waiting, facts: Facts) -> tuple[str, str] | None:
    """Why it is true no more."""
    if one.kind in OF_LEAVE:
        leave = facts.leave.get(leave_id(one.rung))
        return (STOPPED, OVER) if leave is None or (leave.ended and one.kind != BACK) else None
    if one.kind == PAUSED:
        return None if pauses.number_of(one.rung) in facts.paused else (STOPPED, OVER)
    if one.kind == QUEUE and facts.pending is None:
        return STOPPED, DECIDED
    if one.kind == UNHEARD and facts.deaf is not None and one.about is not None:
        silent = {unit.unit_id for unit in facts.deaf}
        return None if one.about.unit_id in silent else (STOPPED, HEARD)
    return None


def leave_id(rung: str) -> int:
    """Return which leave a reminder tells of; 0 for none."""
    kind, _, key = rung.partition("-")
    return int(key) if kind in OF_LEAVE and key.isdecimal() else 0


def _unwanted(one: Waiting, hushed: Mapping[int | None, dt.date]) -> tuple[str, None] | None:
    if one.kind not in {To.UNIT.value, DIGEST}:
        return None
    own = one.about is not None and one.about.measure_id in hushed
    return (MUTED, None) if own or None in hushed else None


def reply(  # noqa: PLR0913 (what it depends on; all but the first by name)
    shown: Sequence[Waiting],
    today: dt.date,
    agency_short: str,
    overview: Overview | None = None,
    *,
    in_group: bool = False,
    facts: Facts = NO_FACTS,
) -> Reply:
    """Return one card with all of it."""
    by_kind: dict[str, list[Waiting]] = defaultdict(list)
    for one in shown:
        by_kind[one.kind].append(one)
    lines = _own(by_kind[To.UNIT.value], today, facts)
    escalated = unit_lines(by_kind[To.HEAD.value] + by_kind[To.CENTRAL.value], today)
    unheard = _unheard(by_kind[UNHEARD], overview, today, facts)
    done = _done(by_kind[DONE])
    answer = ReminderCard(
        agency_short=agency_short,
        today=today,
        in_group=in_group,
        lines=lines[:MOST],
        count=len(lines),
        escalated=escalated[:MOST_UNITS],
        escalated_count=len(escalated),
        unheard=unheard[:MOST_UNITS],
        unheard_count=len(unheard),
        done=done[:MOST_UNITS],
        done_count=len(done),
        queue=_queue(facts, today) if by_kind[QUEUE] or overview is not None else None,
        leave=tuple(
            line
            for kind in OF_LEAVE
            for one in by_kind[kind]
            if (line := _leave_line(one, facts)) is not None
        ),
        digest=None if overview is None else digest_of(overview, today, facts.days, lines[:MOST]),
        moved=tuple(sorted(map(_step_move, by_kind[STEP_MOVED]), key=lambda one: (one.was, one.day))),
        budget=_budget(by_kind[BUDGET]),
        paused=pauses.notes((one.rung for one in by_kind[PAUSED]), facts.paused),
    )
    about = SEVERAL if lines else None
    if len(lines) == 1:
        about = f"measure {lines[0].year} {lines[0].measure}"
    return Reply(answer=answer, leads=_leads(answer), about=about)


def says_anything(answer: ReminderCard) -> bool:
    """Whether a card has anything on it: a digest of what is all done has not."""
    parts = (answer.lines, answer.escalated, answer.unheard, answer.done, answer.queue, answer.leave)
    more = (answer.digest, answer.budget, answer.moved, answer.paused)
    return any(parts) or any(more)


SEVERAL = "measures"
"""What a card speaks of that is about several measures."""


def _leads(answer: ReminderCard) -> tuple[Intent, ...]:
    units = [line.unit for line in answer.unheard[:MOST_LEADS]]
    return (
        *(Intent("progress.submit", {"measure": str(line.measure)}) for line in answer.lines[:MOST_LEADS]),
        *((Intent("reminder.snooze"),) if answer.lines else ()),
        *((Intent("budget.show"),) if answer.budget is not None else ()),
        *(Intent("notice.status", {"notice": one.number}) for one in answer.paused[:MOST_LEADS]),
        *((Intent("progress.review"),) if answer.queue is not None else ()),
        *(Intent("invite", {"unit": unit}) for unit in units),
        *((Intent("overview"),) if answer.escalated else ()),
        Intent("measure.mine"),
        Intent("reminder.show"),
    )


def _own(items: Iterable[Waiting], today: dt.date, facts: Facts) -> tuple[DueLine, ...]:
    """Return what a person is to do themselves, what they do for others with whose it is."""
    mine: list[Waiting] = []
    others: dict[int, list[Waiting]] = defaultdict(list)
    for one in items:
        (mine if one.in_place_of is None else others[one.in_place_of]).append(one)
    made = list(due_lines(_abouts(mine), today, facts.days))
    for person, theirs in others.items():
        who = Colleague(number=person, name=facts.names.get(person))
        made += [replace(line, in_place_of=who) for line in due_lines(_abouts(theirs), today, facts.days)]
    return tuple(sorted(made, key=lambda line: (line.due, line.year, line.measure)))


def _abouts(items: Iterable[Waiting]) -> list[About]:
    return [one.about for one in items if one.about is not None]


def unit_lines(items: Iterable[Waiting], today: dt.date) -> tuple[UnitLine, ...]:
    """Return duties unit by unit, those that have been due for longest first, then those with most."""
    found: dict[str, list[About]] = defaultdict(list)
    for about in {one.duty_id: one for one in _abouts(items)}.values():
        found[about.unit].append(about)
    made = [_unit_line(unit, own, today) for unit, own in found.items()]
    return tuple(sorted(made, key=lambda line: (line.due, -line.count)))


def _unit_line(unit: str, own: Sequence[About], today: dt.date) -> UnitLine:
    due = min(one.due for one in own)
    return UnitLine(
        unit=unit,
        count=len(own),
        measures=tuple(sorted(one.measure for one in own)[:MOST_NAMED]),
        due=due,
        days_left=(due - today).days,
    )


def _unheard(
    items: Sequence[Waiting], overview: Overview | None, today: dt.date, facts: Facts
) -> tuple[UnitLine, ...]:
    """Return units that nobody hears of: those of alarms, or all with the digest of the whole agency."""
    if facts.deaf is None:
        return unit_lines(items, today)
    every = overview is not None and overview.whole
    alarmed = {about.unit_id for about in _abouts(items)}
    made = [
        UnitLine(unit=one.unit, count=one.count, measures=(), due=one.due, days_left=(one.due - today).days)
        for one in facts.deaf
        if every or one.unit_id in alarmed
    ]
    return tuple(sorted(made, key=lambda line: (line.due, -line.count)))


def _step_move(one: Waiting) -> StepMove:
    moved = moves.read(one.rung)
    return StepMove(rung=moved.rung, was=moved.was, day=one.day)


def _budget(told: Sequence[Waiting]) -> BudgetNote | None:
    """Return the last step of holding back that somebody is told of."""
    read = [budgeting.read_rung(one.rung) for one in told]
    known = [one for one in read if one is not None]
    return None if not known else BudgetNote(month=known[-1][0], through=known[-1][1])


def _done(items: Iterable[Waiting]) -> tuple[DoneLine, ...]:
    made = [DoneLine(year=one.year, measure=one.measure, unit=one.unit) for one in _abouts(items)]
    return tuple(sorted(made, key=lambda line: (line.unit, line.measure)))


def _queue(facts: Facts, today: dt.date) -> QueueLine | None:
    waits = facts.pending
    if waits is None:
        return None
    workdays = facts.days.count(waits.since, today)
    return QueueLine(count=waits.count, since=waits.since, workdays=workdays)


def _leave_line(one: Waiting, facts: Facts) -> LeaveLine | None:
    leave = facts.leave.get(leave_id(one.rung))
    if leave is None:
        return None
    who = Colleague(number=leave.person_id, name=leave.name)
    return LeaveLine(kind=OF_LEAVE[one.kind], who=who, first=leave.first, last=leave.last)


LADDER: Collection[str] = frozenset(to.value for to in To)
"""Kinds of reminders that are steps of the ladder."""


def urgency(shown: Iterable[Waiting]) -> int:
    """Return how urgent a card is: as its most urgent reminder; a digest, or a move, is the least."""
    steps = (one for one in shown if one.kind in LADDER or (one.kind == UNHEARD and one.rung != alarms.AHEAD))
    return max((ladder.height(one.rung) for one in steps), default=-ladder.EARLIEST - 2)
