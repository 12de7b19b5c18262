"""What is said of changing a notice that was confirmed: which one, and perhaps what it shall say or when.

It stands at the beginning, so that the words of another notice are none of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.parse.numbers import WHOLE, whole
from bot.parse.slots import Found

Which = Literal["latest", "waiting"]


@dataclass(frozen=True, slots=True)
class Edit:
    """A notice by its number, or ``which`` of them; ``place`` is where its new words, or time, begin.

    ``moves``: it can only be a time.
    """

    number: int | None = None
    which: Which | None = None
    place: int | None = None
    moves: bool = False
    name: str = "edit"

    @property
    def slots(self) -> dict[str, Any]:
        """Return the slots of the intent that say which notice is meant."""
        said = {"notice": self.number, "which": None if self.number else self.which}
        return {slot: value for slot, value in said.items() if value is not None}


_LEAD: Final = (
    r"(?:ขออนุญาต|ขอ|ช่วย|รบกวน|อยากจะ|อยาก|ต้องการ|จะ|please|i want to|i would like to|i'd like to|"
    r"can you|could you|can i|let me|\s)*"
)
_TH_VERB: Final = r"(?:ปรับแก้|แก้ไข|แก้คำผิด|แก้|ปรับ|เปลี่ยนแปลง|เปลี่ยน|เลื่อน)"
_TH_PART: Final = (
    r"(?:(?:เวลา|วัน|กำหนด)(?:การ)?(?:ส่ง)?|ข้อความ|เนื้อหา|คำผิด|ผู้รับ)?(?:ใน|ของ|การส่ง)?\s?(?:ข้อความ)?ประกาศ"
)
_TH_LATE: Final = r"(?P<th_late>\s?(?:ฉบับ|อัน)?(?:ล่าสุด|เมื่อกี้(?:นี้)?|สุดท้าย))"
_TH_WAIT: Final = (
    r"(?P<th_wait>\s?(?:ฉบับ|อัน|ที่)*(?:(?:ตั้ง|กำหนด)เวลา(?:ส่ง)?|รอส่ง|รอ(?:การ)?อนุมัติ|ยังไม่(?:ได้)?(?:ถูก)?ส่ง|"
    r"กำลังจะส่ง)(?:ไว้|แล้ว|อยู่)*)"
)
_TH_THIS: Final = r"(?:\s?(?:ฉบับ|อัน)?นี้)"
_EN_VERB: Final = r"(?:edit|change|modify|amend|revise|update|reschedule|postpone|move|fix)"
_EN_PART: Final = r"(?:the )?(?:(?:text|wording|words|time|recipients) of )?(?:the |my |our |this |that )?"
_EN_WHICH: Final = r"(?P<en_late>latest |last |newest )?(?P<en_wait>scheduled |pending |waiting |unsent )?"
_NOUN: Final = r"(?:notice|announcement|broadcast)(?![a-z])"


def _number(name: str) -> str:
    return (
        rf"(?:\s?(?:ฉบับ)?\s?(?:ที่|หมายเลข|เลขที่|เลข|no\.?|number|\#)?\s?(?P<{name}>{WHOLE})"
        r"(?!\d|[./%-]\d|\s?(?:คน|วัน|ครั้ง|ข้อ|%)))"
    )


_SAID: Final = re.compile(
    rf"{_LEAD}(?:{_TH_VERB}\s?{_TH_PART}(?:{_number('th')}|{_TH_LATE}|{_TH_WAIT}|{_TH_THIS})?"
    rf"|{_EN_VERB} {_EN_PART}{_EN_WHICH}{_NOUN}{_number('en')}?)"
)
_TO: Final = re.compile(
    r"\s?(?:ใหม่|ให้|หน่อย|ด้วย|\s)*(?:(?:ให้)?เป็น(?:ข้อความ)?(?:ว่า)?\s?:?|ว่า\s?:?|(?P<go>ไป(?:เป็น|ส่ง)?)|:|"
    r"to(?: say| read)?(?![a-z])\s?:?)\s?(?=\S)"
)
_HOW: Final = re.compile(r"\s?(?:ต้อง|ได้|ทำ|\s)*(?:ยังไง|อย่างไร|ไง)(?![ก-ฮ])")
_ASKS: Final = re.compile(r"(?:ยังไง|อย่างไร|ไง|ไหม|มั้ย|หรือ|อะไร|how|what)(?![ก-ฮa-z])")


def asks_how(norm: str, place: int) -> bool:
    """Whether it is only asked how that is done."""
    return _HOW.match(norm, place) is not None


def command(norm: str) -> Found | None:
    """Read that a notice is to be changed; an `Edit`. With new words it goes on to the end."""
    found = _SAID.match(norm)
    if found is None or asks_how(norm, found.end()):
        return None
    number = found["th"] or found["en"]
    late, wait = found["th_late"] or found["en_late"], found["th_wait"] or found["en_wait"]
    which: Which | None = "latest" if late else "waiting" if wait else None
    to = _TO.match(norm, found.end())
    if to is not None and _ASKS.match(norm, to.end()):
        to = None
    place = None if to is None else to.end()
    told = Edit(
        number=None if number is None else whole(number),
        which=which,
        place=place,
        moves=to is not None and to["go"] is not None,
    )
    return Found(told, found.start(), found.end() if place is None else len(norm))
