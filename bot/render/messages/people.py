"""The bot and the person: help, who am I, language, welcome."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.answers import Help, LanguageSet, Welcome
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import link, note, small, waiting_words
from bot.render.cards import Card, Sheet
from bot.render.names import language_name
from bot.render.registry import renders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.render.i18n import Words
    from bot.render.limits import Json

# Keys that every framework and plan has, so that an example never leads nowhere.
_EXAMPLES: Mapping[str, tuple[Intent, ...]] = MappingProxyType(
    {
        "score": (
            Intent("score.overall"),
            Intent("score.indicator", {"indicator": 1}),
            Intent("score.question", {"question": "i1"}),
            Intent("score.tool", {"tool": "EIT2"}),
            Intent("score.lowest", {"count": 5}),
            Intent("score.compare", {"years": ["last", "this"]}),
        ),
        "rating": (
            Intent("rating.explain"),
            Intent("score.whatif", {"changes": {"EIT2": 84}}),
            Intent("score.lowest", {"threshold": 95}),
        ),
        "measure": (
            Intent("score.issue", {"issue": 1}),
            Intent("measure.list", {"issue": 1}),
            Intent("measure.show", {"measure": "1.1"}),
            Intent("measure.list", {"status": "overdue"}),
            Intent("deadline.list", {"within": "month"}),
        ),
        "progress": (
            Intent("progress.submit", {"measure": "1.1", "percent": 60}),
            Intent("progress.history", {"measure": "1.1"}),
            Intent("deadline.extend", {"measure": "1.1"}),
            Intent("evidence.list", {"measure": "1.1"}),
            Intent("progress.review"),
            Intent("overview"),
        ),
        "reminder": (
            Intent("reminder.show"),
            Intent("reminder.snooze", {"days": 3}),
            Intent("reminder.set", {"at": "09:00"}),
            Intent("leave.set"),
            Intent("calendar.list"),
            Intent("budget.show"),
        ),
        "notice": (
            Intent("notice.send"),
            Intent("notice.status"),
            Intent("notice.list"),
            Intent("notice.edit"),
            Intent("notice.templates"),
            Intent("notice.policy"),
        ),
        "register": (Intent("register"), Intent("whoami"), Intent("invite"), Intent("people.list")),
        "privacy": (Intent("privacy.export"), Intent("audit.list"), Intent("privacy.delete")),
    }
)
_ALWAYS = ("score", "rating", "measure", "progress")
"""What is shown to whoever asks about nothing in particular."""
_OF_TOPIC = {"score": ("score", "rating")}


@renders(Help)
def help_(w: Words, answer: Help) -> Card:
    """Show examples that can be tapped, a sheet for each group."""
    titles = {
        "score": w.gettext("ITA scores"),
        "rating": w.gettext("Levels and what-if"),
        "measure": w.gettext("Measures and deadlines"),
        "progress": w.gettext("Reporting progress"),
        "reminder": w.gettext("Reminders"),
        "notice": w.gettext("Notices"),
        "register": w.gettext("Registration"),
        "privacy": w.gettext("Personal data"),
    }
    asked = answer.topic if answer.topic in titles else None
    topics = _ALWAYS if asked is None else _OF_TOPIC.get(asked, (asked,))
    sheets = []
    for topic in topics:
        examples = [
            link(w, example, leads.utterance(w, example))
            for example in _EXAMPLES[topic]
            if answer.several_years or example.name != "score.compare"
        ]
        sheets.append(
            Sheet(
                kicker=w.gettext("What %(agency)s staff can ask", agency=answer.agency_short),
                title=titles[topic],
                blocks=(small(w.gettext("Tap one, or type it your own way")), *examples),
            )
        )
    alt = w.gettext(
        "Ask about ITA scores and measures of %(agency)s, or report progress. For example: %(examples)s",
        agency=answer.agency_short,
        examples=w.all_of(f"“{leads.utterance(w, _EXAMPLES[topic][0])}”" for topic in topics),
    )
    return Card(alt=alt, sheets=tuple(sheets), size="mega")


@renders(LanguageSet)
def language_set(w: Words, answer: LanguageSet) -> Card:
    """Confirm, in the language that was chosen."""
    return Card(
        alt=w.gettext(
            "From now on I will answer in %(language)s.", language=language_name(w, answer.language)
        )
    )


@renders(Welcome)
def welcome(w: Words, answer: Welcome) -> Card:
    """Greet a new friend or a group, and offer a first question."""
    agency = w.name(answer.agency)
    title = w.gettext("Welcome back") if answer.again else w.gettext("Hello")
    said = w.gettext("I am the ITA assistant of %(agency)s.", agency=agency)
    offers = [
        w.gettext("ITA scores: the total, indicators, single questions"),
        w.gettext("Why we got this level, and what would change it"),
        w.gettext("Measures: who does what, and by when"),
    ]
    how = w.gettext("Just type as you would to a colleague.")
    if answer.group:
        how = w.gettext("In this group, mention me when you want an answer; otherwise I stay quiet.")
    firsts = [Intent("score.overall"), Intent("deadline.list"), Intent("help")]
    if answer.linked:
        firsts = [Intent("measure.mine"), *firsts[:2]]
    elif not answer.group:
        firsts = [Intent("register"), Intent("help")] if answer.closed else [*firsts[:2], Intent("register")]
    waiting = waiting_words(w, answer.waiting) if answer.waiting else None
    if waiting is not None:
        firsts = [Intent("progress.review"), *firsts[:2]]
    sheet = Sheet(
        kicker=agency,
        title=title,
        blocks=(
            flex.text(said),
            *((note(waiting, mark="!"),) if waiting is not None else ()),
            *(
                flex.row(
                    flex.text("●", size="xxs", color=flex.AMBER, flex=0, gravity="center"),
                    flex.text(offer),
                    spacing="md",
                )
                for offer in offers
            ),
            flex.text(how, color=flex.MUTED, size="xs"),
            *_joining(w, answer),
        ),
        buttons=tuple(
            flex.button(leads.action(w, first), primary=number == 0) for number, first in enumerate(firsts)
        ),
    )
    alt = " ".join(filter(None, (title, said, waiting, how)))
    return Card(alt=alt, sheets=(sheet,), size="mega")


def _joining(w: Words, answer: Welcome) -> list[Json]:
    if answer.linked or answer.group:
        return []
    staff = w.gettext("Staff who report on measures register with a code from their unit's head.")
    if answer.closed:
        staff = w.gettext("This account answers registered staff; a code comes from your unit's head.")
    kept = w.gettext(
        "Privacy: I keep your LINE user id and language, and what you type only until it is answered. "
        "Type “my data” or “delete my data” at any time."
    )
    return [flex.separator(), flex.text(staff, size="xs"), small(kept)]
