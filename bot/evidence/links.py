"""Signed links to evidence: who has one may see it, until it ends or the evidence is withdrawn.

A link is ``<base>/evidence/<number>.<end>.<signature>``: the evidence's number and the second of its end in
base 36, and an HMAC-SHA256 of both, cut to 128 bits. There is one way to write each.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import re
from typing import Final

LASTS: Final = dt.timedelta(days=365)
"""How long a link works, unless somebody says otherwise."""
PATH: Final = "/evidence/"
SIGNED: Final = 16
_PURPOSE: Final = b"evidence link 1:"
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_TOKEN: Final = re.compile(r"(0|[1-9a-z][0-9a-z]{0,11})\.(0|[1-9a-z][0-9a-z]{0,7})\.([A-Za-z0-9_-]{22})")


def link_for(base_url: str, key: bytes, evidence_id: int, until: dt.datetime) -> str:
    """Return a link that works until a moment. ``base_url`` is the bot's public address."""
    return f"{base_url.rstrip('/')}{PATH}{token_for(key, evidence_id, until)}"


def token_for(key: bytes, evidence_id: int, until: dt.datetime) -> str:
    """Return the last part of a link."""
    said = f"{_base36(evidence_id)}.{_base36(int(until.timestamp()))}"
    return f"{said}.{_signature(key, said)}"


def evidence_of(key: bytes, token: str, now: dt.datetime) -> int | None:
    """Return the number of the evidence that a link is for. None: it is forged, or has ended."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    said = f"{found[1]}.{found[2]}"
    if not hmac.compare_digest(_signature(key, said), found[3]):
        return None
    return int(found[1], 36) if now.timestamp() < int(found[2], 36) else None


def _signature(key: bytes, said: str) -> str:
    digest = hmac.digest(key, _PURPOSE + said.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:SIGNED]).decode().rstrip("=")


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
