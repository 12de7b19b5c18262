"""The frameworks that the package knows, one data file a year and variant. Adding a year is adding a file."""

from __future__ import annotations

import functools
import re
from importlib import resources

from ita_core.framework_checks import check
from ita_core.framework_reader import read
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
    UnknownFramework,
    UnknownItem,
)
from ita_core.keys import FiscalYear

__all__ = [
    "Framework",
    "IndicatorSpec",
    "InvalidFramework",
    "IssueSpec",
    "Level",
    "QuestionSpec",
    "RatingScheme",
    "Source",
    "Sourced",
    "Status",
    "ToolCondition",
    "ToolPart",
    "ToolSpec",
    "UnknownFramework",
    "UnknownItem",
    "known",
    "load",
    "parse",
]

_FILE = re.compile(r"(25\d\d|26\d\d)-([a-z0-9-]+)\.toml")


@functools.cache
def known() -> tuple[tuple[FiscalYear, str], ...]:
    """Return (year, variant) of every framework file, oldest year first."""
    names = (_FILE.fullmatch(entry.name) for entry in _folder().iterdir())
    return tuple(sorted((FiscalYear(int(found[1])), found[2]) for found in names if found))


@functools.cache
def load(year: FiscalYear, variant: str = "standard") -> Framework:
    """Return the framework of a year, always the same object.

    Raises UnknownFramework if there is no file for it, InvalidFramework if the file is at fault.
    """
    if (year, variant) not in known():
        message = f"no framework for {year}, {variant}"
        raise UnknownFramework(message)
    text = _folder().joinpath(f"{year}-{variant}.toml").read_text(encoding="utf-8")
    framework = parse(text)
    if framework.key != (year, variant):
        message = f"{year}-{variant}.toml is about {framework.year}, {framework.variant}"
        raise InvalidFramework(message)
    return framework


def parse(text: str) -> Framework:
    """Read and check the text of a framework file (TOML). Raises InvalidFramework, naming the fault."""
    framework = read(text)
    check(framework)
    return framework


def _folder() -> resources.abc.Traversable:
    return resources.files("ita_core").joinpath("data", "frameworks")
