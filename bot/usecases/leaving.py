"""Noting a leave: whose, from when to when, and who stands in; read back, and confirmed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.answers import Reply
from bot.answers.leaves import (
    Colleague,
    LeaveAsksDays,
    LeaveAsksSubstitute,
    LeaveAsksWho,
    LeaveDays,
    LeaveFault,
    LeaveNoted,
    LeaveShown,
    SubstituteFault,
)
from bot.changes import Done
from bot.changes_office import LeaveMade
from bot.dialogue import Leaving
from bot.intent import Intent
from bot.roles import AT_WORK
from bot.store.audit import Deed
from bot.store.leaves import New
from bot.usecases import drafting, joining, permission, slots
from bot.usecases.permission import Right
from bot.usecases.roll import DAY, Roll, may_note, told
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.agenda.workdays import Workdays
    from bot.changes import Change
    from bot.store.duties import UnitDuties
    from bot.usecases.asker import Ask

LONGEST = 366
"""Days of one leave, and how far ahead it may begin."""
MOST = 10
"""People that are offered; any other can be named."""


def set_(ask: Ask) -> Reply:
    """Put what was said into the leave, and ask for the rest or read it back."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    me = permission.need(ask, Right.LEAVE)
    said = ask.intent.slots
    state = ask.present.state
    leave = state if isinstance(state, Leaving) else Leaving(person=me.person_id)
    if said.get("other") is True:
        return _asks_who(ask)
    person = slots.key(ask.intent, "person")
    if person is not None and person != leave.person:
        leave = Leaving(person=person)
    if not may_note(ask, leave.person):
        raise NoData(permission.refusal(ask, Right.LEAVES))
    if ask.message_id is not None and ask.message_id not in leave.messages:
        leave = replace(leave, messages=(*leave.messages, ask.message_id))
    return _put(ask, leave, said)


def _asks_who(ask: Ask) -> Reply:
    permission.need(ask, Right.LEAVES)
    roll: Roll = ask.found
    me = ask.asker.member
    others = [key for key in roll.members if may_note(ask, key) and (me is None or key != me.person_id)]
    shown = others[:MOST]
    answer = LeaveAsksWho(people=tuple(map(roll.colleague, shown)), rest=len(others) - len(shown))
    return Reply(answer=answer, leads=(Intent("leave.set"), Intent("leave.list")))


def _put(ask: Ask, leave: Leaving, said: Mapping[str, Any]) -> Reply:
    """Take the days first, then who stands in. What is wrong is said, and asked again."""
    days = _said_days(leave, said)
    taken = leave if days is None else _with_days(ask, leave, *days)
    if isinstance(taken, Reply):
        return taken
    if taken.first is None or taken.last is None:
        return _asks_days(ask, taken)
    chosen = _substitute(ask, taken, said)
    if isinstance(chosen, Reply):
        return chosen
    if chosen is not None:
        taken = replace(taken, substitute=chosen)
    # Also one chosen before: the days may be others by now.
    return (_unfit(ask, taken, taken.substitute) if taken.substitute else None) or shown(ask, taken)


def _with_days(ask: Ask, leave: Leaving, first: dt.date, last: dt.date | None) -> Leaving | Reply:
    """Return the leave with its days, or what is wrong with them. What has begun counts from today."""
    if last is None:
        if first < ask.today:
            return _asks_days(ask, replace(leave, first=None), wrong="past", said=(first, first))
        return replace(leave, first=first.isoformat(), last=None)
    fault, other = _fault(ask, leave.person, first, last)
    if fault is not None:
        again = replace(leave, first=None, last=None)
        return _asks_days(ask, again, wrong=fault, said=(first, last), other=other)
    return replace(leave, first=max(first, ask.today).isoformat(), last=last.isoformat())


# --- days -----------------------------------------------------------------------------------------------


def _said_days(leave: Leaving, said: Mapping[str, Any]) -> tuple[dt.date, dt.date | None] | None:
    """Return the days that were said; a day alone is the first, or the last if the first is known."""
    first, last, one = slots.day(said.get("first")), slots.day(said.get("last")), slots.day(said.get("until"))
    if first is not None:
        return first, last or first
    if one is None:
        return None
    known = slots.day(leave.first)
    return (known, one) if known is not None and leave.last is None else (one, None)


def _fault(
    ask: Ask, person: int, first: dt.date, last: dt.date
) -> tuple[LeaveFault | None, LeaveDays | None]:
    """Say what is the matter with days; what has begun already counts from today."""
    roll: Roll = ask.found
    if last < first:
        return "backwards", None
    if last < ask.today:
        return "past", None
    if (last - first).days >= LONGEST:
        return "long", None
    if (first - ask.today).days > LONGEST:
        return "far", None
    other = roll.away(person, max(first, ask.today), last)
    return (None, None) if other is None else ("overlap", roll.span(other.first, other.last))


def _asks_days(
    ask: Ask,
    leave: Leaving,
    *,
    wrong: LeaveFault | None = None,
    said: tuple[dt.date, dt.date] | None = None,
    other: LeaveDays | None = None,
) -> Reply:
    roll: Roll = ask.found
    first = slots.day(leave.first)
    answer = LeaveAsksDays(
        who=who(ask, leave.person),
        first=first,
        choices=_choices(ask.today, first, roll.days),
        earliest=first or ask.today,
        latest=(first or ask.today) + dt.timedelta(days=LONGEST - 1),
        wrong=wrong,
        said=said,
        other=other,
    )
    ends = (Intent("leave.list"),) if wrong == "overlap" else ()
    leads = (
        *(
            Intent("leave.set", {"first": start.isoformat(), "last": end.isoformat()})
            for start, end in answer.choices
        ),
        *ends,
        Intent("cancel", {"dialogue": ask.present.next_number}),
    )
    return Reply(answer=answer, leads=leads, changes=(drafting.turned(ask, leave),))


def _choices(today: dt.date, first: dt.date | None, days: Workdays) -> tuple[tuple[dt.date, dt.date], ...]:
    """Return days that people often mean: today, the next working day, all of next week; or how long."""
    if first is not None:
        return tuple((first, first + DAY * more) for more in (0, 1, 2, 4))
    following = days.on_or_after(today + DAY)
    monday = today + DAY * (7 - today.weekday())
    return tuple(dict.fromkeys([(today, today), (following, following), (monday, monday + DAY * 4)]))


def who(ask: Ask, person: int) -> Colleague | None:
    """Return whose leave it is, None for the asker's own."""
    roll: Roll = ask.found
    me = ask.asker.member
    return None if me is not None and me.person_id == person else roll.colleague(person)


# --- who stands in --------------------------------------------------------------------------------------


def _fit(ask: Ask, leave: Leaving) -> list[int]:
    """Return who could stand in: people who can be told and are there, of the same unit first."""
    roll: Roll = ask.found
    first, last = _days_of(leave)
    absent = roll.members.get(leave.person)
    mine = {post.unit for post in absent.posts if post.role in AT_WORK} if absent is not None else set()
    near: list[int] = []
    far: list[int] = []
    for key, member in roll.members.items():
        if key == leave.person or key not in roll.reachable or roll.away(key, first, last) is not None:
            continue
        (near if mine & set(member.units) else far).append(key)
    return [*near, *far]


def _days_of(leave: Leaving) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(leave.first or ""), dt.date.fromisoformat(leave.last or "")


def _substitute(ask: Ask, leave: Leaving, said: Mapping[str, Any]) -> int | Reply | None:
    """Return who was said to stand in, 0 for nobody, None if nothing was said; or what is wrong with it."""
    if said.get("substitute") == 0:
        return 0
    key = slots.key(ask.intent, "substitute")
    if key is not None:
        return key
    name = said.get("text")
    if not isinstance(name, str) or not name.strip():
        return None
    found = _named(ask.found, name)
    if len(found) == 1:
        return found[0]
    return _asks_substitute(
        ask, leave, wrong="several" if found else "unknown", said=name.strip(), among=found or None
    )


def _named(roll: Roll, name: str) -> list[int]:
    """Return who may be meant by a name: whoever is called that, else whoever has it in their name."""
    wanted = _plain(name)
    called = {key: _plain(one.name) for key, one in roll.members.items() if one.name}
    exact = [key for key, own in called.items() if own == wanted]
    if exact or not wanted:
        return exact
    return [key for key, own in called.items() if wanted in own or own in wanted]


def _plain(name: str) -> str:
    return "".join(name.casefold().split())


def _unfit(ask: Ask, leave: Leaving, person: int) -> Reply | None:
    """Ask again where somebody cannot stand in."""
    roll: Roll = ask.found
    if person == leave.person:
        return _asks_substitute(ask, leave, wrong="self")
    if person not in roll.members or person not in roll.reachable:
        name = roll.members[person].name if person in roll.members else None
        return _asks_substitute(ask, leave, wrong="unknown", said=name)
    other = roll.away(person, *_days_of(leave))
    if other is None:
        return None
    name = roll.members[person].name
    return _asks_substitute(ask, leave, wrong="away", said=name, away=roll.span(other.first, other.last))


def _asks_substitute(  # noqa: PLR0913 (what is wrong, by name)
    ask: Ask,
    leave: Leaving,
    *,
    wrong: SubstituteFault | None = None,
    said: str | None = None,
    away: LeaveDays | None = None,
    among: Iterable[int] | None = None,
) -> Reply:
    roll: Roll = ask.found
    fit = _fit(ask, leave)
    if among is not None:
        fit = [one for one in fit if one in set(among)]
    offered = fit[:MOST]
    answer = LeaveAsksSubstitute(
        who=who(ask, leave.person),
        days=roll.span(*_days_of(leave)),
        people=tuple(map(roll.colleague, offered)),
        rest=len(fit) - len(offered),
        wrong=wrong,
        said=said,
        away=away,
    )
    leads = (Intent("leave.set", {"substitute": 0}), Intent("cancel", {"dialogue": ask.present.next_number}))
    return Reply(answer=answer, leads=leads, changes=(drafting.turned(ask, replace(leave, substitute=None)),))


# --- reading back, and done -----------------------------------------------------------------------------


def shown(ask: Ask, leave: Leaving) -> Reply:
    """Ask for what is missing, or read the leave back."""
    if leave.first is None or leave.last is None:
        return _asks_days(ask, leave)
    if leave.substitute is None:
        return _asks_substitute(ask, leave)
    roll: Roll = ask.found
    first, last = _days_of(leave)
    alone = () if leave.substitute else _alone(roll, leave.person, first, last)
    number = ask.present.next_number
    answer = LeaveShown(
        who=who(ask, leave.person),
        days=roll.span(first, last),
        substitute=roll.colleague(leave.substitute) if leave.substitute else None,
        alone=tuple(ask.shelf.unit(one.unit) for one in alone),
        open=sum(one.count for one in alone),
        stands_in=tuple(
            roll.colleague(one.person_id)
            for one in roll.leave
            if one.substitute_id == leave.person and one.first <= last and one.last >= first
        ),
        dialogue=number,
    )
    leads = (
        Intent("confirm", {"dialogue": number}),
        Intent("cancel", {"dialogue": number}),
    )
    return Reply(answer=answer, leads=leads, changes=(drafting.turned(ask, leave),))


def _alone(roll: Roll, person: int, first: dt.date, last: dt.date) -> list[UnitDuties]:
    """Return units of which nobody would be reminded while somebody is away without a substitute."""
    mine = {one.unit_id for one in roll.hearers if one.person_id == person and one.role in AT_WORK}
    heard = {
        one.unit_id
        for one in roll.hearers
        if one.role in AT_WORK and one.person_id != person and roll.away(one.person_id, first, last) is None
    }
    return [one for one in roll.open if one.unit_id in mine - heard]


def confirm(ask: Ask) -> Reply:
    """Write the leave down, if it is still as it was read back."""
    state = ask.present.state
    roll: Roll = ask.found
    permission.need(ask, Right.LEAVE)
    if not isinstance(state, Leaving):
        raise slots.BadSlots(repr(state))
    if not state.ready:
        return shown(ask, state)
    if not may_note(ask, state.person):
        raise NoData(permission.refusal(ask, Right.LEAVES))
    first, last = _days_of(state)
    fault, other = _fault(ask, state.person, first, last)
    if fault is not None:
        again = replace(state, first=None, last=None)
        return _asks_days(ask, again, wrong=fault, said=(first, last), other=other)
    if state.substitute:
        unfit = _unfit(ask, state, state.substitute)
        if unfit is not None:
            return unfit
    answer = LeaveNoted(
        who=who(ask, state.person),
        days=roll.span(first, last),
        substitute=roll.colleague(state.substitute) if state.substitute else None,
    )
    leads = (Intent("leave.list"), Intent("leave.end"), Intent("measure.mine"))
    return Reply(answer=answer, leads=leads, changes=_changes(ask, state))


def _changes(ask: Ask, leave: Leaving) -> tuple[Change, ...]:
    first, last = _days_of(leave)
    facts: dict[str, Any] = {"first": first.isoformat(), "until": last.isoformat()}
    substitute = leave.substitute or None
    with_whom = {} if substitute is None else {"substitute": substitute}
    deeds = [Deed(action="leave.set", subject="leave", after={**facts, **with_whom}, person_id=leave.person)]
    if substitute is not None:
        deeds.append(Deed(action="leave.act", subject="leave", after=facts, person_id=substitute))
    new = New(person_id=leave.person, substitute_id=substitute, first=first, last=last)
    return (
        drafting.turned(ask, None),
        LeaveMade(new=new, told=told(ask, new)),
        *map(Done, deeds),
    )
