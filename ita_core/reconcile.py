"""Published figures against what is computed from the figures just below them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ita_core.rating import rate_board
from ita_core.scoring import Range, Scoreboard, shown
from ita_core.structure import Node, rules

if TYPE_CHECKING:
    from decimal import Decimal


class Agreement(StrEnum):
    """How a published figure and the computed one agree."""

    MATCH = "match"  # the same to two decimals
    WITHIN_ROUNDING = "within_rounding"  # apart, but no more than the framework's tolerance
    MISMATCH = "mismatch"
    CANNOT_TELL = "cannot_tell"  # scores are missing, and the published figure is possible


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A published figure beside the computed one, all with two decimals.

    ``low`` and ``high`` are what the figures just below give (an indicator its questions, a tool its
    indicators, the total its tools), each taken as printed where it is printed. ``difference`` is
    computed minus published, None where scores are missing.
    """

    node: Node
    published: Decimal
    low: Decimal
    high: Decimal
    difference: Decimal | None
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class ReconciledLevel:
    """The published level beside the levels that the figures allow, as level keys, best first."""

    published: str
    possible: tuple[str, ...]
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every published mean, lowest node first, and the level if it is published."""

    figures: tuple[Reconciled, ...]
    level: ReconciledLevel | None

    def with_agreement(self, agreement: Agreement) -> tuple[Reconciled, ...]:
        """Return the figures that agree in this way."""
        return tuple(one for one in self.figures if one.agreement is agreement)


def reconcile(board: Scoreboard) -> Reconciliation:
    """Compare every published figure that can be computed; printed scores of questions cannot."""
    tolerance = board.framework.tolerance.value
    figures = []
    for node in (rule.parent for rule in rules(board.framework)):
        score = board.at(node)
        if score.published is not None and not _is_score_itself(board, node):
            figures.append(_reconciled(node, score.published, score.below, tolerance))
    return Reconciliation(tuple(figures), _level(board))


def _is_score_itself(board: Scoreboard, node: Node) -> bool:
    """Whether a node is a question with one score only, which cannot differ from itself."""
    return (node, 0) in board.scores


def _reconciled(node: Node, published: Decimal, below: Range, tolerance: Decimal) -> Reconciled:
    low, high = shown(below.low), shown(below.high)
    distance = max(low - published, published - high)  # 0 or less if the published figure lies between
    difference = low - published if low == high else None
    if difference == 0:
        agreement = Agreement.MATCH
    elif distance > tolerance:
        agreement = Agreement.MISMATCH
    elif difference is None:
        agreement = Agreement.CANNOT_TELL
    else:
        agreement = Agreement.WITHIN_ROUNDING
    return Reconciled(node, published, low, high, difference, agreement)


def _level(board: Scoreboard) -> ReconciledLevel | None:
    published = board.assessment.published_level
    if published is None:
        return None
    possible = rate_board(board).possible
    agreement = Agreement.CANNOT_TELL if len(possible) > 1 else Agreement.MATCH
    return ReconciledLevel(published, possible, agreement if published in possible else Agreement.MISMATCH)
