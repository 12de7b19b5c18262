"""What reminders, leave, the calendar and notices need, and nothing else: times, days, people, commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.parse import away, notices, periods, rungs, times, weekdays
from bot.parse.days import days
from bot.parse.notice_edits import Edit
from bot.parse.slots import Found

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.parse.phrases import Hit

_REMINDING = frozenset({"remind", "snooze", "mute", "unmute", "digest", "set_time", "ladder", "settings"})
_NO_HOUR = frozenset({"snooze", "mute", "unmute"})
_OPENING_HOURS = frozenset({"office", "cutoff", "working", "shut"})
_CALENDAR = frozenset({"holiday", "add_holiday", "is_holiday", "shut", "drop_holiday", "working", "off_day"})
_RUNGED = re.compile(
    r"ล่วงหน้า|กำหนด|แจ้ง|เตือน|(?<![a-z])t\s?-\s?\d|before|ahead|advance|due|head|central|reminder"
)
_GROUP = re.compile(
    r"(?:ใน|เข้า|ลง|ทาง|ที่|ไป)?(?:ห้อง)?กลุ่ม(?!งาน|กลาง|เป้า)(?:ไลน์|line)?(?:นี้|เรา|ของเรา)?|(?:in|"
    r"to) (?:the|this|our) (?:group|chat)(?![a-z])"
)
_PRIVATE = re.compile(
    r"(?:เป็นการ|ใน|ทาง|ที่|เข้า|แบบ)?(?:แช[ทต]|ห้อง|ข้อความ|ไลน์)?(?:เป็นการ)?ส่วนตัว(?:เท่านั้น)?|"
    r"(?<![a-z])(?:in private|privately|directly|private chat|in a private chat|one.on.one)(?![a-z])"
)
_LAST_ISSUE = 7
"""So many issues has a plan: ``8.30`` is no measure, ``3.30`` may be one."""
_REACH = 24
_NOT = re.compile(r"ไม่|อย่า|ปิด|งด|เลิก|หยุด|(?<![a-z])(?:not|don't|stop|no)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Scene:
    """What was found; empty where nothing asks for it."""

    times: Sequence[Found] = ()
    habits: Sequence[Found] = ()
    """Days of the week, as lists."""
    rung: Found | None = None
    turned: bool | None = None
    place: Found | None = None
    leave: Sequence[Found] = ()
    period: Found | None = None
    """A `Period`."""
    stand_in: Found | None = None
    days: Sequence[Found] = ()
    """Days of the calendar, where the calendar is spoken of."""
    span: Found | None = None
    """More than one day, where the calendar is spoken of."""
    notice: Found | None = None
    """What is to be done with a notice that there is already: a `notices.Command`, or an `Edit`."""
    read: tuple[tuple[int, int], ...] = ()
    """What says all this."""

    @property
    def taken(self) -> list[Found]:
        """What is no measure, although it may look like one."""
        found = [
            *self.times,
            *self.days,
            *(one for one in (self.rung, self.period, self.span, self.notice) if one),
        ]
        return [one for one in found if one is not self.rung or str(one.value).startswith("t-")]

    def features(self, cues: set[str]) -> set[str]:
        """Name what was found as the table of intents does."""
        flags = {
            "+time": bool(self.times),
            "+hours": len(self.times) > 1,
            "+weekdays": bool(self.habits),
            "+rung": self.rung is not None
            and (self.turned is not None or (self.rung.sure and bool(cues & _REMINDING))),
            "+place": self.place is not None,
            "+leave": bool(self.leave),
            "+leave!": any(one.sure for one in self.leave),
            "+period": self.period is not None,
            "+stand_in": self.stand_in is not None,
            "+day": bool(self.days),
            "+dated": any(one.sure for one in self.days),
        }
        found = {name for name, there in flags.items() if there}
        if self.notice is not None:
            told = self.notice.value
            anew = isinstance(told, Edit) and told.place is not None
            found |= {f"+notice_{told.name}", *(("+notice_edit!",) if anew else ())}
        return found


NOTHING = Scene()


def scene(norm: str, hits: Sequence[Hit], today: dt.date) -> Scene:
    """Read times, days and people, as far as the words around ask for them."""
    told = notices.command(norm)
    if told is not None:
        return Scene(notice=told, read=((told.start, told.end),))
    cues = {hit.value for hit in hits if hit.kind == "cue"}
    leave = list(away.leaves(norm)) if not cues & {"who_away", "back"} else []
    if leave and not cues & _REMINDING:
        return _away(norm, hits, today, leave)
    timed = cues & (_REMINDING | _OPENING_HOURS) and "event" not in cues
    least = 0 if cues & _OPENING_HOURS else times.NEVER if cues & _NO_HOUR else _LAST_ISSUE + 1
    hours = times.times(norm, least) if timed else []
    rung = next(rungs.rungs(norm), None) if _RUNGED.search(norm) else None
    habits = list(weekdays.habits(norm)) if cues & _REMINDING else []
    place = _place(norm) if cues & _REMINDING else None
    dates = _dates(norm, hits, today) if cues & _CALENDAR else []
    found = [*hours, *habits, *dates, *(one for one in (rung, place) if one)]
    if not found:
        return NOTHING
    return Scene(
        times=hours,
        habits=habits,
        rung=rung,
        turned=rungs.turned(norm, rung) if rung else None,
        place=place,
        days=dates,
        span=_span(norm, hits, today) if dates else None,
        read=tuple((one.start, one.end) for one in found),
    )


def _away(norm: str, hits: Sequence[Hit], today: dt.date, leave: list[Found]) -> Scene:
    period = periods.period(norm, hits, today) or periods.counted(norm, today)
    ends = max(one.end for one in (*leave, *([period] if period else [])))
    told = away.stand_in(norm, ends)
    read = [(one.start, one.end) for one in leave]
    if period:
        read.append((period.start, period.end))
        ends = max(ends, period.end)
    if told:
        read.append(told[1])
        ends = max(ends, told[1][1])
    if why := away.because(norm, ends):
        read.append(why)
    return Scene(leave=leave, period=period, stand_in=told[0] if told else None, read=tuple(read))


def _dates(norm: str, hits: Sequence[Hit], today: dt.date) -> list[Found]:
    """Read days; those with a number are sure."""
    return [
        Found(one.value, one.start, one.end, sure=_is_dated(norm[one.start : one.end]))
        for one in days(norm, hits, today)
    ]


def _is_dated(words: str) -> bool:
    return any(char.isdecimal() for char in words)


def _span(norm: str, hits: Sequence[Hit], today: dt.date) -> Found | None:
    found = periods.period(norm, hits, today)
    return found if found and found.value.first != found.value.last else None


def _place(norm: str) -> Found | None:
    """Read where to remind; a place that is not wanted means the other one: ``อย่าเตือนในกลุ่ม``."""
    named = sorted(
        (match.start(), match.end(), place)
        for place, pattern in (("group", _GROUP), ("private", _PRIVATE))
        for match in pattern.finditer(norm)
    )
    refused: Found | None = None
    before = 0
    for start, end, place in named:
        if not _NOT.search(norm, max(before, start - _REACH), start):
            return Found(place, start, end)
        refused = Found("private" if place == "group" else "group", start, end)
        before = end
    return refused
