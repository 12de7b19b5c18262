"""Webhooks made and signed beforehand, so that posting one costs the load generator next to nothing."""

from __future__ import annotations

import base64
import hmac
import itertools
import json
import time
from typing import NamedTuple

from bot.simulator import events
from bot.simulator.ids import Ids

SECRET = "bench"  # noqa: S105 (it is none)
DESTINATION = "U" + "0" * 32
CHATS = 200
QUESTIONS = (
    "คะแนนรวมปี 66",
    "ตัวชี้วัดที่ ๗",
    "ข้อ e14",
    "ทำไมได้ระดับดีเยี่ยม",
    "ถ้า EIT ส่วนที่ 2 ได้ 84 จะเป็นยังไง",
    "มาตรการ 5.3",
    "จุดอ่อนของเราคืออะไร",
    "ประเด็น 2",
    "มาตรการทั้งหมด",
    "ใกล้ครบกำหนดมีอะไรบ้าง",
)
CHATTER = (
    "พรุ่งนี้ประชุมเก้าโมงนะคะ",
    "รับทราบครับ",
    "ใครมีไฟล์แบบฟอร์มเดือนที่แล้วบ้าง",
    "ส่งให้ในอีเมลแล้วค่ะ",
    "ขอบคุณมากครับ",
)
EVENT, TOKEN, MESSAGE = "E" * 26, "T" * 32, "9" * 18


class Post(NamedTuple):
    """The bytes of one request, and the reply token of its event."""

    request: bytes
    token: bytes


class Posts:
    """A source of webhooks of one event each; no two are alike, in this run or another."""

    def __init__(self) -> None:
        self._run = f"{time.time_ns() // 1000:016d}"  # microseconds
        self._numbers = itertools.count()
        self._mixes = {"questions": _questions(), "chatter": _chatter()}

    def make(self, mix: str, count: int) -> list[Post]:
        """Make so many, of ``questions`` (each is answered) or ``chatter`` (one in fifty is)."""
        templates = itertools.cycle(self._mixes[mix])
        return [self._post(template) for template in itertools.islice(templates, count)]

    def _post(self, template: bytes) -> Post:
        number = next(self._numbers)
        name = f"{self._run}{number:010d}"
        token = f"{name:0>32}".encode()
        body = template.replace(EVENT.encode(), name.encode()).replace(TOKEN.encode(), token)
        body = body.replace(MESSAGE.encode(), name[-18:].encode())
        signature = base64.b64encode(hmac.digest(SECRET.encode(), body, "sha256"))
        return Post(HEAD % (signature, len(body)) + body, token)


HEAD = (
    b"POST /webhook HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json; charset=utf-8\r\n"
    b"user-agent: LineBotWebhook/2.0\r\nx-line-signature: %b\r\ncontent-length: %d\r\n\r\n"
)


def _questions() -> list[bytes]:
    """Ten questions, from people each in a chat of their own."""
    return [
        _template(events.text(QUESTIONS[number % len(QUESTIONS)]), events.user_source(f"U{number:032x}"))
        for number in range(CHATS)
    ]


def _chatter() -> list[bytes]:
    """What groups say among themselves: nine texts of ten, else stickers; now and then somebody asks."""
    said = []
    for number in range(CHATS):
        who, group = f"U{number:032x}", f"C{number:032x}"
        source = events.group_source(group, who)
        content = events.sticker() if number % 10 == 0 else events.text(CHATTER[number % len(CHATTER)])
        if number % 50 == 1:
            source, content = events.user_source(who), events.text(QUESTIONS[number // 50 % len(QUESTIONS)])
        said.append(_template(content, source))
    return said


def _template(content: events.Event, source: events.Event) -> bytes:
    """A body in which ids and token are still to be put."""
    said = events.message({"id": MESSAGE, **content}, source, Ids("bench"), int(time.time() * 1000))
    said |= {"webhookEventId": EVENT, "replyToken": TOKEN}
    return json.dumps({"destination": DESTINATION, "events": [said]}, ensure_ascii=False).encode()
