"""What an event changes, as values: decided without a database, written down in the event's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.events import Event


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The person wants to be answered in this language."""

    language: str


@dataclass(frozen=True, slots=True)
class Followed:
    """The person can be reached (again)."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person cannot be reached."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The bot is in this group (again)."""


@dataclass(frozen=True, slots=True)
class Left:
    """The bot is not in this group any more."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message was taken back: what it said must be forgotten."""

    message_id: str


Change = LanguageChosen | Followed | Blocked | Joined | Left | Unsent


def happened(event: Event) -> tuple[Change, ...]:
    """Return what an event changes by itself, whatever is answered."""
    match event.type:
        case "follow":
            return (Followed(),)
        case "unfollow":
            return (Blocked(),)
        case "join":
            return (Joined(),)
        case "leave":
            return (Left(),)
        case "unsend" if event.message_id:
            return (Unsent(event.message_id),)
    return ()
