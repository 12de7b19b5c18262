"""Small workbooks to be broken in one place."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import openpyxl

from bot import workbook
from bot.workbook.sheets import all_sheets

if TYPE_CHECKING:
    from pathlib import Path


class Form:
    """Rows of every sheet as a person would type them; row 1 holds the headings."""

    def __init__(self, folder: Path) -> None:
        self.sheets: dict[str, list[list[Any]]] = {}
        for sheet in all_sheets():
            if sheet.optional and not (folder / f"{sheet.name}.csv").exists():
                continue
            with (folder / f"{sheet.name}.csv").open(encoding="utf-8-sig", newline="") as file:
                self.sheets[sheet.name] = list(csv.reader(file))

    def set(self, sheet: str, row: int, column: str, value: object) -> Form:
        """Put a value into a cell, by the number of its row and the heading of its column."""
        rows = self.sheets[sheet]
        while len(rows) < row:
            rows.append(list(rows[-1]))
        rows[row - 1][rows[0].index(column)] = value
        return self

    def repeat(self, sheet: str, row: int = 2, **values: object) -> Form:
        """Add a copy of a row at the end, with other values in some columns."""
        rows = self.sheets[sheet]
        rows.append([values.get(key, old) for key, old in zip(rows[0], rows[row - 1], strict=True)])
        return self

    def drop(self, sheet: str, *rows: int) -> Form:
        """Take rows out."""
        kept = [line for number, line in enumerate(self.sheets[sheet], start=1) if number not in rows]
        self.sheets[sheet] = kept
        return self

    def csv(self, folder: Path) -> Path:
        """Write a folder of CSV files."""
        folder.mkdir(exist_ok=True)
        for name, rows in self.sheets.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
        return folder

    def book(self) -> openpyxl.Workbook:
        """Make an Excel workbook, not yet saved."""
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in self.sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        return book

    def xlsx(self, path: Path) -> Path:
        """Write an Excel workbook."""
        self.book().save(path)
        return path


def faults(path: Path) -> list[tuple[str, int | None, str | None, str]]:
    """Return every fault of a workbook as (sheet, row, column, problem), after telling it in words."""
    found = workbook.check(workbook.load(path))
    assert isinstance(found, tuple)
    assert all(str(fault).startswith(fault.sheet) for fault in found)
    return [(fault.sheet, fault.row, fault.column, fault.problem) for fault in found]
