"""Office hours, and the steps of reminding with their days and switches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.office import LadderShown, OfficeHoursRefused, OfficeHoursShown, RungRefused
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, note, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.messages.measures import divided
from bot.render.registry import renders
from bot.render.rows import ROW_TEXT
from bot.render.steps import step_mark, step_means, step_name

if TYPE_CHECKING:
    from bot.answers.office import RungLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_SAID = 4


@renders(OfficeHoursShown)
def office_hours_shown(w: Words, answer: OfficeHoursShown) -> Card:
    """Show when the office works."""
    title = w.gettext("Office hours are changed") if answer.changed else w.gettext("Office hours")
    working = f"{answer.opens}\N{EN DASH}{answer.closes}"
    how = w.gettext("To change them, type for example “office hours 08:30-16:30” or “cut-off at 13:00”.")
    sheet = Sheet(
        kicker=w.gettext("Calendar · %(agency)s", agency=answer.agency_short),
        title=title,
        blocks=(
            fact(w.gettext("Office hours"), working),
            fact(w.gettext("Cut-off"), answer.cutoff),
            flex.text(
                w.gettext(
                    "Reminders wait for the next answer and cost nothing; what is left at the cut-off is "
                    "sent then. Nothing is sent outside office hours."
                ),
                size="xs",
                color=flex.MUTED,
            ),
            *((small(how),) if answer.may_set else ()),
        ),
    )
    said = w.gettext(
        "Working %(hours)s, what is left is sent at %(cutoff)s", hours=working, cutoff=answer.cutoff
    )
    return Card(alt=f"{title}: {said}", sheets=(sheet,), size="mega")


@renders(OfficeHoursRefused)
def office_hours_refused(w: Words, answer: OfficeHoursRefused) -> Card:
    """Say what is wrong with hours."""
    hours = {"opens": answer.opens, "closes": answer.closes}
    said = {
        "order": w.gettext("An office cannot open at %(opens)s and close at %(closes)s.", **hours),
        "short": w.gettext("From %(opens)s to %(closes)s is less than an hour.", **hours),
        "cutoff": w.gettext(
            "The cut-off %(cutoff)s is not within office hours, %(opens)s-%(closes)s.",
            cutoff=answer.cutoff,
            **hours,
        ),
    }[answer.why]
    how = w.gettext("To change them, type for example “office hours 08:30-16:30” or “cut-off at 13:00”.")
    return remark(w.gettext("Office hours stay as they are"), said, how)


@renders(LadderShown)
def ladder_shown(w: Words, answer: LadderShown) -> Card:
    """Show each step with its day, whom it speaks to, and its switch."""
    title = w.gettext("Steps of reminding")
    kicker = w.gettext("Plan · %(year)s", year=w.fiscal_year(answer.plan_year))
    if answer.measure is not None:
        title = w.gettext("Steps of reminding: measure %(measure)s", measure=answer.measure.measure)
    period = w.period(answer.start, answer.due)
    counted = w.ngettext("%(num)s measure", "%(num)s measures", answer.count)
    sheet = Sheet(
        kicker=kicker,
        title=title,
        hero=(
            flex.text(
                period if answer.measure is not None else f"{period} · {counted}", size="xs", color=flex.PALE
            ),
        ),
        blocks=(
            *_about(w, answer),
            *divided([_rung(w, line, answer) for line in answer.rungs]),
            small(w.gettext("On a day off a reminder comes on the working day before, never later.")),
        ),
    )
    on = w.all_of(
        f"{step_mark(w, line.rung)} {w.date(line.day)}"
        for line in answer.rungs
        if line.on and line.day is not None and not line.past
    )
    nothing = w.gettext("nothing ahead")
    return Card(alt=shorten(f"{title}: {on or nothing}", 380), sheets=(sheet,), size="mega")


def _about(w: Words, answer: LadderShown) -> list[Json]:
    """Say what holds besides: what was switched, what is special, and that nobody is reminded."""
    found: list[Json] = []
    if answer.changed is not None:
        now = next((line for line in answer.rungs if line.rung == answer.changed), None)
        said = w.gettext("%(step)s is on.", step=step_name(w, answer.changed))
        if now is None or not now.on:
            said = w.gettext("%(step)s is off.", step=step_name(w, answer.changed))
        found.append(note(said))
    if not any(line.on for line in answer.rungs):
        found.append(note(w.gettext("No step is on: nobody is reminded of anything."), mark="!"))
    if answer.measure is not None:
        found.append(flex.text(shorten(answer.measure.text, ROW_TEXT), size="xs"))
        own = w.gettext("This measure has steps of its own.")
        found.append(small(own if answer.own else w.gettext("As all measures of the agency.")))
        return found
    if answer.others:
        found.append(
            small(
                w.ngettext(
                    "%(num)s measure has another period; ask for its steps with its number.",
                    "%(num)s measures have other periods; ask for their steps with their number.",
                    answer.others,
                )
            )
        )
    if answer.own:
        found.append(
            small(
                w.ngettext(
                    "%(num)s measure has steps of its own.",
                    "%(num)s measures have steps of their own.",
                    answer.own,
                )
            )
        )
    return found


def _rung(w: Words, line: RungLine, answer: LadderShown) -> Json:
    named = step_mark(w, line.rung)
    if line.to == "duty":  # the others say in their name whom they speak to
        unit = w.gettext("to the unit")
        named = f"{named} · {unit}"
    return flex.row(
        flex.column(
            flex.text(
                named,
                size="sm",
                weight="bold",
                color=flex.TEAL if line.on else flex.MUTED,
            ),
            flex.text(_when(w, line), size="xs"),
            small(step_means(w, line.rung)),
            spacing="xs",
            flex=1,
        ),
        _switch(w, line, answer),
        spacing="md",
        alignItems="center",
    )


def _when(w: Words, line: RungLine) -> str:
    if line.day is None:
        return w.gettext("not in this period")
    day = f"{w.weekday(line.day)} {w.date(line.day)}"
    if line.past:
        return w.gettext("%(day)s, over", day=day)
    return w.gettext("%(day)s, then weekly", day=day) if line.weekly else day


def _switch(w: Words, line: RungLine, answer: LadderShown) -> Json:
    """Show whether a step is on; who may, switches it with a tap."""
    words = w.gettext("✓ On") if line.on else w.gettext("✕ Off")
    colors = (flex.TEAL, flex.TEAL_SOFT) if line.on else (flex.MUTED, flex.GREY_SOFT)
    shown = flex.column(
        flex.text(words, size="xs", weight="bold", color=colors[0], align="center"),
        backgroundColor=colors[1],
        cornerRadius="8px",
        paddingAll="8px",
        width="72px",
        flex=0,
    )
    if not answer.may_set:
        return shown
    slots = {"rung": line.rung, "enabled": not line.on}
    if answer.measure is not None:
        slots["measure"] = str(answer.measure.measure)
    return {**shown, "action": leads.tap(w, Intent("ladder.set", slots))}


@renders(RungRefused)
def rung_refused(w: Words, answer: RungRefused) -> Card:
    """Say why a step cannot be switched on."""
    rung = shorten(step_name(w, answer.rung), 40)
    said = {
        "unknown": w.gettext(
            "There is no step “%(step)s”. Before the deadline there are T-1 to T-90, in working days.",
            step=rung,
        ),
        "too_many": w.gettext(
            "There are %(most)s steps already, and more would be a nuisance. Switch another one off first.",
            most=answer.most,
        ),
    }[answer.why]
    return remark(w.gettext("The steps stay as they are"), said)
