"""Measures that are due, as facts of a card. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.answers.reminders import DueLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.agenda.workdays import Workdays
    from bot.store.reminders import About
    from ita_core.keys import MeasureId

MOST = 10
"""Measures of one card; the rest are counted, and one tap away."""


def due_lines(abouts: Iterable[About], today: dt.date, days: Workdays | None = None) -> tuple[DueLine, ...]:
    """Return measures that are due, soonest first; one that several units own is one line.

    With a calendar they say how many working days are left, too.
    """
    found: dict[tuple[int, MeasureId], list[About]] = defaultdict(list)
    for about in abouts:
        found[about.year, about.measure].append(about)
    left: dict[dt.date, int | None] = {}
    for parts in found.values():
        due = parts[0].due
        if due not in left:
            left[due] = None if days is None or due <= today else days.count(today, due)
    made = [
        DueLine(
            year=year,
            measure=measure,
            text=parts[0].text,
            due=parts[0].due,
            days_left=(parts[0].due - today).days,
            units=tuple(dict.fromkeys(part.unit for part in parts)),
            percent=parts[0].percent if len(parts) == 1 else None,
            workdays_left=left[parts[0].due],
        )
        for (year, measure), parts in found.items()
    ]
    return tuple(sorted(made, key=lambda line: (line.due, line.year, line.measure)))
