"""Webhook events as we read them: tolerant, because LINE adds types, values and properties without notice.

Nothing here raises on odd input; what is missing or of the wrong type is None, and the event's neighbours
are never harmed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ID_LENGTH = 64
TOKEN_LENGTH = 1000
NESTING = 50
"""LINE's events nest six deep; Python's readers and writers of JSON give up at a few hundred."""
MEDIA = frozenset({"image", "video", "audio", "file", "location"})

KINDS = frozenset(
    {
        "message", "unsend", "messageEdited", "follow", "unfollow", "join", "leave", "memberJoined",
        "memberLeft", "postback", "videoPlayComplete", "beacon", "accountLink", "membership", "module",
        "activated", "deactivated", "botSuspended", "botResumed", "delivery",
    }
)  # fmt: skip


class NotAWebhook(ValueError):
    """The body is not what LINE sends."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One webhook: the bot's own user id and the raw events."""

    destination: str
    events: tuple[dict[str, Any], ...]


def read_envelope(body: bytes) -> Envelope:
    """Read a verified body. Raises NotAWebhook unless it is an object with a list of events."""
    try:
        value = json.loads(body, parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        message = "not JSON"
        raise NotAWebhook(message) from error
    if not isinstance(value, dict) or not isinstance(value.get("events"), list):
        message = "no list of events"
        raise NotAWebhook(message)
    events = tuple(event for event in value["events"] if isinstance(event, dict) and _flat(event))
    return Envelope(_identifier(value, "destination") or "", events)


def _refused(constant: str) -> float:
    message = f"{constant} is not JSON"
    raise ValueError(message)


def _finite(digits: str) -> float:
    """Read a number; one too large for us becomes the largest, since infinity could not be stored as JSON."""
    value = float(digits)
    return max(-sys.float_info.max, min(value, sys.float_info.max))


def _flat(event: object) -> bool:
    """Whether an event nests no deeper than can be read and written everywhere."""
    level = [event]
    for _ in range(NESTING):
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a mention stands in the text, in UTF-16 units."""

    index: int
    length: int
    is_self: bool


@dataclass(frozen=True, slots=True)
class ImageSet:
    """Which of several pictures that were sent at once this is: from 1; all are ``total``."""

    id: str
    index: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What we need to know of one event."""

    event_id: str
    type: str
    occurred_ms: int | None
    standby: bool
    chat_id: str
    chat_kind: str
    user_id: str | None
    reply_token: str | None
    message_id: str | None
    message_type: str | None
    text: str | None
    mentions: tuple[Mention, ...]
    quoted_message_id: str | None
    postback: str | None
    picked: str | None
    unblocked: bool
    file_name: str | None = None
    file_size: int | None = None
    image_set: ImageSet | None = None

    @property
    def in_group(self) -> bool:
        """Whether others read along."""
        return self.chat_kind != "user"

    @property
    def mentions_bot(self) -> bool:
        """Whether the bot itself is mentioned."""
        return any(mention.is_self for mention in self.mentions)


def read_event(raw: Mapping[str, Any]) -> Event:
    """Read one event, whatever it holds."""
    source = _object(raw, "source")
    message = _object(raw, "message")
    kind = _text(source, "type") or "user"
    own_id = _identifier(source, f"{kind}Id")
    chat_kind = kind if kind in {"user", "group", "room"} else "other"
    return Event(
        event_id=_identifier(raw, "webhookEventId") or _fingerprint(raw),
        type=_identifier(raw, "type") or "",
        occurred_ms=_integer(raw, "timestamp"),
        standby=_text(raw, "mode") == "standby",
        chat_id=own_id or _identifier(source, "userId") or "",
        chat_kind=chat_kind,
        user_id=_identifier(source, "userId"),
        reply_token=_identifier(raw, "replyToken", TOKEN_LENGTH),
        message_id=_identifier(message, "id") or _identifier(_object(raw, "unsend"), "messageId"),
        message_type=_text(message, "type"),
        text=_text(message, "text"),
        mentions=_mentions(message),
        quoted_message_id=_identifier(message, "quotedMessageId"),
        postback=_text(_object(raw, "postback"), "data"),
        picked=_picked(_object(_object(raw, "postback"), "params")),
        unblocked=_object(raw, "follow").get("isUnblocked") is True,
        file_name=_text(message, "fileName"),
        file_size=_integer(message, "fileSize"),
        image_set=_image_set(message),
    )


def kind(event_type: str) -> str:
    """Return an event's type as a label: one that LINE is known to send, or "other"."""
    return event_type if event_type in KINDS else "other"


def without_bot_mention(event: Event) -> str:
    """Return the text with the bot's own mention cut out. LINE counts positions in UTF-16 units."""
    units = (event.text or "").encode("utf-16-le", "surrogatepass")
    for mention in sorted(event.mentions, key=lambda m: m.index, reverse=True):
        if mention.is_self:
            units = units[: 2 * mention.index] + units[2 * (mention.index + mention.length) :]
    return units.decode("utf-16-le", "replace").strip()


def _mentions(message: Mapping[str, Any]) -> tuple[Mention, ...]:
    found = _object(message, "mention").get("mentionees")
    if not isinstance(found, list):
        return ()
    return tuple(_mention(entry) for entry in found if isinstance(entry, dict))


def _mention(entry: Mapping[str, Any]) -> Mention:
    index, length = _integer(entry, "index"), _integer(entry, "length")
    return Mention(max(0, index or 0), max(0, length or 0), entry.get("isSelf") is True)


def _image_set(message: Mapping[str, Any]) -> ImageSet | None:
    """Read what LINE says of a set; it does not always say how many there are."""
    found = _object(message, "imageSet")
    name, index, total = _identifier(found, "id"), _integer(found, "index"), _integer(found, "total")
    if name is None or index is None or total is None or not 1 <= index <= total:
        return None
    return ImageSet(name, index, total)


def _fingerprint(raw: Mapping[str, Any]) -> str:
    """Name an event that has no id by its content, so that a redelivery is still known."""
    same = {key: value for key, value in raw.items() if key != "deliveryContext"}
    canonical = json.dumps(same, sort_keys=True, ensure_ascii=True, default=str)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()[:48]


def _object(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def _picked(params: Mapping[str, Any]) -> str | None:
    """Read what was chosen from a calendar or a clock: a day, a time of day, or both."""
    return _text(params, "date") or _text(params, "time") or _text(params, "datetime")


def _text(raw: Mapping[str, Any], key: str) -> str | None:
    value = raw.get(key)
    return value if isinstance(value, str) and value else None


def _identifier(raw: Mapping[str, Any], key: str, longest: int = ID_LENGTH) -> str | None:
    """Read an id or a type's name: LINE's are short and ASCII; anything else must not reach a column."""
    value = _text(raw, key)
    return value if value and len(value) <= longest and value.isascii() and value.isprintable() else None


def _integer(raw: Mapping[str, Any], key: str) -> int | None:
    value = raw.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62 else None
