"""What somebody answers within a dialogue: a bare number, measure, unit or day, else free text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.parse import claimed, slots
from bot.parse.days import days
from bot.parse.free import NARROWING, POLITE_END, audience, strip
from bot.parse.numbers import DECIMAL, number
from bot.parse.reading import Reading
from bot.parse.retold_reminders import mute
from bot.parse.slots import Found
from bot.parse.text import Text
from bot.parse.times import times

if TYPE_CHECKING:
    from bot.parse.phrases import Hit
    from bot.parse.vocabulary import Vocabulary

MORNING = "09:00"
"""When a notice goes on a day that was said without a time."""
_HEAD = 200
"""Characters in which a value is looked for: an answer that goes on is free text."""
_SHORT = 40
"""Characters in which how long something is to last is all that is said."""
_BESIDE_TIME = frozenset({"get", "switch", "yes", "remind", "snooze", "mute"})
"""Cues that may stand beside it: ``ขอ 3 วัน``, "two weeks please"."""
_BARE = re.compile(
    rf"(?:ประมาณ|ราวๆ?|สัก|แค่|about|around)?\s?(?P<less>-|ติดลบ\s?|ลบ\s?)?(?P<n>\d[\d,]*(?:\.\d+)?|{DECIMAL})\s?(?P<of>%|วัน|คน|days?|people)?"
)
_BESIDE_DONE = re.compile(
    r"(?:[\s.,!:]|มาตรการ|งาน|นี้|ตอน|ขณะ|วันนี้|เมื่อวาน|ทั้งหมด|หมด|ทุกอย่าง|ทุกขั้นตอน|เรียบร้อย|สมบูรณ์|ครบถ้วน|ครบ|ดำเนินการ|ทำ|"
    r"ของ|เรา|ไป|ได้|แล้ว|ก็|นาน|ใช่|นะ|ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|ขอบคุณ|100\s?%?|"
    r"(?<![a-z])(?:it|is|s|all|we|are|re|have|has|been|already|now|everything|fully|yes|thanks|thank you|the|"
    r"work|measure|i|am|m)(?![a-z])|')*"
)
"""What may be said beside "done" without meaning anything else: ``เกือบเสร็จ`` and "3 of 10 done" do."""

_CHANGED_TO = re.compile(
    r"(?:ขอ)?(?:แก้ไข|แก้|เปลี่ยน|ปรับ)(?:ตัวเลข)?เป็น\s?|(?:change|make|set)(?: it)?(?: to)?\s"
)
"""What leads on to another number than was said before."""

_WHOLE = re.compile(
    r"\s*(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})\s?(?:คน|ท่าน|ราย|people|persons?|recipients?)?[\s.]*"
)
_BESIDE_MOMENT = re.compile(
    r"(?:[\s.,:!]|ขอ|ให้|จะ|เอา|ไป|ส่ง|ออก|แจ้ง|ประกาศ|ตั้ง|เวลา|ตอน|ช่วง|วัน|ที่|เดือน|พ\.?ศ\.?|เป็น|เลื่อน|เปลี่ยน|แก้|ใน|ณ|ก็|ได้|เลย|แล้ว|"
    r"แทน|ดีกว่า|ก่อน|นี้|หน้า|น\.|นาฬิกา|เช้า|บ่าย|เย็น|ตรง|ช่วย|โปรด|กรุณา|นะ|ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ|"
    r"(?<![a-z])(?:at|on|by|in|next|the|it|this|notice|send|sent|schedule|for|set|to|make|change|move|please|"
    r"o'?clock|morning|afternoon|a\.?m|p\.?m|instead|then|and|thanks|thank you)(?![a-z]))*"
)
"""What may stand beside a day or a time without asking or telling anything: ``พรุ่งนี้วันหยุดไหม`` does."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an answer may be read as; the question tells which of it counts.

    ``number``: a bare number or percentage, which may be out of any range. ``on``: the day of the work, if
    nothing but it and perhaps the number is said. ``until`` and ``days``: until when, or for how long, if it
    is short enough to say little else. ``time``: a time of day, as ``09:00``. ``audience``: whom a notice is
    for, as `free.Notice` has it. ``count``: a bare whole number, of people if of anything.
    ``moment``: a day or a time of day is all that is said. ``text``: what was typed, without mentions and
    blanks around it.
    """

    number: Decimal | None
    measure: str | None
    unit: str | None
    day: dt.date | None
    on: dt.date | None
    until: dt.date | None
    days: int | None
    text: str
    time: str | None = None
    audience: str | list[str] | None = None
    count: int | None = None
    moment: bool = False


def spoken(text: str, vocabulary: Vocabulary, today: dt.date) -> Spoken:
    """Read an answer in every way that it can be read. Never raises."""
    said = Text.read(text, vocabulary.mention)
    said = vocabulary.lexicon.respelled(said, vocabulary.lexicon.find(said))
    hits = vocabulary.lexicon.find(said)
    head = said.norm[:_HEAD]
    units = list(slots.units(head, hits, vocabulary))
    measures = list(
        slots.measures(head, _ends(hits), {no for no, _ in vocabulary.issues} or set(range(1, 8)))
    )
    # "30 ก.ย." is a day though a unit is called กย.; a day that begins within a unit's name is none.
    found = [
        one
        for one in days(head, hits, today)
        if not any(unit.start <= one.start and one.overlaps([unit]) for unit in units)
    ]
    on = _claimed(said, hits, today)
    before = head if on is None else head[: on.start]
    hours = list(times(head, 0))
    until, for_days = _how_long(Reading(said, vocabulary, today))
    return Spoken(
        number=_number(before, [hit for hit in hits if hit.end <= len(before)], measures),
        measure=_first(measures),
        unit=_first(units),
        day=found[0].value if found else None,
        on=on.value if on else None,
        until=until,
        days=for_days,
        text=said.piece(0, len(said.norm)),
        time=_first(hours),
        audience=_audience(head, hits, units),
        count=_count(said.norm),
        moment=_is_moment(said.norm, [*found, *hours]),
    )


def _count(norm: str) -> int | None:
    """Return the whole number of people that is all that is said: ``50``, ``๕๐ คน``, but not ``50%``."""
    match = _WHOLE.fullmatch(norm[: polite.start()] if (polite := POLITE_END.search(norm)) else norm)
    return None if match is None else int(match["n"].replace(",", ""))


def _is_moment(norm: str, said: list[Found]) -> bool:
    """Whether a day, a time, or both are all that is said, beside words that only lead to them."""
    if not said or len(norm) > _SHORT:
        return False
    rest = list(norm)
    for one in said:
        rest[one.start : one.end] = " " * (one.end - one.start)
    return _BESIDE_MOMENT.fullmatch("".join(rest)) is not None


def _audience(norm: str, hits: list[Hit], units: list[Found]) -> str | list[str] | None:
    """Return everybody, the administrators, the heads, or units; None for a part of those.

    Only units can be left out of a group, as ``not:<unit>`` behind it.
    """
    whole = next((hit for hit in hits if hit.kind == "audience" and hit.start < _HEAD), None)
    named: str | list[str] | None = list(dict.fromkeys(str(unit.value) for unit in units)) or None
    start, end = 0, 0
    if whole is not None:
        start = whole.start
        named, end = audience(norm, start, hits, units)
    return None if NARROWING.search(norm, 0, start) or NARROWING.search(norm, end) else named


def _how_long(reading: Reading) -> tuple[dt.date | None, int | None]:
    """Read until when, or for how many days: ``1 สัปดาห์``, ``ถึงวันศุกร์``; what asks something says neither."""
    if len(reading.norm) > _SHORT or "?" in reading.norm or not reading.cues <= _BESIDE_TIME:
        return None, None
    told = mute(reading)
    until, count = told.get("until"), told.get("days")
    return (dt.date.fromisoformat(until) if until else None), count


def _claimed(said: Text, hits: list[Hit], today: dt.date) -> Found | None:
    """Return the day of the work if nothing else is said, or only how much is done before it."""
    norm = said.norm
    if len(norm) > _HEAD:
        return None
    words = [hit for hit in hits if hit.kind == "percent" or (hit.kind, hit.value) == ("status", "done")]
    values = [*slots.percents(norm), *(Found(hit.value, hit.start, hit.end) for hit in words)]
    for value in values:
        found = claimed.behind(said, value.end, len(norm), today)
        if found and found.end == len(norm) and strip(norm, 0, value.start)[0] >= value.start:
            return found
    return claimed.alone(said, today)


def _ends(hits: list[Hit]) -> list[int]:
    return [hit.end for hit in hits if hit.kind == "cue" and hit.value == "measure"]


def _first(found: list[Found]) -> str | None:
    return str(found[0].value) if found else None


def _number(head: str, hits: list[Hit], measures: list[Found]) -> Decimal | None:
    """Return the number that the answer is, or the first percentage in it; ``3.2`` is a measure's number."""
    start, end = strip(head, 0, len(head))
    start -= head[start - 1 : start] == "-"
    said_to = _CHANGED_TO.match(head, start, end)
    bare = _BARE.fullmatch(head, said_to.end() if said_to else start, end)
    if bare is not None and not bare["of"] and any(one.start <= bare.start("n") for one in measures):
        return None
    if bare is not None:
        value = number(bare["n"].replace(",", ""))
        if value is not None:
            return Decimal(str(value)) * (-1 if bare["less"] else 1)
    wrong = list(slots.beyond(head))
    percents = [*wrong, *(one for one in slots.percents(head) if not one.overlaps(wrong))]
    if percents:
        return Decimal(str(min(percents, key=lambda one: one.start).value))
    words = [hit.value for hit in hits if hit.kind == "percent" and hit.start < _HEAD]
    return Decimal(words[0]) if words else Decimal(100) if _all_done(head, hits) else None


def _all_done(head: str, hits: list[Hit]) -> bool:
    """Whether "done" is all that is said, and not "nearly done" or "done by the end of next month"."""
    said = [hit for hit in hits if hit.kind == "status" and hit.value == "done" and hit.start < _HEAD]
    rest = list(head)
    for hit in said:
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    return bool(said) and _BESIDE_DONE.fullmatch("".join(rest)[: len(head)]) is not None
