"""Putting off what one is reminded of: a person's own, or in a group what its unit is reminded of there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.agenda.ladder import height
from bot.agenda.putting_off import Bound, later, put_off_rung
from bot.agenda.workdays import Workdays
from bot.answers import Reply
from bot.answers.own_reminders import DayOption, NothingToSnooze, PutOffLine, SnoozeAsks, Snoozed
from bot.changes import Done
from bot.changes_office import RemindersPut, RemindersSettled
from bot.intent import Intent
from bot.store import groups as rooms
from bot.store import hearing, office, own_reminders
from bot.store.audit import Deed
from bot.store.reminders import WAITING, NewReminder
from bot.usecases import cards, firing, joining, own, permission, planning, slots
from bot.usecases.cards import SNOOZED
from bot.usecases.firing import MERGED
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlmodel import Session

    from bot.store.hearing import Hearer
    from bot.store.office import Office
    from bot.store.reminders import Waiting
    from bot.usecases.asker import Ask
    from ita_core.keys import MeasureId

LATELY = dt.timedelta(days=7)
"""A card is as old as this at most if it can still be put off."""
LONGEST = 366
FRIDAY = 5
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """What can be put off: of a person, or of a unit's people who are reminded in its group."""

    office: Office
    posts: Mapping[int, Hearer]
    rows: Sequence[Waiting] = field(default=())


def gather(session: Session, ask: Ask) -> AtHand | None:
    """Find what can be put off here."""
    member, agency_id = ask.asker.member, ask.asker.agency_id
    if member is None or agency_id is None or ask.asker.chat_id is None:
        return None
    posts: dict[int, Hearer] = {}
    unit_id = None
    if ask.asker.in_group:
        group = rooms.group_of(session, ask.asker.chat_id)
        if group is not None:
            unit_id = group.unit_id
            posts = {one.person_id: one for one in hearing.in_groups(session, [unit_id])}
    else:
        posts = {one.person_id: one for one in hearing.of_people(session, [member.person_id])}
    rows = own_reminders.at_hand(session, posts, ask.today - LATELY)
    return AtHand(
        office=office.offices(session, [agency_id])[agency_id],
        posts=posts,
        rows=[one for one in rows if unit_id is None or _unit(one) == unit_id],
    )


def _unit(one: Waiting) -> int | None:
    return None if one.about is None else one.about.unit_id


def snooze(ask: Ask) -> Reply:
    """Put off what waits or was shown lately, all of it or one measure; without a day ask for one."""
    unit = ask.asker.group_unit
    if not ask.asker.in_group:
        permission.need(ask, Right.REMINDERS)
    elif unit is None:
        raise NoData(joining.private(ask) or Reply(answer=_nothing(ask, None)))
    else:
        permission.need(ask, Right.SNOOZE, unit)
    key = own.measure(ask, ask.shelf.plan())
    found: AtHand | None = ask.found
    rows = _latest(found.rows, ask.shelf.plan().year.be, key, ask.asker.now) if found is not None else {}
    if found is None or not rows:
        leads = (Intent("reminder.show"), Intent("measure.mine"))
        return Reply(answer=_nothing(ask, key), leads=leads)
    wished = _wished(ask)
    if wished is None or wished <= ask.today:
        return _asked(ask, found, rows, key, wished)
    return _put_off(ask, found, rows, wished)


def _nothing(ask: Ask, key: MeasureId | None) -> NothingToSnooze:
    return NothingToSnooze(measure=key, in_group=ask.asker.in_group)


Rows = dict[tuple[int, int], list["Waiting"]]
"""What is at hand of each person and duty, the last step first."""


def _latest(rows: Iterable[Waiting], year: int, key: MeasureId | None, now: dt.datetime) -> Rows:
    """Return what is at hand of duties that are still to be reminded of, of one measure or all."""
    found: Rows = defaultdict(list)
    for one in rows:
        about = one.about
        if about is None or cards.over(one, now.date(), now.tzinfo or dt.UTC) is not None:
            continue
        if key is None or (about.year, about.measure) == (year, key):
            found[one.person_id, about.duty_id].append(one)
    return {
        both: sorted(mine, key=lambda one: (one.day, height(one.rung)), reverse=True)
        for both, mine in found.items()
    }


def _wished(ask: Ask) -> dt.date | None:
    until, days = slots.day(ask.intent.slots.get("until")), slots.number(ask.intent, "days")
    if until is not None or days is None:
        return until
    return ask.today + _DAY * max(0, min(days, LONGEST))


def _asked(ask: Ask, found: AtHand, rows: Rows, key: MeasureId | None, past: dt.date | None) -> Reply:
    """Ask until when, with the days that make a difference."""
    days = planning.workdays(found.office)
    dues = {one.about.due for mine in rows.values() for one in mine if one.about is not None}
    options = _options(ask.today, dues, days)
    if not options:
        return _put_off(ask, found, rows, ask.today + _DAY)  # says why none of it can be
    of_measure = {} if key is None else {"measure": str(key)}
    answer = SnoozeAsks(
        measure=key,
        measures=_measures(rows),
        today=ask.today,
        options=options,
        last=max(_last(due, ask.today) for due in dues),
        past=past,
    )
    leads = tuple(_intent(one, of_measure) for one in options)
    return Reply(answer=answer, leads=leads, changes=own.until_asked(ask, key, silent=False))


def _intent(one: DayOption, of_measure: Mapping[str, str]) -> Intent:
    when = {"until": one.day.isoformat()} if one.days is None else {"days": one.days}
    return Intent("reminder.snooze", {**of_measure, **when})


def _last(due: dt.date, today: dt.date) -> dt.date:
    return today + LATELY if due < today else due


def _options(today: dt.date, dues: Collection[dt.date], days: Workdays) -> tuple[DayOption, ...]:
    """Return tomorrow, in three days, this week's Friday, next Monday and in a week, as far as that goes."""
    friday = today + _DAY * ((FRIDAY - today.isoweekday()) % 7 or 7)
    wished = [(today + _DAY, 1), (today + _DAY * 3, 3), (friday, None), (friday + _DAY * 3, None)]
    found: dict[dt.date, DayOption] = {}
    for day, count in [*wished, (today + _DAY * 7, 7)]:
        put = [later(day, due, today, days) for due in dues]
        reached = [one.day for one in put if one.day is not None and one.bound in {None, Bound.DAY_OFF}]
        if reached:
            found.setdefault(max(reached), DayOption(day=max(reached), days=count))
    return tuple(found[day] for day in sorted(found))


def _measures(rows: Rows) -> tuple[MeasureId, ...]:
    return tuple(
        sorted({one.about.measure for mine in rows.values() for one in mine if one.about is not None})
    )


def _put_off(ask: Ask, found: AtHand, rows: Rows, wished: dt.date) -> Reply:
    """Put each off as far as it goes."""
    days = planning.workdays(found.office)
    new: list[NewReminder] = []
    settled: dict[int, tuple[str, str | None]] = {}
    lines: dict[tuple[int, MeasureId], PutOffLine] = {}
    for (person, _duty), mine in rows.items():
        last = mine[0]
        about = last.about
        if about is None:
            continue
        put = later(wished, about.due, ask.today, days)
        lines[about.year, about.measure] = PutOffLine(
            measure=about.measure,
            text=about.text,
            due=about.due,
            days_left=(about.due - ask.today).days,
            day=put.day,
            bound=None if put.bound is None else put.bound.value,
        )
        if put.day is not None:
            new.append(_reminder(last, put.day, found.posts[person], found.office, ask.asker.now))
            settled |= {one.id: (MERGED, SNOOZED) for one in mine if one.state == WAITING}
    shown = tuple(sorted(lines.values(), key=lambda line: (line.due, line.measure)))
    answer = Snoozed(wished=wished, in_group=ask.asker.in_group, lines=shown)
    leads = (Intent("reminder.show"), Intent("measure.mine"))
    if not new:
        return Reply(answer=answer, leads=leads)
    changes = (RemindersSettled(settled), RemindersPut(tuple(new)), *_noted(ask, shown))
    return Reply(answer=answer, leads=leads, changes=changes)


def _noted(ask: Ask, lines: Iterable[PutOffLine]) -> tuple[Done, ...]:
    """Record it: which measure, or how many, were put off to which day."""
    year, member = ask.shelf.plan().year.be, ask.asker.member
    unit = f" {ask.asker.group_unit}" if ask.asker.in_group else ""
    whole = f"unit{unit}" if unit else f"reminders {member.person_id if member else 0}"
    by_day: dict[dt.date, list[MeasureId]] = defaultdict(list)
    for line in lines:
        if line.day is not None:
            by_day[line.day].append(line.measure)
    return tuple(
        Done(
            Deed(
                action="reminder.snooze",
                subject=f"measure {year} {names[0]}{unit}" if len(names) == 1 else whole,
                after={"until": day.isoformat(), "measures": len(names)},
            )
        )
        for day, names in sorted(by_day.items())
    )


def _reminder(last: Waiting, day: dt.date, post: Hearer, how: Office, now: dt.datetime) -> NewReminder:
    """Return the same reminder for a later day. Its step's day stays: a report since then stops it."""
    return NewReminder(
        agency_id=last.agency_id,
        person_id=last.person_id,
        duty_id=last.about.duty_id if last.about is not None else None,
        kind=last.kind,
        rung=put_off_rung(last.rung, day),
        due=last.due,
        day=last.day,
        show_on=day,
        in_place_of=last.in_place_of,
        push_at=None if post.digest_only else firing.moment(post, how, day, now.tzinfo or dt.UTC),
    )
