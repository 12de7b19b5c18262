"""Years side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ita_core.compare import Cell, Reason, compare, counterpart
from ita_core.framework import Framework, UnknownItem, load, parse
from ita_core.keys import FiscalYear, Tool
from ita_core.scoring import TOTAL, Assessment, Scoreboard, scoreboard
from tests.core.cases import SOURCE, diw, q, small_text

Y2565 = FiscalYear(2565)


def before() -> Scoreboard:
    figures = Assessment(
        Y2565, published_total=Decimal("95.10"), published_level="AA", published_indicators={3: Decimal(96)}
    )
    return scoreboard(load(Y2565), figures)


def test_overview() -> None:
    found = compare([before(), diw()])
    assert (found.years, found.reference) == ((Y2565, FiscalYear(2566)), FiscalYear(2566))
    assert [row.node for row in found.rows] == [TOTAL, *Tool, *range(1, 11)]
    assert found.row(TOTAL).changes == ((Decimal("3.80"), Decimal("3.80")),)
    assert found.row(3).changes == ((Decimal("2.85"), Decimal("2.85")),)
    assert found.row(TOTAL).overall_change == (Decimal("3.80"), Decimal("3.80"))
    assert compare([diw()]).row(TOTAL).overall_change is None
    lacking = found.row(7)
    assert lacking.cells[0] == Cell(Y2565, 7, None, Reason.NO_DATA)
    assert lacking.changes == (None,)
    levels = [(one.level, one.reason) for one in found.levels]
    assert levels == [("AA", Reason.OTHER_SCHEME), ("excellent", None)]


def test_a_range_changes_by_a_range() -> None:
    row = compare([before(), diw()], [Tool.IIT]).rows[0]
    low, high = row.changes[0] or (None, None)
    assert low == Decimal("-0.08")
    assert high == Decimal("15.49")


def test_the_order_given_is_kept_and_codes_are_of_the_latest_year() -> None:
    found = compare([diw(), before()], [3])
    assert found.reference == FiscalYear(2566)
    assert found.rows[0].changes == ((Decimal("-2.85"), Decimal("-2.85")),)


def test_questions_of_other_frameworks_are_never_matched_by_number() -> None:
    found = compare([before(), diw()], [q("e14"), (q("e14"), 1), q("o43")])
    assert [row.cells[0].reason for row in found.rows] == [Reason.NOT_SAME_ITEM] * 3
    assert found.rows[0].cells[1].figure is not None


def test_questions_of_one_framework_are_the_same() -> None:
    found = compare([diw(), diw()], [q("e14")])
    assert found.rows[0].changes == ((Decimal("0.00"), Decimal("0.00")),)


def test_a_level_that_is_not_published() -> None:
    found = compare([scoreboard(load(Y2565), Assessment(Y2565))])
    assert [(one.level, one.reason) for one in found.levels] == [(None, Reason.NO_DATA)]


def test_nothing_to_compare() -> None:
    with pytest.raises(ValueError, match="nothing to compare"):
        compare([])
    with pytest.raises(UnknownItem):
        compare([diw()], [q("i31")])


def with_concept(code: str, concept: str = "bribes") -> Framework:
    table = f'[[questions]]\ncode = "{code}"\nconcept = "{concept}"\n{SOURCE}\n'
    return parse(small_text().replace("[rating]", table + "[rating]", 1))


def renamed(concept: str, number: int, becomes: int) -> Framework:
    """Let indicator 3 measure something else, and renumber one."""
    text = small_text().replace('concept = "c3"', f'concept = "{concept}"')
    return parse(text.replace(f"no = {number}\nconcept", f"no = {becomes}\nconcept"))


def test_a_stated_identity_matches_other_codes() -> None:
    old, new = with_concept("i3"), with_concept("i1")
    assert counterpart(q("i1"), new, old) == q("i3")
    assert counterpart((q("i1"), 0), new, old) == (q("i3"), 0)
    assert counterpart(q("i3"), new, old) is Reason.NOT_SAME_ITEM
    assert counterpart(q("i1"), new, with_concept("i1", "other")) is Reason.NOT_SAME_ITEM


def test_indicators_match_by_what_they_measure() -> None:
    old = renamed("cX", 2, 7)
    new = parse(small_text())
    assert counterpart(1, new, old) == 1
    assert counterpart(2, new, old) == 7
    assert counterpart(3, new, old) is Reason.NOT_SAME_ITEM
    assert counterpart(7, old, new) == 2
    assert counterpart((3, 1), new, old) is Reason.NOT_SAME_ITEM
    other = renamed("cX", 3, 9)
    assert counterpart(3, new, other) is Reason.NOT_IN_FRAMEWORK


def test_parts_that_a_framework_does_not_have() -> None:
    new, old = parse(small_text()), parse(small_text(parts=False, rated=("IIT", "EIT")))
    assert counterpart(Tool.EIT, new, old) is Tool.EIT
    assert counterpart(Tool.EIT1, new, old) is Reason.NOT_IN_FRAMEWORK
    assert counterpart((3, 1), new, old) is Reason.NOT_IN_FRAMEWORK
