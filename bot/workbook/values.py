"""Reading one cell: Thai digits, both eras, dates as people write them. What is unclear is refused."""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

from babel.dates import get_month_names

from bot.workbook.sheets import Column, Kind
from ita_core.keys import BUDDHIST_ERA_OFFSET, FiscalYear, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Cell: TypeAlias = "str | Decimal | dt.date | None"
"""What a reader gives: texts as they stand, numbers as they are shown, dates, None for nothing."""

Value: TypeAlias = "str | int | Decimal | dt.date | None"
"""What a column holds once it was understood."""

MOST_DECIMALS = 6
HIGHEST_SCORE = 100
FIRST_BUDDHIST_YEAR = 2400  # no common-era year of ours is as late, no Buddhist-era year as early
CENTURY = 2500
OLDEST_SHORT_YEAR = 50  # two digits below may be of either era

_THAI_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
_INTEGER = re.compile(r"([0-9]{1,9})(?:\.0+)?")
_SCORE = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?")
_COMMA = re.compile(r"[0-9]+,[0-9]+")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_SLASHED = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})\s*([^0-9]+?)\s*([0-9]{4}|[0-9]{2})")


class Refused(Exception):
    """A cell cannot be understood; ``problem`` and ``expected`` are as in a Fault."""

    def __init__(self, problem: str, expected: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.expected = expected


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: Cell) -> str:
    """Return a cell as people see it."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return "" if cell is None else str(cell).strip()


def read(column: Column, cell: Cell) -> Value:
    """Return what a cell means in its column, None if it is blank. Raises Refused."""
    if is_blank(cell):
        if column.required:
            raise Refused("required")
        return None
    if isinstance(cell, str):
        if _ERROR.fullmatch(cell.strip()):
            raise Refused("error_cell")
        if _CONTROL.search(cell):
            raise Refused("control_character")
    return _READERS[column.type](column, cell)


def plain(cell: Cell) -> str:
    """Return a cell as text with digits 0 to 9 and single spaces."""
    return " ".join(shown(cell).translate(_THAI_DIGITS).split())


def score(cell: Cell) -> Decimal:
    """Read a score of 0 to 100, keeping its decimals. Raises Refused."""
    written = plain(cell)
    if _COMMA.fullmatch(written):
        raise Refused("decimal_comma")
    if not _SCORE.fullmatch(written):
        raise Refused("score_range" if _NUMBER.fullmatch(written) else "not_a_score")
    if len(written.partition(".")[2]) > MOST_DECIMALS:
        raise Refused("score_digits")
    found = Decimal(written)
    if found > HIGHEST_SCORE:
        raise Refused("score_range")
    return found


def year(cell: Cell) -> int:
    """Read a fiscal year of either era; return its Buddhist-era number. Raises Refused."""
    written = _without_year_words(plain(cell))
    if isinstance(cell, dt.date) or not re.fullmatch(r"(?:[0-9]{4}|[0-9]{2})(?:\.0+)?", written):
        raise Refused("not_a_year")
    found = _buddhist(written.partition(".")[0], "unclear_year")
    try:
        return FiscalYear(found).be
    except ValueError:
        raise Refused("not_a_year") from None


def date(cell: Cell) -> dt.date:
    """Read a date, day before month, in either era. Raises Refused."""
    if isinstance(cell, dt.date):
        parts = (str(cell.year), cell.month, cell.day)
    else:
        written = plain(cell)
        if found := _ISO.fullmatch(written):
            parts = (found[1], int(found[2]), int(found[3]))
        elif found := _SLASHED.fullmatch(written):
            parts = (found[4], int(found[3]), int(found[1]))
        elif found := _NAMED.fullmatch(written):
            parts = (found[3], _month(found[2]), int(found[1]))
        else:
            raise Refused("not_a_date")
    try:
        made = dt.date(_buddhist(parts[0], "unclear_year") - BUDDHIST_ERA_OFFSET, parts[1], parts[2])
        FiscalYear.of(made)  # a date that no fiscal year of ours has is a slip
    except ValueError:
        raise Refused("not_a_date") from None
    return made


def _buddhist(digits: str, unclear: str) -> int:
    number = int(digits)
    if len(digits) == len("66"):
        if number < OLDEST_SHORT_YEAR:
            raise Refused(unclear)
        return CENTURY + number
    return number if number >= FIRST_BUDDHIST_YEAR else number + BUDDHIST_ERA_OFFSET


def _without_year_words(text: str) -> str:
    """Take away what is written in front of a year: ``FY``, and its Thai counterparts."""
    rest = text.casefold()
    while True:
        word = next((word for word in _year_words() if rest.startswith(word)), None)
        if word is None:
            return rest
        rest = rest.removeprefix(word).strip()


def _month(name: str) -> int:
    word = _letters(name)
    for ending in _year_words():  # "6 March B.E. 2567"
        word = word.removesuffix(_letters(ending)) if _letters(ending) != word else word
    try:
        return _months()[word]
    except KeyError:
        raise Refused("not_a_date") from None


def _letters(name: str) -> str:
    return name.replace(".", "").replace(" ", "").replace(",", "").casefold()


@functools.cache
def _year_words() -> tuple[str, ...]:
    text = resources.files("bot.workbook").joinpath("thai.toml").read_text(encoding="utf-8")
    return tuple(sorted(tomllib.loads(text)["year"]["words"], key=len, reverse=True))


@functools.cache
def _months() -> Mapping[str, int]:
    return {
        _letters(name): number
        for locale in ("th", "en")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }


def _text(column: Column, cell: Cell) -> str:
    if isinstance(cell, dt.date):
        raise Refused("date_for_text")
    found = shown(cell).replace("\r\n", "\n").replace("\r", "\n")
    if column.pattern and not re.fullmatch(column.pattern, found):
        raise Refused("bad_text", column.note.partition("\n")[0] or column.pattern)
    if len(found) > column.longest:
        raise Refused("too_long", str(column.longest))
    return found


def _integer(column: Column, cell: Cell) -> int:
    found = _INTEGER.fullmatch(plain(cell))
    if found is None or isinstance(cell, dt.date):
        problem = "number_range" if _NUMBER.fullmatch(plain(cell)) else "not_a_number"
        if problem == "number_range" and "." in plain(cell).rstrip("0").rstrip("."):
            problem = "not_a_number"
        raise Refused(problem, f"{column.smallest} and {column.largest}")
    number = int(found[1])
    if not column.smallest <= number <= column.largest:
        raise Refused("number_range", f"{column.smallest} and {column.largest}")
    return number


def _choice(column: Column, cell: Cell) -> str:
    written = plain(cell).casefold()
    choices = column.choices or {}
    for choice, name in choices.items():
        if written in {choice.casefold(), name.casefold()}:
            return choice
    raise Refused("not_a_choice", ", ".join(choices))


def _code(_column: Column, cell: Cell) -> str:
    try:
        return str(Question.parse(plain(cell).casefold()))
    except ValueError:
        raise Refused("not_a_code") from None


def _figure(_column: Column, cell: Cell) -> str:
    written = plain(cell).replace(" ", "").upper()
    found = _INTEGER.fullmatch(written)
    return str(int(found[1])) if found else written


_READERS: Mapping[Kind, Callable[[Column, Cell], Value]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.YEAR: lambda _column, cell: year(cell),
    Kind.DATE: lambda _column, cell: date(cell),
    Kind.SCORE: lambda _column, cell: score(cell),
    Kind.CHOICE: _choice,
    Kind.CODE: _code,
    Kind.FIGURE: _figure,
}
