"""How the plan gets on: figures, by issue and by unit, and what needs to be looked after."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.answers import IssueProgress, Overview, UnitProgress
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, kicker, page_words, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.registry import renders
from bot.render.rows import measure_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers import MeasureLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_SILENT = 12
_NAMES = 24
_NAME = 70  # graphemes of an issue's or unit's name
_HERO_UNITS = 90


@renders(Overview)
def overview(w: Words, answer: Overview) -> Card:
    """Show figures first, then what stands behind them, each on a card of its own."""
    title = _title(w, answer)
    sheets = [_totals(w, answer, title)]
    if answer.issues:
        sheets.append(_sheet(w, answer, w.gettext("By issue"), [_issue(w, one) for one in answer.issues]))
    if answer.units:
        count = w.ngettext("%(num)s unit", "%(num)s units", answer.page.total)
        shown = page_words(w, answer.page) if answer.page.pages > 1 else count
        head = heading(w.gettext("Furthest behind first"), shown, margin="none")
        rows = [_unit(w, one) for one in answer.units]
        sheets.append(_sheet(w, answer, w.gettext("By unit"), [head, *rows]))
    overdue = _measures(w, answer.overdue, answer.overdue_count, _within(answer, {"status": "overdue"}))
    sheets += _listed(w, answer, w.gettext("Overdue"), overdue)
    risky = _measures(w, answer.at_risk, answer.at_risk_count, None)
    sheets += _listed(w, answer, w.gettext("At risk: due soon, less than half done"), risky)
    sheets += _listed(
        w, answer, w.gettext("No report for %(days)s days", days=answer.silent_days), _silent(w, answer)
    )
    sheets += _listed(w, answer, w.gettext("Nobody in charge"), _nobody(w, answer))
    return Card(alt=_said(w, answer, title), sheets=tuple(sheets), size="mega")


def _title(w: Words, answer: Overview) -> str:
    if answer.issue is not None:
        number, name = answer.issue.number, w.name(answer.issue.name)
        return w.gettext("Progress: issue %(number)s %(name)s", number=number, name=shorten(name, _NAME))
    if len(answer.only) == 1:
        return w.gettext("Progress of %(unit)s", unit=shorten(answer.only[0].abbr, _NAME))
    return w.gettext("Progress of your units") if answer.only else w.gettext("Progress of the plan")


def _said(w: Words, answer: Overview, title: str) -> str:
    tally = answer.tally
    return w.gettext(
        "%(title)s: %(percent)s%% on average over %(measures)s measures; %(done)s done, %(overdue)s overdue, "
        "%(risk)s at risk",
        title=title,
        percent=answer.percent,
        measures=answer.measures,
        done=tally.done,
        overdue=tally.overdue,
        risk=answer.at_risk_count,
    )


def _sheet(w: Words, answer: Overview, title: str, blocks: Sequence[Json]) -> Sheet:
    return Sheet(kicker=kicker(w, answer.agency_short, answer.plan_year), title=title, blocks=tuple(blocks))


def _listed(w: Words, answer: Overview, title: str, blocks: Sequence[Json]) -> list[Sheet]:
    return [_sheet(w, answer, title, blocks)] if blocks else []


# --- totals ---------------------------------------------------------------------------------------------


def _totals(w: Words, answer: Overview, title: str) -> Sheet:
    hero = [
        flex.text(w.gettext("as of %(today)s", today=w.date(answer.today)), size="xs", color=flex.PALE),
        flex.row(
            flex.label(f"{answer.percent}%", size="3xl", weight="bold", color=flex.WHITE, flex=0),
            flex.text(
                w.ngettext(
                    "on average over %(num)s measure", "on average over %(num)s measures", answer.measures
                ),
                size="xs",
                color=flex.PALE,
                gravity="bottom",
            ),
            spacing="md",
            alignItems="flex-end",
        ),
    ]
    if len(answer.only) > 1:
        names = shorten(w.all_of(one.abbr for one in answer.only), _HERO_UNITS)
        hero.insert(0, flex.text(names, size="xs", color=flex.WHITE))
    tally = answer.tally
    rows = [
        _count(w.gettext("Not started"), "○", tally.not_started, answer.measures, flex.MUTED),
        _count(w.gettext("In progress"), "◐", tally.in_progress, answer.measures, flex.AMBER),
        _count(w.gettext("Handed in, waiting for review"), "◑", tally.handed_in, answer.measures, flex.AMBER),
        _count(w.gettext("Done"), "✓", tally.done, answer.measures, flex.TEAL),
        _count(w.gettext("Overdue"), "!", tally.overdue, answer.measures, flex.BRICK),
    ]
    return Sheet(
        kicker=kicker(w, answer.agency_short, answer.plan_year),
        title=title,
        hero=tuple(hero),
        blocks=(*rows, *_watch(w, answer)),
    )


def _count(name: str, mark: str, count: int, total: int, color: str) -> Json:
    share = Decimal(100 * count) / max(1, total)
    return flex.column(
        flex.row(
            flex.text(f"{mark} {name}", size="sm", flex=1),
            flex.label(str(count), weight="bold", align="end", flex=0),
            spacing="md",
        ),
        flex.bar(share, share, color=color, height="6px"),
        spacing="xs",
    )


def _watch(w: Words, answer: Overview) -> list[Json]:
    """Count what has a card of its own further on."""
    found = [
        (w.gettext("At risk"), answer.at_risk_count),
        (w.gettext("Units without a report for %(days)s days", days=answer.silent_days), len(answer.silent)),
        (w.gettext("Measures without an owner"), answer.ownerless_count),
        (w.gettext("Units with nobody registered"), len(answer.unlinked)),
    ]
    rows = [
        flex.row(
            flex.text(name, size="xs", flex=1),
            flex.label(str(count), size="xs", weight="bold", align="end", flex=0),
            spacing="md",
        )
        for name, count in found
        if count
    ]
    return [heading(w.gettext("To look after")), *rows] if rows else []


# --- by issue, by unit ----------------------------------------------------------------------------------


def _issue(w: Words, one: IssueProgress) -> Json:
    number = one.issue.number
    parts = [w.ngettext("%(num)s measure", "%(num)s measures", one.measures)]
    if one.tally.done:
        parts.append(w.gettext("%(num)s done", num=one.tally.done))
    if one.tally.overdue:
        parts.append(w.gettext("%(num)s overdue", num=one.tally.overdue))
    return flex.row(
        flex.code(str(number), width="30px"),
        flex.column(
            flex.row(
                flex.text(shorten(w.name(one.issue.name), _NAME), size="xs", flex=1),
                flex.label(f"{one.percent}%", size="sm", weight="bold", align="end", flex=0),
                spacing="sm",
            ),
            flex.bar(Decimal(one.percent), Decimal(one.percent), color=flex.TEAL, height="6px"),
            flex.text(" · ".join(parts), size="xxs", color=flex.MUTED),
            spacing="xs",
        ),
        spacing="md",
        alignItems="flex-start",
        action=leads.tap(w, Intent("overview", {"issue": number})),
    )


def _unit(w: Words, one: UnitProgress) -> Json:
    accepted = w.gettext("%(done)s of %(measures)s accepted", done=one.done, measures=one.measures)
    parts = [accepted]
    if not one.people:
        parts.append(w.gettext("! nobody registered"))
    return flex.column(
        flex.row(
            flex.text(shorten(one.unit.abbr, _NAME), size="xs", weight="bold", flex=1),
            flex.label(f"{one.percent}%", size="sm", weight="bold", align="end", flex=0),
            spacing="sm",
        ),
        flex.bar(Decimal(one.percent), Decimal(one.percent), color=flex.TEAL, height="6px"),
        flex.text(" · ".join(parts), size="xxs", color=flex.MUTED),
        spacing="xs",
        action=leads.tap(w, Intent("overview", {"unit": one.unit.abbr})),
    )


# --- what needs to be looked after ----------------------------------------------------------------------


def _within(answer: Overview, slots: dict[str, object]) -> Intent:
    one = {"unit": answer.only[0].abbr} if len(answer.only) == 1 else {}
    issue = {"issue": answer.issue.number} if answer.issue is not None else {}
    return Intent("measure.list", {**slots, **one, **issue})


def _measures(w: Words, rows: Sequence[MeasureLine], count: int, every: Intent | None) -> list[Json]:
    found = [part for row in rows for part in (measure_row(w, row), flex.separator())][:-1]
    rest = count - len(rows)
    if rest > 0:
        more = w.gettext("and %(num)s more", num=rest)
        found.append(
            flex.text(more, size="xs", color=flex.MUTED)
            if every is None
            else flex.text(f"{more} ›", size="xs", color=flex.TEAL, action=leads.tap(w, every))
        )
    return found


def _silent(w: Words, answer: Overview) -> list[Json]:
    rows = []
    for one in answer.silent[:_SILENT]:
        last = w.gettext("never reported")
        if one.last is not None:
            last = w.gettext("last on %(date)s", date=w.date(one.last))
        measures = w.ngettext("%(num)s measure", "%(num)s measures", one.silent)
        rows.append(
            flex.column(
                flex.text(shorten(one.unit.abbr, _NAME), size="xs", weight="bold"),
                flex.text(f"{measures} · {last}", size="xxs", color=flex.MUTED),
                action=leads.tap(w, Intent("overview", {"unit": one.unit.abbr})),
            )
        )
    rest = len(answer.silent) - len(rows)
    return [*rows, *([small(w.gettext("and %(num)s more", num=rest))] if rest > 0 else [])]


def _nobody(w: Words, answer: Overview) -> list[Json]:
    """List units that nobody is linked to, and measures that nobody owns."""
    blocks = []
    if answer.unlinked:
        names = [shorten(one.abbr, _NAME) for one in answer.unlinked[:_NAMES]]
        rest = len(answer.unlinked) - len(names)
        if rest > 0:
            names.append(w.gettext("and %(num)s more", num=rest))
        blocks += [
            heading(w.gettext("Units with nobody registered"), margin="none"),
            *flex.paragraphs(w.all_of(names), size="xs"),
            small(w.gettext("Nobody there can report or be reminded. Invite somebody of the unit.")),
        ]
    if answer.ownerless:
        blocks.append(heading(w.gettext("Measures without an owner")))
        blocks += _measures(w, answer.ownerless, answer.ownerless_count, None)
    return blocks
