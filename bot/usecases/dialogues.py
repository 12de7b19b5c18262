"""Answers to what the bot asked: yes, no, and what was under way while something else was asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply
from bot.changes import DialogueTurned
from bot.dialogue import (
    DaySetting,
    Deferring,
    Deleting,
    Draft,
    EndingLeave,
    Extending,
    Filed,
    Holding,
    Joining,
    Leaving,
    Naming,
    Noticing,
    Rejecting,
    Returning,
    Unlinking,
)
from bot.intent import Intent
from bot.usecases import (
    attaching,
    closing,
    correcting,
    drafting,
    extending,
    joining,
    leave_ends,
    leaving,
    people,
    permission,
    privacy,
    reporting,
    reviewing,
    roll,
    talk,
)
from bot.usecases.notices import approving, composing, confirming, gathering, previewing
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlmodel import Session

    from bot.answers.parts import UnderWay
    from bot.dialogue import State
    from bot.usecases.asker import Ask


NAMES: Mapping[type, UnderWay] = {
    Draft: "draft",
    Returning: "returning",
    Joining: "joining",
    Deleting: "deleting",
    Unlinking: "unlinking",
    Extending: "extending",
    Leaving: "leaving",
    EndingLeave: "ending_leave",
    DaySetting: "day",
    Noticing: "notice",
    Rejecting: "rejecting",
}
CONFIRMED: Mapping[type, Callable[[Ask], Reply]] = {
    Draft: reporting.confirm_draft,
    Joining: joining.confirm,
    Deleting: privacy.confirm,
    Unlinking: people.confirm_unlink,
    Extending: extending.confirm,
    Returning: reviewing.confirm_return,
    Leaving: leaving.confirm,
    EndingLeave: leave_ends.confirm,
    DaySetting: closing.confirm,
    Noticing: confirming.confirm,
    Rejecting: approving.reject,  # a yes is no reason
}
"""What a yes does, by what is under way."""
FOUND: Mapping[type, Callable[[Session, Ask], object]] = {
    Draft: correcting.gather_ready,
    Filed: reporting.gather_filing,
    Joining: joining.gather_invitation,
    Deleting: privacy.gather,
    Unlinking: people.gather_holder,
    Extending: extending.gather,
    Returning: reviewing.gather_return,
    Leaving: roll.gather,
    EndingLeave: roll.gather,
    DaySetting: closing.gather,
    Noticing: gathering.gather,
    Rejecting: gathering.gather_named,
}
"""What a yes or no needs to know, by what is under way."""


def gather(session: Session, ask: Ask) -> object:
    """Look up what a yes or no depends on. A no means first of all a notice that is about to go."""
    held = approving.gather_held(session, ask) if ask.intent.name == "cancel" else None
    if held is not None:
        return held
    look = FOUND.get(type(ask.present.state))
    return look(session, ask) if look is not None else None


def confirm(ask: Ask) -> Reply:
    """Do what was read back. A button of an earlier step does nothing."""
    state, number = ask.present.state, ask.intent.slots.get("dialogue")
    if isinstance(state, Filed):
        return reporting.filed_again(ask, state) if number == state.number else _over(ask)
    act = CONFIRMED.get(type(state))
    if act is None:
        return talk.nothing_pending(ask) if number is None else _over(ask)
    return act(ask) if number in {None, ask.present.number} else stale(ask)


def cancel(ask: Ask) -> Reply:
    """Give up what is under way; what was filed stays, but a notice is called back while it is held."""
    if isinstance(ask.found, approving.Held):
        return went_on(ask, approving.stop(ask))
    what, number = NAMES.get(type(ask.present.state)), ask.intent.slots.get("dialogue")
    if what is None:
        return talk.nothing_pending(ask) if number is None else _over(ask)
    if number not in {None, ask.present.number}:
        return stale(ask)
    dropped = _dropped(ask, what)
    first = (
        Intent("measure.mine") if dropped.edits is None else Intent("notice.edit", {"notice": dropped.edits})
    )
    return Reply(answer=dropped, leads=(first, *talk.FIRST_STEPS[:3]), changes=(drafting.turned(ask, None),))


def _dropped(ask: Ask, what: UnderWay) -> answers.Dropped:
    state = ask.present.state
    edits = state.edits if isinstance(state, Noticing) else None
    return answers.Dropped(what=what, evidence=_left(ask), edits=edits)


def _left(ask: Ask) -> int:
    """Return how much evidence stays when a draft is given up: it belongs to a report of the next hour."""
    if not isinstance(ask.present.state, Draft):
        return 0
    since = ask.asker.now - attaching.WINDOW
    return sum(one.received_at >= since for one in ask.evidence)


def stale(ask: Ask) -> Reply:
    """Say that a button is of an earlier step, and put the open one again."""
    again = AGAIN.get(type(ask.present.state))
    if again is None:
        return _over(ask)
    reply = again(ask)
    open_ = any(state is not None for state in turns(reply))
    return replace(reply, first=answers.StepStale(open=True)) if open_ else reply


def _draft_again(ask: Ask) -> Reply:
    permission.need(ask, Right.REPORT)
    return drafting.shown(ask, drafting.present(ask))


def _wish_again(ask: Ask) -> Reply:
    permission.need(ask, Right.EXTEND)
    state = ask.present.state
    return extending.shown(ask, state if isinstance(state, Extending) else Extending())


def _leave_again(ask: Ask) -> Reply:
    state = ask.present.state
    if isinstance(state, Leaving):
        return leaving.shown(ask, state)
    which = {"leave": state.leave} if isinstance(state, EndingLeave) else {}
    return leave_ends.end(replace(ask, intent=Intent("leave.end", which)))


AGAIN: Mapping[type, Callable[[Ask], Reply]] = {
    Draft: _draft_again,
    Extending: _wish_again,
    Returning: reviewing.asked_again,
    Joining: joining.shown_again,
    Deleting: privacy.delete,
    Unlinking: people.unlink,
    Leaving: _leave_again,
    EndingLeave: _leave_again,
    DaySetting: closing.again,
    Noticing: composing.again,
    Rejecting: approving.reject,
}
"""How what is under way is put once more."""


def _over(ask: Ask) -> Reply:
    if isinstance(ask.present.state, Filed):
        return Reply(
            answer=answers.StepStale(open=False), leads=(Intent("measure.mine"), *talk.FIRST_STEPS[:3])
        )
    return Reply(answer=answers.StepStale(open=False), leads=talk.FIRST_STEPS)


def turns(reply: Reply) -> tuple[State | None, ...]:
    """Return how the dialogue stands after an answer, if it turns at all."""
    return tuple(change.turn.state for change in reply.changes if isinstance(change, DialogueTurned))


def went_on(ask: Ask, reply: Reply) -> Reply:
    """Return an answer to what was neither yes nor no, with what becomes of what was under way."""
    turned = turns(reply)
    return _replaced(ask, reply, turned[-1]) if turned else _resumed(ask, reply)


def _replaced(ask: Ask, reply: Reply, state: State | None) -> Reply:
    """Say first that something is given up where another thing takes its place."""
    before = ask.present.state
    what = NAMES.get(type(before))
    empty = isinstance(before, Draft) and not before.lines
    done = state is None or isinstance(state, Filed | Holding)  # it went its way, and nothing is given up
    same = isinstance(state, type(before)) and not _begun_anew(ask, before, state)
    if done or what is None or same or empty:
        return reply
    dropped = _dropped(ask, what)
    if reply.first is None:
        return replace(reply, first=dropped)
    # How a notice will look stands before all else.
    return previewing.with_room(replace(reply, after=reply.after or dropped))


def _begun_anew(ask: Ask, before: State | None, state: State | None) -> bool:
    """Whether another notice takes the place of one that something had been said of."""
    if not isinstance(before, Noticing) or before.empty:
        return False
    if ask.intent.name == "notice.edit":
        return isinstance(state, Noticing) and state.edits != before.edits
    whole = ask.intent.name == "notice.send" and {"audience", "text"} <= ask.intent.slots.keys()
    return whole or ask.intent.name in {"notice.correct", "notice.remind"}


def _resumed(ask: Ask, reply: Reply) -> Reply:
    """Answer something else that was asked, and say that what was under way still is."""
    state = ask.present.state
    what = NAMES.get(type(state))
    if isinstance(state, Naming | Deferring):  # it was not said, and is not waited for
        return replace(reply, changes=(*reply.changes, drafting.turned(ask, None)))
    if what is None:
        return reply
    ready = state.want is None if isinstance(state, Draft | Extending) else True
    ready = state.reason is not None if isinstance(state, Returning) else ready
    ready = state.ready if isinstance(state, Leaving) else ready
    ready = state.day is not None if isinstance(state, DaySetting) else ready
    ready = state.want is None if isinstance(state, Noticing) else ready and not isinstance(state, Rejecting)
    measures = tuple(line.measure for line in state.lines) if isinstance(state, Draft) else ()
    edits = state.edits if isinstance(state, Noticing) else None
    number = {"dialogue": ask.present.number}
    first = (Intent("confirm", number),) if ready else ()
    return replace(
        reply,
        after=answers.StillOpen(what=what, measures=measures, ready=ready, edits=edits),
        leads=(*first, Intent("cancel", number), *reply.leads),
    )
