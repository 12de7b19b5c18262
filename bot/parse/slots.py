"""Readers of slots that are written with numbers: each finds values and where they stand."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.parse.numbers import DECIMAL, ENGLISH, SPOKEN_LONG, WHOLE, number, whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bot.parse.phrases import Hit
    from bot.parse.vocabulary import Vocabulary

MOST = {"i": 30, "e": 15, "o": 43}
"""How many questions each tool has at most."""
LAST_INDICATOR, LAST_MEASURE = 10, 30


@dataclass(frozen=True, slots=True)
class Found:
    """A value that stands in ``norm[start:end]``; ``sure`` if the words around it leave no doubt."""

    value: Any
    start: int
    end: int
    sure: bool = True

    def overlaps(self, others: Iterable[Found | Hit]) -> bool:
        """Tell whether it shares characters with one of these."""
        return any(self.start < other.end and other.start < self.end for other in others)


_QUANTITY = (
    r"(?!\s*(?:วัน|ชั่วโมง|ชม|ครั้ง|บาท|คน|นาที|ปี(?!\s?(?:งบ|ที่|นี้|ก่อน|\d|พ|ห้า|หก|เจ็ด|สอง))|เดือน|โมง|gb|%|นิ้ว|ล้าน|"
    r"แสน|พัน|กิโล|กม|แก้ว|เม็ด|อาทิตย์|สัปดาห์|ตัว|ที่นั่ง|เครื่อง|ซอง))"
)
_QUESTION = re.compile(
    rf"(?<![a-z0-9])(?P<latin>[ieo])\s?[-.]?\s?0{{0,2}}(?P<a>[1-9]\d?)(?![\d%])(?!\.\d)"
    rf"|(?P<thai>ไอ|อี|โอ)\s?-?\s?(?P<b>{WHOLE})(?!\d|\.\d){_QUANTITY}"
    r"|(?<![\d.,:/a-z-])0\s?-?(?P<c>[1-4]\d|0[1-9])(?![\d%.:/-])"
    r"|(?:(?<=ข้อ)|(?<=ข้อ\s)|(?<=คำถาม)|(?<=คำถาม\s))0\s?-?(?P<d>[1-9])(?![\d%.:/-])"
)
_ELSEWHERE = re.compile(
    r"(?:ห้อง(?:ประชุม)?|ตึก|อาคาร|โซน|ที่นั่ง|แถว|ประตู|เกต|สาย|ลาน(?:จอด)?|ช่อง|ซอย|รุ่น|ซีพียู|คอม|โน้?๊?ตบุ๊?[กค]|"
    r"room|seat|zone|gate|core|cpu|row|building)\s?$"
)
"""What stands before letters and numbers that name a place or a machine: ``ห้อง E5``."""
_THAI_LETTERS = {"ไอ": "i", "อี": "e", "โอ": "o"}
_TOOL_LETTERS = {"IIT": "i", "EIT": "e", "EIT1": "e", "EIT2": "e", "OIT": "o"}
_ITEM = re.compile(rf"(?:ข้อ(?:คำถาม)?|คำถาม|question|item)\s?(?:ที่)?\s?(?P<n>{WHOLE})(?!\.\d|\d|\s?ข้อ|-\d)")


def questions(norm: str, borders: Collection[int]) -> Iterator[Found]:
    """Read question codes. ``borders`` are the places where known words end: spoken letters begin there."""
    for found in _QUESTION.finditer(norm):
        if _ELSEWHERE.search(norm, max(0, found.start() - 12), found.start()):
            continue
        letter, digits = found["latin"], found["a"]
        if found["thai"]:
            before = norm[found.start() - 1 : found.start()]
            if found.start() not in borders and "\u0e01" <= before <= "\u0e4e":
                continue
            letter, digits = _THAI_LETTERS[found["thai"]], found["b"]
        elif found["c"] or found["d"]:
            letter, digits = "o", found["c"] or found["d"]
        count = whole(digits)
        if count is not None and 1 <= count <= MOST[letter]:
            yield Found(f"{letter}{count}", *found.span(), sure=not found["c"])


def item_of_tool(norm: str, tools: Iterable[Found]) -> Iterator[Found]:
    """Read ``EIT ข้อ 14`` as e14."""
    for tool in tools:
        letter = _TOOL_LETTERS[tool.value]
        for found in _ITEM.finditer(norm):
            count = whole(found["n"])
            if count is not None and 1 <= count <= MOST[letter]:
                yield Found(f"{letter}{count}", *found.span())


_PART = re.compile(
    r"\s?(?:(?:ส่ว?น|พาร์ท|พาร์ต|ตอน|part|pt\.?|section)\s?(?:ท[ี่]*)?\s?(?P<n>1|2|หนึ่ง|สอง|one|two|ii|"
    r"i)(?![\d.a-z])"
    r"|\(?\s?(?P<name>public|survey|พับลิก|พับบลิก|เซอร์เวย์|สาธารณะ|สำรวจ)\s?\)?"
    r"|-?(?P<m>[12])(?![\d.%])(?!\s?(?:ปี|ข้อ|อันดับ|วัน|คะแนน|ส่วน|กับ)))"
)
_FIRST = {"1", "หนึ่ง", "one", "i", "public", "พับลิก", "พับบลิก", "สาธารณะ"}
_PART_FIRST = re.compile(r"(?:ส่วน|part)\s?(?:ที่|ที)?\s?(?P<n>1|2|หนึ่ง|สอง)\s?(?:ของ|of|ใน)?\s?$")


def tools(norm: str, hits: Iterable[Hit]) -> Iterator[Found]:
    """Read tools, with the parts of EIT."""
    for hit in hits:
        if hit.kind != "tool":
            continue
        value, start, end = hit.value, hit.start, hit.end
        if value == "EIT":
            coded = norm[start:end].startswith(("e", "อี")) and not norm[start:end].startswith("ex")
            if coded and (part := _PART.match(norm, end)):
                value = "EIT1" if (part["n"] or part["name"] or part["m"]) in _FIRST else "EIT2"
                end = part.end()
            elif part := _PART_FIRST.search(norm, 0, start):
                value, start = ("EIT1" if part["n"] in _FIRST else "EIT2"), part.start()
        yield Found(value, start, end)


_PAIR = re.compile(
    rf"(?:(?<![\d./:,a-z])|(?<=\.\d,)|(?<=\.\d\d,))(?<!\S-)(?P<a>{WHOLE})"
    rf"(?P<sep>\s?\.\s?|\s?-\s?|\s?จุ?ด\s?|\s?point\s?|/|\s?ทับ\s?)(?P<b>{WHOLE})"
    r"(?![\d/]|:\d|\s?%|[.-]\d|,\d(?!\d?\.\d)|\s?(?:เปอร์|percent|น\.|pm|am(?![a-z])|a\.m|p\.m|นาฬิกา|บาท|ล้าน|แสน|พัน|"
    r"กม|กิโล|คน|ชม|องศา|เท่า|เมตร|คะแนน|point|วัน(?!ที่)|โมง|ตร|ปี|ชั่วโมง|แต้ม|จุด))"
)
_MEASURE_NEXT = re.compile(r"[\s:#]*(?:(?:ที่|ข้อที่|ข้อ|หมายเลข|เลขที่|number|no\.?)[\s:#]*)*$")
_ITEM_BEFORE = re.compile(r"(?:ข้อ|ข้อที่|item|ขอ)\s?$")


def measures(norm: str, words: Collection[int], numbers: Collection[int]) -> Iterator[Found]:
    """Read measure numbers. ``words``: where a word for measure ends; ``numbers``: the issues."""
    ends = sorted(words)
    for found in _PAIR.finditer(norm):
        issue, count = whole(found["a"]), whole(found["b"])
        if issue is None or count is None or not (1 <= issue <= 99 and 1 <= count <= 99):
            continue
        if found["b"].startswith("0") or found["a"].startswith("0"):
            continue
        # What is between must be words like "ที่", so the nearest end is the only one that can lead here.
        nearest = bisect.bisect_right(ends, found.start())
        said = (
            nearest > 0 and _MEASURE_NEXT.match(norm, ends[nearest - 1], found.start()) is not None
        ) or _ITEM_BEFORE.search(norm, max(0, found.start() - 12), found.start()) is not None
        plain = found["sep"].strip() in {".", "-", "จุด", "จด"} and issue in numbers and count <= LAST_MEASURE
        if said or plain:
            yield Found(f"{issue}.{count}", *found.span(), sure=said)


_PERCENT_SIGN = (
    r"(?:%|เปอร์?เ?ซ[็]?น(?:ต์|ต|ท์|ท)?|เปอร์?เซ็?น(?:ต์|ต|ท์|ท)?|เปอ(?:ร์)?เซ[็]?น(?:ต์|ต)?|percent|"
    r"per cent|pct|เปอร์)"
)
_PERCENT = re.compile(rf"(?:ร้?อย?ละ)\s?(?P<a>{DECIMAL})\s?%?|(?<![\d.])(?P<b>{DECIMAL})\s?{_PERCENT_SIGN}")


def percents(norm: str) -> Iterator[Found]:
    """Read percentages from 0 to 100."""
    for found in _PERCENT.finditer(norm):
        value = number(found["a"] or found["b"])
        if value is not None and 0 <= value <= 100:
            yield Found(value, *found.span())


_MOST_DIGITS = 30
_BEYOND = re.compile(
    rf"(?P<less>ติดลบ\s?|(?<![^\s:=(])-(?=\d))?(?:ร้?อย?ละ\s?(?P<minus>-|ติดลบ)?\s?(?P<a>\d[\d,]*(?:\.\d+)?|{SPOKEN_LONG})\s?%?"
    rf"|(?<![\d.])(?P<b>\d[\d,]*(?:\.\d+)?|{SPOKEN_LONG})\s?{_PERCENT_SIGN})"
)


def beyond(norm: str) -> Iterator[Found]:
    """Read percentages that cannot be: below 0 or above 100."""
    for found in _BEYOND.finditer(norm):
        value = _large((found["a"] or found["b"]).replace(",", ""))
        less = found["less"] or found["minus"]
        if value is not None and (value > 100 or (less and value)):
            yield Found(-value if less else value, *found.span())


def _large(words: str) -> float | None:
    if words.isdecimal():
        return int(words[:_MOST_DIGITS])
    return number(words) if "." not in words or len(words) <= _MOST_DIGITS else None


_PEOPLE = re.compile(
    rf"(?<![\d.])(?P<n>{WHOLE}|{ENGLISH}(?![a-z]))\s?(?:คน|ท่าน|ราย|รหัส|people|persons?|codes?|users?|staff|"
    rf"เจ้าหน้าที่|reviewers?|admins?|auditors?|heads?)"
)


def people(norm: str) -> Iterator[Found]:
    """Read how many people are meant."""
    for found in _PEOPLE.finditer(norm):
        value = whole(found["n"])
        if value is not None and 1 <= value <= 10_000:
            yield Found(value, *found.span())


def after(norm: str, ends: Iterable[int], most: int) -> Iterator[Found]:
    """Read the number that follows a word which ends at one of these places: ``ตัวชี้วัดที่ 7``."""
    for end in ends:
        found = _NUMBER_NEXT.match(norm, end)
        value = whole(found["n"]) if found else None
        if found and value is not None and 1 <= value <= most:
            yield Found(value, *found.span())


_NUMBER_NEXT = re.compile(
    rf"[\s.#]*(?:(?:ที่|ที|ข้อที่|ข้อ|หมายเลข|no\.?|number)[\s.]*)?(?P<n>{WHOLE})(?!\d|[.-]\d|\s?ตัวชี้|%)"
)
_COUNT = re.compile(
    rf"(?<![\d.a-z])(?P<a>{WHOLE}|{ENGLISH})\s?(?:อันดับ|ลำดับ|ข้อ(?!\s?(?:ไหน|ใด))|รายการ|ตัว(?!ชี้วัดที่)|คำถาม|"
    rf"questions?|items?|ตัวชี้วัด|worst|lowest|weakest|อย่าง|จุด)"
    rf"|(?:top|bottom|lowest|worst|weakest|the|ต่ำสุด|น้อยสุด|แย่สุด|ที่สุด|รั้งท้าย|สุดท้าย|ท็อป|"
    rf"อันดับ)\s?(?P<b>{WHOLE}|{ENGLISH}(?![a-z]))(?![\d.%])"
)


def counts(norm: str) -> Iterator[Found]:
    """Read how many are wanted."""
    for found in _COUNT.finditer(norm):
        value = whole(found["a"] or found["b"])
        if value is not None and 1 <= value <= 100:
            yield Found(value, *found.span())


_BELOW = re.compile(
    rf"(?:ต[่]?ำ?[่]?[า]?กว่?า|ไม่ถึง|ไม่เกิน|น้อยกว่า|ไม่ผ่าน|หลุด|below|under|less than|lower than|"
    rf"not reach(?:ing)?|<=?|ต่ำจาก|ต่ำ กว่า)"
    rf"\s?(?:เกณฑ์\s?)?(?:ที่\s?)?(?:คะแนน\s?)?(?:ร้อยละ\s?)?(?P<n>{DECIMAL})(?!\s?(?:อันดับ|ข้อ))"
)


def thresholds(norm: str) -> Iterator[Found]:
    """Read the score below which something is weak."""
    for found in _BELOW.finditer(norm):
        value = number(found["n"])
        if value is not None and 0 <= value <= 100:
            yield Found(value, *found.span())


_CODE = re.compile(
    r"(?<![a-z0-9-])(?P<code>(?=[a-z0-9 -]*\d)[a-z]{2,8}\s?-\s?[a-z0-9]{3,8}(?:-[a-z0-9]{3,8})*)(?![a-z0-9])"
)
_CODE_LOOSE = re.compile(
    r"(?:รหัส|โค้ด|code|ทะเบียน|register|ไลน์|บัญชี|คือ)\s?(?:คือ|is|:|with|ด้วย)*\s?(?:รหัส|"
    r"code)?\s?(?:คือ|is|:)?\s?"
    r"(?P<code>(?=[a-z0-9 -]*\d)[a-z0-9]{3,8}(?:[ -]{1,3}[a-z0-9]{3,8})*)(?![a-z0-9])"
)


def codes(norm: str) -> Iterator[Found]:
    """Read registration codes."""
    for found in (*_CODE.finditer(norm), *_CODE_LOOSE.finditer(norm)):
        yield Found(found["code"].replace(" ", "").upper(), *found.span("code"))


_EDGE_BEFORE = re.compile(
    r"(?:^|[^ก-๙a-z0-9.]|(?:ของ|ถึง|ที่|และ|กับ|แจ้ง|ให้|แก่|มาตรการ|ใน|ประกาศ|เตือน|หน่วย|บอก|ส่ง|นี้|ว่า|"
    r"ยัง|measure|from|to|ไปยัง|เป็น|เชิญ|คืบหน้า|ก้าวหน้า|หัวหน้า|ผอ|ผู้อำนวยการ|เจ้าหน้าที่|สำหรับ))$"
)
_EDGE_AFTER = re.compile(
    r"$|[^ก-๙a-z0-9]|มี|รับผิดชอบ|ค้าง|ครับ|ค่ะ|คะ|และ|กับ|ที่|ยัง|ต้อง|ด้วย|ว่า|ให้|หน่อย|ทำ|เกิน|เสร็จ|"
    r"ได้|ดำเนิน|กำลัง|ครบ|มาตรการ|ภายใน|เดือน|สัปดาห์|อาทิตย์|วัน|ใน|นะ|ทั้ง|อะไร|เท่า|เป็น|คืบหน้า|ก้าวหน้า|รายงาน|เข้า|ลงทะเบียน|จำนวน|อีก"
)


def units(norm: str, hits: Iterable[Hit], vocabulary: Vocabulary) -> Iterator[Found]:
    """Read units, by name or abbreviation."""
    named = [Found(hit.value, hit.start, hit.end) for hit in hits if hit.kind == "unit"]
    yield from named
    from bot.parse.vocabulary import bare  # noqa: PLC0415 (vocabulary needs this room)

    for found in vocabulary.short_units.finditer(norm):
        dotted = found[0].rstrip().endswith(".")
        if not _EDGE_BEFORE.search(norm, max(0, found.start() - 12), found.start()):
            continue
        if not dotted and not _EDGE_AFTER.match(norm, found.end()):
            continue
        if norm[found.end() - 1].isdigit() and norm[found.end() : found.end() + 1].isdigit():
            continue
        unit = Found(vocabulary.short_unit[bare(found[0])], *found.span())
        if not unit.overlaps(named):
            yield unit
