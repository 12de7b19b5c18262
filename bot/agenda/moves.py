"""What becomes of the steps of a duty when the calendar, or its ladder, is another from now on.

Steps up to a day are over, whether or not anybody was told; that day is called ``through``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.agenda.ladder import OVER, To

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.agenda.ladder import Step

_DAY: Final = dt.timedelta(days=1)
_COMPACT: Final = "%Y%m%d"


@dataclass(frozen=True, slots=True)
class Move:
    """A step that is to come on another day. ``was`` is None if it is new, ``day`` if it falls away.

    The weekly ones after the deadline are one, ``over``: the first of them that moves.
    """

    rung: str
    to: To
    was: dt.date | None
    day: dt.date | None


def moves(old: Sequence[Step], new: Sequence[Step], through: dt.date) -> tuple[Move, ...]:
    """Return what moves of what is not over yet, in the order of its old days."""
    there = {step.rung: step for step in new}
    told = {step.rung for step in old if step.day <= through}
    ahead = {step.rung: step for step in old if step.day > through}
    found = []
    for rung, step in ahead.items():
        other = there.get(rung)
        if other is None or other.day != step.day:
            found.append(Move(rung, step.to, step.day, None if other is None else other.day))
    for rung, step in there.items():
        if rung not in ahead and rung not in told and step.day > through:
            found.append(Move(rung, step.to, None, step.day))
    return _weekly_once(found)


def _weekly_once(found: Iterable[Move]) -> tuple[Move, ...]:
    kept: dict[str, Move] = {}
    for move in sorted(found, key=lambda move: move.was or move.day or dt.date.max):
        rung = OVER if move.rung.startswith(OVER) else move.rung
        kept.setdefault(rung, Move(rung, move.to, move.was, move.day))
    return tuple(kept.values())


def through_after(old: Sequence[Step], new: Sequence[Step], through: dt.date, today: dt.date) -> dt.date:
    """Return up to when steps are over from now on.

    What is over does not come again, though its day may be later now; what is not comes, though its day may
    be past now; and what is new, and whose day is past, does not come.
    """
    told = {step.rung for step in old if step.day <= through}
    ahead = {step.rung for step in old if step.day > through}
    over = [step.day for step in new if step.rung in told]
    added = [step.day for step in new if step.rung not in told | ahead and step.day < today]
    to_come = [step.day - _DAY for step in new if step.rung in ahead]
    return min((max((through, *over, *added)), *to_come))


@dataclass(frozen=True, slots=True)
class Moved:
    """What somebody is told of a step that moved: from when."""

    rung: str
    was: dt.date


def write(moved: Moved, number: int) -> str:
    """Write it as one word of at most 32 characters; ``number`` is another for each change of an agency."""
    return f"{moved.rung} {moved.was:{_COMPACT}} {number}"


def read(word: str) -> Moved:
    """Read what `write` wrote. Raises ValueError."""
    rung, was, _number = word.split(" ")
    return Moved(rung, dt.datetime.strptime(was, _COMPACT).replace(tzinfo=dt.UTC).date())
