"""What somebody is reminded of in the days ahead, each to be done without, and how they are reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.own_reminders import ReminderPlan
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, note, small
from bot.render.cards import Card, Sheet
from bot.render.messages.own_reminders import (
    ahead_words,
    measure_numbers,
    muted_words,
    setting_facts,
    weekday_date,
)
from bot.render.registry import renders
from bot.render.sayings_reminders import rung_name

if TYPE_CHECKING:
    from bot.answers.own_reminders import PlannedDay, PlannedStep
    from bot.render.i18n import Words
    from bot.render.limits import Json


@renders(ReminderPlan)
def reminder_plan(w: Words, answer: ReminderPlan) -> Card:
    """Show the settings, then the days."""
    blocks: list[Json] = setting_facts(w, answer.settings)
    if answer.muted:
        blocks.append(note(*(muted_words(w, one) for one in answer.muted)))
    for day in answer.days:
        blocks += _day(w, day)
    nothing = w.gettext("Nothing is planned for you.")
    if not answer.days:
        blocks.append(flex.text(nothing))
    title = w.gettext("Your reminders")
    sheet = Sheet(
        kicker=f"{answer.agency_short} · {w.long_date(answer.today)}",
        title=title,
        blocks=tuple(blocks),
        buttons=_buttons(w, answer),
    )
    first = answer.days[0] if answer.days else None
    said = nothing if first is None else f"{weekday_date(w, first.day)}: {_said(w, first)}"
    return Card(alt=f"{title}. {said}", sheets=(sheet,), size="mega")


def _said(w: Words, day: PlannedDay) -> str:
    return "; ".join(
        f"{rung_name(w, step.step)} {measure_numbers(w, step.measures)}".strip() for step in day.steps
    )


def _buttons(w: Words, answer: ReminderPlan) -> tuple[Json, ...]:
    settings = answer.settings
    hour = leads.pick_time(Intent("reminder.set"), w.gettext("Change the hour…"), shown=settings.at)
    digest = Intent("reminder.set", {"digest": not settings.digest_only})
    place = Intent("reminder.set", {"place": "private" if settings.place == "group" else "group"})
    silence = Intent("reminder.unmute") if answer.muted else Intent("reminder.mute")
    return (
        flex.button(hour, primary=True),
        flex.button(leads.action(w, digest, leads.utterance(w, digest))),
        flex.button(leads.action(w, place, leads.utterance(w, place))),
        flex.button(leads.action(w, silence)),
    )


def _day(w: Words, day: PlannedDay) -> list[Json]:
    return [
        heading(weekday_date(w, day.day), ahead_words(w, day.ahead)),
        *(_step(w, step) for step in day.steps),
    ]


def _step(w: Words, step: PlannedStep) -> Json:
    """Name a step with its measures; beside it, doing without it or having it after all."""
    state = {
        "planned": "",
        "waits": w.gettext("waiting now"),
        "put_off": w.gettext("put off until this day"),
        "cancelled": w.gettext("left out"),
    }[step.state]
    off = step.state == "cancelled"
    color = flex.MUTED if off else flex.INK
    named = " · ".join(part for part in (_kind(w, step), state) if part)
    return flex.row(
        flex.column(
            flex.text(named, size="xs", color=color, **({"decoration": "line-through"} if off else {})),
            small(measure_numbers(w, step.measures)) if step.measures else None,
            spacing="xs",
            flex=1,
        ),
        _switch(w, step) if step.can_cancel else None,
        spacing="md",
        alignItems="center",
    )


def _kind(w: Words, step: PlannedStep) -> str:
    leave = w.gettext("about leave and who stands in")
    return {
        "unheard": w.gettext("nobody registered to remind"),
        "head": w.gettext("overdue in another's hands"),
        "central": w.gettext("overdue in another's hands"),
        "done": w.gettext("done in another's hands"),
        "moved": w.gettext("a date has moved"),
        "queue": w.gettext("reports that wait for you"),
        "budget": w.gettext("the message budget"),
        "paused": w.gettext("a notice that is paused"),
        **dict.fromkeys(("acting", "leave", "back"), leave),
    }.get(step.kind) or rung_name(w, step.step)


def _switch(w: Words, step: PlannedStep) -> Json:
    slots: dict[str, object] = {"day": step.day.isoformat(), "rung": step.rung}
    off = step.state == "cancelled"
    intent = Intent("reminder.cancel", {**slots, "back": True} if off else slots)
    words = w.gettext("Take it back") if off else w.gettext("Leave it out")
    return flex.column(
        flex.text(words, size="xxs", color=flex.TEAL, align="center", weight="bold"),
        backgroundColor=flex.TEAL_SOFT,
        cornerRadius="8px",
        paddingAll="6px",
        flex=0,
        width="84px",
        action=leads.tap(w, intent),
    )
