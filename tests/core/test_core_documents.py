"""The figures of the FY2566 document, case by case, from files that a civil servant can read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ita_core.figure import Basis
from ita_core.framework import load
from ita_core.keys import FiscalYear, Tool
from ita_core.ranges import ANYTHING, Range
from ita_core.rating import rate, rate_board
from ita_core.reconcile import Agreement, reconcile
from ita_core.scoring import Assessment, figure, recomputed_figure, scoreboard
from ita_core.whatif import what_if
from tests.core import cases


@pytest.mark.parametrize(("name", "low", "high", "basis", "note"), cases.rows("figures-2566.csv"))
def test_figures_as_shown(name: str, low: str, high: str, basis: str, note: str) -> None:
    found = figure(cases.diw().at(cases.node(name)))
    assert (str(found.low), str(found.high), found.basis) == (low, high, basis), note
    assert found.certain is (low == high)


@pytest.mark.parametrize(
    ("no", "recomputed"),
    [(1, "99.65"), (2, "99.04"), (3, "98.85"), (4, "98.60"), (5, "99.50"), (7, "97.12"), (8, "96.58")],
)
def test_indicators_recomputed_from_questions(no: int, recomputed: str) -> None:
    found = recomputed_figure(cases.diw().indicator(no))
    assert (str(found.low), str(found.high), found.basis) == (recomputed, recomputed, Basis.COMPUTED)


def test_what_is_missing_is_narrowed_by_what_is_published() -> None:
    board = cases.diw()
    six = recomputed_figure(board.indicator(6))
    assert (str(six.low), str(six.high)) == ("97.94", "97.96")
    e4 = board.question(cases.q("e4")).best
    assert e4.low * 2 == Decimal("198.13")
    assert e4.high * 2 == Decimal("198.33")
    total = recomputed_figure(board.total)
    assert (str(total.low), str(total.high)) == ("98.90", "98.91")


def test_total_follows_from_published_indicators() -> None:
    assert cases.diw().total.below == Range.point(Decimal("98.9026"))
    assert cases.diw().tool(Tool.IIT).best == Range.point(Decimal("99.122"))


@pytest.mark.parametrize("row", cases.rows("reconcile-2566.csv"), ids=lambda row: row[0])
def test_reconciliation(row: list[str]) -> None:
    name, published, low, high, difference, agreement, _ = row
    found = {one.node: one for one in reconcile(cases.diw()).figures}[cases.node(name)]
    assert (found.published, str(found.low), str(found.high)) == (Decimal(published), low, high)
    assert ("" if found.difference is None else str(found.difference)) == difference
    assert found.agreement == agreement


def test_every_published_mean_is_reconciled() -> None:
    found = reconcile(cases.diw())
    assert [str(one.node) for one in found.figures] == [row[0] for row in cases.rows("reconcile-2566.csv")]
    assert [one.node for one in found.with_agreement(Agreement.MISMATCH)] == [2]


@pytest.mark.parametrize("row", cases.rows("ratings.csv"), ids=lambda row: " ".join(row[:6]))
def test_levels(row: list[str]) -> None:
    year, total, *tools, level, why = row
    framework = load(FiscalYear(int(year)))
    names = (Tool.IIT, Tool.EIT1, Tool.EIT2, Tool.OIT)
    given = {name: Range.point(Decimal(text)) for name, text in zip(names, tools, strict=True) if text}
    found = rate(framework, Range.point(Decimal(total)), given)
    assert (found.level, found.possible) == (level, (level,)), why


def test_the_level_of_the_document_is_certain_although_scores_are_missing() -> None:
    assert rate_board(cases.diw()).level == "excellent"


CASES: list[dict[str, Any]] = cases.table("whatif-2566.toml")["กรณี / case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(list(case["เปลี่ยน / change"].items())))
def test_what_if(case: dict[str, Any]) -> None:
    changes = {cases.node(name): Decimal(value) for name, value in case["เปลี่ยน / change"].items()}
    found = what_if(cases.diw(), changes)
    expected = case["ผล / result"]
    shown = {name: cases.as_shown(found.after.at(cases.node(name)).best) for name in expected}
    assert shown == expected, case["เรื่อง / title"]
    assert found.rating_after.level == case["ระดับ / level"]
    for node in found.changed:
        assert found.after.at(node).basis is Basis.ASSUMED
    kept = [node for node in found.before.scores if node not in found.changed]
    assert all(found.after.at(node) == found.before.at(node) for node in kept)


def test_how_far_a_what_if_moves_the_total() -> None:
    assert what_if(cases.diw(), {cases.node("e14"): Decimal(97)}).total_change == (Decimal("0.06"),) * 2
    least, most = what_if(cases.diw(), {cases.node("EIT2"): Decimal(84)}).total_change
    assert (least, most) == (Decimal("-2.15"), Decimal("-2.13"))


def test_nothing_is_known_of_a_year_without_figures() -> None:
    year = FiscalYear(2565)
    board = scoreboard(load(year), Assessment(year))
    assert all(score.best == ANYTHING for score in board.scores.values())
    assert rate_board(board).possible == ("AA", "A", "B", "C", "D", "E", "F")
    assert reconcile(board).figures == ()
    assert reconcile(board).level is None
