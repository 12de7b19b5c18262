"""Webhook events as LINE writes them, and webhooks signed as LINE signs them.

Plain functions: an id source and a time go in, an event (a JSON object) comes out; nothing is remembered.
`at` is milliseconds since 1970.
"""

import base64
import copy
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.simulator.ids import Ids
from bot.simulator.schema.measure import utf16_index, utf16_length

Event = dict[str, Any]
SIGNATURE_HEADER = "x-line-signature"


@dataclass(frozen=True)
class Webhook:
    """One POST to the bot: the raw bytes are what was signed."""

    body: bytes
    signature: str
    events: tuple[Event, ...]

    @property
    def headers(self) -> dict[str, str]:
        """Give the headers that LINE sends."""
        return {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "LineBotWebhook/2.0",
            SIGNATURE_HEADER: self.signature,
        }

    @property
    def reply_token(self) -> str:
        """Give the reply token of the first event; empty when it has none."""
        return str(self.events[0].get("replyToken", "")) if self.events else ""

    @property
    def message_id(self) -> str:
        """Give the message id of the first event; empty when it has none."""
        return str(self.events[0].get("message", {}).get("id", "")) if self.events else ""


def signature(secret: str, body: bytes) -> str:
    """Sign the raw bytes of a body with a channel secret."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def body(destination: str, events: Sequence[Event], *, escaped: bool = False) -> bytes:
    """Write a webhook body; `escaped` leaves only ASCII, which LINE may do at any time."""
    content = {"destination": destination, "events": list(events)}
    return json.dumps(content, ensure_ascii=escaped, separators=(",", ":")).encode()


def signed(secret: str, destination: str, events: Sequence[Event], *, escaped: bool = False) -> Webhook:
    """Make a webhook of events."""
    raw = body(destination, events, escaped=escaped)
    return Webhook(raw, signature(secret, raw), tuple(copy.deepcopy(list(events))))


def redelivered(event: Event) -> Event:
    """Repeat an event: the same but for the flag."""
    again = copy.deepcopy(event)
    again["deliveryContext"] = {"isRedelivery": True}
    return again


def user_source(user_id: str) -> Event:
    """Say that an event comes from a one-to-one chat."""
    return {"type": "user", "userId": user_id}


def group_source(group_id: str, user_id: str | None = None) -> Event:
    """Say that an event comes from a group (C…) or a room (R…)."""
    kind = "room" if group_id.startswith("R") else "group"
    return {"type": kind, f"{kind}Id": group_id, **({"userId": user_id} if user_id else {})}


def event(kind: str, source: Event | None, ids: Ids, at: int, *, reply: bool = True, **payload: Any) -> Event:  # noqa: ANN401 (JSON)
    """Make an event of any type, a known one or not."""
    return {
        "type": kind,
        **({"replyToken": ids.token()} if reply else {}),
        **({"source": source} if source else {}),
        "timestamp": at,
        "mode": "active",
        "webhookEventId": ids.event(at),
        "deliveryContext": {"isRedelivery": False},
        **payload,
    }


def message(content: Mapping[str, Any], source: Event, ids: Ids, at: int) -> Event:
    """Make a message event of a content object; ids and tokens are added where it has none."""
    kind = content["type"]
    tokens = {"markAsReadToken": ids.long_token()}
    if kind in {"text", "image", "video", "sticker"}:
        tokens["quoteToken"] = ids.long_token()
    return event("message", source, ids, at, message={"id": ids.message(), **tokens, **content})


def text(text: str, mentionees: Sequence[Event] = (), quoted_message_id: str | None = None) -> Event:
    """Make the content of a text message."""
    return {
        "type": "text",
        "text": text,
        **({"mention": {"mentionees": list(mentionees)}} if mentionees else {}),
        **({"quotedMessageId": quoted_message_id} if quoted_message_id else {}),
    }


def mentionee(text: str, name: str, user_id: str, *, is_self: bool = False, start: int = 0) -> Event:
    """Point at ``@name`` in a text, from `start` on; `is_self` when that is the bot."""
    words = f"@{name}"
    return {
        "index": utf16_index(text, text.index(words, start)),
        "length": utf16_length(words),
        "type": "user",
        "userId": user_id,
        "isSelf": is_self,
    }


def mention_all(text: str, words: str) -> Event:
    """Point at the words that stand for everyone."""
    return {"index": utf16_index(text, text.index(words)), "length": utf16_length(words), "type": "all"}


def image(image_set: Event | None = None) -> Event:
    """Make the content of an image message; `image_set` is ``{"id", "index", "total"}``."""
    return {
        "type": "image",
        "contentProvider": {"type": "line"},
        **({"imageSet": image_set} if image_set else {}),
    }


def video(duration: int) -> Event:
    """Make the content of a video message of so many milliseconds."""
    return {"type": "video", "duration": duration, "contentProvider": {"type": "line"}}


def audio(duration: int) -> Event:
    """Make the content of an audio message of so many milliseconds."""
    return {"type": "audio", "duration": duration, "contentProvider": {"type": "line"}}


def file(name: str, size: int) -> Event:
    """Make the content of a file message."""
    return {"type": "file", "fileName": name, "fileSize": size}


def location(latitude: float, longitude: float, title: str = "", address: str = "") -> Event:
    """Make the content of a location message; LINE leaves out what is empty."""
    return {
        "type": "location",
        **({"title": title} if title else {}),
        **({"address": address} if address else {}),
        "latitude": latitude,
        "longitude": longitude,
    }


def sticker(package_id: str = "446", sticker_id: str = "1988", keywords: Sequence[str] = ()) -> Event:
    """Make the content of a sticker message."""
    return {
        "type": "sticker",
        "packageId": package_id,
        "stickerId": sticker_id,
        "stickerResourceType": "STATIC",
        **({"keywords": list(keywords)} if keywords else {}),
    }


def postback(data: str, source: Event, ids: Ids, at: int, params: Event | None = None) -> Event:
    """Make a postback; `params` is what a date picker adds."""
    return event(
        "postback", source, ids, at, postback={"data": data, **({"params": params} if params else {})}
    )


def follow(user_id: str, ids: Ids, at: int, *, is_unblocked: bool = False) -> Event:
    """Make the event of a person who adds the bot as a friend, or unblocks it."""
    return event("follow", user_source(user_id), ids, at, follow={"isUnblocked": is_unblocked})


def unfollow(user_id: str, ids: Ids, at: int) -> Event:
    """Make the event of a person who blocks the bot."""
    return event("unfollow", user_source(user_id), ids, at, reply=False)


def account_link(user_id: str, nonce: str, ids: Ids, at: int) -> Event:
    """Make the event of a person whose account elsewhere has been tied to them."""
    return event("accountLink", user_source(user_id), ids, at, link={"result": "ok", "nonce": nonce})


def join(group_id: str, ids: Ids, at: int) -> Event:
    """Make the event of the bot coming into a group."""
    return event("join", group_source(group_id), ids, at)


def leave(group_id: str, ids: Ids, at: int) -> Event:
    """Make the event of the bot leaving a group or being removed from it."""
    return event("leave", group_source(group_id), ids, at, reply=False)


def member_joined(group_id: str, user_ids: Sequence[str], ids: Ids, at: int) -> Event:
    """Make the event of people coming into a group."""
    members = [user_source(user_id) for user_id in user_ids]
    return event("memberJoined", group_source(group_id), ids, at, joined={"members": members})


def member_left(group_id: str, user_ids: Sequence[str], ids: Ids, at: int) -> Event:
    """Make the event of people leaving a group."""
    members = [user_source(user_id) for user_id in user_ids]
    return event("memberLeft", group_source(group_id), ids, at, reply=False, left={"members": members})


def unsend(message_id: str, source: Event, ids: Ids, at: int) -> Event:
    """Make the event of a person who takes a message back."""
    return event("unsend", source, ids, at, reply=False, unsend={"messageId": message_id})


def message_edited(message_id: str, content: Event, source: Event, ids: Ids, at: int) -> Event:
    """Make the event of a text edited in a group: same message id, new quote token, no mark-as-read token."""
    edited = {"id": message_id, "quoteToken": ids.long_token(), **content}
    return event("messageEdited", source, ids, at, message=edited)
