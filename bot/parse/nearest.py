"""What somebody may have meant whose words parse to ``none``: the readings that nearly hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.intent import Intent
from bot.parse.choose import candidates, fill, fits
from bot.parse.intents import ROWS, SOME
from bot.parse.reading import Reading
from bot.parse.social import social
from bot.parse.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bot.parse.vocabulary import Vocabulary

_NUMBER = re.compile(r"(?:ข้อ|ที่|no\.?|#)?\s?(\d{1,2})(?:\s?(?:ครับ|ค่ะ|คะ|นะ|จ้า|หน่อย))*")
_PAIR = re.compile(r"(\d{1,2})\s?[.-]\s?(\d{1,2})")
_HINTS = (
    ("indicator_word", "score.overall"),
    ("score", "score.overall"),
    ("ita", "score.overall"),
    ("level", "score.overall"),
    ("low", "score.lowest"),
    ("compare", "score.compare"),
    ("criteria", "rating.explain"),
    ("measure", "measure.list"),
    ("extend", "deadline.extend"),
    ("due", "deadline.list"),
    ("review", "progress.review"),
    ("evidence", "evidence.list"),
    ("progress", "progress.submit"),
    ("report", "progress.submit"),
    ("budget", "budget.show"),
    ("holiday", "calendar.list"),
    ("who_away", "leave.list"),
    ("remind", "reminder.show"),
    ("send_notice", "notice.send"),
    ("notice", "notice.list"),
    ("register", "register"),
    ("who", "whoami"),
    ("personal", "privacy.export"),
    ("issue_word", "score.overall"),
    ("help", "help"),
    ("how_to", "help"),
)
"""Cue → the intent that it makes one think of."""


def nearest(text: str, vocabulary: Vocabulary, today: dt.date, limit: int = 3) -> tuple[Intent, ...]:
    """Return the likeliest readings, the best first; none for small talk and other topics."""
    reading = Reading(Text.read(text, vocabulary.mention), vocabulary, today)
    whole = reading.norm.strip()
    found = list(_bare(whole, vocabulary))
    if not found:
        reading = reading.corrected() or reading
        if fits(reading, SOME) and not any(hit.kind == "off" for hit in reading.hits):
            found = list(_related(reading))
        if social(text) and not reading.bent and len(reading.cues) < 2:
            found = []
    unique: list[Intent] = []
    for intent in found:
        if intent not in unique:
            unique.append(intent)
    return tuple(unique[:limit])


def _bare(whole: str, vocabulary: Vocabulary) -> Iterator[Intent]:
    """A bare number may be the number of many things."""
    if pair := _PAIR.fullmatch(whole):
        issue = int(pair[1])
        if issue in {no for no, _ in vocabulary.issues} and int(pair[2]):
            yield Intent("measure.show", {"measure": f"{issue}.{int(pair[2])}"})
    elif number := _NUMBER.fullmatch(whole):
        count = int(number[1])
        if count in {no for no, _ in vocabulary.indicators}:
            yield Intent("score.indicator", {"indicator": count})
        if count in {no for no, _ in vocabulary.issues}:
            yield Intent("score.issue", {"issue": count})
            yield Intent("measure.list", {"issue": count})
        if not count or count > len(vocabulary.indicators):
            yield from (
                Intent("score.question", {"question": f"{tool}{count}"})
                for tool, most in _QUESTIONS
                if 1 <= count <= most
            )


_QUESTIONS = (("i", 30), ("e", 15), ("o", 43))


def _related(reading: Reading) -> Iterator[Intent]:
    for row, _ in sorted(candidates(reading, cramped=False), key=lambda pair: -pair[1].weight):
        slots = fill(row, reading)
        if row.intent not in {"confirm", "cancel"} and all(slot in slots for slot in row.needs):
            yield Intent(row.intent, slots)
    if reading.measures:
        yield Intent("measure.show", {"measure": reading.measures[0].value})
    for slot, found in (
        ("question", reading.questions),
        ("indicator", reading.indicators),
        ("tool", reading.tools),
        ("issue", reading.issues),
    ):
        if found:
            yield Intent(f"score.{slot}", {slot: found[0].value})
    rows = {row.intent: row for row in ROWS}
    for cue, intent in _HINTS:
        if cue in reading.cues or cue in reading.bent:
            yield Intent(
                intent, fill(rows[intent], reading) if intent in {"score.overall", "deadline.list"} else {}
            )
