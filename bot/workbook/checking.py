"""Understanding a workbook: every cell, every row, every reference, and every fault at once."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.workbook import values
from bot.workbook.faults import Fault
from bot.workbook.references import find_faults
from bot.workbook.sheets import Sheet, all_sheets
from bot.workbook.tables import letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.workbook.sheets import Column
    from bot.workbook.tables import Line, RawSheet, Workbook

Row: TypeAlias = "Mapping[str, Any]"
"""A row's values by the key of the column; None where nothing stands."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook without faults: the rows of every sheet, in order; of optional ones if they are there."""

    rows: Mapping[str, tuple[Row, ...]]

    @property
    def agency(self) -> Row:
        """The one agency that it is about."""
        return self.rows["agency"][0]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as far as it was understood; a value that was refused is left out."""

    number: int
    values: Row


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet as far as it was understood, with the place of each column."""

    sheet: Sheet
    places: Mapping[str, int]
    rows: tuple[ReadRow, ...]

    def fault(self, row: ReadRow, column: str, problem: str, value: object, expected: str = "") -> Fault:
        """Name a fault in one of the rows."""
        place = self.places.get(column)
        return Fault(
            sheet=self.sheet.name,
            row=row.number,
            column=column,
            letter=None if place is None else letter(place),
            problem=problem,
            value=str(value),
            expected=expected,
        )


def check(workbook: Workbook) -> Checked | tuple[Fault, ...]:
    """Return what the workbook says, or everything that is wrong with it, in the order of the sheets."""
    faults: list[Fault] = []
    read: dict[str, ReadSheet] = {}
    for sheet in all_sheets():
        raw = workbook.sheets.get(sheet.name)
        if raw is None and sheet.optional:
            continue
        if raw is None:
            faults.append(Fault(sheet=sheet.name, problem="missing_sheet"))
            continue
        faults.extend(raw.faults)
        if raw.headings is None:
            if not raw.faults:
                faults.append(Fault(sheet=sheet.name, problem="empty_sheet"))
            continue
        read[sheet.name] = _read_sheet(sheet, raw, raw.headings, faults)
    faults.extend(find_faults(read))
    if faults:
        return tuple(sorted(dict.fromkeys(faults), key=_place))
    return Checked({name: tuple(row.values for row in found.rows) for name, found in read.items()})


def _place(fault: Fault) -> tuple[int, int, int, str]:
    names = [sheet.name for sheet in all_sheets()]
    column = fault.letter or ""
    return names.index(fault.sheet), fault.row or 0, len(column), column


def _read_sheet(sheet: Sheet, raw: RawSheet, headings: Line, faults: list[Fault]) -> ReadSheet:
    places = _places(sheet, raw, headings, faults)
    rows = []
    for line in raw.lines:
        found: dict[str, Any] = {}
        for column in sheet.columns:
            if column.key not in places:
                continue
            place = places[column.key]
            try:
                found[column.key] = values.read(column, line.cell(place))
            except values.Refused as refused:
                faults.append(
                    Fault(
                        sheet=sheet.name,
                        row=line.number,
                        column=column.key,
                        letter=letter(place),
                        problem=refused.problem,
                        value=values.shown(line.cell(place)),
                        expected=refused.expected,
                    )
                )
        rows.append(ReadRow(line.number, _with_defaults(sheet, found)))
    read = ReadSheet(sheet, places, tuple(rows))
    faults.extend(_duplicates(read))
    return read


def _with_defaults(sheet: Sheet, found: dict[str, Any]) -> Row:
    """Fill what no column says. A question without parts has part 0."""
    if sheet.name == "questions" and found.get("part", 0) is None:
        found["part"] = 0
    if sheet.name == "corrections" and found.get("subject_key", "") is None:
        found["subject_key"] = ""
    return found


# --- headings -----------------------------------------------------------------------------------------


def _places(sheet: Sheet, raw: RawSheet, headings: Line, faults: list[Fault]) -> dict[str, int]:
    """Find each column by its heading."""
    known = {name: column for column in sheet.columns for name in _names(column)}
    places: dict[str, int] = {}
    for place in range(max((len(line.cells) for line in (headings, *raw.lines)), default=0)):
        written = headings.cell(place)
        at = functools.partial(Fault, sheet=sheet.name, letter=letter(place))
        if values.is_blank(written):
            filled = next((line for line in raw.lines if not values.is_blank(line.cell(place))), None)
            if filled is not None:
                faults.append(at(row=filled.number, problem="no_heading"))
            continue
        column = known.get(_plain(values.shown(written)))
        shown = " ".join(values.shown(written).split())
        row = headings.number
        if column is None:
            expected = ", ".join(column.key for column in sheet.columns)
            faults.append(
                at(row=row, column=shown, problem="unknown_heading", value=shown, expected=expected)
            )
        elif column.key in places:
            faults.append(at(row=row, column=column.key, problem="duplicate_heading", value=shown))
        else:
            places[column.key] = place
    for column in sheet.columns:
        if column.key not in places:
            fault = Fault(sheet=sheet.name, row=headings.number, column=column.key, problem="missing_heading")
            faults.append(fault)
    return places


def _names(column: Column) -> Iterator[str]:
    yield from map(_plain, (column.key, column.th, column.en, column.th + column.en, column.en + column.th))


def _plain(heading: str) -> str:
    return "".join(heading.split()).replace("/", "").replace("_", "").casefold()


# --- rows ---------------------------------------------------------------------------------------------


def _duplicates(read: ReadSheet) -> Iterator[Fault]:
    first: dict[tuple[Any, ...], int] = {}
    for row in read.rows:
        if any(column not in row.values for column in read.sheet.key):
            continue
        key = tuple(row.values[column] for column in read.sheet.key)
        before = first.setdefault(key, row.number)
        if before != row.number:
            shown = ", ".join(
                f"{name} {value}" for name, value in zip(read.sheet.key, key, strict=True) if value
            )
            yield read.fault(row, read.sheet.key[-1], "duplicate_row", shown, str(before))
