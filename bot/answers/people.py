"""Answers about who is who: registering, codes, posts, groups, personal data, and what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.answers.leaves import Colleague
from bot.answers.parts import MeasureLine, Page, UnitRef
from bot.roles import Role
from ita_core.figure import MeasureStatus
from ita_core.keys import FiscalYear, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """What somebody is in a unit, since when; or ``instead`` of whom who is on leave, ``until`` when."""

    unit: UnitRef
    role: Role
    since: dt.datetime
    instead: Colleague | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the privacy notice says in figures: its version, and for how many days what is kept."""

    version: int
    parked_days: int
    sent_days: int
    dialogue_days: int
    blocked_days: int
    reminded_days: int
    noticed_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRenewed:
    """The privacy notice says more than the one that the reader accepted."""

    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateOnly:
    """Something that is not for a group, because others read along."""

    what: Literal[
        "register",
        "invite",
        "people",
        "audit",
        "export",
        "delete",
        "progress",
        "overview",
        "leave",
        "reminders",
        "notices",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterHow:
    """How to register; ``linked`` if the asker is somebody already."""

    agency_short: str
    linked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeShown:
    """A code is good: what it makes of the asker, and the privacy notice to accept."""

    agency: Name
    unit: UnitRef
    role: Role
    notice: Notice
    dialogue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRefused:
    """A code that is none, or no more; which of these is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesPaused:
    """Too many codes that were none: no code is looked at for some minutes."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHeld:
    """A good code for what the asker is already; it was not used up."""

    unit: UnitRef
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Somebody is registered now. ``own`` is what is open for the unit, most urgent first, of ``open``.

    ``waiting`` is how much waits for their decision.
    """

    agency_short: str
    unit: UnitRef
    role: Role
    own: tuple[MeasureLine, ...]
    open: int
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAsked:
    """What shall colleagues read as the asker's name?"""

    present: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameKept:
    """What colleagues read as the asker's name from now on."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteAsks:
    """For which unit shall the codes be?"""

    units: tuple[UnitRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteTooMany:
    """A number of codes that is not given out at once."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitesGiven:
    """Registration codes, each for one person, until a day."""

    agency: Name
    unit: UnitRef
    role: Role
    codes: tuple[str, ...]
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitesPrinted:
    """Where the codes that were just given out are laid out for printing, until when."""

    address: str
    until: dt.datetime


InviteAnswer = InviteAsks | InviteTooMany | InvitesGiven | InvitesPrinted


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteCard:
    """A code on that page; ``code`` is None for one that was used, or is good no more."""

    code: str | None
    used: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteSheet:
    """That page. ``basic_id`` is by which LINE's users find the account; None where LINE did not tell."""

    agency: Name
    unit: UnitRef
    role: Role
    until: dt.datetime
    cards: tuple[InviteCard, ...]
    basic_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A post with who has it. ``name`` is None where nobody knows it; ``number`` tells people apart."""

    membership: int
    number: int
    name: str | None
    unit: UnitRef
    role: Role
    since: dt.datetime
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleList:
    """Who is registered. ``vacant`` are units of the plan that nobody is registered for."""

    agency_short: str
    unit: UnitRef | None
    rows: tuple[PersonLine, ...]
    can_end: bool
    vacant: tuple[str, ...]
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkAsks:
    """Shall this registration end?"""

    line: PersonLine
    dialogue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """A registration has ended."""

    line: PersonLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLost:
    """Said to the person whose registration for a unit was ended by an administrator."""

    agency_short: str
    unit: UnitRef
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class BindHow:
    """How a group is bound to a unit; said in a 1:1 chat, or with ``units`` to choose from."""

    units: tuple[UnitRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupIsBound:
    """The group belongs to a unit now; ``before`` is the unit that it belonged to."""

    unit: UnitRef
    before: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShare:
    """How far one of the asker's units is with a measure; percent is None before any report."""

    unit: str
    percent: int | None
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """A measure with the asker's share of it; ``to_report`` if they may report what is left."""

    line: MeasureLine
    shares: tuple[OwnShare, ...]
    to_report: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MyMeasures:
    """The measures of the asker's units, most urgent first. ``counts`` is over all of them."""

    agency_short: str
    plan_year: FiscalYear
    source: str
    units: tuple[UnitRef, ...]
    status: MeasureStatus | None
    counts: Mapping[MeasureStatus, int]
    rows: tuple[OwnLine, ...]
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport:
    """One report of the asker's, as it is kept."""

    measure: str
    unit: str
    percent: int | None
    note: str | None
    received_at: dt.datetime
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataShown:
    """All that is held about the asker. ``accepted_at`` is when they accepted the privacy notice.

    ``file`` is where they get it as a file, for ``file_hours``; None where there is none.
    """

    agency: Name
    name: str | None
    language: str
    followed_at: dt.datetime | None
    accepted_at: dt.datetime | None
    notice: Notice
    posts: tuple[PostLine, ...]
    dialogue: bool
    evidence: int
    entries: int
    reports: tuple[OwnReport, ...]
    page: Page
    file: str | None = None
    file_hours: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteAsks:
    """Shall the asker be forgotten? ``reports`` are official and stay, without a name."""

    linked: bool
    reports: int
    dialogue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """The asker was forgotten."""

    linked: bool
    blocked_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One thing that was done. ``actor`` is person, command or bot; ``number`` tells people apart."""

    at: dt.datetime
    actor: str
    number: int | None
    name: str | None
    own: bool
    action: str
    subject: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditList:
    """What was done, newest first: all of it, or what the asker did and what concerns them."""

    agency_short: str
    everything: bool
    rows: tuple[AuditLine, ...]
    page: Page


PeopleAnswer = (
    CodeRefused
    | CodesPaused
    | PostHeld
    | Joined
    | InviteAnswer
    | NameAsked
    | NameKept
    | PrivateOnly
    | RegisterHow
    | NoticeShown
    | PrivacyRenewed
    | PeopleList
    | UnlinkAsks
    | Unlinked
    | PostLost
    | BindHow
    | GroupIsBound
    | MyMeasures
    | DataShown
    | DeleteAsks
    | Erased
    | AuditList
)
