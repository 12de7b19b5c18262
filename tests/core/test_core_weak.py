"""Weak points and places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ita_core.framework import UnknownItem, load
from ita_core.keys import Tool
from ita_core.scoring import Assessment, scoreboard, shown
from ita_core.weak import Place, WeakPoints, below, lowest, place
from tests.core.cases import Y2566, diw, q, small


def listed(found: WeakPoints) -> list[tuple[str, str]]:
    return [(str(point.question), str(shown(point.score.best.low))) for point in found.points]


def test_lowest_of_all() -> None:
    found = lowest(diw(), 4)
    assert listed(found) == [("e14", "94.14"), ("e12", "95.59"), ("e6", "95.75"), ("e15", "95.89")]
    assert [str(code) for code in found.missing] == ["e4", "o4"]
    assert found.scored == 86


def test_lowest_of_a_part_uses_its_scores() -> None:
    found = lowest(diw(), 3, Tool.EIT2)
    assert listed(found) == [("e14", "93.75"), ("e6", "95.88"), ("e12", "95.88")]
    assert {point.part for point in found.points} == {2}
    assert [str(code) for code in found.missing] == ["e4"]


def test_lowest_of_a_tool_and_an_issue() -> None:
    assert listed(lowest(diw(), 2, Tool.IIT)) == [("i20", "96.10"), ("i15", "97.90")]
    assert listed(lowest(diw(), 1, issue=4)) == [("i20", "96.10")]
    assert listed(lowest(diw(), 1, Tool.EIT, 7)) == [("e15", "95.89")]
    assert listed(lowest(diw(), 1, Tool.EIT1, 4)) == []
    assert len(lowest(diw(), None, Tool.OIT).points) == 42
    assert listed(lowest(diw(), 0)) == []
    assert listed(lowest(diw(), -1)) == []


def test_below_a_threshold() -> None:
    assert listed(below(diw())) == [("e14", "94.14")]
    assert [code for code, _ in listed(below(diw(), Decimal(96)))] == ["e14", "e12", "e6", "e15"]
    assert listed(below(diw(), Decimal("94.14"))) == []
    assert listed(below(diw(), None, Tool.EIT2)) == [("e14", "93.75")]


def test_unknown_tool_or_issue() -> None:
    with pytest.raises(UnknownItem):
        lowest(diw(), 3, issue=8)
    bare = small(parts=False, rated=("IIT",))
    with pytest.raises(UnknownItem):
        lowest(scoreboard(bare, Assessment(bare.year, "small")), 3, Tool.EIT1)


def test_place_among_all() -> None:
    assert place(diw(), q("e14")) == Place(rank=86, rank_from_lowest=1, tied=0, of=86)
    assert place(diw(), q("o1")) == Place(rank=1, rank_from_lowest=41, tied=45, of=86)
    assert place(diw(), q("e6"), 2) == Place(rank=11, rank_from_lowest=2, tied=2, of=14)
    assert place(diw(), q("e4")) is None
    with pytest.raises(UnknownItem):
        place(diw(), q("i1"), 1)


def test_equal_scores_stay_in_code_order() -> None:
    scores = {(q(code), 0): Decimal(90) for code in ("o2", "i10", "i9")}
    board = scoreboard(load(Y2566), Assessment(Y2566, scores=scores))
    assert [code for code, _ in listed(lowest(board, 3))] == ["i9", "i10", "o2"]
