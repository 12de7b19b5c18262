"""Reader of days of the calendar: as dates, as days of the week, and as ``พรุ่งนี้`` or ``สิ้นเดือน``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING

from bot.parse.dates import MONTHS, be_year, coming, gone, weekdays
from bot.parse.slots import Found
from ita_core.keys import BUDDHIST_ERA_OFFSET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.parse.phrases import Hit

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = [
    re.compile(rf"{thai.replace('.', '[.]?')}|{english}")
    for thai, english in zip(MONTHS, _ENGLISH, strict=True)
]
_MONTH = (
    r"(?P<month>(?:"
    + "|".join(month.replace(".", "[.]?") for month in MONTHS)
    + r")(?:าคม|ายน|พันธ์|คม|ยน)?|(?:"
    + "|".join(_ENGLISH)
    + r")[a-z]{0,6})"
)
_YEAR = (
    r"(?:\s?(?:(?:พ\.?ศ\.?|ค\.?ศ\.?|ปี|,)\s?)?(?P<year>\d{4}|\d{2})(?![\d%]|[.:]\d|\s?(?:%|"
    r"วัน(?!หยุด)|คน|เปอร์|น\.)))?"
)
_NAMED = re.compile(rf"(?<![\d.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:of\s)?{_MONTH}{_YEAR}")
_MONTH_FIRST = re.compile(rf"(?<![a-z]){_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.%]){_YEAR}")
_ISO = re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])")
_SLASHED = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})(?:/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?"
    r"|(?P<sep>[-.])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2}))(?![\d/]|[.-]\d)"
)
_BARE = re.compile(r"(?:วันที่|the)\s?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|[.:/-]\d|\s?(?:%|วัน|คน))")
_MONTH_END = re.compile(
    rf"(?:สิ้น|ปลาย)\s?(?:เดือน)?\s?{_MONTH}"
    r"|(?:(?:สิ้น|ปลาย)เดือน|end of (?:the |this )?month)(?P<next>หน้า)?"
)
_SOON = range(3)
"""Today, tomorrow and the day after are days; a week is a span."""


def days(norm: str, hits: Iterable[Hit], today: dt.date) -> list[Found]:
    """Read days, in the order said; each value is a date."""
    found: list[Found] = []
    near = (Found(today + dt.timedelta(one.value), one.start, one.end) for one in weekdays(norm, today))
    soon = (
        Found(today + dt.timedelta(hit.value), hit.start, hit.end)
        for hit in hits
        if hit.kind == "within" and hit.value in _SOON
    )
    for one in (*_dated(norm, today), *_month_ends(norm, today), *near, *soon):
        if not one.overlaps(found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _dated(norm: str, today: dt.date) -> Iterator[Found]:
    for pattern in (_ISO, _NAMED, _MONTH_FIRST, _SLASHED, _BARE):
        for match in pattern.finditer(norm):
            day = _date(match.groupdict(), today)
            if day is not None:
                yield Found(day, *match.span())


def gone_by(norm: str, place: int, today: dt.date) -> Found | None:
    """Read a date that begins at a place, as somebody means it who speaks of what was."""
    for pattern in (_ISO, _NAMED, _MONTH_FIRST, _SLASHED):
        match = pattern.match(norm, place)
        day = _date(match.groupdict(), today, gone) if match else None
        if match and day is not None:
            return Found(day, *match.span())
    return None


def gone_by_bare(norm: str, place: int, today: dt.date) -> Found | None:
    """Read ``วันที่ 5`` at a place so: the last such day, today included."""
    match = _BARE.match(norm, place)
    day = _date(match.groupdict(), today, gone) if match else None
    return Found(day, *match.span()) if match and day is not None else None


def _date(
    said: dict[str, str | None],
    today: dt.date,
    meant: Callable[[int, int | None, dt.date], dt.date | None] = coming,
) -> dt.date | None:
    """Return the date that was said; ``meant`` tells which one it is without a year."""
    month_said, year_said = said.get("month") or said.get("m"), said.get("year") or said.get("y")
    month = _month(month_said) if month_said else None
    day = int(said["day"] or 0)
    if year_said is None:
        return meant(day, month, today) if month is None or 1 <= month <= 12 else None
    try:
        return dt.date(be_year(year_said) - BUDDHIST_ERA_OFFSET, month or 0, day)
    except ValueError:
        return None


def _month(words: str) -> int:
    if words.isdecimal():
        return int(words)
    return next((no for no, name in enumerate(_NAMES, 1) if name.match(words)), 0)


def _month_ends(norm: str, today: dt.date) -> Iterator[Found]:
    for match in _MONTH_END.finditer(norm):
        month = _month(match["month"]) if match["month"] else (today.month + bool(match["next"]) - 1) % 12 + 1
        year = today.year + (month < today.month)
        if month:
            yield Found(dt.date(year, month, calendar.monthrange(year, month)[1]), *match.span())
