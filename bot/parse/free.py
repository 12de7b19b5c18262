"""Free text: the note of a progress report, the text of a notice. Both are exact pieces of what was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.parse.phrases import Hit
    from bot.parse.slots import Found
    from bot.parse.text import Text

_T = "[่้๊๋]?"
POLITE_END = re.compile(
    r"(?:[\s,.]*(?:(?:แล้ว|ละ|แระ|แล่ว|แร้ว)?(?:นะ|น่ะ|น้า)?(?:ครับผม|คร้?า*บ|ครับ|คั?[บฟ]|ค้า*บ|ค่ะ|คะ|ค่า|จ้า|จ้ะ|จ๊ะ|จร้า|ฮะ|ฮับ|งับ)|"
    r"(?<=แล้ว)นะ|(?<![ก-๎])(?:ละ|แระ|แร้ว|แล่ว)(?:นะ|น้า|อะ|อ่ะ|จ้า)?(?=[\s.]*$)|"
    r"แล้วนะ|please|thanks|thank you|ka|krub|krap|ขอบคุณ(?:มาก)?ๆ?|😊|🙏|👍)+)+[\s.]*$"
)
_CARRIER = re.compile(
    r"(?:[\s:：,;\-–=>]+|(?:นะ|น่ะ)?(?:ครับผม|ครับ|คับ|ค่ะ|คะ|ค่า|จ้า|จ้ะ)|แล้วนะ|นะ(?![ก-ฮ])|"
    r"(?:ขอ|เรียน|ขออนุญาต|จะ|อยาก|รบกวน|ช่วย|ส่ง)*(?:รายงาน|แจ้ง|อัปเดต|อัพเดท|อัพเดต|อัปเดท|บันทึก|"
    r"กรอก)(?:ผล)?(?:การดำเนินงาน|การดำเนินการ)?|"
    r"ผลการดำเนิน(?:งาน|การ)|การดำเนินงาน|มีความ(?:คืบ|ก้าว)หน้า|ความ?(?:คืบ|"
    r"ก้าว)ห" + _T + r"นา?" + _T + r"า*|(?:คืบ|ก" + _T + r"าว)ห" + _T + r"น้?า+|"
    r"(?:ณ\s?(?:วันนี้|ขณะนี้|ตอนนี้|ปัจจุบัน)|ขณะนี้|ตอนนี้|ปัจจุบัน|ล่าสุด|วันนี้(?=\s?(?:ทำ|ดำเนิน|คืบ|ได้)))|(?:ทำ|ดำเนินการ|ดำเนินงาน|"
    r"เสร็จ)(?:ไป|ได้)*(?:แล้ว)?(?=\s|$|ร้อยละ|ที่|ประมาณ|[\d:])|"
    r"ได้(?=\s|$|\d|ร้อย)|ไปแล้ว(?=\s|$|\d|ร้อย)|แล้ว(?=[\s:,]|$|\d|ร้อย|ว่า)|เป็น(?=\s|$|\d|ร้อย)|ว่า|"
    r"อยู่ที่|ถึง(?=\s|$|\d|ร้อย|ครึ่ง)|คิดเป็น|ประมาณ|ของ(?=\s|$)|ที่(?=\s|$)|ข้อ(?=\s|$)|หมายเหตุ|"
    r"บันทึก(?=\s?:)|โน้ต|รายละเอียด(?=\s?:)|ข้อความ(?=\s?:)|มาตรการ(?:ที่)?(?=\s|$)|หน่อย|ด้วย(?=\s|$|"
    r"ครับ|ค่ะ|นะ)|"
    r"(?:report(?:ing)?|progress|update|submit|log|note|is|at|now|on|of|for|measure|to|done|complete[d]?|"
    r"so far|already|finished|my|please|the|it's|its|with|and|that)(?![a-z]))"
)
_PREFIX_LEAST = 8
_SELF = re.compile(r"ดิฉัน|ผม|กระผม|เรียน|สวัสดี|หวัดดี|จาก(?:กอง|หน่วย|ศูนย์|สำนัก)|หนู|hello|hi |good ")
_DONE_NEXT = re.compile(
    r"[\s:,\-]*(?:ทำ|ดำเนินการ|ดำเนินงาน|ครับ|ค่ะ|คะ|is|it|was|now|ได้|ก็|นี้|ของเรา|ตอนนี้|ขณะนี้|แล้ว|"
    r"ทั้งหมด|เรา|has been|all|ว่า|\s)*"
    r"(?P<done>(?:แล้วเสร็จ|เส็?ร็?จ(?:สิ้น|สมบูรณ์|"
    r"เรียบร้อย)?)(?:ไป)?(?:ครบ)?(?:เรียบร้อย)?(?:สมบูรณ์)?(?:แล้ว)?(?:นะ)?|เรียบร้อย(?:แล้ว)?|"
    r"ครบถ้วน(?:แล้ว)?|ครบแล้ว|(?:done|completed?|finished)(?![a-z]))"
    r"(?!\s?(?:หรือยัง|รึยัง|ไหม|มั้ย|หรือไม่|หรือเปล่า|ยัง|เมื่อ"
    r"(?!วาน|\s?(?:วันที่\s?)?\d|\s?วัน(?:จันทร|อังคาร|พุธ|พฤหัส|ศุกร|เสาร|อาทิตย)|"
    r"[ก-๎]{2,8}วัน(?:ก่อน|ที่แล้ว|ที่ผ่านมา))|\?))"
)


def done_after(norm: str, end: int) -> tuple[int, int] | None:
    """Find ``เสร็จแล้ว`` right after a measure."""
    found = _DONE_NEXT.match(norm, end)
    return (end, found.end("done")) if found else None


def strip(norm: str, start: int, end: int) -> tuple[int, int]:
    """Take words that only carry a report off both ends of a piece."""
    while found := _CARRIER.match(norm, start, end):
        if found.end() == start:
            break
        start = found.end()
    if polite := POLITE_END.search(norm, start, end):
        end = polite.start()
    return start, end


def _strip_end(norm: str, start: int, end: int) -> tuple[int, int]:
    """Take them off the end too: before a measure stand only words that lead to it."""
    changed = True
    while changed and start < end:
        changed = False
        for place in range(start, end):
            found = _CARRIER.match(norm, place, end)
            if found and found.end() == end and place < end:
                end, changed = place, True
                break
    return start, end


def note(text: Text, heads: Sequence[tuple[int, int]], is_read: Callable[[int, int], bool]) -> str | None:
    """Return what is left of a report besides its measure and percentage."""
    norm = text.norm
    edges = [(0, 0), *sorted(heads), (len(norm), len(norm))]
    best = (0, 0)
    for number, ((_, start), (end, _)) in enumerate(pairwise(edges)):
        piece = strip(norm, start, end)
        if number < len(edges) - 2:
            piece = _strip_end(norm, *piece)
        if number == 0 and piece[1] - piece[0] < _PREFIX_LEAST:
            continue
        if number == 0 and (_SELF.search(norm, *piece) or is_read(*piece)):
            continue
        if not any(char.isalnum() for char in norm[slice(*piece)]):
            continue
        if piece[1] - piece[0] >= best[1] - best[0]:
            best = piece
    return text.piece(*best) or None


_BECAUSE = re.compile(
    r"(?:เพราะ(?:ว่า)?|เนื่องจาก(?:ว่า)?|สืบเนื่องจาก|ด้วยเหตุ(?:ว่า|ที่)?|เหตุผล(?:คือ)?|สาเหตุ(?:คือ|จาก)?|"
    r"(?<![a-z])(?:because(?: of)?|due to|since|reason)(?![a-z]))[\s:]*"
)
_THEREFORE = re.compile(r"[\s,]*(?:จึง|เลย|ขอ|ขออนุญาต|[\s,])+$")


def reason(
    text: Text, heads: Sequence[tuple[int, int]], asked: int, is_read: Callable[[int, int], bool]
) -> str | None:
    """Return why more time is asked for; ``asked`` is where that is said, ``heads`` what it is about."""
    norm = text.norm
    edges = sorted(start for start, _ in heads)
    if because := _BECAUSE.search(norm):
        start = because.end()
        end = next((edge for edge in (asked, *edges) if edge >= start), len(norm))
        if end < len(norm):
            therefore = _THEREFORE.search(norm, start, end)
            end = therefore.start() if therefore else end
            end = _strip_end(norm, start, end)[1]
        return text.piece(*strip(norm, start, end)) or None
    start, end = strip(norm, max((end for _, end in heads), default=len(norm)), len(norm))
    return None if is_read(start, end) else text.piece(start, end) or None


def rest(text: Text, start: int) -> str | None:
    """Return what is left behind a place, without words that only carry a report."""
    piece = strip(text.norm, start, len(text.norm))
    return text.piece(*piece) if any(char.isalnum() for char in text.norm[slice(*piece)]) else None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as said: to whom, and what."""

    audience: Any
    text: str | None
    sure: bool


_VERB = re.compile(
    r"(?:แจ้งข่าว|แจ้งเตือน|แจ้ง|บอก|ส่งข้อความ|ส่งข่าว|ส่งถึง|เวียน(?:แจ้ง)?|notify|tell|inform|message|"
    r"announce|send (?:a |an |the )?(?:message|notice|announcement|broadcast)|broadcast)"
)
_NOTICE_CUES = frozenset({"notice", "send", "send_notice"})
_TO = re.compile(r"\s?(?:ข้อความ|ข่าว|ด่วน|(?:ไป)?(?:ถึง|ยัง|ให้|แก่|หา|กับ|to|for|ที่)+(?![ก-ฮ]?ะ)|\s)*")
_JOIN = re.compile(r"\s?(?:และ|กับ|,|/|หรือ|and|&|รวมทั้ง|พร้อม)?\s?(?:ถึง|to)?\s?")
_AFTER_AUDIENCE = re.compile(
    r"\s?(?:ทราบ|รับทราบ|ให้ทราบ|หน่อย|ด้วย|ที(?!่)|นะ|ครับ|ค่ะ|คะ|ให้ที|please|ใน(?:กรม|ระบบ|กลุ่ม)|"
    r"กรอ\.?|\s)*(?P<sep>\s?(?:โดย)?(?:มี)?(?:(?:ข้อความ|เนื้อหา|message|text)?\s?(?:ว่า|:|is)\s?:?|"
    r"that(?![a-z])|ข้อความ)|,)?"
)
_COLON = re.compile(r"\s?(?:ข้อความ|เรื่อง|ว่า|ด่วน|ด้วย|ครับ|ค่ะ|\s)*(?P<sep>:|ว่า)")


def notice(
    text: Text, hits: Sequence[Hit], units: Sequence[Found], read_before: Callable[[int], bool]
) -> Notice | None:
    """Read a notice, if the utterance begins as one."""
    norm = text.norm
    for start, end, named in _verbs(norm, hits):
        if not read_before(start):
            continue
        place = _TO.match(norm, end).end()  # type: ignore[union-attr]  # it matches nothing too
        begun = place
        whom, place = audience(norm, place, hits, units)
        if (whom is None and place > begun) or narrowed(norm, place):
            return Notice(None, _behind_narrowing(text, place, units), sure=True)
        if whom is None:
            if named and (colon := _COLON.match(norm, end)):
                return Notice(None, text.piece(colon.end(), len(norm)) or None, sure=True)
            continue
        after = _AFTER_AUDIENCE.match(norm, place)
        rest = after.end() if after else place
        said = text.piece(rest, len(norm))
        if said and not any(char.isalnum() for char in said):
            said = ""
        return Notice(whom, said or None, sure=named or bool(after and after["sep"]) or bool(said))
    return None


def _verbs(norm: str, hits: Sequence[Hit]) -> Iterable[tuple[int, int, bool]]:
    named = [(hit.start, hit.end, True) for hit in hits if hit.kind == "cue" and hit.value in _NOTICE_CUES]
    plain = [(found.start(), found.end(), False) for found in _VERB.finditer(norm, 0, 80)]
    return sorted(named + plain, key=lambda verb: (verb[0], -verb[1], not verb[2]))


def audience(norm: str, place: int, hits: Sequence[Hit], units: Sequence[Found]) -> tuple[Any, int]:
    """Return whom is named at a place, None if nobody, and where that ends."""
    for hit in hits:
        if hit.kind == "audience" and hit.start == place:
            whom, end = _whole(norm, hit, hits, units)
            return _without(norm, whom, end, units) if isinstance(whom, str) else (whom, end)
    said: list[str] = []
    end = place
    while True:
        unit = next((unit for unit in units if unit.start == place), None)
        if unit is None:
            return (said or None), end
        if unit.value not in said:
            said.append(unit.value)
        end = unit.end
        place = _JOIN.match(norm, end).end()  # type: ignore[union-attr]  # it matches nothing too


_LESS = (
    r"(?:แต่|โดย)?\s?(?:ยกเว้น|เว้น(?!แต่)|ไม่รวม|ไม่นับ|นอกจาก|ที่ไม่ใช่)|"
    r"(?<![a-z])(?:but not|but|except(?:ing|ed)?(?: for)?|excluding|excl|other than|apart from|"
    r"save|without|minus)(?![a-z])"
)
_EXCEPT = re.compile(rf"[\s,(]*(?:{_LESS})")
NARROWING = re.compile(
    rf"[\s,(]*(?:{_LESS}|ที่(?=ค้าง|ยัง|ไม่|มี|เป็น|อยู่|เกี่ยว|ส่ง|ทำ|รับ)|(?<![a-z])(?:who|whose|that are)(?![a-z]))"
)
"""What leaves out some of those who were named. Unless that is units, whom it means is asked for."""
_MORE = re.compile(r"\s?(?:และ|กับ|,|/|หรือ|รวมทั้ง|and|&|or)")
"""What goes on with a list."""
_CLOSE = re.compile(r"\s?\)")
_OF_UNIT = re.compile(r"\s?(?:(?:ใน|ของ|จาก|ที่|in|of|from|at)\s?)?(?:หน่วย(?:งาน)?|the|unit|\s)*")
_OF = re.compile(r"(?:ใน|ของ|จาก|ที่|(?<![a-z])(?:in|of|from|at))\s?(?:หน่วย(?:งาน)?|the|unit|\s)*$")
_NAMED_FURTHER = re.compile(r"\s[a-z]+(?: [a-z]+)?\s?:")
"""``all`` of a kind that is not known: "all auditors:"."""


def narrowed(norm: str, place: int) -> bool:
    """Whether not all of those who were named before a place are meant."""
    return NARROWING.match(norm, place) is not None


def _without(norm: str, whom: str, end: int, units: Sequence[Found]) -> tuple[Any, int]:
    """Return a known group without the units that are left out behind it, if nothing else is."""
    less = _EXCEPT.match(norm, end)
    if less is None:
        return whom, end
    of = _OF_UNIT.match(norm, less.end()).end()  # type: ignore[union-attr]  # it matches nothing too
    out, behind = audience(norm, of, [], units)
    if not out or _MORE.match(norm, behind):
        return whom, end
    close = _CLOSE.match(norm, behind) if "(" in less[0] else None
    return [whom, *(f"not:{unit}" for unit in out)], close.end() if close else behind


def _whole(norm: str, hit: Hit, hits: Sequence[Hit], units: Sequence[Found]) -> tuple[Any, int]:
    """Return whom a known group is; None if it is only a part of it, which no word is for, and where it ends.

    Some letters are read twice at the end of a phrase: ``ทุกหน่วยยกเว้น``.
    """
    end = hit.end - 1 if not narrowed(norm, hit.end) and narrowed(norm, hit.end - 1) else hit.end
    of = _OF_UNIT.match(norm, end).end()  # type: ignore[union-attr]  # it matches nothing too
    unit = any(one.start == of for one in units)
    linked = unit and (_OF.search(norm, hit.start, of) is not None)
    if hit.value == "all" and linked:
        return audience(norm, of, hits, units)
    if hit.value == "role:head" and unit:  # the head of one unit: there is no word for that
        return None, end
    if norm[hit.start : end] == "all" and _NAMED_FURTHER.match(norm, end):
        return None, end
    return hit.value, end


_SAYS = re.compile(r"\s?(?::|(?<![ก-๎])ว่า|that(?![a-z]))\s?:?")


def _behind_narrowing(text: Text, place: int, units: Sequence[Found]) -> str | None:
    """Return what a notice says behind an audience that is asked for: what is sure to be no part of that."""
    norm = text.norm
    if said := _SAYS.search(norm, place):
        return text.piece(said.end(), len(norm)) or None
    left_out = NARROWING.match(norm, place)
    of = _OF_UNIT.match(norm, left_out.end() if left_out else place).end()  # type: ignore[union-attr]  # it matches nothing too
    whom, end = audience(norm, of, [], units)
    if whom is None or _MORE.match(norm, end):
        return None
    return text.piece(_AFTER_AUDIENCE.match(norm, end).end(), len(norm)) or None  # type: ignore[union-attr]  # as before
