"""Value types."""

from __future__ import annotations

import datetime as dt

import pytest

from ita_core.keys import FiscalYear, MeasureId, Name, Question, Tool


def test_name_in_a_language() -> None:
    assert Name("ก", "a").in_language("en") == "a"
    assert Name("ก", "a").in_language("th") == "ก"
    assert Name("ก").in_language("en") == "ก"


@pytest.mark.parametrize(
    ("day", "year"),
    [((2022, 9, 30), 2565), ((2022, 10, 1), 2566), ((2023, 9, 30), 2566), ((2023, 10, 1), 2567)],
)
def test_fiscal_year_of_a_day(day: tuple[int, int, int], year: int) -> None:
    found = FiscalYear.of(dt.date(*day))
    assert found == FiscalYear(year)
    assert found.first_day <= dt.date(*day) <= found.last_day


def test_fiscal_year() -> None:
    year = FiscalYear(2566)
    assert (str(year), year.ce) == ("2566", 2023)
    assert (year.first_day, year.last_day) == (dt.date(2022, 10, 1), dt.date(2023, 9, 30))
    assert year.plus(-1) < year < year.plus(1)
    with pytest.raises(ValueError, match="not a Buddhist-era fiscal year: 2023"):
        FiscalYear(2023)


def test_tools_and_their_parts() -> None:
    assert [(tool.whole, tool.part) for tool in Tool] == [
        (Tool.IIT, None),
        (Tool.EIT, None),
        (Tool.EIT, 1),
        (Tool.EIT, 2),
        (Tool.OIT, None),
    ]


def test_question_codes() -> None:
    codes = ["i2", "i10", "e1", "e15", "o9", "o43"]
    assert [str(Question.parse(code)) for code in codes] == codes
    assert sorted(Question.parse(code) for code in reversed(codes)) == [
        Question.parse(code) for code in codes
    ]


@pytest.mark.parametrize("text", ["", "i0", "i01", "x1", "I1", "i100", "i1 ", "๐43"])
def test_not_a_question(text: str) -> None:
    with pytest.raises(ValueError, match="not a question code"):
        Question.parse(text)


def test_measure_ids() -> None:
    assert str(MeasureId.parse("5.3")) == "5.3"
    assert MeasureId.parse("1.9") < MeasureId.parse("1.10") < MeasureId.parse("2.1")
    with pytest.raises(ValueError, match="not a measure: '5'"):
        MeasureId.parse("5")
