"""What must hold for every framework and every set of scores."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeGuard, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita_core.framework_checks import tool_floor
from ita_core.goalseek import By, least_changes, slack
from ita_core.keys import Question, Tool
from ita_core.rating import rate_board
from ita_core.scoring import TOTAL, Assessment, Node, Scoreboard, scoreboard, shown
from ita_core.structure import leaves, made_of_scores, nodes, rules
from ita_core.whatif import apply, what_if
from tests.core.cases import small, truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ita_core.framework import Framework, Level

HALF = Fraction(1, 200)
Place = tuple[Question, int]
Scores = dict[Place, Fraction]
Made = tuple["Framework", Scores]
TRY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
TRY_SLOW = settings(TRY, max_examples=40)

sizes = st.lists(st.integers(1, 2), min_size=1, max_size=2).map(tuple)
scores_of_two_decimals = st.integers(0, 10_000).map(lambda hundredths: Fraction(hundredths, 100))
percent = st.decimals(0, 100, places=2)


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    if draw(st.booleans()):
        return small(draw(sizes), draw(sizes), draw(sizes))
    return small(draw(sizes), draw(sizes), draw(sizes), ("IIT", "EIT", "OIT"), parts=draw(st.booleans()))


@st.composite
def complete(draw: st.DrawFn) -> Made:
    framework = draw(frameworks())
    return framework, {leaf: draw(scores_of_two_decimals) for leaf in leaves(framework)}


def board_of(
    framework: Framework,
    scores: Mapping[tuple[Question, int], Fraction],
    printed: Mapping[Node, Fraction] | None = None,
) -> Scoreboard:
    """Print the scores, and those means that are given, as a document does: rounded."""
    means = {node: shown(value) for node, value in (printed or {}).items()}
    return scoreboard(
        framework,
        Assessment(
            framework.year,
            framework.variant,
            published_total=means.get(TOTAL),
            published_indicators={node: value for node, value in means.items() if isinstance(node, int)},
            published_tools={node: value for node, value in means.items() if isinstance(node, Tool)},
            scores={leaf: shown(value) for leaf, value in scores.items()},
        ),
    )


@given(complete())
@TRY
def test_complete_scores_give_exactly_their_means(made: Made) -> None:
    framework, scores = made
    board = board_of(framework, scores)
    assert board.scores.keys() == nodes(framework)
    for node, value in truth(framework, scores).items():
        score = board.at(node)
        assert score.best.low == score.best.high == value == score.recomputed.low == score.below.high


@given(complete(), st.data())
@TRY
def test_ranges_contain_every_completion(made: Made, data: st.DataObject) -> None:
    """Whatever is left out, and whatever is published in its place, the true figure is within the bounds."""
    framework, scores = made
    kept = {leaf: value for leaf, value in scores.items() if data.draw(st.booleans())}
    true = truth(framework, scores)
    means = [rule.parent for rule in rules(framework) if not made_of_scores(rule.parent)]
    board = board_of(framework, kept, {node: true[node] for node in means if data.draw(st.booleans())})
    for node, value in true.items():
        score = board.at(node)
        assert 0 <= score.best.low <= score.best.high <= 100
        assert score.recomputed.low <= value <= score.recomputed.high
        # A published figure is itself rounded, and so is what follows from it.
        assert score.best.low - HALF <= value <= score.best.high + HALF
        assert score.below.low - HALF <= value <= score.below.high + HALF


@given(complete(), st.data())
@TRY
def test_a_level_called_certain_is_the_level_of_every_completion(made: Made, data: st.DataObject) -> None:
    framework, scores = made
    kept = {leaf: value for leaf, value in scores.items() if data.draw(st.integers(0, 4))}
    found = rate_board(board_of(framework, kept))
    level = rate_board(board_of(framework, scores)).level
    assert level in found.possible
    assert found.level in {None, level}
    for check in found.checks:
        own = rate_board(board_of(framework, scores)).check(check.level.key)
        assert check.holds in {None, own.holds}
        for one, true in zip(check.conditions, own.conditions, strict=True):
            assert one.holds in {None, true.holds}
            assert one.margin[0] <= true.margin[0] <= one.margin[1]


@given(complete(), st.data())
@TRY
def test_a_higher_score_lowers_nothing(made: Made, data: st.DataObject) -> None:
    framework, scores = made
    leaf = data.draw(st.sampled_from(leaves(framework)))
    higher = scores | {leaf: max(scores[leaf], data.draw(scores_of_two_decimals))}
    before, after = board_of(framework, scores), board_of(framework, higher)
    for node in nodes(framework):
        assert after.at(node).best.low >= before.at(node).best.low
    order = {level.key: level.order for level in framework.rating.levels}
    assert order[rate_board(after).level or ""] <= order[rate_board(before).level or ""]


@given(complete(), st.data())
@TRY
def test_a_higher_what_if_lowers_nothing(made: Made, data: st.DataObject) -> None:
    framework, scores = made
    kept = {leaf: value for leaf, value in scores.items() if data.draw(st.integers(0, 3))}
    board = board_of(framework, kept)
    node = data.draw(st.sampled_from(sorted(nodes(framework) - {TOTAL}, key=str)))
    low, high = sorted((data.draw(percent), data.draw(percent)))
    lower, higher = apply(board, {node: low}), apply(board, {node: high})
    for one in nodes(framework):
        assert 0 <= lower.at(one).best.low <= lower.at(one).best.high <= 100
        assert lower.at(one).best.low <= higher.at(one).best.low
        assert lower.at(one).best.high <= higher.at(one).best.high


@given(complete(), st.data())
@TRY
def test_a_what_if_of_the_present_changes_nothing(made: Made, data: st.DataObject) -> None:
    framework, scores = made
    kept = {leaf: value for leaf, value in scores.items() if data.draw(st.integers(0, 3))}
    true = truth(framework, scores)
    means = [rule.parent for rule in rules(framework) if not made_of_scores(rule.parent)]
    # Means that contradict their scores must not move either.
    printed = {node: data.draw(st.sampled_from([true[node], Fraction(0)])) for node in means}
    board = board_of(framework, kept, printed)
    certain = [node for node in nodes(framework) - {TOTAL} if board.at(node).best.certain]
    present = {node: shown(board.at(node).best.low) for node in certain}
    found = what_if(board, present)
    assert found.after is board
    assert found.changed == ()
    assert found.rating_after == found.rating_before


@given(complete(), st.data())
@TRY
def test_a_what_if_is_the_assessment_with_those_scores(made: Made, data: st.DataObject) -> None:
    framework, scores = made
    changed = data.draw(st.dictionaries(st.sampled_from(leaves(framework)), scores_of_two_decimals))
    after = apply(board_of(framework, scores), dict(changed.items()))
    assert {node: after.at(node).best.low for node in nodes(framework)} == truth(framework, scores | changed)


def reaches(framework: Framework, level: Level, figures: Mapping[Node, Fraction]) -> bool:
    """Say, apart from the code under test, whether figures are enough for a level or a better one."""
    floor = tool_floor(level)
    enough = floor is None or all(figures[tool] >= Fraction(floor) - HALF for tool in framework.rating.tools)
    return enough and figures[TOTAL] >= Fraction(level.minimum) - HALF


def is_score_place(node: Node) -> TypeGuard[Place]:
    return isinstance(node, tuple)


def figures_of(framework: Framework, units: Mapping[Node, Fraction], by: By) -> dict[Node, Fraction]:
    """Compute tools and total from complete units of one layer."""
    if by is By.QUESTION:
        scores: Scores = {}
        for node, value in units.items():
            scores[node if is_score_place(node) else (cast("Question", node), 0)] = value
        return truth(framework, scores)
    tools: dict[Node, list[Fraction]] = {}
    for node, value in units.items():
        if isinstance(node, Tool):
            tools.setdefault(node, []).append(value)
            continue
        no, part = node if isinstance(node, tuple) else (node, "")
        tool = framework.indicator(cast("int", no)).tool
        tools.setdefault(Tool(f"{tool}{part}"), []).append(value)
    means = {node: sum(values, Fraction(0)) / len(values) for node, values in tools.items()}
    if Tool.EIT1 in means:
        means[Tool.EIT] = (means[Tool.EIT1] + means[Tool.EIT2]) / 2
    means[TOTAL] = sum((Fraction(spec.weight) * means[spec.code] for spec in framework.tools), Fraction(0))
    return means


def least_by_trying(
    framework: Framework, level: Level, lows: Mapping[Node, Fraction], by: By, step: int
) -> int | None:
    """Try every combination of raises and return the least number of steps that is enough."""
    found: int | None = None
    for steps in itertools.product(*(range(int((100 - low) // step) + 1) for low in lows.values())):
        if found is None or sum(steps) < found:
            units = {node: low + step * count for (node, low), count in zip(lows.items(), steps, strict=True)}
            if reaches(framework, level, figures_of(framework, units, by)):
                found = sum(steps)
    return found


def unit_nodes(framework: Framework, by: By) -> list[Node]:
    if by is By.QUESTION:
        return [code if part == 0 else (code, part) for code, part in leaves(framework)]
    layer = Tool if by is By.TOOL else (int, tuple)
    found = [rule for rule in rules(framework) if isinstance(rule.parent, layer)]
    return [rule.parent for rule in found if not rule.part_terms]


@st.composite
def goals(draw: st.DrawFn) -> tuple[Framework, Scoreboard, Level, By]:
    shape = draw(
        st.sampled_from(
            [
                small((1, 1), (1,), (1,)),
                small((2,), (1,), (1, 1), ("IIT", "EIT1", "EIT2")),
                small((1,), (1,), (2,), ("EIT", "EIT1", "OIT")),
                small((2, 1), (1,), (1,), ("IIT", "EIT", "OIT"), parts=False),
            ]
        )
    )
    tens = st.integers(0, 10).map(lambda ten: Fraction(10 * ten))
    coarse = st.one_of(st.none(), tens, st.just(Fraction(85)))
    scores = {leaf: draw(coarse) for leaf in leaves(shape)}
    level = draw(st.sampled_from(shape.rating.levels))
    kept = {leaf: value for leaf, value in scores.items() if value is not None}
    return shape, board_of(shape, kept), level, draw(st.sampled_from(By))


@given(goals())
@TRY_SLOW
def test_goal_seek_equals_brute_force(made: tuple[Framework, Scoreboard, Level, By]) -> None:
    framework, board, level, by = made
    step = 25
    lows = {node: board.at(node).best.low for node in unit_nodes(framework, by)}
    expected = least_by_trying(framework, level, lows, by, step)
    found = least_changes(board, level.key, by, Decimal(step))
    assert (found is None) is (expected is None)
    if found is not None and expected is not None:
        assert found.points == expected * step == sum(one.points for one in found.raises)
        worst = rate_board(found.outcome.after).possible[-1]
        assert framework.level(worst).order <= level.order
        for one in found.raises:
            assert one.target == one.present.low + Fraction(one.points) <= 100


@given(goals())
@TRY_SLOW
def test_slack_is_the_last_fall_that_keeps_the_level(made: tuple[Framework, Scoreboard, Level, By]) -> None:
    framework, board, level, by = made

    def keeps(node: Node, points: Decimal) -> bool:
        after = apply(board, {node: board.at(node).best.low - Fraction(points)})
        return framework.level(rate_board(after).possible[-1]).order <= level.order

    certain = framework.level(rate_board(board).possible[-1]).order <= level.order
    for one in slack(board, level.key, by):
        assert (one.points is not None) is certain
        if one.points is not None:
            assert one.points == 0 or keeps(one.node, one.points)
            further = one.points + Decimal("0.01")
            assert further > one.present.low or not keeps(one.node, further)
