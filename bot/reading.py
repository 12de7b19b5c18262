"""What an event says to us: an intent that was said or tapped, or something that happened. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bot import buttons, parse
from bot.events import MEDIA, without_bot_mention
from bot.intent import Intent

if TYPE_CHECKING:
    import datetime as dt

    from bot.events import Event, ImageSet
    from bot.parse import Spoken, Vocabulary


@dataclass(frozen=True, slots=True)
class Heard:
    """An intent. For ``none``: the nearest readings, and whether it was small talk.

    ``spoken`` is what it is as an answer, where the bot and the person are in the middle of something.
    """

    intent: Intent
    nearest: tuple[Intent, ...] = ()
    social: Literal["greeting", "thanks"] | None = None
    spoken: Spoken | None = None

    @property
    def name(self) -> str:
        """What it is counted as."""
        return self.intent.name


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that is not said in words."""

    name: Literal["follow", "follow_again", "join", "sticker"]


@dataclass(frozen=True, slots=True)
class Media:
    """A photo, file or the like; ``size`` in bytes where LINE tells it."""

    kind: Literal["image", "video", "audio", "file", "location", "other"]
    message_id: str | None = None
    name: str | None = None
    size: int | None = None
    image_set: ImageSet | None = None


Said = Heard | Happened | Media


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a message: whether it quotes the bot, on which measure, and a dialogue."""

    quotes_bot: bool = False
    measure: str | None = None
    notice: int | None = None
    """The number of the notice that is quoted."""
    several: bool = False
    """Whether that is about several measures."""
    in_dialogue: bool = False


NOTHING_AROUND = Around()
_ANY = "1.1"
"""A measure, to read what is said of one without saying which."""
OF_A_MEASURE = ("progress.", "deadline.extend", "evidence.list", "reminder.", "ladder.")
"""What may be said of a measure by quoting a card about it, without its number."""


OF_A_NOTICE = frozenset(
    f"notice.{name}"
    for name in (
        "ack",
        "approve",
        "cancel",
        "correct",
        "edit",
        "pause",
        "receipt",
        "reject",
        "remind",
        "resume",
        "retry",
        "status",
        "who",
    )
)
"""What may be said of a notice by quoting it, without its number."""


def read(
    event: Event, vocabulary: Vocabulary, today: dt.date, around: Around = NOTHING_AROUND
) -> Said | None:
    """Read an event. None means silence. Raises BadButton for postback data that is not ours."""
    match event.type:
        case "follow":
            return Happened("follow_again" if event.unblocked else "follow")
        case "join":
            return Happened("join")
        case "postback" if event.postback is not None:
            return Heard(_tapped(event, buttons.decode(event.postback)))
        case "message" | "messageEdited" if event.message_type == "text":
            return _text(event, vocabulary, today, around)
        case "message" if around.in_dialogue or not event.in_group:
            return _other(event)
    return None


def _tapped(event: Event, intent: Intent) -> Intent:
    """Return what a button asks for. A day chosen with it is until when; a time is at which."""
    if event.picked is None:
        return intent
    return replace(intent, slots={**intent.slots, "at" if ":" in event.picked else "until": event.picked})


def hear(text: str, vocabulary: Vocabulary, today: dt.date, around: Around = NOTHING_AROUND) -> Heard:
    """Read what somebody says to the bot alone."""
    intent = parse.parse(text, vocabulary, today)
    if around.measure is not None and "measure" not in intent.slots:
        of_it = parse.parse(parse.said_of_measure(text, around.measure), vocabulary, today)
        if of_it.name.startswith(OF_A_MEASURE):
            intent = of_it
    if around.several and intent.name == "none":
        of_any = parse.parse(parse.said_of_measure(text, _ANY), vocabulary, today)
        if of_any.name == "progress.submit" and of_any.slots.get("measure") == _ANY:
            left = {name: value for name, value in of_any.slots.items() if name != "measure"}
            intent = replace(of_any, slots=left)  # which one is asked
    intent = _of_notice(text, intent, around)
    spoken = parse.spoken(text, vocabulary, today) if around.in_dialogue else None
    if intent.name != "none":
        return Heard(intent, spoken=spoken)
    return Heard(intent, parse.nearest(text, vocabulary, today), parse.social(text), spoken)


def _of_notice(text: str, intent: Intent, around: Around) -> Intent:
    """Read what is said of a notice by quoting it; and that somebody has read one, which says not which."""
    if around.notice is not None and intent.name in OF_A_NOTICE and "notice" not in intent.slots:
        return replace(intent, slots={**intent.slots, "notice": around.notice})
    if intent.name != "none" or not parse.acknowledges(text):
        return intent
    if around.notice is not None:
        return Intent("notice.ack", {"notice": around.notice})
    # In the midst of something else it may be what was asked for.
    return intent if around.in_dialogue else Intent("notice.ack", {"latest": True})


def _text(event: Event, vocabulary: Vocabulary, today: dt.date, around: Around) -> Heard | None:
    text = without_bot_mention(event)
    if not event.in_group:
        return hear(text, vocabulary, today, around)
    if not (event.mentions_bot or around.quotes_bot or parse.calls_bot(text, vocabulary)):
        return None
    if not text:
        return Heard(Intent("help"))
    heard = hear(text, vocabulary, today, around)
    return None if heard.intent.name == "none" and not around.in_dialogue else heard


def _other(event: Event) -> Happened | Media:
    if event.message_type == "sticker":
        return Happened("sticker")
    if event.message_type not in MEDIA:
        return Media("other")
    return Media(
        event.message_type,  # type: ignore[arg-type]  # MEDIA holds these very words
        event.message_id,
        event.file_name,
        event.file_size,
        event.image_set,
    )
