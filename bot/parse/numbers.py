"""Numbers as digits or as spoken Thai."""

from __future__ import annotations

import re
from functools import cache

from pythainlp.util import num_to_thaiword

from bot.parse.text import fold

_TONE = "[่้๊๋]?"
_DIGITS = (
    "หนึ่ง|นึง|เอ็ด|สอง|ยี่|สาม(?!ารถ|ี|ัญ)|สี่|ห้า(?!ม(?!ี|า)|ง(?!า)|ว(?!ั))|หก(?!ล้|ค)|เจ็ด|แปด|"
    "เก้า(?!อี|ะ)|สิบ|ร้อย(?!ละ|เอก|ตรี|โท)|ศูนย์(?![ก-ฮ])"
)
SPOKEN = "(?:" + re.sub("([่้๊๋])", _TONE, _DIGITS) + ")+"
WHOLE = rf"(?:\d+|{SPOKEN})"
DECIMAL = rf"(?:\d+(?:\.\d+)?(?!\d)|{SPOKEN}(?:\s?จุด\s?{SPOKEN})?)"
_POINT = re.compile(r"\s?จุด\s?")
_MOST_DIGITS = 9


@cache
def _spoken() -> dict[str, int]:
    known = {fold(num_to_thaiword(number)): number for number in range(200)}
    known |= {fold("นึง"): 1, fold("ร้อย"): 100, fold("เอ็ด"): 1}
    return known


def whole(words: str) -> int | None:
    """Read a whole number."""
    if words.isdecimal():
        return int(words) if len(words) <= _MOST_DIGITS else None
    return _spoken().get(fold(words))


def number(words: str) -> float | None:
    """Read a number; whole ones come as integers."""
    head, *tail = _POINT.split(words) if "จุด" in words else words.split(".")
    first = whole(head)
    if not tail or first is None:
        return first
    rest = tail[0] if tail[0].isdecimal() else "".join(str(whole(tail[0]) or 0))
    value = float(f"{first}.{rest[:6]}")
    return int(value) if value.is_integer() else value
