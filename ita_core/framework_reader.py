"""From the text of a framework file to values. What the values must add up to is in `framework_checks`."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from ita_core.framework_types import (
    Framework,
    IndicatorSpec,
    InvalidFramework,
    IssueSpec,
    Level,
    QuestionSpec,
    RatingScheme,
    Source,
    Sourced,
    Status,
    ToolCondition,
    ToolPart,
    ToolSpec,
)
from ita_core.keys import FiscalYear, Name, Question, Tool

if TYPE_CHECKING:
    from collections.abc import Mapping

_Table: TypeAlias = "Mapping[str, object]"
_T = TypeVar("_T")
_MISSING = object()
_SPAN = re.compile(r"([ieo])([0-9]+)-\1([0-9]+)")


def read(text: str) -> Framework:
    """Read a framework file. Raises InvalidFramework for bad TOML, a missing key or a wrong type."""
    try:
        document = tomllib.loads(text, parse_float=Decimal)  # a binary float never comes into being
        return _framework(document)
    except InvalidFramework:
        raise
    except ValueError as error:  # bad TOML, bad question code, unknown tool, status or year
        raise InvalidFramework(str(error)) from error


def _framework(document: _Table) -> Framework:
    indicators = tuple(_indicator(table) for table in _tables(document, "indicators"))
    rating = _get(document, "rating", dict)
    return Framework(
        year=FiscalYear(_get(document, "year", int)),
        variant=_get(document, "variant", str),
        tools=tuple(_tool(table) for table in _tables(document, "tools")),
        indicators=indicators,
        questions=_questions(_tables(document, "questions"), indicators),
        issues=tuple(_issue(table) for table in _tables(document, "issues")),
        rating=RatingScheme(
            title_th=_get(rating, "title_th", str),
            tools=tuple(Tool(code) for code in _strings(rating, "tools")),
            levels=tuple(_level(table, order) for order, table in enumerate(_tables(rating, "levels"), 1)),
            source=_source(rating),
        ),
        keep_line=_sourced(_get(document, "keep_line", dict)),
        tolerance=_sourced(_get(document, "tolerance", dict)),
    )


def _tool(table: _Table) -> ToolSpec:
    code = Tool(_get(table, "code", str))
    return ToolSpec(
        code=code,
        name=_name(table),
        weight=_number(table, "weight"),
        parts=tuple(_part(code, part) for part in _tables(table, "parts")),
        source=_source(table),
    )


def _part(whole: Tool, table: _Table) -> ToolPart:
    no = _get(table, "no", int)
    return ToolPart(no=no, code=Tool(f"{whole}{no}"), name=_name(table), source=_source(table))


def _indicator(table: _Table) -> IndicatorSpec:
    return IndicatorSpec(
        no=_get(table, "no", int),
        concept=_get(table, "concept", str),
        name=_name(table),
        tool=Tool(_get(table, "tool", str)),
        questions=_codes(table),
        source=_source(table),
    )


def _issue(table: _Table) -> IssueSpec:
    return IssueSpec(
        no=_get(table, "no", int), name=_name(table), questions=_codes(table), source=_source(table)
    )


def _questions(tables: tuple[_Table, ...], indicators: tuple[IndicatorSpec, ...]) -> tuple[QuestionSpec, ...]:
    """Every question: those that the file describes, and the rest from their indicators without a text."""
    described = tuple(_question(table) for table in tables)
    codes = {spec.code for spec in described}
    bare = (
        QuestionSpec(code, None, None, (), None, None, indicator.source)
        for indicator in indicators
        for code in indicator.questions
        if code not in codes
    )
    return tuple(sorted((*described, *bare), key=lambda spec: spec.code))


def _question(table: _Table) -> QuestionSpec:
    return QuestionSpec(
        code=Question.parse(_get(table, "code", str)),
        text_th=_maybe(table, "text_th", str),
        correction_th=_maybe(table, "correction_th", str),
        variants_th=_strings(table, "variants_th"),
        line=_maybe(table, "line", int),
        concept=_maybe(table, "concept", str),
        source=_source(table),
    )


def _level(table: _Table, order: int) -> Level:
    tools = _maybe(table, "tools", dict)
    return Level(
        key=_get(table, "key", str),
        name=_name(table),
        order=order,
        minimum=_number(table, "minimum"),
        maximum=_number(table, "maximum") if "maximum" in table else None,
        tools=ToolCondition(_get(tools, "condition", str)) if tools else ToolCondition.NONE,
        threshold=_number(tools, "threshold") if tools else None,
        source=_source(table),
    )


def _name(table: _Table) -> Name:
    return Name(th=_get(table, "th", str), en=_maybe(table, "en", str))


def _source(table: _Table) -> Source:
    source = _get(table, "source", dict)
    return Source(Status(_get(source, "status", str)), _get(source, "note", str))


def _sourced(table: _Table) -> Sourced:
    return Sourced(_number(table, "value"), _source(table))


def _codes(table: _Table) -> tuple[Question, ...]:
    """Read ``["i1", "i7-i12"]``: single codes and spans, both ends included."""
    return tuple(code for entry in _strings(table, "questions") for code in _span(entry))


def _span(entry: str) -> tuple[Question, ...]:
    found = _SPAN.fullmatch(entry)
    if found is None:
        return (Question.parse(entry),)
    numbers = range(int(found[2]), int(found[3]) + 1)
    return tuple(Question.parse(f"{found[1]}{number}") for number in numbers)


def _number(table: _Table, key: str) -> Decimal:
    value = table.get(key)
    # TOML has inf and nan, and true is an int in Python: none of them is a figure.
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        message = f"{key} must be a number in {_label(table)}"
        raise InvalidFramework(message)
    return Decimal(value)


def _get(table: _Table, key: str, kind: type[_T]) -> _T:
    value = table.get(key, _MISSING)
    if not isinstance(value, kind):
        what = "missing" if value is _MISSING else f"not a {kind.__name__}"
        message = f"{key} is {what} in {_label(table)}"
        raise InvalidFramework(message)
    return value


def _maybe(table: _Table, key: str, kind: type[_T]) -> _T | None:
    return _get(table, key, kind) if key in table else None


def _strings(table: _Table, key: str) -> tuple[str, ...]:
    values = _maybe(table, key, list) or []
    if not all(isinstance(value, str) for value in values):
        message = f"{key} must be a list of strings in {_label(table)}"
        raise InvalidFramework(message)
    return tuple(values)


def _tables(table: _Table, key: str) -> tuple[_Table, ...]:
    values = _maybe(table, key, list) or []
    if not all(isinstance(value, dict) for value in values):
        message = f"{key} must be a list of tables in {_label(table)}"
        raise InvalidFramework(message)
    return tuple(values)


def _label(table: _Table) -> str:
    """Name a table by what identifies it, so that a fault can be found in the file."""
    return next((f"{key} {table[key]}" for key in ("code", "no", "key", "year") if key in table), "a table")
