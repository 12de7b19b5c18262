"""Giving up what is under way, told apart from words that merely say no: "not complete" is a reason."""

from __future__ import annotations

import re

_CALLED_OFF = re.compile(
    r"(?:ขอ|โปรด|ช่วย)?\s*(?:ยกเลิก|เลิก|ไม่เอา|ไม่ทำ|ไม่ส่ง|ไม่ต้อง|หยุด|พอ|cancel|stop|never ?mind|forget it|abort)"
    r"(?:ก่อน|เลย|แล้ว|คืน|ดีกว่า|ละ|นะ|ครับ|ค่ะ|คะ|ไป|ได้|รายการ|รายงาน|คำขอ|\s|please|it|that|[.!])*",
    re.IGNORECASE,
)


def calls_off(text: str) -> bool:
    """Whether somebody gives up what is under way, in so many words."""
    return _CALLED_OFF.fullmatch(text.strip()) is not None
