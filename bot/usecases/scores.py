"""Scores: overall, by indicator, question, tool and issue; weak points; years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Mismatch, Reply
from bot.intent import Intent
from bot.usecases import lines, slots
from bot.usecases.shelf import NoData
from ita_core import compare as comparing
from ita_core import issues, reconcile, scoring, weak
from ita_core.figure import Basis, Figure, Verdict
from ita_core.framework import UnknownItem
from ita_core.plan import measures_for
from ita_core.structure import TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.usecases.asker import Ask
    from bot.usecases.shelf import YearBook
    from ita_core.keys import Question, Tool
    from ita_core.structure import Node

LOWEST_OF_TOOL = 3
DEFAULT_COUNT = 5
LEADING_MEASURES = 2


def overall(ask: Ask) -> Reply:
    """Total, level, rank and the indicators."""
    book = book_of(ask)
    indicators = tuple(lines.indicator_line(book, spec.no) for spec in book.framework.indicators)
    answer = answers.ScoreOverall(
        scope=book.scope,
        total=scoring.figure(book.board.total),
        rated=lines.published_rating(book),
        rank=book.rank,
        rank_among=book.rank_among,
        tools=tuple(lines.tool_line(book, code) for code in lines.tool_codes(book.framework)),
        indicators=indicators,
        mismatches=_mismatches(book),
    )
    year = carried(ask, book)
    weakest = min(book.framework.indicators, key=lambda spec: book.board.indicator(spec.no).best.low)
    leads = (
        Intent("rating.explain", year),
        Intent("score.lowest", year),
        Intent("score.indicator", {"indicator": weakest.no, **year}),
        *(Intent("score.tool", {"tool": tool.code.value, **year}) for tool in book.framework.tools),
        Intent("measure.list"),
        Intent("deadline.list"),
    )
    return Reply(answer=answer, leads=leads)


def indicator(ask: Ask) -> Reply:
    """One indicator with its questions."""
    book = book_of(ask)
    number = slots.number(ask.intent, "indicator")
    if number is None:
        return overall(ask)
    try:
        spec = book.framework.indicator(number)
    except UnknownItem:
        return _not_found(ask, book, "indicator", str(number))
    questions = tuple(lines.question_line(book, code) for code in spec.questions)
    higher = sum(
        book.board.indicator(other.no).best.low > book.board.indicator(number).best.low
        for other in book.framework.indicators
    )
    answer = answers.ScoreIndicator(
        scope=book.scope,
        indicator=lines.indicator_line(book, number),
        tool_name=book.framework.tool(spec.tool).name,
        place=higher + 1,
        of=len(book.framework.indicators),
        questions=questions,
        missing=tuple(line.question for line in questions if line.missing),
        mismatch=next((one for one in _mismatches(book) if one.indicator == number), None),
    )
    year = carried(ask, book)
    weakest = sorted((line for line in questions if not line.missing), key=lambda line: line.figure.low)[:2]
    concerned = dict.fromkeys(no for line in questions for no in line.issues)
    leads = (
        *(Intent("score.question", {"question": str(line.question), **year}) for line in weakest),
        *(Intent("score.issue", {"issue": no, **year}) for no in list(concerned)[:3]),
        Intent("score.tool", {"tool": spec.tool.value, **year}),
        Intent("score.overall", year),
    )
    return Reply(answer=answer, leads=leads)


def question(ask: Ask) -> Reply:
    """One question, with both parts where it has them."""
    book = book_of(ask)
    code = slots.question(ask.intent)
    if code is None:
        return lowest(ask)
    try:
        spec = book.framework.question(code)
    except UnknownItem:
        return _not_found(ask, book, "question", str(code))
    place = weak.place(book.board, code)
    belongs = book.framework.issues_of(code)
    own = book.framework.indicator_of(code)
    misprint = None
    if spec.text_th and spec.correction_th:
        misprint = answers.Correction(printed=spec.text_th, likely=spec.correction_th)
    answer = answers.ScoreQuestion(
        scope=book.scope,
        line=lines.question_line(book, code),
        indicator=lines.indicator_line(book, own.no),
        issues=tuple(lines.issue_ref(book, issue.no) for issue in belongs),
        place=None if place is None else place.rank_from_lowest,
        of=0 if place is None else place.of,
        tied=0 if place is None else place.tied,
        correction=misprint,
        score_note=lines.correction(book.notes, "score", str(code)),
    )
    year = carried(ask, book)
    leads = (
        *(Intent("score.issue", {"issue": issue.no, **year}) for issue in belongs),
        *_measures_for(ask, book, code),
        Intent("score.indicator", {"indicator": own.no, **year}),
        *(Intent("measure.list", {"issue": issue.no}) for issue in belongs),
        Intent("score.lowest", year),
        Intent("score.overall", year),
    )
    return Reply(answer=answer, leads=leads)


def tool(ask: Ask) -> Reply:
    """One tool or part of one."""
    book = book_of(ask)
    code = slots.tool(ask.intent)
    if code is None:
        return overall(ask)
    try:
        spec = book.framework.tool(code)
    except UnknownItem:
        return _not_found(ask, book, "tool", code.value)
    found = weak.lowest(book.board, LOWEST_OF_TOOL, code)
    answer = answers.ScoreTool(
        scope=book.scope,
        line=lines.tool_line(book, code),
        weight_percent=spec.weight * 100 if code.part is None else None,
        indicators=tuple(
            lines.indicator_line(book, one.no) for one in book.framework.indicators if one.tool is spec.code
        ),
        parts=tuple(lines.tool_line(book, part.code) for part in spec.parts) if code.part is None else (),
        lowest=tuple(lines.question_line(book, point.question, code.part) for point in found.points),
    )
    year = carried(ask, book)
    leads = (
        *(
            Intent("score.tool", {"tool": part.code.value, **year})
            for part in spec.parts
            if part.code is not code
        ),
        Intent("score.lowest", {"tool": code.value, **year}),
        *(Intent("score.indicator", {"indicator": line.number, **year}) for line in answer.indicators),
        Intent("rating.explain", year),
        Intent("score.overall", year),
    )
    return Reply(answer=answer, leads=leads)


def issue(ask: Ask) -> Reply:
    """The questions behind one issue, what to keep and improve, and its measures."""
    book = book_of(ask)
    number = slots.number(ask.intent, "issue")
    try:
        ref = lines.issue_ref(book, number or 0)
    except UnknownItem:
        return _not_found(ask, book, "issue", str(number))
    groups = tuple(_group(book, group) for group in issues.groups(book.board, ref.number))
    asked = [line for _, group in groups for line in group]
    plan = ask.shelf.plan_for(book.scope.year)
    keys = [key for key in plan.measures if key.issue == ref.number] if plan else []
    answer = answers.ScoreIssue(
        scope=book.scope,
        issue=ref,
        groups=groups,
        keep=sum(line.verdict is Verdict.KEEP for line in asked),
        improve=sum(line.verdict is Verdict.IMPROVE for line in asked),
        missing=sum(line.verdict is Verdict.UNCERTAIN for line in asked),
        plan_year=plan.year if plan else None,
        measures=tuple(lines.measure_line(plan, key, ask.today) for key in keys) if plan else (),
        correction=lines.correction(book.notes, "issue", str(ref.number)),
    )
    year = carried(ask, book)
    weakest = sorted((line for line in asked if not line.missing), key=lambda line: line.figure.low)[:1]
    leads = (
        Intent("measure.list", {"issue": ref.number}),
        *(Intent("measure.show", {"measure": str(key)}) for key in keys[:3]),
        *(Intent("score.question", {"question": str(line.question), **year}) for line in weakest),
        Intent("score.lowest", {"issue": ref.number, **year}),
        Intent("deadline.list"),
        Intent("score.overall", year),
    )
    return Reply(answer=answer, leads=leads)


def lowest(ask: Ask) -> Reply:
    """Weak points: lowest first, or all below a threshold."""
    book = book_of(ask)
    count, number = slots.number(ask.intent, "count"), slots.number(ask.intent, "issue")
    code = slots.tool(ask.intent)
    threshold = slots.threshold(ask.intent)
    try:
        found = (
            weak.lowest(book.board, count if count is not None else DEFAULT_COUNT, code, number)
            if threshold is None
            else weak.below(book.board, threshold, code, number)
        )
    except UnknownItem:
        return _not_found(ask, book, "issue", str(number))
    points = found.points if count is None else found.points[: max(count, 0)]
    shown, page = lines.page_of(points, ask.intent.page)
    part = code.part if code else None
    answer = answers.WeakPoints(
        scope=book.scope,
        count=count,
        threshold=threshold,
        tool=code,
        issue=lines.issue_ref(book, number) if number is not None else None,
        rows=tuple(lines.question_line(book, point.question, part) for point in shown),
        missing=found.missing,
        page=page,
    )
    year = carried(ask, book)
    concerned = dict.fromkeys(no for line in answer.rows for no in line.issues)
    leads = (
        *(Intent("score.question", {"question": str(line.question), **year}) for line in answer.rows[:3]),
        *(Intent("score.issue", {"issue": no, **year}) for no in list(concerned)[:3]),
        *(Intent("measure.list", {"issue": no}) for no in list(concerned)[:1]),
        Intent("rating.explain", year),
        Intent("score.overall", year),
    )
    return Reply(answer=answer, leads=leads, more=_more(ask.intent, page))


def compare(ask: Ask) -> Reply:
    """Years side by side, by what they share."""
    ask.shelf.book(None)  # without any year there is nothing to name instead
    wanted = slots.years(ask.intent, ask.today) or tuple(
        book.scope.year for book in ask.shelf.years[:2][::-1]
    )
    books = [book for year in wanted for book in ask.shelf.years if book.scope.year == year]
    if not books:
        raise NoData(
            Reply(
                answer=answers.NoYear(
                    agency_short=ask.shelf.short,
                    asked=wanted[0],
                    available=tuple(book.scope.year for book in ask.shelf.years),
                ),
                leads=_available(ask),
            )
        )
    newest = max(books, key=lambda book: book.scope.year)
    try:
        found = comparing.compare([book.board for book in books], _subject(ask))
    except UnknownItem as unknown:
        return _not_found(ask, newest, "question", str(unknown.args[0]))
    rows = tuple(_compared(newest, row) for row in found.rows)
    answer = answers.YearsCompared(
        agency=ask.shelf.name,
        agency_short=ask.shelf.short,
        years=found.years,
        sources=tuple(book.scope.source for book in books),
        levels=tuple(lines.published_rating(book) for book in books),
        rows=rows,
        not_comparable=_strange(found),
        without_data=tuple(year for year in wanted if all(book.scope.year != year for book in books)),
    )
    return Reply(answer=answer, leads=(*_available(ask), Intent("rating.explain"), Intent("score.lowest")))


def book_of(ask: Ask) -> YearBook:
    """The year asked for; without data for it, the same question for the years that there are."""
    year = slots.year(ask.intent, ask.today)
    try:
        return ask.shelf.book(year)
    except NoData as missing:
        slots.check(ask.intent, ask.today)  # what leads on carries them
        raise NoData(Reply(answer=missing.reply.answer, leads=_available(ask))) from missing


def _available(ask: Ask) -> tuple[Intent, ...]:
    """The same question for the years that there are."""
    same = {key: value for key, value in ask.intent.slots.items() if key not in {"year", "years"}}
    name = "score.overall" if ask.intent.name == "score.compare" else ask.intent.name
    kept = {} if ask.intent.name == "score.compare" else same
    return tuple(Intent(name, {**kept, "year": book.scope.year.be}) for book in ask.shelf.years[:4])


def carried(ask: Ask, book: YearBook) -> dict[str, object]:
    """The year to carry along in what leads on."""
    return lines.year_slot(book, ask.shelf.years[0].scope.year)


def _measures_for(ask: Ask, book: YearBook, code: Question) -> tuple[Intent, ...]:
    """The first measures that answer to a question."""
    plan = ask.shelf.plan_for(book.scope.year)
    found = measures_for(book.framework, code, plan.measures.values()) if plan else ()
    return tuple(Intent("measure.show", {"measure": str(one.id)}) for one in found[:LEADING_MEASURES])


def _not_found(ask: Ask, book: YearBook, kind: str, key: str) -> Reply:
    missing = answers.NotFound(kind=kind, key=key, year=book.scope.year)  # type: ignore[arg-type]  # callers' words
    year = carried(ask, book)
    return Reply(
        answer=missing, leads=(Intent("score.overall", year), Intent("score.lowest", year), Intent("help"))
    )


def _more(intent: Intent, page: answers.Page) -> Intent | None:
    return Intent(intent.name, intent.slots, page.number + 1) if page.number < page.pages else None


def _mismatches(book: YearBook) -> tuple[Mismatch, ...]:
    found = reconcile.reconcile(book.board).with_agreement(reconcile.Agreement.MISMATCH)
    return tuple(
        Mismatch(
            published=Figure(one.published, one.published, Basis.PUBLISHED),
            recomputed=Figure(one.low, one.high, Basis.COMPUTED),
            indicator=one.node if isinstance(one.node, int) else None,
        )
        for one in found
    )


def _group(
    book: YearBook, group: issues.ToolGroup
) -> tuple[answers.ToolLine, tuple[answers.QuestionLine, ...]]:
    name = book.framework.tool(group.tool).name
    line = answers.ToolLine(tool=group.tool, name=name, figure=group.figure, verdict=group.verdict)
    return line, tuple(lines.question_line(book, code) for code in group.questions)


def _subject(ask: Ask) -> Sequence[Node] | None:
    """What to compare: the one thing that was named, else total, tools and indicators."""
    chosen: Question | Tool | int | None = (
        slots.question(ask.intent) or slots.tool(ask.intent) or slots.number(ask.intent, "indicator")
    )
    return None if chosen is None else (chosen,)


def _compared(newest: YearBook, row: comparing.Row) -> answers.ComparedRow:
    change = row.overall_change
    return answers.ComparedRow(
        key="" if row.node == TOTAL else lines.key_of(row.node),
        name=lines.name_of(newest.framework, row.node),
        figures=tuple(cell.figure for cell in row.cells),
        change=change[0] if change is not None and change[0] == change[1] else None,
    )


def _strange(found: comparing.Comparison) -> bool:
    """Whether some year lacks a figure because its codes or levels mean something else."""
    other = {comparing.Reason.NOT_SAME_ITEM, comparing.Reason.NOT_IN_FRAMEWORK}
    return any(cell.reason in other for row in found.rows for cell in row.cells)
