"""Signed links to evidence: who has one may see it, until it ends or the evidence is withdrawn.

A link is ``<base>/evidence/<number>.<end>.<signature>``: the evidence's number and the second of its end in
base 36, and an HMAC-SHA256 of both and of the content's place in the vault, cut to 128 bits. The place is by
chance: a number that is given again, in a restored database or after the newest row was deleted, brings no
link back to life. There is one way to write each.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

LASTS: Final = dt.timedelta(days=365)
"""How long a link works, unless somebody says otherwise."""
PATH: Final = "/evidence/"
SIGNED: Final = 16
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_TOKEN: Final = re.compile(r"(0|[1-9a-z][0-9a-z]{0,11})\.(0|[1-9a-z][0-9a-z]{0,7})\.([A-Za-z0-9_-]{22})")


@dataclass(frozen=True, slots=True)
class Token:
    """What a link says. Whether it is to be believed is another question."""

    evidence_id: int
    end: int
    signature: str


def link_for(base_url: str, key: bytes, evidence_id: int, place: str, until: dt.datetime) -> str:
    """Return a link that works until a moment. ``base_url`` is the bot's public address."""
    return f"{base_url.rstrip('/')}{PATH}{token_for(key, evidence_id, place, until)}"


def token_for(key: bytes, evidence_id: int, place: str, until: dt.datetime) -> str:
    """Return the last part of a link."""
    end = int(until.timestamp())
    return f"{_base36(evidence_id)}.{_base36(end)}.{_signature(key, evidence_id, end, place)}"


def read(token: str) -> Token | None:
    """Return what the last part of a link says; None if it says nothing."""
    found = _TOKEN.fullmatch(token)
    return None if found is None else Token(int(found[1], 36), int(found[2], 36), found[3])


def is_good(key: bytes, token: Token, place: str, now: dt.datetime) -> bool:
    """Whether a link was made with this key for the evidence at this place, and has not ended."""
    right = _signature(key, token.evidence_id, token.end, place)
    return hmac.compare_digest(right, token.signature) and now.timestamp() < token.end


def _signature(key: bytes, evidence_id: int, end: int, place: str) -> str:
    said = f"evidence link 1:{evidence_id}:{end}:{place}"
    digest = hmac.digest(key, said.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:SIGNED]).decode().rstrip("=")


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
