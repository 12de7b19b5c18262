"""The receipt sheet as a workbook: a summary, and a sheet of names, however many."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from bot.render.receipt_sheets import Line, Page

FONT: Final = "TH Sarabun New"
_HEAD: Final = PatternFill("solid", fgColor="1F4E79")
_WIDTHS: Final = (26, 14, 14, 14, 14, 18)
_NAME_WIDTHS: Final = (8, 34, 40, 26, 44, 26)
_FORMULAS: Final = ("=", "+", "-", "@")


def write(file: IO[bytes], page: Page, people: Iterable[Line]) -> None:
    """Write the workbook. Names are written as they come, and never all in memory."""
    book = Workbook(write_only=True)
    summary, names = (book.create_sheet(title) for title in page.sheets)
    _summary(summary, page)
    _names(names, page, people)
    book.save(file)


def _summary(sheet: WriteOnlyWorksheet, page: Page) -> None:
    _widths(sheet, _WIDTHS)
    sheet.append([_cell(sheet, page.title, bold=True, size=20)])
    sheet.append([_cell(sheet, page.agency)])
    sheet.append([])
    for name, value in page.facts:
        sheet.append([_cell(sheet, name, bold=True), _cell(sheet, value)])
    sheet.append([])
    sheet.append([_cell(sheet, page.says, bold=True)])
    for line in page.text.split("\n"):
        sheet.append([_cell(sheet, line)])
    sheet.append([])
    sheet.append([_cell(sheet, page.by_unit, bold=True)])
    sheet.append([_head(sheet, words) for words in page.unit_head])
    for row in page.units:
        sheet.append([_cell(sheet, words) for words in row])
    sheet.append([_cell(sheet, words, bold=True) for words in page.total])
    sheet.append([])
    sheet.append([_cell(sheet, page.made)])


def _names(sheet: WriteOnlyWorksheet, page: Page, people: Iterable[Line]) -> None:
    _widths(sheet, _NAME_WIDTHS)
    sheet.freeze_panes = "A2"
    sheet.append([_head(sheet, words) for words in page.people_head])
    for row in people:
        # A cell with a font takes ten times as long, and there may be a hundred thousand people.
        sheet.append([words if _is_plain(words) else _cell(sheet, words) for words in row])


def _is_plain(words: str) -> bool:
    return words.isprintable() and not words.startswith(_FORMULAS)


def _widths(sheet: WriteOnlyWorksheet, widths: Iterable[int]) -> None:
    for letter, width in zip("ABCDEF", widths, strict=True):
        sheet.column_dimensions[letter].width = width  # type: ignore[attr-defined]  # unknown to its types


def _cell(sheet: WriteOnlyWorksheet, value: str, *, bold: bool = False, size: int = 14) -> Cell:
    """Return a cell that is text, whatever it begins with: a name is never a formula."""
    plain = "".join(char for char in value if char.isprintable() or char == "\t")
    cell = WriteOnlyCell(sheet, value=plain)
    cell.data_type = "s"
    if plain.startswith(_FORMULAS):
        cell.quotePrefix = True
    cell.font = Font(name=FONT, size=size, bold=bold)
    return cell


def _head(sheet: WriteOnlyWorksheet, value: str) -> Cell:
    cell = _cell(sheet, value, bold=True)
    cell.font = Font(name=FONT, size=14, bold=True, color="FFFFFF")
    cell.fill = _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell
