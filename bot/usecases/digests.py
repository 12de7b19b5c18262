"""How measures stand at the beginning of a week: one's own, the unit's or the agency's. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.reminders import Digest, DigestScope, UnitStand
from bot.roles import AT_WORK, Role
from bot.usecases.duelines import MOST, due_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.agenda.workdays import Workdays
    from bot.answers.reminders import DueLine
    from bot.store.hearing import Hearer
    from bot.store.reminders import About

MOST_UNITS = 8
"""Units of one digest; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a digest sums up: the duties of the units that somebody answers for, done and open."""

    scope: DigestScope
    duties: Sequence[About] = ()

    @property
    def whole(self) -> bool:
        """Whether that is the whole agency."""
        return self.scope is DigestScope.AGENCY


def overview_of(posts: Iterable[Hearer], duties: Sequence[About]) -> Overview:
    """Return what somebody's digest sums up, of all duties of the agency."""
    own = list(posts)
    if any(post.role == Role.ADMIN for post in own):
        return Overview(scope=DigestScope.AGENCY, duties=duties)
    heads = any(post.role == Role.HEAD for post in own)
    units = {post.unit_id for post in own if post.role in AT_WORK}
    return Overview(
        scope=DigestScope.UNIT if heads else DigestScope.OWN,
        duties=[one for one in duties if one.unit_id in units],
    )


def digest_of(
    overview: Overview, today: dt.date, days: Workdays | None = None, said: Sequence[DueLine] = ()
) -> Digest | None:
    """Sum up; ``said`` are lines of the same card, which are not said twice. None where nothing is open."""
    lines = due_lines((one for one in overview.duties if one.open), today, days)
    if not lines:
        return None
    still = {(line.year, line.measure) for line in lines}
    every = {(one.year, one.measure) for one in overview.duties}
    units = _units(overview.duties, today)
    several = overview.whole or (overview.scope is DigestScope.UNIT and len(units) > 1)
    known = {(line.year, line.measure) for line in said}
    new = [line for line in lines if (line.year, line.measure) not in known]
    shown = () if several else tuple(new[:MOST])
    return Digest(
        scope=overview.scope,
        open=len(lines),
        overdue=sum(line.days_left < 0 for line in lines),
        done=len(every - still),
        next_due=next((line.due for line in lines if line.days_left >= 0), None),
        lines=shown,
        rest=0 if several else len(new) - len(shown),
        units=units[:MOST_UNITS] if several else (),
        unit_count=len(units) if several else 0,
    )


def _units(duties: Iterable[About], today: dt.date) -> tuple[UnitStand, ...]:
    """Return the units that have something open, most overdue first, then those that have done least."""
    found: dict[str, list[About]] = defaultdict(list)
    for one in duties:
        found[one.unit].append(one)
    made = [
        UnitStand(
            unit=unit,
            open=sum(one.open for one in own),
            overdue=sum(one.open and one.due < today for one in own),
            done=sum(not one.open for one in own),
        )
        for unit, own in found.items()
    ]
    behind = [one for one in made if one.open]
    return tuple(
        sorted(behind, key=lambda one: (-one.overdue, one.done * 1000 // (one.open + one.done), -one.open))
    )
