"""The least change that reaches a level, and how far figures may fall before a level is lost.

Points are counted on what a level looks at: the scores themselves. So the units are, by question, an IIT
or OIT question or one part of an EIT question; by indicator, an indicator or one part of an EIT indicator;
by tool, IIT, EIT1, EIT2 or OIT. A level asks something of the total and of tools. Each unit counts for its
tool and, in proportion, for the total: demands nest. Therefore the greedy answer is the least one: per
demand, innermost first, take the units that weigh most. Of equal weights the lowest score comes first.

Reaching a level means reaching it with certainty, or a better one: low ends of ranges count.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from ita_core.framework_checks import tool_floor
from ita_core.keys import Tool
from ita_core.ranges import Range, weighted
from ita_core.rating import rate_board
from ita_core.scoring import shown
from ita_core.structure import TOTAL, Node, Terms, leaves, rules
from ita_core.whatif import WhatIf, apply, what_if

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ita_core.framework_types import Framework, Level
    from ita_core.scoring import Scoreboard

STEP = Decimal("0.01")
_HALF = Fraction(1, 200)  # a published figure is rounded half up, so this much less is enough
_TOP = Fraction(100)


class By(StrEnum):
    """The layer on which changes are made."""

    QUESTION = "question"
    INDICATOR = "indicator"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class Raise:
    """One score to be raised: from the low end of ``present`` by ``points`` to ``target``.

    ``target`` is exact and may have more than two decimals; shown, it is the present low end as shown
    plus ``points``. Where ``present`` is a range, the score may well be higher and the points fewer.
    """

    node: Node
    present: Range
    target: Fraction
    points: Decimal


@dataclass(frozen=True, slots=True)
class Goal:
    """The least raises that reach ``level`` or a better one; none if it is reached already.

    ``points`` is their sum, ``outcome`` the assessment with them.
    """

    level: str
    raises: tuple[Raise, ...]
    points: Decimal
    outcome: WhatIf


@dataclass(frozen=True, slots=True)
class Slack:
    """How far one figure alone may fall, from the low end of ``present``, with the level still certain.

    ``points`` is in steps of 0.01, 0 if any fall loses the level, None if the level is not certain now.
    """

    node: Node
    present: Range
    points: Decimal | None

    @property
    def lowest(self) -> Decimal | None:
        """The lowest figure, as shown, that still keeps the level; None if the level is not certain now."""
        return None if self.points is None else shown(self.present.low) - self.points


@dataclass(frozen=True, slots=True)
class _Unit:
    node: Node
    low: Fraction
    gains: Mapping[Node, Fraction]  # what a point here adds to the demanded nodes above
    steps: int  # how many steps fit under 100


def least_changes(board: Scoreboard, level_key: str, by: By, step: Decimal = STEP) -> Goal | None:
    """Return the least sum of points that reaches a level or a better one, or None if nothing does.

    Works in steps of ``step`` points. Least is exact while figures agree with each other; where a
    published figure and the scores below it differ, or scores are missing, more is added until the
    level is certain in the what-if itself, so the outcome always holds. ``board`` should come from
    `ita_core.scoring.scoreboard`, not from a what-if. Raises UnknownItem.
    """
    level = board.framework.level(level_key)
    units = _units(board, by, step)
    wanted = _demands(board, level, units)
    raises: tuple[Raise, ...] = ()
    outcome = what_if(board, {})
    while not is_at_least(outcome.after, level):
        needs = {node: wanted[node] - _low(board, node) for node in wanted}
        steps = _cover(units, needs, step)
        if steps is None:
            return None
        counted = tuple(zip(units, steps, strict=True))
        raises = tuple(_raise(board, unit, count, step) for unit, count in counted if count)
        outcome = what_if(board, {one.node: one.target for one in raises})
        for node in wanted:
            short = _floor(level, node) - outcome.after.at(node).best.low
            if short > 0:  # the figures disagree by this much: ask for so much more than was reached
                gained = sum(unit.gains.get(node, Fraction(0)) * count for unit, count in counted)
                wanted[node] = _low(board, node) + gained * Fraction(step) + short
    return Goal(level_key, raises, sum((one.points for one in raises), Decimal(0)), outcome)


def slack(board: Scoreboard, level_key: str, by: By = By.TOOL) -> tuple[Slack, ...]:
    """Return for every figure of a layer how far it alone may fall with a level, or better, still certain.

    By tool: IIT, EIT, EIT1, EIT2, OIT; by indicator or question: whole ones, both parts of EIT alike.
    In framework order. Raises UnknownItem.
    """
    level = board.framework.level(level_key)
    certain = is_at_least(board, level)
    return tuple(
        Slack(node, board.at(node).best, _slack(board, level, node) if certain else None)
        for node in _whole(board.framework, by)
    )


def is_at_least(board: Scoreboard, level: Level) -> bool:
    """Whether every value in the ranges gives a level or a better one."""
    possible = rate_board(board).possible
    return board.framework.level(possible[-1]).order <= level.order


def _slack(board: Scoreboard, level: Level, node: Node) -> Decimal:
    """Halve the steps until the last one that keeps the level is found; lower never rates better."""
    low = board.at(node).best.low
    keeps, loses = 0, math.floor(low / Fraction(STEP)) + 1
    middle = loses - 1  # first all the way down: most single questions cannot lose a level at all
    while loses - keeps > 1:
        if is_at_least(apply(board, {node: low - middle * Fraction(STEP)}), level):
            keeps = middle
        else:
            loses = middle
        middle = (keeps + loses) // 2
    return keeps * STEP


def _demands(board: Scoreboard, level: Level, units: tuple[_Unit, ...]) -> dict[Node, Fraction]:
    """Return the figure that each node must reach, innermost nodes first, the total last."""
    rated = list(board.framework.rating.tools) if tool_floor(level) is not None else []
    rated.sort(key=lambda tool: sum(tool in unit.gains for unit in units))
    return {node: _floor(level, node) for node in (*rated, TOTAL)}


def _floor(level: Level, node: Node) -> Fraction:
    demanded = level.minimum if node == TOTAL else tool_floor(level)
    return Fraction(demanded or 0) - _HALF


def _low(board: Scoreboard, node: Node) -> Fraction:
    """Return the low end to count from; of the total, what the tools give, since a change recomputes it."""
    if node != TOTAL:
        return board.at(node).best.low
    return weighted((board.at(tool).best, share) for tool, share in rules(board.framework)[-1].terms).low


def _cover(units: tuple[_Unit, ...], needs: Mapping[Node, Fraction], step: Decimal) -> list[int] | None:
    """Return the steps for every unit, or None if all of them together are not enough."""
    steps = [0] * len(units)
    order = sorted(range(len(units)), key=lambda at: (-units[at].gains[TOTAL], units[at].low))
    for node, need in needs.items():
        gains = [unit.gains.get(node, Fraction(0)) * Fraction(step) for unit in units]
        rest = need - sum(gain * count for gain, count in zip(gains, steps, strict=True))
        for at in order:
            if rest > 0 and gains[at]:
                count = min(units[at].steps - steps[at], math.ceil(rest / gains[at]))
                steps[at] += count
                rest -= gains[at] * count
        if rest > 0:
            return None
    return steps


def _raise(board: Scoreboard, unit: _Unit, count: int, step: Decimal) -> Raise:
    points = count * step
    return Raise(unit.node, board.at(unit.node).best, unit.low + Fraction(points), points)


def _units(board: Scoreboard, by: By, step: Decimal) -> tuple[_Unit, ...]:
    shares = _shares(board.framework)
    found = []
    for node in _parted(board.framework, by):
        low = board.at(node).best.low
        found.append(_Unit(node, low, shares[node], math.floor((_TOP - low) / Fraction(step))))
    return tuple(found)


def _parted(framework: Framework, by: By) -> Iterator[Node]:
    """Yield the units of a layer in framework order, EIT by its parts."""
    if by is By.QUESTION:
        yield from (code if part == 0 else (code, part) for code, part in leaves(framework))
        return
    for spec in framework.tools:
        parts = [part.no for part in spec.parts]
        if by is By.TOOL:
            yield from (part.code for part in spec.parts) if parts else (spec.code,)
            continue
        for no in (indicator.no for indicator in framework.indicators if indicator.tool is spec.code):
            yield from ((no, part) for part in parts) if parts else (no,)


def _whole(framework: Framework, by: By) -> tuple[Node, ...]:
    if by is By.QUESTION:
        return tuple(code for indicator in framework.indicators for code in indicator.questions)
    if by is By.INDICATOR:
        return tuple(indicator.no for indicator in framework.indicators)
    tools = framework.tools
    return tuple(code for spec in tools for code in (spec.code, *(part.code for part in spec.parts)))


@functools.lru_cache(maxsize=64)
def _shares(framework: Framework) -> dict[Node, dict[Node, Fraction]]:
    """Return for every node how much a point in it adds to the tools and the total: itself and above."""
    shares: dict[Node, dict[Node, Fraction]] = {TOTAL: {TOTAL: Fraction(1)}}
    for rule in reversed(rules(framework)):  # from the total downwards
        own = shares[rule.parent]
        if isinstance(rule.parent, Tool):
            own[rule.parent] = Fraction(1)
        _hand_down(shares, own, rule.terms)
        _hand_down(shares, own, rule.part_terms)
    return shares


def _hand_down(shares: dict[Node, dict[Node, Fraction]], own: Mapping[Node, Fraction], terms: Terms) -> None:
    for child, share in terms:
        known = shares.setdefault(child, {})
        known.update({node: gain * share for node, gain in own.items()})
