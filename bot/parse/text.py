"""What was typed, in three forms: as typed, normalised, and folded for comparison.

The normalised form undoes what keyboards and copying do (zero-width characters, ``ํา`` for ``ำ``).
The folded form also forgets what people leave out or mistake (spaces, tone marks, long or short vowels).
Both keep the way back, because notes and notices are exact pieces of what was typed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

LONGEST_READ = 12_000
"""Characters that are looked at. LINE sends at most 5,000; what follows still belongs to a note."""

NIKHAHIT, SARA_AA, SARA_AM, SARA_E, SARA_AE = "\u0e4d", "\u0e32", "\u0e33", "\u0e40", "\u0e41"
TONES = "\u0e48\u0e49\u0e4a\u0e4b"
MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e4c\u0e4d" + TONES
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_DROPPED = TONES + "\u0e47\u0e4c\u0e46\u0e2f\u0e30\u0e3a\u0e4d"
_FOLDS = str.maketrans(
    dict.fromkeys(_DROPPED, "")
    | {"ี": "ิ", "ึ": "ิ", "ื": "ิ", "ู": "ุ", "ใ": "ไ", "ำ": "า", "ณ": "น", "ศ": "ส", "ษ": "ส"}
    | {"ฎ": "ด", "ฏ": "ต", "ญ": "ย", "ธ": "ท", "ฑ": "ท", "ฒ": "ท"}
)


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Normalise one character; nothing if it is invisible."""
    if "\u0e00" <= char <= "\u0e7f":
        return str(ord(char) - 0x0E50) if "\u0e50" <= char <= "\u0e59" else char
    category = unicodedata.category(char)
    if category.startswith("Z") or char in "\n\r\t\v\f\x85":
        return " "
    if category in {"Cf", "Cc"} or "\ufe00" <= char <= "\ufe0f":
        return ""
    return _DASHES.get(char) or unicodedata.normalize("NFKC", char).lower()


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() or char == ":" else " "
    char = char.translate(_FOLDS)
    return char if not char or char.isalnum() or char in MARKS else " "


def _normal(typed: Iterable[tuple[int, str]]) -> tuple[str, list[int]]:
    out: list[str] = []
    at: list[int] = []
    for place, raw in typed:
        for char in _plain(raw):
            last = out[-1] if out else ""
            if char == " " == last or (char == last and char in MARKS):
                continue
            if char == SARA_E == last:
                out[-1] = SARA_AE
            elif char == SARA_AA and last == NIKHAHIT:
                out[-1] = SARA_AM
            elif char == SARA_AA and last and last in TONES and out[-2:-1] == [NIKHAHIT]:
                out[-2:] = [last, SARA_AM]
            elif char in TONES and last == SARA_AM:
                out[-1:] = [char, SARA_AM]
                at.append(place)
            else:
                out.append(char)
                at.append(place)
    return "".join(out), at


def _fold(norm: str) -> tuple[str, list[int]]:
    out: list[str] = []
    at: list[int] = []
    gap = False
    for place, raw in enumerate(norm):
        char = _folded(raw)
        if not char:
            continue
        if char == " ":
            gap = True
            continue
        if out and char.isascii() and out[-1].isascii():
            # Words of Latin letters keep their borders, Thai has none to keep.
            if gap or char.isdigit() != out[-1].isdigit():
                out.append(" ")
                at.append(place)
        elif out and char == out[-1]:
            gap = False
            continue
        out.append(char)
        at.append(place)
        gap = False
    return "".join(out), at


def fold(phrase: str) -> str:
    """Return the folded form of a phrase of ours."""
    return fold_normal(_normal(enumerate(phrase))[0])


def fold_normal(norm: str) -> str:
    """Return the folded form of what is normalised already."""
    return _fold(norm)[0]


def normal(phrase: str) -> str:
    """Return the normalised form of a phrase of ours."""
    return _normal(enumerate(phrase))[0].strip()


@dataclass(frozen=True)
class Text:
    """One utterance. Spans everywhere in this room are places in ``norm``."""

    typed: str
    norm: str
    at: tuple[int, ...]
    """For each character of ``norm`` its place in ``typed``; last, the place where the utterance ends."""

    @classmethod
    def read(cls, typed: str, mention: re.Pattern[str] | None = None) -> Text:
        """Normalise what was typed, and leave out mentions of the bot at either end."""
        norm, at = _normal(enumerate(typed[:LONGEST_READ]))
        start, end = 0, len(norm)
        at.append(len(typed))
        while mention is not None and (found := mention.match(norm, start, end)):
            start = found.end()
        while mention is not None and (found := _last(mention, norm, start, end)):
            end = found.start()
        return cls(typed, norm[start:end], tuple(at[start : end + 1]))

    @cached_property
    def _folding(self) -> tuple[str, list[int]]:
        return _fold(self.norm)

    @property
    def folded(self) -> str:
        """The text for comparison with folded phrases."""
        return self._folding[0]

    def from_folded(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of ``folded`` into one of ``norm``; what folding dropped after it belongs to it."""
        at = self._folding[1]
        stop = at[end] if end < len(at) else len(self.norm)
        last = at[end - 1] + 1
        while last < stop and (self.norm[last] in _DROPPED or _alike(*self.norm[last - 1 : last + 1])):
            last += 1
        return at[start], last

    def repaired(self, fixes: Iterable[tuple[int, int, str]]) -> Text:
        """Spell pieces of ``norm`` as they should be; the way back to what was typed stays."""
        norm, at, place = [], list[int](), 0
        for start, end, words in sorted(fixes):
            if start < place:
                continue
            norm += [self.norm[place:start], words]
            at += self.at[place:start]
            at += (self.at[min(start + step, end - 1)] for step in range(len(words)))
            place = end
        norm.append(self.norm[place:])
        at += self.at[place:]
        return Text(self.typed, "".join(norm), tuple(at))

    def piece(self, start: int, end: int) -> str:
        """Return what was typed between two places of ``norm``, without blanks around it."""
        if start >= end:
            return ""
        return _trim(self.typed[self.at[start] : self.at[end]])


def _last(mention: re.Pattern[str], norm: str, start: int, end: int) -> re.Match[str] | None:
    place = norm.rfind("@", start, end)
    found = mention.match(norm, place, end) if place >= 0 else None
    return found if found is not None and not norm[found.end() : end].strip() else None


def _alike(one: str, other: str) -> bool:
    """Tell whether two letters in a row fold to one: ``ศ`` and ``ษ`` in ``พิเศษ``."""
    return _folded(one) == _folded(other) not in {"", " "}


def _trim(piece: str) -> str:
    start, end = 0, len(piece)
    while start < end and _plain(piece[start]) in {"", " "}:
        start += 1
    while end > start and _plain(piece[end - 1]) in {"", " "}:
        end -= 1
    return piece[start:end]
