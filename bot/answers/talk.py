"""Answers about people and the conversation itself, and when something is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answers.parts import UnderWay
from bot.answers.people import PostLine
from bot.intent import Intent
from ita_core.keys import FiscalYear, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What can be said; ``topic`` narrows it to one group of intents."""

    agency_short: str
    topic: str | None
    several_years: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoAmI:
    """Who the bot takes the asker for; without posts a stranger. ``rights`` are values of `Right`."""

    agency: Name
    language: str
    name: str | None = None
    posts: tuple[PostLine, ...] = ()
    rights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSet:
    """The language of replies from now on."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsLink:
    """Only somebody linked to a unit can ask for "my" measures."""

    agency_short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingPending:
    """A confirmation, cancellation or undo with nothing to act on."""

    intent: Literal["confirm", "cancel", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOpen:
    """Something else was asked meanwhile; what was under way still is. ``edits`` is as in `Dropped`."""

    what: UnderWay
    measures: tuple[str, ...]
    ready: bool
    edits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DidYouMean:
    """Not understood; the nearest readings are the reply's leads."""

    readings: tuple[Intent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTalk:
    """A greeting, thanks or sticker."""

    kind: Literal["greeting", "thanks", "sticker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """Somebody added the bot as a friend, or it joined a group. ``closed``: strangers are not answered.

    ``waiting`` is how much waits for their decision.
    """

    agency: Name
    group: bool
    again: bool = False
    linked: bool = False
    closed: bool = False
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaReceived:
    """A photo, file or the like that is not taken; with ``needs_link`` it would be, from staff."""

    kind: Literal["image", "video", "audio", "file", "location", "other"]
    needs_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoYear:
    """No data for a year; ``available`` is newest first, and may be empty."""

    agency_short: str
    asked: FiscalYear
    available: tuple[FiscalYear, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """Something that does not exist in that year's framework or plan."""

    kind: Literal["indicator", "question", "tool", "issue", "measure", "unit"]
    key: str
    year: FiscalYear | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAgency:
    """This channel has no agency, or the agency has no data yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleButton:
    """A button of an older version of the bot, or one that was tampered with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The bot could not answer; the reference number finds the case in the log."""

    reference: str


TalkAnswer = (
    Help
    | WhoAmI
    | LanguageSet
    | NeedsLink
    | NothingPending
    | DidYouMean
    | SmallTalk
    | Welcome
    | MediaReceived
    | NoYear
    | NotFound
    | NoAgency
    | StaleButton
    | Failed
    | StillOpen
)
