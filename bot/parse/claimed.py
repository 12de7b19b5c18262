"""The day on which somebody says that reported work was done: ``เสร็จแล้วเมื่อวาน``, ``60% ณ วันที่ 12/4/2567``.

It is taken out of a report only where a word like ``เมื่อ`` leads it and it stands beside the report's measure
or value with nothing else in between. A day in the midst of other words belongs to the note.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from bot.parse.dates import weekday_at
from bot.parse.days import gone_by, gone_by_bare
from bot.parse.free import strip
from bot.parse.numbers import WHOLE, whole
from bot.parse.slots import Found

if TYPE_CHECKING:
    from bot.parse.text import Text

_ONTO = (
    r"(?:[\s(\[:,]|-(?!\d)|ไป|แล้ว|เสร็จ|สิ้น|เรียบร้อย|สมบูรณ์|ครบถ้วน|ทำ|ดำเนินการ|นะ|ครับ|ค่ะ|คะ|"
    r"(?<![a-z])(?:it|was|is|already|done|completed?|finished)(?![a-z]))*"
)
"""What may stand between a value and the day without being a part of the note."""
_BEHIND = re.compile(_ONTO)
_INSTEAD = re.compile(
    r"(?:ขอ|ช่วย|รบกวน)*(?:แก้ไข|แก้|เปลี่ยน|ปรับ|ระบุ|ใส่|(?:change|correct|make|set)(?![a-z]))*\s?"
    r"(?:(?:ให้)?เป็น|(?:ของ)?รายงาน|ล่าสุด|"
    r"วัน(?:ที่)?(?=\s?(?:ที่|รายงาน|ล่าสุด|ทำ|ดำเนินการ|แล้ว|เสร็จ)*\s?เป็น)|"
    r"(?:ที่)?(?:ทำ|ดำเนินการ|แล้ว|เสร็จ)+(?=\s?เป็น)|(?:the\s)?date(?![a-z])|to(?![a-z])|it(?![a-z])|=|\s)*"
    + _ONTO
)
"""What may lead on to a day that is said alone: ``แก้วันที่เป็น``."""
_LEAD = re.compile(
    r"(?:(?:ข้อมูล|สถานะ)\s?(?=ณ))?(?:(?P<strong>เมื[่]?อ(?!วาน)|ณ|ตั้งแต่|"
    r"(?<![a-z])(?:on|as of|since)(?![a-z]))\s?)?"
)
_YESTERDAY = re.compile(
    r"(?P<two>เมื[่]?อวานซืน(?:นี้)?|วานซืน(?:นี้)?|(?:the )?day before yesterday(?![a-z]))"
    r"|เมื[่]?อวาน(?:นี้)?|วานนี้|(?<![a-z])yesterday(?![a-z])"
)
_TODAY = re.compile(r"วันนี้|(?<![a-z])today(?![a-z])")
_COUNTED = re.compile(rf"(?<![\d.])(?P<n>{WHOLE})\s?(?:วัน(?:ก่อน|ที่แล้ว|ที่ผ่านมา)(?!กำหนด)|days? ago(?![a-z]))")
_OF_LAST_WEEK = re.compile(r"\s?(?:ของ)?(?:สัปดาห์|อาทิตย์)(?:ก่อน|ที่แล้ว|ที่ผ่านมา)|\s?last week(?![a-z])")
_LAST = re.compile(r"\s?(?:ที่แล้ว|ที่ผ่านมา|ก่อน(?!กำหนด))")
_LAST_EN = re.compile(r"last\s(?=[a-z]+day)")
_OTHER = re.compile(r"\s?(?:นี้|หน้า|ถัดไป|ที่จะ|next)")
_WITH_DATE = re.compile(r"\s?ที่\s?(?=\d)|,?\s(?=\d)")
_DATE_WORD = re.compile(r"(?:วัน)?ที่\s?(?=\d)|the\s(?=\d)")
_BREAK = re.compile(r"\s?[)\]]?(?:\s?[,;]\s?|\s-\s|\s?\.\s)(?!\s?\d)")
_CLOSING = re.compile(r"\s?[)\]]")
_ON_TO = re.compile(
    r"\s?(?:ถึง|จนถึง|จน|และ|กับ|หรือ|to(?![a-z])|until|till|and(?![a-z])|or(?![a-z])|-(?!\s)|-\s\d|\d|เวลา)"
)
_MOST_DAYS = 366


def day_at(norm: str, place: int, today: dt.date, *, bare: bool = False) -> Found | None:
    """Read a day that begins at a place, with the word that leads it; ``bare``: also without such a word."""
    lead = _LEAD.match(norm, place)
    start = lead.end() if lead else place
    strong = bare or bool(lead and lead["strong"])
    found = _spoken_day(norm, start, today) or _weekday(norm, start, today, strong=strong)
    if found is None:
        found = _date(norm, start, today, strong=strong)
    if found is None and bare and (now := _TODAY.match(norm, start)):
        found = Found(today, start, now.end())
    return Found(found.value, place, found.end) if found else None


def _spoken_day(norm: str, place: int, today: dt.date) -> Found | None:
    if near := _YESTERDAY.match(norm, place):
        return Found(today - dt.timedelta(days=2 if near["two"] else 1), place, near.end())
    counted = _COUNTED.match(norm, place)
    count = whole(counted["n"]) if counted else None
    if counted is None or count is None or not 0 < count <= _MOST_DAYS:
        return None
    return Found(today - dt.timedelta(days=count), place, counted.end())


def _weekday(norm: str, place: int, today: dt.date, *, strong: bool) -> Found | None:
    """Read ``วันศุกร์ที่แล้ว``, the last one before today, or ``วันพุธที่ 10 เม.ย.``, in which the date counts."""
    last = _LAST_EN.match(norm, place)
    named = weekday_at(norm, last.end() if last else place)
    if named is None:
        return None
    number, end = named
    if (written := _WITH_DATE.match(norm, end)) and (dated := gone_by(norm, written.end(), today)):
        return dated
    if of_week := _OF_LAST_WEEK.match(norm, end):
        monday = today - dt.timedelta(days=today.weekday() + 7)
        return Found(monday + dt.timedelta(days=number), place, of_week.end())
    behind = _LAST.match(norm, end)
    if not (behind or last or strong) or _OTHER.match(norm, end):
        return None
    back = (today.weekday() - number - 1) % 7 + 1
    return Found(today - dt.timedelta(days=back), place, behind.end() if behind else end)


def _date(norm: str, place: int, today: dt.date, *, strong: bool) -> Found | None:
    word = _DATE_WORD.match(norm, place)
    if not (word or strong):
        return None
    return gone_by(norm, word.end() if word else place, today) or gone_by_bare(norm, place, today)


def of_report(text: Text, measure: Found, value: Found, done: Found | None, today: dt.date) -> Found | None:
    """Read the day of the work of one report: behind its value, before all of it, or between its parts.

    ``done`` is a word like ``เสร็จแล้ว`` behind the measure, which may have the day behind it, too.
    """
    first, second = sorted((measure, value), key=lambda one: one.start)
    found = behind(text, max(measure.end, value.end), len(text.norm), today)
    if found is None and done is not None and measure.end < done.end < value.start:
        found = behind(text, done.end, value.start, today)
    gaps = [(0, first.start), (first.end, second.start)]
    return found or next((one for gap in gaps if (one := between(text, *gap, today))), None)


def behind(text: Text, start: int, stop: int, today: dt.date) -> Found | None:
    """Read the day of the work behind a report's value, which ends at ``start``.

    Nothing else may follow it until ``stop``, unless there is a break, or the day was written without a space
    behind the value and with one behind itself: ``เสร็จแล้วเมื่อวาน ส่งคู่มือแล้ว``.
    """
    norm = text.norm
    onto = _BEHIND.match(norm, start, stop)
    for place in dict.fromkeys((onto.end() if onto else start, strip(norm, start, stop)[0])):
        found = day_at(norm, place, today) if place < stop else None
        if found is None or found.end > stop:
            continue
        closing = _CLOSING.match(norm, found.end, stop)
        end = closing.end() if closing else found.end
        if strip(norm, end, stop)[0] >= stop or not any(char.isalnum() for char in _rest(norm, end, stop)):
            return Found(found.value, start, stop)
        if _ON_TO.match(norm, end, stop):
            continue
        if (pause := _BREAK.match(norm, found.end, stop)) and not day_at(norm, pause.end(), today, bare=True):
            return Found(found.value, start, pause.end())
        attached = " " not in norm[start : found.start]
        if norm[end] == " " and (attached or _ends_line(text, end)):
            return Found(found.value, start, end)
    return None


def _rest(norm: str, start: int, stop: int) -> str:
    return norm[slice(*strip(norm, start, stop))]


def _ends_line(text: Text, place: int) -> bool:
    """Whether a line break was typed where ``norm`` has a blank."""
    return "\n" in text.typed[text.at[place] : text.at[place + 1]]


def between(text: Text, start: int, stop: int, today: dt.date) -> Found | None:
    """Read the day of the work if it is all that stands in a piece before a measure or value."""
    norm = text.norm
    place = strip(norm, start, stop)[0]
    found = day_at(norm, place, today) if place < stop else None
    if found is None or found.end > stop:
        return None
    closing = _CLOSING.match(norm, found.end, stop)
    end = closing.end() if closing else found.end
    return Found(found.value, place, end) if strip(norm, end, stop)[0] >= stop else None


def alone(text: Text, today: dt.date, start: int = 0) -> Found | None:
    """Read a day that is all that is said, from a place on; here it needs no word that leads it."""
    norm = text.norm
    lead = _INSTEAD.match(norm, start)
    for place in dict.fromkeys((lead.end() if lead else start, start)):
        found = day_at(norm, place, today, bare=True)
        if found and not any(char.isalnum() for char in _rest(norm, found.end, len(norm))):
            return Found(found.value, start, len(norm))
    return None
