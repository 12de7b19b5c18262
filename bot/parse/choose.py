"""From a reading to an intent: the heaviest way of the table that holds, and its slots."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from bot.intent import Intent
from bot.parse.intents import ROWS, SOME, Room, Row, Way
from bot.parse.reading import Reading
from bot.parse.retold import RETOLD
from bot.parse.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.parse.slots import Found
    from bot.parse.vocabulary import Vocabulary

_EXERCISE = ("@ita มาตราการ 3.2 คืหบน้า 60%", "ถ้า e14 ได้ 95 คะแนนรมวปี 66", "แจ้งทุกคนว่า x", "reminder ABCD-1234")
"""What takes most ways through this room, so that their patterns are compiled."""
NOTHING = Intent("none")


def parse(text: str, vocabulary: Vocabulary, today: dt.date) -> Intent:
    """Return what is asked for; ``none`` if nothing that the bot does. Never raises."""
    reading = Reading(Text.read(text, vocabulary.mention), vocabulary, today)
    return best(reading)[0]


def warm(vocabulary: Vocabulary) -> None:
    """Compute now what the first utterances would wait for: some 400 ms, kept in ``vocabulary``."""
    vocabulary.lexicon.prepare()
    for text in _EXERCISE:
        parse(text, vocabulary, dt.date(2024, 3, 15))


def best(reading: Reading) -> tuple[Intent, Reading]:
    """Choose an intent; look for typing errors only if much is unexplained."""
    chosen = choose(reading)
    certain = reading.template is not None or (reading.notice is not None and reading.notice.sure)
    if chosen is not None and (certain or not reading.left[0]):
        return chosen[0], reading
    guessed = reading.corrected()
    if guessed is not None:
        again = choose(guessed)
        if again is not None and chosen is None and not fits(guessed, SOME):
            again = None  # a guess in the midst of much that is not understood
        if again is not None and (chosen is None or again[1] >= chosen[1]):
            return again[0], guessed
    return (chosen[0] if chosen else NOTHING), reading


def fits(reading: Reading, room: Room) -> bool:
    """Tell whether no more is unexplained than a way allows."""
    left, share = reading.left
    most_share, most_letters = room.value
    return left <= most_letters if room is not Room.SOME else (share <= most_share or left <= most_letters)


def choose(reading: Reading) -> tuple[Intent, int] | None:
    """Return the heaviest reading and its weight."""
    ranked = sorted(candidates(reading), key=lambda pair: -pair[1].weight)
    for row, way in ranked:
        slots = fill(row, reading)
        if all(slot in slots for slot in row.needs):
            return Intent(row.intent, slots), way.weight
    return None


def candidates(reading: Reading, *, cramped: bool = True) -> Iterator[tuple[Row, Way]]:
    """Yield the rows that hold, each with its heaviest way."""
    features = reading.features
    for row in ROWS:
        ways = [way for way in row.ways if way.holds(features) and (not cramped or fits(reading, way.room))]
        if ways:
            yield row, max(ways, key=lambda way: way.weight)


def fill(row: Row, reading: Reading) -> dict[str, Any]:
    """Fill the slots that were said and that the intent has."""
    if row.intent == "progress.submit" and reading.reports:
        return {"reports": reading.reports} if len(reading.reports) > 1 else dict(reading.reports[0])
    if row.intent in RETOLD:
        return RETOLD[row.intent](reading)
    slots = {slot: _value(slot, row.intent, reading) for slot in (*row.needs, *row.may)}
    return {slot: value for slot, value in slots.items() if value is not None}


def _first(found: list[Found]) -> Any:  # noqa: ANN401 (a slot's value)
    sure = [one for one in found if one.sure]
    return (sure or found)[0].value if found else None


def _value(slot: str, intent: str, reading: Reading) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 (a line a slot)
    match slot:
        case "year":
            return _first(reading.years)
        case "indicator":
            return None if intent == "score.compare" and reading.questions else _first(reading.indicators)
        case "question":
            return _first(reading.questions)
        case "tool":
            narrower = intent == "score.compare" and (reading.questions or reading.indicators)
            return None if narrower else _first(reading.tools)
        case "issue":
            return _first(reading.issues) or (reading.shared_issue if intent != "score.issue" else None)
        case "measure":
            return _first(reading.measures)
        case "unit":
            return _first(reading.units)
        case "count":
            return _first(reading.counts)
        case "threshold":
            return _first(reading.thresholds)
        case "code":
            return _first(reading.codes)
        case "percent":
            return (
                _first(reading.percents) if reading.percents or reading.done is None else reading.done.value
            )
        case "status":
            return next((hit.value for hit in reading.hits if hit.kind == "status"), None)
        case "within":
            return _first(reading.spans)
        case "days":
            return next((one.value for one in reading.spans if isinstance(one.value, int)), None)
        case "years":
            return reading.compared or None
        case "audience" | "text":
            return getattr(reading.notice, slot, None)
        case _:
            return getattr(reading, slot) or None
