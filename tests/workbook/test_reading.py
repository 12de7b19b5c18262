"""Files as people send them, and files that are something else."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest

from bot import workbook
from bot.workbook import csv_folder, tables, xlsx
from tests.workbook.forms import faults


def rows(path, sheet):
    found = workbook.check(workbook.load(path))
    assert isinstance(found, workbook.Checked), "\n".join(map(str, found))
    return found.rows[sheet]


def edited(form, tmp_path, change):
    book = form.book()
    change(book)
    path = tmp_path / "form.xlsx"
    book.save(path)
    return path


# --- what is not a workbook ---------------------------------------------------------------------------


def zipped(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "not_excel"),
        (b"code,name_th\n", "not_excel"),
        (OLD_OFFICE + b"\x00" * 600, "xls"),
        (OLD_OFFICE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (zipped(word__document_dot_xml="<x/>"), "not_excel"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_dot_xml="<x/>"), "ods"),
        (zipped(xl__workbook_dot_bin="x"), "xlsb"),
        (b"PK\x03\x04" + b"\x00" * 100, "not_excel"),
        (zipped(**{"[Content_Types]_dot_xml": "<x", "xl__workbook_dot_xml": "<y"}), "broken"),
    ],
)
def test_other_files(tmp_path, content, reason):
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    with pytest.raises(workbook.NotAWorkbook, match=r"form\.xlsx: ") as raised:
        workbook.load(path)
    assert raised.value.reason == reason


def test_a_truncated_workbook(form, tmp_path):
    path = form.xlsx(tmp_path / "form.xlsx")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(workbook.NotAWorkbook):
        workbook.load(path)


def test_nothing_there(tmp_path):
    with pytest.raises(workbook.NotAWorkbook) as raised:
        workbook.load(tmp_path / "nowhere.xlsx")
    assert raised.value.reason == "missing"
    with pytest.raises(workbook.NotAWorkbook) as raised:
        workbook.load(tmp_path)
    assert raised.value.reason == "no_csv"


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "form.xlsx"
    path.write_bytes(zipped(**{"[Content_Types]_dot_xml": "x", "xl__workbook_dot_xml": "0" * 5_000_000}))
    monkeypatch.setattr(xlsx, "LARGEST_UNPACKED", 4_000_000)
    with pytest.raises(workbook.NotAWorkbook) as raised:
        workbook.load(path)
    assert raised.value.reason == "too_large"


def test_a_huge_file_is_not_opened(form, tmp_path, monkeypatch):
    path = form.xlsx(tmp_path / "form.xlsx")
    monkeypatch.setattr(xlsx, "LARGEST_FILE", 1000)
    with pytest.raises(workbook.NotAWorkbook) as raised:
        workbook.load(path)
    assert raised.value.reason == "too_large"


# --- Excel --------------------------------------------------------------------------------------------


def test_a_merged_heading(form, tmp_path):
    path = edited(form, tmp_path, lambda book: book["units"].merge_cells("A1:B1"))
    assert set(faults(path)) == {
        ("units", 1, None, "merged_heading"),
        ("units", 1, "full_name", "missing_heading"),
        ("units", 2, None, "no_heading"),
    }


def test_merged_cells_below(form, tmp_path):
    form.repeat("steps", step="2")
    path = edited(form, tmp_path, lambda book: book["steps"].merge_cells("A2:A3"))
    assert faults(path) == [
        ("steps", 2, None, "merged_cells"),
        ("steps", 3, "plan_year", "required"),
    ]


def test_numbers_and_dates_of_a_spreadsheet(form, tmp_path):
    def change(book):
        sheet = book["measures"]
        sheet["A2"] = 2567
        sheet["F2"] = dt.datetime(2024, 3, 6)  # noqa: DTZ001 (a spreadsheet knows no zones)
        sheet["G2"] = dt.date(2567, 4, 30)
        sheet = book["questions"]
        sheet["D2"] = 99.7
        sheet["D2"].number_format = "0.00"
        sheet["E2"] = None
        book["assessment"]["E2"] = 98.60000000000001

    path = edited(form, tmp_path, change)
    (measure,) = rows(path, "measures")
    assert (measure["start"], measure["due"]) == (dt.date(2024, 3, 6), dt.date(2024, 4, 30))
    assert str(rows(path, "questions")[0]["score"]) == "99.70"
    assert str(rows(path, "assessment")[0]["total"]) == "98.6"


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (100, "General", "100"),
        (100, "0.00", "100.00"),
        (99.654, "0.00", "99.654"),
        (99.5, "#,##0.00", "99.50"),
        (99.5, "0.0_);(0.0)", "99.5"),
        (0.0, "0.00", "0.00"),
    ],
)
def test_a_score_is_kept_as_it_is_shown(form, tmp_path, value, number_format, printed):
    def change(book):
        book["questions"]["D2"] = value
        book["questions"]["D2"].number_format = number_format
        book["questions"]["E2"] = None

    assert str(rows(edited(form, tmp_path, change), "questions")[0]["score"]) == printed


def test_a_percentage_is_not_a_score(form, tmp_path):
    def change(book):
        book["assessment"]["E2"] = 0.989
        book["assessment"]["E2"].number_format = "0.00%"

    assert faults(edited(form, tmp_path, change)) == [("assessment", 2, "total", "not_a_score")]


@pytest.mark.parametrize("value", [True, dt.time(9, 30), dt.datetime(2024, 3, 6, 9, 30)])  # noqa: DTZ001 (as above)
def test_other_values_are_not_scores(form, tmp_path, value):
    def change(book):
        book["assessment"]["E2"] = value

    assert faults(edited(form, tmp_path, change)) == [("assessment", 2, "total", "not_a_score")]


def test_a_formula_that_was_never_calculated(form, tmp_path):
    path = edited(form, tmp_path, lambda book: book["assessment"].__setitem__("E2", "=90+8.9"))
    assert faults(path) == [("assessment", 2, None, "formula_without_value")]


def test_a_formula_with_its_value(form, tmp_path):
    path = edited(form, tmp_path, lambda book: book["assessment"].__setitem__("E2", "=90+8.9"))
    calculated = tmp_path / "calculated.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(calculated, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name,
                content.replace(b"<f>90+8.9</f><v></v>", b"<f>90+8.9</f><v>98.9</v>").replace(
                    b"<f>90+8.9</f><v />", b"<f>90+8.9</f><v>98.9</v>"
                ),
            )
    assert str(rows(calculated, "assessment")[0]["total"]) == "98.9"


def test_an_error_of_a_formula(form, tmp_path):
    path = edited(form, tmp_path, lambda book: book["issues"].__setitem__("C2", "#REF!"))
    assert faults(path) == [("issues", 2, "name", "error_cell")]


def test_blank_rows_and_other_sheets_do_not_matter(form, tmp_path):
    def change(book):
        book.create_sheet("notes").append(["anything"])
        book["units"].insert_rows(2, amount=3)
        book["units"]["A900"] = " "
        book["units"].title = " Units"

    assert len(rows(edited(form, tmp_path, change), "units")) == 1


def test_too_many_rows(form, tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    monkeypatch.setattr(csv_folder, "MOST_ROWS", 3)
    for number in range(2, 6):
        form.repeat("steps", step=str(number))
    for path in (form.xlsx(tmp_path / "form.xlsx"), form.csv(tmp_path / "form")):
        assert ("steps", None, None, "too_many_rows") in faults(path)
    assert tables.MOST_ROWS > 1000


def test_a_sheet_that_lies_about_its_size(form, tmp_path):
    path = form.xlsx(tmp_path / "form.xlsx")
    liar = tmp_path / "liar.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(liar, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', content))
    with contextlib.closing(openpyxl.load_workbook(liar, read_only=True)) as book:
        assert book["units"].max_row == 1048576
    assert len(rows(liar, "units")) == 1


# --- CSV ----------------------------------------------------------------------------------------------


def test_a_byte_order_mark_is_tolerated(form, tmp_path):
    folder = form.csv(tmp_path / "form")
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(rows(folder, "units")) == 1


@pytest.mark.parametrize("encoding", ["cp874", "utf-16"])
def test_a_wrong_encoding(form, tmp_path, encoding):
    form.repeat("units", abbr="x")
    folder = form.csv(tmp_path / "form")
    path = folder / "units.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    row = 2 if encoding == "cp874" else 1
    assert faults(folder) == [("units", row, None, "encoding")]


def test_a_quote_that_never_ends(form, tmp_path):
    folder = form.csv(tmp_path / "form")
    with (folder / "units.csv").open("a", encoding="utf-8") as file:
        file.write('x,"y,unit\n')
    assert faults(folder) == [("units", 3, None, "broken_csv")]


def test_more_cells_than_headings(form, tmp_path):
    form.sheets["units"][1].append("more")
    assert faults(form.csv(tmp_path / "form")) == [("units", 2, None, "no_heading")]


def test_a_huge_csv(form, tmp_path, monkeypatch):
    folder = form.csv(tmp_path / "form")
    monkeypatch.setattr(csv_folder, "LARGEST_FILE", 10)
    assert {fault[3] for fault in faults(folder)} == {"too_large"}
