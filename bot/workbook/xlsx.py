"""Reading Excel workbooks. Nothing in a file is trusted: not its size, its name or its shape."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import warnings
import zipfile
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

import openpyxl

from bot.workbook.faults import Fault, NotAWorkbook
from bot.workbook.sheets import all_sheets
from bot.workbook.tables import MOST_COLUMNS, MOST_ROWS, Line, RawSheet, Workbook, letter, split_headings
from bot.workbook.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.workbook.values import Cell

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 100_000_000
MOST_PARTS = 2_000

_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)\"")
_DECIMALS = re.compile(r"(?:#,##)?0(?:\.(0+))?(?:_.*|;.*)?")
_SIGNIFICANT = ".15g"  # what Excel keeps; beyond it a float is noise


def load(path: Path) -> Workbook:
    """Read a workbook. Raises NotAWorkbook."""
    _refuse_others(path)
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")  # openpyxl warns of decoration that it does not know
            return _load(file)
    except Exception as error:
        # openpyxl raises whatever a broken file makes it stumble over
        raise NotAWorkbook(path, "broken") from error


def _refuse_others(path: Path) -> None:
    size = path.stat().st_size
    if size == 0:
        raise NotAWorkbook(path, "empty")
    if size > LARGEST_FILE:
        raise NotAWorkbook(path, "too_large")
    with path.open("rb") as file:
        if file.read(len(_OLD_OFFICE)) == _OLD_OFFICE:
            raise NotAWorkbook(path, "encrypted" if _ENCRYPTED in file.read() else "xls")
    if not zipfile.is_zipfile(path):
        raise NotAWorkbook(path, "not_excel")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise NotAWorkbook(path, "broken") from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise NotAWorkbook(path, "too_large")
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        raise NotAWorkbook(path, "xlsb")
    if "content.xml" in names:
        raise NotAWorkbook(path, "ods")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise NotAWorkbook(path, "not_excel")


def _load(file: BinaryIO) -> Workbook:
    wanted = {sheet.name for sheet in all_sheets()}
    book = openpyxl.load_workbook(file, read_only=True)
    with contextlib.closing(book), contextlib.closing(_Computed(file)) as computed:
        found: dict[str, RawSheet] = {}
        for sheet in book.worksheets:
            name = sheet.title.strip().casefold()
            if name in wanted and name not in found:
                found[name] = _read_sheet(name, sheet, computed)
        return Workbook(found)


class _Computed:
    """What formulas gave when the workbook was last calculated; opened only if there is a formula."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._book: Any = None
        self._values: dict[str, dict[tuple[int, int], Any]] = {}

    def value(self, sheet: str, cell: Any) -> Any:  # noqa: ANN401 (openpyxl exports no such classes)
        self._book = self._book or openpyxl.load_workbook(self._file, read_only=True, data_only=True)
        if sheet not in self._values:
            cells = (cell for row in _rows(self._book[sheet]) for cell in row if hasattr(cell, "row"))
            self._values[sheet] = {(cell.row, cell.column): cell.value for cell in cells}
        return self._values[sheet].get((cell.row, cell.column))

    def close(self) -> None:
        if self._book is not None:
            self._book.close()


def _read_sheet(name: str, sheet: Any, computed: _Computed) -> RawSheet:  # noqa: ANN401 (as above)
    faults: list[Fault] = []
    lines: list[Line] = []
    for cells in _rows(sheet):
        line: list[Cell] = []
        number = 0
        for place, cell in enumerate(cells):
            number = getattr(cell, "row", number)
            value = cell.value
            if cell.data_type == "f":
                value = computed.value(sheet.title, cell)
                if value is None:
                    problem = "formula_without_value"
                    faults.append(Fault(sheet=name, row=number, letter=letter(place), problem=problem))
            line.append(_cell(value, getattr(cell, "number_format", None)))
        if not all(map(is_blank, line)):
            lines.append(Line(number, tuple(line)))
    if len(lines) > MOST_ROWS + 1:
        faults.append(Fault(sheet=name, problem="too_many_rows", value=str(MOST_ROWS)))
    headings, rest = split_headings(lines)
    faults.extend(_merged(name, sheet, headings.number if headings else 0))
    return RawSheet(headings, rest, tuple(faults))


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 (as above)
    """Give the rows that hold cells; what the file says of its size is not believed."""
    sheet.reset_dimensions()
    rows = (row for row in sheet.iter_rows(max_col=MOST_COLUMNS) if any(hasattr(cell, "row") for cell in row))
    return islice(rows, MOST_ROWS + 2)


def _merged(name: str, sheet: Any, heading_row: int) -> Iterator[Fault]:  # noqa: ANN401 (as above)
    """Find merged cells, which a read-only sheet does not tell: they come after the rows."""
    with sheet._get_source() as source:  # noqa: SLF001 (the only way to the sheet's own XML)
        for first, top, last, bottom in _MERGED.findall(source.read()):
            row = int(top)
            yield Fault(
                sheet=name,
                row=row,
                letter=first.decode(),
                problem="merged_heading" if row <= heading_row <= int(bottom) else "merged_cells",
                value=f"{first.decode()}{row}:{last.decode()}{int(bottom)}",
            )


def _cell(value: object, number_format: str | None) -> Cell:
    """Return a value as the sheet shows it: a number keeps the decimals of its format."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return _number(value, number_format or "General")


def _number(value: float, number_format: str) -> Cell:
    if "%" in number_format:
        return f"{value * 100:{_SIGNIFICANT}}%"
    try:
        exact = Decimal(format(value, _SIGNIFICANT))
        found = _DECIMALS.fullmatch(number_format)
        step = Decimal(1).scaleb(-len(found[1] or "")) if found else exact
        if exact.is_finite() and exact == exact.quantize(step):
            return exact.quantize(step)
    except InvalidOperation:
        return str(value)
    return Decimal(format(exact, "f"))
