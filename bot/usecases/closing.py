"""A day is closed, or opened: read back with what it moves, confirmed, and told to those whom it concerns."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.agenda import workdays
from bot.answers import Reply, StepStale
from bot.answers.office import DayDecided, DayNotTaken, DayToConfirm, WhichDay
from bot.changes import Done
from bot.changes_office import DaySet, DutiesPlanned, RemindersMade
from bot.dialogue import DaySetting
from bot.intent import Intent
from bot.store.audit import Deed
from bot.usecases import calendar, drafting, moving, permission, planning, slots
from bot.usecases.moving import Scheme
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    from typing import Literal

    from sqlmodel import Session

    from bot.answers import Answer
    from bot.changes import Change
    from bot.store.office import Office
    from bot.usecases.asker import Ask

LONGEST_NAME = 200
"""Characters of what a day is called."""
AHEAD = dt.timedelta(days=730)
"""How far ahead a day may be: what lies further is a slip."""
MOST_OFFERED = 5


def gather(session: Session, ask: Ask) -> Scheme | None:
    """Find what the steps of the agency's reminders follow from."""
    if ask.asker.agency_id is None or not permission.may(ask, Right.OFFICE):
        return None
    return moving.gather(session, ask.asker.agency_id, ask.today)


def close(ask: Ask) -> Reply:
    """Take a day on which the agency will be closed; ask for it, or read it back."""
    return _begin(ask, closing=True)


def open_(ask: Ask) -> Reply:
    """Take a day on which the agency will work; ask for it, or read it back."""
    return _begin(ask, closing=False)


def _begin(ask: Ask, *, closing: bool) -> Reply:
    permission.need(ask, Right.OFFICE)
    before = ask.present.state
    kept = before if isinstance(before, DaySetting) and before.closed is closing else None
    said = ask.intent.slots
    day = slots.day(said.get("on", said.get("until")))  # a day that is chosen with a button is its until
    name, named_by = _name(said.get("text")), ask.message_id
    if name is None and kept is not None:
        name, named_by = kept.name, kept.named_by
    state = DaySetting(
        closed=closing,
        day=None if day is None else day.isoformat(),
        name=name if closing else None,
        named_by=named_by if closing and name is not None else None,
        messages=_messages(ask, kept),
    )
    return shown(ask, state)


def _name(said: object) -> str | None:
    return " ".join(said.split()) or None if isinstance(said, str) else None


def _messages(ask: Ask, kept: DaySetting | None) -> tuple[str, ...]:
    before = kept.messages if kept is not None else ()
    return before if ask.message_id is None else tuple(dict.fromkeys((*before, ask.message_id)))


def again(ask: Ask) -> Reply:
    """Put what is under way once more."""
    permission.need(ask, Right.OFFICE)
    state = ask.present.state
    return shown(ask, state if isinstance(state, DaySetting) else DaySetting(closed=True))


def shown(ask: Ask, state: DaySetting) -> Reply:
    """Ask for the day, or read it back with what it moves."""
    scheme: Scheme = ask.found
    number = ask.present.next_number
    if state.day is None:
        return _asked(ask, scheme, state, number)
    day = dt.date.fromisoformat(state.day)
    then = _checked(ask, scheme, state, day)
    shift = moving.shift(scheme, then, ask.today)
    answer = DayToConfirm(
        day=calendar.day_off(scheme.office, day, closed=state.closed, name=state.name),
        weekend=day.weekday() >= workdays.SATURDAY,
        moves=shift.moves,
        people=len(shift.people),
        dialogue=number,
    )
    leads = (Intent("confirm", {"dialogue": number}), Intent("cancel", {"dialogue": number}))
    return _reply(scheme, answer, leads, drafting.turned(ask, state))


def _reply(scheme: Scheme, answer: Answer, leads: tuple[Intent, ...], *made: Change) -> Reply:
    """Return an answer that may call days by their names."""
    return Reply(answer=answer, leads=leads, changes=made, sources=calendar.named_by(scheme.office))


def _asked(ask: Ask, scheme: Scheme, state: DaySetting, number: int) -> Reply:
    own = [day for day, closed in sorted(scheme.office.closures.items()) if closed and day >= ask.today]
    answer = WhichDay(
        closing=state.closed,
        dialogue=number,
        today=ask.today,
        last=ask.today + AHEAD,
        own=tuple(calendar.day_off(scheme.office, day) for day in own[:MOST_OFFERED]),
    )
    leads = (Intent("calendar.list"), Intent("cancel", {"dialogue": number}))
    return _reply(scheme, answer, leads, drafting.turned(ask, state))


def _checked(ask: Ask, scheme: Scheme, state: DaySetting, day: dt.date) -> Office:
    """Return the office as it will be. Raises NoData with what is wrong with the day."""
    why: Literal["past", "too_far", "long_name", "as_it_is", "no_day_left"] | None = None
    then = scheme.office
    if day < ask.today:
        why = "past"
    elif day > ask.today + AHEAD:
        why = "too_far"
    elif planning.workdays(scheme.office).is_working(day) is not state.closed:
        why = "as_it_is"
    elif len(state.name or "") > LONGEST_NAME:
        why = "long_name"
    else:
        then = _with_day(scheme.office, day, closed=_to_write(day, closed=state.closed))
        why = "no_day_left" if planning.workdays(then).rest(day) >= workdays.LONGEST_REST else None
    if why is None:
        return then
    answer = DayNotTaken(
        closing=state.closed,
        day=calendar.day_off(scheme.office, day),
        weekend=day.weekday() >= workdays.SATURDAY,
        why=why,
        last=ask.today + AHEAD,
        most=LONGEST_NAME,
    )
    another = None if why in {"as_it_is", "long_name"} else replace(state, day=None)
    leads = (Intent("calendar.list"), Intent("calendar.close" if state.closed else "calendar.open"))
    raise NoData(_reply(scheme, answer, leads, drafting.turned(ask, another)))


def _to_write(day: dt.date, *, closed: bool) -> bool | None:
    """Return what is written down of a day; None: nothing, for it is so by itself."""
    return None if calendar.off_by_default(day) is closed else closed


def _with_day(office: Office, day: dt.date, *, closed: bool | None) -> Office:
    closures = {key: value for key, value in office.closures.items() if key != day}
    return replace(office, closures=closures if closed is None else {**closures, day: closed})


def confirm(ask: Ask) -> Reply:
    """Do it, and tell those whose date it moves."""
    me = permission.need(ask, Right.OFFICE)
    scheme: Scheme = ask.found
    state = ask.present.state
    over = drafting.turned(ask, None)
    if not isinstance(state, DaySetting) or state.day is None:
        return Reply(answer=StepStale(open=False), leads=(Intent("calendar.list"),), changes=(over,))
    day = dt.date.fromisoformat(state.day)
    then = _checked(ask, scheme, state, day)
    shift = moving.shift(scheme, then, ask.today, but=me.person_id)
    written = DaySet(day, _to_write(day, closed=state.closed), state.name, state.named_by)
    deed = Deed(
        action="calendar.close" if state.closed else "calendar.open",
        subject=f"day {day.isoformat()}",
        before={"works": state.closed},
        after={"works": not state.closed},
    )
    answer = DayDecided(
        day=calendar.day_off(scheme.office, day, closed=state.closed, name=state.name),
        weekend=day.weekday() >= workdays.SATURDAY,
        moves=shift.moves,
        people=len(shift.people),
        told=len({one.person_id for one in shift.told}),
    )
    undo = Intent("calendar.open" if state.closed else "calendar.close", {"on": day.isoformat()})
    return Reply(
        answer=answer,
        leads=(Intent("calendar.list"), undo, Intent("ladder.show")),
        changes=(over, written, DutiesPlanned(shift.stands), RemindersMade(shift.told), Done(deed)),
        sources=() if state.named_by is None else (state.named_by,),
    )
