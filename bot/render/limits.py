"""LINE's limits, each number once, and the check that every message passes before it leaves.

Numbers are from LINE's Messaging API reference; what it leaves open is taken on the safe side, and says so.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.render.chars import graphemes, units

if TYPE_CHECKING:
    from collections.abc import Iterator

MESSAGES = 5
TEXT = 5000
ALT_TEXT = 1500
QUICK_REPLIES = 13
QUICK_LABEL = 20
FLEX_LABEL = 40
DATA = 300
DISPLAY_TEXT = 300
MESSAGE_ACTION_TEXT = 300
URI = 1000
CONTENT_URL = 2000
BUBBLE_BYTES = 30_000  # "30 KB"; whether a KB is 1000 or 1024 bytes is not said
CAROUSEL_BUBBLES = 12
CAROUSEL_BYTES = 50_000
FLEX_TEXT = 2000  # not documented; what implementations in the field keep to

Json = dict[str, Any]


class OverLimit(ValueError):
    """A message that LINE would refuse. The text begins with the path of the offending part."""


def size(part: object) -> int:
    """Bytes of compact JSON with escapes, the larger of both forms: LINE does not say which it measures."""
    return len(json.dumps(part, separators=(",", ":")))


def check(messages: list[Json]) -> None:
    """Raise OverLimit unless LINE would accept ``messages`` in one call."""
    _within("messages", len(messages), MESSAGES)
    _need("messages", bool(messages), "nothing to say")
    for number, message in enumerate(messages):
        _check_message(f"messages[{number}]", message)


def _check_message(path: str, message: Json) -> None:
    if message["type"] == "text":
        _check_text(f"{path}.text", message["text"], TEXT)
    elif message["type"] == "image":
        for name in ("originalContentUrl", "previewImageUrl"):
            _need(f"{path}.{name}", message[name].startswith("https://"), "not https")
            _within(f"{path}.{name}", len(message[name]), CONTENT_URL)
    else:
        _check_text(f"{path}.altText", message["altText"], ALT_TEXT)
        _check_container(f"{path}.contents", message["contents"])
    if "quickReply" in message:
        items = message["quickReply"]["items"]
        _need(f"{path}.quickReply", bool(items), "empty")
        _within(f"{path}.quickReply", len(items), QUICK_REPLIES)
        for number, item in enumerate(items):
            _check_action(f"{path}.quickReply[{number}]", item["action"], QUICK_LABEL)


def _check_container(path: str, container: Json) -> None:
    if container["type"] == "bubble":
        _check_bubble(path, container)
        return
    bubbles = container["contents"]
    _need(path, bool(bubbles), "empty carousel")
    _within(f"{path}: bubbles", len(bubbles), CAROUSEL_BUBBLES)
    _within(f"{path}: bytes", size(container), CAROUSEL_BYTES)
    _need(path, len({bubble.get("size") for bubble in bubbles}) == 1, "bubbles of different sizes")
    for number, bubble in enumerate(bubbles):
        _check_bubble(f"{path}[{number}]", bubble)


def _check_bubble(path: str, bubble: Json) -> None:
    _within(f"{path}: bytes", size(bubble), BUBBLE_BYTES)
    for where, part in parts(path, bubble):
        if part["type"] == "text":
            _check_text(f"{where}.text", part["text"], FLEX_TEXT)
        if part["type"] == "button":
            _need(where, "label" in part["action"], "a button without a label")
        if "action" in part:
            _check_action(f"{where}.action", part["action"], FLEX_LABEL)


def parts(path: str, bubble: Json) -> Iterator[tuple[str, Json]]:
    """Yield every component of a bubble with its path, outermost first."""
    for block in ("header", "hero", "body", "footer"):
        if block in bubble:
            yield from _descend(f"{path}.{block}", bubble[block])


def _descend(path: str, part: Json) -> Iterator[tuple[str, Json]]:
    yield path, part
    for number, child in enumerate(part.get("contents", ())):
        yield from _descend(f"{path}[{number}]", child)


def _check_action(path: str, action: Json, label_limit: int) -> None:
    _need(f"{path}.label", action.get("label") != "", "empty")
    _within(f"{path}.label", len(graphemes(action.get("label", ""))), label_limit)
    if action["type"] == "postback":
        _within(f"{path}.data", units(action["data"]), DATA)
        _within(f"{path}.displayText", len(graphemes(action.get("displayText", ""))), DISPLAY_TEXT)
    if action["type"] == "datetimepicker":
        _within(f"{path}.data", units(action["data"]), DATA)
    if action["type"] == "uri":
        _within(f"{path}.uri", len(action["uri"]), URI)
    if action["type"] == "message":
        _within(f"{path}.text", len(graphemes(action["text"])), MESSAGE_ACTION_TEXT)


def _check_text(path: str, text: str, limit: int) -> None:
    _need(path, bool(text.strip()), "empty text")
    _within(path, units(text), limit)


def _within(path: str, count: int, limit: int) -> None:
    _need(path, count <= limit, f"{count} where LINE allows {limit}")


def _need(path: str, holds: bool, fault: str) -> None:  # noqa: FBT001 (the condition is the point)
    if not holds:
        message = f"{path}: {fault}"
        raise OverLimit(message)
