"""Numbers as digits or as spoken Thai: ``หกสิบหก``, digit by digit (``หกหก``), ``สองพันห้าร้อยหกสิบหก``."""

from __future__ import annotations

import re
from functools import lru_cache

_TONE = "[่้๊๋]?"
_UNITS = (
    "(?:หนึ่ง|นึง|เอ็ด|สอง|สาม(?!ารถ|ี|ัญ)|สี่|ห้า(?!ม(?!ี|า)|ง(?!า)|ว(?!ั))|หก(?!ล้|ค)|เจ็?ด|แปด|เก้า(?!อี|ะ)|ศูนย์(?![ก-ฮ]))"
)
_UNIT = re.sub("([่้๊๋])", _TONE, _UNITS)
_TEN, _HUNDRED = f"(?:{_UNIT}|ยี{_TONE})?สิ?บ(?!า)", f"{_UNIT}?ร{_TONE}อย(?!ละ|เอก|ตรี|โท)"
_SCALE = f"(?:สิบ|ร{_TONE}อย(?!ละ))"
SPOKEN = (
    f"(?>{_HUNDRED}(?:{_TEN})?{_UNIT}?|{_TEN}(?:{_UNIT}(?!{_SCALE}))?|{_UNIT}{_UNIT}(?!{_SCALE})|{_UNIT})"
)
"""One number as it is spoken; where two follow one another (``สามจุดสอง หกสิบ``), the first ends in time."""
SPOKEN_LONG = f"(?:{_UNIT}|ยี{_TONE}|สิบ|ร{_TONE}อย(?!ละ)|พัน(?!ธ))+"
"""With thousands, as years are spoken."""
WHOLE = rf"(?:\d+|{SPOKEN})"
DECIMAL = rf"(?:\d+(?:\.\d+)?(?!\d)|{SPOKEN}(?:\s?จุด\s?{_UNIT}{{1,2}}(?!{_SCALE}))?)"
_POINT = re.compile(r"\s?จุด\s?")
_MOST_DIGITS = 9
_TONES = re.compile("[่้๊๋็]")
_VALUES = {
    "ศูนย์": 0,
    "หนึง": 1,
    "นึง": 1,
    "เอด": 1,
    "สอง": 2,
    "ยี": 2,
    "สาม": 3,
    "สี": 4,
    "หา": 5,
    "หก": 6,
    "เจด": 7,
    "แปด": 8,
    "เกา": 9,
}
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ENGLISH = f"(?:{'|'.join(_ENGLISH[1:])})"
_SCALES = {"สิบ": 10, "สบ": 10, "รอย": 100, "พัน": 1000}
_WORD = re.compile("|".join((*_VALUES, *_SCALES)))


@lru_cache(maxsize=1024)
def _spoken(words: str) -> int | None:
    """Read spoken words; digits that follow one another are said one by one."""
    words = _TONES.sub("", words)
    said = _WORD.findall(words)
    if not said or "".join(said) != words:
        return None
    total, smallest, digits = 0, 10_000, ""
    for word in said:
        if word in _VALUES:
            digits += str(_VALUES[word])
            continue
        scale = _SCALES[word]
        if len(digits) > 1 or scale >= smallest:
            return None
        total, smallest, digits = total + int(digits or 1) * scale, scale, ""
    rest = int(digits[:_MOST_DIGITS] or 0)
    return total + rest if rest < smallest else None


def whole(words: str) -> int | None:
    """Read a whole number."""
    if words.isdecimal():
        return int(words) if len(words) <= _MOST_DIGITS else None
    return _ENGLISH.index(words) if words in _ENGLISH else _spoken(words)


def number(words: str) -> float | None:
    """Read a number; whole ones come as integers."""
    head, *tail = _POINT.split(words) if "จุด" in words else words.split(".")
    first = whole(head)
    if not tail or first is None:
        return first
    rest = tail[0] if tail[0].isdecimal() else str(whole(tail[0]) or 0)
    value = float(f"{first}.{rest[:6]}")
    return int(value) if value.is_integer() else value
