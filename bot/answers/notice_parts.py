"""Answers about what notices are made from: templates, placeholders, pictures and files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePlaceAsked:
    """Asks what a placeholder shall stand for, the same for everybody. ``left`` are asked for after it."""

    place: str
    left: int
    dialogue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """A template in a list. ``text`` is as it was typed; ``places`` are its placeholders.

    ``known`` are those that the bot fills for each recipient.
    """

    name: str
    version: int
    text: str
    by: str | None
    made_on: dt.date
    places: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTemplates:
    """The agency's templates: one page of them. ``total`` is how many there are; ``missing`` is not one."""

    lines: tuple[TemplateLine, ...]
    total: int
    missing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateHow:
    """How a template is kept. ``name`` is what was said of it already."""

    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSaved:
    """A template was kept, as a further version if there was one of this name."""

    line: TemplateLine


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRefused:
    """A template cannot be kept. ``before`` and ``after`` are the words around the place that is wrong.

    ``why`` is a fault of `bot.patterns`, or of a notice; ``count`` and ``most`` are what that is about.
    """

    why: str
    name: str
    before: str = ""
    after: str = ""
    at: int = 0
    count: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRetired:
    """A template is not in use any more; its versions stay on record."""

    name: str
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFileRefused:
    """A picture or file cannot be part of a notice.

    ``problem`` is one of `bot.evidence.kinds`, or ``kind`` (of message), ``address`` (the bot has none) or
    ``many``. What is allowed is ``most`` of them, so many bytes each.
    """

    kind: str
    problem: str
    name: str | None
    most: int
    picture_bytes: int
    file_bytes: int


NoticePartAnswer = (
    NoticePlaceAsked
    | NoticeTemplates
    | TemplateHow
    | TemplateSaved
    | TemplateRefused
    | TemplateRetired
    | NoticeFileRefused
)
