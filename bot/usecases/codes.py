"""Registration codes: eight characters that nobody misreads, shown as two fours; only their hash is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Final

LETTERS: Final = "CDFGHJKMNPQRTVWXY"
"""No vowels, so that a code is no word; none that looks like a digit or like another."""
DIGITS: Final = "23456789"
HALF: Final = 4
GOOD_FOR: Final = dt.timedelta(days=7)
MOST: Final = 20
"""Codes given out at once."""


def new(count: int) -> tuple[str, ...]:
    """Make codes, as they are shown. The latter half has a digit, by which a code is told from a word."""
    return tuple(_new() for _ in range(count))


def _new() -> str:
    head = "".join(secrets.choice(LETTERS) for _ in range(HALF))
    while True:
        tail = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(HALF))
        if any(char in DIGITS for char in tail):
            return f"{head}-{tail}"


def hashed(code: str) -> str:
    """Return what is kept of a code, however it was typed."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
