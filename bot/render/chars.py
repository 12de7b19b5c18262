"""Text as LINE counts and keeps it: UTF-16 units, graphemes, and characters that would harm a message."""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"
_ZERO_WIDTH_JOINER = "\u200d"
_SPACING_MARKS = "\u0e33\u0eb3"  # Thai and Lao vowel AM: not combining, yet part of the letter before
_EMOJI_MODIFIERS = range(0x1F3FB, 0x1F400)
_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)


def units(text: str) -> int:
    """Count UTF-16 code units, LINE's ordinary measure of length."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> list[str]:
    """Split into what readers take for characters.

    Rare scripts may come out in more pieces than Unicode says, never in fewer: counts err to the safe side.
    """
    clusters: list[str] = []
    for char in text:
        if clusters and _joins(clusters[-1], char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _joins(cluster: str, char: str) -> bool:
    if unicodedata.category(char) in {"Mn", "Me"} or char in _SPACING_MARKS or char == _ZERO_WIDTH_JOINER:
        return True
    if cluster.endswith(_ZERO_WIDTH_JOINER) or ord(char) in _EMOJI_MODIFIERS:
        return True
    return ord(char) in _REGIONAL_INDICATORS and len(cluster) == 1 and ord(cluster) in _REGIONAL_INDICATORS


def shorten(text: str, limit: int) -> str:
    """Cut to at most ``limit`` graphemes, the last an ellipsis. The caller offers a way to the whole."""
    clusters = graphemes(text)
    if len(clusters) <= limit:
        return text
    kept = clusters[: limit - 1]
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
    return "".join(_harmless(char) for char in text)


def _harmless(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    return " " if category == "Cc" and char != "\n" else char
