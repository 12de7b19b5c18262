"""The measures of the reader's own units, with their share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import MyMeasures, NeedsLink
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, kicker, page_words, plan_source_words
from bot.render.cards import Card, Sheet
from bot.render.messages.measures import divided, status_counts
from bot.render.names import unit_name
from bot.render.parts import status_name
from bot.render.registry import renders
from bot.render.rows import measure_row
from ita_core.figure import MeasureStatus

if TYPE_CHECKING:
    from bot.answers import OwnLine, OwnShare
    from bot.render.i18n import Words
    from bot.render.limits import Json


@renders(MyMeasures)
def my_measures(w: Words, answer: MyMeasures) -> Card:
    """Show the measures of the reader's units, most urgent first."""
    title = w.gettext("Your units' measures") if len(answer.units) > 1 else w.gettext("Your unit's measures")
    narrowed = [w.gettext("Unit %(unit)s", unit=w.all_of(unit_name(unit) for unit in answer.units))]
    if answer.status is not None:
        narrowed.append(status_name(w, answer.status))
    several = len(answer.units) > 1
    if answer.rows:
        rows = [_row(w, one, several=several) for one in answer.rows]
        blocks = [heading(page_words(w, answer.page), margin="none"), *divided(rows)]
    else:
        blocks = [flex.text(w.gettext("No measures match at present."))]
    sheet = Sheet(
        kicker=kicker(w, answer.agency_short, answer.plan_year),
        title=title,
        hero=(
            *(flex.text(words, size="xs", color=flex.WHITE) for words in narrowed),
            status_counts(w, answer.counts),
        ),
        blocks=tuple(blocks),
        source=plan_source_words(w, answer.source, answer.plan_year),
    )
    counts = w.all_of(f"{status_name(w, status)} {answer.counts.get(status, 0)}" for status in MeasureStatus)
    alt = w.gettext(
        "%(title)s, %(units)s: %(counts)s",
        title=title,
        units=w.all_of(unit.abbr for unit in answer.units),
        counts=counts,
    )
    return Card(alt=alt, sheets=(sheet,))


def _row(w: Words, one: OwnLine, *, several: bool) -> Json:
    button = flex.column(
        flex.text(w.gettext("Report"), size="xs", color=flex.TEAL, weight="bold", align="center"),
        backgroundColor=flex.TEAL_SOFT,
        cornerRadius="8px",
        paddingAll="6px",
        width="76px",
        flex=0,
        action=leads.tap(w, Intent("progress.submit", {"measure": str(one.line.measure)})),
    )
    shares = w.all_of(_share(w, share, several=several) for share in one.shares)
    own = flex.text(
        w.gettext("Your share: %(shares)s", shares=shares), size="xs", weight="bold", gravity="center"
    )
    return flex.column(
        measure_row(w, one.line),
        flex.row(
            own, button if one.to_report else None, spacing="md", paddingStart="54px", alignItems="center"
        ),
        spacing="sm",
    )


def _share(w: Words, share: OwnShare, *, several: bool) -> str:
    if share.percent is None:
        said = w.gettext("not reported yet")
    elif share.done:
        said = w.gettext("%(percent)s%%, accepted", percent=share.percent)
    else:
        said = w.gettext("%(percent)s%%", percent=share.percent)
    return w.gettext("%(unit)s %(said)s", unit=share.unit, said=said) if several else said


@renders(NeedsLink)
def needs_link(w: Words, answer: NeedsLink) -> Card:
    """Say why "my" measures cannot be shown, how to register, and lead to those of a unit."""
    said = w.gettext("I do not know yet which unit of %(agency)s you belong to.", agency=answer.agency_short)
    register = w.gettext("Ask your unit's head or an administrator for a registration code.")
    instead = w.gettext("Or name the unit and I will list its measures, for example “measures of unit X”.")
    sheet = Sheet(
        plain=True,
        title=w.gettext("Which unit?"),
        blocks=(
            flex.text(said),
            *(flex.text(each, color=flex.MUTED, size="xs") for each in (register, instead)),
        ),
        buttons=(
            flex.button(leads.action(w, Intent("register"))),
            flex.button(leads.action(w, Intent("measure.list"))),
        ),
    )
    return Card(alt=f"{said} {register} {instead}", sheets=(sheet,), size="mega")
