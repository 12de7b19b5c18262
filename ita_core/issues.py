"""An issue's questions, tool by tool: what the analysis of a result is made of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ita_core.figure import Basis, Figure, Verdict
from ita_core.ranges import Range, weighted
from ita_core.rating import verdict
from ita_core.scoring import Scoreboard, shown

if TYPE_CHECKING:
    from ita_core.keys import Question, Tool


@dataclass(frozen=True, slots=True)
class ToolGroup:
    """The questions of an issue that one tool asks, with the mean of their scores.

    The mean is ours, not the assessor's: it only says where an issue stands, and enters no level.
    """

    tool: Tool
    questions: tuple[Question, ...]
    mean: Range
    figure: Figure
    verdict: Verdict


def groups(board: Scoreboard, issue: int) -> tuple[ToolGroup, ...]:
    """Return an issue's questions by tool, in framework order. Raises UnknownItem."""
    framework = board.framework
    asked = framework.issue(issue).questions
    found = []
    for tool in framework.tools:
        questions = tuple(code for code in asked if code.tool is tool.code)
        if questions:
            found.append(_group(board, tool.code, questions))
    return tuple(found)


def _group(board: Scoreboard, tool: Tool, questions: tuple[Question, ...]) -> ToolGroup:
    share = Fraction(1, len(questions))
    mean = weighted((board.question(code).best, share) for code in questions)
    figure = Figure(shown(mean.low), shown(mean.high), Basis.COMPUTED)
    return ToolGroup(tool, questions, mean, figure, verdict(board.framework, mean))
