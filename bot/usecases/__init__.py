"""What the bot does for people. One function an intent; each gathers, asks `ita_core` and returns facts.

The table below is the whole of it: intent name → function. A test proves that it has every intent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import answers, buttons
from bot.answers import Reply
from bot.reading import Happened
from bot.usecases import measures, rating, scores, talk
from bot.usecases.asker import Ask, Asker
from bot.usecases.shelf import Library, NoData, Shelf
from bot.usecases.slots import BadSlots

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.intent import Intent
    from bot.reading import Heard

__all__ = ["TABLE", "Ask", "Asker", "Library", "Shelf", "respond"]

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
    "measure.mine": measures.mine,
    "deadline.list": measures.deadlines,
    "deadline.extend": talk.not_open,
    "progress.submit": talk.not_open,
    "progress.edit": talk.not_open,
    "progress.history": talk.not_open,
    "progress.review": talk.not_open,
    "evidence.list": talk.not_open,
    "overview": talk.not_open,
    "reminder.show": talk.not_open,
    "reminder.snooze": talk.not_open,
    "reminder.mute": talk.not_open,
    "reminder.unmute": talk.not_open,
    "notice.send": talk.not_open,
    "notice.list": talk.not_open,
    "notice.status": talk.not_open,
    "register": talk.not_open,
    "invite": talk.not_open,
    "people.list": talk.not_open,
    "group.bind": talk.not_open,
    "audit.list": talk.not_open,
    "whoami": talk.whoami,
    "language.set": talk.set_language,
    "privacy.export": talk.not_open,
    "privacy.delete": talk.not_open,
    "help": talk.help_,
    "confirm": talk.nothing_pending,
    "cancel": talk.nothing_pending,
    "undo": talk.nothing_pending,
    "none": talk.not_understood,
}
MOST_LEADS = 12
NEEDS_NO_DATA = frozenset({"help", "whoami", "language.set", "confirm", "cancel", "undo", "none"})


def respond(shelf: Shelf, asker: Asker, said: Heard | Happened) -> Reply:
    """Answer what was said or happened. Pure: what it changes is in the reply."""
    reply = talk.happened(said, shelf, asker) if isinstance(said, Happened) else _answer(shelf, asker, said)
    more = reply.more if reply.more is not None and buttons.fits(reply.more) else None
    return replace(reply, leads=_unique(filter(buttons.fits, reply.leads)), more=more)


def _answer(shelf: Shelf, asker: Asker, said: Heard) -> Reply:
    ask = Ask(intent=said.intent, asker=asker, shelf=shelf, nearest=said.nearest, social=said.social)
    function = TABLE[said.intent.name]
    if shelf.empty and said.intent.name not in NEEDS_NO_DATA and function is not talk.not_open:
        return Reply(answer=answers.NoAgency())
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
