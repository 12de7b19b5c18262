"""How measures stand at the beginning of a week, as a card of its own."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.answers.reminders import DigestScope
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading
from bot.render.cards import Sheet
from bot.render.chars import shorten
from bot.render.messages.duelines import compact, due_words, rest_words
from bot.render.messages.measures import divided

if TYPE_CHECKING:
    from bot.answers.reminders import Digest, ReminderCard, UnitStand
    from bot.render.i18n import Words
    from bot.render.limits import Json

_UNIT = 40


def digest_sheet(w: Words, answer: ReminderCard) -> Sheet:
    """Show figures first, then the units that are behind, or what is open."""
    digest = answer.digest
    if digest is None:  # whoever calls has looked
        return Sheet(title="")
    titles = {
        DigestScope.OWN: w.gettext("This week: your measures"),
        DigestScope.UNIT: w.gettext("This week: your unit"),
        DigestScope.AGENCY: w.gettext("This week: the whole agency"),
    }
    every = Intent("measure.mine") if digest.scope is DigestScope.OWN else Intent("overview")
    return Sheet(
        kicker=f"{answer.agency_short} · {w.long_date(answer.today)}",
        title=titles[digest.scope],
        hero=(_figures(w, digest),),
        blocks=(*_next(w, digest), *_units(w, digest), *_lines(w, digest)),
        buttons=(flex.button(leads.action(w, every), primary=not answer.lines),),
    )


def _figures(w: Words, digest: Digest) -> Json:
    """Count on the dark ground."""
    counts = (
        (digest.open, "◐", w.pgettext("measures", "open")),
        (digest.overdue, "!", w.pgettext("measures", "overdue")),
        (digest.done, "✓", w.pgettext("measures", "done")),
    )
    return flex.row(
        *(
            flex.column(
                flex.label(str(count), size="xl", weight="bold", color=flex.WHITE, align="center"),
                flex.label(f"{mark} {name}", size="xxs", color=flex.WHITE, align="center"),
                backgroundColor="#FFFFFF1F",
                cornerRadius="8px",
                paddingAll="6px",
                flex=1,
            )
            for count, mark, name in counts
        ),
        spacing="sm",
        margin="md",
    )


def _next(w: Words, digest: Digest) -> list[Json]:
    if digest.next_due is None or digest.lines:
        return []
    return [flex.text(w.gettext("Next deadline: %(day)s", day=w.long_date(digest.next_due)), weight="bold")]


def _units(w: Words, digest: Digest) -> list[Json]:
    if not digest.units:
        return []
    rest = digest.unit_count - len(digest.units)
    return [
        heading(w.gettext("Most overdue first")),
        *divided([_unit(w, one) for one in digest.units]),
        *rest_words(w, rest, Intent("overview")),
    ]


def _unit(w: Words, one: UnitStand) -> Json:
    facts = [w.gettext("%(open)s open, %(done)s done", open=one.open, done=one.done)]
    late = w.gettext("%(num)s overdue", num=one.overdue) if one.overdue else ""
    return flex.row(
        flex.column(
            flex.text(shorten(one.unit, _UNIT), weight="bold"),
            flex.text(facts[0], size="xs", color=flex.MUTED),
        ),
        flex.text(
            f"! {late}", size="xs", weight="bold", color=flex.BRICK, align="end", gravity="center", flex=0
        )
        if late
        else None,
        spacing="md",
        action=leads.tap(w, Intent("overview", {"unit": one.unit})),
    )


def _lines(w: Words, digest: Digest) -> list[Json]:
    blocks: list[Json] = []
    for _due, group in groupby(digest.lines, key=lambda line: line.due):
        lines = list(group)
        blocks += [due_words(w, lines[0]), *divided([compact(w, line) for line in lines])]
    if digest.units:
        return blocks
    return [*blocks, *rest_words(w, digest.rest, Intent("measure.mine"))]
