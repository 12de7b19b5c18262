"""Asking for more time: which measure, until when and why; read back, confirmed, and sent to who decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply, Tell
from bot.changes import Done, ExtensionAsked
from bot.dialogue import Extending
from bot.intent import Intent
from bot.store import extensions, people
from bot.store.audit import Deed
from bot.usecases import announcing, drafting, lines, permission, slots, wishes
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal

    from sqlmodel import Session

    from bot.store.extensions import Asked
    from bot.store.people import Recipient
    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan

STEPS = (7, 14, 30)
"""Days more that are offered as buttons."""
LONGEST = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """What waits already, and how those are reached who decide."""

    waiting: Sequence[Asked] = ()
    reach: Mapping[int, Recipient] = field(default_factory=dict)


def gather(session: Session, ask: Ask) -> Counter:
    """Find the wishes that wait, and who decides on them."""
    agency_id = ask.asker.agency_id
    if agency_id is None or ask.asker.member is None:
        return Counter()
    admins = announcing.admins(people.members(session, agency_id))
    return Counter(
        waiting=extensions.waiting(session, agency_id),
        reach=announcing.reach(session, [one.person_id for one in admins]),
    )


def extend(ask: Ask) -> Reply:
    """Put what was said into the wish, and ask for the rest or read it back."""
    permission.need(ask, Right.EXTEND)
    state = ask.present.state
    return shown(ask, _extended(ask, state if isinstance(state, Extending) else Extending()))


def _extended(ask: Ask, wish: Extending) -> Extending:
    """Return the wish with what was said put into it. Raises NoData with what is wrong with it."""
    plan, said = ask.shelf.plan(), ask.intent.slots
    named = slots.measure(ask.intent)
    if named is not None and str(named) != wish.measure:
        kept = wish.until if wish.measure is None else None
        wish = replace(wish, measure=str(named), unit=None, until=kept)
    note = said.get("note")
    wish = _with_message(ask, wish, note.strip() if isinstance(note, str) else "")
    day = slots.day(said.get("until"))
    if day is not None:
        wish = replace(wish, until=day.isoformat())
    if wish.measure is None:
        return wish
    key = MeasureId.parse(wish.measure)
    _may_be_asked(ask, plan, key)
    wish = _of_unit(ask, plan, wish, key)
    until = _so_many_days(ask, plan, key) or slots.day(wish.until)
    return wish if until is None else replace(wish, until=_checked(ask, plan, wish, until).isoformat())


def _of_unit(ask: Ask, plan: Plan, wish: Extending, key: MeasureId) -> Extending:
    """Return the wish with a unit that the asker may speak for, None if it is to be asked. Raises NoData."""
    found = drafting.candidates(ask, plan, key)
    if not found:
        line = lines.measure_line(plan, key, ask.today)
        units = ask.asker.member.units if ask.asker.member is not None else ()
        raise NoData(
            Reply(
                answer=answers.NotYours(measure=line, units=units),
                leads=(Intent("measure.mine"),),
                changes=(drafting.turned(ask, None),) if wish.unit is not None else (),
            )
        )
    said = slots.unit(ask.intent)
    if said in found:
        return replace(wish, unit=said)
    if len(found) == 1:
        return replace(wish, unit=found[0])
    return wish if wish.unit in found else replace(wish, unit=None)


def _with_message(ask: Ask, wish: Extending, reason: str) -> Extending:
    """Add the message, the one with the reason last: whoever takes that back takes the wish back."""
    if reason:
        wish = replace(wish, reason=reason)
    if ask.message_id is None or ask.message_id in wish.messages:
        return wish
    others = wish.messages
    return replace(wish, messages=(*others, ask.message_id) if reason else (ask.message_id, *others))


def _may_be_asked(ask: Ask, plan: Plan, key: MeasureId) -> None:
    """Raise NoData where no more time can be asked for."""
    if key not in plan.measures:
        missing = answers.NotFound(kind="measure", key=str(key), year=plan.year)
        raise NoData(Reply(answer=missing, leads=(Intent("measure.mine"), Intent("measure.list"))))
    line = lines.measure_line(plan, key, ask.today)
    found: Counter = ask.found
    earlier = next((one for one in found.waiting if one.year == plan.year.be and one.measure == key), None)
    why: Literal["done", "waits", "year_ends"] | None = None
    if plan.measures[key].done:
        why = "done"
    elif earlier is not None:
        why = "waits"
    elif max(line.due, ask.today) >= plan.year.last_day:
        why = "year_ends"
    if why is not None:
        waits = None if earlier is None else wishes.wish(ask, earlier)
        answer = answers.ExtensionNeedless(plan_year=plan.year, measure=line, why=why, wish=waits)
        raise NoData(
            Reply(
                answer=answer,
                leads=(Intent("measure.show", {"measure": str(key)}), Intent("measure.mine")),
                changes=(drafting.turned(ask, None),) if isinstance(ask.present.state, Extending) else (),
                about=lines.about(plan, key),
            )
        )


# --- until when -----------------------------------------------------------------------------------------


def _so_many_days(ask: Ask, plan: Plan, key: MeasureId) -> dt.date | None:
    """Return the day that is so many days after the deadline, or after today once that is past."""
    days = slots.number(ask.intent, "days")
    if days is None:
        return None
    due = lines.measure_line(plan, key, ask.today).due
    return max(due, ask.today) + dt.timedelta(days=max(-LONGEST, min(days, LONGEST)))


def _checked(ask: Ask, plan: Plan, wish: Extending, until: dt.date) -> dt.date:
    """Return the day if it can be the new deadline. Raises NoData with the question put again."""
    due = lines.measure_line(plan, MeasureId.parse(wish.measure or ""), ask.today).due
    wrong: Literal["not_later", "past", "after_year"] | None = None
    if until <= due:
        wrong = "not_later"
    elif until < ask.today:
        wrong = "past"
    elif until > plan.year.last_day:
        wrong = "after_year"
    if wrong is None:
        return until
    again = replace(wish, until=None)
    reply = _asked(ask, plan, again)
    answer = reply.answer
    if isinstance(answer, answers.ExtensionAsks):
        answer = replace(answer, wrong=wrong, said=until)
    raise NoData(replace(reply, answer=answer, changes=(drafting.turned(ask, again),)))


# --- what is said back ----------------------------------------------------------------------------------


def shown(ask: Ask, wish: Extending) -> Reply:
    """Ask for what is missing, or read the wish back."""
    plan = ask.shelf.plan()
    change = (drafting.turned(ask, wish),)
    if wish.want is not None:
        return replace(_asked(ask, plan, wish), changes=change)
    key = MeasureId.parse(wish.measure or "")
    answer = answers.ExtensionShown(
        plan_year=plan.year,
        dialogue=ask.present.next_number,
        measure=lines.measure_line(plan, key, ask.today),
        unit=wish.unit or "",
        until=dt.date.fromisoformat(wish.until or ""),
        reason=wish.reason or "",
    )
    number = {"dialogue": ask.present.next_number}
    leads = (Intent("confirm", number), Intent("cancel", number))
    return Reply(answer=answer, leads=leads, changes=change, about=lines.about(plan, key))


def _asked(ask: Ask, plan: Plan, wish: Extending) -> Reply:
    """Ask for the first thing that is missing, with what it may be as buttons."""
    key = None if wish.measure is None else MeasureId.parse(wish.measure)
    line = None if key is None else lines.measure_line(plan, key, ask.today)
    want = wish.want or "until"
    own = drafting.own_measures(ask, plan) if want == "measure" else ()
    units = drafting.candidates(ask, plan, key) if want == "unit" and key is not None else ()
    days = _days(ask, plan, line) if want == "until" and line is not None else ()
    of_measure = {} if wish.measure is None else {"measure": wish.measure}
    leads = (
        *(Intent("deadline.extend", {"measure": str(one.measure)}) for one in own[: drafting.MOST_OWN]),
        *(Intent("deadline.extend", {**of_measure, "unit": unit}) for unit in units),
        *(Intent("deadline.extend", {**of_measure, "until": day.isoformat()}) for day in days),
        Intent("cancel", {"dialogue": ask.present.next_number}),
    )
    answer = answers.ExtensionAsks(
        plan_year=plan.year,
        want=want,  # type: ignore[arg-type]  # what a wish wants is one of these four
        measure=line,
        unit=wish.unit,
        until=None if wish.until is None else dt.date.fromisoformat(wish.until),
        units=tuple(ask.shelf.unit(unit) for unit in units),
        own=own,
        days=days,
        first=None if line is None else max(line.due + dt.timedelta(days=1), ask.today),
        last=plan.year.last_day,
    )
    return Reply(answer=answer, leads=leads)


def _days(ask: Ask, plan: Plan, line: answers.MeasureLine) -> tuple[dt.date, ...]:
    start = max(line.due, ask.today)
    found = (start + dt.timedelta(days=step) for step in STEPS)
    return tuple(day for day in found if day <= plan.year.last_day)


# --- confirm --------------------------------------------------------------------------------------------


def confirm(ask: Ask) -> Reply:
    """Send what was read back to those who decide."""
    permission.need(ask, Right.EXTEND)
    plan, wish = ask.shelf.plan(), ask.present.state
    if not isinstance(wish, Extending) or wish.want is not None or wish.measure is None:
        return shown(ask, wish if isinstance(wish, Extending) else Extending())
    key = MeasureId.parse(wish.measure)
    _may_be_asked(ask, plan, key)
    checked = _of_unit(ask, plan, wish, key)
    if checked != wish:  # it was read back with a unit that the asker is not in any more
        return shown(ask, checked)
    until = _checked(ask, plan, wish, dt.date.fromisoformat(wish.until or ""))
    line = lines.measure_line(plan, key, ask.today)
    asked = ExtensionAsked(
        year=plan.year.be,
        measure=wish.measure,
        unit=wish.unit or "",
        due=line.due,
        until=until,
        reason=wish.reason or "",
        message_id=wish.messages[-1] if wish.messages else None,
    )
    deed = Deed(
        action="deadline.ask",
        subject=f"measure {plan.year.be} {key} {asked.unit}",
        before={"due": line.due.isoformat()},
        after={"until": until.isoformat()},
    )
    tells = _told(ask, plan, line, asked)
    answer = answers.ExtensionSent(
        plan_year=plan.year, measure=line, unit=asked.unit, until=until, told=len(tells)
    )
    return Reply(
        answer=answer,
        leads=(
            Intent("measure.mine"),
            Intent("measure.show", {"measure": wish.measure}),
            Intent("deadline.list"),
        ),
        changes=(drafting.turned(ask, None), asked, Done(deed)),
        tells=tells,
        about=lines.about(plan, key),
    )


def _told(ask: Ask, plan: Plan, line: answers.MeasureLine, asked: ExtensionAsked) -> tuple[Tell, ...]:
    """Tell those who decide; whoever asked and decides as well finds the wish in the queue."""
    found: Counter = ask.found
    me = ask.asker.member
    answer = answers.ExtensionRequested(
        plan_year=plan.year,
        measure=line,
        unit=asked.unit,
        until=asked.until,
        reason=asked.reason,
        name=me.name if me is not None else None,
    )
    reply = Reply(answer=answer, leads=announcing.TO_THE_QUEUE, about=lines.about(plan, line.measure))
    return tuple(
        Tell(recipient=recipient, reply=reply)
        for person, recipient in found.reach.items()
        if me is None or person != me.person_id
    )
