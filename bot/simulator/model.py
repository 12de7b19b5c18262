"""What the double knows: people, groups, messages, calls, faults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.simulator.events import Event

Json = dict[str, Any]
_T = TypeVar("_T")
_WEEK_MS = 7 * 24 * 3600 * 1000


@dataclass
class Person:
    """Someone with LINE on their phone."""

    user_id: str
    name: str
    key: str = ""
    language: str = "th"
    status: str = ""
    friend: bool = True
    blocked: bool = False
    spoke_at: int | None = None

    @property
    def listed(self) -> bool:
        """Say whether what goes to many arrives: to friends only."""
        return self.friend and not self.blocked

    @property
    def known(self) -> bool:
        """Say whether the bot may read the profile: of friends, and of strangers who ever wrote."""
        return not self.blocked and (self.friend or self.spoke_at is not None)

    def reachable(self, now: int) -> bool:
        """Say whether a push arrives: to friends, and to strangers who wrote within seven days."""
        return self.known and (self.friend or now - (self.spoke_at or 0) <= _WEEK_MS)


@dataclass
class Group:
    """A group (C…) or an old multi-person chat (R…)."""

    group_id: str
    name: str
    members: list[str]
    key: str = ""
    bot_present: bool = False


@dataclass
class Message:
    """A message in a chat; `content` is the message object of its sender's side."""

    id: str
    chat: str
    sender: str
    content: Json
    via: str
    at: int
    quote_token: str = ""
    request_id: str = ""
    delivered: bool = True
    unsent: bool = False
    edited: bool = False
    read: bool = False
    read_token: str = ""

    @property
    def type(self) -> str:
        """Give the kind of message."""
        return str(self.content.get("type", ""))

    @property
    def text(self) -> str:
        """Give what a notification shows: the text, or the altText."""
        return str(self.content.get("text") or self.content.get("altText") or "")

    @property
    def quick_replies(self) -> list[Json]:
        """Give the actions of the quick replies."""
        return [item["action"] for item in self.content.get("quickReply", {}).get("items", [])]


@dataclass
class Content:
    """The bytes of a photo or a file; those of a large video can be had only from `ready_at` on.

    With a `size` it is so large, made of `data` over and over while it is sent, and says so first only if
    `told`. A `broken` video cannot be converted.
    """

    data: bytes
    media_type: str
    ready_at: int = 0
    size: int = 0
    told: bool = True
    broken: bool = False


@dataclass(frozen=True)
class Request:
    """A call as it came over the wire; header names are in lower case."""

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What goes back: JSON, or bytes with their media type.

    `probe` is a webhook address to try first, `left` a group that the bot has just left. With a `size` the
    bytes are repeated up to it; `told`: their number goes ahead.
    """

    status: int = 200
    body: Json | bytes = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"
    notes: tuple[str, ...] = ()
    probe: str = ""
    left: str = ""
    size: int = 0
    told: bool = True

    @property
    def json(self) -> Json:
        """Give the body as JSON; empty when it is bytes."""
        return self.body if isinstance(self.body, dict) else {}


@dataclass(frozen=True)
class Call:
    """One API call of the bot: what it asked, what it was told, and what the double noticed."""

    number: int
    method: str
    path: str
    status: int
    at: int
    request_id: str
    request: Json
    response: Json
    retry_key: str = ""
    fault: str = ""
    notes: tuple[str, ...] = ()

    @property
    def problems(self) -> list[str]:
        """Give what was wrong, one line each; empty when the call was right."""
        if self.status < 400:  # noqa: PLR2004 (an HTTP status)
            return []
        details = self.response.get("details", [])
        lines = [f"{item.get('property', '')}: {item.get('message', '')}" for item in details]
        return lines or [str(self.response.get("message", self.status))]


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong on purpose, in calls whose path holds `path`."""

    path: str = ""
    status: int | None = None
    accept: bool = False
    delay: float = 0.0
    hang: bool = False
    message: str = ""
    times: int = 1

    def describe(self) -> str:
        """Say in a few words what happens."""
        parts = [
            f"delay {self.delay:g} s" if self.delay else "",
            "no answer" if self.hang else "",
            f"{self.status}" if self.status else "",
            ("after acceptance" if self.accept else "before acceptance") if self.status or self.hang else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Delivery:
    """How the bot took a webhook; `reason` is one of LINE's words, ``ok`` when the status was 2xx."""

    events: tuple[Event, ...]
    status: int
    reason: str
    detail: str
    at: int
    duration_ms: int

    @property
    def ok(self) -> bool:
        """Say whether LINE would take it for received."""
        return self.reason == "ok"


def keep_last(items: list[_T], item: _T, most: int) -> list[_T]:
    """Add to a list that shall not grow for ever; return what was dropped, a tenth at once."""
    items.append(item)
    if len(items) <= most:
        return []
    dropped = items[: max(1, most // 10)]
    del items[: len(dropped)]
    return dropped
