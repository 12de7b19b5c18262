"""Every fault is named with sheet, row and column, and all of them at once."""

from __future__ import annotations

import pytest

from bot import workbook
from bot.workbook.checking import _names
from bot.workbook.sheets import all_sheets
from tests.workbook.forms import faults

CELLS = [
    # sheet, column, value, problem
    ("agency", "code", "", "required"),
    ("agency", "code", "Dept. of X", "bad_text"),
    ("agency", "code", "a" * 41, "too_long"),
    ("units", "kind", "team", "not_a_choice"),
    ("assessment", "fiscal_year", "next", "not_a_year"),
    ("assessment", "total", "101", "score_range"),
    ("assessment", "level", "A+", "unknown_level"),
    ("assessment", "rank", "third", "not_a_number"),
    ("assessment", "published_on", "10 สิงหา", "not_a_date"),
    ("published", "kind", "sum", "not_a_choice"),
    ("published", "key", "11", "unknown_indicator"),
    ("published", "score", "", "required"),
    ("published", "score", "NaN", "not_a_score"),
    ("published", "fiscal_year", "2565", "unknown_year"),
    ("questions", "question", "i31", "unknown_question"),
    ("questions", "question", "x1", "not_a_code"),
    ("questions", "part", "1", "part_unwanted"),
    ("questions", "part", "3", "number_range"),
    ("questions", "score", "-0.01", "score_range"),
    ("questions", "score", "inf", "not_a_score"),
    ("questions", "score", "99,70", "decimal_comma"),
    ("questions", "printed", "99.71", "printed_differs"),
    ("questions", "printed", "so so", "printed_differs"),
    ("issues", "issue", "8", "unknown_issue"),
    ("issues", "assessment_year", "2560", "unknown_year"),
    ("measures", "tool", "XIT", "not_a_choice"),
    ("measures", "start", "2024-05-01", "start_after_end"),
    ("measures", "percent", "101", "number_range"),
    ("measures", "percent", "-1", "number_range"),
    ("measures", "text", "", "required"),
    ("measures", "plan_year", "2570", "unknown_year"),
    ("steps", "measure", "9", "unknown_measure"),
    ("owners", "unit", "ศล.", "unknown_unit"),
    ("owners", "measure", "9", "unknown_measure"),
    ("corrections", "subject", "cover", "not_a_choice"),
    ("corrections", "subject_key", "i99", "unknown_subject_key"),
    ("corrections", "subject_key", "", "subject_key_needed"),
    ("corrections", "fiscal_year", "2560", "unknown_year"),
]


@pytest.mark.parametrize("written", ["csv", "xlsx"])
@pytest.mark.parametrize("bad", CELLS, ids=lambda bad: ".".join(bad[:3]))
def test_a_bad_cell(form, tmp_path, written, bad):
    sheet, column, value, problem = bad
    form.set(sheet, 2, column, value)
    found = faults(getattr(form, written)(tmp_path / f"form.{written}"))
    assert (sheet, 2, column, problem) in found


def test_all_at_once_in_order(form, tmp_path):
    for sheet, column, value, _ in CELLS[::6]:
        form.set(sheet, 2, column, value)
    form.repeat("agency", code="other")
    found = faults(form.csv(tmp_path / "form"))
    assert [fault[0] for fault in found] == sorted(
        (fault[0] for fault in found), key=[sheet.name for sheet in all_sheets()].index
    )
    assert {("agency", 2, "code", "required"), ("agency", 3, "code", "several_agencies")} <= set(found)
    assert len(found) >= len(CELLS) // 6


def test_a_place_is_told_in_words(form, tmp_path):
    form.set("questions", 2, "score", "120")
    (fault,) = workbook.check(workbook.load(form.set("questions", 2, "printed", "").csv(tmp_path / "form")))
    assert str(fault) == "questions, row 2, column D (score): the score 120 is not between 0 and 100"


@pytest.mark.parametrize(
    ("sheet", "column"),
    [
        ("units", "abbr"),
        ("assessment", "fiscal_year"),
        ("published", "key"),
        ("questions", "part"),
        ("issues", "issue"),
        ("measures", "measure"),
        ("steps", "step"),
        ("owners", "unit"),
        ("corrections", "source_line"),
    ],
)
def test_a_row_twice(form, tmp_path, sheet, column):
    assert faults(form.repeat(sheet).csv(tmp_path / "form")) == [(sheet, 3, column, "duplicate_row")]


def test_the_same_row_in_other_words_is_a_row_twice(form, tmp_path):
    form.repeat("measures", plan_year="๖๗", issue="1.0", measure="๑")
    assert faults(form.csv(tmp_path / "form")) == [("measures", 3, "measure", "duplicate_row")]


def test_parts_of_questions(form, tmp_path):
    form.repeat("questions", question="e1", part="")
    form.repeat("questions", question="e1", part="1")
    form.repeat("questions", question="e1", part="2")
    form.repeat("questions", question="o1", part="2")
    assert faults(form.csv(tmp_path / "form")) == [
        ("questions", 3, "part", "part_needed"),
        ("questions", 6, "part", "part_unwanted"),
    ]


@pytest.mark.parametrize(
    ("kind", "key", "problem"),
    [("tool", "EIT1", None), ("tool", "XIT", "unknown_tool"), ("tool", "1", "unknown_tool")],
)
def test_published_tools(form, tmp_path, kind, key, problem):
    form.repeat("published", kind=kind, key=key)
    found = workbook.check(workbook.load(form.csv(tmp_path / "form")))
    assert [fault.problem for fault in found] == [problem] if problem else isinstance(found, workbook.Checked)


NAMED = [
    # subject, subject_key, fiscal_year, problem
    ("measure", "1.1", "2567", None),
    ("measure", "1.2", "2567", "unknown_subject_key"),
    ("measure", "1", "2567", "unknown_subject_key"),
    ("measure", "1.1", "2566", "unknown_year"),
    ("step", "1", "2567", None),
    ("owner", "2", "2567", "unknown_subject_key"),
    ("issue", "7", "2566", None),
    ("issue", "8", "2566", "unknown_subject_key"),
    ("level", "ดีเยี่ยม ดี", "2566", None),
    ("level", "AA", "2566", "unknown_subject_key"),
    ("score", "i1 i2", "2566", None),
    ("document", "", "2566", None),
    ("document", "i1", "2566", "subject_key_unwanted"),
    ("limitation", "", "2566", None),
]


@pytest.mark.parametrize("named", NAMED)
def test_what_corrections_name(form, tmp_path, named):
    *cells, problem = named
    for column, value in zip(("subject", "subject_key", "fiscal_year"), cells, strict=True):
        form.set("corrections", 2, column, value)
    found = workbook.check(workbook.load(form.csv(tmp_path / "form")))
    problems = [] if isinstance(found, workbook.Checked) else [fault.problem for fault in found]
    assert (problem in problems) if problem else not problems


def test_an_unknown_framework(form, tmp_path):
    form.set("assessment", 2, "variant", "schools")
    form.set("questions", 2, "question", "i99")  # nothing can be said of a question of an unknown assessment
    assert faults(form.csv(tmp_path / "form")) == [("assessment", 2, "fiscal_year", "unknown_framework")]


def test_no_agency(form, tmp_path):
    assert faults(form.drop("agency", 2).csv(tmp_path / "form")) == [("agency", None, None, "no_agency")]


def test_a_close_unit_is_suggested(form, tmp_path):
    form.set("owners", 2, "unit", "ศล.")
    (fault,) = workbook.check(workbook.load(form.csv(tmp_path / "form")))
    assert "close to it: สล." in str(fault)


# --- headings and sheets ------------------------------------------------------------------------------


def test_a_missing_heading(form, tmp_path):
    form.sheets["units"][0][2] = ""
    assert faults(form.csv(tmp_path / "form")) == [
        ("units", 1, "kind", "missing_heading"),
        ("units", 2, None, "no_heading"),
    ]


def test_an_unknown_heading(form, tmp_path):
    form.sheets["units"][0][1] = "ชื่อเล่น"
    assert faults(form.csv(tmp_path / "form")) == [
        ("units", 1, "full_name", "missing_heading"),
        ("units", 1, "ชื่อเล่น", "unknown_heading"),
    ]


def test_a_heading_twice(form, tmp_path):
    form.sheets["units"][0][1] = "abbr"
    assert faults(form.csv(tmp_path / "form")) == [
        ("units", 1, "full_name", "missing_heading"),
        ("units", 1, "abbr", "duplicate_heading"),
    ]


def test_headings_in_any_language_and_order(form, tmp_path):
    form.sheets["units"] = [["Kind", "ชื่อย่อ\nAbbreviation", " ชื่อเต็ม "], ["unit", "สล.", ""]]
    assert isinstance(workbook.check(workbook.load(form.csv(tmp_path / "form"))), workbook.Checked)


def test_every_heading_means_one_column():
    for sheet in all_sheets():
        names = [name for column in sheet.columns for name in set(_names(column))]
        assert len(names) == len(set(names)), sheet.name


@pytest.mark.parametrize("written", ["csv", "xlsx"])
def test_an_empty_sheet(form, tmp_path, written):
    form.sheets["corrections"] = []
    found = faults(getattr(form, written)(tmp_path / f"form.{written}"))
    assert found == [("corrections", None, None, "empty_sheet")]


@pytest.mark.parametrize("written", ["csv", "xlsx"])
def test_a_missing_sheet_is_not_held_against_others(form, tmp_path, written):
    del form.sheets["units"]
    del form.sheets["assessment"]
    found = faults(getattr(form, written)(tmp_path / f"form.{written}"))
    assert found == [("units", None, None, "missing_sheet"), ("assessment", None, None, "missing_sheet")]


def test_sheets_without_rows_are_fine(form, tmp_path):
    for sheet in ("units", "assessment", "published", "questions", "issues", "measures", "steps", "owners"):
        form.drop(sheet, 2)
    form.drop("corrections", 2)
    assert isinstance(workbook.check(workbook.load(form.csv(tmp_path / "form"))), workbook.Checked)
