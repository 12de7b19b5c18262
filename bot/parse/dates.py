"""Readers of years and of spans of days."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from bot.parse.numbers import SPOKEN_LONG, WHOLE, whole
from bot.parse.slots import Found
from ita_core.keys import BUDDHIST_ERA_OFFSET, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bot.parse.phrases import Hit

_LONG = r"25[0-9]{2}|26[0-9]{2}|19[5-9][0-9]|20[0-9]{2}|21[0-4][0-9]"
_AFTER_YEAR = r"(?![\d%]|\.\d)(?!\s?(?:%|บาท|คน|เปอร์))"
_AFTER_SHORT = r"(?!\s?(?:คะแนน(?!รวม|\s?ita)|ข้อ|อันดับ))"
_YEAR = re.compile(
    rf"(?:(?P<short>ป)\.?\s?(?=\d)|ปี\s?(?:งบ\s?(?:ประมาณ)?\s?)?|พ\.?\s?ศ\.?\s?|ค\.?\s?ศ\.?\s?|"
    rf"(?<![a-z])fy\s?'?|(?<![a-z])year\s?|(?<![a-z])ita\s?'?)(?:พ\.?\s?ศ\.?\s?|ค\.?\s?ศ\.?\s?)?"
    rf"'?(?P<a>{_LONG}|[1-9]\d){_AFTER_YEAR}"
    rf"|(?<![\d./:,-])(?P<b>{_LONG})(?![/:]|,\d)(?!-\d{{1,3}}(?!\d)){_AFTER_YEAR}"
)
_TWO = re.compile(rf"(?<![\d./:a-z])'?(?P<n>[4-9]\d){_AFTER_YEAR}{_AFTER_SHORT}(?![/:])")
_SPOKEN_YEAR = re.compile(
    rf"(?:ปี\s?(?:งบ\s?(?:ประมาณ)?\s?)?(?:พ\.?\s?ศ\.?\s?|ค\.?\s?ศ\.?\s?|พอ\s?ศอ\s?)?|พ\.?\s?ศ\.?\s?)(?P<a>{SPOKEN_LONG})"
    rf"|(?P<b>สองพัน{SPOKEN_LONG})"
)
_SPOKEN_TWO = re.compile(
    r"(?P<n>(?:ห้?า|หก|เจ็?ด)(?:สิบ)?(?:หนึ่?ง|เอ็?ด|สอง|สาม|สี่?|ห้า|หก|เจ็?ด|แปด|เก้?า|ศูนย์)|(?:หก|เจ็?ด)สิบ)"
    r"(?!\s?(?:ข้อ|คะแนน|เปอร์|อันดับ|จุด|วัน))"
)
_NUMBERED = re.compile(
    r"(?:ประเด็น|ตัวชี้วัด|ตชว\.?|indicator|issue|ข้อ|ที่|(?<![a-z])[ieo]|ไอ|อี|โอ|มาตรการ|[.\d-]|"
    r"ส่วน|part|eit)\s?$"
)
"""What stands before a number that is no number of years: ``ตัวชี้วัด 2 ปีก่อน``."""
_COUNTED_YEARS = re.compile(rf"{WHOLE}\s?(?=ปี)")
_AGO = re.compile(
    rf"(?P<n>{WHOLE})\s?(?:(?<![ก-๎])ป(?=\s?\d)|ปี\s?(?:งบ\s?(?:ประมาณ)?\s?)?(?:ก่อน|ที่แล้ว)|years? ago)"
)
_CENTURY_TURN = 50


def be_year(words: str) -> int:
    """Return the Buddhist-era year of four digits or two."""
    year = int(words)
    if year < 100:
        return 2500 + year if year >= _CENTURY_TURN else 2000 + year + BUDDHIST_ERA_OFFSET
    return year if year >= 2500 else year + BUDDHIST_ERA_OFFSET


def _is_year(year: int) -> bool:
    return _CENTURY_TURN <= year < 100 or 1950 <= year < 2150 or 2500 <= year < 2700


def years(norm: str, hits: Collection[Hit], today: dt.date) -> list[Found]:
    """Read fiscal years, in the order said."""
    found: list[Found] = []
    for hit in hits:
        if hit.kind == "year":
            value = FiscalYear.of(today).be + 1 if hit.value == "next" else hit.value
            start = hit.start
            if (counted := _COUNTED_YEARS.match(norm, start)) and _NUMBERED.search(norm, 0, start):
                value, start = "last", counted.end()
            found.append(Found(value, start, hit.end))
    for ago in _AGO.finditer(norm):
        count = None if _NUMBERED.search(norm, 0, ago.start()) else whole(ago["n"])
        if count is not None and 2 < count < 50:
            found = [one for one in found if not Found(0, *ago.span()).overlaps([one])]
            found.append(Found(FiscalYear.of(today).be - count, *ago.span()))
    for one in (*_written(norm, {hit.end for hit in hits}), *_said(norm)):
        if not one.overlaps(found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _written(norm: str, borders: Collection[int]) -> Iterator[Found]:
    """Read years in digits; ``ป 66`` only where a word begins."""
    for match in _YEAR.finditer(norm):
        start = match.start()
        if not match["short"] or start in borders or not "ก" <= norm[start - 1 : start] <= "๎":
            yield Found(be_year(match["a"] or match["b"]), *match.span())


def _said(norm: str) -> Iterator[Found]:
    for match in _SPOKEN_YEAR.finditer(norm):
        year = whole(match["a"] or match["b"])
        if year is not None and _is_year(year):
            yield Found(be_year(str(year)), *match.span())


def short_years(norm: str, taken: Iterable[Found]) -> list[Found]:
    """Read two digits as years, where years are compared."""
    taken = list(taken)
    found = [Found(be_year(match["n"]), *match.span()) for match in _TWO.finditer(norm)]
    for match in _SPOKEN_TWO.finditer(norm):
        year = whole(match["n"])
        if year is not None and _is_year(year):
            found.append(Found(be_year(str(year)), *match.span()))
    return [one for one in found if not one.overlaps(taken)]


_IN = (
    rf"(?:ภายใน|ใน|อีก|ไป|next|within|in|ไว้|ก่อน|สัก|for|by|(?<![a-z])ขอ)?\s?(?:the next\s|the\s|next\s|"
    rf"อีก\s?)?(?P<n>{WHOLE}|a few)\s?"
    r"(?P<unit>วั?น(?:ทำการ)?(?:ข้างหน้า|นี้|หน้า)?|days?|d(?![a-z])|สัปดาห์|อาทิตย์|weeks?|เดือน|"
    r"months?)(?:ข้างหน้า|นี้|หน้า)?"
)
_SPAN = re.compile(_IN)
_TIMES = {"ว": 1, "d": 1, "ส": 7, "อ": 7, "w": 7, "เ": 30, "m": 30}
MONTHS = (
    "ม.ค.|มกรา",
    "ก.พ.|กุมภา",
    "มี.ค.|มีนา",
    "เม.ย.|เมษา",
    "พ.ค.|พฤษภา",
    "มิ.ย.|มิถุนา",
    "ก.ค.|กรกฎา",
    "ส.ค.|สิงหา",
    "ก.ย.|กันยา",
    "ต.ค.|ตุลา",
    "พ.ย.|พฤศจิกา",
    "ธ.ค.|ธันวา",
)
_DATE = re.compile(
    r"(?:วันที่\s?|ที่\s?|ภายใน\s?|ก่อน\s?|by\s)(?P<day>\d{1,2})\s?(?P<month>"
    + "|"
    r"".join(f"(?:{month.replace('.', '[.]?')})" for month in MONTHS)
    + r")?(?:คม|ยน|พันธ์|าคม|ายน)*"
)
_MONTH_OF = [re.compile(month.replace(".", "[.]?")) for month in MONTHS]
_WEEKDAYS = (
    ("จันทร", "monday"),
    ("อังคาร", "tuesday"),
    ("พุธ", "wednesday"),
    ("พฤหัส", "thursday"),
    ("ศุกร", "friday"),
    ("เสาร", "saturday"),
    ("อาทิตย", "sunday"),
)
_WEEKDAY = re.compile(
    r"วัน(?P<th>จันทร|อังคาร|พุธ|พฤหัส|ศุกร|เสาร|อาทิตย)์?(?:บดี)?(?P<next>หน้า)?|(?P<en>monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday)"
)


def spans(norm: str, hits: Iterable[Hit], today: dt.date, taken: Iterable[Found]) -> list[Found]:
    """Read spans of days from today: a number of days, ``"week"`` or ``"month"``."""
    taken = list(taken)
    read = (*_counted(norm), *weekdays(norm, today), *_dates(norm, today))
    found = [one for one in read if not one.overlaps(taken)]
    for hit in hits:
        one = Found(hit.value, hit.start, hit.end)
        if hit.kind == "within" and not one.overlaps(found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _counted(norm: str) -> Iterator[Found]:
    for match in _SPAN.finditer(norm):
        count = whole(match["n"])
        if count is not None and count <= 3660:
            yield Found(count * _TIMES[match["unit"][0]], *match.span())


def weekdays(norm: str, today: dt.date) -> Iterator[Found]:
    """Read days of the week, as days from today: never today itself."""
    for match in _WEEKDAY.finditer(norm):
        word: Any = match["th"] or match["en"]
        place = next(place for place, names in enumerate(_WEEKDAYS) if word in names)
        yield Found((place - today.weekday() - 1) % 7 + 1, *match.span())


def weekday_at(norm: str, place: int) -> tuple[int, int] | None:
    """Read a day of the week that begins at a place: its number, Monday is 0, and where its name ends."""
    match = _WEEKDAY.match(norm, place)
    if match is None or match["next"]:
        return None
    word: Any = match["th"] or match["en"]
    return next(place for place, names in enumerate(_WEEKDAYS) if word in names), match.end()


def _dates(norm: str, today: dt.date) -> Iterator[Found]:
    for match in _DATE.finditer(norm):
        month = next(
            (no for no, name in enumerate(_MONTH_OF, 1) if match["month"] and name.match(match["month"])),
            None,
        )
        day = coming(int(match["day"]), month, today)
        if day is not None and (month or "วันที่" in match[0]):
            yield Found((day - today).days, *match.span())


def coming(day: int, month: int | None, today: dt.date) -> dt.date | None:
    """Return the next such day, today included."""
    for ahead in range(13 if month is None else 2):
        at = today.month - 1 + ahead if month is None else month - 1 + 12 * ahead
        try:
            found = dt.date(today.year + at // 12, at % 12 + 1, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def gone(day: int, month: int | None, today: dt.date) -> dt.date | None:
    """Return the last such day, today included; of one that was not in this fiscal year, the nearest."""
    found: dt.date | None = None
    for back in range(13 if month is None else 5):
        at = today.month - 1 - back if month is None else month - 1 - 12 * back
        try:
            found = dt.date(today.year + at // 12, at % 12 + 1, day)
        except ValueError:
            continue
        if found <= today:
            break
    if found is None or month is None or FiscalYear.of(found) == FiscalYear.of(today):
        return found
    ahead = coming(day, month, today)
    return found if ahead is None or today - found <= ahead - today else ahead
