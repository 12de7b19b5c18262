"""The card of the day: what is due, most urgent first, with days left in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.reminders import DigestScope, ReminderCard
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.messages.budget import budget_note
from bot.render.messages.measures import divided
from bot.render.registry import renders
from bot.render.steps import move_row, move_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.reminders import Digest, DueLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_TEXT = 90  # graphemes of a measure's own words
_ALT_TEXT = 60


@renders(ReminderCard)
def reminder_card(w: Words, answer: ReminderCard) -> Card:
    """Show what is due, then what is told for other reasons."""
    blocks: list[Json] = []
    blocks += _section(w, "", answer.lines, answer.count)
    blocks += _section(w, w.gettext("Overdue, nothing reported"), answer.escalated)
    blocks += _section(w, w.gettext("Nobody registered to remind"), answer.unheard)
    if answer.moved:
        blocks += [
            heading(w.gettext("Reminders with another day")),
            *(move_row(w, one) for one in answer.moved),
        ]
        blocks.append(small(w.gettext("The calendar has changed; deadlines stay as they are.")))
    if answer.digest is not None:
        blocks += _digest(w, answer.digest)
    if answer.budget is not None:
        blocks += budget_note(w, answer.budget)
    sheet = Sheet(
        kicker=f"{answer.agency_short} · {w.long_date(answer.today)}",
        title=_title(w, answer),
        blocks=tuple(blocks),
        buttons=_buttons(w, answer),
    )
    return Card(alt=_said(w, answer), sheets=(sheet,), size="mega")


def _buttons(w: Words, answer: ReminderCard) -> tuple[Json, ...]:
    every = flex.button(leads.action(w, Intent("measure.mine")))
    if not answer.lines:
        return (every,)
    report = Intent("progress.submit", {"measure": str(answer.lines[0].measure)})
    return (
        flex.button(leads.action(w, report), primary=True),
        flex.button(leads.action(w, Intent("reminder.snooze"))),
        every,
    )


def _title(w: Words, answer: ReminderCard) -> str:
    if answer.lines:
        return w.ngettext(
            "Reminder: %(num)s measure is waiting", "Reminder: %(num)s measures are waiting", answer.count
        )
    if answer.digest is not None:
        return w.gettext("Your week")
    if answer.moved and not (answer.escalated or answer.unheard):
        return w.gettext("Reminders have another day")
    return w.gettext("For your attention")


def _said(w: Words, answer: ReminderCard) -> str:
    told = [f"{line.measure} {w.days_left(line.days_left)}" for line in answer.lines[:3]]
    moved = [move_words(w, one) for one in answer.moved[:3]]
    return w.all_of([_title(w, answer), *told, *moved])


def _section(w: Words, title: str, lines: Sequence[DueLine], count: int | None = None) -> list[Json]:
    if not lines:
        return []
    left = (len(lines) if count is None else count) - len(lines)
    return [
        *([heading(title)] if title else []),
        *divided([_line(w, line) for line in lines]),
        *([small(w.gettext("and %(num)s more", num=left))] if left > 0 else []),
    ]


def _line(w: Words, line: DueLine) -> Json:
    color = flex.BRICK if line.days_left < 0 else flex.AMBER_TEXT
    far = w.gettext("not reported yet") if line.percent is None else f"{line.percent}%"
    return flex.column(
        flex.row(
            flex.text(str(line.measure), weight="bold", color=flex.TEAL, flex=0),
            flex.text(w.days_left(line.days_left), size="xs", color=color, weight="bold", align="end"),
            spacing="md",
        ),
        flex.text(shorten(line.text, _TEXT), size="sm"),
        small(f"{w.all_of(line.units)} · {far} · {w.date(line.due)}"),
        spacing="xs",
        action=leads.tap(w, Intent("measure.show", {"measure": str(line.measure)})),
    )


def _digest(w: Words, digest: Digest) -> list[Json]:
    titles = {
        DigestScope.OWN: w.gettext("This week: your measures"),
        DigestScope.UNIT: w.gettext("This week: your unit"),
        DigestScope.AGENCY: w.gettext("This week: the whole agency"),
    }
    counts = w.gettext(
        "%(open)s open, %(overdue)s of them overdue, %(done)s done",
        open=digest.open,
        overdue=digest.overdue,
        done=digest.done,
    )
    left = digest.open - len(digest.lines)
    return [
        heading(titles[digest.scope]),
        flex.text(counts, size="sm"),
        *divided([_line(w, line) for line in digest.lines]),
        *([small(w.gettext("and %(num)s more", num=left))] if left > 0 else []),
    ]
