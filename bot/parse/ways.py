"""What a row of the table of intents is made of: ways to be said.

A way names what must be there (``a|b``: one of them), what must not, how much of the utterance may stay
unexplained, and a weight. Of all ways that hold the heaviest wins, wherever it stands in the table: weights,
not order, say that a question beats an issue. Names in small letters are cues (``bot/parse/cues.py``), with
``^`` before them if they must open the utterance; names after ``+`` are slots that were read, ``+x!`` slots
that leave no doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Room(Enum):
    """How much of an utterance a way may leave unexplained, as a share and as characters."""

    NONE = (0.0, 2)
    LITTLE = (0.2, 5)
    SOME = (0.5, 12)
    ANY = (1.0, 12_000)


NONE, LITTLE, SOME, ANY = Room.NONE, Room.LITTLE, Room.SOME, Room.ANY


@dataclass(frozen=True, slots=True)
class Way:
    """One way of asking."""

    weight: int
    needs: tuple[frozenset[str], ...]
    unless: frozenset[str]
    room: Room

    def holds(self, features: frozenset[str] | set[str]) -> bool:
        """Tell whether the words are there, the room aside."""
        return not (self.unless & features) and all(choice & features for choice in self.needs)


@dataclass(frozen=True, slots=True)
class Row:
    """An intent: how it is asked for, the slots it needs, the slots it may have."""

    intent: str
    ways: tuple[Way, ...]
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


def way(weight: int, needs: str, room: Room = ANY, unless: str = "") -> Way:
    """Write a way down: what is needed, parted by blanks, and what must not be there."""
    choices = tuple(frozenset(word.split("|")) for word in needs.split())
    return Way(weight, choices, frozenset(unless.split()), room)
