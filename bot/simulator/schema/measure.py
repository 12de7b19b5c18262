"""How LINE measures text: UTF-16 code units by default, grapheme clusters for labels."""

import unicodedata

_JOINER = "\u200d"
# Thai and Lao SARA AM are letters to unicodedata, yet UAX 29 attaches them to the consonant before.
_SPACING_MARKS = frozenset("\u0e33\u0eb3")


def utf16_length(text: str) -> int:
    """Count UTF-16 code units: an emoji outside the basic plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_index(text: str, position: int) -> int:
    """Turn an index into Python characters into one into UTF-16 code units."""
    return utf16_length(text[:position])


def grapheme_length(text: str) -> int:
    """Count what a reader calls characters: a Thai consonant with its vowel and tone mark is one.

    A subset of UAX 29 that is exact for Thai, Latin and emoji sequences; Hangul jamo are not composed.
    """
    count = 0
    before = ""
    flags = 0
    for char in text:
        flag = _is_flag(char)
        flags = flags + 1 if flag else 0
        if not (
            before
            and (_extends(char) or before == _JOINER or (flag and flags % 2 == 0) or before + char == "\r\n")
        ):
            count += 1
        before = char
    return count


def _extends(char: str) -> bool:
    return (
        char == _JOINER
        or char in _SPACING_MARKS
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # tags of regional flags
        or unicodedata.category(char) in {"Mn", "Me", "Mc"}
    )


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
