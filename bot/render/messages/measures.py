"""Measures: the list, one in full, and what falls due."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.answers import DeadlineGroup, DeadlineList, MeasureLine, MeasureList, MeasureShown, ShareLine
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import (
    correction_note,
    fact,
    heading,
    kicker,
    link,
    page_words,
    plan_source_words,
    small,
)
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.names import tool_name
from bot.render.parts import (
    figure_notes,
    status_badge,
    status_colors,
    status_mark,
    status_name,
    verdict_legend,
)
from bot.render.registry import renders
from bot.render.rows import chunks, measure_row, owner_fact, owners_words, progress_words, question_line
from ita_core.figure import MeasureStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.render.i18n import Words
    from bot.render.limits import Json

_QUESTIONS_A_SHEET = 14
_UNIT = 70  # graphemes of a unit's name beside its progress
_ALT_TEXT = 160  # graphemes of a measure's own words in an altText


@renders(MeasureList)
def measure_list(w: Words, answer: MeasureList) -> Card:
    """Show how many stand how, then a page of measures."""
    title = w.gettext("Measures")
    if answer.issue is not None:
        number, name = answer.issue.number, w.name(answer.issue.name)
        title = w.gettext("Measures: issue %(number)s %(name)s", number=number, name=name)
    narrowed = []
    if answer.unit is not None:
        narrowed.append(w.gettext("Unit %(unit)s", unit=answer.unit.full_name or answer.unit.abbr))
    if answer.status is not None:
        narrowed.append(status_name(w, answer.status))
    if answer.rows:
        head = heading(page_words(w, answer.page), margin="none")
        blocks = [head, *divided([measure_row(w, line) for line in answer.rows]), *_withheld(w, answer)]
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
    return Card(alt=_list_said(w, answer, " ".join([title, *narrowed])), sheets=(sheet,))


def _list_said(w: Words, answer: MeasureList, title: str) -> str:
    year = w.year(answer.plan_year)
    if not answer.rows:
        return w.gettext(
            "%(agency)s, %(title)s, %(year)s: none at present",
            agency=answer.agency_short,
            title=title,
            year=year,
        )
    counts = w.all_of(f"{status_name(w, status)} {answer.counts.get(status, 0)}" for status in MeasureStatus)
    return w.gettext(
        "%(agency)s, %(title)s, %(year)s: %(total)s in this list (%(counts)s)",
        agency=answer.agency_short,
        title=title,
        year=year,
        total=answer.page.total,
        counts=counts,
    )


def status_counts(w: Words, counts: Mapping[MeasureStatus, int]) -> Json:
    """Count measures by how they stand, on the dark ground."""
    return flex.row(
        *(
            flex.column(
                flex.label(
                    str(counts.get(status, 0)),
                    size="xl",
                    weight="bold",
                    color=flex.WHITE,
                    align="center",
                ),
                flex.label(
                    f"{status_mark(status)} {status_name(w, status)}",
                    size="xxs",
                    color=flex.WHITE,
                    align="center",
                ),
                backgroundColor="#FFFFFF1F",
                cornerRadius="8px",
                paddingAll="6px",
                flex=1,
            )
            for status in MeasureStatus
        ),
        spacing="sm",
        margin="md",
    )


def divided(rows: list[Json]) -> list[Json]:
    """Draw a line between each two rows."""
    return [part for row in rows for part in (row, flex.separator())][:-1]


@renders(MeasureShown)
def measure_shown(w: Words, answer: MeasureShown) -> Card:
    """Show one measure in full: text, status, period, steps, owners, and the questions that it answers to."""
    line = answer.line
    to_issue = Intent("score.issue", _slots(answer))
    issue = w.gettext(
        "Issue %(number)s: %(name)s", number=answer.issue.number, name=w.name(answer.issue.name)
    )
    blocks = [
        *flex.paragraphs(line.text, size="md"),
        _progress(w, line),
        *_withheld(w, answer),
        fact(w.gettext("Period"), w.period(answer.start, line.due)),
        fact(w.gettext("Due"), f"{w.long_date(line.due)} · {w.days_left(line.days_left)}"),
        fact(w.gettext("Tool"), tool_name(w, answer.tool)) if answer.tool else None,
        link(w, to_issue, issue),
        *_steps(w, answer),
        *_owners(w, answer),
        *_shares(w, answer),
        correction_note(w, *answer.corrections) if answer.corrections else None,
    ]
    siblings = Intent("measure.list", {"issue": answer.issue.number})
    sheet = Sheet(
        kicker=kicker(w, answer.agency_short, answer.plan_year),
        title=w.gettext("Measure %(measure)s", measure=line.measure),
        blocks=tuple(block for block in blocks if block is not None),
        buttons=(flex.button(leads.action(w, siblings)),),
        source=plan_source_words(w, answer.source, answer.plan_year),
    )
    alt = w.gettext(
        "Measure %(measure)s (%(year)s): %(text)s – %(status)s, due %(date)s, %(left)s. %(owners)s",
        measure=line.measure,
        year=w.year(answer.plan_year),
        text=shorten(line.text, _ALT_TEXT),
        status=status_name(w, line.status),
        date=w.date(line.due),
        left=w.days_left(line.days_left),
        owners=owners_words(w, answer.owners) if answer.owners else "",
    )
    return Card(alt=alt.strip(), sheets=(sheet, *_questions(w, answer)))


def _slots(answer: MeasureShown) -> dict[str, int]:
    year = {} if answer.score_year is None else {"year": answer.score_year.be}
    return {"issue": answer.issue.number, **year}


def _withheld(w: Words, answer: MeasureList | MeasureShown | DeadlineList) -> list[Json]:
    """Say to a stranger that units may be further than the card tells."""
    if not answer.withheld:
        return []
    said = w.gettext(
        "The status follows from the plan's dates. What units reported is shown to registered staff."
    )
    return [small(said)]


def _progress(w: Words, line: MeasureLine) -> Json:
    done = Decimal(line.percent or 0)
    return flex.column(
        flex.row(
            status_badge(w, line.status),
            flex.text(progress_words(w, line.percent), size="xs", color=flex.MUTED, gravity="center"),
            spacing="md",
        ),
        flex.bar(done, done, color=status_colors(line.status)[0]),
        spacing="sm",
    )


def _steps(w: Words, answer: MeasureShown) -> list[Json]:
    if not answer.steps:
        return []
    rows = [
        flex.row(
            flex.code(str(number), width="26px"),
            flex.column(*flex.paragraphs(step, size="xs")),
            spacing="md",
            alignItems="flex-start",
        )
        for number, step in enumerate(answer.steps, start=1)
    ]
    return [heading(w.gettext("Steps")), *rows]


def _owners(w: Words, answer: MeasureShown) -> list[Json]:
    if not answer.owners:
        return []
    # A unit whose full name is not in the data is an abbreviation only; those share one line.
    named = [owner for owner in answer.owners if owner.full_name or owner.printed]
    bare = [owner.abbr for owner in answer.owners if owner not in named]
    blocks = [
        heading(w.gettext("Responsible"), w.ngettext("%(num)s unit", "%(num)s units", len(answer.owners)))
    ]
    if bare:
        blocks.append(flex.text(" · ".join(bare)))
    return blocks + [owner_fact(w, owner) for owner in named]


def _shares(w: Words, answer: MeasureShown) -> list[Json]:
    """Show how far each owner is."""
    if not answer.shares:
        return []
    return [heading(w.gettext("Progress by unit")), *(_share(w, share) for share in answer.shares)]


def _share(w: Words, share: ShareLine) -> Json:
    percent = Decimal(share.percent or 0)
    said, ink = f"{share.percent}%", flex.INK
    if share.percent is None:
        said, ink = w.gettext("No report yet"), flex.MUTED
    elif share.done:
        said, ink = w.gettext("✓ Accepted"), flex.TEAL
    elif share.waits:
        said, ink = w.gettext("◑ Waiting for review"), flex.AMBER_TEXT
    return flex.column(
        flex.row(
            flex.text(shorten(share.unit.abbr, _UNIT), size="xs", flex=5),
            flex.text(said, size="xs", weight="bold", color=ink, align="end", flex=4),
            spacing="sm",
        ),
        flex.bar(percent, percent, color=flex.TEAL, height="6px"),
        spacing="xs",
    )


def _questions(w: Words, answer: MeasureShown) -> list[Sheet]:
    if not answer.questions or answer.score_year is None:
        return []
    year = answer.score_year
    return [
        Sheet(
            kicker=kicker(w, answer.agency_short, year),
            title=w.gettext("Questions behind measure %(measure)s", measure=answer.line.measure),
            blocks=(
                heading(
                    w.gettext("Lowest first"),
                    verdict_legend(w, (line.verdict for line in group)),
                    margin="none",
                ),
                *(question_line(w, line, year) for line in group),
                *figure_notes(w, (line.figure for line in group)),
            ),
        )
        for group in chunks(answer.questions, _QUESTIONS_A_SHEET)
    ]


@renders(DeadlineList)
def deadline_list(w: Words, answer: DeadlineList) -> Card:
    """Show what falls due, day by day."""
    span = w.gettext("as of %(today)s", today=w.date(answer.today))
    if answer.until is not None:
        span = w.period(answer.today, answer.until)
    hero = [flex.text(span, size="xs", color=flex.PALE)]
    if answer.unit is not None:
        unit = answer.unit.full_name or answer.unit.abbr
        hero.append(flex.text(w.gettext("Unit %(unit)s", unit=unit), size="xs", color=flex.WHITE))
    overdue = w.ngettext("%(num)s measure overdue", "%(num)s measures overdue", answer.overdue)
    if answer.overdue:
        hero.append(flex.row(flex.badge(f"! {overdue}", flex.BRICK, flex.BRICK_SOFT), margin="sm"))
    if answer.groups:
        blocks = [heading(page_words(w, answer.page), margin="none")]
        blocks += [block for group in answer.groups for block in _group(w, group)]
        blocks += _withheld(w, answer)
    else:
        blocks = [flex.text(w.gettext("Nothing falls due in this time."))]
    sheet = Sheet(
        kicker=kicker(w, answer.agency_short, answer.plan_year),
        title=w.gettext("What falls due"),
        hero=tuple(hero),
        blocks=tuple(blocks),
        source=plan_source_words(w, answer.source, answer.plan_year),
    )
    days = w.all_of(
        w.gettext(
            "%(date)s (%(left)s): %(measures)s",
            date=w.date(group.due),
            left=w.days_left(group.days_left),
            measures=w.all_of(str(line.measure) for line in group.rows),
        )
        for group in answer.groups
    )
    whose = (answer.agency_short, *(() if answer.unit is None else (answer.unit.abbr,)))
    alt = w.gettext(
        "%(agency)s: %(total)s measures fall due, %(overdue)s overdue. %(days)s",
        agency=" · ".join(whose),
        total=answer.page.total,
        overdue=answer.overdue,
        days=days,
    )
    return Card(alt=alt.strip(), sheets=(sheet,))


def _group(w: Words, group: DeadlineGroup) -> list[Json]:
    overdue = group.days_left < 0
    ground, ink = (flex.BRICK_SOFT, flex.BRICK) if overdue else (flex.TEAL_SOFT, flex.TEAL)
    head = flex.row(
        flex.text(w.long_date(group.due), weight="bold", color=ink, flex=5),
        flex.text(
            ("! " if overdue else "") + w.days_left(group.days_left),
            size="xs",
            color=ink,
            align="end",
            gravity="center",
            flex=4,
        ),
        backgroundColor=ground,
        cornerRadius="8px",
        paddingAll="10px",
        margin="md",
    )
    return [head, *divided([measure_row(w, line, due=False) for line in group.rows])]
