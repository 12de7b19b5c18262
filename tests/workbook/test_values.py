"""What people write in a cell, and what it means."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.workbook import values
from bot.workbook.sheets import Column, Kind

SIXTH_OF_MARCH = dt.date(2024, 3, 6)


def column(kind, **more):
    return Column(key="x", type=kind, th="x", en="x", example="", width=1, **more)


@pytest.mark.parametrize(
    "written",
    [
        "6 มีนาคม 2567",
        "6 มี.ค. 2567",
        "6 มี.ค. 67",
        "6 มีค 67",
        "๖ มีนาคม พ.ศ. ๒๕๖๗",
        "06/03/2567",
        "6/3/67",
        "6-3-2567",
        "06.03.2024",
        "2024-03-06",
        "2567-03-06",
        "2024-03-06 00:00:00",
        "6 March 2024",
        "6 Mar. 2024",
        dt.date(2024, 3, 6),
        dt.date(2567, 3, 6),  # typed in the Buddhist era into a spreadsheet that thinks in the common one
    ],
)
def test_dates(written):
    assert values.date(written) == SIXTH_OF_MARCH


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("31/02/2567", "not_a_date"),
        ("30 กุมภา 2567", "not_a_date"),
        ("03/2567", "not_a_date"),
        ("6 มีนาคม", "not_a_date"),
        ("6/3/24", "unclear_year"),
        ("6 มี.ค. 24", "unclear_year"),
        ("0001-01-01", "not_a_date"),
        (dt.date(9999, 1, 1), "not_a_date"),
        (dt.date(2568, 2, 29), "not_a_date"),  # a leap day in the one era only
        (Decimal(45357), "not_a_date"),
        ("tomorrow", "not_a_date"),
    ],
)
def test_what_is_no_date(written, problem):
    with pytest.raises(values.Refused, match=problem):
        values.date(written)


def test_a_leap_day_of_the_buddhist_era():
    assert values.date("29 ก.พ. 2567") == dt.date(2024, 2, 29)


@settings(deadline=None)
@given(st.dates(dt.date(1960, 1, 1), dt.date(2100, 12, 31)))
def test_every_date_in_every_form(day):
    buddhist = day.year + 543
    thai = format_date(day, "d MMMM", locale="th")
    short = format_date(day, "d MMM", locale="th")
    for written in (
        day.isoformat(),
        f"{thai} {buddhist}",
        f"{short} {buddhist}",
        f"{day.day}/{day.month}/{buddhist}",
        f"{day.day}/{day.month}/{day.year}",
    ):
        assert values.date(written) == day


@pytest.mark.parametrize(
    "written",
    ["2566", "2023", "๒๕๖๖", "FY2023", "FY 2566", "66", "ปีงบประมาณ พ.ศ. 2566", Decimal(2566), " 2566 "],
)
def test_years(written):
    assert values.year(written) == 2566


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("23", "unclear_year"),
        ("3000", "not_a_year"),
        ("x", "not_a_year"),
        ("1066", "not_a_year"),
        ("256", "not_a_year"),
    ],
)
def test_what_is_no_year(written, problem):
    with pytest.raises(values.Refused, match=problem):
        values.year(written)
    with pytest.raises(values.Refused, match="not_a_year"):
        values.year(dt.date(2566, 1, 1))


@pytest.mark.parametrize(
    ("written", "printed"),
    [("99.70", "99.70"), ("๙๙.๗๐", "99.70"), (" 100 ", "100"), (Decimal("100.00"), "100.00"), ("0", "0")],
)
def test_scores_keep_their_decimals(written, printed):
    assert str(values.score(written)) == printed


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("99,70", "decimal_comma"),
        ("100.01", "score_range"),
        ("-1", "score_range"),
        ("1000", "score_range"),
        ("nan", "not_a_score"),
        ("NaN", "not_a_score"),
        ("inf", "not_a_score"),
        ("Infinity", "not_a_score"),
        ("1e2", "not_a_score"),
        ("98.90 คะแนน", "not_a_score"),
        ("99.65%", "not_a_score"),
        ("99.1234567", "score_digits"),
        (dt.date(2024, 1, 1), "not_a_score"),
    ],
)
def test_what_is_no_score(written, problem):
    with pytest.raises(values.Refused, match=problem):
        values.score(written)


@settings(deadline=None)
@given(st.one_of(st.text(), st.decimals(), st.dates(), st.none()), st.sampled_from(Kind))
def test_nothing_breaks_the_reader(cell, kind):
    try:
        values.read(column(kind, choices={"a": "b"}, largest=5), cell)
    except values.Refused as refused:
        assert refused.problem  # noqa: PT017 (both outcomes are right)


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (Kind.CODE, " E14 ", "e14"),
        (Kind.CODE, "o๔๓", "o43"),
        (Kind.FIGURE, "๑๐", "10"),
        (Kind.FIGURE, "eit 1", "EIT1"),
        (Kind.FIGURE, Decimal("1.0"), "1"),
        (Kind.INTEGER, "๓", 3),
        (Kind.INTEGER, Decimal("3.00"), 3),
        (Kind.CHOICE, "UNIT", "unit"),
        (Kind.CHOICE, "หน่วยงาน", "unit"),
        (Kind.TEXT, "  a\r\nb ", "a\nb"),
        (Kind.TEXT, Decimal("4.1"), "4.1"),
        (Kind.TEXT, "   ", None),
        (Kind.TEXT, None, None),
    ],
)
def test_other_cells(kind, written, meant):
    assert values.read(column(kind, choices={"unit": "หน่วยงาน"}, largest=9), written) == meant


@pytest.mark.parametrize(
    ("kind", "written", "problem"),
    [
        (Kind.CODE, "x1", "not_a_code"),
        (Kind.CODE, "๐43", "not_a_code"),
        (Kind.INTEGER, "3.5", "not_a_number"),
        (Kind.INTEGER, "10", "number_range"),
        (Kind.INTEGER, "-1", "number_range"),
        (Kind.INTEGER, "three", "not_a_number"),
        (Kind.INTEGER, dt.date(2024, 1, 1), "not_a_number"),
        (Kind.CHOICE, "team", "not_a_choice"),
        (Kind.TEXT, "a\x00b", "control_character"),
        (Kind.TEXT, "a" * 9000, "too_long"),
        (Kind.TEXT, dt.date(2024, 1, 1), "date_for_text"),
        (Kind.TEXT, "#REF!", "error_cell"),
    ],
)
def test_what_is_refused(kind, written, problem):
    with pytest.raises(values.Refused, match=problem):
        values.read(column(kind, choices={"unit": "หน่วยงาน"}, largest=9), written)
