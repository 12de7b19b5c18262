"""Registration codes: eight characters that nobody misreads, shown as two fours; only their hash is kept.

Codes that somebody may want to print are drawn from a secret instead of by chance: who can tell the secret
of their batch again can tell the codes again, and nobody has to keep them. See `docs/decisions/0023`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from itertools import count as counting
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS: Final = "CDFGHJKMNPQRTVWXY"
"""No vowels, so that a code is no word; none that looks like a digit or like another."""
DIGITS: Final = "23456789"
HALF: Final = 4
GOOD_FOR: Final = dt.timedelta(days=7)
MOST: Final = 20
"""Codes given out at once."""
SECRET_BYTES: Final = 32
_COUNT_BITS: Final = 5
_CHANCE_BITS: Final = 56


def new(count: int) -> tuple[str, ...]:
    """Make codes, as they are shown."""
    return drawn(chance(), count)


def chance() -> bytes:
    """Return a secret that nobody can tell again."""
    return secrets.token_bytes(SECRET_BYTES)


def batch(count: int) -> int:
    """Name codes that are given out together: a number by chance, in which stands how many they are."""
    return secrets.randbits(_CHANCE_BITS) << _COUNT_BITS | count


def count_of(number: int) -> int:
    """Return how many codes a batch has."""
    return number & ((1 << _COUNT_BITS) - 1)


def drawn(secret: bytes, count: int) -> tuple[str, ...]:
    """Return the codes of a secret, as they are shown: the same whenever they are asked for.

    The latter half has a digit, by which a code is told from a word.
    """
    return tuple(_drawn(_stream(secret, number)) for number in range(count))


def _drawn(bytes_: Iterator[int]) -> str:
    head = "".join(_pick(bytes_, LETTERS) for _ in range(HALF))
    while True:
        tail = "".join(_pick(bytes_, LETTERS + DIGITS) for _ in range(HALF))
        if any(char in DIGITS for char in tail):
            return f"{head}-{tail}"


def _pick(bytes_: Iterator[int], alphabet: str) -> str:
    """Return one of an alphabet, each as likely as the others."""
    even = 256 - 256 % len(alphabet)
    return alphabet[next(byte for byte in bytes_ if byte < even) % len(alphabet)]


def _stream(secret: bytes, number: int) -> Iterator[int]:
    for block in counting():
        yield from hmac.digest(secret, f"{number}:{block}".encode(), hashlib.sha256)


def hashed(code: str) -> str:
    """Return what is kept of a code, however it was typed."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
