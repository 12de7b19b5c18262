"""From figures to a level, with every condition, whether it holds and by how much.

Figures are compared as published, rounded half up to two decimals, because the printed table is one of
two-decimal figures ("70 - 84.99", "85 and above"): 84.995 counts as 85.00, and there are no gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from ita_core.figure import Verdict
from ita_core.framework_checks import TOP, level_at
from ita_core.framework_types import Framework, Level, ToolCondition
from ita_core.scoring import Range, Scoreboard, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ita_core.keys import Tool

_HUNDREDTH = Decimal("0.01")


class ConditionKind(StrEnum):
    """What a condition asks."""

    TOTAL_MIN = "total_min"  # total >= threshold
    TOTAL_MAX = "total_max"  # total <= threshold
    TOOL_MIN = "tool_min"  # this tool >= threshold; every such condition of a level must hold
    TOOL_BELOW = "tool_below"  # this tool < threshold; one such condition of a level must hold


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a level. All figures have two decimals.

    ``low`` and ``high`` are the figure compared; ``holds`` is None if it depends on missing scores.
    ``margin`` is by how much it holds at ``low`` and at ``high``, smaller first; negative where it fails.
    A tool exactly at the threshold of TOOL_BELOW has margin 0 and fails.
    """

    kind: ConditionKind
    tool: Tool | None
    threshold: Decimal
    low: Decimal
    high: Decimal
    holds: bool | None
    margin: tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class LevelCheck:
    """A level with its own conditions; ``holds`` is for these alone, a better level may hold as well."""

    level: Level
    conditions: tuple[Condition, ...]
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Rating:
    """``level`` is the level's key if every value in the ranges gives it, else None.

    ``possible`` has the keys of all levels that some values give, best first; it is never empty.
    ``checks`` has every level of the scheme, best first.
    """

    level: str | None
    possible: tuple[str, ...]
    checks: tuple[LevelCheck, ...]

    def check(self, key: str) -> LevelCheck:
        """Return the conditions of one level. Raises KeyError."""
        found = {check.level.key: check for check in self.checks}
        return found[key]


def rate(framework: Framework, total: Range, tools: Mapping[Tool, Range]) -> Rating:
    """Rate unrounded figures. ``tools`` needs every tool of ``framework.rating.tools``; others are ignored.

    Total and tools are taken as free of each other within their ranges, so a level called certain is
    certain, and a possible one may in rare cases be excluded by how they hang together.
    """
    ends = _ends(total)
    tool_ends = {tool: _ends(tools[tool]) for tool in framework.rating.tools}
    possible = _possible(framework, ends, tool_ends.values())
    checks = tuple(_check(level, ends, tool_ends) for level in framework.rating.levels)
    return Rating(possible[0] if len(possible) == 1 else None, possible, checks)


def rate_board(board: Scoreboard) -> Rating:
    """Rate the best figures of an assessment, or of a what-if."""
    tools = {tool: board.tool(tool).best for tool in board.framework.rating.tools}
    return rate(board.framework, board.total.best, tools)


def verdict(framework: Framework, value: Range) -> Verdict:
    """Hold a score against the keep/improve line of its framework (95 in FY2566), as published."""
    low, high = _ends(value)
    if low >= framework.keep_line.value:
        return Verdict.KEEP
    return Verdict.UNCERTAIN if high >= framework.keep_line.value else Verdict.IMPROVE


def _ends(value: Range) -> tuple[Decimal, Decimal]:
    return shown(value.low), shown(value.high)


def _possible(
    framework: Framework, total: tuple[Decimal, Decimal], tools: Iterable[tuple[Decimal, Decimal]]
) -> tuple[str, ...]:
    """Return every level that some total and some weakest tool within their ends give.

    Tool conditions only ask where the weakest tool stands, and levels change only at printed ends, so
    one figure between each two ends stands for all.
    """
    lows, highs = zip((TOP, TOP), *tools, strict=True)
    weakest = min(lows), min(highs)
    levels = framework.rating.levels
    maxima = [level.maximum + _HUNDREDTH for level in levels if level.maximum is not None]
    totals = _inside(total, [level.minimum for level in levels] + maxima)
    weakests = _inside(weakest, [level.threshold for level in levels if level.threshold is not None])
    reached = {level_at(framework, figure, floor) for figure in totals for floor in weakests}
    return tuple(level.key for level in levels if level in reached)


def _inside(ends: tuple[Decimal, Decimal], steps: Iterable[Decimal]) -> set[Decimal]:
    low, high = ends
    return {low, *(step for step in steps if low < step <= high)}


def _check(
    level: Level, total: tuple[Decimal, Decimal], tools: Mapping[Tool, tuple[Decimal, Decimal]]
) -> LevelCheck:
    needed = [_condition(ConditionKind.TOTAL_MIN, None, level.minimum, total)]
    if level.maximum is not None:
        needed.append(_condition(ConditionKind.TOTAL_MAX, None, level.maximum, total))
    either: list[Condition] = []
    if level.threshold is not None:
        kind = ConditionKind.TOOL_MIN if level.tools is ToolCondition.ALL_GE else ConditionKind.TOOL_BELOW
        asked = [_condition(kind, tool, level.threshold, ends) for tool, ends in tools.items()]
        (needed if level.tools is ToolCondition.ALL_GE else either).extend(asked)
    verdicts = [condition.holds for condition in needed]
    if either:
        verdicts.append(_any(condition.holds for condition in either))
    return LevelCheck(level, (*needed, *either), _all(verdicts))


def _condition(
    kind: ConditionKind, tool: Tool | None, threshold: Decimal, ends: tuple[Decimal, Decimal]
) -> Condition:
    low, high = ends
    if kind in {ConditionKind.TOTAL_MIN, ConditionKind.TOOL_MIN}:
        margin = low - threshold, high - threshold
    else:
        margin = threshold - high, threshold - low
    # "Below" is strict, the other three are not.
    fails, passes = margin[1] < 0, margin[0] >= 0
    if kind is ConditionKind.TOOL_BELOW:
        fails, passes = margin[1] <= 0, margin[0] > 0
    holds = True if passes else False if fails else None
    return Condition(kind, tool, threshold, low, high, holds, margin)


def _all(verdicts: Iterable[bool | None]) -> bool | None:
    found = set(verdicts)
    return False if False in found else None if None in found else True


def _any(verdicts: Iterable[bool | None]) -> bool | None:
    found = set(verdicts)
    return True if True in found else None if None in found else False
