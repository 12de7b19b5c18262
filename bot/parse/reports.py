"""Several progress reports in one message: which measures, how far each has come, and each one's own words.

A measure begins an entry only where that is plain: first of all, beside another one, right after a value, or
with a value right behind it. A number like ``4.1`` in the midst of a note stays a part of the note.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.parse import claimed, slots
from bot.parse.free import done_after, strip
from bot.parse.slots import Found

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.parse.phrases import Hit
    from bot.parse.reading import Reading
    from bot.parse.text import Text

_MARK = r"\(?\d{1,2}[).](?!\d)|[•*·-]"
_BESIDE = re.compile(
    rf"(?:[\s,;/&+]|และ|กับ|แล้วก็|รวมทั้ง|พร้อม|ด้วย|มาตรการ(?:ที่)?|ข้อ(?:ที่)?|(?:and|with|measures?)(?![a-z])|{_MARK})*"
)
_BETWEEN = re.compile(
    rf"(?:[\s,;/&+:]|และ|กับ|ส่วน|สำหรับ|แล้วก็|แล้ว|ครับ|ค่ะ|คะ|นะ|มาตรการ(?:ที่)?|ข้อ(?:ที่)?|(?:and|measure)(?![a-z])|{_MARK})*"
)
_RANGE = re.compile(r"\s?(?:ถึง|จนถึง|-|to)\s?(?:มาตรการ|ข้อ)?\s?")
_LEADS_ON = re.compile(
    r"(?:[\s,;/•*·-]+|และ|กับ|ส่วน|สำหรับ|รวมทั้ง|แล้วก็|มาตรการ(?:ที่)?|ข้อ(?:ที่)?|(?<![a-z])(?:and|measure)|"
    r"(?<![\d.])\(?\d{1,2}[).])$"
)
_TAIL = 12
_LONGEST_RANGE = 20


@dataclass(slots=True)
class _Entry:
    """Measures that share a value, a day of the work and a note."""

    measures: list[str]
    start: int
    end: int
    value: Found | None = None
    on: Found | None = None


def read(reading: Reading, head: int) -> list[dict[str, Any]]:
    """Read the reports of a message. Past its ``head`` too, for which it was not read before."""
    norm = reading.norm
    measures, percents = reading.measures, reading.percents
    if len(norm) > head:
        wrong = list(slots.beyond(norm))
        percents = [*wrong, *(one for one in slots.percents(norm) if not one.overlaps(wrong))]
        issues = {no for no, _ in reading.vocabulary.issues} or set(range(1, 8))
        found = slots.measures(norm, reading.ends("measure"), issues)
        measures = [one for one in found if not one.overlaps(reading.questions)]
    halves = [Found(hit.value, hit.start, hit.end) for hit in reading.of("percent")]
    values = sorted(
        [*percents, *(one for one in halves if not one.overlaps(percents))], key=lambda one: one.start
    )
    words = reading.of("cue", "measure")
    plain = [_with_word(norm, one, words) for one in measures if not one.overlaps(values)]
    done = [Found(100, hit.start, hit.end) for hit in reading.of("status", "done")]
    return several(reading.text, plain, values, done, reading.today)


def _with_word(norm: str, measure: Found, words: Sequence[Hit]) -> Found:
    """Let a measure begin with the word before it: ``มาตรการที่ 3.2``."""
    nearest = bisect.bisect_right(words, measure.start, key=lambda hit: hit.end)
    if nearest and not norm[words[nearest - 1].end : measure.start].strip():
        return Found(measure.value, words[nearest - 1].start, measure.end, measure.sure)
    return measure


def several(
    text: Text,
    measures: Sequence[Found],
    values: Sequence[Found],
    done: Sequence[Found],
    today: dt.date,
) -> list[dict[str, Any]]:
    """Return the reports, in the order said; fewer than two if the message is not several reports.

    ``values``: percentages. ``done``: words like ``เสร็จแล้ว``, which count right behind a measure, or before
    all measures.
    """
    if len({one.value for one in measures}) < 2:
        return []
    norm = text.norm
    told = _values_behind(norm, measures, values)
    entries = _entries(norm, measures, values, told)
    first = _said_first(norm, entries, [*values, *done])
    before = claimed.between(text, 0, entries[0].start, today) if entries else None
    reports: dict[str, dict[str, Any]] = {}
    edges = [*(entry.start for entry in entries), len(norm)]
    for entry, (_, stop) in zip(entries, pairwise(edges), strict=True):
        value = entry.value or first
        if value is not None:
            entry.on = _claimed(text, entry, stop, today)
        note = _note(text, entry, stop)
        on = entry.on or before
        for measure in entry.measures:
            said = {
                "measure": measure,
                "percent": value.value if value else None,
                "on": on.value.isoformat() if on else None,
                "note": note or None,
            }
            if measure not in reports or value or note:
                reports[measure] = {slot: one for slot, one in said.items() if one is not None}
    return list(reports.values())


def _values_behind(norm: str, measures: Sequence[Found], values: Sequence[Found]) -> list[Found | None]:
    """For each measure the value right behind it, or behind the measures beside it."""
    starts = {value.start: value for value in values}
    told: list[Found | None] = []
    for place in range(len(measures) - 1, -1, -1):
        end = measures[place].end
        value = starts.get(strip(norm, end, min(len(norm), end + 80))[0]) or starts.get(end)
        if value is None and (span := done_after(norm, end)):
            value = Found(100, *span)
        if (
            value is None
            and place + 1 < len(measures)
            and _beside(norm, measures[place], measures[place + 1])
        ):
            value = told[-1]
        told.append(value)
    return told[::-1]


def _beside(norm: str, one: Found, other: Found) -> bool:
    gap = (one.end, other.start)
    return bool(_BESIDE.fullmatch(norm, *gap) or _RANGE.fullmatch(norm, *gap))


def _entries(
    norm: str, measures: Sequence[Found], values: Sequence[Found], told: Sequence[Found | None]
) -> list[_Entry]:
    entries: list[_Entry] = []
    before: Found | None = None
    for measure, value in zip(measures, told, strict=True):
        entry = entries[-1] if entries else None
        if entry and before and entry.value is value and _beside(norm, before, measure):
            entry.measures += _from_to(norm, before, measure)
            entry.end = max(entry.end, measure.end, value.end if value else 0)
            before = measure
            continue
        if entry and entry.value is None:
            entry.value = _within(values, entry.end, measure.start)
        after_value = entry and entry.value and _BETWEEN.fullmatch(norm, entry.value.end, measure.start)
        if entry and not value and not after_value:
            continue
        entries.append(
            _Entry([measure.value], measure.start, max(measure.end, value.end if value else 0), value)
        )
        before = measure
    if entries and entries[-1].value is None:
        entries[-1].value = _within(values, entries[-1].end, len(norm))
    return entries


def _within(values: Sequence[Found], start: int, end: int) -> Found | None:
    """Return the first value that is said between two measures: ``3.1 ประชุมแล้ว 60%``."""
    return next((value for value in values if start <= value.start and value.end <= end), None)


def _from_to(norm: str, one: Found, other: Found) -> list[str]:
    """``3.1 ถึง 3.4``: the measures after the first."""
    if not _RANGE.fullmatch(norm, one.end, other.start):
        return [other.value]
    (issue, first), (same, last) = (map(int, found.value.split(".")) for found in (one, other))
    if issue != same or not first < last <= first + _LONGEST_RANGE:
        return [other.value]
    return [f"{issue}.{number}" for number in range(first + 1, last + 1)]


def _said_first(norm: str, entries: Sequence[_Entry], values: Sequence[Found]) -> Found | None:
    """``เสร็จแล้ว 3.1 3.2``: the value that stands before all measures, if none stands behind one."""
    if not entries or any(entry.value for entry in entries):
        return None
    edge = entries[0].start
    return next(
        (one for one in values if one.end <= edge and strip(norm, one.end, edge)[0] >= edge - 1), None
    )


def _pieces(entry: _Entry, stop: int) -> list[tuple[int, int]]:
    """Return what stands between an entry's measure and value, if anything, and what stands behind them."""
    value = entry.value
    if value is not None and value.start > entry.end:
        return [(entry.end, value.start), (value.end, stop)]
    return [(entry.end, stop)]


def _claimed(text: Text, entry: _Entry, stop: int, today: dt.date) -> Found | None:
    """Return the day on which an entry's work is said to have been done."""
    *gap, (start, _) = _pieces(entry, stop)
    end = max(start, _without_lead(text.norm, start, stop)[1])
    found = claimed.behind(text, start, end, today)
    return found or next((one for piece in gap if (one := claimed.between(text, *piece, today))), None)


def _note(text: Text, entry: _Entry, stop: int) -> str:
    """Return the longer of what stands between an entry's measure and value and what stands behind them."""
    norm, on = text.norm, entry.on
    best = (0, 0)
    for start, end in _pieces(entry, stop):
        if on is not None and start <= on.start < end:
            start = on.end  # noqa: PLW2901 (the rest of the piece)
        piece = _without_lead(norm, *strip(norm, start, _without_lead(norm, start, end)[1]))
        if any(char.isalnum() for char in norm[slice(*piece)]) and piece[1] - piece[0] > best[1] - best[0]:
            best = piece
    return text.piece(*best)


def _without_lead(norm: str, start: int, end: int) -> tuple[int, int]:
    """Take off the end of a piece what leads on to the next report."""
    while end > start and (tail := _LEADS_ON.search(norm, max(start, end - _TAIL), end)):
        end = tail.start()
    return start, end
