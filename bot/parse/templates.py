"""What is said of templates of notices: which are there, keep one, begin a notice from one, give one up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from bot.parse import free

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.parse.phrases import Hit
    from bot.parse.slots import Found
    from bot.parse.text import Text

Act = Literal["list", "save", "use", "drop"]


@dataclass(frozen=True, slots=True)
class Template:
    """What is to be done with which template; ``text`` and ``name`` as typed, ``audience`` as in `free`."""

    act: Act
    name: str | None = None
    text: str | None = None
    audience: Any = None


_NOUN: Final = (
    r"(?:(?:แบบ|แม่แบบ|แบบฟอร์ม|เทมเพลต|เทมเพลท|เท็มเพลต)(?:\s?ของ)?\s?ประกาศ|แม่แบบ|เทมเพลต|เทมเพลท|เท็มเพลต|"
    r"(?:(?:a|an|the|my|our|notice|announcement|new)\s)*templates?(?![a-z]))"
)
_POLITE: Final = r"(?:ขออนุญาต|ขอ|ช่วย|รบกวน|อยาก|ต้องการ|จะ|please|\s)*"
_VERBS: Final[tuple[tuple[Act, str], ...]] = (
    (
        "save",
        r"(?:บันทึก|สร้าง|เพิ่ม|แก้ไข|แก้|ปรับ|ตั้ง|เก็บ|เขียน)(?:เป็น)?|(?:save|create|add|edit|update|change|make|write)(?:\sas)?",
    ),
    (
        "use",
        (
            r"(?:เลือก|เริ่มจาก|ใช้|หยิบ)|(?:ส่ง|ออก|เขียน)?ประกาศ(?:ตาม|จาก|ด้วย|โดยใช้)|(?:ส่ง|ออก)(?:ตาม|จาก|ด้วย)?"
            r"|(?:use|apply|choose|send|begin with|start from)"
        ),
    ),
    ("drop", r"(?:ลบ|เลิกใช้|ยกเลิก|เอาออก|ทิ้ง)|(?:delete|remove|retire|drop)"),
    ("list", r"(?:ดู|แสดง|เปิด|เช็ค|รายการ|รายชื่อ|มี)|(?:show|list|see|view)(?:\s(?:me|all))*"),
)
_SAID: Final = tuple(
    (act, re.compile(rf"{_POLITE}(?:{verb})\s?{_NOUN}\s?(?:ชื่อ|ที่ชื่อ|named|called)?\s?")) for act, verb in _VERBS
)
_BARE: Final = re.compile(rf"{_POLITE}{_NOUN}")
_IDLE: Final = re.compile(
    r"(?:\s|ทั้งหมด|ที่มี|อยู่|อะไรบ้าง|มีอะไรบ้าง|อะไร|บ้าง|หน่อย|ที|ด้วย|นะ|ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|ไหม|แล้ว|ให้|"
    r"please|are there|do we have|\?|\.)*"
)
_ASKS: Final = re.compile(r"(?:ยังไง|อย่างไร|ไง|ไหน|อันไหน|อะไร|how)(?![ก-ฮa-z])")
_TO: Final = re.compile(r"\s(?:ส่ง)?(?:ไป)?(?:ถึง|ให้|to|for)\s?(?=\S)|(?:ส่ง|ไป)?ถึง\s?")
_QUOTES: Final = " \"'“”„‘’«»"


def read(text: Text, hits: Sequence[Hit], units: Sequence[Found]) -> Template | None:
    """Read what is said of a template, if the utterance begins so."""
    norm = text.norm
    for act, pattern in _SAID:
        found = pattern.match(norm)
        if found is not None and (said := _of(act, text, found.end(), hits, units)) is not None:
            return said
    bare = _BARE.match(norm)
    return Template("list") if bare is not None and _is_idle(norm, bare.end()) else None


def features(notice: free.Notice | None, template: Template | None) -> set[str]:
    """Return what the table of intents calls a notice and a template that were read."""
    found = set() if template is None else {f"+template_{template.act}"}
    if notice is not None:
        found |= {"+notice", "+notice!"} if notice.sure else {"+notice"}
    return found


def _of(act: Act, text: Text, start: int, hits: Sequence[Hit], units: Sequence[Found]) -> Template | None:
    norm = text.norm
    if _is_idle(norm, start):
        return Template(act)
    if act == "list" or _ASKS.match(norm, start):
        return None
    if act == "save":
        border = _border(text, start)
        said = None if border is None else text.piece(border + 1, len(norm))
        return Template("save", _name(text, start, len(norm) if border is None else border), said or None)
    end = polite.start() if (polite := free.POLITE_END.search(norm, start)) else len(norm)
    if act == "drop":
        return Template("drop", _name(text, start, end))
    for to in reversed(list(_TO.finditer(norm, start, end))):
        audience, stop = free.audience(norm, to.end(), hits, units)
        if audience is not None and not any(char.isalnum() for char in norm[stop:end]):
            return Template("use", _name(text, start, to.start()), audience=audience)
    return Template("use", _name(text, start, end))


def _border(text: Text, start: int) -> int | None:
    """Return where a name ends: at a colon, or with its line."""
    for place in range(start, len(text.norm)):
        if text.norm[place] == ":" or "\n" in text.typed[text.at[place] : text.at[place + 1]]:
            return place
    return None


def _name(text: Text, start: int, end: int) -> str | None:
    return " ".join(text.piece(start, end).strip(_QUOTES).split()) or None


def _is_idle(norm: str, start: int) -> bool:
    return _IDLE.fullmatch(norm, start) is not None
