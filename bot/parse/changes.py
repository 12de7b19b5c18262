"""What-if: which scores are imagined to be other than they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.parse.numbers import DECIMAL, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.parse.slots import Found

_SCORE = re.compile(
    rf"(?P<from>จาก|from|เดิม|ได้แค่\s?ไหน)?(?P<by>(?:ลดลง|ลดไป|ลด|เพิ่มขึ้น|เพิ่ม|ขึ้นอีก|ขึ้นไป|บวก|ลบ|"
    rf"อีก|by)\s?(?:อีก)?)?\s?"
    rf"(?:(?P<spoken>(?:ได้|เป็น|เหลือ|=|ถึง|ที่)\s?(?:คะแนน)?\s?)(?P<a>{DECIMAL})|"
    rf"(?<![\d.a-z])(?P<b>\d{{1,3}}(?:\.\d+)?)(?![\d/]|\.\d))"
    r"(?!\s?(?:ข้อ|อันดับ|ปี|ตัวชี้วัด|questions))"
    r"|(?P<full>เต็ม(?:\s?(?:100|ร้อย))?|full (?:marks?|score))"
)
_FULL = 100


def changes(norm: str, targets: Iterable[tuple[str, Found]], taken: Sequence[Found]) -> dict[str, float]:
    """Give every target the score that is said after it; ``e1 กับ e7 ได้ 98`` gives 98 to both."""
    wanted = sorted(targets, key=lambda target: target[1].start)
    spans = [found for _, found in wanted] + list(taken)
    scores: list[tuple[int, float]] = []
    for found in _SCORE.finditer(norm):
        group = "a" if found["a"] else "b"
        start, end = found.span("full") if found["full"] else found.span(group)
        value = _FULL if found["full"] else number(found[group])
        if (
            value is None
            or not 0 <= value <= _FULL
            or any(start < one.end and one.start < end for one in spans)
        ):
            continue
        if not found["from"] and (not found["by"] or found["spoken"]):
            scores.append((start, value))
    result: dict[str, float] = {}
    waiting: list[str] = []
    place = 0
    for key, target in [*wanted, (None, None)]:
        edge = target.start if target else len(norm) + 1
        value = next((value for start, value in scores if place <= start < edge), None)
        if waiting and value is not None:
            result |= dict.fromkeys(waiting, value)
            waiting = []
        if key is not None and target is not None:
            waiting.append(key)
            place = target.end
    return result
