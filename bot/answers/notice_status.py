"""Answers about a notice that was confirmed: how it gets on, who has it, who acknowledged it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.answers.parts import Page, UnitRef

Turn = Literal["pause", "resume", "cancel", "retry"]
Choice = Literal["pause", "resume", "cancel", "retry", "edit"]
Filter = Literal["unread", "read", "out", "failed", "waiting"]
"""Which recipients: who has not acknowledged, who has, who has it, who could not be reached, who waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCounts:
    """What became of the recipients. ``acknowledged`` are recipients; ``heard`` others, in a group.

    ``groups`` of all recipients are group chats.
    """

    queued: int = 0
    sending: int = 0
    sent: int = 0
    refused: int = 0
    unknown: int = 0
    skipped: int = 0
    groups: int = 0
    acknowledged: int = 0
    heard: int = 0

    @property
    def total(self) -> int:
        """All recipients."""
        return self.queued + self.sending + self.sent + self.refused + self.unknown + self.skipped

    @property
    def failed(self) -> int:
        """Who could not be reached, or of whom nobody knows."""
        return self.refused + self.unknown + self.skipped

    @property
    def waiting(self) -> int:
        """Who is still to get it, or just getting it."""
        return self.queued + self.sending


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePerson:
    """Somebody by name, or by number where no name is known. ``own``: the asker."""

    number: int
    name: str | None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeStatus:
    """How a notice stands. ``turned`` is what the asker just did with it. Moments are the office's.

    ``held``: it is in its hold, of which ``seconds`` are left. ``why`` is why it is paused or was rejected.
    ``edited``: it was cancelled to be changed, and ``successor`` took its place, if that is confirmed;
    ``editable``: it has not gone, and can be changed.
    """

    agency_short: str
    now: dt.datetime
    number: int
    state: str
    held: bool
    seconds: int
    why: str | None
    turned: Turn | None
    text: str
    audience: tuple[str, ...]
    author: NoticePerson | None
    made_at: dt.datetime
    send_at: dt.datetime
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    decided_by: NoticePerson | None
    decided_at: dt.datetime | None
    counts: NoticeCounts
    cost: int
    signed: bool
    urgent: bool
    corrects: int | None
    reminds: int | None
    editable: bool = False
    edited: bool = False
    successor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A notice in a list. ``at`` is when it began to leave, or is to."""

    number: int
    state: str
    held: bool
    at: dt.datetime
    text: str
    counts: NoticeCounts
    signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeList:
    """The notices of an agency, the newest first. ``turn``: one is to be chosen for that."""

    agency_short: str
    rows: tuple[NoticeLine, ...]
    page: Page
    turn: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeUnitLine:
    """What became of a notice in one unit."""

    unit: UnitRef
    counts: NoticeCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRecipientLine:
    """What became of a notice for one recipient: a person, or the group of their unit (``who`` is None)."""

    who: NoticePerson | None
    unit: UnitRef
    state: str
    why: str | None
    done_at: dt.datetime | None
    acknowledged_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeUnits:
    """Who has a notice and who acknowledged it, unit by unit."""

    agency_short: str
    number: int
    state: str
    signed: bool
    counts: NoticeCounts
    units: tuple[NoticeUnitLine, ...]
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWho:
    """Recipients of a notice by name: of one unit, or of all those whom ``filter`` chooses."""

    agency_short: str
    number: int
    state: str
    signed: bool
    unit: UnitRef | None
    filter: Filter | None
    rows: tuple[NoticeRecipientLine, ...]
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSigned:
    """Somebody has acknowledged a notice, at a moment of the office. ``again``: that was before.

    ``name`` is there in a group only, with how many of its unit have so far (``count``).
    """

    number: int
    at: dt.datetime
    again: bool
    name: NoticePerson | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeNotSigned:
    """Nothing was acknowledged: it is a preview, not for the asker, not sent yet, or they are a stranger."""

    why: Literal["preview", "not_yours", "not_sent", "stranger"]
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReceipt:
    """Where the receipt sheet of a notice is, for so many hours. None: the bot has no public address."""

    number: int
    counts: NoticeCounts
    workbook: str | None
    paper: str | None
    hours: int


NoticeStatusAnswer = (
    NoticeStatus | NoticeList | NoticeUnits | NoticeWho | NoticeSigned | NoticeNotSigned | NoticeReceipt
)
