"""Blocks of text that cards are made of: headings, notes, facts, links, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render import flex, leads
from bot.render.cards import Card, Sheet
from bot.render.chars import graphemes

if TYPE_CHECKING:
    from bot.answers import Correction, Mismatch, Page, Scope
    from bot.intent import Intent
    from bot.render.i18n import Words
    from bot.render.limits import Json
    from ita_core.keys import FiscalYear

_OUTSIDE = "openExternalBrowser=1"


def heading(words: str, aside: str = "", **style: flex.Style) -> Json:
    """Open a section."""
    # Both get the room that they need: the heading's letters are half as wide again.
    room, beside = len(graphemes(words)) * 3 + 6, len(graphemes(aside)) * 2 + 6
    return flex.row(
        flex.text(words, weight="bold", color=flex.TEAL, flex=room),
        flex.text(aside, size="xxs", color=flex.MUTED, align="end", gravity="bottom", flex=beside)
        if aside
        else None,
        **{"margin": "lg", "spacing": "sm", **style},
    )


def small(words: str, **style: flex.Style) -> Json:
    """Fine print."""
    return flex.text(words, **{"size": "xxs", "color": flex.MUTED, **style})


def note(*lines: str, mark: str = "i") -> Json:
    """Something to know, set off from the rest."""
    return flex.row(
        flex.text(mark, size="xs", weight="bold", color=flex.AMBER_TEXT, flex=0),
        flex.column(*(flex.text(line, size="xs", color=flex.INK) for line in lines), spacing="xs"),
        spacing="md",
        backgroundColor=flex.AMBER_SOFT,
        cornerRadius="8px",
        paddingAll="10px",
    )


def fact(name: str, value: str) -> Json:
    """A name and what it is."""
    return flex.row(
        flex.text(name, size="xs", color=flex.MUTED, flex=3),
        flex.text(value, size="sm", flex=7),
        spacing="sm",
    )


def tile(title: str, value: str, caption: str = "") -> Json:
    """One of a few figures side by side."""
    return flex.column(
        flex.label(title, size="xs", weight="bold", color=flex.TEAL, align="center"),
        flex.label(value, size="lg", weight="bold", align="center"),
        flex.text(caption, size="xxs", color=flex.MUTED, align="center") if caption else None,
        backgroundColor=flex.TEAL_SOFT,
        cornerRadius="8px",
        paddingAll="8px",
        flex=1,
    )


def kicker(w: Words, agency_short: str, year: FiscalYear) -> str:
    """Return the line above a card's title: whose figures, and of which year."""
    return f"{agency_short} · {w.fiscal_year(year)}"


def source(w: Words, scope: Scope) -> str:
    """Name where the figures come from."""
    return source_words(w, scope.source, scope.year)


def source_words(w: Words, title: str, year: FiscalYear) -> str:
    """Name a source and its year, once: most titles hold the year."""
    if str(year) in title:
        return w.gettext("Source: %(source)s", source=title)
    return w.gettext("Source: %(source)s, %(year)s", source=title, year=w.year(year))


def plan_source_words(w: Words, title: str, year: FiscalYear) -> str:
    """Name the source of a plan: its title may hold the year that it analyses instead of its own."""
    if str(year) in title:
        return w.gettext("Source: %(source)s", source=title)
    return w.gettext("Source: %(source)s (plan of %(year)s)", source=title, year=w.year(year))


def mismatch_words(w: Words, mismatch: Mismatch) -> str:
    """State both figures where the published one does not follow from its parts."""
    figures = {"published": w.figure(mismatch.published), "computed": w.figure(mismatch.recomputed)}
    if mismatch.indicator is None:
        return w.gettext("Printed %(published)s, but its parts give %(computed)s", **figures)
    return w.gettext(
        "Indicator %(number)s: printed %(published)s, but its questions give %(computed)s",
        number=mismatch.indicator,
        **figures,
    )


def correction_note(w: Words, *corrections: Correction) -> Json:
    """Set what is printed beside what was probably meant."""
    return note(
        *(
            w.gettext(
                "Printed “%(printed)s”; probably “%(likely)s”", printed=each.printed, likely=each.likely
            )
            for each in corrections
        )
    )


def page_words(w: Words, page: Page) -> str:
    """Say which part of a long list this is."""
    if page.pages <= 1:
        return w.gettext("%(total)s in all", total=page.total)
    return w.gettext("%(first)s–%(last)s of %(total)s", first=page.first, last=page.last, total=page.total)


def list_words(w: Words, page: Page) -> str:
    """Say which part of a list of entries this is: what people sent in, or what waits."""
    if page.pages <= 1:
        return w.ngettext("%(num)s entry", "%(num)s entries", page.total)
    return page_words(w, page)


def waiting_words(w: Words, count: int) -> str:
    """Say how much waits for the reader's decision."""
    return w.ngettext("%(num)s item waits for your decision.", "%(num)s items wait for your decision.", count)


def link(w: Words, intent: Intent, words: str) -> Json:
    """A line of a card that leads on when it is tapped."""
    return flex.row(
        flex.text(words, flex=1, gravity="center"),
        flex.text("›", size="md", color=flex.TEAL, weight="bold", align="end", flex=0, gravity="center"),
        spacing="md",
        backgroundColor=flex.GREY_SOFT,
        cornerRadius="8px",
        paddingAll="10px",
        action=leads.tap(w, intent),
    )


def outside(address: str, label: str, *, primary: bool = False) -> Json:
    """A button to a page for the phone's browser: LINE's own saves and prints nothing, says its parameter."""
    return flex.button({"type": "uri", "label": label, "uri": f"{address}?{_OUTSIDE}"}, primary=primary)


def remark(title: str, said: str, *further: str, buttons: tuple[Json, ...] = ()) -> Card:
    """Say something in a sentence or two, without figures."""
    blocks = (flex.text(said), *(flex.text(each, color=flex.MUTED, size="xs") for each in further))
    sheet = Sheet(plain=True, title=title, blocks=blocks, buttons=buttons)
    return Card(alt=" ".join((said, *further)), sheets=(sheet,), size="mega")
