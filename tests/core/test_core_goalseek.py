"""Goal seek and slack on the real figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ita_core.framework import UnknownItem, load
from ita_core.goalseek import By, least_changes, slack
from ita_core.keys import Tool
from ita_core.scoring import Assessment, scoreboard, shown
from tests.core.cases import Y2566, diw, printed_scores, q

D = Decimal


def test_slack_of_the_tools() -> None:
    found = {one.node: str(one.points) for one in slack(diw(), "excellent")}
    assert found == {
        Tool.IIT: "4.12",
        Tool.EIT: "1.09",
        Tool.EIT1: "1.08",
        Tool.EIT2: "3.22",
        Tool.OIT: "5.00",
    }


def test_slack_of_indicators() -> None:
    found = {one.node: str(one.points) for one in slack(diw(), "excellent", By.INDICATOR)}
    assert list(found) == list(range(1, 11))
    assert (found[1], found[8], found[9]) == ("20.63", "3.25", "10.01")


def test_slack_of_questions() -> None:
    found = {str(one.node): str(one.points) for one in slack(diw(), "excellent", By.QUESTION)}
    assert len(found) == 88
    # No single IIT question can lose the level; one of 15 EIT questions can, by its share in part 1.
    assert (found["i20"], found["e14"]) == ("96.10", "16.28")


def test_the_lowest_figure_that_keeps_the_level() -> None:
    found = {one.node: str(one.lowest) for one in slack(diw(), "excellent")}
    assert found[Tool.IIT] == "95.00"
    assert found[Tool.EIT] == "96.13"


def test_a_level_that_is_not_certain_has_no_slack() -> None:
    board = scoreboard(load(Y2566), Assessment(Y2566, published_total=D("98.90")))
    assert {(one.points, one.lowest) for one in slack(board, "excellent")} == {(None, None)}
    assert {one.points for one in slack(board, "good")} != {None}


def test_a_level_that_is_reached_needs_nothing() -> None:
    for by in By:
        found = least_changes(diw(), "excellent", by)
        assert found is not None
        assert found.points == 0
        assert not found.raises
        assert not found.outcome.changed


def test_the_weakest_question_first() -> None:
    scores = printed_scores() | {(q("e14"), 1): D("60.00"), (q("e4"), 1): D("98.23"), (q("e4"), 2): D(100)}
    board = scoreboard(load(Y2566), Assessment(Y2566, scores=scores))
    found = least_changes(board, "excellent", By.QUESTION)
    assert found is not None
    assert [(one.node, str(one.points), str(shown(one.target))) for one in found.raises] == [
        ((q("e14"), 1), "18.15", "78.15")
    ]
    assert found.outcome.rating_before.possible == ("good",)
    assert found.outcome.rating_after.level == "excellent"


def test_by_tool_and_by_indicator() -> None:
    tools = {Tool.IIT: D(99), Tool.EIT1: D(96), Tool.EIT2: D(84), Tool.OIT: D(100)}
    board = scoreboard(load(Y2566), Assessment(Y2566, published_tools=tools))
    by_tool = least_changes(board, "excellent", By.TOOL)
    assert by_tool is not None
    assert [(one.node, str(one.points)) for one in by_tool.raises] == [(Tool.EIT2, "11.00")]
    good = least_changes(board, "good", By.TOOL)
    assert good is not None
    assert str(good.points) == "1.00"


def test_figures_that_disagree_are_raised_until_the_what_if_holds() -> None:
    # Indicator 1 is published at 96 although its questions give 90: once touched it falls to what they give.
    questions = {(q(f"i{no}"), 0): D(90) for no in range(1, 7)}
    indicators = {no: D(96) for no in range(1, 11)} | {2: D("90.90")}
    known = questions | {(q(f"e{no}"), part): D(96) for no in range(1, 16) for part in (1, 2)}
    board = scoreboard(load(Y2566), Assessment(Y2566, published_indicators=indicators, scores=known))
    found = least_changes(board, "excellent", By.QUESTION)
    assert found is not None
    assert found.outcome.rating_before.level == "good"
    assert found.outcome.rating_after.level == "excellent"


def test_what_cannot_be_reached() -> None:
    board = scoreboard(load(Y2566), Assessment(Y2566, published_total=D(98)))
    assert least_changes(board, "excellent", By.TOOL) is not None
    assert least_changes(board, "excellent", By.QUESTION, step=D(101)) is None
    with pytest.raises(UnknownItem):
        least_changes(board, "AA", By.TOOL)
    with pytest.raises(UnknownItem):
        slack(board, "AA")
