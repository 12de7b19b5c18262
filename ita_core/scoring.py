"""Scores: question -> indicator -> tool -> total. The only place where figures are rounded.

Combination (confirmed by recomputing the FY2566 document): a question's score is the mean of its parts,
an indicator's the mean of its questions, a tool's the mean of its indicators; EIT part 1 and part 2 the
mean over the indicators of the mean of that part; the total is the weighted sum of the tools.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ita_core.figure import Basis, Figure
from ita_core.framework_types import Framework, UnknownItem
from ita_core.narrowing import narrow
from ita_core.ranges import ANYTHING, Range, weighted
from ita_core.structure import TOTAL, Node, leaves, nodes, require, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ita_core.keys import FiscalYear, Question, Tool

__all__ = [
    "TOTAL",
    "Assessment",
    "InvalidAssessment",
    "Node",
    "Range",
    "Score",
    "Scoreboard",
    "figure",
    "recomputed_figure",
    "scoreboard",
    "shown",
]

_HUNDREDTHS = 100


class InvalidAssessment(ValueError):
    """Figures that do not fit their framework; the message names every one."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """An agency's figures of one year, as printed. Anything may be missing; no key means no score.

    ``scores`` are keyed by question and part (0 for IIT and OIT, 1 and 2 for EIT), ``published_indicators``
    by number, ``published_level`` is a level key of the framework; all scores are 0 to 100.
    """

    year: FiscalYear
    variant: str = "standard"
    published_total: Decimal | None = None
    published_level: str | None = None
    rank: int | None = None
    published_indicators: Mapping[int, Decimal] = field(default_factory=dict)
    published_tools: Mapping[Tool, Decimal] = field(default_factory=dict)
    scores: Mapping[tuple[Question, int], Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """One node of an assessment.

    ``published``: the figure as printed, None if it is not printed.
    ``below``: what the figures just below give, each as printed where it is printed; a missing score
    counts as 0 to 100. This is what a published figure is reconciled with.
    ``recomputed``: from question scores alone, the missing ones as narrow as published figures make them.
    ``best``: the published figure, else from the best of what is below. This is what is shown.
    """

    published: Decimal | None
    below: Range
    recomputed: Range
    best: Range
    basis: Basis


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """Every figure of an assessment. In a what-if, ``assessment`` is still the one it began from."""

    framework: Framework
    assessment: Assessment
    scores: Mapping[Node, Score]

    def at(self, node: Node) -> Score:
        """Return the score of any node. Raises UnknownItem."""
        require(self.framework, node)
        return self.scores[node]

    @property
    def total(self) -> Score:
        """The total."""
        return self.scores[TOTAL]

    def tool(self, tool: Tool) -> Score:
        """Return the score of a tool or of a part of EIT. Raises UnknownItem."""
        return self.at(tool)

    def indicator(self, no: int, part: int | None = None) -> Score:
        """Return the score of an indicator; with ``part``, of that part of it (EIT). Raises UnknownItem."""
        return self.at(no if part is None else (no, part))

    def question(self, code: Question, part: int | None = None) -> Score:
        """Return the score of a question; with ``part``, of one part of it. Raises UnknownItem."""
        return self.at(code if part is None else (code, part))


def scoreboard(framework: Framework, assessment: Assessment) -> Scoreboard:
    """Compute every figure of an assessment. Raises InvalidAssessment for figures that do not fit."""
    _check(framework, assessment)
    printed = _printed(assessment)
    fixed = {node: Range.point(value) for node, value in printed.items()}
    best = narrow(framework, fixed)
    slack = Fraction(framework.tolerance.value)
    below: dict[Node, Range] = {}
    recomputed: dict[Node, Range] = {}
    for leaf in leaves(framework):
        below[leaf] = fixed.get(leaf, ANYTHING)
        recomputed[leaf] = best[leaf]
    for rule in rules(framework):
        terms = rule.terms
        below[rule.parent] = weighted((fixed.get(child) or below[child], share) for child, share in terms)
        from_scores = weighted((recomputed[child], share) for child, share in terms)
        recomputed[rule.parent] = from_scores.meet_or_keep(best[rule.parent].widened(slack))
    return Scoreboard(
        framework,
        assessment,
        {
            node: Score(
                published=printed.get(node),
                below=below[node],
                recomputed=recomputed[node],
                best=best[node],
                basis=Basis.PUBLISHED if node in printed else Basis.COMPUTED,
            )
            for node in best
        },
    )


def shown(value: Decimal | Fraction) -> Decimal:
    """Round a score to two decimals, half up: the one rounding, done where a figure is shown.

    99.005 gives 99.01 and 84.994 gives 84.99. For scores of 0 to 100; differences are taken between
    figures already rounded.
    """
    hundredths = math.floor(Fraction(value) * _HUNDREDTHS + Fraction(1, 2))
    return Decimal(hundredths).scaleb(-2)


def figure(score: Score) -> Figure:
    """Return the figure to show for a node, with where it comes from."""
    return Figure(shown(score.best.low), shown(score.best.high), score.basis)


def recomputed_figure(score: Score) -> Figure:
    """Return what the question scores alone give for a node."""
    return Figure(shown(score.recomputed.low), shown(score.recomputed.high), Basis.COMPUTED)


def _printed(assessment: Assessment) -> dict[Node, Decimal]:
    printed: dict[Node, Decimal] = {}
    printed.update(assessment.scores.items())
    printed.update(assessment.published_indicators.items())
    printed.update(assessment.published_tools.items())
    # A question without parts is its one score, so it is as printed as that is.
    printed.update({code: value for (code, part), value in assessment.scores.items() if part == 0})
    if assessment.published_total is not None:
        printed[TOTAL] = assessment.published_total
    return printed


def _check(framework: Framework, assessment: Assessment) -> None:
    if (assessment.year, assessment.variant) != framework.key:
        message = f"figures of {assessment.year}, {assessment.variant}; framework of {framework.year}, "
        raise InvalidAssessment(message + framework.variant)
    printed = _printed(assessment)
    faults = [f"{_label(node)}: not in the framework" for node in printed if node not in nodes(framework)]
    wrong = {node: value for node, value in printed.items() if not is_score(value)}
    faults += [f"{_label(node)}: {value} is not a score of 0 to 100" for node, value in wrong.items()]
    if assessment.published_level is not None:
        try:
            framework.level(assessment.published_level)
        except UnknownItem:
            faults.append(f"level {assessment.published_level}: not in the framework")
    if faults:
        raise InvalidAssessment("\n".join(faults))


def is_score(value: Decimal | Fraction) -> bool:
    """Whether a number is a score: finite, 0 to 100."""
    return not (isinstance(value, Decimal) and not value.is_finite()) and 0 <= value <= 100  # noqa: PLR2004 (the rule)


def _label(node: Node) -> str:
    return " part ".join(str(key) for key in node) if isinstance(node, tuple) else str(node)
