"""What can be wrong with a workbook, where, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FAULTS: Final = {
    # the sheet
    "missing_sheet": "the sheet is missing",
    "empty_sheet": "the sheet is empty: not even headings",
    "missing_heading": "there is no column with this heading",
    "duplicate_heading": "the heading {value!r} occurs twice",
    "unknown_heading": "the heading {value!r} is none of this sheet's: {expected}",
    "no_heading": "the column has values but no heading",
    "merged_heading": "the heading is merged over {value}; each column needs its own",
    "merged_cells": "the cells {value} are merged; each row needs its own value",
    "too_many_rows": "there are more than {value} rows",
    "encoding": "the file is not UTF-8; save it as CSV UTF-8",
    "broken_csv": "the file is not CSV: {value}",
    "too_large": "the file is larger than {value}",
    # one cell
    "required": "a value is missing",
    "not_a_number": "{value!r} is not a whole number",
    "number_range": "{value} is not between {expected}",
    "not_a_year": "{value!r} is not a fiscal year; write it like 2566 or 2023",
    "unclear_year": "{value!r} may be of either era; write four digits, like 2566 or 2023",
    "not_a_date": "{value!r} is not a date; write it like 06/03/2567, 2024-03-06 or with the month's name",
    "not_a_score": "{value!r} is not a score; write it like 98.90",
    "score_range": "the score {value} is not between 0 and 100",
    "score_digits": "the score {value} has more than 6 decimals",
    "decimal_comma": "{value!r} has a comma; write a decimal point, like 98.90",
    "not_a_choice": "{value!r} is none of: {expected}",
    "not_a_code": "{value!r} is not a question's code; write it like i1, e14 or o43",
    "bad_text": "{value!r} is not written as it must be: {expected}",
    "too_long": "the text has more than {expected} characters",
    "control_character": "the text has a character that cannot be shown",
    "date_for_text": "a date stands where a text is wanted; format the cell as text",
    "error_cell": "the cell holds the error {value}",
    "formula_without_value": "the formula was never calculated; put its value in its place",
    # rows together
    "no_agency": "there must be one row, with the agency",
    "several_agencies": "there must be one row; a workbook is about one agency",
    "duplicate_row": "{value} was there before, in row {expected}",
    "unknown_framework": "the assessment of {value} is not known; known are {expected}",
    "unknown_year": "the year {value} is not in sheet {expected}",
    "unknown_level": "{value!r} is no level of that year: {expected}",
    "unknown_indicator": "that year has no indicator {value}; it has {expected}",
    "unknown_tool": "that year has no tool {value!r}; it has {expected}",
    "unknown_question": "that year has no question {value}",
    "unknown_issue": "there is no issue {value}; there is {expected}",
    "unknown_measure": "there is no measure {value} in sheet measures",
    "unknown_unit": "there is no unit {value!r} in sheet units{expected}",
    "part_needed": "{value} is scored in parts; say which: {expected}",
    "part_unwanted": "{value} has no parts; leave this empty",
    "unknown_part": "{value} has only parts {expected}",
    "printed_differs": "printed is {value!r}, but the score is {expected}",
    "no_day_left": "there is no working day left for two months around {value}; nobody could be reminded",
    "start_after_end": "the start is after the due date, {expected}",
    "subject_key_needed": "say which {value} is meant: {expected}",
    "subject_key_unwanted": "a {value} has no key; leave this empty",
    "unknown_subject_key": "{value!r} does not name one: {expected}",
}
"""A sentence for each problem; ``value`` is what stands there, ``expected`` what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One problem of a workbook, named by its place. ``row`` counts from 1 as a spreadsheet does.

    ``column`` is the key of a column, or what stands in a heading that the sheet does not have; ``letter`` is
    the column's letter.
    """

    sheet: str
    row: int | None = None
    column: str | None = None
    letter: str | None = None
    problem: str
    value: str = ""
    expected: str = ""

    @property
    def place(self) -> str:
        """Sheet, row and column in words."""
        parts = [self.sheet]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column and self.letter:
            parts.append(f"column {self.letter} ({self.column})")
        elif self.column or self.letter:
            parts.append(f"column {self.column or self.letter}")
        return ", ".join(parts)

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= SHOWN else self.value[: SHOWN - 1] + "…"
        return f"{self.place}: " + FAULTS[self.problem].format(value=shown, expected=self.expected)


SHOWN: Final = 60

REASONS: Final = {
    "missing": "there is no such file or folder",
    "empty": "the file is empty",
    "xls": "it is an old Excel workbook (.xls); save it as .xlsx",
    "encrypted": "it is locked with a password; save it without one",
    "ods": "it is an OpenDocument file; save it as .xlsx",
    "xlsb": "it is a binary Excel workbook (.xlsb); save it as .xlsx",
    "not_excel": "it is not an Excel workbook (.xlsx), whatever its name says",
    "broken": "the workbook is damaged and cannot be read",
    "too_large": "it is far larger than such a workbook can be",
    "no_csv": "the folder holds none of the sheets as .csv",
    "unreadable": "it cannot be read; look at its permissions",
}


class NotAWorkbook(Exception):
    """The path holds nothing that could be checked. ``reason`` is a key of `REASONS`."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path}: {REASONS[reason]}")
        self.reason = reason


class Faulty(Exception):
    """A workbook has faults; nothing of it was stored."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
