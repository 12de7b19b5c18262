"""Answers to what the bot asked: yes, no, and what was under way while something else was asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply
from bot.dialogue import (
    Deleting,
    Draft,
    EndingLeave,
    Extending,
    Filed,
    Joining,
    Leaving,
    Naming,
    Returning,
    Unlinking,
)
from bot.intent import Intent
from bot.usecases import (
    attaching,
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
from bot.usecases.interrupting import NAMES
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlmodel import Session

    from bot.usecases.asker import Ask

CONFIRMED: Mapping[type, Callable[[Ask], Reply]] = {
    Draft: reporting.confirm_draft,
    Joining: joining.confirm,
    Deleting: privacy.confirm,
    Unlinking: people.confirm_unlink,
    Extending: extending.confirm,
    Returning: reviewing.confirm_return,
    Leaving: leaving.confirm,
    EndingLeave: leave_ends.confirm,
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
}
"""What a yes needs to know, by what is under way."""


def gather(session: Session, ask: Ask) -> object:
    """Look up what a yes depends on."""
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
    """Give up what is under way; what was filed stays."""
    what, number = NAMES.get(type(ask.present.state)), ask.intent.slots.get("dialogue")
    if what is None:
        return talk.nothing_pending(ask) if number is None else _over(ask)
    if number not in {None, ask.present.number}:
        return stale(ask)
    return Reply(
        answer=answers.Dropped(what=what, evidence=_left(ask)),
        leads=(Intent("measure.mine"), *talk.FIRST_STEPS[:3]),
        changes=(drafting.turned(ask, None),),
    )


def _left(ask: Ask) -> int:
    """Return how much evidence stays when a draft is given up: it belongs to a report of the next hour."""
    if not isinstance(ask.present.state, Draft):
        return 0
    since = ask.asker.now - attaching.WINDOW
    return sum(one.received_at >= since for one in ask.evidence)


def stale(ask: Ask) -> Reply:
    """Say that a button is of an earlier step, and put the open one again."""
    state = ask.present.state
    if isinstance(state, Draft):
        permission.need(ask, Right.REPORT)
        return replace(drafting.shown(ask, state), first=answers.StepStale(open=True))
    if isinstance(state, Extending):
        permission.need(ask, Right.EXTEND)
        return replace(extending.shown(ask, state), first=answers.StepStale(open=True))
    if isinstance(state, Leaving) and isinstance(ask.found, roll.Roll):
        return replace(leaving.shown(ask, state), first=answers.StepStale(open=True))
    if isinstance(state, Returning) and isinstance(ask.found, reviewing.Pile):
        return replace(reviewing.confirm_return(ask, stale=True), first=answers.StepStale(open=True))
    return _over(ask)


def _over(ask: Ask) -> Reply:
    if isinstance(ask.present.state, Filed):
        return Reply(
            answer=answers.StepStale(open=False), leads=(Intent("measure.mine"), *talk.FIRST_STEPS[:3])
        )
    return Reply(answer=answers.StepStale(open=False), leads=talk.FIRST_STEPS)


def resumed(ask: Ask, reply: Reply) -> Reply:
    """Answer something else that was asked, and say that what was under way still is."""
    state = ask.present.state
    what = NAMES.get(type(state))
    if isinstance(state, Naming):  # the name was not said, and is not waited for
        return replace(reply, changes=(*reply.changes, drafting.turned(ask, None)))
    if what is None:
        return reply
    ready = state.want is None if isinstance(state, Draft | Extending) else True
    ready = state.reason is not None if isinstance(state, Returning) else ready
    ready = state.ready if isinstance(state, Leaving) else ready
    measures = tuple(line.measure for line in state.lines) if isinstance(state, Draft) else ()
    number = {"dialogue": ask.present.number}
    first = (Intent("confirm", number),) if ready else ()
    return replace(
        reply,
        after=answers.StillOpen(what=what, measures=measures, ready=ready),
        leads=(*first, Intent("cancel", number), *reply.leads),
    )
