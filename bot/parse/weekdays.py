"""Reader of days of the week as a habit: ``เฉพาะวันจันทร์กับพฤหัส``; each value is a list, Monday 1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.parse.slots import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS = (
    r"จันทร์?",
    r"อังคาร",
    r"พุธ",
    r"พฤหัส(?:บดี|ฯ)?",
    r"ศุก(?:ร์?)?",
    r"เสาร์?",
    r"(?:(?<=วัน)|(?<=เสาร์)|(?<=เสาร์\s))อาทิตย์?",
)
_ENGLISH = (
    "mon(?:day)?",
    "tue(?:s|sday)?",
    "wed(?:nesday)?",
    "thu(?:r|rs|rsday)?",
    "fri(?:day)?",
    "sat(?:urday)?",
    "sun(?:day)?",
)
_SHORT = (r"จ\.", r"อ\.", r"พ\.", r"พฤ\.?", r"ศ\.", r"ส\.", r"อา\.")
_ANY = "|".join(
    [*(f"วัน\\s?{day}|{day}" for day in _DAYS), *(f"(?<![a-z]){day}s?(?![a-z])" for day in _ENGLISH)]
)
_NAME = rf"(?:{_ANY})"
_ABBREVIATION = rf"(?:{'|'.join(_SHORT)})"
_TO = r"\s?(?:ถึง|จนถึง|-|to|through)\s?"
_AND = r"\s?(?:กับ|และ|,|/|&|and|หรือ|\s|วัน)\s?(?:and\s)?"
_LIST = re.compile(rf"{_NAME}(?:(?:{_TO}|{_AND}|){_NAME})*")
_SHORT_LIST = re.compile(rf"(?:วัน\s?|เฉพาะ\s?){_ABBREVIATION}(?:(?:{_TO}|{_AND}|){_ABBREVIATION})*")
_ONE = re.compile(
    "|".join(
        f"(?P<d{no}>(?:วัน\\s?)?{thai}|(?<![a-z]){english}s?(?![a-z])|(?<![ก-๙]){short}|(?<=\\.){short}|(?<=วัน){short})"
        for no, (thai, english, short) in enumerate(zip(_DAYS, _ENGLISH, _SHORT, strict=True), 1)
    )
)
_BETWEEN = re.compile(_TO)
_ALL = re.compile(
    r"(?:เฉพาะ|แค่|ทุก|ใน|ทุกๆ)\s?วัน(?P<work>ทำการ|ราชการ|ทำงาน)|(?:on |every |only |all )?(?:week|"
    r"working )(?P<en>days?)(?![a-z])"
    r"|ทุก\s?ๆ?\s?วัน(?!\s?(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์|ที่|นี้))|(?<![a-z])(?:every ?day|"
    r"daily)(?![a-z])"
)
_RESTRICTS = re.compile(
    r"(?:เฉพาะ|แค่|เพียง|ทุก(?:เช้า|บ่าย|เย็น)?|ทุกๆ|ทุก ๆ|only|every|each|just)\s?(?:ใน|on)?\s?$"
)
_RESTRICTED = re.compile(r"\s?(?:เท่านั้น|อย่างเดียว|พอ(?!ดี)|ก็พอ|only)")
_UNTIL = re.compile(r"(?:ถึง|จน|until|till|ไป)\s?$")
_PLURAL = re.compile(r"days$")


def habits(norm: str) -> Iterator[Found]:
    """Read which days are meant for good: several, or one with a word like ``เฉพาะ`` or ``ทุก``."""
    for match in _ALL.finditer(norm):
        yield Found([*range(1, 6)] if match["work"] or match["en"] else [*range(1, 8)], *match.span())
    for match in (*_LIST.finditer(norm), *_SHORT_LIST.finditer(norm)):
        found = _listed(match[0])
        for_good = (
            _RESTRICTS.search(norm, 0, match.start())
            or _RESTRICTED.match(norm, match.end())
            or _PLURAL.search(match[0])
        )
        if (len(found) > 1 or for_good) and not _UNTIL.search(norm, 0, match.start()):
            yield Found(found, *match.span())


def days_of_week(norm: str) -> Iterator[Found]:
    """Read single days of the week, with or without the word for day before them; Monday 1."""
    for match in _LIST.finditer(norm):
        for one in _ONE.finditer(norm, match.start(), match.end()):
            yield Found(_number(one), *one.span())


def _number(match: re.Match[str]) -> int:
    return int(str(match.lastgroup)[1:])


def _listed(words: str) -> list[int]:
    said = [(_number(one), one.start(), one.end()) for one in _ONE.finditer(words)]
    days: list[int] = []
    for place, (day, start, _) in enumerate(said):
        before = said[place - 1] if place else None
        if before and _BETWEEN.fullmatch(words, before[2], start):
            days += [(before[0] + step) % 7 + 1 for step in range((day - before[0]) % 7)]
        else:
            days.append(day)
    return sorted(dict.fromkeys(days))
