"""The parts that message schemas are made of: a check looks at one value and yields what is wrong with it.

A check never raises on any JSON value. Unknown properties are refused: LINE refuses them in Flex messages and
ignores some elsewhere, but what it ignores is a mistake of the sender all the same.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.simulator.schema.measure import grapheme_length, utf16_length

URL_LIMIT = 2000
MAY_NOT_BE_EMPTY = "May not be empty"
# What may not stand in a URL as it is: white space, some signs, and a percent sign that encodes nothing.
_NOT_ENCODED = re.compile(r"[\s<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")


class Path(NamedTuple):
    """Where a value stands: keys and indices from the outermost object."""

    parts: tuple[str | int, ...] = ()

    def __truediv__(self, part: str | int) -> "Path":
        return Path((*self.parts, part))

    def dotted(self) -> str:
        """As LINE names it in most errors: ``messages[0].text``."""
        out = ""
        for part in self.parts:
            out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
        return out

    def pointer(self) -> str:
        """As LINE names it inside a Flex container: ``/body/contents/0/text``."""
        return "".join(f"/{part}" for part in self.parts)


class Problem(NamedTuple):
    """One thing that LINE would refuse."""

    path: Path
    message: str


Check = Callable[[object, Path], Iterator[Problem]]
Rule = Callable[[Mapping[str, object], Path], Iterator[Problem]]


def string(
    most: int | None = None,
    *,
    least: int = 1,
    measure: Callable[[str], int] = utf16_length,
    blank: bool = True,
) -> Check:
    """Text of `least` (0 or 1) to `most` by `measure`; with ``blank=False`` not only white space."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(path, "Must be a string")
        elif least and (not value or (not blank and not value.strip())):
            yield Problem(path, MAY_NOT_BE_EMPTY)
        elif most is not None and measure(value) > most:
            yield Problem(path, f"Length must be between 0 and {most}")

    return check


def label(most: int) -> Check:
    """Text counted in grapheme clusters."""
    return string(most, measure=grapheme_length)


def matching(*patterns: str, say: str = "invalid property") -> Check:
    """A string that one of the patterns matches from end to end."""
    compiled = [re.compile(pattern, re.ASCII) for pattern in patterns]

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str) or not any(pattern.fullmatch(value) for pattern in compiled):
            yield Problem(path, say)

    return check


def one_of(*values: str) -> Check:
    """One of the words."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if value not in values:
            yield Problem(path, f"Must be one of the following values: [{', '.join(values)}]")

    return check


def number(least: float | None = None, most: float | None = None, *, whole: bool = True) -> Check:
    """A number (by default an integer) within bounds."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        fits = isinstance(value, int) if whole else isinstance(value, int | float)
        if not fits or isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem(path, "Must be an integer" if whole else "Must be a number")
        elif (least is not None and value < least) or (most is not None and value > most):
            bounds = (
                f"between {least} and {most}" if most is not None else f"greater than or equal to {least}"
            )
            yield Problem(path, f"Must be {bounds}")

    return check


def boolean(value: object, path: Path) -> Iterator[Problem]:
    """Accept ``true`` or ``false``."""
    if not isinstance(value, bool):
        yield Problem(path, "Must be a boolean")


def url(most: int = URL_LIMIT, schemes: tuple[str, ...] = ("https",)) -> Check:
    """A percent-encoded URL with one of the schemes."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str) or not value:
            yield Problem(path, MAY_NOT_BE_EMPTY)
            return
        if utf16_length(value) > most:
            yield Problem(path, f"Length must be between 0 and {most}")
        try:
            parts = urlsplit(value)
        except ValueError:
            yield Problem(path, "invalid uri")
            return
        if not value.isascii() or _NOT_ENCODED.search(value):
            yield Problem(path, "invalid uri: must be percent-encoded")
        elif parts.scheme.lower() not in schemes:
            yield Problem(path, f"invalid uri scheme: must be one of [{', '.join(schemes)}]")
        elif parts.scheme in {"http", "https"} and not parts.netloc:
            yield Problem(path, "invalid uri")

    return check


def array(item: Check, least: int = 0, most: int | None = None) -> Check:
    """Check a list and every item of it."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(path, "Must be an array")
            return
        if len(value) < least or (most is not None and len(value) > most):
            yield Problem(
                path, f"Size must be between {least} and {most}" if most is not None else MAY_NOT_BE_EMPTY
            )
        for index, element in enumerate(value):
            yield from item(element, path / index)

    return check


def shape(needed: Mapping[str, Check], allowed: Mapping[str, Check] | None = None, *rules: Rule) -> Check:
    """Check an object with these properties and no others; `rules` look at the object as a whole."""
    known = {**needed, **(allowed or {})}

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, "Must be an object")
            return
        for name in needed:
            if value.get(name) is None:
                yield Problem(path / name, "must be specified")
        for name, item in value.items():
            if name not in known:
                yield Problem(path / str(name), "unknown field")
            elif item is not None:
                yield from known[name](item, path / name)
        for rule in rules:
            yield from rule(value, path)

    return check


def by_type(kinds: Callable[[], Mapping[str, Check]], *, whole: bool = False) -> Check:
    """Check an object whose ``type`` says which of `kinds` it is (a function: they may hold themselves).

    LINE names the type that it does not know; in Flex messages the `whole` object.
    """

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, "Must be an object")
            return
        table = kinds()
        kind = value.get("type")
        known = f"one of the following values: [{', '.join(table)}]"
        if kind is None:
            yield Problem(path / "type", MAY_NOT_BE_EMPTY)
        elif isinstance(kind, str) and kind not in table and whole:
            yield Problem(path, f"invalid property: type must be {known}")
        elif not isinstance(kind, str) or kind not in table:
            yield Problem(path / "type", f"Must be {known}")
        else:
            rest = {name: item for name, item in value.items() if name != "type"}
            yield from table[kind](rest, path)

    return check
