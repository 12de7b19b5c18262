"""Lines of lists: core values turned into the facts that answers are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.answers import (
    Correction,
    IndicatorLine,
    IssueRef,
    Level,
    MeasureLine,
    Page,
    QuestionLine,
    Rated,
    ToolLine,
)
from ita_core import plan as plans
from ita_core import rating, scoring
from ita_core.framework import UnknownItem
from ita_core.keys import FiscalYear, MeasureId, Name, Question, Tool

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Note, Plan, YearBook
    from ita_core.framework import Framework
    from ita_core.structure import Node

T = TypeVar("T")
PAGE_SIZE = 10


def indicator_line(book: YearBook, number: int) -> IndicatorLine:
    """One indicator."""
    spec = book.framework.indicator(number)
    score = book.board.indicator(number)
    return IndicatorLine(
        number=number,
        name=spec.name,
        tool=spec.tool,
        figure=scoring.figure(score),
        verdict=rating.verdict(book.framework, score.best),
    )


def tool_name(framework: Framework, tool: Tool) -> Name:
    """The name of a tool, or of a part of one."""
    spec = framework.tool(tool)
    return next((part.name for part in spec.parts if part.code is tool), spec.name)


def tool_codes(framework: Framework) -> tuple[Tool, ...]:
    """Every tool, each followed by its parts."""
    return tuple(
        code for spec in framework.tools for code in (spec.code, *(part.code for part in spec.parts))
    )


def tool_line(book: YearBook, tool: Tool) -> ToolLine:
    """One tool or part of one."""
    score = book.board.tool(tool)
    return ToolLine(
        tool=tool,
        name=tool_name(book.framework, tool),
        figure=scoring.figure(score),
        verdict=rating.verdict(book.framework, score.best),
    )


def question_line(book: YearBook, code: Question, part: int | None = None) -> QuestionLine:
    """One question; with ``part``, its score in that part alone."""
    score = book.board.question(code, part)
    return QuestionLine(
        question=code,
        text=book.framework.question(code).text_th,
        figure=scoring.figure(score),
        verdict=rating.verdict(book.framework, score.best),
        missing=not score.best.certain,
        parts=() if part else _parts(book, code),
        issues=tuple(issue.no for issue in book.framework.issues_of(code)),
    )


def _parts(book: YearBook, code: Question) -> tuple[ToolLine, ...]:
    lines = []
    for part in book.framework.tool(code.tool).parts:
        score = book.board.question(code, part.no)
        verdict = rating.verdict(book.framework, score.best)
        lines.append(ToolLine(tool=part.code, name=part.name, figure=scoring.figure(score), verdict=verdict))
    return tuple(lines)


def issue_ref(book: YearBook, number: int) -> IssueRef:
    """An issue of an assessed year."""
    return IssueRef(number=number, name=book.framework.issue(number).name)


def levels(framework: Framework, keys: Iterable[str]) -> tuple[Level, ...]:
    """Levels by key, best first."""
    scheme = framework.rating.levels
    wanted = set(keys)
    return tuple(
        Level(key=level.key, name=level.name, order=place, of=len(scheme))
        for place, level in enumerate(scheme)
        if level.key in wanted
    )


def rated(framework: Framework, found: rating.Rating) -> Rated:
    """The level that figures give."""
    return Rated(possible=levels(framework, found.possible))


def published_rating(book: YearBook) -> Rated:
    """The level as published; if none is printed, what the figures give."""
    printed = book.board.assessment.published_level
    if printed is None:
        return rated(book.framework, book.rating)
    return Rated(possible=levels(book.framework, [printed]), published=True)


def name_of(framework: Framework, node: Node) -> Name | None:
    """The name of a figure, None where it has none but its code."""
    if isinstance(node, Tool):
        return tool_name(framework, node)
    if isinstance(node, int):
        return framework.indicator(node).name
    return None


def key_of(node: Node) -> str:
    """What people call a figure: ``e14``, ``7``, ``EIT2``; a part of a question as ``e14/1``."""
    if isinstance(node, tuple):
        whole, part = node
        return f"{whole}/{part}" if part else str(whole)
    return str(node)


def correction(notes: Sequence[Note], subject: str, key: str) -> Correction | None:
    """The first correction of one thing."""
    return next(iter(corrections(notes, {subject}, key)), None)


def corrections(notes: Sequence[Note], subjects: set[str], key: str) -> tuple[Correction, ...]:
    """Every correction of one thing."""
    return tuple(note.correction for note in notes if note.subject in subjects and key in note.keys)


def measure_line(plan: Plan, key: MeasureId, today: dt.date) -> MeasureLine:
    """One measure as it stands today. Every stored measure has its dates."""
    measure = plan.measures[key]
    if measure.end is None:  # the table does not allow it
        raise UnknownItem(key)
    return MeasureLine(
        measure=key,
        text=measure.text,
        status=plans.status(measure, today),
        percent=measure.percent,
        due=measure.end,
        days_left=(measure.end - today).days,
        owners=plan.owners[key],
    )


def about(plan: Plan, key: MeasureId) -> str:
    """What an answer speaks of that is about one measure, for whoever quotes it."""
    return f"measure {plan.year.be} {key}"


def local(ask: Ask, moment: dt.datetime) -> dt.datetime:
    """The same moment on the office's clock."""
    return moment.astimezone(ask.asker.now.tzinfo)


def page_of(rows: Sequence[T], number: int, size: int = PAGE_SIZE) -> tuple[Sequence[T], Page]:
    """Cut out a page; one past the end becomes the last."""
    pages = max(1, -(-len(rows) // size))
    chosen = min(max(1, number), pages)
    start = (chosen - 1) * size
    shown = rows[start : start + size]
    page = Page(
        number=chosen, pages=pages, first=start + 1 if shown else 0, last=start + len(shown), total=len(rows)
    )
    return shown, page


def page(number: int, shown: int, total: int, size: int) -> Page:
    """Say which part of a long list was looked up; past its end nothing is shown."""
    first = (number - 1) * size + 1 if shown else 0
    pages = max(1, -(-total // size))
    last = first + shown - 1 if shown else 0
    return Page(number=min(number, pages), pages=pages, first=first, last=last, total=total)


def year_slot(book: YearBook, newest: FiscalYear) -> dict[str, object]:
    """The year to carry along in what leads on: none for the newest."""
    return {} if book.scope.year == newest else {"year": book.scope.year.be}
