"""The card of the day: what is due, most urgent first, then what is told to whoever answers for others."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.answers.reminders import ReminderCard
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, note, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.messages.budget import budget_note
from bot.render.messages.digests import digest_sheet
from bot.render.messages.duelines import compact, due_words, rest_words, unit_row
from bot.render.messages.leaves import leave_words
from bot.render.messages.measures import divided
from bot.render.messages.notice_news import paused_title, why_words
from bot.render.messages.staff import called
from bot.render.registry import renders
from bot.render.steps import move_row, move_words

if TYPE_CHECKING:
    from bot.answers.reminders import PausedNote, QueueLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_ALT = 3  # measures, or units, that a notification names
_NAME = 40
_BUTTONS = 3


@renders(ReminderCard)
def reminder_card(w: Words, answer: ReminderCard) -> Card:
    """Show what is due, on cards of their own what concerns others, and the week."""
    sheets = [*_own(w, answer), *_others(w, answer)]
    if answer.digest is not None:
        sheets.append(digest_sheet(w, answer))
    return Card(alt=_said(w, answer), sheets=tuple(sheets), size="mega")


def _kicker(w: Words, answer: ReminderCard) -> str:
    return f"{answer.agency_short} · {w.long_date(answer.today)}"


def _said(w: Words, answer: ReminderCard) -> str:
    """Say in a notification what is most urgent."""
    told: list[str] = []
    if answer.lines:
        told.append(_title(w, answer))
        told += [f"{line.measure} {w.days_left(line.days_left)}" for line in answer.lines[:_ALT]]
    if answer.escalated:
        named = [f"{line.unit} {line.count}" for line in answer.escalated[:_ALT]]
        told.append(_headed(w.gettext("Overdue, nothing reported"), w.all_of(named)))
    if answer.unheard:
        named = [f"{line.unit} {line.count}" for line in answer.unheard[:_ALT]]
        told.append(_headed(w.gettext("Nobody hears of it"), w.all_of(named)))
    if answer.queue is not None:
        told.append(_queue_words(w, answer.queue))
    told += [leave_words(w, line) for line in answer.leave]
    if answer.done:
        named = [f"{line.measure} {line.unit}" for line in answer.done[:_ALT]]
        told.append(_headed(w.gettext("Done meanwhile"), w.all_of(named)))
    if answer.moved:
        named = [move_words(w, one) for one in answer.moved[:_ALT]]
        told.append(_headed(w.gettext("Reminders with another day"), w.all_of(named)))
    told += [paused_title(w, one.number) for one in answer.paused]
    if answer.budget is not None:
        told.append(w.gettext("Message budget"))
    if answer.digest is not None:
        digest = answer.digest
        counts = {"open": digest.open, "overdue": digest.overdue, "done": digest.done}
        told.append(w.gettext("This week: %(open)s open, %(overdue)s overdue, %(done)s done", **counts))
    if answer.budget is not None:
        told.append(w.gettext("The month's messages will not last"))
    return " · ".join(told or [w.gettext("For your attention")])


def _headed(title: str, named: str) -> str:
    return f"{title}: {named}"


def _alarm(title: str) -> Json:
    """Open a section that should not be; the sign says so without a colour."""
    return heading(f"! {title}")


# --- one's own ------------------------------------------------------------------------------------------


def _own(w: Words, answer: ReminderCard) -> list[Sheet]:
    """Show what the person is to do themselves, overdue first, each deadline under a heading of its own."""
    if not answer.lines:
        return []
    blocks: list[Json] = [note(leave_words(w, line)) for line in answer.leave]
    instead = {line.in_place_of for line in answer.lines}
    shared = next(iter(instead)) if len(instead) == 1 else None
    announced = {line.who.number for line in answer.leave if line.kind == "acting"}
    if shared is not None and shared.number not in announced:
        name = shorten(called(w, shared.name, shared.number), _NAME)
        blocks.append(note(w.gettext("In place of %(name)s, who is on leave", name=name)))
    overdue = [line for line in answer.lines if line.days_left < 0]
    ahead = [line for line in answer.lines if line.days_left >= 0]
    if overdue:
        blocks.append(_alarm(w.gettext("Overdue")))
    for group in (overdue, ahead):
        for _due, lines in groupby(group, key=lambda line: line.due):
            of_day = list(lines)
            rows = [compact(w, line, alone=answer.count == 1, named=shared is None) for line in of_day]
            blocks += [due_words(w, of_day[0]), *divided(rows)]
    blocks += rest_words(w, answer.count - len(answer.lines), Intent("measure.mine"))
    return [
        Sheet(
            kicker=_kicker(w, answer),
            title=_title(w, answer),
            hero=(flex.text(w.gettext("Tap a measure to report on it"), size="xs", color=flex.PALE),),
            blocks=tuple(blocks),
            buttons=_buttons(w, answer),
        )
    ]


def _title(w: Words, answer: ReminderCard) -> str:
    return w.ngettext(
        "Reminder: %(num)s measure is waiting", "Reminder: %(num)s measures are waiting", answer.count
    )


def _buttons(w: Words, answer: ReminderCard) -> tuple[Json, ...]:
    report = Intent("progress.submit", {"measure": str(answer.lines[0].measure)})
    return (
        flex.button(leads.action(w, report), primary=True),
        flex.button(leads.action(w, Intent("reminder.snooze"))),
        flex.button(leads.action(w, Intent("measure.mine"))),
    )


# --- what concerns others -------------------------------------------------------------------------------


def _others(w: Words, answer: ReminderCard) -> list[Sheet]:
    """Show what is told because of an office rather than of one's own measures."""
    blocks: list[Json] = []
    buttons: list[Json] = []
    if not answer.lines:
        blocks += [note(leave_words(w, line)) for line in answer.leave]
    if answer.escalated:
        blocks += _escalated(w, answer)
        buttons.append(flex.button(leads.action(w, Intent("overview")), primary=True))
    if answer.unheard:
        blocks += _unheard(w, answer)
        invites = [Intent("invite", {"unit": line.unit}) for line in answer.unheard[:_BUTTONS]]
        buttons += [
            flex.button(
                leads.action(w, one, w.gettext("Invite people of %(unit)s", unit=one.slots["unit"])),
                primary=not buttons and number == 0,
            )
            for number, one in enumerate(invites)
        ]
    if answer.queue is not None:
        blocks += _queue(w, answer.queue)
        buttons.append(flex.button(leads.action(w, Intent("progress.review")), primary=not buttons))
    if answer.done:
        blocks += _done(w, answer)
    if answer.moved:
        blocks += _moved(w, answer)
    for one in answer.paused[:_BUTTONS]:
        blocks += [heading(paused_title(w, one.number)), note(*why_words(w, one.why), mark="!")]
        buttons.append(flex.button(_status(w, one), primary=not buttons))
    if answer.budget is not None:
        blocks += budget_note(w, answer.budget)
    if not blocks:
        return []
    first = {**blocks[0], "margin": "none"}
    return [
        Sheet(
            kicker=_kicker(w, answer),
            title=w.gettext("For your attention"),
            blocks=(first, *blocks[1:]),
            buttons=tuple(buttons),
        )
    ]


def _status(w: Words, one: PausedNote) -> Json:
    words = w.gettext("How notice %(number)s gets on", number=one.number)
    return leads.action(w, Intent("notice.status", {"notice": one.number}), words)


def _moved(w: Words, answer: ReminderCard) -> list[Json]:
    """Show which steps have another day."""
    return [
        heading(w.gettext("Reminders with another day")),
        *(move_row(w, one) for one in answer.moved),
        small(w.gettext("The calendar has changed; deadlines stay as they are.")),
    ]


def _escalated(w: Words, answer: ReminderCard) -> list[Json]:
    """Show who is late with what, unit by unit."""
    rows = [
        unit_row(w, line, Intent("measure.list", {"unit": line.unit, "status": "overdue"}), since=True)
        for line in answer.escalated
    ]
    rest = answer.escalated_count - len(answer.escalated)
    return [
        _alarm(w.gettext("Overdue, nothing reported")),
        *divided(rows),
        *rest_words(w, rest, Intent("overview")),
    ]


def _unheard(w: Words, answer: ReminderCard) -> list[Json]:
    """Show units of which nobody can be reminded: one line each."""
    rows = [unit_row(w, line, Intent("invite", {"unit": line.unit})) for line in answer.unheard]
    rest = answer.unheard_count - len(answer.unheard)
    said = w.gettext("Nobody of these units can be reminded: nobody is registered, or all are on leave.")
    return [
        _alarm(w.gettext("Nobody hears of it")),
        flex.text(said, size="xs", color=flex.MUTED),
        *divided(rows),
        *rest_words(w, rest, Intent("people.list")),
    ]


def _queue(w: Words, queue: QueueLine) -> list[Json]:
    return [
        heading(w.gettext("Reports to review")),
        flex.text(_queue_words(w, queue), action=leads.tap(w, Intent("progress.review"))),
    ]


def _queue_words(w: Words, queue: QueueLine) -> str:
    since = w.date(queue.since)
    waits = w.ngettext(
        "%(num)s report waits for your decision", "%(num)s reports wait for your decision", queue.count
    )
    days = w.ngettext("%(num)s working day", "%(num)s working days", queue.workdays)
    return w.gettext("%(waits)s, the oldest since %(since)s (%(days)s)", waits=waits, since=since, days=days)


def _done(w: Words, answer: ReminderCard) -> list[Json]:
    """Say of what was overdue that it is done."""
    rows = [
        flex.row(
            flex.text("✓", color=flex.TEAL, weight="bold", flex=0),
            flex.text(w.gettext("%(measure)s of %(unit)s is done", measure=line.measure, unit=line.unit)),
            spacing="md",
            action=leads.tap(w, Intent("measure.show", {"measure": str(line.measure)})),
        )
        for line in answer.done
    ]
    rest = answer.done_count - len(answer.done)
    more = [small(w.gettext("and %(num)s more", num=rest))] if rest > 0 else []
    return [heading(w.gettext("Done meanwhile")), *rows, *more]
