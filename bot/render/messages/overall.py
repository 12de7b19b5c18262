"""The total, one indicator, one tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import IndicatorLine, QuestionLine, ScoreIndicator, ScoreOverall, ScoreTool, ToolLine
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, kicker, mismatch_words, note, small, source, tile
from bot.render.cards import Card, Sheet
from bot.render.names import tool_name
from bot.render.parts import (
    Axis,
    figure_notes,
    hero_figure,
    ladder,
    level_badge,
    rated_name,
    shown,
    verdict_badge,
    verdict_legend,
    verdict_name,
)
from bot.render.registry import renders
from bot.render.rows import chunks, indicator_row, missing_list, question_line, question_row, tool_row
from ita_core.figure import Basis

if TYPE_CHECKING:
    from bot.render.i18n import Words
    from bot.render.limits import Json
    from ita_core.keys import FiscalYear

Line = ToolLine | IndicatorLine | QuestionLine
_WITH_BARS = 12
_QUESTIONS_A_SHEET = 15


@renders(ScoreOverall)
def overall(w: Words, answer: ScoreOverall) -> Card:
    """Show the total with level and rank, then tools and the ten indicators on one scale."""
    year = answer.scope.year
    axis = Axis.over((line.figure for line in answer.indicators), answer.scope.keep_line)
    whole = [line for line in answer.tools if line.tool.part is None]
    halves = [line for line in answer.tools if line.tool.part is not None]
    shown_lines: list[Line] = [*answer.tools, *answer.indicators]
    figures = [line.figure for line in shown_lines]
    verdicts = [line.verdict for line in answer.indicators]
    beside = [level_badge(w, answer.rated)]
    if answer.rank is not None:
        beside.append(flex.text(_rank(w, answer), size="xs", color=flex.WHITE, align="end"))
    blocks = [
        flex.row(*(_tool_tile(w, line) for line in whole), spacing="sm") if whole else None,
        flex.row(*(_tool_tile(w, line) for line in halves), spacing="sm") if halves else None,
        heading(w.gettext("Indicators"), verdict_legend(w, verdicts)),
        *(indicator_row(w, line, year, axis) for line in answer.indicators),
        small(axis.words(w)),
        note(*(mismatch_words(w, each) for each in answer.mismatches)) if answer.mismatches else None,
        *figure_notes(w, figures),
    ]
    why = Intent("rating.explain", {"year": year.be})
    return Card(
        alt=_overall_alt(w, answer),
        sheets=(
            Sheet(
                kicker=kicker(w, answer.scope.agency_short, year),
                title=w.gettext("Overall ITA result"),
                hero=(hero_figure(w, answer.total, beside), ladder(answer.rated)),
                blocks=_present(blocks),
                buttons=(flex.button(leads.action(w, why)),),
                source=source(w, answer.scope),
            ),
        ),
    )


def _overall_alt(w: Words, answer: ScoreOverall) -> str:
    said = w.gettext(
        "ITA %(year)s, %(agency)s: %(total)s points, %(level)s",
        year=w.year(answer.scope.year),
        agency=answer.scope.agency_short,
        total=w.figure(answer.total),
        level=rated_name(w, answer.rated),
    )
    if answer.rank is not None:
        said = w.gettext("%(said)s. %(further)s", said=said, further=_rank(w, answer))
    tools = w.all_of(
        f"{line.tool.value} {w.figure(line.figure)}" for line in answer.tools if not line.tool.part
    )
    return f"{said} ({tools})" if tools else said


def _rank(w: Words, answer: ScoreOverall) -> str:
    if answer.rank_among is None:
        return w.gettext("Rank %(rank)s", rank=answer.rank)
    return w.gettext("Rank %(rank)s among %(among)s", rank=answer.rank, among=answer.rank_among)


def _tool_tile(w: Words, line: ToolLine) -> Json:
    return tile(tool_name(w, line.tool), shown(w, line.figure))


@renders(ScoreIndicator)
def indicator(w: Words, answer: ScoreIndicator) -> Card:
    """Show one indicator, its place among all, and its questions (a sheet for every dozen)."""
    line, year = answer.indicator, answer.scope.year
    title = w.gettext("Indicator %(number)s: %(name)s", number=line.number, name=w.name(line.name))
    place = w.gettext("%(place)s of %(of)s indicators by score", place=answer.place, of=answer.of)
    figures = [question.figure for question in answer.questions]
    axis = Axis.over(figures, answer.scope.keep_line) if len(figures) <= _WITH_BARS else None
    groups = chunks(answer.questions, _QUESTIONS_A_SHEET)
    after = _present(
        [
            note(mismatch_words(w, answer.mismatch)) if answer.mismatch else None,
            note(missing_list(w, answer.missing)) if answer.missing else None,
            *figure_notes(w, [question.figure for question in answer.questions if not question.missing]),
        ]
    )
    sheets = []
    for number, group in enumerate(groups, start=1):
        aside = verdict_legend(w, (question.verdict for question in group if not question.missing))
        first, last = number == 1, number == len(groups)
        named = w.gettext("Questions")
        if group and len(groups) > 1:
            named = w.gettext(
                "Questions %(first)s to %(last)s", first=group[0].question, last=group[-1].question
            )
        sheets.append(
            Sheet(
                kicker=kicker(w, answer.scope.agency_short, year),
                title=title,
                hero=(
                    hero_figure(
                        w,
                        line.figure,
                        [
                            verdict_badge(w, line.verdict),
                            flex.text(place, size="xs", color=flex.WHITE, align="end"),
                        ],
                    ),
                )
                if first
                else (),
                blocks=(
                    *((small(w.name(answer.tool_name)),) if first else ()),
                    heading(named, aside, margin="none"),
                    *(_question(w, question, year, axis) for question in group),
                    *([] if axis is None else [small(axis.words(w))]),
                    *(after if last else ()),
                ),
                source=source(w, answer.scope),
            )
        )
    alt = w.gettext(
        "ITA %(year)s, %(agency)s: indicator %(number)s %(name)s, %(score)s points (%(verdict)s), %(place)s",
        year=w.year(year),
        agency=answer.scope.agency_short,
        number=line.number,
        name=w.name(line.name),
        score=w.figure(line.figure),
        verdict=verdict_name(w, line.verdict),
        place=place,
    )
    return Card(alt=alt, sheets=tuple(sheets))


def _question(w: Words, line: QuestionLine, year: FiscalYear, axis: Axis | None) -> Json:
    return question_line(w, line, year) if axis is None else question_row(w, line, year, axis)


@renders(ScoreTool)
def tool(w: Words, answer: ScoreTool) -> Card:
    """Show one tool: its parts, its indicators and its weakest questions."""
    line, year = answer.line, answer.scope.year
    lines: list[Line] = [*answer.parts, *answer.indicators, *answer.lowest]
    axis = Axis.over((each.figure for each in lines), answer.scope.keep_line)
    named = tool_name(w, line.tool)
    beside = [verdict_badge(w, line.verdict)]
    if answer.weight_percent is not None:
        weight = w.gettext("Weight %(percent)s%%", percent=w.plain(answer.weight_percent))
        beside.append(flex.text(weight, size="xs", color=flex.WHITE, align="end"))
    blocks = [
        flex.text(w.name(line.name), size="sm"),
        *_section(w.gettext("Parts"), [tool_row(w, part, axis) for part in answer.parts]),
        *_section(
            w.gettext("Indicators"), [indicator_row(w, each, year, axis) for each in answer.indicators]
        ),
        *_section(
            w.gettext("Lowest questions"), [question_row(w, each, year, axis) for each in answer.lowest]
        ),
        small(verdict_legend(w, (each.verdict for each in lines)) or w.gettext("No details")),
        small(axis.words(w)) if lines else None,
        *figure_notes(w, [line.figure, *(each.figure for each in lines)], starred=_starred(answer)),
    ]
    alt = w.gettext(
        "ITA %(year)s, %(agency)s: %(tool)s %(score)s points (%(verdict)s)",
        year=w.year(year),
        agency=answer.scope.agency_short,
        tool=named,
        score=w.figure(line.figure),
        verdict=verdict_name(w, line.verdict),
    )
    sheet = Sheet(
        kicker=kicker(w, answer.scope.agency_short, year),
        title=w.gettext("Score of %(tool)s", tool=named),
        hero=(hero_figure(w, line.figure, beside),),
        blocks=_present(blocks),
        source=source(w, answer.scope),
    )
    return Card(alt=alt, sheets=(sheet,))


def _starred(answer: ScoreTool) -> bool:
    lines: list[Line] = [*answer.parts, *answer.indicators, *answer.lowest]
    return any(each.figure.basis is Basis.COMPUTED for each in lines)


def _section(title: str, rows: list[Json]) -> list[Json]:
    return [heading(title), *rows] if rows else []


def _present(blocks: list[Json | None]) -> tuple[Json, ...]:
    return tuple(block for block in blocks if block is not None)
