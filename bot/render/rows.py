"""Rows of lists: indicators, tools, questions, measures. A row leads on to the whole when it is tapped."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact
from bot.render.chars import capital, graphemes, shorten
from bot.render.parts import Axis, score_with_mark, status_badge, status_colors, status_mark, status_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers import IndicatorLine, MeasureLine, QuestionLine, ToolLine, UnitRef
    from bot.render.i18n import Words
    from bot.render.limits import Json
    from ita_core.keys import FiscalYear, Question

ROW_TEXT = 80  # graphemes of a question or measure in a list: about two lines
_OWNERS = 40  # graphemes of owners in a list

T = TypeVar("T")


def chunks(rows: Sequence[T], length: int) -> list[Sequence[T]]:
    """Cut a list into equal parts of at most ``length``; at least one part."""
    count = max(1, -(-len(rows) // length))
    part = -(-len(rows) // count) or 1
    return [rows[start : start + part] for start in range(0, len(rows), part)] or [()]


def indicator_row(w: Words, line: IndicatorLine, year: FiscalYear, axis: Axis) -> Json:
    """Number, name, score, verdict and bar."""
    intent = Intent("score.indicator", {"indicator": line.number, "year": year.be})
    return flex.row(
        flex.code(str(line.number), width="30px"),
        flex.column(
            flex.row(
                flex.text(capital(w.name(line.name)), flex=1),
                score_with_mark(w, line.figure, line.verdict),
                spacing="sm",
            ),
            axis.bar(line.figure, line.verdict),
            spacing="xs",
        ),
        spacing="md",
        alignItems="flex-start",
        action=leads.tap(w, intent),
    )


def tool_row(w: Words, line: ToolLine, axis: Axis) -> Json:
    """Name of a tool or part, score, verdict and bar."""
    return flex.column(
        flex.row(
            flex.text(capital(w.name(line.name)), flex=1),
            score_with_mark(w, line.figure, line.verdict),
            spacing="sm",
        ),
        axis.bar(line.figure, line.verdict),
        spacing="xs",
    )


def question_row(w: Words, line: QuestionLine, year: FiscalYear, axis: Axis) -> Json:
    """Code, text, score, verdict and bar; where the score is missing, that in words."""
    intent = Intent("score.question", {"question": str(line.question), "year": year.be})
    return flex.row(
        flex.code(str(line.question)),
        flex.column(
            flex.row(
                flex.text(question_text(w, line), size="xs", flex=1),
                _question_score(w, line),
                spacing="sm",
            ),
            axis.bar(line.figure, line.verdict, "6px"),
            spacing="xs",
        ),
        spacing="md",
        alignItems="flex-start",
        action=leads.tap(w, intent),
    )


def question_line(w: Words, line: QuestionLine, year: FiscalYear) -> Json:
    """Return a question in short, where the card is about something else."""
    intent = Intent("score.question", {"question": str(line.question), "year": year.be})
    return flex.row(
        flex.code(str(line.question)),
        flex.text(question_text(w, line), size="xs", flex=1),
        _question_score(w, line),
        spacing="md",
        alignItems="flex-start",
        action=leads.tap(w, intent),
    )


def question_text(w: Words, line: QuestionLine) -> str:
    """Shorten a question's text for a list, or say that the source has none."""
    return (
        shorten(line.text, ROW_TEXT) if line.text else w.gettext("(the source does not print this question)")
    )


def _question_score(w: Words, line: QuestionLine) -> Json:
    """Write the score; where there is none, that in words above what is possible."""
    if not line.missing:
        return score_with_mark(w, line.figure, line.verdict)
    return flex.column(
        flex.label(w.gettext("No score"), size="xs", weight="bold", color=flex.AMBER_TEXT, align="end"),
        flex.label(w.figure(line.figure), size="xxs", color=flex.MUTED, align="end"),
        width="92px",
        flex=0,
    )


def missing_list(w: Words, missing: Iterable[Question]) -> str:
    """Name the questions that have no score."""
    return w.gettext("No score in the source for %(codes)s", codes=w.all_of(map(str, missing)))


def measure_row(w: Words, line: MeasureLine, *, due: bool = True) -> Json:
    """Number, text, status, how much is done, when it is due and who owns it."""
    return flex.row(
        flex.code(str(line.measure), width="42px"),
        flex.column(
            flex.text(shorten(line.text, ROW_TEXT), size="xs"),
            flex.row(
                status_badge(w, line.status),
                flex.text(progress_words(w, line.percent), size="xxs", color=flex.MUTED, gravity="center"),
                spacing="md",
            ),
            flex.text(due_words(w, line), size="xxs", color=flex.MUTED) if due else None,
            flex.text(owners_words(w, line.owners), size="xxs", color=flex.MUTED) if line.owners else None,
            spacing="xs",
        ),
        spacing="md",
        alignItems="flex-start",
        action=leads.tap(w, Intent("measure.show", {"measure": str(line.measure)})),
    )


def measure_line(w: Words, line: MeasureLine) -> Json:
    """Return a measure in short, where the card is about something else."""
    stand = " · ".join([status_name(w, line.status), w.date(line.due), w.days_left(line.days_left)])
    return flex.row(
        flex.code(str(line.measure), width="42px"),
        flex.column(
            flex.text(shorten(line.text, ROW_TEXT), size="xs"),
            flex.text(f"{status_mark(line.status)} {stand}", size="xxs", color=status_colors(line.status)[0]),
            spacing="xs",
        ),
        spacing="md",
        alignItems="flex-start",
        action=leads.tap(w, Intent("measure.show", {"measure": str(line.measure)})),
    )


def progress_words(w: Words, percent: int | None) -> str:
    """Say how much is done, or that nobody has reported."""
    if percent is None:
        return w.gettext("No report yet")
    return w.gettext("%(percent)s%% done", percent=percent)


def due_words(w: Words, line: MeasureLine) -> str:
    """Day and distance."""
    return w.gettext("Due %(date)s · %(left)s", date=w.date(line.due), left=w.days_left(line.days_left))


def owners_words(w: Words, owners: Sequence[UnitRef]) -> str:
    """Name as many owners as a line holds and count the rest; the measure's own card names all."""
    named = [shorten(owners[0].abbr, _OWNERS)]
    for owner in owners[1:]:
        if len(graphemes(w.all_of([*named, owner.abbr]))) > _OWNERS:
            break
        named.append(owner.abbr)
    names, rest = w.all_of(named), len(owners) - len(named)
    if rest == 0:
        return w.gettext("Owners: %(names)s", names=names)
    return w.gettext("Owners: %(names)s and %(rest)s more", names=names, rest=rest)


def owner_fact(w: Words, owner: UnitRef) -> Json:
    """Name a unit in full, with the plan's own spelling where that differs."""
    said = owner.full_name or owner.abbr
    if owner.printed:
        said = w.gettext("%(name)s (printed “%(printed)s”)", name=said, printed=owner.printed)
    return fact(owner.abbr, said)
