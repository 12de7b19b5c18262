"""Help, language, who am I, small talk, and what the bot says when something merely happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply
from bot.changes import LanguageChosen
from bot.intent import TOPICS, Intent
from bot.usecases import queueing

if TYPE_CHECKING:
    from bot.reading import Happened
    from bot.usecases.asker import Ask

FIRST_STEPS = (
    Intent("score.overall"),
    Intent("rating.explain"),
    Intent("score.lowest"),
    Intent("deadline.list"),
    Intent("measure.list"),
    Intent("help"),
)
LANGUAGES = ("th", "en")


def help_(ask: Ask) -> Reply:
    """What can be said here."""
    topic = ask.intent.slots.get("topic")
    known = topic if isinstance(topic, str) and topic in TOPICS else None
    answer = answers.Help(agency_short=ask.shelf.short, topic=known, several_years=len(ask.shelf.years) > 1)
    return Reply(answer=answer, leads=FIRST_STEPS[:-1])


def set_language(ask: Ask) -> Reply:
    """Answer in this language from now on."""
    wanted = ask.intent.slots.get("language")
    language = wanted if isinstance(wanted, str) and wanted in LANGUAGES else "th"
    return Reply(
        answer=answers.LanguageSet(language=language), leads=FIRST_STEPS, changes=(LanguageChosen(language),)
    )


def nothing_pending(ask: Ask) -> Reply:
    """A yes, no or take-back with nothing before it."""
    return Reply(answer=answers.NothingPending(intent=ask.intent.name), leads=FIRST_STEPS)  # type: ignore[arg-type]  # checked words


def not_understood(ask: Ask) -> Reply:
    """Small talk gets a kind word; anything else the nearest readings as buttons."""
    if ask.social in {"greeting", "thanks"}:
        return Reply(answer=answers.SmallTalk(kind=ask.social), leads=FIRST_STEPS)  # type: ignore[arg-type]  # checked words
    return Reply(
        answer=answers.DidYouMean(readings=ask.nearest),
        leads=(*ask.nearest, *(() if ask.nearest else FIRST_STEPS)),
    )


def happened(what: Happened, ask: Ask) -> Reply:
    """Answer something that is not said in words."""
    shelf, asker = ask.shelf, ask.asker
    match what.name:
        case "sticker":
            return Reply(answer=answers.SmallTalk(kind="sticker"), leads=FIRST_STEPS)
    linked = asker.member is not None
    welcome = answers.Welcome(
        agency=shelf.name,
        group=asker.in_group,
        again=what.name == "follow_again",
        linked=linked,
        closed=shelf.closed and not linked,
        waiting=queueing.count(ask, ask.found) if isinstance(ask.found, queueing.Queue) else 0,
    )
    queue = (Intent("progress.review"),) if welcome.waiting else ()
    first = (Intent("group.bind"),) if asker.in_group else (Intent("measure.mine" if linked else "register"),)
    return Reply(answer=welcome, leads=(*queue, *first, *FIRST_STEPS))
