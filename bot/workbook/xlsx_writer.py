"""Writing the form as an Excel workbook that is pleasant to fill in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from bot.workbook.sheets import Column, Kind, Sheet, all_sheets, required_note
from bot.workbook.tables import letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from bot.workbook.values import Value

FONT = "TH Sarabun New"
HEADING_HEIGHT = 46
PREPARED_ROWS = 500  # rows below the last that are formatted by column already

_REQUIRED = PatternFill("solid", fgColor="1F4E79")
_OPTIONAL = PatternFill("solid", fgColor="7F97B2")
_RULE = Border(bottom=Side(style="thin", color="D9D9D9"))
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.TEXT: "@", Kind.CODE: "@", Kind.CHOICE: "@", Kind.FIGURE: "@"}


def write(path: Path, rows: Mapping[str, Sequence[Mapping[str, Value]]], *, example: bool) -> None:
    """Write all sheets; ``example`` rows are set in grey. The file appears whole or not at all."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in all_sheets():
        _write_sheet(book.create_sheet(sheet.name), sheet, rows[sheet.name], example=example)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    book.save(unfinished)
    unfinished.replace(path)


def _write_sheet(
    page: Worksheet, sheet: Sheet, rows: Sequence[Mapping[str, Value]], *, example: bool
) -> None:
    page.freeze_panes = "A2"
    page.sheet_properties.tabColor = "1F4E79"
    page.row_dimensions[1].height = HEADING_HEIGHT
    page.auto_filter.ref = f"A1:{letter(len(sheet.columns) - 1)}{len(rows) + 1}"
    for place, column in enumerate(sheet.columns):
        page.column_dimensions[letter(place)].width = column.width
        page.column_dimensions[letter(place)].number_format = _FORMATS.get(column.type, "General")
        _write_heading(page.cell(1, place + 1), column)
        _add_list(page, place, column, len(rows))
        for number, row in enumerate(rows, start=2):
            _write_value(page.cell(number, place + 1), column, row[column.key], example=example)


def _write_heading(cell: Cell | MergedCell, column: Column) -> None:
    cell.value = f"{column.th}\n{column.en}"
    cell.font = Font(name=FONT, size=14, bold=True, color="FFFFFF")
    cell.fill = _REQUIRED if column.required else _OPTIONAL
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    notes = [column.key, required_note() if column.required else "", column.note]
    cell.comment = Comment("\n".join(filter(None, notes)), "ita-bot", width=320, height=140)


def _write_value(cell: Cell | MergedCell, column: Column, value: Value, *, example: bool) -> None:
    cell.font = Font(name=FONT, size=14, italic=example, color="7F7F7F" if example else "000000")
    cell.alignment = Alignment(wrap_text=column.type is Kind.TEXT, vertical="top")
    cell.border = _RULE
    cell.number_format = _FORMATS.get(column.type, "General")
    if isinstance(value, Decimal):
        decimals = max(0, -int(value.as_tuple().exponent))
        cell.value = float(value)
        cell.number_format = f"0.{'0' * decimals}" if decimals else "0"
    else:
        cell.value = value
    if isinstance(value, str):  # never a formula or an error, whatever it begins with
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))


def _add_list(page: Worksheet, place: int, column: Column, rows: int) -> None:
    if not column.choices:
        return
    choices = DataValidation(
        type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=not column.required
    )
    choices.showErrorMessage, choices.errorStyle = True, "warning"  # the Thai names are understood too
    choices.errorTitle = column.en
    choices.error = ", ".join(column.choices)
    choices.add(f"{letter(place)}2:{letter(place)}{rows + PREPARED_ROWS}")
    page.add_data_validation(choices)
