"""What a framework must add up to before anyone computes with it."""

from __future__ import annotations

import itertools
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from ita_core.framework_types import Framework, InvalidFramework, Level, ToolCondition

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

TOP = Decimal(100)
STEP = Decimal("0.01")  # published figures have two decimals
_PARTS = ((), (1, 2))


def check(framework: Framework) -> None:
    """Raise InvalidFramework naming every fault, one a line; do nothing for a sound framework."""
    faults = [
        *_tool_faults(framework),
        *_indicator_faults(framework),
        *_question_faults(framework),
        *_number_faults(framework),
    ]
    faults = faults or list(_rating_faults(framework))  # the rating is read against sound tools
    if faults:
        raise InvalidFramework("\n".join(faults))


def _tool_faults(framework: Framework) -> Iterator[str]:
    yield from _twice("tool", (tool.code for tool in framework.tools))
    if sum(tool.weight for tool in framework.tools) != 1:
        yield "the weights of the tools do not sum to 1"
    for tool in framework.tools:
        if not 0 < tool.weight <= 1:
            yield f"the weight of {tool.code} is not between 0 and 1"
        if tool.code.part is not None:
            yield f"{tool.code} is a part, not a tool"
        if tuple(part.no for part in tool.parts) not in _PARTS:
            yield f"{tool.code} must have no parts, or parts 1 and 2"
        if all(indicator.tool is not tool.code for indicator in framework.indicators):
            yield f"{tool.code} has no indicator"


def _indicator_faults(framework: Framework) -> Iterator[str]:
    yield from _twice("indicator", (indicator.no for indicator in framework.indicators))
    yield from _twice("concept", (indicator.concept for indicator in framework.indicators))
    tools = {tool.code for tool in framework.tools}
    for indicator in framework.indicators:
        if indicator.tool not in tools:
            yield f"indicator {indicator.no}: no tool {indicator.tool}"
        if not indicator.questions:
            yield f"indicator {indicator.no} has no questions"
        for code in indicator.questions:
            if code.tool is not indicator.tool:
                yield f"indicator {indicator.no}: {code} is not of {indicator.tool}"


def _question_faults(framework: Framework) -> Iterator[str]:
    mapped = [code for indicator in framework.indicators for code in indicator.questions]
    yield from _twice("question", (spec.code for spec in framework.questions))
    yield from _twice("question in indicators", mapped)
    concepts = (spec.concept for spec in framework.questions if spec.concept is not None)
    yield from _twice("question concept", concepts)
    for spec in framework.questions:
        if spec.code not in mapped:
            yield f"question {spec.code} is in no indicator"
    yield from _twice("issue", (issue.no for issue in framework.issues))
    for issue in framework.issues:
        yield from _twice(f"issue {issue.no}: question", issue.questions)
        for code in issue.questions:
            if code not in mapped:
                yield f"issue {issue.no}: no question {code}"


def _number_faults(framework: Framework) -> Iterator[str]:
    if not 0 <= framework.keep_line.value <= TOP:
        yield "the keep line is not between 0 and 100"
    if not STEP / 2 <= framework.tolerance.value <= 1:
        yield "the tolerance is not between 0.005 and 1: rounding alone is half a hundredth"


def _rating_faults(framework: Framework) -> Iterator[str]:
    levels = framework.rating.levels
    yield from _twice("level", (level.key for level in levels))
    parts = {part.code for tool in framework.tools for part in tool.parts}
    for code in framework.rating.tools:
        if code not in {tool.code for tool in framework.tools} | parts:
            yield f"the rating compares {code}, which is no tool here"
    for better, worse in itertools.pairwise(levels):
        if worse.minimum > better.minimum:
            yield f"level {worse.key} is below {better.key} but asks for a higher total"
    for level in levels:
        yield from _level_faults(framework, level)
    yield from _gaps(framework)


def _level_faults(framework: Framework, level: Level) -> Iterator[str]:
    ends = [level.minimum, level.maximum, level.threshold]
    if any(end is not None and (not 0 <= end <= TOP or end % STEP) for end in ends):
        yield f"level {level.key}: a figure is not between 0.00 and 100.00 with two decimals"
    if level.maximum is not None and level.maximum < level.minimum:
        yield f"level {level.key} ends before it begins"
    if level.tools is not ToolCondition.NONE and not framework.rating.tools:
        yield f"level {level.key} asks for tools, but the rating compares none"
    if level.tools is ToolCondition.NONE and level.threshold is not None:
        yield f"level {level.key} has a threshold but no tool condition"


def _gaps(framework: Framework) -> Iterator[str]:
    """Every total must have a level, and meeting a level's own demands must never give a worse one.

    Conditions on tools only ask where the weakest tool stands, and nothing changes between two
    neighbouring ends, so trying the ends and their neighbours tries everything. The second rule is what
    lets goal seek take a level's minimum and its all_ge threshold as the whole of what it demands.
    """
    levels = framework.rating.levels
    printed = (end for level in levels for end in (level.minimum, level.maximum, level.threshold))
    ends = {Decimal(0), TOP} | {end for end in printed if end is not None}
    near = {figure for end in ends for figure in (end - STEP, end, end + STEP)}
    figures = sorted(figure for figure in near if 0 <= figure <= TOP)
    for total in figures:
        for weakest in figures:
            reached = level_at(framework, total, weakest)
            if reached is None:
                yield f"no level for a total of {total} with the weakest tool at {weakest}"
                return
            for level in levels:
                if meets_floor(level, total, weakest) and reached.order > level.order:
                    what = f"a total of {total}, weakest tool {weakest}"
                    yield f"{what}: enough for {level.key}, gives {reached.key}"
                    return


def level_at(framework: Framework, total: Decimal, weakest: Decimal) -> Level | None:
    """Return the first level that holds for published figures; ``weakest`` is the lowest rated tool.

    None only while a framework is still being checked: a sound one has a level for every total.
    """
    for level in framework.rating.levels:
        below_end = level.maximum is None or total <= level.maximum
        if total >= level.minimum and below_end and _tools_hold(level, weakest):
            return level
    return None


def meets_floor(level: Level, total: Decimal, weakest: Decimal) -> bool:
    """Whether figures are high enough for the level or a better one."""
    return total >= level.minimum and (tool_floor(level) is None or _tools_hold(level, weakest))


def tool_floor(level: Level) -> Decimal | None:
    """Return the figure that every rated tool needs for this level or a better one; None if it needs none."""
    return level.threshold if level.tools is ToolCondition.ALL_GE else None


def _tools_hold(level: Level, weakest: Decimal) -> bool:
    if level.threshold is None:
        return True
    return (weakest >= level.threshold) is (level.tools is ToolCondition.ALL_GE)


def _twice(what: str, keys: Iterable[Hashable]) -> Iterator[str]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield f"{what} {key} stands {count} times"
