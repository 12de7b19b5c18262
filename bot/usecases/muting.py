"""Not being reminded for a time, of a measure or of anything. It always has an end."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from typing import TYPE_CHECKING

from bot.answers import Reply
from bot.answers.own_reminders import DayOption, MuteAsks, MuteLifted, MuteSet
from bot.changes import Done
from bot.changes_office import MuteBegun, MuteEnded
from bot.intent import Intent
from bot.roles import Role
from bot.store.audit import Deed
from bot.usecases import own, slots
from ita_core.keys import FiscalYear

if TYPE_CHECKING:
    from bot.store.people import Member
    from bot.usecases.asker import Ask
    from bot.usecases.own import Own
    from bot.usecases.shelf import Plan
    from ita_core.keys import MeasureId

WEEK = 7
LONGEST = 366
_DAY = dt.timedelta(days=1)
_TOLD_OF_OTHERS = frozenset({Role.HEAD, Role.ADMIN})


def mute(ask: Ask) -> Reply:
    """Be silent until a day; without one ask for it."""
    member, plan = own.need(ask), ask.shelf.plan()
    found: Own = ask.found
    key = own.measure(ask, plan)
    last = FiscalYear.of(ask.today).last_day
    wished = _wished(ask)
    if wished is None or wished < ask.today:
        return _asked(ask, plan, key, last, wished)
    until = min(wished, last)
    begun = MuteBegun(member.person_id, None if key is None else found.measures[key], until)
    deed = Deed(
        action="reminder.mute",
        subject=own.subject(member, plan, key),
        after={"until": until.isoformat()},
    )
    answer = MuteSet(
        measure=key,
        until=until,
        wished=wished if wished > last else None,
        escalates=any(post.role in _TOLD_OF_OTHERS for post in member.posts),
    )
    of_measure = {} if key is None else {"measure": str(key)}
    leads = (Intent("reminder.unmute", of_measure), Intent("reminder.show"))
    return Reply(answer=answer, leads=leads, changes=(begun, Done(deed)))


def _wished(ask: Ask) -> dt.date | None:
    until, days = slots.day(ask.intent.slots.get("until")), slots.number(ask.intent, "days")
    if until is not None or days is None:
        return until
    return ask.today + _DAY * max(0, min(days, LONGEST))


def _asked(ask: Ask, plan: Plan, key: MeasureId | None, last: dt.date, past: dt.date | None) -> Reply:
    """Ask until when: a week, the end of the month, or of what is to be done."""
    today = ask.today
    month = today.replace(day=monthrange(today.year, today.month)[1])
    ends = _end(ask, plan, key)
    found = {today + _DAY * WEEK: DayOption(day=today + _DAY * WEEK, days=WEEK)}
    for day in (month, ends):
        if day is not None and day > today:
            found.setdefault(day, DayOption(day=day, days=None))
    options = tuple(found[day] for day in sorted(found) if day <= last) or (DayOption(day=last, days=None),)
    of_measure = {} if key is None else {"measure": str(key)}
    leads = tuple(
        Intent(
            "reminder.mute",
            {**of_measure, **({"until": one.day.isoformat()} if one.days is None else {"days": one.days})},
        )
        for one in options
    )
    answer = MuteAsks(
        measure=key, today=today, options=options, plan_ends=ends, last=max(last, today), past=past
    )
    return Reply(answer=answer, leads=leads, changes=own.until_asked(ask, key, silent=True))


def _end(ask: Ask, plan: Plan, key: MeasureId | None) -> dt.date | None:
    """Return until when there is anything to do: of the measure, or of the asker's units."""
    if key is not None:
        return plan.measures[key].end
    units = own.units_of(ask.asker.member) if ask.asker.member is not None else ()
    ends = [one.end for unit in units for one in plan.of_unit(unit) if not one.done and one.end is not None]
    return max(ends, default=None)


def unmute(ask: Ask) -> Reply:
    """Be reminded again, of a measure or of everything."""
    member, plan = own.need(ask), ask.shelf.plan()
    found: Own = ask.found
    key = own.measure(ask, plan)
    lines = own.muted_lines(found, plan)
    ended = [one for one in lines if key is None or one.measure == key]
    still = tuple(one for one in lines if one not in ended)
    answer = MuteLifted(measure=key, was=bool(ended), still=still)
    leads = (
        Intent("reminder.show"),
        *((Intent("reminder.unmute"),) if still else ()),
        Intent("measure.mine"),
    )
    if not ended:
        return Reply(answer=answer, leads=leads)
    lifted = MuteEnded(member.person_id, None if key is None else found.measures[key])
    return Reply(answer=answer, leads=leads, changes=(lifted, Done(_deed(member, plan, key))))


def _deed(member: Member, plan: Plan, key: MeasureId | None) -> Deed:
    return Deed(action="reminder.unmute", subject=own.subject(member, plan, key))
