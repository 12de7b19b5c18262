"""What if some scores were other than they are.

What stands above a changed figure is recomputed, literally, from what is below it; what is not affected
keeps its best figure, published ones included. A changed indicator or tool overrides what is below it. A
change to the present value changes nothing. So i10 -> 98.21 makes indicator 2 exactly 99.005, shown
99.01, while i10 -> 98.41, its printed score, leaves it at the 99.01 printed for it and not at 99.04.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from ita_core.figure import Basis
from ita_core.keys import Question
from ita_core.ranges import Range, weighted
from ita_core.rating import Rating, rate_board
from ita_core.scoring import Score, Scoreboard, is_score, shown
from ita_core.structure import TOTAL, Node, Rule, Terms, nodes, rules

if TYPE_CHECKING:
    from ita_core.framework_types import Framework

Changes: TypeAlias = Mapping[Node, Decimal | Fraction]
"""New scores, 0 to 100, by what they are of: a Question (both parts of an EIT question move alike), one
part of it ``(Question, 1)``, an indicator number, an EIT indicator in one part ``(number, 1)``, or a Tool
(EIT1 and EIT2 too)."""

_ZERO, _FULL = Fraction(0), Fraction(100)


class InvalidChange(ValueError):
    """A change that cannot be made; ``node`` is its key."""

    def __init__(self, node: Node, message: str) -> None:
        super().__init__(message)
        self.node = node


class UnknownChange(InvalidChange):
    """There is nothing of that name to change; the total follows from the rest and cannot be set."""


class ChangeOutOfRange(InvalidChange):
    """The new score is not a number of 0 to 100."""


class ContradictoryChanges(InvalidChange):
    """A mean and its parts are all given, or one part so that the other would leave 0 to 100."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """An assessment before and after. ``changed`` has every node whose figure is another, lowest first."""

    before: Scoreboard
    after: Scoreboard
    rating_before: Rating
    rating_after: Rating
    changed: tuple[Node, ...]

    @property
    def total_change(self) -> tuple[Decimal, Decimal]:
        """The total after minus before, as shown: the least and the greatest it can be."""
        before, after = self.before.total.best, self.after.total.best
        return shown(after.low) - shown(before.high), shown(after.high) - shown(before.low)


def what_if(board: Scoreboard, changes: Changes) -> WhatIf:
    """Return the assessment as it would be. Raises a subclass of InvalidChange."""
    after = apply(board, changes)
    changed = tuple(node for node in board.scores if board.scores[node].best != after.scores[node].best)
    return WhatIf(board, after, rate_board(board), rate_board(after), changed)


def apply(board: Scoreboard, changes: Changes) -> Scoreboard:
    """Return only the scoreboard after the changes. Raises a subclass of InvalidChange."""
    _check(board.framework, changes)
    wanted = {
        node: Range.point(value) for node, value in changes.items() if not _is_present(board, node, value)
    }
    if not wanted:
        return board
    now = {node: score.best for node, score in board.scores.items()}
    touched: set[Node] = set(wanted)
    now.update(wanted)
    for rule in rules(board.framework):
        _settle(board, rule, wanted, now, touched)
    scores = dict(board.scores)
    for node in touched:
        if now[node] != board.scores[node].best:
            scores[node] = Score(None, now[node], now[node], now[node], Basis.ASSUMED)
    return replace(board, scores=scores)


def _settle(
    board: Scoreboard, rule: Rule, wanted: Mapping[Node, Range], now: dict[Node, Range], touched: set[Node]
) -> None:
    """Bring one figure into line with what is below it, or its parts into line with it."""
    parent = rule.parent
    if parent in wanted:
        for part, value in _parts(rule, wanted, now).items():
            now[part] = value
            touched.add(part)
        return
    given = any(part in wanted for part, _ in rule.part_terms)
    terms = rule.part_terms if given else rule.terms
    if touched.isdisjoint(child for child, _ in terms):
        return
    literal = weighted((now[child], share) for child, share in terms)
    now[parent] = literal if literal.certain else literal.meet_or_keep(_moved(board, parent, terms, now))
    if now[parent] != board.scores[parent].best:
        touched.add(parent)


def _parts(rule: Rule, wanted: Mapping[Node, Range], now: Mapping[Node, Range]) -> dict[Node, Range]:
    """Return what the parts of a changed mean become, those that were not given themselves."""
    parts = [part for part, _ in rule.part_terms]
    missing = [part for part in parts if part not in wanted]
    goal = wanted[rule.parent].low
    rest = goal * len(parts) - sum(wanted[part].low for part in parts if part in wanted)
    impossible = not _ZERO <= rest <= _FULL * len(missing) or (not missing and rest)
    if parts and impossible:
        message = f"{rule.parent} cannot be {shown(goal)} with the parts given for it"
        raise ContradictoryChanges(rule.parent, message)
    if len(missing) <= 1:
        return {part: Range.point(rest) for part in missing}
    first, second = missing
    if isinstance(rule.parent, Question) and not (now[first].certain and now[second].certain):
        return {first: Range.point(goal), second: Range.point(goal)}  # no gap to keep
    return {first: _beside(goal, now[first], now[second]), second: _beside(goal, now[second], now[first])}


def _beside(goal: Fraction, own: Range, other: Range) -> Range:
    """Return one part of a mean that becomes ``goal`` while the gap to the other part stays.

    Where a part would leave 0 to 100 it stops there, and the other takes the remainder.
    """
    floor, ceiling = max(_ZERO, 2 * goal - _FULL), min(_FULL, 2 * goal)
    ends = (goal + (own.low - other.high) / 2, goal + (own.high - other.low) / 2)
    low, high = (min(ceiling, max(floor, end)) for end in ends)
    return Range(low, high)


def _moved(board: Scoreboard, parent: Node, terms: Terms, now: Mapping[Node, Range]) -> Range:
    """Return the mean as its old figure plus the moves of its children.

    With missing scores this says more than the new children alone: that of six unknown questions one
    becomes 95 cannot take an indicator published at 90 below 89.16.
    """
    before = board.scores[parent].best.widened(Fraction(board.framework.tolerance.value))
    moves = [
        (Range(now[child].low - old.high, now[child].high - old.low), share)
        for child, share in terms
        if now[child] != (old := board.scores[child].best)
    ]
    return weighted([(before, Fraction(1)), *moves])


def _is_present(board: Scoreboard, node: Node, value: Decimal | Fraction) -> bool:
    best = board.scores[node].best
    return best.certain and value in {best.low, Fraction(shown(best.low))}


def _check(framework: Framework, changes: Changes) -> None:
    for node, value in changes.items():
        if node == TOTAL or node not in nodes(framework):
            message = f"{node}: nothing of that name can be changed"
            raise UnknownChange(node, message)
        if not is_score(value):
            message = f"{node}: {value} is not a score of 0 to 100"
            raise ChangeOutOfRange(node, message)
