"""Value types that name the parts of an assessment. Each is immutable, hashable and ordered."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

BUDDHIST_ERA_OFFSET = 543
FIRST_MONTH = 10


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Thai and, where one is known, in English."""

    th: str
    en: str | None = None

    def in_language(self, language: str) -> str:
        """Return the English name for ``"en"`` if there is one, else the Thai name."""
        return self.en if language == "en" and self.en else self.th


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A Thai fiscal year, named by the Buddhist-era year in which it ends (1 October to 30 September)."""

    be: int

    def __post_init__(self) -> None:
        if not 2500 <= self.be <= 2699:  # noqa: PLR2004 (the range is the rule)
            message = f"not a Buddhist-era fiscal year: {self.be}"
            raise ValueError(message)

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """Return the fiscal year that contains ``day``."""
        return cls(day.year + BUDDHIST_ERA_OFFSET + (1 if day.month >= FIRST_MONTH else 0))

    @property
    def ce(self) -> int:
        """The common-era year in which this fiscal year ends."""
        return self.be - BUDDHIST_ERA_OFFSET

    @property
    def first_day(self) -> dt.date:
        """1 October of the year before."""
        return dt.date(self.ce - 1, FIRST_MONTH, 1)

    @property
    def last_day(self) -> dt.date:
        """30 September."""
        return dt.date(self.ce, FIRST_MONTH - 1, 30)

    def plus(self, years: int) -> FiscalYear:
        """Return the fiscal year ``years`` later (earlier if negative)."""
        return FiscalYear(self.be + years)

    def __str__(self) -> str:
        return str(self.be)


class Tool(StrEnum):
    """The measurement forms; EIT has two parts, which are scored on their own too."""

    IIT = "IIT"
    EIT = "EIT"
    EIT1 = "EIT1"
    EIT2 = "EIT2"
    OIT = "OIT"

    @property
    def whole(self) -> Tool:
        """The tool that this one is a part of: EIT for EIT1 and EIT2, else itself."""
        return Tool.EIT if self in {Tool.EIT1, Tool.EIT2} else self

    @property
    def part(self) -> int | None:
        """1 or 2 for a part of EIT, else None."""
        return {Tool.EIT1: 1, Tool.EIT2: 2}.get(self)


_LETTERS = {"i": Tool.IIT, "e": Tool.EIT, "o": Tool.OIT}
_QUESTION = re.compile(r"([ieo])([1-9][0-9]?)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question's code: ``i20``, ``e14``, ``o5``. Ordered by tool (i, e, o), then number."""

    tool: Tool
    number: int

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read a canonical code. Raises ValueError for anything else."""
        found = _QUESTION.fullmatch(code)
        if found is None:
            message = f"not a question code: {code!r}"
            raise ValueError(message)
        return cls(_LETTERS[found[1]], int(found[2]))

    def __str__(self) -> str:
        return f"{self.tool.value[0].lower()}{self.number}"

    def __lt__(self, other: Question) -> bool:
        return self._place < other._place

    @property
    def _place(self) -> tuple[int, int]:
        return list(_LETTERS.values()).index(self.tool), self.number


_MEASURE = re.compile(r"([1-9][0-9]?)\.([1-9][0-9]?)")


@dataclass(frozen=True, slots=True, order=True)
class MeasureId:
    """A measure of the plan: ``5.3`` is the third measure of issue 5. ``1.10`` comes after ``1.9``."""

    issue: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``"<issue>.<number>"``. Raises ValueError for anything else."""
        found = _MEASURE.fullmatch(text)
        if found is None:
            message = f"not a measure: {text!r}"
            raise ValueError(message)
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.issue}.{self.number}"
