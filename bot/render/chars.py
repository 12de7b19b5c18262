"""Text as LINE counts and keeps it: UTF-16 units, graphemes, and characters that would harm a message."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ELLIPSIS = "…"
_ZERO_WIDTH_JOINER = "\u200d"
_SPACING_MARKS = "\u0e33\u0eb3"  # Thai and Lao vowel AM: not combining, yet part of the letter before
_EMOJI_MODIFIERS = "\U0001f3fb-\U0001f3ff"
_REGIONAL_INDICATORS = "\U0001f1e6-\U0001f1ff"
_ABOVE = "\U00010000-\U0010ffff"
_LOWER_END = 0x10000
_MARKS_END = 0x20000  # no combining mark stands above, but for variation selectors
_VARIATION_SELECTORS = "\U000e0100-\U000e01ef"


def units(text: str) -> int:
    """Count UTF-16 code units, LINE's ordinary measure of length."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> list[str]:
    """Split into what readers take for characters.

    Rare scripts may come out in more pieces than Unicode says, never in fewer: counts err to the safe side.
    """
    return _cluster().findall(text)


def within(text: str, limit: int) -> bool:
    """Whether a text has at most ``limit`` graphemes."""
    return len(text) <= limit or len(graphemes(text)) <= limit


@cache
def _cluster() -> re.Pattern[str]:
    """One grapheme: flags are two letters, marks join what is before them, a joiner what is after it.

    Marks of the lower plane, where Thai is, are a class of their own: Python looks one up at once, while a
    class with characters of higher planes is searched from its beginning.
    """
    low = _marks(0, _LOWER_END) + _SPACING_MARKS + _ZERO_WIDTH_JOINER
    high = _marks(_LOWER_END, _MARKS_END) + _EMOJI_MODIFIERS + _VARIATION_SELECTORS
    joined = f"[{low}]|(?=[{_ABOVE}])[{high}]|(?<={_ZERO_WIDTH_JOINER})."
    flag = f"[{_REGIONAL_INDICATORS}]"
    return re.compile(f"(?:(?=[{_ABOVE}]){flag}{flag}|.)(?:{joined})*", re.DOTALL)


def _marks(begin: int, end: int) -> str:
    return "".join(char for char in map(chr, range(begin, end)) if unicodedata.category(char) in {"Mn", "Me"})


def shorten(text: str, limit: int) -> str:
    """Cut to at most ``limit`` graphemes, the last an ellipsis. The caller offers a way to the whole."""
    if within(text, limit):
        return text
    kept = graphemes(text)[: limit - 1]
    # A cut at a space reads better where one is near; Thai has few, so it must not cost more than a quarter.
    for place in range(len(kept) - 1, len(kept) * 3 // 4, -1):
        if kept[place].isspace():
            kept = kept[:place]
            break
    return "".join(kept).rstrip() + ELLIPSIS


def capital(text: str) -> str:
    """Begin with a capital, where the script has them; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def clean(text: str) -> str:
    """Replace what LINE or JSON would choke on: lone surrogates, control characters but line breaks."""
    return text if text.isprintable() else "".join(_harmless(char) for char in text)


def _harmless(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    return " " if category == "Cc" and char != "\n" else char
