"""Signed links: who has one may see what it is for, until it ends or that is withdrawn.

A link to evidence is ``<base>/evidence/<number>.<end>.<signature>``: the evidence's number and the second of
its end in base 36, and an HMAC-SHA256 of both and of the content's place in the vault, cut to 128 bits. The
place is by chance: a number that is given again, in a restored database or after the newest row was deleted,
brings no link back to life. There is one way to write each.

A link to the smaller picture of one in a notice is made likewise, ``<base>/preview/…``.

A link to the file of what is held about somebody is made likewise, ``<base>/mydata/…``, of their number and
of the account that they have and when they accepted the privacy notice: it is void once they are erased.

A link to the receipt sheet of a notice, ``<base>/receipt/…``, is of its number in the database, its agency
and when it was made; behind it stand a language and what it is to be written as.

A link to registration codes for printing, ``<base>/invite/…``, is of a number by chance that is stored
nowhere. The codes are drawn from a secret of that number, which only who has the key can tell.
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
OWN_DATA_LASTS: Final = dt.timedelta(hours=1)
PATH: Final = "/evidence/"
RECEIPT_LASTS: Final = dt.timedelta(hours=1)
PREVIEW: Final = "/preview/"
OWN_DATA: Final = "/mydata/"
RECEIPTS: Final = "/receipt/"
INVITES: Final = "/invite/"
UNSEALED: Final = ""
"""The seal of a link whose number is all that there is to it."""
SIGNED: Final = 16
LARGEST_KEY: Final = 2**31 - 1
"""PostgreSQL refuses to look for a larger one."""
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_TOKEN: Final = re.compile(r"(0|[1-9a-z][0-9a-z]{0,11})\.(0|[1-9a-z][0-9a-z]{0,7})\.([A-Za-z0-9_-]{22})")


_SAID: Final = {
    PATH: "evidence link 1",
    PREVIEW: "preview link 1",
    OWN_DATA: "own data link 1",
    INVITES: "invitation link 1",
    RECEIPTS: "receipt link 1",
}
"""What is signed begins so: a link for one is none for the other."""
_CODES: Final = "invitation codes 1"


@dataclass(frozen=True, slots=True)
class Token:
    """What a link says. Whether it is to be believed is another question."""

    number: int
    end: int
    signature: str


def link_for(base_url: str, key: bytes, evidence_id: int, place: str, until: dt.datetime) -> str:
    """Return a link to evidence that works until a moment. ``base_url`` is the bot's public address."""
    return f"{base_url.rstrip('/')}{PATH}{token_for(key, evidence_id, place, until)}"


def token_for(key: bytes, number: int, seal: str, until: dt.datetime, path: str = PATH) -> str:
    """Return the last part of a link. ``seal`` is what else must be right, and is not told: a place."""
    end = int(until.timestamp())
    return f"{_base36(number)}.{_base36(end)}.{_signature(key, path, number, end, seal)}"


def person_seal(contact_id: int, accepted_at: dt.datetime) -> str:
    """Return what a link to somebody's own data is sealed with."""
    return f"{contact_id}:{accepted_at.astimezone(dt.UTC).isoformat()}"


def receipt_seal(agency_id: int, made_at: dt.datetime) -> str:
    """Return what a link to the receipt sheet of a notice is sealed with."""
    return f"{agency_id}:{made_at.astimezone(dt.UTC).isoformat()}"


def read(token: str) -> Token | None:
    """Return what the last part of a link says; None if it says nothing."""
    found = _TOKEN.fullmatch(token)
    return None if found is None else Token(int(found[1], 36), int(found[2], 36), found[3])


def read_of_row(token: str) -> Token | None:
    """Return what a link to something that has a row says; None if no row can have that number."""
    found = read(token)
    return None if found is None or found.number > LARGEST_KEY else found


def is_good(key: bytes, token: Token, seal: str, now: dt.datetime, path: str = PATH) -> bool:
    """Whether a link was made with this key for what this seal is of, and has not ended."""
    right = _signature(key, path, token.number, token.end, seal)
    return hmac.compare_digest(right, token.signature) and now.timestamp() < token.end


def secret_of(key: bytes, number: int) -> bytes:
    """Return what codes are drawn from, by the number in the link to them. 32 bytes."""
    return hmac.digest(key, f"{_CODES}:{number}".encode(), hashlib.sha256)


def _signature(key: bytes, path: str, number: int, end: int, seal: str) -> str:
    said = f"{_SAID[path]}:{number}:{end}:{seal}"
    digest = hmac.digest(key, said.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:SIGNED]).decode().rstrip("=")


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
