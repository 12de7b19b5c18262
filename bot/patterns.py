"""Texts with placeholders in braces: ``{name}``. ``{{`` and ``}}`` are braces that mean themselves. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_NAME: Final = 40
"""Characters of a placeholder's name."""

Fault = Literal["open", "close", "blank", "long"]


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder, by its name as typed, with single blanks."""

    name: str


class BadPattern(ValueError):
    """Braces that make no placeholder: at character ``at`` of the text, counted from 0.

    ``why``: a brace is not closed (open) or closes nothing (close), there is no name in them (blank), or more
    than a name (long).
    """

    def __init__(self, why: Fault, at: int) -> None:
        super().__init__(f"{why} at {at}")
        self.why: Fault = why
        self.at = at


def split(text: str) -> tuple[str | Place, ...]:
    """Return a text's words and placeholders in their order. Raises BadPattern."""
    parts: list[str | Place] = []
    words = ""
    at = 0
    while at < len(text):
        char = text[at]
        if char in "{}" and text[at + 1 : at + 2] == char:
            words, at = words + char, at + 2
        elif char == "}":
            raise BadPattern("close", at)
        elif char == "{":
            parts += [words] if words else []
            place, at = _place(text, at)
            parts.append(place)
            words = ""
        else:
            words, at = words + char, at + 1
    return tuple(parts + ([words] if words else []))


def _place(text: str, at: int) -> tuple[Place, int]:
    end = text.find("}", at)
    if end < 0 or "{" in text[at + 1 : end]:
        raise BadPattern("open", at)
    name = " ".join(text[at + 1 : end].split())
    if not name:
        raise BadPattern("blank", at)
    if len(name) > LONGEST_NAME:
        raise BadPattern("long", at)
    return Place(name), end + 1


def names(text: str) -> tuple[str, ...]:
    """Return the names of a text's placeholders, each once. Raises BadPattern."""
    return tuple(dict.fromkeys(part.name for part in split(text) if isinstance(part, Place)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with values in the places of their names. A name without one stays, in its braces.

    What a value holds is no placeholder, whatever it looks like. Raises BadPattern.
    """
    return said(text, lambda name: values.get(name, f"{{{name}}}"))


def said(text: str, words: Callable[[str], str]) -> str:
    """Return a text with the words for each placeholder in its place. Raises BadPattern."""
    return "".join(words(part.name) if isinstance(part, Place) else part for part in split(text))


def literal(words: str) -> str:
    """Return words as a text that says just them."""
    return words.replace("{", "{{").replace("}", "}}")
