"""Answers about notices: what many are told at once, and how that gets on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ita_core.keys import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFile:
    """A picture or file that belongs to a notice. ``address`` is where it can be had, for a time."""

    kind: str
    name: str | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReceived:
    """A notice as whoever it is for gets it. ``text`` is as typed, with its placeholders filled.

    ``number`` is None in a preview. ``corrects`` and ``reminds`` are numbers of notices that it is about.
    """

    agency: Name
    agency_short: str
    number: int | None
    text: str
    link: str | None = None
    files: tuple[NoticeFile, ...] = field(default=())
    signed: bool = True
    corrects: int | None = None
    reminds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePaused:
    """A notice paused by itself, as its author and the administrators are told.

    ``why`` is failures (too many), quota (the month's messages), credentials (LINE does not let the bot send)
    or content (LINE refuses what it says). ``failed`` were refused, or nobody knows; ``left`` wait.
    """

    number: int
    why: str
    sent: int
    failed: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDone:
    """A notice was sent to its end, as its author is told: how many recipients it came to how."""

    number: int
    sent: int
    refused: int
    unknown: int
    skipped: int


NoticeAnswer = NoticeReceived | NoticePaused | NoticeDone
