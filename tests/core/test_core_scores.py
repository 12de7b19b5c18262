"""Scoring, rating and what-if at their edges."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from ita_core.figure import Verdict
from ita_core.framework import UnknownItem, load
from ita_core.keys import Tool
from ita_core.ranges import ANYTHING, Range
from ita_core.rating import ConditionKind, rate, rate_board, verdict
from ita_core.reconcile import Agreement, reconcile
from ita_core.scoring import TOTAL, Assessment, InvalidAssessment, scoreboard, shown
from ita_core.whatif import (
    ChangeOutOfRange,
    Changes,
    ContradictoryChanges,
    InvalidChange,
    UnknownChange,
    what_if,
)
from tests.core.cases import Y2566, diw, q, small

D = Decimal


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (D("99.005"), "99.01"),
        (D("99.00499999999999999999999999"), "99.00"),
        (Fraction(59403, 600), "99.01"),
        (Fraction(84994, 1000), "84.99"),
        (D(0), "0.00"),
        (D(100), "100.00"),
    ],
)
def test_the_one_rounding(value: Decimal | Fraction, expected: str) -> None:
    assert str(shown(value)) == expected


def test_range() -> None:
    one, two = Range(Fraction(1), Fraction(3)), Range(Fraction(2), Fraction(4))
    assert one.meet(two) == Range(Fraction(2), Fraction(3))
    assert one.meet(Range.point(5)) is None
    assert one.meet_or_keep(Range.point(5)) is one
    assert one.widened(Fraction(1)) == Range(Fraction(0), Fraction(4))
    assert Range.point(5).certain
    assert not one.certain


@pytest.mark.parametrize(
    ("assessment", "fault"),
    [
        (Assessment(Y2566.plus(1)), "figures of 2567, standard; framework of 2566, standard"),
        (Assessment(Y2566, "school"), "figures of 2566, school"),
        (Assessment(Y2566, published_level="AA"), "level AA: not in the framework"),
        (Assessment(Y2566, published_total=D(101)), "total: 101 is not a score of 0 to 100"),
        (Assessment(Y2566, published_indicators={11: D(1)}), "11: not in the framework"),
        (Assessment(Y2566, scores={(q("e1"), 0): D(1)}), "e1 part 0: not in the framework"),
        (Assessment(Y2566, scores={(q("i1"), 0): D(-1)}), "i1 part 0: -1 is not a score of 0 to 100"),
        (Assessment(Y2566, published_tools={Tool.IIT: D("NaN")}), "IIT: NaN is not a score of 0 to 100"),
    ],
)
def test_figures_that_do_not_fit(assessment: Assessment, fault: str) -> None:
    with pytest.raises(InvalidAssessment, match=fault):
        scoreboard(load(Y2566), assessment)


def test_nodes_by_name() -> None:
    board = diw()
    assert board.question(q("e14"), 2).published == D("93.75")
    assert board.indicator(8, 1) == board.at((8, 1))
    for missing in (11, (q("i1"), 1), (1, 1), q("i31")):
        with pytest.raises(UnknownItem):
            board.at(missing)


def test_published_tools_stand_and_narrow() -> None:
    board = scoreboard(load(Y2566), Assessment(Y2566, published_tools={Tool.EIT: D(90), Tool.EIT1: D(85)}))
    assert board.tool(Tool.EIT).best == Range.point(D(90))
    assert board.tool(Tool.EIT2).best == Range(Fraction("94.98"), Fraction("95.02"))
    assert reconcile(board).with_agreement(Agreement.CANNOT_TELL)


def test_a_total_alone_bounds_the_tools() -> None:
    board = scoreboard(load(Y2566), Assessment(Y2566, published_total=D("98.90")))
    assert board.tool(Tool.OIT).best == Range(Fraction("97.225"), Fraction(100))
    assert board.question(q("i1")).best == ANYTHING
    assert rate_board(board).possible == ("excellent", "good")


def test_a_published_figure_that_cannot_be_bounds_nothing() -> None:
    scores = {(q("i1"), 0): D(0), (q("i2"), 0): D(0), (q("i3"), 0): D(50)}
    framework = small(iit=(2, 1))
    figures = Assessment(framework.year, "small", published_indicators={1: D(90), 2: D(60)}, scores=scores)
    board = scoreboard(framework, figures)
    assert board.indicator(1).best == Range.point(90)
    assert [one.agreement for one in reconcile(board).figures] == [Agreement.MISMATCH] * 2
    part = Assessment(framework.year, "small", published_indicators={1: D(90)}, scores={(q("i1"), 0): D(0)})
    assert scoreboard(framework, part).question(q("i2")).best == ANYTHING
    assert reconcile(scoreboard(framework, part)).figures[0].agreement is Agreement.MISMATCH


@pytest.mark.parametrize(
    ("level", "agreement"), [("excellent", Agreement.MATCH), ("good", Agreement.MISMATCH), (None, None)]
)
def test_published_level(level: str | None, agreement: Agreement | None) -> None:
    tools = {Tool.IIT: D(99), Tool.EIT1: D(99), Tool.EIT2: D(99), Tool.OIT: D(99)}
    figures = Assessment(Y2566, published_total=D(99), published_level=level, published_tools=tools)
    found = reconcile(scoreboard(load(Y2566), figures)).level
    assert (found.agreement if found else None) == agreement


def test_a_published_level_among_several_possible_ones() -> None:
    figures = Assessment(Y2566, published_level="good", published_total=D(98))
    found = reconcile(scoreboard(load(Y2566), figures)).level
    assert found is not None
    assert found.possible == ("excellent", "good")
    assert found.agreement is Agreement.CANNOT_TELL


def test_conditions_and_margins() -> None:
    tools = {Tool.IIT: Range.point(D("99.122")), Tool.EIT1: Range(Fraction(94), Fraction(96))}
    tools |= {Tool.EIT2: Range.point(D(85)), Tool.OIT: Range.point(D("84.994"))}
    found = rate(load(Y2566), Range.point(D("96.004")), tools)
    assert (found.level, found.possible) == ("pass", ("pass",))
    best = found.check("excellent")
    assert best.holds is False
    assert [(str(one.margin[0]), str(one.margin[1]), one.holds) for one in best.conditions] == [
        ("1.00", "1.00", True),
        ("4.00", "4.00", True),
        ("4.12", "4.12", True),
        ("-1.00", "1.00", None),
        ("-10.00", "-10.00", False),
        ("-10.01", "-10.01", False),
    ]
    passed = found.check("pass")
    assert passed.holds is True
    assert [(one.kind, one.tool, str(one.margin[0]), one.holds) for one in passed.conditions[1:]] == [
        (ConditionKind.TOOL_BELOW, Tool.IIT, "-14.12", False),
        (ConditionKind.TOOL_BELOW, Tool.EIT1, "-11.00", False),
        (ConditionKind.TOOL_BELOW, Tool.EIT2, "0.00", False),
        (ConditionKind.TOOL_BELOW, Tool.OIT, "0.01", True),
    ]
    with pytest.raises(KeyError):
        found.check("AA")


def test_a_level_that_depends_on_a_missing_score() -> None:
    tools = dict.fromkeys((Tool.IIT, Tool.EIT1, Tool.OIT), Range.point(D(96)))
    tools[Tool.EIT2] = Range(Fraction("84.99"), Fraction(95))
    found = rate(load(Y2566), Range(Fraction("94.994"), Fraction(96)), tools)
    assert (found.level, found.possible) == (None, ("excellent", "good", "pass"))
    assert [check.holds for check in found.checks] == [None, None, None, False, False]
    low = rate(load(Y2566), Range(Fraction("69.99"), Fraction("85.00")), tools)
    assert low.possible == ("good", "pass", "improve", "urgent")


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("95", "96", Verdict.KEEP),
        ("94.995", "94.995", Verdict.KEEP),
        ("94.994", "94.994", Verdict.IMPROVE),
        ("94.99", "95", Verdict.UNCERTAIN),
    ],
)
def test_verdict_at_the_line(low: str, high: str, expected: Verdict) -> None:
    assert verdict(load(Y2566), Range(Fraction(low), Fraction(high))) is expected


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({TOTAL: D(99)}, UnknownChange),
        ({q("i31"): D(99)}, UnknownChange),
        ({(q("i1"), 1): D(99)}, UnknownChange),
        ({11: D(99)}, UnknownChange),
        ({q("i1"): D("100.01")}, ChangeOutOfRange),
        ({8: D("-0.01")}, ChangeOutOfRange),
        ({Tool.IIT: D("Infinity")}, ChangeOutOfRange),
        ({Tool.EIT: D(90), Tool.EIT2: D(79)}, ContradictoryChanges),
        ({Tool.EIT: D(10), Tool.EIT2: D(21)}, ContradictoryChanges),
        ({q("e14"): D(90), (q("e14"), 1): D(91), (q("e14"), 2): D(90)}, ContradictoryChanges),
        ({q("i1"): D(90), (q("i1"), 0): D(91)}, ContradictoryChanges),
    ],
)
def test_changes_that_cannot_be(changes: Changes, error: type[InvalidChange]) -> None:
    with pytest.raises(error) as caught:
        what_if(diw(), changes)
    assert isinstance(caught.value, ValueError)
    assert caught.value.node == next(iter(changes))


def test_one_score_given_by_both_its_names() -> None:
    found = what_if(diw(), {q("i1"): D(90), (q("i1"), 0): D(90)})
    assert found.after.question(q("i1")).best == Range.point(90)


def test_one_part_of_an_indicator() -> None:
    found = what_if(diw(), {(8, 2): D(100)})
    assert found.after.indicator(8).best == Range.point((diw().indicator(8, 1).best.low + 100) / 2)
    assert Tool.EIT2 in found.changed
    assert Tool.EIT1 not in found.changed


def test_a_score_among_unknown_ones_moves_a_published_mean_by_its_share() -> None:
    board = scoreboard(load(Y2566), Assessment(Y2566, published_indicators={1: D(90)}))
    after = what_if(board, {q("i1"): D(95)}).after.indicator(1).best
    # i1 was 39.94 to 100, so the indicator moves by -0.83 to +9.18
    assert Fraction("89.15") < after.low < Fraction("89.16")
    assert Fraction("99.16") < after.high < Fraction("99.19")
