"""Reader of times of day: ``9 โมง``, ``บ่ายสอง``, ``10.30 น.``, ``2 pm``; each value is ``"HH:MM"``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.parse.numbers import WHOLE, whole
from bot.parse.slots import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAST = (
    r"(?:\s?(?P<half>ครึ่ง|คึ่ง)"
    r"|\s?(?P<minute>[1-5]\d|สิบห้า|สามสิบ|สี่สิบห้า)"
    r"(?:\s?นาที|(?![\d./:%-]|\s?(?:วัน|คน|น\.|ม|เ|พ|ก|ส|ต|ธ))))?"
)
"""What follows an hour; a number before the name of a month is a day."""
_HOUR = rf"(?P<hour>\d{{1,2}}|{WHOLE})"
_ONE_TO_SIX = r"[1-6](?!\d)|หนึ่ง|สอง|สาม|สี่|ห้า|หก"
_CLOCK = re.compile(
    r"(?<![\d.:/])(?P<hour>[01]?\d|2[0-4])(?P<sep>[:.])(?P<minute>[0-5]\d)(?![\d/]|\.\d|\s?(?:%|เปอร์))"
    r"\s?(?P<mark>น(?:\.|าฬิกา|(?![ก-๙]))|a\.?m\.?(?![a-z])|p\.?m\.?(?![a-z]))?"
)
_LATIN = re.compile(r"(?<![\d.:])(?P<hour>1[0-2]|0?\d)\s?(?P<mark>a\.?m\.?|p\.?m\.?)(?![a-z])")
_OCLOCK = re.compile(rf"(?<![\d.:]){_HOUR}\s?(?:นาฬิกา|น\.){_PAST}")
_NOON = re.compile(rf"เที่ยง(?P<night>คืน)?(?:วัน)?{_PAST}|(?<![a-z])(?P<en>noon|midday|midnight)(?![a-z])")
_DAWN = re.compile(rf"ตี\s?(?P<hour>[1-5]|หนึ่ง|สอง|สาม|สี่|ห้า)(?!\d){_PAST}")
_AFTERNOON = re.compile(rf"บ่าย\s?(?P<hour>{_ONE_TO_SIX})?\s?(?:โมง(?:เย็น)?)?{_PAST}")
_NIGHT = re.compile(rf"(?<![\d.:])(?P<hour>[1-5]|หนึ่ง|สอง|สาม|สี่|ห้า)?\s?ทุ่ม{_PAST}")
_HOURS = re.compile(rf"(?<![\d.:]){_HOUR}\s?โมง\s?(?P<part>เช้า|เย็น|ตรง)?{_PAST}")
_PARTS = re.compile(
    rf"(?:ตอน|ช่วง|เป็น|ทุก|(?<=เตือน)|(?<=ฉัน)|(?<=ผม))\s?(?P<th>เช้า|สาย|บ่าย|เย็น)ๆ?(?!\s?(?:โมง|\d|{_ONE_TO_SIX}))"
    r"|(?:in the|every|each) (?P<en>morning|afternoon|evening)s?(?![a-z])"
)
_TIMED = re.compile(r"(?:ตอน|เวลา|เป็น|(?<![a-z])(?:at|to|from|by|until)|ช่วง|ประมาณ|สัก)\s?$")
_PART_OF_DAY = {
    "เช้า": "09:00",
    "สาย": "10:00",
    "บ่าย": "13:00",
    "เย็น": "16:00",
    "morning": "09:00",
    "afternoon": "13:00",
    "evening": "16:00",
}
_BARE = re.compile(
    r"(?:ตอน|เวลา|(?<![a-z])at)\s?(?P<hour>\d{1,2})(?!\d|[.:/-]\d|\s?(?:โมง|ทุ่ม|วัน|น\.|%|คน|เม|ม|ก|พ|มิ|ส|ต|ธ))"
)
_FROM_TO = re.compile(
    r"(?<![\d.:/-])(?P<hour>\d{1,2})\s?(?:-|ถึง|to|until)\s?(?P<to>\d{1,2})(?![\d/:.]\d|\d|\s?(?:โมง|ทุ่ม|วัน|%|คน|[ap]\.?m))(?:\s?น\.)?"
)
_NOON_HOUR, _EVENING, NEVER = 12, 18, 24
_EARLY = range(1, 6)


def times(norm: str, least: int) -> list[Found]:
    """Read times, in the order said.

    From the hour ``least`` on a pair like ``8.30`` is a time although no word says so; `NEVER` for none.
    """
    found: list[Found] = []
    readers = (_clock(norm, least), _latin(norm), _spoken(norm), _parts(norm), _bare(norm))
    hours = _from_to(norm) if not least else iter(())
    for one in (one for reader in (hours, *readers) for one in reader):
        if not one.overlaps(found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _clock(norm: str, least: int) -> Iterator[Found]:
    for match in _CLOCK.finditer(norm):
        sure = match["sep"] == ":" or match["mark"] or _TIMED.search(norm, 0, match.start())
        hour = _of_half(int(match["hour"]), match["mark"])
        if sure or hour >= least:
            yield from _found(match, hour, int(match["minute"]))


def _latin(norm: str) -> Iterator[Found]:
    for match in _LATIN.finditer(norm):
        yield from _found(match, _of_half(int(match["hour"]), match["mark"]), 0)


def _of_half(hour: int, mark: str | None) -> int:
    if mark and mark[0] in "ap":
        return hour % _NOON_HOUR + (_NOON_HOUR if mark[0] == "p" else 0)
    return hour


def _spoken(norm: str) -> Iterator[Found]:
    for match in _NOON.finditer(norm):
        midnight = match["night"] or match["en"] == "midnight"
        yield from _found(match, 0 if midnight else _NOON_HOUR, _minutes(match))
    for match in _AFTERNOON.finditer(norm):
        if match["hour"] or "โมง" in match[0]:
            yield from _found(match, _NOON_HOUR + _said(match["hour"]), _minutes(match))
    for match in _DAWN.finditer(norm):
        yield from _found(match, _said(match["hour"]), _minutes(match))
    for match in _NIGHT.finditer(norm):
        yield from _found(match, _EVENING + _said(match["hour"]), _minutes(match))
    for match in _HOURS.finditer(norm):
        yield from _found(match, _hour(whole(match["hour"]), match["part"]), _minutes(match))
    for match in _OCLOCK.finditer(norm):
        yield from _found(match, whole(match["hour"]), _minutes(match))


def _said(hour: str | None) -> int:
    """Return an hour from one to six; ``บ่ายโมง`` and ``ทุ่มหนึ่ง`` say none and mean one."""
    return (whole(hour) if hour else None) or 1


def _hour(hour: int | None, part: str | None) -> int | None:
    """Return which hour of 24 is meant: ``4 โมง`` and ``4 โมงเย็น`` are 16, ``สามโมงเช้า`` in the old way 9."""
    if hour is not None and hour in _EARLY:
        return hour + 6 if part == "เช้า" else hour + _NOON_HOUR
    if part == "เย็น" and hour is not None and hour < _NOON_HOUR:
        return hour + _NOON_HOUR
    return hour


def _minutes(match: re.Match[str]) -> int:
    said = match.groupdict()
    if said.get("half"):
        return 30
    return whole(said["minute"]) or 0 if said.get("minute") else 0


def _parts(norm: str) -> Iterator[Found]:
    for match in _PARTS.finditer(norm):
        yield Found(_PART_OF_DAY[match["th"] or match["en"]], *match.span())


def _bare(norm: str) -> Iterator[Found]:
    for match in _BARE.finditer(norm):
        yield from _found(match, _hour(int(match["hour"]), None), 0)


def _from_to(norm: str) -> Iterator[Found]:
    """Read ``8-16`` and ``9 to 5``, where nothing but hours is spoken of."""
    for match in _FROM_TO.finditer(norm):
        first, last = int(match["hour"]), int(match["to"])
        last += _NOON_HOUR if last <= first and last < _NOON_HOUR else 0
        if first < last < 24:
            yield Found(f"{first:02}:00", *match.span("hour"))
            yield Found(f"{last:02}:00", match.start("to"), match.end())


def _found(match: re.Match[str], hour: int | None, minute: int) -> Iterator[Found]:
    if hour is not None and 0 <= hour < 24 and 0 <= minute < 60:
        yield Found(f"{hour:02}:{minute:02}", *match.span())
