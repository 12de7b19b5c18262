"""What goes out comes in again, to the same data."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import workbook
from bot.store import queries
from bot.store.engine import reading
from bot.workbook import csv_folder, xlsx_writer
from bot.workbook.sheets import Kind, all_sheets, sheet

NOW = dt.datetime(2024, 4, 1, 9, 0, tzinfo=dt.UTC)
FORMS = ["form.xlsx", "form"]


def export(engine, path):
    with reading(engine) as session:
        workbook.export(session, queries.only_agency(session).id, path)
    return path


@pytest.mark.parametrize("name", FORMS)
def test_an_export_imports_again_to_the_same_data(example_engine, engine, tmp_path, name):
    path = export(example_engine, tmp_path / name)
    assert workbook.import_path(example_engine, path, dry_run=False, now=NOW).changes == 0
    workbook.import_path(engine, path, dry_run=False, now=NOW)
    again = export(engine, tmp_path / "again")
    for file in workbook.example_path().iterdir():
        assert (again / file.name).read_bytes() == file.read_bytes()


def test_an_unknown_agency_cannot_be_exported(engine, tmp_path):
    with reading(engine) as session, pytest.raises(LookupError):
        workbook.export(session, 1, tmp_path / "form")


@pytest.mark.parametrize("name", FORMS)
def test_the_template_is_a_correct_workbook(tmp_path, name):
    path = tmp_path / "new" / name
    workbook.template(path)
    found = workbook.check(workbook.load(path))
    assert isinstance(found, workbook.Checked)
    assert {name: len(rows) for name, rows in found.rows.items()} == dict.fromkeys(found.rows, 1)
    assert found.agency["code"] == "my-agency"  # filling it in must not touch an agency that is there


def test_the_template_helps_to_fill_it_in(tmp_path):
    workbook.template(tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    assert book.sheetnames == [one.name for one in all_sheets()]
    page = book["measures"]
    assert page.freeze_panes == "A2"
    assert page["D1"].value == "มาตรการ\nText"
    assert "text" in page["D1"].comment.text
    assert "ต้องกรอก" in page["D1"].comment.text
    assert page.column_dimensions["D"].width > 50
    (choices,) = page.data_validations.dataValidation
    assert choices.formula1 == '"IIT,EIT,EIT1,EIT2,OIT"'
    assert "E2" in choices.sqref


def test_a_failed_export_leaves_no_half_file(tmp_path):
    path = tmp_path / "form.xlsx"
    with pytest.raises(KeyError):
        xlsx_writer.write(path, {}, example=False)
    assert list(tmp_path.iterdir()) == []


# --- any text -----------------------------------------------------------------------------------------

TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="=+-@'\"\n,;ก ำ"),
    min_size=1,
    max_size=20,
).map(str.strip)
DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1+1",
    "''=1",
    "'quoted'",
    "1.10",
    "#N/A?",
    '="x"',
    "a,b\nc",
    '"',
]


def units(text):
    return {"abbr": text, "full_name": text, "kind": "unit"}


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXT.filter(bool).filter(lambda text: not text.startswith("#")), min_size=1))
def test_any_text_comes_back(tmp_path_factory, texts):
    check_texts(tmp_path_factory.mktemp("any"), texts)


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    check_texts(tmp_path, DANGEROUS)
    page = openpyxl.load_workbook(tmp_path / "form.xlsx")["units"]
    assert {cell.data_type for cell in page["A"]} == {"s"}
    assert page["A2"].quotePrefix
    lines = (tmp_path / "csv" / "units.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1] == "'=1+1,'=1+1,unit"


def check_texts(folder, texts):
    wanted = [units(text) for text in dict.fromkeys(texts)]
    rows = {one.name: [] for one in all_sheets()} | {"units": wanted}
    xlsx_writer.write(folder / "form.xlsx", rows, example=False)
    (folder / "csv").mkdir()
    keys = [column.key for column in sheet("units").columns]
    csv_folder.write(folder / "csv" / "units.csv", [keys, *([row[key] for key in keys] for row in wanted)])
    for path in (folder / "form.xlsx", folder / "csv"):
        lines = workbook.load(path).sheets["units"].lines
        assert [dict(zip(keys, line.cells, strict=False)) for line in lines] == wanted


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.decimals(0, 100, places=2) | st.integers(0, 100).map(Decimal), min_size=1),
    st.dates(dt.date(1960, 1, 1), dt.date(2100, 1, 1)),
)
def test_any_score_and_date_come_back_as_they_were(tmp_path_factory, scores, day):
    path = tmp_path_factory.mktemp("scores") / "form.xlsx"
    empty = {column.key: None for column in sheet("assessment").columns}
    rows = {one.name: [] for one in all_sheets()}
    rows["assessment"] = [{**empty, "total": score, "published_on": day} for score in scores]
    xlsx_writer.write(path, rows, example=False)
    lines = workbook.load(path).sheets["assessment"].lines
    assert [str(line.cells[4]) for line in lines] == [str(score) for score in scores]
    assert {line.cells[3] for line in lines} == {day}


def test_kinds_of_columns_are_all_used():
    assert {column.type for one in all_sheets() for column in one.columns} == set(Kind)
