"""What somebody says when the bot has asked for something: a number, a measure, a unit, a day, or words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.parse.slots import measures, units
from bot.parse.text import Text

if TYPE_CHECKING:
    from bot.parse.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """All that an answer may be."""

    number: Decimal | None
    measure: str | None
    unit: str | None
    day: dt.date | None
    text: str


def spoken(text: str, vocabulary: Vocabulary, today: dt.date) -> Spoken:
    """Read an answer. Never raises."""
    norm = Text.read(text, vocabulary.mention).norm.strip().rstrip("%").strip()
    number = Decimal(norm) if norm.isascii() and norm.isdecimal() and len(norm) < 6 else None
    hits = vocabulary.lexicon.find(Text.read(text, vocabulary.mention))
    found = list(measures(norm, [], {no for no, _ in vocabulary.issues}))
    named = list(units(Text.read(text, vocabulary.mention).norm, hits, vocabulary))
    return Spoken(
        number=number,
        measure=found[0].value if found else None,
        unit=named[0].value if named else None,
        day=None,
        text=text.strip(),
    )
