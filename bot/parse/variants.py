"""Typing errors in short words, looked up instead of computed: every likely misspelling of a word is known.

Short words bear no counting of edits: almost everything is one edit away from something. So only the
errors that hands make are foreseen (a vowel or tone left out, two letters swapped, the next key), and a
misspelling counts only where it explains, from end to end, a run of letters that nothing else explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.parse.text import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LEAST, MOST = 3, 18
"""Letters and marks of a misspelling that is looked up."""
_REACH = 16
_KEY_MOST = 8
_DROP_LEAST = 6
_SURE_LEAST = 5
_ROWS = ("ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ")
_BARE = frozenset("ะัาำิีึืุูเแโใไ็่้๊๋์")


_LEADING = frozenset("เแโใไ")


def _neighbours() -> dict[str, str]:
    """Return the letters on the keys beside each letter, in its row of the Kedmanee layout."""
    return {
        char: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
        for row in _ROWS
        for place, char in enumerate(row)
    }


_BESIDE = _neighbours()


def misspellings(word: str) -> Iterator[str]:
    """Yield what a word becomes by one slip of the hand."""
    for place, char in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        if char in _BARE or len(word) >= _DROP_LEAST:
            yield before + after
        if after and after[0] != char:
            yield before + after[0] + char + after[1:]
        if len(word) <= _KEY_MOST:
            for other in _BESIDE.get(char, ""):
                yield before + other + after


@dataclass(frozen=True)
class Variants:
    """Misspelling → how it is spelled."""

    spellings: dict[str, str]

    @classmethod
    def of(cls, words: Mapping[str, object]) -> Variants:
        """Foresee the errors in words, which come with what they mean.

        A misspelling that may stand for words of different meaning stands for none.
        """
        meant: dict[str, tuple[str, object] | None] = {}
        for word, meaning in words.items():
            for typed in misspellings(word):
                if not LEAST <= len(typed) <= MOST or typed in words:
                    continue
                other = meant.setdefault(typed, (word, meaning))
                if other is not None and other[1] != meaning:
                    meant[typed] = None
        return cls({typed: found[0] for typed, found in meant.items() if found is not None})

    def find(self, words: str, loose: Sequence[bool]) -> Iterator[tuple[str, int, int]]:
        """Yield spellings for the unread runs of ``words``, with where they go."""
        for start, end in _runs(words, loose):
            for first in range(max(0, start - _REACH), end):
                for last in range(min(len(words), first + MOST), max(start, first + LEAST - 1), -1):
                    spelling = self.spellings.get(words[first:last])
                    if spelling is not None and _whole(words, loose, (first, last), (start, end)):
                        yield spelling, first, last


def _runs(words: str, loose: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = -1
    for place, char in enumerate(words):
        if loose[place]:
            if start < 0:
                start = place
        elif start >= 0 and char not in MARKS:
            yield start, place
            start = -1
    if start >= 0:
        yield start, len(words)


def _whole(words: str, loose: Sequence[bool], span: tuple[int, int], run: tuple[int, int]) -> bool:
    """Tell whether a span leaves no letter alone: short ones cover the run, long ones an end of it."""
    first, last = span
    if words[first] in MARKS or words[first - 1 : first] in _LEADING:
        return False
    if last < len(words) and words[last] in MARKS:
        return False
    covers = first <= run[0], last >= run[1]
    if all(covers):
        return True
    return any(covers) and last - first >= _SURE_LEAST and any(loose[first:last])
