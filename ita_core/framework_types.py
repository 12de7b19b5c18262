"""What one year's assessment consists of, as values. Read from data by `ita_core.framework`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from ita_core.keys import FiscalYear, Name, Question, Tool


class UnknownFramework(LookupError):
    """No framework file for the year and variant asked for."""


class InvalidFramework(ValueError):
    """A framework file says something impossible; the message names the fault."""


class UnknownItem(KeyError):
    """A question, indicator, issue, tool, level or node that this framework does not have."""


class Status(StrEnum):
    """How well a number or a mapping is known."""

    PRINTED = "printed"  # in the source document of the year
    CONFIRMED = "confirmed"  # in an outside source, or recomputed from printed figures
    ASSUMED = "assumed"  # recalled or inferred


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number or a mapping comes from; ``note`` is for readers of the data, not for users."""

    status: Status
    note: str


@dataclass(frozen=True, slots=True)
class Sourced:
    """A number with its source."""

    value: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class ToolPart:
    """A part of a tool that is scored on its own: EIT part 1 (Public) and part 2 (Survey)."""

    no: int
    code: Tool  # Tool.EIT1, Tool.EIT2
    name: Name
    source: Source


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A measurement form: its share of the total (0 to 1) and its parts, none or two."""

    code: Tool
    name: Name
    weight: Decimal
    parts: tuple[ToolPart, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """An indicator. ``concept`` is its identity across years; its number is not."""

    no: int
    concept: str
    name: Name
    tool: Tool
    questions: tuple[Question, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """A question as printed: ``text_th`` is None where the year's document does not print it.

    ``correction_th`` is the text as it must have been meant, where the printed one has a misprint.
    ``variants_th`` are other wordings printed for the same question. ``line`` is the first line of
    the source document that prints it. ``concept`` is its identity across years, if anyone states one.
    """

    code: Question
    text_th: str | None
    correction_th: str | None
    variants_th: tuple[str, ...]
    line: int | None
    concept: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class IssueSpec:
    """An issue under which the result is analysed and measures are planned, with its questions."""

    no: int
    name: Name
    questions: tuple[Question, ...]
    source: Source


class ToolCondition(StrEnum):
    """What a level asks of the rated tools."""

    ALL_GE = "all_ge"  # every tool at or above the threshold
    ANY_LT = "any_lt"  # some tool below the threshold
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the rating; ``order`` 1 is the best and the first to be tried.

    It holds for a published total from ``minimum`` to ``maximum`` (None: no printed upper end), both
    included, if the rated tools meet ``tools`` at ``threshold`` (None where ``tools`` is none).
    """

    key: str
    name: Name
    order: int
    minimum: Decimal
    maximum: Decimal | None
    tools: ToolCondition
    threshold: Decimal | None
    source: Source


@dataclass(frozen=True, slots=True)
class RatingScheme:
    """The levels, best first, and the tools that their conditions compare.

    ``title_th`` is what announced them, as people would cite it.
    """

    title_th: str

    tools: tuple[Tool, ...]
    levels: tuple[Level, ...]
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Framework:
    """One year's assessment, complete and checked. Two frameworks are the same only if they are one object.

    ``keep_line`` is the score (0 to 100) at which a figure is good enough to keep. ``tolerance`` is how
    far a published figure may be from the unrounded one, because the assessor rounds in between.
    """

    year: FiscalYear
    variant: str
    tools: tuple[ToolSpec, ...]
    indicators: tuple[IndicatorSpec, ...]
    questions: tuple[QuestionSpec, ...]
    issues: tuple[IssueSpec, ...]
    rating: RatingScheme
    keep_line: Sourced
    tolerance: Sourced

    @property
    def key(self) -> tuple[FiscalYear, str]:
        """Year and variant, by which a framework is found."""
        return self.year, self.variant

    def tool(self, code: Tool) -> ToolSpec:
        """Return a tool; EIT1 and EIT2 give EIT, of which they are parts. Raises UnknownItem."""
        for spec in self.tools:
            if spec.code is code or any(part.code is code for part in spec.parts):
                return spec
        raise UnknownItem(code)

    def indicator(self, no: int) -> IndicatorSpec:
        """Return an indicator by its number. Raises UnknownItem."""
        for spec in self.indicators:
            if spec.no == no:
                return spec
        raise UnknownItem(no)

    def question(self, code: Question) -> QuestionSpec:
        """Return a question by its code. Raises UnknownItem."""
        for spec in self.questions:
            if spec.code == code:
                return spec
        raise UnknownItem(code)

    def issue(self, no: int) -> IssueSpec:
        """Return an issue by its number. Raises UnknownItem."""
        for spec in self.issues:
            if spec.no == no:
                return spec
        raise UnknownItem(no)

    def level(self, key: str) -> Level:
        """Return a level by its key. Raises UnknownItem."""
        for level in self.rating.levels:
            if level.key == key:
                return level
        raise UnknownItem(key)

    def issues_of(self, code: Question) -> tuple[IssueSpec, ...]:
        """Return the issues that a question belongs to: none, one or several. Raises UnknownItem."""
        self.question(code)
        return tuple(issue for issue in self.issues if code in issue.questions)

    def indicator_of(self, code: Question) -> IndicatorSpec:
        """Return the one indicator that a question belongs to. Raises UnknownItem."""
        for spec in self.indicators:
            if code in spec.questions:
                return spec
        raise UnknownItem(code)

    def parts_of(self, code: Question) -> tuple[int, ...]:
        """Return the numbers of the parts in which a question is scored; (0,) if it has no parts."""
        return tuple(part.no for part in self.tool(code.tool).parts) or (0,)
