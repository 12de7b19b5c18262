"""Who is on leave, and the end of a leave: called off before it begins, or over sooner than was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import answers
from bot.answers import Reply
from bot.answers.leaves import Colleague, LeaveEndAsks, LeaveEndWhich, LeaveEntry, LeaveList, LeaveOver
from bot.changes import Done
from bot.changes_office import LeaveEnded
from bot.dialogue import EndingLeave
from bot.intent import Intent
from bot.roles import Role
from bot.store.audit import Deed
from bot.store.reminders import NewReminder
from bot.usecases import drafting, joining, permission, slots
from bot.usecases.cards import BACK
from bot.usecases.permission import Right
from bot.usecases.roll import DAY, Roll, may_note

if TYPE_CHECKING:
    from bot.store.leaves import Kept
    from bot.store.people import Member
    from bot.usecases.asker import Ask

MOST = 12
_SEE_ALL = frozenset({Role.ADMIN, Role.AUDITOR})


# --- who is away ----------------------------------------------------------------------------------------


def list_(ask: Ask) -> Reply:
    """Show who is away, today and in the days ahead: of one's own units, or of all."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    me = permission.need(ask, Right.LEAVE)
    roll: Roll = ask.found
    whole = any(post.role in _SEE_ALL for post in me.posts)
    seen = [one for one in roll.leave if whole or _concerns(roll, me, one)]
    answer = LeaveList(
        agency_short=ask.shelf.short,
        today=ask.today,
        rows=tuple(entry(ask, one) for one in seen[:MOST]),
        count=len(seen),
        whole=whole,
    )
    others = (Intent("leave.set", {"other": True}),) if permission.may(ask, Right.LEAVES) else ()
    return Reply(answer=answer, leads=(Intent("leave.set"), *others, Intent("measure.mine")))


def _concerns(roll: Roll, me: Member, leave: Kept) -> bool:
    """Whether a leave is one's own, of a colleague of the same unit, or one in which one stands in."""
    if me.person_id in {leave.person_id, leave.substitute_id}:
        return True
    other = roll.members.get(leave.person_id)
    return other is not None and bool(set(other.units) & set(me.units))


def entry(ask: Ask, leave: Kept) -> LeaveEntry:
    """Return a leave with what may be done about it."""
    roll: Roll = ask.found
    me = ask.asker.member
    substitute = None
    if leave.substitute_id is not None:
        known = roll.colleague(leave.substitute_id)
        substitute = Colleague(number=known.number, name=leave.substitute, units=known.units)
    return LeaveEntry(
        id=leave.id,
        who=Colleague(number=leave.person_id, name=leave.name, units=roll.colleague(leave.person_id).units),
        own=me is not None and me.person_id == leave.person_id,
        days=roll.span(leave.first, leave.last),
        now=leave.first <= ask.today <= leave.last,
        substitute=substitute,
        gone=leave.substitute_id is not None and leave.substitute_id not in roll.reachable,
        may_end=may_note(ask, leave.person_id),
    )


# --- its end --------------------------------------------------------------------------------------------


def end(ask: Ask) -> Reply:
    """Ask whether a leave is over; without saying which, the only one of one's own."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    me = permission.need(ask, Right.LEAVE)
    roll: Roll = ask.found
    key = slots.key(ask.intent, "leave")
    if key is None:
        own = [one for one in roll.leave if one.person_id == me.person_id]
        if not own:
            return Reply(answer=LeaveOver(entry=None), leads=(Intent("leave.set"), Intent("leave.list")))
        if len(own) > 1:
            return Reply(
                answer=LeaveEndWhich(rows=tuple(entry(ask, one) for one in own[:MOST])),
                leads=(Intent("leave.list"),),
            )
        key = own[0].id
    leave = _leave(roll, key)
    if leave is None:
        return Reply(answer=answers.StepStale(open=False), leads=(Intent("leave.list"), Intent("help")))
    if not may_note(ask, leave.person_id):
        return permission.refusal(ask, Right.LEAVES)
    number = ask.present.next_number
    return Reply(
        answer=LeaveEndAsks(entry=entry(ask, leave), dialogue=number),
        leads=(Intent("confirm", {"dialogue": number}), Intent("cancel", {"dialogue": number})),
        changes=(drafting.turned(ask, EndingLeave(leave=leave.id)),),
    )


def _leave(roll: Roll, key: int) -> Kept | None:
    return next((one for one in roll.leave if one.id == key), None)


def confirm(ask: Ask) -> Reply:
    """End the leave: from now on its person is reminded again, of what is open too."""
    permission.need(ask, Right.LEAVE)
    state = ask.present.state
    roll: Roll = ask.found
    over = drafting.turned(ask, None)
    leave = _leave(roll, state.leave) if isinstance(state, EndingLeave) else None
    leads = (Intent("measure.mine"), Intent("leave.list"))
    if leave is None:
        return Reply(answer=answers.StepStale(open=False), leads=leads, changes=(over,))
    if not may_note(ask, leave.person_id):
        return permission.refusal(ask, Right.LEAVES)
    begun = leave.first <= ask.today
    last = ask.today - DAY if begun else None
    facts: dict[str, Any] = {"first": leave.first.isoformat(), "until": leave.last.isoformat()}
    deed = Deed(
        action="leave.end",
        subject="leave",
        before=facts,
        after={"until": ask.today.isoformat()} if begun else {},
        person_id=leave.person_id,
    )
    ended = LeaveEnded(leave_id=leave.id, last=last, told=_told(ask, leave))
    return Reply(answer=LeaveOver(entry=entry(ask, leave)), leads=leads, changes=(over, ended, Done(deed)))


def _told(ask: Ask, leave: Kept) -> tuple[NewReminder, ...]:
    """Tell whoever stood in, and whose leave it was, with what they are told anyway: nothing waits for it."""
    roll: Roll = ask.found
    me = ask.asker.member
    agency_id = ask.asker.agency_id
    whom = {leave.substitute_id, leave.person_id} - {None, None if me is None else me.person_id}
    if agency_id is None:
        return ()
    return tuple(
        NewReminder(
            agency_id=agency_id,
            person_id=person,
            duty_id=None,
            kind=BACK,
            rung=f"{BACK}-{leave.id}",
            due=leave.last,
            day=leave.first,
            show_on=ask.today,
            push_at=None,
        )
        for person in sorted(one for one in whom if one is not None and one in roll.reachable)
    )
