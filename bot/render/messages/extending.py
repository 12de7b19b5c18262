"""Asking for more time: what is missing, the wish read back, the decision and what others are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import (
    DeadlineTold,
    ExtensionAsks,
    ExtensionJudged,
    ExtensionNeedless,
    ExtensionRequested,
    ExtensionSent,
    ExtensionShown,
    ExtensionStale,
)
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, link, note, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.registry import renders
from bot.render.rows import ROW_TEXT, due_words, measure_line

if TYPE_CHECKING:
    import datetime as dt

    from bot.answers import MeasureLine, Wish
    from bot.render.i18n import Words
    from bot.render.limits import Json
    from ita_core.keys import FiscalYear

_OWN = 8
_REASON = 600


def wish_sheet(w: Words, wish: Wish, year: FiscalYear) -> Sheet:
    """Return a wish with the buttons to decide on it."""
    slots = {"extension": wish.id, "measure": str(wish.measure.measure)}
    asked = w.moment(wish.asked_at)
    if wish.name:
        asked = w.gettext("%(when)s by %(name)s", when=asked, name=wish.name)
    return Sheet(
        kicker=w.gettext("More time asked for · %(year)s", year=w.fiscal_year(year)),
        title=_title(w, wish.measure, wish.unit),
        hero=(flex.text(asked, size="xs", color=flex.PALE),),
        blocks=tuple(_facts(w, wish.measure, wish.due, wish.until, wish.reason)),
        buttons=(
            flex.button(leads.action(w, Intent("deadline.grant", slots), w.gettext("Grant")), primary=True),
            flex.button(leads.action(w, Intent("deadline.refuse", slots), w.gettext("Refuse"))),
        ),
    )


def _title(w: Words, measure: MeasureLine, unit: str) -> str:
    return w.gettext("Measure %(measure)s · %(unit)s", measure=measure.measure, unit=shorten(unit, 60))


def _facts(w: Words, measure: MeasureLine, due: dt.date, until: dt.date, reason: str | None) -> list[Json]:
    """Say from when to when, and why."""
    days = w.ngettext("%(num)s day more", "%(num)s days more", (until - due).days)
    why = w.gettext("(taken back by its author)") if reason is None else f"“{shorten(reason, _REASON)}”"
    return [
        flex.text(shorten(measure.text, ROW_TEXT), size="xs"),
        fact(w.gettext("Due"), w.long_date(due)),
        fact(w.gettext("New deadline"), f"{w.long_date(until)} · {days}"),
        fact(w.gettext("Reason"), why),
    ]


# --- asking ---------------------------------------------------------------------------------------------


@renders(ExtensionAsks)
def extension_asks(w: Words, answer: ExtensionAsks) -> Card:
    """Ask for the one thing that is missing."""
    wrong = _wrong(w, answer)
    title, how, options = _question(w, answer)
    known = []
    if answer.measure is not None:
        known = [
            flex.text(shorten(answer.measure.text, ROW_TEXT), size="xs"),
            flex.text(due_words(w, answer.measure), size="xxs", color=flex.MUTED),
        ]
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(
            *((note(wrong, mark="!"),) if wrong else ()),
            *known,
            flex.text(how, size="xs", color=flex.MUTED),
            *options,
        ),
    )
    return Card(alt=" ".join(part for part in (wrong, title, how) if part), sheets=(sheet,), size="mega")


def _question(w: Words, answer: ExtensionAsks) -> tuple[str, str, list[Json]]:
    """Return the question, how to answer it, and what may be tapped."""
    measure = answer.measure
    if answer.want == "measure" or measure is None:
        how = w.gettext("Tap one, or type its number.")
        rows = [_own(w, line) for line in answer.own[:_OWN]]
        rest = len(answer.own) - len(rows)
        if rest > 0:
            rows.append(small(w.gettext("and %(num)s more", num=rest)))
        return w.gettext("For which measure do you need more time?"), how, rows
    number = {"measure": str(measure.measure)}
    if answer.want == "unit":
        rows = [
            link(w, Intent("deadline.extend", {**number, "unit": one.abbr}), one.full_name or one.abbr)
            for one in answer.units
        ]
        how = w.gettext("Several of your units own this measure.")
        return w.gettext("For which unit do you ask?"), how, rows
    if answer.want == "reason":
        until = "" if answer.until is None else w.long_date(answer.until)
        title = w.gettext("Why is more time needed, until %(until)s?", until=until)
        return title, w.gettext("Type the reason; it is shown to whoever decides."), []
    title = w.gettext("Until when, for measure %(measure)s?", measure=measure.measure)
    how = w.gettext("Tap a day or choose one, or type it, for example “15 May” or “14 days”.")
    rows = [
        link(
            w,
            Intent("deadline.extend", {**number, "until": day.isoformat()}),
            f"{w.long_date(day)} · {_more(w, measure, day)}",
        )
        for day in answer.days
    ]
    return title, how, [*rows, *_picker(w, answer)]


def _more(w: Words, measure: MeasureLine, day: dt.date) -> str:
    return w.ngettext("%(num)s day more", "%(num)s days more", (day - measure.due).days)


def _own(w: Words, line: MeasureLine) -> Json:
    intent = Intent("deadline.extend", {"measure": str(line.measure)})
    return {**measure_line(w, line), "action": leads.tap(w, intent)}


def _picker(w: Words, answer: ExtensionAsks) -> list[Json]:
    """Let a day be chosen from a calendar, where there is any."""
    if answer.measure is None or answer.first is None or answer.last is None or not answer.days:
        return []
    intent = Intent("deadline.extend", {"measure": str(answer.measure.measure)})
    action = leads.pick_day(
        intent, w.gettext("Another day…"), first=answer.first, last=answer.last, shown=answer.days[0]
    )
    return [flex.button(action)]


def _wrong(w: Words, answer: ExtensionAsks) -> str:
    """Say what is the matter with the day that was named."""
    if answer.wrong is None or answer.said is None or answer.measure is None or answer.last is None:
        return ""
    said = w.long_date(answer.said)
    return {
        "not_later": w.gettext(
            "%(said)s is no later than the present deadline, %(due)s.",
            said=said,
            due=w.long_date(answer.measure.due),
        ),
        "past": w.gettext("%(said)s is over already.", said=said),
        "after_year": w.gettext(
            "%(said)s is after the end of the plan's year, %(last)s.",
            said=said,
            last=w.long_date(answer.last),
        ),
    }[answer.wrong]


@renders(ExtensionShown)
def extension_shown(w: Words, answer: ExtensionShown) -> Card:
    """Read a wish back, to be confirmed with one tap."""
    number = {"dialogue": answer.dialogue}
    title = w.gettext("Ask for more time like this?")
    sheet = Sheet(
        kicker=w.gettext("Request, not sent yet · %(year)s", year=w.fiscal_year(answer.plan_year)),
        title=title,
        hero=(flex.text(_title(w, answer.measure, answer.unit), size="xs", color=flex.PALE),),
        blocks=tuple(_facts(w, answer.measure, answer.measure.due, answer.until, answer.reason)),
        buttons=(
            flex.button(leads.action(w, Intent("confirm", number), w.gettext("Confirm")), primary=True),
            flex.button(leads.action(w, Intent("cancel", number), w.gettext("Cancel"))),
        ),
    )
    alt = w.gettext(
        "Please confirm: more time for measure %(measure)s until %(until)s, because “%(reason)s”",
        measure=answer.measure.measure,
        until=w.long_date(answer.until),
        reason=shorten(answer.reason, 200),
    )
    return Card(alt=alt, sheets=(sheet,), size="mega")


@renders(ExtensionSent)
def extension_sent(w: Words, answer: ExtensionSent) -> Card:
    """Say where the wish is now."""
    said = w.gettext(
        "Asked for: measure %(measure)s of %(unit)s until %(until)s.",
        measure=answer.measure.measure,
        unit=shorten(answer.unit, 60),
        until=w.long_date(answer.until),
    )
    until_then = w.gettext("Until that is decided, %(due)s stays.", due=w.long_date(answer.measure.due))
    told = w.gettext("An administrator decides; you will be told.")
    return remark(w.gettext("Request sent"), said, f"{told} {until_then}")


@renders(ExtensionNeedless)
def extension_needless(w: Words, answer: ExtensionNeedless) -> Card:
    """Say why no more time can be asked for."""
    measure = answer.measure.measure
    if answer.why == "done":
        said = w.gettext("Measure %(measure)s is done and accepted already.", measure=measure)
        return remark(w.gettext("No more time needed"), said)
    if answer.why == "year_ends" or answer.wish is None:
        said = w.gettext(
            "Measure %(measure)s cannot be put off further: it has to be done in the plan's year, %(year)s.",
            measure=measure,
            year=w.year(answer.plan_year),
        )
        return remark(w.gettext("The year ends"), said, due_words(w, answer.measure))
    said = w.gettext(
        "%(unit)s asked on %(when)s for more time for measure %(measure)s, until %(until)s.",
        unit=shorten(answer.wish.unit, 60),
        when=w.moment(answer.wish.asked_at),
        measure=measure,
        until=w.long_date(answer.wish.until),
    )
    return remark(w.gettext("A request waits already"), said, w.gettext("It has not been decided yet."))


# --- deciding -------------------------------------------------------------------------------------------


@renders(ExtensionRequested)
def extension_requested(w: Words, answer: ExtensionRequested) -> Card:
    """Tell an administrator of a wish."""
    title = w.gettext("More time is asked for")
    by = () if answer.name is None else (small(w.gettext("Asked by %(name)s", name=answer.name)),)
    sheet = Sheet(
        kicker=w.gettext("Deadlines · %(year)s", year=w.fiscal_year(answer.plan_year)),
        title=title,
        hero=(flex.text(_title(w, answer.measure, answer.unit), size="xs", color=flex.PALE),),
        blocks=(*_facts(w, answer.measure, answer.measure.due, answer.until, answer.reason), *by),
        buttons=(
            flex.button(
                leads.action(w, Intent("progress.review"), w.gettext("See and decide")), primary=True
            ),
        ),
    )
    alt = w.gettext(
        "%(title)s: measure %(measure)s of %(unit)s until %(until)s, because “%(reason)s”",
        title=title,
        measure=answer.measure.measure,
        unit=shorten(answer.unit, 60),
        until=w.long_date(answer.until),
        reason=shorten(answer.reason, 200),
    )
    return Card(alt=alt, sheets=(sheet,), size="mega")


@renders(ExtensionJudged)
def extension_judged(w: Words, answer: ExtensionJudged) -> Card:
    """Confirm a decision to whoever made it."""
    wish = answer.wish
    title = w.gettext("More time granted") if answer.granted else w.gettext("More time refused")
    said = _decided(w, wish, granted=answer.granted)
    told = w.ngettext("%(num)s person is told.", "%(num)s people are told.", answer.told)
    left = w.gettext("No other request waits.")
    if answer.left:
        left = w.ngettext("%(num)s more request waits.", "%(num)s more requests wait.", answer.left)
    return remark(title, said, f"{told} {left}")


def _decided(w: Words, wish: Wish, *, granted: bool) -> str:
    facts = {"measure": wish.measure.measure, "unit": shorten(wish.unit, 60)}
    if granted:
        return w.gettext(
            "Measure %(measure)s is due on %(until)s now, for all its units; before, it was %(due)s.",
            until=w.long_date(wish.until),
            due=w.long_date(wish.measure.due),
            **facts,
        )
    return w.gettext(
        "Measure %(measure)s stays due on %(due)s; %(unit)s had asked for %(until)s.",
        until=w.long_date(wish.until),
        due=w.long_date(wish.measure.due),
        **facts,
    )


@renders(DeadlineTold)
def deadline_told(w: Words, answer: DeadlineTold) -> Card:
    """Tell those whom it concerns."""
    wish = answer.wish
    said = _decided(w, wish, granted=answer.granted)
    if answer.granted:
        title = w.gettext("Your request is granted") if answer.asked else w.gettext("A deadline has moved")
    else:
        title = w.gettext("Your request is not granted")
    sheet = Sheet(
        kicker=w.gettext("Deadlines · %(year)s", year=w.fiscal_year(answer.plan_year)),
        title=title,
        hero=(
            flex.text(
                w.gettext("Measure %(measure)s", measure=wish.measure.measure), size="xs", color=flex.PALE
            ),
        ),
        blocks=(flex.text(shorten(wish.measure.text, ROW_TEXT), size="xs"), flex.text(said)),
    )
    return Card(alt=f"{title}: {said}", sheets=(sheet,), size="mega")


@renders(ExtensionStale)
def extension_stale(w: Words, answer: ExtensionStale) -> Card:
    """Say that there is nothing to decide."""
    said = {
        "granted": w.gettext("The request was granted already."),
        "refused": w.gettext("The request was refused already."),
        "withdrawn": w.gettext("The request was taken back by its author."),
        "moot": w.gettext("The deadline is that late by now; there is nothing to grant."),
    }[answer.state]
    stands = w.gettext(
        "Measure %(measure)s is due on %(due)s.",
        measure=answer.wish.measure.measure,
        due=w.long_date(answer.wish.measure.due),
    )
    return remark(w.gettext("Nothing left to decide"), said, stands)
