"""Slots of the intents that read the same words in their own way: corrections, more time, invitations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.parse import claimed, free
from bot.parse.answers import MORNING, spoken
from bot.parse.days import days
from bot.parse.intents_notices import NOTICE_ROWS
from bot.parse.notice_edits import Edit
from bot.parse.numbers import DECIMAL, number
from bot.parse.reading import HEAD
from bot.parse.retold_reminders import RETOLD_REMINDERS
from bot.parse.said import said
from bot.parse.slots import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.parse.reading import Reading

_NEW = re.compile(
    rf"(?:เป[็้]?น|เหลือ|=|(?<![a-z])to(?![a-z]))\s?(?:ร้?อย?ละ\s?)?(?P<n>{DECIMAL})(?![\d.]|\s?(?:วัน|คน|ปี|ข้อ))"
)
_TO = re.compile(r"(?:ถึง|เป็น|ไป(?:เป็น|ถึง)?|to|until|till)\s?(?:วันที่\s?)?$")


def edit(reading: Reading) -> dict[str, Any]:
    """What a report is to say from now on. A bare number after ``เป็น`` is the percentage."""
    measure = reading.measures[0] if reading.measures else None
    percent = _new_percent(reading, measure)
    heads = [found.end for found in (measure, percent) if found]
    end = max(heads, default=0)
    on = _new_day(reading, end)
    end = on.end if on and heads else end
    note = free.rest(reading.text, end) if heads else None
    if note and not any(reading.unread[end:]):
        note = None
    return said(
        measure=measure and measure.value,
        percent=percent and percent.value,
        on=on and on.value.isoformat(),
        note=note,
    )


def _new_day(reading: Reading, end: int) -> Found | None:
    """Return the day on which the work was done, as it is to be from now on; ``end`` of all else that is."""
    found = claimed.behind(reading.text, end, len(reading.norm), reading.today) if end else None
    return found or claimed.alone(reading.text, reading.today, end)


def _new_percent(reading: Reading, measure: Found | None) -> Found | None:
    start = measure.end if measure else 0
    aimed = [
        one
        for one in reading.percents
        if _NEW.match(reading.norm, max(0, one.start - 6)) or _TO.search(reading.norm, 0, one.start)
    ]
    if aimed or reading.percents:
        return (aimed or reading.percents)[-1]
    bare = _NEW.search(reading.norm, start, HEAD)
    value = number(bare["n"]) if bare else None
    if bare is None or value is None:
        return None
    found = Found(value, *bare.span())
    return None if found.overlaps(days(reading.norm[:HEAD], reading.hits, reading.today)) else found


def extend(reading: Reading) -> dict[str, Any]:
    """For which measure more time is asked, until when or for how many days, and why."""
    taken = [*reading.measures, *reading.percents]
    found = [one for one in days(reading.norm[:HEAD], reading.hits, reading.today) if not one.overlaps(taken)]
    aimed = [one for one in found if _TO.search(reading.norm, 0, one.start)]
    until = (aimed or found)[-1] if found else None
    spans = [
        one
        for one in reading.spans
        if isinstance(one.value, int) and one.value > 0 and not one.overlaps(found)
    ]
    span = spans[0] if spans and not until else None
    heads = [(one.start, one.end) for one in (*reading.measures[:1], until, span) if one]
    asked = [hit for hit in reading.hits if hit.kind == "cue" and hit.value in {"extend", "postpone"}]
    heads += [(hit.start, hit.end) for hit in asked]
    note = free.reason(
        reading.text,
        heads,
        asked[0].start if asked else 0,
        lambda start, end: not any(reading.unread[start:end]),
    )
    return said(
        measure=reading.measures[0].value if reading.measures else None,
        days=span and span.value,
        until=until and until.value.isoformat(),
        note=note,
    )


def invite(reading: Reading) -> dict[str, Any]:
    """Who is to be invited, and how many."""
    return said(
        unit=reading.units[0].value if reading.units else None,
        role=reading.roles[0].value if reading.roles else None,
        count=reading.people[0].value if reading.people else None,
    )


def overview(reading: Reading) -> dict[str, Any]:
    """Whose progress, and of which issue; a word like ``หน่วยงาน``, which says nothing, names no issue."""
    idle = [hit for hit in reading.hits if hit.kind == "filler"]
    issues = [
        one for one in reading.issues if not any((hit.start, hit.end) == (one.start, one.end) for hit in idle)
    ]
    return said(
        unit=reading.units[0].value if reading.units else None, issue=issues[0].value if issues else None
    )


def notice(reading: Reading) -> dict[str, Any]:
    """Return which notice is meant, and whom of its recipients; or what it shall say, or when it shall go."""
    told = reading.scene.notice
    if told is None:
        return {}
    edit_ = told.value
    return edit_.slots | _anew(reading, edit_) if isinstance(edit_, Edit) else edit_.slots


def _anew(reading: Reading, told: Edit) -> dict[str, Any]:
    if told.place is None:
        return {}
    words = reading.text.piece(told.place, len(reading.norm))
    answer = spoken(words, reading.vocabulary, reading.today)
    if answer.moment:
        return said(at=answer.time or MORNING, on=None if answer.day is None else answer.day.isoformat())
    return {"text": words} if not told.moves and any(char.isalnum() for char in words) else {}


def template(reading: Reading) -> dict[str, Any]:
    """Which template, what it shall say, and to whom it goes."""
    found = reading.template
    return {} if found is None else said(name=found.name, text=found.text, audience=found.audience)


RETOLD: Mapping[str, Callable[[Reading], dict[str, Any]]] = {
    "progress.edit": edit,
    "deadline.extend": extend,
    "invite": invite,
    "overview": overview,
    **dict.fromkeys((row.intent for row in NOTICE_ROWS), notice),
    **dict.fromkeys((f"notice.template.{act}" for act in ("save", "use", "drop")), template),
    **RETOLD_REMINDERS,
}
"""Intent → the reader of its slots."""
