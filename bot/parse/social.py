"""Small talk that deserves a kind answer."""

from __future__ import annotations

import re
from typing import Literal

from bot.parse.text import fold

_GREETINGS = (
    "สวัสดี",
    "หวัดดี",
    "ดีจ้า",
    "ดีครับ",
    "ดีค่ะ",
    "ดีค่า",
    "อรุณสวัสดิ์",
    "ราตรีสวัสดิ์",
    "ฮัลโหล",
    "เฮลโล",
    "hello",
    "hi",
    "hey",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "morning",
    "sawasdee",
    "sawadee",
    "sawatdee",
    "greetings",
)
_THANKS = (
    "ขอบคุณ",
    "ขอบพระคุณ",
    "ขอบใจ",
    "ขอบคุน",
    "แต๊ง",
    "แต้ง",
    "แท้งกิ้ว",
    "แท๊งกิ้ว",
    "thank you",
    "thanks",
    "thank u",
    "thx",
    "ty",
    "tks",
    "khob khun",
    "kob khun",
    "เก่งมาก",
    "น่ารักมาก",
    "ขอบคุนน",
)


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted({fold(phrase) for phrase in phrases}, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z]){re.escape(word)}(?![a-z])" for word in words))


_THANKING, _GREETING = _pattern(_THANKS), _pattern(_GREETINGS)
_HEAD = 200


def social(text: str) -> Literal["greeting", "thanks"] | None:
    """Tell whether somebody greets or thanks; only of use for what parses to ``none``."""
    folded = fold(text[:_HEAD])
    if _THANKING.search(folded):
        return "thanks"
    return "greeting" if _GREETING.search(folded) else None
