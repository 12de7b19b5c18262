"""Slots of the intents around reminders, leave, the calendar and office hours."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from bot.parse import free
from bot.parse.numbers import ENGLISH, whole
from bot.parse.periods import all_days
from bot.parse.said import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.parse.phrases import Hit
    from bot.parse.reading import Reading
    from bot.parse.slots import Found

HEAD = 600
_SOON = range(3)
_TO = re.compile(r"(?:ถึง|จน|ไป(?:เป็น|ถึง)?|เป็น|to|until|till|on)\s?(?:วันที่\s?|วัน)?$")
_ENGLISH_DAYS = re.compile(rf"(?<![a-z])(?P<n>{ENGLISH}) (?P<unit>day|week)s?(?![a-z])")
_WEEK_END = re.compile(r"(?:สิ้น|ปลาย|ท้าย)\s?(?:สัปดาห์|อาทิตย์|วีค)|end of (?:the |this )?week|weekend")
_CLOSES = re.compile(r"(?:(?<!เ)ปิด|ถึง|เลิก|closes?|until|till|to)\s?(?:ทำการ|เวลา|งาน|at|\s)*$")


def _measure(reading: Reading) -> str | None:
    return reading.measures[0].value if reading.measures else None


def later(reading: Reading) -> dict[str, Any]:
    """Until which day, or for how many: tomorrow and the day after count as numbers of days."""
    until = _until(reading)
    return said(
        measure=_measure(reading),
        until=until and until.isoformat(),
        days=None if until else _number_of_days(reading),
    )


def _until(reading: Reading) -> dt.date | None:
    taken = [*reading.measures, *reading.percents, *reading.scene.times]
    found = [
        one
        for one in all_days(reading.norm[:HEAD], reading.hits, reading.today)
        if not one.overlaps(taken) and not _is_soon(one, reading.hits)
    ]
    if not found:
        week_end = _WEEK_END.search(reading.norm, 0, HEAD)
        return _end_of_week(reading.today) if week_end else None
    aimed = [one for one in found if _TO.search(reading.norm, 0, one.start)]
    until: dt.date = (aimed or found)[-1].value
    return until


def _end_of_week(today: dt.date) -> dt.date:
    return today + dt.timedelta(6 - today.weekday())


def _is_soon(day: Found, hits: Iterable[Hit]) -> bool:
    return any(
        hit.kind == "within" and hit.value in _SOON and (hit.start, hit.end) == (day.start, day.end)
        for hit in hits
    )


def _number_of_days(reading: Reading) -> int | None:
    if (english := _ENGLISH_DAYS.search(reading.norm, 0, HEAD)) and (count := whole(english["n"])):
        return count * (7 if english["unit"] == "week" else 1)
    found = [one.value for one in reading.spans if isinstance(one.value, int)]
    if found == [0]:
        return 1 if reading.of("cue", "snooze") else 0
    return next((number for number in found if number), None)


def mute(reading: Reading) -> dict[str, Any]:
    """Until when no reminder comes; ``วันนี้`` is until the end of today."""
    slots = later(reading)
    if slots.get("days") == 0:
        del slots["days"]
        slots["until"] = reading.today.isoformat()
    if not slots.keys() & {"days", "until"} and any(one.value == "week" for one in reading.spans):
        slots["until"] = _end_of_week(reading.today).isoformat()
    return slots


def setting(reading: Reading) -> dict[str, Any]:
    """When, on which days, how much and where one wants to be reminded."""
    scene = reading.scene
    digest = _digest(reading.cues)
    return said(
        at=scene.times[0].value if scene.times else None,
        weekdays=_weekdays(reading) if digest is not True else None,
        digest=digest,
        place=scene.place and scene.place.value,
    )


def _digest(cues: set[str]) -> bool | None:
    if {"digest", "only"} <= cues or "digest_only" in cues:
        return True
    return False if "everything" in cues else None


def _weekdays(reading: Reading) -> list[int] | None:
    """On which days to remind; if some are named to be without reminders, on all the others."""
    if not reading.scene.habits:
        return None
    named: list[int] = reading.scene.habits[0].value
    return [day for day in range(1, 8) if day not in named] if "mute" in reading.cues else named


def leave(reading: Reading) -> dict[str, Any]:
    """From when to when, and who stands in."""
    scene = reading.scene
    told = scene.period.value if scene.period else None
    return said(
        first=told and told.first and told.first.isoformat(),
        last=told and told.last and told.last.isoformat(),
        text=scene.stand_in and reading.text.piece(scene.stand_in.start, scene.stand_in.end),
    )


_NAME_HEAD = re.compile(
    r"(?:[\s:,(\"“]|ชื่อ(?:ว่า)?|คือ|เป็น|เนื่องจาก|เพราะ(?:ว่า)?|เนื่องใน|เพื่อ|ว่า|(?<![a-z])(?:as|for|"
    r"because of|because|named|called|due to)(?![a-z]))+"
)
_NAME_TAIL = re.compile(r"(?:[\s:,)\"”]|วันที่|ใน(?=\s|$)|เป็น|ที่|ของ|ให้|on|the)+$")
_PLAIN_NAME = re.compile(
    r"(?:วันหยุด|ราชการ|ทำการ|นักขัตฤกษ์|เพิ่ม(?:เติม)?|ขอ|อีก(?:\s?1)?|หนึ่ง|วัน|ด้วย|หน่อย|นะ|ให้|ที(?!่)|เข้า|ใน|ปฏิทิน|ระบบ|แล้ว|ลง|ไป|และ|ครับ|ค่ะ|คะ|ที่|เป็น|จ้า|"
    r"(?<![a-z])(?:add|a|an|the|public|official|holidays?|please|is|will|be|on|to|calendar|as)(?![a-z])|[\s.,:])*"
)
_PLAIN_HEAD = re.compile(r"วันหยุด(?:ราชการ)?\s+(?=วัน)")
_HOLIDAY = re.compile(r"วันหยุด|(?<![a-z])(?:special |public )?holiday")


def closed(reading: Reading) -> dict[str, Any]:
    """Which day is to be one without work, and what it is called: nothing of it if several days are said."""
    return said(on=_on(reading), text=_name(reading))


def opened(reading: Reading) -> dict[str, Any]:
    """Which day is to be a working day again."""
    return said(on=_on(reading))


def _on(reading: Reading) -> str | None:
    found = reading.scene.days
    if not found or reading.scene.span:
        return None
    day: dt.date = found[0].value
    return day.isoformat()


def _name(reading: Reading) -> str | None:
    norm = reading.norm
    scene = reading.scene
    found = [scene.span] if scene.span else list(scene.days)
    asked = [
        hit
        for hit in reading.hits
        if hit.kind == "cue" and hit.value in {"add_holiday", "is_holiday", "shut"}
    ]
    start = max([*(one.end for one in found[:1]), *(hit.end for hit in asked)], default=0)
    pieces = [(hit.start, len(norm)) for hit in asked if hit.value == "is_holiday"]
    pieces.append((start, len(norm)))
    if found and asked and asked[0].value == "add_holiday" and asked[0].start < found[0].start:
        pieces.append((asked[0].start, found[0].start))
    for piece in pieces:
        named = _named(reading, *piece)
        if named:
            return named
    return None


def _named(reading: Reading, start: int, end: int) -> str | None:
    norm = reading.norm
    holiday = _HOLIDAY.search(norm, start, end)
    if holiday and not any(reading.unread[start : holiday.start()]):
        start = holiday.start()
    if head := _NAME_HEAD.match(norm, start, end):
        start = head.end()
    if polite := free.POLITE_END.search(norm, start, end):
        end = polite.start()
    if tail := _NAME_TAIL.search(norm, start, end):
        end = tail.start()
    if holiday is None and not any(reading.unread[start:end]):
        return None
    if plain := _PLAIN_HEAD.match(norm, start, end):
        start = plain.end()
    if start >= end or _PLAIN_NAME.fullmatch(norm, start, end):
        return None
    return reading.text.piece(start, end) or None


def rung(reading: Reading) -> dict[str, Any]:
    """Which rung of the ladder, whether it is to be there, and of which measure's ladder."""
    scene = reading.scene
    return said(
        rung=scene.rung and scene.rung.value,
        enabled=None if scene.rung is None else scene.turned is not False,
        measure=_measure(reading),
    )


def office(reading: Reading) -> dict[str, Any]:
    """When the office opens and closes, and when what is left is sent."""
    found = reading.scene.times
    if not found:
        return {}
    if "cutoff" in reading.cues:
        return {"cutoff": found[0].value}
    if len(found) > 1:
        return {"opens": found[0].value, "closes": found[1].value}
    closes = _CLOSES.search(reading.norm, 0, found[0].start)
    return {"closes" if closes else "opens": found[0].value}


RETOLD_REMINDERS: Mapping[str, Callable[[Reading], dict[str, Any]]] = {
    "reminder.snooze": later,
    "reminder.mute": mute,
    "reminder.set": setting,
    "leave.set": leave,
    "calendar.close": closed,
    "calendar.open": opened,
    "ladder.set": rung,
    "office.set": office,
}
"""Intent → the reader of its slots."""
