"""That a notice paused, told free with the next answer: once for each pause. Pure.

So it is told where a push would reach nobody, or take a message that the month does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answers.reminders import PausedNote

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

PAUSED: Final = "paused"
"""The kind of reminder that tells of it. Its word names the notice and the pause: ``12-2024-04-30T06:15``."""
ASKED: Final = "asked"
"""Why a notice is paused that somebody paused: nobody needs to be told."""


def rung_of(number: int, at: dt.datetime) -> str:
    """Return under which word it is told that a notice paused at a moment."""
    return f"{number}-{at:%Y-%m-%dT%H:%M}"


def number_of(rung: str) -> int:
    """Return which notice such a word names; 0 for none."""
    number, _, _ = rung.partition("-")
    return int(number) if number.isdecimal() else 0


def notes(rungs: Iterable[str], paused: Mapping[int, str]) -> tuple[PausedNote, ...]:
    """Return what is told of those that are still paused, each once. ``paused``: why, by number."""
    numbers = sorted({number_of(one) for one in rungs} & paused.keys())
    return tuple(PausedNote(number=one, why=paused[one]) for one in numbers)
