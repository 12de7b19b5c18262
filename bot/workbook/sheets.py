"""The workbook form, as `sheets.toml` describes it."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    YEAR = "year"  # a fiscal year, as its Buddhist-era number
    DATE = "date"
    SCORE = "score"
    CHOICE = "choice"
    CODE = "code"  # a question's code
    FIGURE = "figure"  # an indicator's number or a tool's code


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what may stand in it and how it is headed."""

    key: str
    type: Kind
    th: str
    en: str
    example: str
    width: int
    required: bool = False
    note: str = ""
    choices: Mapping[str, str] | None = None
    """Each allowed value with its Thai name, which is understood too."""
    pattern: str | None = None
    longest: int = 8_000
    smallest: int = 0
    largest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet; ``key`` are the columns that together name a row."""

    name: str
    th: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    optional: bool = False
    """A workbook may be without it; what it would say stays as it is then."""


@functools.cache
def all_sheets() -> tuple[Sheet, ...]:
    """Return every sheet of the form, in order."""
    return tuple(_sheet(**raw) for raw in _form()["sheets"])


def required_note() -> str:
    """Return what is noted at the heading of a column that must be filled."""
    return str(_form()["required_note"])


@functools.cache
def _form() -> dict[str, Any]:
    text = resources.files("bot.workbook").joinpath("sheets.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def sheet(name: str) -> Sheet:
    """Return a sheet by its name. Raises StopIteration for a name that the form does not have."""
    return next(one for one in all_sheets() if one.name == name)


def _sheet(*, columns: list[dict[str, Any]], key: list[str], **rest: Any) -> Sheet:  # noqa: ANN401 (TOML)
    made = tuple(Column(**{**raw, "type": Kind(raw["type"])}) for raw in columns)
    return Sheet(columns=made, key=tuple(key), **rest)
