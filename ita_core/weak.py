"""Weak points: the lowest questions, those below a threshold, and a question's place among all.

Order is by score, then by code, so that the same question asked twice gets the same list. A question
without a complete score is never placed by a guess: it is listed apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ita_core.keys import Question, Tool
from ita_core.scoring import Score, Scoreboard, shown

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """A question with the score it is judged by: its mean, or one part where a part was asked for."""

    question: Question
    part: int | None
    score: Score


@dataclass(frozen=True, slots=True)
class WeakPoints:
    """``points`` lowest first; ``missing`` the questions asked about that have no score, in code order.

    ``scored`` is how many questions with a score were looked at.
    """

    points: tuple[WeakPoint, ...]
    missing: tuple[Question, ...]
    scored: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: ``rank`` 1 is the highest score, ``rank_from_lowest`` 1 the lowest.

    Questions with the same score as shown share both ranks; ``tied`` is how many others do. ``of`` is
    how many questions have a score.
    """

    rank: int
    rank_from_lowest: int
    tied: int
    of: int


def lowest(
    board: Scoreboard, count: int | None = None, tool: Tool | None = None, issue: int | None = None
) -> WeakPoints:
    """Return the ``count`` lowest questions (all if None), of a tool or an issue if given.

    EIT1 or EIT2 as ``tool`` uses that part's score. Fewer come back if there are fewer; those tied with
    the last one do not come along. Raises UnknownItem for an unknown tool or issue.
    """
    points, missing = _sorted(board, tool, issue)
    return WeakPoints(points if count is None else points[: max(count, 0)], missing, len(points))


def below(
    board: Scoreboard, threshold: Decimal | None = None, tool: Tool | None = None, issue: int | None = None
) -> WeakPoints:
    """Return every question whose score, as shown, is under ``threshold`` (the keep line if None).

    Otherwise as `lowest`.
    """
    line = board.framework.keep_line.value if threshold is None else threshold
    points, missing = _sorted(board, tool, issue)
    weak = tuple(point for point in points if shown(point.score.best.low) < line)
    return WeakPoints(weak, missing, len(points))


def place(board: Scoreboard, question: Question, part: int | None = None) -> Place | None:
    """Return a question's place among all questions with a score, or None if it has none.

    With ``part``, its place among the scores of that part of EIT. Raises UnknownItem.
    """
    own = board.question(question, part).best
    if not own.certain:
        return None
    tool = Tool(f"{question.tool}{part}") if part else None
    points, _ = _sorted(board, tool, None)
    score = shown(own.low)
    others = [shown(point.score.best.low) for point in points]
    return Place(
        rank=1 + sum(other > score for other in others),
        rank_from_lowest=1 + sum(other < score for other in others),
        tied=others.count(score) - 1,
        of=len(others),
    )


def _sorted(
    board: Scoreboard, tool: Tool | None, issue: int | None
) -> tuple[tuple[WeakPoint, ...], tuple[Question, ...]]:
    framework = board.framework
    asked = [spec.code for spec in framework.questions] if issue is None else framework.issue(issue).questions
    if tool is not None:
        framework.tool(tool)
        asked = [code for code in asked if code.tool is tool.whole]
    part = None if tool is None else tool.part
    points = [WeakPoint(code, part, board.question(code, part)) for code in sorted(asked)]
    scored = [point for point in points if point.score.best.certain]
    scored.sort(key=lambda point: point.score.best.low)  # stable, so equal scores stay in code order
    missing = tuple(point.question for point in points if not point.score.best.certain)
    return tuple(scored), missing
