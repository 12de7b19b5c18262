"""What a person is shown of what waits for them: one card a day, most urgent first. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.agenda import ladder, moves
from bot.agenda.ladder import To
from bot.answers import Reply
from bot.answers.office import StepMove
from bot.answers.reminders import BudgetNote, Digest, DigestScope, DueLine, ReminderCard
from bot.intent import Intent
from bot.roles import Role
from bot.usecases import budgeting
from bot.usecases.budgeting import BUDGET
from bot.usecases.firing import DIGEST, MERGED, UNHEARD
from bot.usecases.moving import MOVED as STEP_MOVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.store.hearing import Hearer
    from bot.store.reminders import About, Waiting
    from ita_core.keys import MeasureId

SHOWN, STOPPED, MUTED = "shown", "stopped", "muted"
REPORTED, MOVED, SNOOZED, OVER = "reported", "moved", "snoozed", "over"
MOST = 10
"""Measures of one card; the rest are counted, and one tap away."""
MOST_LEADS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What of a person's reminders is to be shown now, and what became of others: state and why, by key."""

    shown: tuple[Waiting, ...] = ()
    settled: Mapping[int, tuple[str, str | None]] = field(default_factory=dict)


def sort_out(
    waiting: Iterable[Waiting], hushed: Mapping[int | None, dt.date], today: dt.date, zone: dt.tzinfo
) -> Sorted:
    """Tell what is to be shown today from what is over, muted or put off. ``hushed``: measures, None for all.

    Of several reminders of one duty only the last step's is shown, with the days that are really left.
    """
    every = list(waiting)
    moved = _step_moves([one for one in every if one.kind == STEP_MOVED], hushed, today)
    everything = [one for one in every if one.kind != STEP_MOVED]
    later = {(one.kind, _duty(one)) for one in everything if one.show_on > today}
    settled: dict[int, tuple[str, str | None]] = dict(moved.settled)
    kept: dict[tuple[str, object], Waiting] = {}
    for one in everything:
        if one.show_on > today:
            continue
        became = _over(one, today, zone) or _unwanted(one, hushed)
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


def _over(one: Waiting, today: dt.date, zone: dt.tzinfo) -> tuple[str, str] | None:
    """Why there is nothing to say any more."""
    about = one.about
    if one.kind == DIGEST:
        return None
    if one.kind == BUDGET:
        return (STOPPED, OVER) if one.due < today else None
    if about is None or not about.open:
        return STOPPED, REPORTED
    if about.due != one.due:
        return STOPPED, MOVED
    if one.kind == To.UNIT.value and about.reported_at is not None:
        reported = about.reported_at.astimezone(zone).date()
        if one.day <= reported <= today:
            return STOPPED, REPORTED
    return None


def _unwanted(one: Waiting, hushed: Mapping[int | None, dt.date]) -> tuple[str, None] | None:
    if one.kind not in {To.UNIT.value, DIGEST}:
        return None
    own = one.about is not None and one.about.measure_id in hushed
    return (MUTED, None) if own or None in hushed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a digest sums up: the duties of the units that somebody answers for, done and open."""

    scope: DigestScope
    duties: Sequence[About] = ()


def overview_of(posts: Iterable[Hearer], duties: Sequence[About]) -> Overview:
    """Return what somebody's digest sums up, of all duties of the agency."""
    own = list(posts)
    if any(post.role == Role.ADMIN for post in own):
        return Overview(scope=DigestScope.AGENCY, duties=duties)
    heads = any(post.role == Role.HEAD for post in own)
    units = {post.unit_id for post in own}
    return Overview(
        scope=DigestScope.UNIT if heads else DigestScope.OWN,
        duties=[one for one in duties if one.unit_id in units],
    )


def reply(
    shown: Sequence[Waiting],
    today: dt.date,
    agency_short: str,
    overview: Overview | None = None,
    *,
    in_group: bool = False,
) -> Reply:
    """Return one card with all of it."""
    by_kind: dict[str, list[Waiting]] = defaultdict(list)
    for one in shown:
        by_kind[one.kind].append(one)
    lines = due_lines((one.about for one in by_kind[To.UNIT.value] if one.about is not None), today)
    answer = ReminderCard(
        agency_short=agency_short,
        today=today,
        in_group=in_group,
        lines=lines[:MOST],
        count=len(lines),
        escalated=_lines(by_kind[To.HEAD.value] + by_kind[To.CENTRAL.value], today),
        unheard=_lines(by_kind[UNHEARD], today),
        digest=None if overview is None else _digest(overview, today),
        moved=tuple(sorted(map(_step_move, by_kind[STEP_MOVED]), key=lambda one: (one.was, one.day))),
        budget=_budget(by_kind[BUDGET]),
    )
    leads = (
        *(Intent("progress.submit", {"measure": str(line.measure)}) for line in lines[:MOST_LEADS]),
        *((Intent("reminder.snooze"),) if lines else ()),
        *((Intent("budget.show"),) if answer.budget else ()),
        Intent("measure.mine"),
        Intent("reminder.show"),
    )
    about = f"measure {lines[0].year} {lines[0].measure}" if len(lines) == 1 else None
    return Reply(answer=answer, leads=leads, about=about)


def _step_move(one: Waiting) -> StepMove:
    moved = moves.read(one.rung)
    return StepMove(rung=moved.rung, was=moved.was, day=one.day)


def _lines(items: Iterable[Waiting], today: dt.date) -> tuple[DueLine, ...]:
    return due_lines((one.about for one in items if one.about is not None), today)


def _budget(told: Sequence[Waiting]) -> BudgetNote | None:
    """Return the last step of holding back that somebody is told of."""
    read = [budgeting.read_rung(one.rung) for one in told]
    known = [one for one in read if one is not None]
    return None if not known else BudgetNote(month=known[-1][0], through=known[-1][1])


def due_lines(abouts: Iterable[About], today: dt.date) -> tuple[DueLine, ...]:
    """Return measures that are due, soonest first; one that several units own is one line."""
    found: dict[tuple[int, MeasureId], list[About]] = defaultdict(list)
    for about in abouts:
        found[about.year, about.measure].append(about)
    made = [
        DueLine(
            year=year,
            measure=measure,
            text=parts[0].text,
            due=parts[0].due,
            days_left=(parts[0].due - today).days,
            units=tuple(dict.fromkeys(part.unit for part in parts)),
            percent=parts[0].percent if len(parts) == 1 else None,
        )
        for (year, measure), parts in found.items()
    ]
    return tuple(sorted(made, key=lambda line: (line.due, line.year, line.measure)))


def _digest(overview: Overview, today: dt.date) -> Digest:
    lines = due_lines((one for one in overview.duties if one.open), today)
    still = {(line.year, line.measure) for line in lines}
    every = {(one.year, one.measure) for one in overview.duties}
    return Digest(
        scope=overview.scope,
        open=len(lines),
        overdue=sum(line.days_left < 0 for line in lines),
        done=len(every - still),
        next_due=next((line.due for line in lines if line.days_left >= 0), None),
        lines=lines[:MOST],
    )


def urgency(shown: Iterable[Waiting]) -> int:
    """Return how urgent a card is: as its most urgent reminder; a digest, or a move, is the least."""
    steps = (one for one in shown if one.kind not in {DIGEST, BUDGET, STEP_MOVED})
    return max((ladder.height(one.rung) for one in steps), default=-ladder.EARLIEST - 2)
