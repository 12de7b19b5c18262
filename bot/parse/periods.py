"""Reader of spans of the calendar: ``8-10 เม.ย.``, ``วันจันทร์ถึงพุธ``, ``สัปดาห์หน้า``, ``3 วันตั้งแต่พรุ่งนี้``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.parse.dates import coming
from bot.parse.days import days
from bot.parse.numbers import WHOLE, whole
from bot.parse.slots import Found
from bot.parse.weekdays import days_of_week

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.parse.phrases import Hit

_SEP = r"\s?(?:-|~|ถึง|จนถึง|จน|ไปถึง|to|until|till|through|และ|กับ|และ|,|&|and)\s?(?:วัน)?(?:ที่)?\s?(?:the\s)?"
_JOIN = re.compile(_SEP)
_BARE_BEFORE = re.compile(rf"(?<![\d./:])(?P<day>\d{{1,2}}){_SEP}$")
_BARE_AFTER = re.compile(
    r"\s?(?:-|to|ถึง|and|และ)\s?(?:วันที่\s?)?(?P<day>\d{1,2})(?![\d/.:]|\s?(?:%|วัน|คน|โมง|น\.))"
)
_NUMBERS = re.compile(
    rf"(?:วันที่|the)\s?(?P<a>\d{{1,2}}){_SEP}(?P<b>\d{{1,2}})(?![\d/.:]|\s?(?:%|วัน|คน|โมง|น\.))"
)
_NO_MONTH = re.compile(r"(?:วันที่|the)\s?(?P<day>\d{1,2})(?:st|nd|rd|th)?")
_UNTIL = re.compile(r"(?:ถึง|จน(?:ถึง)?|until|till|to)\s?(?:วัน)?(?:ที่)?\s?$")
_SINCE = re.compile(r"(?:ตั้งแต่|เริ่ม|from|since|starting)\s?(?:วัน)?(?:ที่)?\s?$")
_COUNT = re.compile(
    rf"(?<![\d.])(?P<n>{WHOLE})\s?(?:วัน(?:ทำการ)?(?!ที่|หยุด|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์)|"
    rf"(?:working )?days?(?![a-z]))"
)
_WEEK = re.compile(
    r"(?:ทั้ง\s?)?(?:สัปดาห์|อาทิตย์|วีค)\s?(?P<next>หน้า|ถัดไป|นี้)|(?<![a-z])(?P<en>next|this) week|"
    r"(?P<month>เดือนหน้า|next month)"
)
_DATES_JOINED = re.compile(r"(?<=/\d\d)-(?=\d{1,2}/)")
"""A dash that belongs to neither date: ``8/4/67-10/4/67``."""
_BEFORE = 24
_LONGEST = 366
_HALF_A_YEAR, _YEAR_APART = 180, 300


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; either may be left unsaid."""

    first: dt.date | None
    last: dt.date | None


def period(norm: str, hits: Iterable[Hit], today: dt.date) -> Found | None:
    """Read the span of days that is spoken of: the first one in the text."""
    norm = _DATES_JOINED.sub("~", norm)
    found = _ranged(norm, all_days(norm, list(hits), today), today)
    if found is None:
        return _week(norm, today)
    told: Period = found.value
    count = _COUNT.search(norm)
    if count and told.first is not None and told.last in {None, told.first}:
        number = whole(count["n"])
        if number is not None and 1 <= number <= _LONGEST and not Found(0, *count.span()).overlaps([found]):
            last = _working(told.first, number)
            return Found(
                Period(told.first, last), min(found.start, count.start()), max(found.end, count.end())
            )
    return found


def counted(norm: str, today: dt.date) -> Found | None:
    """Read a number of days alone, which begin today: ``ลา 3 วัน``."""
    match = _COUNT.search(norm)
    number = whole(match["n"]) if match else None
    if match is None or number is None or not 1 <= number <= _LONGEST:
        return None
    return Found(Period(today, _working(today, number)), *match.span())


def _working(first: dt.date, number: int) -> dt.date:
    """Return the last of so many days from Monday to Friday: leave is counted in those."""
    last = first
    so_far = int(first.weekday() < 5)
    while so_far < number:
        last += dt.timedelta(1)
        so_far += last.weekday() < 5
    return last


def all_days(norm: str, hits: list[Hit], today: dt.date) -> list[Found]:
    """Read days, with days of the week that are said without the word for day, too."""
    found = days(norm, hits, today)
    for one in days_of_week(norm):
        if not one.overlaps(found):
            ahead = (one.value - 2 - today.weekday()) % 7 + 1
            found.append(Found(today + dt.timedelta(ahead), one.start, one.end))
    return sorted(found, key=lambda one: one.start)


def _ranged(norm: str, found: list[Found], today: dt.date) -> Found | None:
    if not found:
        return _numbers(norm, today)
    start, end = found[0].start, found[0].end
    first: dt.date = found[0].value
    last = first
    if len(found) > 1 and _JOIN.fullmatch(norm, end, found[1].start):
        bare = _NO_MONTH.fullmatch(norm, start, end)
        last, end = found[1].value, found[1].end
        first = (bare and _in_month(last, int(bare["day"]))) or first
        for one in found[2:]:
            if _JOIN.fullmatch(norm, end, one.start):
                last, end = one.value, one.end
    elif (after := _BARE_AFTER.match(norm, end)) and int(after["day"]) > first.day:
        last, end = _later(first, int(after["day"])), after.end()
    while before := _BARE_BEFORE.search(norm, max(0, start - _BEFORE), start):
        earlier = _in_month(first, int(before["day"]))
        if earlier is None:
            break
        first, start = earlier, before.start()
    if (start, end) == (found[0].start, found[0].end):
        return _alone(norm, found[0], today)
    if last < first and not any(char.isdecimal() for char in norm[start:end]):
        last += dt.timedelta(7)
    return Found(Period(_in_season(first, last), last), start, end)


def _later(first: dt.date, day: int) -> dt.date:
    return first.replace(day=min(day, calendar.monthrange(first.year, first.month)[1]))


def _alone(norm: str, day: Found, today: dt.date) -> Found:
    if _UNTIL.search(norm, 0, day.start):
        return Found(Period(min(today, day.value), day.value), day.start, day.end)
    if _SINCE.search(norm, 0, day.start):
        return Found(Period(day.value, None), day.start, day.end)
    return Found(Period(day.value, day.value), day.start, day.end)


def _in_month(of: dt.date, day: int) -> dt.date | None:
    """Return such a day of the month of a date; of the month before, if it would come after the date."""
    month = of if day <= of.day else of.replace(day=1) - dt.timedelta(1)
    try:
        return month.replace(day=day)
    except ValueError:
        return None


def _in_season(first: dt.date, last: dt.date) -> dt.date:
    """Return the first day in a year that fits: of a day that is past, the year was guessed too late."""
    if first > last and (first - last).days > _HALF_A_YEAR:
        return _with_year(first, last.year)
    if (last - first).days > _YEAR_APART:
        return _with_year(first, last.year)
    return first


def _with_year(day: dt.date, year: int) -> dt.date:
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _numbers(norm: str, today: dt.date) -> Found | None:
    """``วันที่ 8 ถึง 10``, of the month that comes."""
    match = _NUMBERS.search(norm)
    last = coming(int(match["b"]), None, today) if match else None
    first = _in_month(last, int(match["a"])) if match and last else None
    return Found(Period(first, last), *match.span()) if match and first else None


def _week(norm: str, today: dt.date) -> Found | None:
    """``สัปดาห์หน้า``: its working days; ``สัปดาห์นี้``: those that are left of it."""
    match = _WEEK.search(norm)
    if match is None:
        return None
    if match["month"]:
        first = (today.replace(day=28) + dt.timedelta(4)).replace(day=1)
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return Found(Period(first, last), *match.span())
    monday = today - dt.timedelta(today.weekday())
    if (match["next"] or match["en"]) in {"นี้", "this"}:
        return Found(Period(today, max(today, monday + dt.timedelta(4))), *match.span())
    return Found(Period(monday + dt.timedelta(7), monday + dt.timedelta(11)), *match.span())
