"""What a button carries: an intent, in at most 300 characters of postback data (LINE's limit).

The form is ``1|<intent>|<page>|<slots as compact JSON>``; the leading number is the version of the form.
"""

from __future__ import annotations

import json

from bot.intent import INTENTS, Intent

VERSION = "1"
LIMIT = 300
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class BadButton(ValueError):
    """Postback data that is not one of ours: another version, damaged or made up."""


def encode(intent: Intent) -> str:
    """Return postback data for ``intent``. Raises ValueError if it does not fit."""
    data = f"{VERSION}|{intent.name}|{intent.page}|{_COMPACT.encode(dict(intent.slots))}"
    if len(data.encode("utf-16-le")) // 2 > LIMIT:
        message = f"button data over {LIMIT} characters: {intent.name}"
        raise ValueError(message)
    return data


def decode(data: str) -> Intent:
    """Read postback data. Raises BadButton for anything that `encode` could not have written."""
    if len(data.encode("utf-16-le", "surrogatepass")) // 2 > LIMIT:
        raise BadButton(data[:LIMIT])
    version, _, rest = data.partition("|")
    name, _, rest = rest.partition("|")
    page, _, slots = rest.partition("|")
    if version != VERSION or name not in INTENTS or not page.isascii() or not page.isdecimal():
        raise BadButton(data[:LIMIT])
    try:
        values = json.loads(slots, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise BadButton(data[:LIMIT]) from error
    if not isinstance(values, dict):
        raise BadButton(data[:LIMIT])
    return Intent(name, values, max(1, min(int(page[:4]), 999)))


def fits(intent: Intent) -> bool:
    """Whether a button can carry ``intent``."""
    try:
        encode(intent)
    except ValueError:  # too long, or with half a character
        return False
    return True


def _refused(constant: str) -> float:
    message = f"{constant} is not JSON"
    raise ValueError(message)
