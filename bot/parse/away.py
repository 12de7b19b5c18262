"""Reader of leave and duty elsewhere: that somebody is away, why, and who stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.parse.free import POLITE_END
from bot.parse.slots import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE = (
    r"(?:^|[^ก-๎]|ขอ|จะ|แจ้ง|ผม|ฉัน|หนู|เรา|พี่|พรุ่งนี้|พรุงนี้|วันนี้|มะรืน|มะรืนนี้|จันทร์|อังคาร|พุธ|พฤหัส|พฤหัสบดี|ศุกร์|เสาร์|หน้า|"
    r"นี้|อยู่|ต้อง|ขออนุญาต|ครับ|ค่ะ|คะ|บันทึก|ยื่น|ลง|การ|ใบ|วัน|ได้|ไป|ช่วง)$"
)
_AFTER = (
    r"(?=$|[\s\d,:.]|วัน|ตั้งแต่|ถึง|นะ|ครับ|ค่ะ|คะ|คับ|จ้า|สัปดาห์|อาทิตย์|เดือน|ครึ่ง|ทั้ง|ยาว|หยุด|พรุ่ง|พรุง|มะรืน|จันทร์|อังคาร|พุธ|พฤหัส|"
    r"ศุกร์|ให้|แล้ว|หน่อย|ช่วง|เช้า|บ่าย|เริ่ม|ไป(?!ก่อน)|โดย|มอบ|อยู่|สัก|หนึ่ง|สอง|สาม|สี่|ห้า)"
)
_LEAVE = re.compile(
    r"ลา\s?(?P<kind>พัก(?:ร้?อน|ผ่?อน)(?:ประจำปี)?|ป่วย|กิจ(?:ส่วนตัว)?|คลอด(?:บุตร)?|บวช|อุปสมบท|ศึกษา(?:ต่อ)?|หยุด|งาน)(?:ราชการ)?"
    rf"|ลา{_AFTER}"
)
_LEFT = re.compile(_BEFORE)
_DUTY = re.compile(
    r"(?:รักษา|ปฏิบัติ)ราชการแทน|(?<=นี้)ไม่อยู่|(?:ไป|ติด|เดินทางไป|ออก)\s?(?:ปฏิบัติ)?ราชการ(?:\s?(?:ที่)?\s?(?:ต่างจังหวัด|ต่างประเทศ|นอกพื้นที่))?"
    r"|ไป(?:ประชุม|อบรม|สัมมนา|ดูงาน|ศึกษาดูงาน)\s?(?:ที่)?\s?(?:ต่างจังหวัด|ต่างประเทศ)"
    r"|(?:^|(?<=[\sขอะ]))(?:ขอ)?พักร้อน|หยุดงาน|ไม่อยู่(?=\s?(?:\d|วันที่|ตั้งแต่|ช่วง|พรุ่ง|สัปดาห์|อาทิตย์|ที่ทำงาน|ออฟฟิศ))"
    r"|(?<![a-z])(?:(?:on|take|taking|my|annual|sick|personal|maternity|vacation) (?:\w+ )?leave|"
    r"leave(?= (?:from|on|until|\d|next|tomorrow|today))|"
    r"out of (?:the )?office|on (?:vacation|holiday)|(?:i am|i'm|i will be|i'll be) away|"
    r"(?:take )?(?:a )?days? off|official trip|stand(?:s|ing)? in for me|covers for me)(?![a-z])"
)
_NAME = r"[^\d,;:()/]"
_AS = r"(?:เป็น(?:ผู้|คน)?|มา|จะ|ช่วย|คอย|ทำหน้าที่|\s)*"
_WORK = (
    r"(?:รักษา(?:ราช)?การ|ปฏิบัติ(?:ราชการ|หน้าที่|งาน)|ทำงาน|ทำหน้าที่|ทำ|ดูแล(?:งาน)?|ดู|อยู่|รับผิดชอบ|รับหน้าที่|"
    r"รับงาน|รับเรื่อง)?"
)
_INSTEAD = rf"{_AS}(?:{_WORK}\s?(?:ใน)?แทน|รักษา(?:ราช)?การ)(?!ที่|คำ)(?:ผม|ดิฉัน|ฉัน|เรา|หนู|ให้)?"
_GIVEN = re.compile(
    r"(?:โดย(?:มี)?|แล้ว|และ|\s)*(?:มอบ(?:หมาย)?\s?(?:งาน|หน้าที่|อำนาจ|ภารกิจ)?\s?(?:ให้|กับ)?|ฝาก(?:งาน)?\s?(?:ไว้)?(?:ให้|กับ)?|(?:แต่ง)?ตั้ง(?:ให้)?|โดยมี|ให้)\s?"
    rf"(?P<name>{_NAME}{{2,60}}?)\s?{_INSTEAD}"
)
_TITLED = re.compile(
    r"(?:(?:ผู้|คน)\s?|(?=รักษาราชการ))(?:รักษา(?:ราช)?การ(?:แทน)?|ปฏิบัติ(?:ราชการ|หน้าที่|งาน)แทน|ทำ(?:หน้าที่|งาน)?แทน|ดูแลแทน|แทน|รับงานแทน)"
    rf"\s?(?:คือ|เป็น|ได้แก่|:|=)?\s?(?P<name>{_NAME}{{2,60}})"
)
_PLAIN = re.compile(
    rf"[\s,;:()-]*(?:โดย(?:มี)?\s?|มี\s?|และ\s?|แล้ว\s?)?(?P<name>{_NAME}{{2,60}}?)\s?{_INSTEAD}"
)
_ENGLISH = re.compile(
    r"(?:^|,|;|\.|(?<=\d{4})|(?<![a-z])(?:and|while|with)(?![a-z])|"
    r"-)\s?(?P<name>[^\d,;:()/.]{2,60}?)\s(?:(?:will|is going to|to|is)\s)?"
    r"(?:stand(?:s|ing)? in|cover(?:s|ing)?|act(?:s|ing)?(?: for me)?|substitut(?:es|ing)|"
    r"fill(?:s|ing)? in|replaces? me)(?: for me| me)?(?![a-z])"
    r"|(?<![a-z])(?:covered by|replaced by|substitute|stand-?in|cover|acting|deputy)(?:\s?(?:is|:|"
    r"=))?\s(?P<after>[^\d,;:()/.]{2,60})"
)
_BECAUSE = re.compile(r"(?:เพื่อ|เพราะ(?:ว่า)?|เนื่องจาก|เนื่องด้วย|(?<![a-z])(?:because|to see|for)(?![a-z])).*$")


def leaves(norm: str) -> Iterator[Found]:
    """Read words for being away. Sure ones say of what kind; ``ลา`` alone may also be a goodbye."""
    for match in _LEAVE.finditer(norm):
        if _LEFT.search(norm, max(0, match.start() - 12), match.start()):
            yield Found("leave", *match.span(), sure=bool(match["kind"]))
    for match in _DUTY.finditer(norm):
        yield Found("duty", *match.span())


def stand_in(norm: str, after: int) -> tuple[Found, tuple[int, int]] | None:
    """Find who stands in, and all that says so.

    ``after`` is where the days and the leave end: behind it a name may stand without any word before it.
    """
    given = _GIVEN.search(norm) or _TITLED.search(norm) or _PLAIN.match(norm, after)
    span = given.span("name") if given else None
    if given is None:
        given = _ENGLISH.search(norm)
        span = given.span("after" if given["after"] else "name") if given else None
    if given is None or span is None:
        return None
    start, end = _trimmed(norm, *span)
    if end - start < 2 or norm.startswith("ใคร", start):
        return None
    return Found("stand_in", start, end), (given.start(), max(end, given.end()))


def _trimmed(norm: str, start: int, end: int) -> tuple[int, int]:
    if polite := POLITE_END.search(norm, start, end):
        end = polite.start()
    while start < end and norm[start] in " -":
        start += 1
    while end > start and norm[end - 1] in " -,":
        end -= 1
    return start, end


def because(norm: str, after: int) -> tuple[int, int] | None:
    """Find why somebody is away, which is nobody's business."""
    match = _BECAUSE.search(norm, after)
    return match.span() if match else None
