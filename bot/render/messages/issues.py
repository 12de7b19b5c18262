"""One issue: the questions behind it, what to keep and improve, and the measures that answer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import QuestionLine, ScoreIssue, ToolLine
from bot.intent import Intent
from bot.render import flex
from bot.render.blocks import correction_note, heading, kicker, link, small, source
from bot.render.cards import Card, Sheet
from bot.render.names import tool_name
from bot.render.parts import Axis, figure_notes, shown, verdict_legend
from bot.render.registry import renders
from bot.render.rows import chunks, measure_line, question_row
from ita_core.figure import Verdict

if TYPE_CHECKING:
    from bot.render.i18n import Words
    from bot.render.limits import Json

_MEASURES_A_SHEET = 10


@renders(ScoreIssue)
def issue(w: Words, answer: ScoreIssue) -> Card:
    """Show questions by tool on the first sheet, measures on those after it."""
    title = w.gettext(
        "Issue %(number)s: %(name)s", number=answer.issue.number, name=w.name(answer.issue.name)
    )
    lines = [line for _, group in answer.groups for line in group]
    axis = Axis.over((line.figure for line in lines), answer.scope.keep_line)
    keep_line = w.plain(answer.scope.keep_line)
    figures = [tool.figure for tool, _ in answer.groups] + [line.figure for line in lines]
    blocks = [
        *(part for group in answer.groups for part in _group(w, group, answer, axis)),
        *([] if lines else [flex.text(w.gettext("No questions stand behind this issue."))]),
        small(verdict_legend(w, [line.verdict for line in lines]) or keep_line),
        small(axis.words(w)),
        *figure_notes(w, figures),
        correction_note(w, answer.correction) if answer.correction else None,
    ]
    head = kicker(w, answer.scope.agency_short, answer.scope.year)
    sheet = Sheet(
        kicker=head,
        title=title,
        hero=(_counts(w, answer), flex.text(_rule(w, keep_line), size="xxs", color=flex.PALE)),
        blocks=tuple(block for block in blocks if block is not None),
        source=source(w, answer.scope),
    )
    return Card(alt=_alt(w, answer, title), sheets=(sheet, *_measures(w, answer, title)))


def _rule(w: Words, keep_line: str) -> str:
    return w.gettext("%(line)s and above: keep up; below: improve", line=keep_line)


def _counts(w: Words, answer: ScoreIssue) -> Json:
    cells = [
        (answer.keep, "✓", w.gettext("Keep up")),
        (answer.improve, "▲", w.gettext("Improve")),
        (answer.missing, "?", w.gettext("No score")),
    ]
    return flex.row(
        *(
            flex.column(
                flex.label(str(count), size="xl", weight="bold", color=flex.WHITE, align="center"),
                flex.label(f"{mark} {words}", size="xxs", color=flex.WHITE, align="center"),
                backgroundColor="#FFFFFF1F",
                cornerRadius="8px",
                paddingAll="6px",
                flex=1,
            )
            for count, mark, words in cells
        ),
        spacing="sm",
        margin="md",
    )


def _group(
    w: Words, group: tuple[ToolLine, tuple[QuestionLine, ...]], answer: ScoreIssue, axis: Axis
) -> list[Json]:
    tool, lines = group
    mean = w.gettext("mean %(score)s", score=shown(w, tool.figure))
    head = heading(tool_name(w, tool.tool), mean, margin="sm")
    return [head, *(question_row(w, line, answer.scope.year, axis) for line in lines)]


def _measures(w: Words, answer: ScoreIssue, title: str) -> list[Sheet]:
    if answer.plan_year is None or not answer.measures:
        return []
    sheets = []
    groups = chunks(answer.measures, _MEASURES_A_SHEET)
    for group in groups:
        named = w.ngettext("%(num)s measure", "%(num)s measures", len(answer.measures))
        sheets.append(
            Sheet(
                kicker=kicker(w, answer.scope.agency_short, answer.plan_year),
                title=w.gettext("Measures for issue %(number)s", number=answer.issue.number),
                blocks=(
                    small(title),
                    heading(named, margin="none"),
                    *(measure_line(w, line) for line in group),
                ),
            )
        )
    lowest = Intent("score.lowest", {"issue": answer.issue.number, "year": answer.scope.year.be})
    words = w.gettext("Lowest questions of this issue")
    last = sheets[-1]
    sheets[-1] = Sheet(
        kicker=last.kicker,
        title=last.title,
        blocks=(*last.blocks, link(w, lowest, words)),
        source=last.source,
    )
    return sheets


def _alt(w: Words, answer: ScoreIssue, title: str) -> str:
    said = w.gettext(
        "ITA %(year)s, %(agency)s: %(title)s – keep up %(keep)s, improve %(improve)s, no score %(missing)s",
        year=w.year(answer.scope.year),
        agency=answer.scope.agency_short,
        title=title,
        keep=answer.keep,
        improve=answer.improve,
        missing=answer.missing,
    )
    means = w.all_of(f"{tool_name(w, tool.tool)} {w.figure(tool.figure)}" for tool, _ in answer.groups)
    if means:
        said = f"{said} ({means})"
    low = w.all_of(
        f"{line.question} {w.figure(line.figure)}"
        for _, group in answer.groups
        for line in group
        if line.verdict is Verdict.IMPROVE
    )
    return w.gettext("%(said)s To improve: %(low)s", said=said, low=low) if low else said
