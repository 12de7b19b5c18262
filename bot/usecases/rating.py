"""Why this level, and what if."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply
from bot.intent import Intent
from bot.usecases import lines, slots
from bot.usecases.scores import book_of, carried
from ita_core import rating as rules
from ita_core import scoring, whatif
from ita_core.figure import Basis, Figure
from ita_core.keys import Question, Tool

if TYPE_CHECKING:
    from decimal import Decimal

    from bot.usecases.asker import Ask
    from bot.usecases.shelf import YearBook
    from ita_core import goalseek
    from ita_core.structure import Node

COMPARISONS = {
    rules.ConditionKind.TOTAL_MIN: "at_least",
    rules.ConditionKind.TOOL_MIN: "at_least",
    rules.ConditionKind.TOOL_BELOW: "some_below",
}
"""A level's upper end is left out: a better level would have been reached first."""
MOST_STEPS = 5


def explain(ask: Ask) -> Reply:
    """Each level's conditions, and how much may change before another level follows."""
    book = book_of(ask)
    rated = lines.published_rating(book)
    scheme = lines.levels(book.framework, (level.key for level in book.framework.rating.levels))
    better = next((level for level in scheme if level.key == book.better_level), None)
    goal = book.way_up
    answer = answers.RatingExplained(
        scope=book.scope,
        total=scoring.figure(book.board.total),
        rated=rated,
        levels=tuple(_check(check, level) for check, level in zip(book.rating.checks, scheme, strict=True)),
        scheme_source=book.framework.rating.title_th,
        next_level=better,
        next_steps=tuple(_raise(book, one) for one in goal.raises[:MOST_STEPS]) if goal else (),
        slack=_slack(book),
    )
    year = carried(ask, book)
    weakest = min(book.framework.rating.tools, key=lambda tool: book.board.tool(tool).best.low)
    leads = (
        Intent("score.tool", {"tool": weakest.value, **year}),
        Intent("score.whatif", {"changes": {weakest.value: 84}, **year}),
        Intent("score.lowest", year),
        Intent("score.overall", year),
        Intent("deadline.list"),
    )
    return Reply(answer=answer, leads=leads)


def what_if(ask: Ask) -> Reply:
    """Total and level if some scores were other than they are."""
    book = book_of(ask)
    wanted = slots.changes(ask.intent)
    if not wanted:
        return _refused(book, "empty", None, None)
    changes: dict[Node, Decimal] = {}
    for key, value in wanted.items():
        node = _node(key)
        if node is None:
            return _refused(book, "unknown", key, value)
        changes[node] = value
    try:
        found = whatif.what_if(book.board, changes)
    except whatif.UnknownChange as error:
        return _refused(book, "unknown", lines.key_of(error.node), changes[error.node])
    except whatif.ChangeOutOfRange as error:
        return _refused(book, "out_of_range", lines.key_of(error.node), changes[error.node])
    answer = answers.WhatIf(
        scope=book.scope,
        changes=tuple(_asked(book, node, value) for node, value in changes.items()),
        affected=tuple(_affected(found, node) for node in _worth_showing(found, changes)),
        total_before=scoring.figure(found.before.total),
        total_after=scoring.figure(found.after.total),
        total_change=Figure(*found.total_change, Basis.ASSUMED),
        rated_before=lines.published_rating(book),
        rated_after=lines.rated(book.framework, found.rating_after),
        failing=_failing(book, found.rating_after),
    )
    year = carried(ask, book)
    leads = (
        Intent("rating.explain", year),
        *(Intent("score.tool", {"tool": key, **year}) for key in wanted if key in Tool.__members__),
        *(
            Intent("score.indicator", {"indicator": node, **year})
            for node in changes
            if isinstance(node, int)
        ),
        *(Intent("score.question", {"question": str(n), **year}) for n in changes if isinstance(n, Question)),
        Intent("score.lowest", year),
        Intent("score.overall", year),
    )
    return Reply(answer=answer, leads=leads)


def _check(check: rules.LevelCheck, level: answers.Level) -> answers.LevelCheck:
    conditions = tuple(_condition(one) for one in _stated(check))
    return answers.LevelCheck(level=level, conditions=conditions, reached=check.holds)


def _stated(check: rules.LevelCheck) -> list[rules.Condition]:
    """The conditions as the rule states them: "some tool below" is one, judged by the tool nearest to it."""
    below = [one for one in check.conditions if one.kind is rules.ConditionKind.TOOL_BELOW]
    nearest = sorted(below, key=lambda one: one.margin, reverse=True)[:1]
    return [one for one in check.conditions if one.kind in COMPARISONS and one not in below] + nearest


def _condition(condition: rules.Condition) -> answers.ConditionCheck:
    return answers.ConditionCheck(
        tool=condition.tool,
        comparison=COMPARISONS[condition.kind],  # type: ignore[arg-type]  # the table holds these very words
        threshold=condition.threshold,
        actual=Figure(condition.low, condition.high, Basis.COMPUTED),
        holds=condition.holds,
        margin=Figure(*condition.margin, Basis.COMPUTED),
    )


def _failing(book: YearBook, rating: rules.Rating) -> tuple[answers.ConditionCheck, ...]:
    """Conditions of the best level that do not hold, or that missing scores leave open."""
    best = rating.check(book.framework.rating.levels[0].key)
    return tuple(_condition(one) for one in _stated(best) if one.holds is not True)


def _slack(book: YearBook) -> tuple[answers.GoalStep, ...]:
    return tuple(_step(book, one.node, one.lowest) for one in book.slack if one.lowest is not None)


def _raise(book: YearBook, one: goalseek.Raise) -> answers.GoalStep:
    return _step(book, one.node, scoring.shown(one.target))


def _step(book: YearBook, node: Node, after: Decimal) -> answers.GoalStep:
    before = scoring.figure(book.board.at(node))
    return answers.GoalStep(
        key=lines.key_of(node), name=lines.name_of(book.framework, node), before=before, after=after
    )


def _node(key: str) -> Node | None:
    """Read a key of the command language: question, tool or indicator."""
    if key in Tool.__members__:
        return Tool[key]
    if key.isascii() and key.isdecimal():
        return int(key)
    try:
        return Question.parse(key)
    except ValueError:
        return None


def _refused(book: YearBook, reason: str, key: str | None, value: Decimal | None) -> Reply:
    refused = answers.WhatIfRefused(scope=book.scope, reason=reason, key=key, value=value)  # type: ignore[arg-type]
    return Reply(answer=refused, leads=(Intent("score.overall"), Intent("rating.explain"), Intent("help")))


def _asked(book: YearBook, node: Node, value: Decimal) -> answers.ChangeLine:
    return answers.ChangeLine(
        key=lines.key_of(node),
        name=lines.name_of(book.framework, node),
        before=scoring.figure(book.board.at(node)),
        after=Figure(scoring.shown(value), scoring.shown(value), Basis.ASSUMED),
    )


def _worth_showing(found: whatif.WhatIf, changes: dict[Node, Decimal]) -> list[Node]:
    """Indicators and tools that move with the change; the changes themselves are shown already."""
    return [node for node in found.changed if isinstance(node, int | Tool) and node not in changes]


def _affected(found: whatif.WhatIf, node: Node) -> answers.ChangeLine:
    return answers.ChangeLine(
        key=lines.key_of(node),
        name=lines.name_of(found.before.framework, node),
        before=scoring.figure(found.before.at(node)),
        after=scoring.figure(found.after.at(node)),
    )
