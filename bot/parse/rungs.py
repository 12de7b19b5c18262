"""Reader of the rungs of the ladder of reminders, and of whether one is turned on or off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.parse.numbers import WHOLE, whole
from bot.parse.slots import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

_REMIND = r"(?:การ)?(?:แจ้ง)?(?:เตือน|เตอน|เดือน(?=ล่วงหน้า))(?:ฉัน|ผม|เรา|ดิฉัน)?\s?"
_DUE = r"(?:ถึง|ครบ)?\s?(?:วัน)?(?:ครบ|ถึง)?(?:กำหนด|เดดไลน์|deadline)(?:ส่ง)?"
_UNIT = r"(?P<{}>วัน(?!ที่)(?:ทำการ)?|สัปดาห์|อาทิตย์|เดือน|days?(?![a-z])|weeks?(?![a-z])|d(?![a-z]))"
_TIMES = {"ว": 1, "d": 1, "ส": 7, "อ": 7, "w": 7, "เ": 30}
_N = rf"(?:\d{{1,3}}|{WHOLE}|one|two|three|four|five|six|seven|ten|fourteen|thirty|a)"
_AHEAD = re.compile(
    rf"(?<![a-z])t\s?-\s?(?P<t>\d{{1,2}})(?![\d.])"
    rf"|{_REMIND}(?:ล่?วงหน้?า|ก่อน)(?:\s?{_DUE})?(?:ไว้|อีก|ที่|เป็น|สัก)?\s?(?P<a>{_N})\s?{_UNIT.format('ua')}"
    rf"|(?:ล่?วงหน้?า|ก่อน\s?{_DUE})\s?(?P<b>{_N})\s?{_UNIT.format('ub')}"
    rf"|(?P<c>{_N})\s?{_UNIT.format('uc')}\s?(?:ล่วงหน้า|ก่อน\s?{_DUE})"
    rf"|(?<![a-z\d])(?P<e>{_N})[\s-]{_UNIT.format('ue')}[\s-]?(?:before|ahead|in advance|prior|"
    rf"early|reminders?|out(?![a-z]))"
)
_ENGLISH = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_ENGLISH |= {"fourteen": 14, "thirty": 30}
_MOST = 90
_TOLD = r"(?:แจ้ง(?:เตือน)?|เตือน|รายงาน|ส่งเรื่อง|ส่งต่อ)(?:ไปยัง|ไปที่|ไปถึง|ถึง|ให้|ไป)?\s?"
_NAMED = (
    (
        "head",
        re.compile(
            rf"{_TOLD}(?:หัวหน้า(?:หน่วย(?:งาน)?|กอง|กลุ่ม)?|ผอ\.?|ผู้อำนวยการ(?:กอง)?|ผู้บังคับบัญชา)"
            r"|(?:notify(?:ing)?|notices? to|telling|tell|escalat\w+ to|reminders? to|remind(?:ing)?|"
            r": to)\s(?:the )?heads?(?![a-z])"
            r"|head escalation"
        ),
    ),
    (
        "central",
        re.compile(
            rf"{_TOLD}(?:ส่วนกลาง|กลุ่ม(?:งาน)?กลาง|หน่วย(?:งาน)?กลาง|กองกลาง|กลุ่ม(?:งาน)?ส่วนกลาง)"
            r"|(?:notify(?:ing)?|notices? to|telling|tell|escalat\w+ to|reminders? to|"
            r": to)\s(?:the )?central(?: (?:group|unit|team))?"
            r"|central(?: group)? escalation"
        ),
    ),
    (
        "over",
        re.compile(
            rf"{_REMIND}(?:เมื่อ|ตอน|งานที่|กรณี|เรื่องที่|ที่|หลัง)*\s?(?:(?:เกิน|เลย|พ้น|หลัง|ผ่าน)(?:วัน)?(?:ครบ)?กำหนด(?:แล้ว)?|งาน?ค้าง)"
            r"|(?:reminders?:? )?(?:(?:when|once|after) )?overdue(?: reminders?)?"
        ),
    ),
    (
        "due",
        re.compile(
            rf"{_REMIND}(?:ใน|ตอน|ณ|เมื่อ)?\s?(?:วัน(?:ที่)?(?:ครบ|ถึง)?กำหนด(?:ส่ง)?|ครบกำหนด|ถึงกำหนด|วันสุดท้าย)"
            r"|due[- ](?:day|date)(?: reminders?)?|(?:reminders? )?on the (?:due|last) (?:day|date)"
        ),
    ),
    (
        "start",
        re.compile(
            rf"{_REMIND}(?:ใน|ตอน|ณ|เมื่อ)?\s?(?:วัน)?(?:ที่)?(?:เริ่ม(?:ต้น)?(?:ช่วง|มาตรการ|งาน|ดำเนินการ)?|แรก)(?!\s?วัน)"
            r"|(?<![a-z])(?:first|start)[ -]day(?: reminders?)?|start (?:of (?:the )?period )?reminders?|"
            r"start of (?:the )?period"
        ),
    ),
)
_GAP = (
    r"\s?(?:การ|ระบบ|ขั้น(?:ตอน)?|รอบ|ที่|ของ|มาตรการ|the|an?|my|all|step|reminders?|of|for|to|:|\s|"
    r"[1-7]\.\d{1,2})*$"
)
_OFF = re.compile(
    r"(?:(?<!เ)ปิด|ยกเลิก|เลิก|งด|หยุด|ลบ|ตัด|เอา|ไม่(?:ต้อง|เอา|อยาก|ให้|รับ)(?:มี|ส่ง|ได้|ให้)?|"
    r"(?<![a-z])(?:(?:turn|switch)(?:ed)? off|disable|remove|stop|delete|drop|no|off)(?![a-z]))" + _GAP
)
_ON = re.compile(
    r"(?:เปิด|เพิ่ม|ใส่|ตั้ง|(?:ขอ)?ให้|อยากให้|ขอ|ช่วย|(?<![a-z])(?:(?:turn|switch)(?:ed)? on|enable|add|"
    r"use|on)(?![a-z]))" + _GAP
)
_REACH = 40
_TOLD_OTHERS = {"head", "central"}


def rungs(norm: str) -> Iterator[Found]:
    """Read rungs: ``start``, ``t-N`` for N from 1 to 90, ``due``, ``over``, ``head``, ``central``.

    Sure ones are asked for by being named; the others may be spoken of for another reason.
    """
    for match in _AHEAD.finditer(norm):
        days = _days(match)
        if days is not None and 1 <= days <= _MOST:
            yield Found(f"t-{days}", *match.span())
    for rung, pattern in _NAMED:
        for match in pattern.finditer(norm):
            yield Found(rung, *match.span(), sure=rung not in _TOLD_OTHERS and "เตือน" in match[0])


def _days(match: re.Match[str]) -> int | None:
    if match["t"]:
        return int(match["t"])
    for key in "abce":
        if said := match[key]:
            number = _ENGLISH.get(said) or whole(said)
            return number * _TIMES[match[f"u{key}"][0]] if number is not None else None
    return None


def turned(norm: str, rung: Found) -> bool | None:
    """Tell whether a rung is turned on (True) or off (False) by what is said before it; None if neither."""
    before = max(0, rung.start - _REACH)
    for pattern, on in ((_OFF, False), (_ON, True)):
        if pattern.search(norm, before, rung.start):
            return on
    return _after(norm, rung.end)


_LATER = re.compile(
    r".{0,20}?(?:(?P<off>ออก|(?<![a-z])off(?![a-z])|ไม่ต้อง|ไม่เอา)|(?P<on>(?<![a-z])on(?![a-z])))"
)


def _after(norm: str, end: int) -> bool | None:
    match = _LATER.match(norm, end)
    return None if match is None else match["on"] is not None
