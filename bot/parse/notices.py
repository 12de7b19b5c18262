"""What is to be done with a notice that there is already: paused, cancelled, asked after, acknowledged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.parse import notice_edits
from bot.parse.free import POLITE_END
from bot.parse.numbers import WHOLE, whole
from bot.parse.slots import Found
from bot.parse.text import normal

_NO = (
    rf"(?:\s?(?:ฉบับ)?\s?(?:ที่|หมายเลข|เลขที่|เลข|no\.?|number|\#)?\s?(?P<n>{WHOLE})"
    r"(?!\d|[.:/%-]\d|\s?(?:คน|วัน|ครั้ง|ข้อ|%)))"
)
_TH, _EN = r"(?:ข้อความ)?ประกาศ", r"(?:the |a |this )?(?:notice|announcement|broadcast)"
_LATEST = r"(?:\s?(?:ฉบับ)?(?:ล่าสุด|นี้|เมื่อกี้))?"
_SEND = r"(?:การ)?(?:ส่ง)?"
_NOT = r"(?:has not|hasn'?\s?t|did not|didn'?\s?t)"


def _command(*patterns: str) -> re.Pattern[str]:
    """Compile ways to say one thing: ``NO`` is a number that must be there, ``NO?`` one that may."""
    ways = []
    for place, pattern in enumerate(patterns):
        number = _NO.replace("<n>", f"<n{place}>")
        ways.append(pattern.replace("NO?", f"(?:{number}|{_LATEST})").replace("NO", number))
    return re.compile("|".join(f"(?:{one})" for one in ways))


_COMMANDS: tuple[tuple[str, str | None, re.Pattern[str]], ...] = (
    (
        "who",
        "unread",
        _command(
            rf"(?:ใคร|คนไหน|รายชื่อ(?:คน|ผู้))(?:บ้าง)?(?:ที่)?\s?(?:ยัง)?ไม่(?:ได้)?(?:กด)?รับทราบ(?:บ้าง)?\s?(?:{_TH}NO?)?(?:บ้าง)?",
            rf"(?:{_TH}NO?)\s?(?:มี)?ใคร(?:บ้าง)?(?:ที่)?\s?(?:ยัง)?ไม่(?:ได้)?(?:กด)?รับทราบ(?:บ้าง)?",
            rf"who {_NOT} (?:yet )?(?:acknowledged?|read) {_EN}NO?(?: yet)?",
        ),
    ),
    (
        "who",
        "failed",
        _command(
            rf"(?:ใคร|คนไหน)(?:บ้าง)?(?:ที่)?\s?(?:ยัง)?ไม่ได้(?:รับ)\s?{_TH}NO(?:บ้าง)?",
            rf"who {_NOT} (?:got|get|received?) {_EN}NO",
        ),
    ),
    (
        "who",
        "read",
        _command(
            rf"(?:ใคร|คนไหน)(?:บ้าง)?\s?(?:กด)?(?:รับทราบ|อ่าน)\s?{_TH}NO\s?(?:แล้ว)?(?:บ้าง)?",
            rf"who (?:has )?(?:acknowledged|read) {_EN}NO",
        ),
    ),
    (
        "who",
        None,
        _command(
            rf"(?:ใคร|คนไหน)(?:บ้าง)?\s?ได้รับ(?:แล้ว)?(?:บ้าง)?\s?{_TH}NO\s?(?:แล้ว)?(?:บ้าง)?",
            rf"who (?:has (?:got |received )?(?:it )?|got |received ){_EN}NO",
        ),
    ),
    (
        "receipt",
        None,
        _command(
            rf"ใบ(?:ลงนาม|ลงชื่อ|เซ็น|ตอบ)?รับ(?:ทราบ)?(?:ของ)?\s?{_TH}NO?",
            rf"receipt(?: sheet)?(?: of| for)? ?{_EN}NO?",
            "ใบรับทราบ",
            "receipt sheet",
        ),
    ),
    (
        "remind",
        None,
        _command(
            rf"เตือน(?:เฉพาะ)?(?:ผู้|คน)?(?:ที่)?(?:ยัง)?ไม่(?:ได้)?รับทราบ\s?{_TH}NO?",
            rf"remind (?:those|people|whoever)(?: left| who have not acknowledged)?(?: of)? ?{_EN}NO?",
        ),
    ),
    (
        "correct",
        None,
        _command(
            rf"(?:ส่ง(?:ประกาศ|ฉบับ)?|ประกาศ)(?:แก้ไข|แก้คำผิด)\s?{_TH}NO",
            rf"(?:send a )?correct(?:ion)?(?: of| to| for)? ?{_EN}NO",
        ),
    ),
    ("reject", None, _command(rf"ไม่อนุมัติ{_SEND}\s?{_TH}NO", rf"reject {_EN}NO")),
    ("approve", None, _command(rf"อนุมัติ{_SEND}\s?{_TH}NO", rf"approve {_EN}NO")),
    (
        "pause",
        None,
        _command(
            rf"(?:พัก|หยุด)(?:การ)?(?:ส่ง)?\s?{_TH}NO?(?:ไว้|ก่อน|ชั่วคราว)*",
            rf"(?:pause|hold|stop)(?: sending)? {_EN}NO?",
        ),
    ),
    (
        "resume",
        None,
        _command(
            rf"ส่ง{_TH}NO?\s?ต่อ(?:ไป|เลย|ได้)*",
            rf"(?:ส่งต่อ|เริ่มส่งต่อ|ดำเนินการส่งต่อ)\s?{_TH}NO?",
            rf"(?:resume|continue|go on)(?: with| sending)* {_EN}NO?",
        ),
    ),
    (
        "retry",
        None,
        _command(
            rf"ส่ง{_TH}NO?\s?(?:ซ้ำ|ใหม่|อีกครั้ง)(?:เฉพาะ)?(?:ผู้|คน|ราย)?(?:ที่)?(?:ส่ง)?(?:ไม่สำเร็จ|ไม่ถึง|พลาด)",
            rf"ส่ง(?:ซ้ำ|ใหม่)(?:เฉพาะ)?(?:ผู้|คน|ราย)?(?:ที่)?(?:ส่ง)?(?:ไม่สำเร็จ|ไม่ถึง|พลาด)?\s?{_TH}NO?",
            rf"retry(?: the failed)?(?: of| ones of)? ?{_EN}NO?",
        ),
    ),
    (
        "cancel",
        None,
        _command(
            rf"(?:ยกเลิก|เรียกคืน){_SEND}\s?{_TH}NO?",
            rf"(?:cancel|call off|call back)(?: sending)? {_EN}NO?",
        ),
    ),
    (
        "ack",
        None,
        _command(rf"รับทราบ(?:แล้ว)?\s?{_TH}NO(?:แล้ว)?", rf"acknowledged? {_EN}NO"),
    ),
    (
        "policy",
        None,
        _command(
            rf"(?:เกณฑ์|เงื่อนไข)(?:การ)?อนุมัติ{_TH}",
            rf"{_TH}(?:แบบไหน|แบบใด|กี่คน|เมื่อไหร่|เมื่อไร)(?:ที่)?(?:ต้อง)?(?:มีคน|ขอ|มีผู้|รอ)?อนุมัติ",
            rf"when does {_EN} need (?:an )?approval",
        ),
    ),
    (
        "status",
        None,
        _command(
            rf"(?:ดู)?สถานะ{_SEND}(?:ของ)?\s?{_TH}NO",
            rf"{_TH}NO\s?(?:ส่ง)?(?:ถึงไหน|ไปถึงไหน|ถึงกี่คน|เป็นอย่างไร|เป็นยังไง)(?:แล้ว|บ้าง)*",
            rf"(?:status of {_EN}|notice status (?:of )?{_EN}|{_EN} status(?: of notice)?)NO",
        ),
    ),
)


_DONE = frozenset({"approve", "cancel", "pause", "reject", "remind", "resume", "retry"})
"""What is done at once, and not by whoever only asks how."""
_WORDS = ("ประกาศ", "รับทราบ", "notice", "announcement", "broadcast", "receipt")
"""One of them stands in whatever is to be done with a notice."""


@dataclass(frozen=True, slots=True)
class Command:
    """What to do with a notice: an intent's name behind ``notice.``, its number, and whom it is about."""

    name: str
    number: int | None = None
    state: str | None = None

    @property
    def slots(self) -> dict[str, Any]:
        """Return the slots of the intent."""
        said = {"notice": self.number, "state": self.state}
        return {slot: value for slot, value in said.items() if value is not None}


def command(norm: str) -> Found | None:
    """Read what is to be done with a notice; a `Command`, or an `Edit`."""
    if not any(word in norm for word in _WORDS):
        return None
    edit = notice_edits.command(norm)
    if edit is not None:
        return edit
    for name, state, pattern in _COMMANDS:
        found = pattern.search(norm)
        if found is not None and not (name in _DONE and notice_edits.asks_how(norm, found.end())):
            said = next((value for value in found.groupdict().values() if value is not None), None)
            number = None if said is None else whole(said)
            return Found(Command(name, number, state), *found.span())
    return None


_ACKNOWLEDGED = re.compile(
    r"[\W_]*(?:(?:ok(?:ay)?|โอเค|ได้|ขอ|ค่ะ|ครับ)\s?)?"
    r"(?:(?:รับ)?ทราบ|acknowledged?|noted|i have read (?:it|this))(?:แล้ว|ประกาศ|นี้|\s)*[\W_]*"
)


def acknowledges(text: str) -> bool:
    """Whether somebody says that they have read something, and nothing else."""
    said = normal(text)
    polite = POLITE_END.search(said)
    bare = said[: polite.start()] if polite else said
    return _ACKNOWLEDGED.fullmatch(bare) is not None or _ACKNOWLEDGED.fullmatch(said) is not None
