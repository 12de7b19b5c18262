"""Whether somebody in a group speaks to the bot: by its name, or by what people call any bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.parse.text import normal

if TYPE_CHECKING:
    from bot.parse.vocabulary import Vocabulary

CALLS = ("น้องบอท", "คุณบอท", "บอท", "bot")
"""What a bot is called by those who do not know its name."""


def calls_bot(text: str, vocabulary: Vocabulary) -> bool:
    """Whether ``text`` begins (after a sign such as ``@``, ``/`` or ``!``) with the bot's name."""
    names = sorted((normal(name) for name in (*vocabulary.bot_names, *CALLS)), key=len, reverse=True)
    words = "|".join(re.escape(name) for name in names if name)
    # A Thai word goes on without a space, a Latin one does not: "itinerary" is not "it".
    return re.match(rf"\s*[@/!#]?\s*(?:{words})(?![a-z0-9])", normal(text[:200])) is not None


def said_of_measure(text: str, measure: str) -> str:
    """Return what somebody says of a measure as if they had named it."""
    return f"มาตรการ {measure} {text}"
