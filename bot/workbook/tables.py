"""A workbook as it was found: cells, not yet understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.workbook.faults import Fault
    from bot.workbook.values import Cell

MOST_ROWS = 20_000
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One row with the number that a spreadsheet shows for it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, place: int) -> Cell:
        """Return the cell in a column counted from 0; None beyond the last."""
        return self.cells[place] if place < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet's first row with something in it, the other such rows, and what was wrong while reading."""

    headings: Line | None
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """Everything that was found, by the name of the sheet."""

    sheets: Mapping[str, RawSheet]


def letter(place: int) -> str:
    """Return a column's letter; columns count from 0."""
    return get_column_letter(place + 1)


def split_headings(lines: Iterable[Line]) -> tuple[Line | None, tuple[Line, ...]]:
    """Take the first line as headings."""
    rest: Iterator[Line] = iter(lines)
    return next(rest, None), tuple(rest)
