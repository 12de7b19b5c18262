"""Lines of cards that remind: a measure, a deadline over several, a unit with what it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import small
from bot.render.chars import shorten
from bot.render.messages.staff import called

if TYPE_CHECKING:
    from bot.answers.reminders import DueLine, UnitLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_SHORT, _LONG = 44, 160  # graphemes of a measure's own words: among others, and alone
_UNITS, _NAME, _UNIT = 40, 30, 40
_SOON = 7
"""Days from which on a deadline is marked as near."""


def due_words(w: Words, line: DueLine) -> Json:
    """Say a deadline, and how long that is from now, for all measures below it."""
    late, near = line.days_left < 0, line.days_left <= _SOON
    color, ground = (flex.BRICK, flex.BRICK_SOFT) if late else (flex.AMBER_TEXT, flex.AMBER_SOFT)
    if not near:
        color, ground = flex.TEAL, flex.TEAL_SOFT
    left = w.days_left(line.days_left)
    if line.workdays_left is not None:
        left = w.ngettext(
            "%(left)s (%(num)s working day)", "%(left)s (%(num)s working days)", line.workdays_left, left=left
        )
    due = w.gettext("Due %(day)s", day=w.date(line.due))
    return flex.column(
        flex.text(f"{due} · {left}", size="xs", weight="bold", color=color),
        backgroundColor=ground,
        cornerRadius="8px",
        paddingAll="8px",
    )


def compact(w: Words, line: DueLine, *, alone: bool = False, named: bool = True) -> Json:
    """Return a measure in a list; a tap reports on it. ``named``: say in whose place, where that is so.

    Where it stands ``alone`` there is room for its words.
    """
    far = w.gettext("not reported yet") if line.percent is None else f"{line.percent}%"
    facts = [w.all_of(line.units)] if line.units else []
    facts.append(far)
    if named and line.in_place_of is not None:
        name = shorten(called(w, line.in_place_of.name, line.in_place_of.number), _NAME)
        facts.append(w.gettext("in place of %(name)s", name=name))
    return flex.row(
        flex.code(str(line.measure), width="42px"),
        flex.column(
            flex.text(shorten(line.text, _LONG if alone else _SHORT), size="sm" if alone else "xs"),
            small(" · ".join(shorten(fact, _UNITS) for fact in facts)),
        ),
        flex.text("›", size="md", color=flex.TEAL, weight="bold", align="end", flex=0, gravity="center"),
        spacing="md",
        alignItems="flex-start",
        action=leads.tap(w, Intent("progress.submit", {"measure": str(line.measure)})),
    )


def unit_row(w: Words, line: UnitLine, intent: Intent, *, since: bool = False) -> Json:
    """Return a unit with how many measures, and until or since when."""
    count = w.ngettext("%(num)s measure", "%(num)s measures", line.count)
    day = w.date(line.due)
    when = w.gettext("since %(date)s", date=day) if since else w.gettext("due %(day)s", day=day)
    named = w.all_of(map(str, line.measures))
    if line.count > len(line.measures) > 0:
        rest = line.count - len(line.measures)
        named = w.ngettext(
            "%(measures)s and %(num)s other", "%(measures)s and %(num)s others", rest, measures=named
        )
    color = flex.BRICK if line.days_left < 0 else flex.AMBER_TEXT
    return flex.row(
        flex.column(
            flex.row(
                flex.text(shorten(line.unit, _UNIT), weight="bold"),
                flex.text(w.days_left(line.days_left), size="xs", color=color, weight="bold", align="end"),
                spacing="md",
            ),
            flex.text(f"{count} · {when}", size="xs", color=flex.MUTED),
            small(named) if named else None,
        ),
        flex.text("›", size="md", color=flex.TEAL, weight="bold", align="end", flex=0, gravity="center"),
        spacing="md",
        action=leads.tap(w, intent),
    )


def rest_words(w: Words, rest: int, intent: Intent) -> list[Json]:
    """Count what is not shown, and lead to it."""
    if rest <= 0:
        return []
    more = w.gettext("and %(num)s more", num=rest)
    return [flex.text(f"{more} ›", size="xs", color=flex.TEAL, weight="bold", action=leads.tap(w, intent))]
