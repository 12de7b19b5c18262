"""Measures on a day, and the questions they answer to."""

from __future__ import annotations

import datetime as dt

import pytest

from ita_core.figure import MeasureStatus
from ita_core.framework import UnknownItem, load
from ita_core.keys import MeasureId, Tool
from ita_core.plan import Measure, answers_to, days_left, due_within, measures_for, overdue, status
from tests.core import cases
from tests.core.cases import Y2566, q

DAY = dt.date(2024, 4, 20)


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", cases.rows("plan.csv"), ids=" ".join)
def test_how_a_measure_stands(row: list[str]) -> None:
    name, tool, start, end, owners, progress, seen, expected, left = row
    measure = Measure(
        MeasureId.parse(name),
        "",
        Tool(tool) if tool else None,
        start=day(start),
        end=day(end),
        owners=tuple(owners.split()),
        progress=int(progress) if progress else None,
    )
    on = dt.date.fromisoformat(seen)
    assert status(measure, on) is MeasureStatus(expected)
    assert days_left(measure, on) == (int(left) if left else None)


def made(
    name: str, end: dt.date | None, progress: int | None = None, *owners: str, tool: Tool | None = None
) -> Measure:
    return Measure(MeasureId.parse(name), "", tool, end=end, progress=progress, owners=owners)


PLAN = [
    made("1.10", dt.date(2024, 4, 30), 50, "a"),
    made("1.9", dt.date(2024, 4, 30), None, "a", "b"),
    made("2.1", dt.date(2024, 4, 25), 0, "b"),
    made("2.2", dt.date(2024, 4, 25), 100, "b"),
    made("3.1", dt.date(2024, 4, 19), 99, "a"),
    made("3.2", dt.date(2024, 4, 1), None, "b"),
    made("4.1", None, None, "a"),
    made("5.1", dt.date(2024, 4, 20), None, "c"),
]


def ids(measures: tuple[Measure, ...]) -> list[str]:
    return [str(measure.id) for measure in measures]


def test_due_soonest_first() -> None:
    assert ids(due_within(PLAN, DAY, 10)) == ["5.1", "2.1", "1.9", "1.10"]
    assert ids(due_within(PLAN, DAY, 9)) == ["5.1", "2.1"]
    assert ids(due_within(PLAN, DAY, 0)) == ["5.1"]
    assert ids(due_within(PLAN, DAY, -1)) == []
    assert ids(due_within(PLAN, DAY, 10, "b")) == ["2.1", "1.9"]


def test_overdue_longest_first() -> None:
    assert ids(overdue(PLAN, DAY)) == ["3.2", "3.1"]
    assert ids(overdue(PLAN, DAY, "a")) == ["3.1"]


def test_a_measure_answers_to_the_questions_of_its_issue_and_tool() -> None:
    framework = load(Y2566)
    assert [str(code) for code in answers_to(framework, made("5.3", None, tool=Tool.IIT))] == [
        f"i{number}" for number in range(7, 13)
    ]
    assert answers_to(framework, made("5.3", None)) == framework.issue(5).questions
    survey = answers_to(framework, made("3.1", None, tool=Tool.EIT2))
    assert [str(code) for code in survey] == ["e6", "e7", "e8", "e9", "e10"]
    with pytest.raises(UnknownItem):
        answers_to(framework, made("8.1", None))


def test_a_low_score_leads_to_its_measures() -> None:
    plan = [made("2.6", None, tool=Tool.EIT), made("2.1", None, tool=Tool.IIT)]
    plan += [made("2.5", None), made("9.1", None)]
    assert ids(measures_for(load(Y2566), q("e14"), plan)) == ["2.5", "2.6"]
    assert measures_for(load(Y2566), q("e4"), plan) == ()


def test_what_no_measure_can_be() -> None:
    with pytest.raises(ValueError, match=r"measure 1\.1: progress 101 is not 0 to 100"):
        made("1.1", None, 101)
    with pytest.raises(ValueError, match=r"measure 1\.1 ends before it starts"):
        Measure(MeasureId(1, 1), "", start=dt.date(2024, 4, 2), end=dt.date(2024, 4, 1))
