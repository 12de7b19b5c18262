"""Reading and writing a folder of CSV files, one a sheet."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from bot.workbook.faults import Fault, NotAWorkbook
from bot.workbook.sheets import all_sheets
from bot.workbook.tables import MOST_ROWS, Line, RawSheet, Workbook, split_headings
from bot.workbook.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

LARGEST_FILE = 20_000_000

# A spreadsheet takes text that begins like this for a formula, even from a CSV file. An apostrophe in front
# keeps it text; it is taken away on reading, and only from text that would need it.
_FORMULA = re.compile(r"'*[=+\-@\t]")
_ESCAPED = re.compile(r"'+[=+\-@\t]")


def load(folder: Path) -> Workbook:
    """Read the sheets that are there. Raises NotAWorkbook for a folder without any."""
    files = {
        path.stem.casefold(): path for path in sorted(folder.iterdir()) if path.suffix.casefold() == ".csv"
    }
    found = {
        sheet.name: _read_sheet(sheet.name, files[sheet.name])
        for sheet in all_sheets()
        if sheet.name in files
    }
    if not found:
        raise NotAWorkbook(folder, "no_csv")
    return Workbook(found)


def write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write one sheet, headings first; a byte-order mark tells Excel that it is UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_escape(cell) for cell in row] for row in rows)


def _read_sheet(name: str, path: Path) -> RawSheet:
    if path.stat().st_size > LARGEST_FILE:
        return _broken(Fault(sheet=name, problem="too_large", value=f"{LARGEST_FILE // 1_000_000} MB"))
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _broken(Fault(sheet=name, row=content.count(b"\n", 0, error.start) + 1, problem="encoding"))
    lines: list[Line] = []
    try:
        for line in _lines(text):
            lines.append(line)
            if len(lines) > MOST_ROWS + 1:
                return _broken(Fault(sheet=name, problem="too_many_rows", value=str(MOST_ROWS)))
    except csv.Error as error:
        row = lines[-1].number + 1 if lines else 1
        return _broken(Fault(sheet=name, row=row, problem="broken_csv", value=str(error)))
    return RawSheet(*split_headings(lines))


def _lines(text: str) -> Iterator[Line]:
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
        if not all(map(is_blank, cells)):
            yield Line(number, tuple(_unescape(cell) for cell in cells))


def _broken(fault: Fault) -> RawSheet:
    return RawSheet(None, (), (fault,))


def _escape(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unescape(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell
