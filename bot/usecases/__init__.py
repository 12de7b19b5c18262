"""What the bot does for people. One function an intent; each gathers, asks `ita_core` and returns facts.

The table below is the whole of it: intent name → function. A test proves that it has every intent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import answers, buttons
from bot.answers import Reply
from bot.reading import Happened, Media
from bot.usecases import (
    attaching,
    auditing,
    budget,
    calendar,
    choosing,
    closing,
    correcting,
    dialogues,
    extending,
    history,
    joining,
    leave_ends,
    leaving,
    measures,
    mine,
    muting,
    office,
    overview,
    own,
    people,
    permission,
    privacy,
    queueing,
    rating,
    reminding,
    reporting,
    reviewing,
    roll,
    scores,
    snoozing,
    steps,
    talk,
    wishes,
)
from bot.usecases.asker import Ask, Asker, Links
from bot.usecases.attaching import WINDOW
from bot.usecases.correcting import of_message as corrected
from bot.usecases.drafting import measure_of, outlived, turned
from bot.usecases.notices import (
    acknowledging,
    approving,
    composing,
    confirming,
    editing,
    following,
    gathering,
    looking,
    policy,
    receipts,
    receiving,
    templating,
    turning,
)
from bot.usecases.notices.content import number_of as notice_of
from bot.usecases.shelf import Library, NoData, Shelf
from bot.usecases.slots import BadSlots

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlmodel import Session

    from bot.intent import Intent
    from bot.reading import Said

__all__ = [
    "GATHER",
    "TABLE",
    "WINDOW",
    "Ask",
    "Asker",
    "Library",
    "Links",
    "Shelf",
    "corrected",
    "gather",
    "measure_of",
    "notice_of",
    "outlived",
    "respond",
]

TABLE: Mapping[str, Callable[[Ask], Reply]] = {
    "score.overall": scores.overall,
    "score.indicator": scores.indicator,
    "score.question": scores.question,
    "score.tool": scores.tool,
    "score.issue": scores.issue,
    "score.lowest": scores.lowest,
    "score.compare": scores.compare,
    "score.whatif": rating.what_if,
    "rating.explain": rating.explain,
    "measure.list": measures.list_,
    "measure.show": measures.show,
    "measure.mine": mine.mine,
    "deadline.list": measures.deadlines,
    "deadline.extend": extending.extend,
    "progress.submit": reporting.submit,
    "progress.edit": correcting.edit,
    "progress.history": history.reports,
    "progress.review": reviewing.review,
    "evidence.list": history.evidence,
    "overview": overview.overview,
    "leave.set": leaving.set_,
    "leave.end": leave_ends.end,
    "leave.list": leave_ends.list_,
    "calendar.list": calendar.list_,
    "calendar.close": closing.close,
    "calendar.open": closing.open_,
    "reminder.show": reminding.show,
    "reminder.snooze": snoozing.snooze,
    "reminder.mute": muting.mute,
    "reminder.unmute": muting.unmute,
    "reminder.set": choosing.set_,
    "reminder.cancel": reminding.cancel,
    "budget.show": budget.show,
    "ladder.show": steps.show,
    "ladder.set": steps.set_,
    "office.set": office.set_,
    "notice.send": confirming.send,
    "notice.list": looking.list_,
    "notice.status": looking.status,
    "register": joining.register,
    "invite": joining.invite,
    "people.list": people.list_,
    "group.bind": people.bind,
    "audit.list": auditing.list_,
    "whoami": people.whoami,
    "language.set": talk.set_language,
    "privacy.export": privacy.export,
    "privacy.delete": privacy.delete,
    "help": talk.help_,
    "confirm": dialogues.confirm,
    "cancel": dialogues.cancel,
    "undo": reporting.undo,
    "none": talk.not_understood,
    "progress.accept": reviewing.accept,
    "progress.return": reviewing.return_,
    "deadline.grant": wishes.grant,
    "deadline.refuse": wishes.refuse,
    "people.unlink": people.unlink,
    "budget.set": budget.set_reserve,
    "notice.set": composing.set_,
    "notice.policy": policy.policy,
    "notice.test": composing.test,
    "notice.ack": acknowledging.acknowledge,
    "notice.approve": approving.approve,
    "notice.reject": approving.reject,
    "notice.cancel": turning.turn,
    "notice.pause": turning.turn,
    "notice.resume": turning.turn,
    "notice.retry": turning.turn,
    "notice.remind": following.remind,
    "notice.correct": following.correct,
    "notice.edit": editing.edit,
    "notice.who": receiving.who,
    "notice.receipt": receipts.receipt,
    "notice.templates": templating.list_,
    "notice.template.save": templating.save,
    "notice.template.use": templating.use,
    "notice.template.drop": templating.drop,
}
GATHER: Mapping[str, Callable[[Session, Ask], object]] = {
    "confirm": dialogues.gather,
    "cancel": dialogues.gather,
    "undo": reporting.gather_latest,
    "progress.edit": correcting.gather,
    "progress.review": reviewing.gather,
    "progress.accept": reviewing.gather,
    "progress.return": reviewing.gather,
    "progress.history": history.gather_reports,
    "evidence.list": history.gather_evidence,
    "overview": overview.gather,
    "deadline.extend": extending.gather,
    "deadline.grant": wishes.gather,
    "deadline.refuse": wishes.gather,
    "leave.set": roll.gather,
    "leave.end": roll.gather,
    "leave.list": roll.gather,
    "register": joining.gather_entry,
    "invite": joining.gather_stock,
    "people.list": people.gather_everybody,
    "people.unlink": people.gather_holder,
    "group.bind": people.gather_bindable,
    "audit.list": auditing.gather,
    "budget.show": budget.gather,
    "budget.set": budget.gather,
    "privacy.export": privacy.gather,
    "privacy.delete": privacy.gather,
    "calendar.list": calendar.gather,
    "calendar.close": closing.gather,
    "calendar.open": closing.gather,
    "ladder.show": steps.gather,
    "ladder.set": steps.gather,
    "office.set": office.gather,
    "reminder.show": reminding.gather,
    "reminder.cancel": reminding.gather,
    "reminder.snooze": snoozing.gather,
    "reminder.set": choosing.gather,
    "reminder.mute": own.gather,
    "reminder.unmute": own.gather,
    "notice.send": gathering.gather,
    "notice.list": looking.gather_list,
    "notice.status": looking.gather,
    "notice.ack": acknowledging.gather,
    "notice.cancel": turning.gather,
    "notice.pause": turning.gather,
    "notice.resume": turning.gather,
    "notice.retry": turning.gather,
    "notice.who": receiving.gather,
    "notice.receipt": looking.gather,
    "notice.remind": following.gather,
    "notice.correct": following.gather,
    "notice.edit": editing.gather,
    "notice.set": gathering.gather,
    "notice.policy": gathering.gather,
    "notice.test": gathering.gather,
    "notice.approve": gathering.gather_named,
    "notice.reject": gathering.gather_named,
    "notice.templates": templating.gather,
    "notice.template.save": templating.gather,
    "notice.template.use": gathering.gather_with_templates,
    "notice.template.drop": templating.gather,
}
"""What an intent needs to know from the database, beside what every answer does."""
MOST_LEADS = 12
IN_DIALOGUE = frozenset({"confirm", "cancel"})
NEEDS_NO_DATA = frozenset({"help", "whoami", "language.set", "confirm", "cancel", "undo", "none"})


def gather(session: Session, ask: Ask, said: Said) -> Ask:
    """Look up what the answer to this depends on."""
    if isinstance(said, Media):
        return replace(ask, found=attaching.gather(session, ask, said))
    if isinstance(said, Happened):
        came = said.name in {"follow", "follow_again"} and ask.asker.member is not None
        return replace(ask, found=queueing.gather(session, ask)) if came else ask
    look = GATHER.get(ask.intent.name)
    return ask if look is None else replace(ask, found=look(session, ask))


def respond(ask: Ask, said: Said) -> Reply:
    """Answer what was said or happened. Pure: what it changes is in the reply."""
    if ask.asker.member is None and ask.intent.name not in IN_DIALOGUE:
        ask = replace(ask, shelf=ask.shelf.public)
    match said:
        case Happened():
            reply = talk.happened(said, ask)
        case Media():
            reply = _guarded(ask, lambda one: attaching.take(one, said))
        case _:
            reply = _answer(ask)
            if ask.intent.name not in IN_DIALOGUE:
                reply = dialogues.went_on(ask, reply)
    if ask.present.lost and not reply.silent:
        reply = _told_of_loss(ask, reply)
    reply = joining.renewed(ask, reply)
    more = reply.more if reply.more is not None and buttons.fits(reply.more) else None
    return replace(reply, leads=_unique(filter(buttons.fits, reply.leads)), more=more)


def _told_of_loss(ask: Ask, reply: Reply) -> Reply:
    """Say first that what was under way is dropped, and drop it."""
    changes = reply.changes if dialogues.turns(reply) else (*reply.changes, turned(ask, None))
    return replace(reply, first=reply.first or answers.DraftOutlived(), changes=changes)


def _answer(ask: Ask) -> Reply:
    function = TABLE[ask.intent.name]
    if ask.shelf.empty and ask.intent.name not in NEEDS_NO_DATA:
        return Reply(answer=answers.NoAgency())
    right = permission.ASKING.get(ask.intent.name)
    if right is not None and not permission.may(ask, right):
        return permission.refusal(ask, right)
    return _guarded(ask, function)


def _guarded(ask: Ask, function: Callable[[Ask], Reply]) -> Reply:
    try:
        return function(ask)
    except NoData as missing:
        return missing.reply
    except BadSlots:
        return Reply(answer=answers.StaleButton(), leads=talk.FIRST_STEPS)


def _unique(leads: Iterable[Intent]) -> tuple[Intent, ...]:
    """Each lead once, the first ones: more than a dozen help nobody to choose."""
    seen: list[Intent] = []
    for lead in leads:
        if lead not in seen:
            seen.append(lead)
    return tuple(seen[:MOST_LEADS])
