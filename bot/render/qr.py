"""QR codes, and the address that they hold: of the chat with an account, a sentence written there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    import segno

CHAT: Final = "https://line.me/R/oaMessage/"
"""LINE's documented address of a chat with an account, with a message that is written already."""


def chat_address(basic_id: str, sentence: str) -> str:
    """Return the address that opens the chat with this account and writes a sentence there."""
    return f"{CHAT}{quote(basic_id, safe='')}/?{quote(sentence, safe='')}"


def readable(address: str) -> str:
    """Return such an address as people can read and type it."""
    return unquote(address).removeprefix("https://").replace(" ", "%20")


def code(content: str) -> segno.QRCode:
    """Return a QR code that holds some text. Part of it may be dirty: 15 % can be made up for."""
    import segno  # noqa: PLC0415 (whatever answers in a chat does without)

    return segno.make_qr(content, error="m", encoding="utf-8")
