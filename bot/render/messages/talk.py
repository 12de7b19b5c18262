"""Conversation: what was not understood, not found, not there, or went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import (
    DidYouMean,
    Failed,
    NoAgency,
    NotFound,
    NothingPending,
    NoYear,
    SmallTalk,
    StaleButton,
)
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import link, remark
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.render.i18n import Words
    from bot.render.limits import Json

_YEARS = 3
_TYPED = 60  # graphemes of what a person typed, said back


def _buttons(w: Words, *intents: Intent) -> tuple[Json, ...]:
    return tuple(flex.button(leads.action(w, intent)) for intent in intents)


@renders(DidYouMean)
def did_you_mean(w: Words, answer: DidYouMean) -> Card:
    """Offer the nearest readings."""
    if not answer.readings:
        return remark(
            w.gettext("Say it another way?"),
            w.gettext("I am not sure what you would like to know."),
            w.gettext("You can ask about scores, levels, measures and deadlines."),
            buttons=_buttons(w, Intent("score.overall"), Intent("help")),
        )
    said = [leads.utterance(w, reading) for reading in answer.readings]
    readings = (link(w, reading, words) for reading, words in zip(answer.readings, said, strict=True))
    title = w.gettext("Did you mean…")
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(flex.text(w.gettext("Tap the one you meant, or type it another way.")), *readings),
    )
    alt = w.gettext("Did you mean %(readings)s?", readings=w.either(f"“{words}”" for words in said))
    return Card(alt=alt, sheets=(sheet,), size="mega")


@renders(SmallTalk)
def small_talk(w: Words, answer: SmallTalk) -> Card:
    """Answer in kind, and lead on."""
    said = {
        "greeting": w.gettext("Hello! Ask me anything about our ITA scores and measures."),
        "thanks": w.gettext("You are welcome. I am here whenever you need a figure."),
        "sticker": w.gettext("Thank you! What would you like to know about ITA?"),
    }
    return Card(alt=said[answer.kind])


@renders(NothingPending)
def nothing_pending(w: Words, answer: NothingPending) -> Card:
    """Say that there is nothing to act on."""
    said = {
        "confirm": w.gettext("Nothing is waiting to be confirmed at the moment."),
        "cancel": w.gettext("Nothing is under way, so there is nothing to cancel."),
        "undo": w.gettext("There is nothing to undo at the moment."),
    }
    return Card(alt=said[answer.intent])


@renders(NoYear)
def no_year(w: Words, answer: NoYear) -> Card:
    """Say which years there are."""
    asked = w.gettext(
        "There is no %(year)s data for %(agency)s yet.", year=w.year(answer.asked), agency=answer.agency_short
    )
    title = w.gettext("No data for %(year)s", year=w.year(answer.asked))
    if not answer.available:
        return remark(
            title,
            asked,
            w.gettext("As soon as results are imported, you can ask here."),
            buttons=_buttons(w, Intent("help")),
        )
    available = w.all_of(w.year(year) for year in answer.available)
    buttons = tuple(
        flex.button(
            leads.action(
                w,
                Intent("score.overall", {"year": year.be}),
                w.gettext("See the total for %(year)s", year=w.year(year)),
            )
        )
        for year in answer.available[:_YEARS]
    )
    return remark(title, asked, w.gettext("There is data for %(years)s.", years=available), buttons=buttons)


@renders(NotFound)
def not_found(w: Words, answer: NotFound) -> Card:
    """Say what does not exist, and lead to what does."""
    named = {
        "indicator": w.gettext("indicator %(number)s", number=answer.key),
        "question": w.gettext("question %(code)s", code=answer.key),
        "tool": w.gettext("tool %(tool)s", tool=answer.key),
        "issue": w.gettext("issue %(number)s", number=answer.key),
        "measure": w.gettext("measure %(measure)s", measure=answer.key),
        "unit": w.gettext("unit %(unit)s", unit=answer.key),
    }[answer.kind]
    named = shorten(named, _TYPED)
    said = w.gettext("I cannot find %(what)s.", what=named)
    if answer.year is not None:
        said = w.gettext("I cannot find %(what)s in %(year)s.", what=named, year=w.year(answer.year))
    hints = {
        "indicator": w.gettext("Indicators are numbered; the overall result shows them all."),
        "question": w.gettext("Question codes look like i1, e1 or o1."),
        "tool": w.gettext("The tools are IIT, EIT (parts 1 and 2) and OIT."),
        "issue": w.gettext("Issues are numbered; the list of measures names them."),
        "measure": w.gettext("Measure numbers look like 1.1: the issue, then the number."),
        "unit": w.gettext("Please use the unit's abbreviation as the plan prints it."),
    }
    instead = {
        "issue": Intent("measure.list"),
        "measure": Intent("measure.list"),
        "unit": Intent("measure.list"),
    }.get(answer.kind, Intent("score.overall"))
    return remark(
        w.gettext("Not found"), said, hints[answer.kind], buttons=_buttons(w, instead, Intent("help"))
    )


@renders(NoAgency)
def no_agency(w: Words, _: NoAgency) -> Card:
    """Say that there is no data yet, and who can change that."""
    return remark(
        w.gettext("No data yet"),
        w.gettext("No agency's ITA results have been put into this account yet."),
        w.gettext("Please ask whoever runs this account to import them; then you can ask here."),
    )


@renders(StaleButton)
def stale_button(w: Words, _: StaleButton) -> Card:
    """Say that a button no longer works, and lead on."""
    return remark(
        w.gettext("An old button"),
        w.gettext("This button is from an earlier version and no longer works."),
        w.gettext("Please type what you would like to know, or start from here."),
        buttons=_buttons(w, Intent("score.overall"), Intent("help")),
    )


@renders(Failed)
def failed(w: Words, answer: Failed) -> Card:
    """Say what happened, what to do, and the number to give."""
    return remark(
        w.gettext("Sorry, something went wrong"),
        w.gettext("I could not prepare the answer this time. Please try again in a moment."),
        w.gettext(
            "If it happens again, give your administrator this reference: %(reference)s",
            reference=answer.reference,
        ),
    )
