"""What an event says to us: an intent that was said or tapped, or something that happened. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot import buttons, parse
from bot.events import MEDIA, without_bot_mention
from bot.intent import Intent

if TYPE_CHECKING:
    import datetime as dt

    from bot.events import Event
    from bot.parse import Vocabulary


@dataclass(frozen=True, slots=True)
class Heard:
    """An intent. For ``none``: the nearest readings, and whether it was small talk."""

    intent: Intent
    nearest: tuple[Intent, ...] = ()
    social: Literal["greeting", "thanks"] | None = None

    @property
    def name(self) -> str:
        """What it is counted as."""
        return self.intent.name


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that is not said in words."""

    name: Literal["follow", "follow_again", "join", "media", "sticker"]
    media: Literal["image", "video", "audio", "file", "location", "other"] = "other"


def read(
    event: Event, vocabulary: Vocabulary, today: dt.date, *, quotes_bot: bool
) -> Heard | Happened | None:
    """Read an event. None means silence. Raises BadButton for postback data that is not ours."""
    match event.type:
        case "follow":
            return Happened("follow_again" if event.unblocked else "follow")
        case "join":
            return Happened("join")
        case "postback" if event.postback is not None:
            return Heard(buttons.decode(event.postback))
        case "message" | "messageEdited" if event.message_type == "text":
            return _text(event, vocabulary, today, quotes_bot=quotes_bot)
        case "message" if not event.in_group:
            return _other(event.message_type)
    return None


def hear(text: str, vocabulary: Vocabulary, today: dt.date) -> Heard:
    """Read what somebody says to the bot alone."""
    intent = parse.parse(text, vocabulary, today)
    if intent.name != "none":
        return Heard(intent)
    return Heard(intent, parse.nearest(text, vocabulary, today), parse.social(text))


def _text(event: Event, vocabulary: Vocabulary, today: dt.date, *, quotes_bot: bool) -> Heard | None:
    text = without_bot_mention(event)
    if not event.in_group:
        return hear(text, vocabulary, today)
    if not (event.mentions_bot or quotes_bot or parse.calls_bot(text, vocabulary)):
        return None
    if not text:
        return Heard(Intent("help"))
    intent = parse.parse(text, vocabulary, today)
    return None if intent.name == "none" else Heard(intent)


def _other(message_type: str | None) -> Happened:
    if message_type == "sticker":
        return Happened("sticker")
    if message_type in MEDIA:
        return Happened("media", message_type)  # type: ignore[arg-type]  # MEDIA holds these very words
    return Happened("media")
