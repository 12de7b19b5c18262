"""Answers about notices: what many are told at once, and how that gets on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ita_core.keys import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFile:
    """A picture or file that belongs to a notice. ``address`` is where it can be had, for a time.

    ``preview`` is where a picture that is shown in the chat can be had smaller; None: it is a file to open.
    """

    kind: str
    name: str | None
    address: str
    preview: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReceived:
    """A notice as whoever it is for gets it. ``text`` is as typed, unless its placeholders are ``filled``.

    ``number`` is None in a preview. ``corrects`` and ``reminds`` are numbers of notices that it is about.
    ``filled`` is what the placeholders of `bot.patterns` in ``text`` stand for, by what `bot.parse.places`
    calls them: words, but a role for ``post`` and an ISO day for ``deadline``.
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
    filled: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAsks:
    """Asks for a part of a notice. ``audience`` is what was said of it before; ``units`` can be named."""

    part: Literal["audience", "text"]
    dialogue: int
    units: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    count: int = 0
    most: int = 0
    overdue: bool = False
    rooms: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceUnit:
    """Recipients of one unit: the first of ``count`` names (None: a person whose name is not known)."""

    unit: str
    names: tuple[str | None, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWhen:
    """When a notice goes: in so many seconds (its hold), or at a moment. ``off``: that is no working day.

    ``past``: that moment is over, and another one is to be chosen.
    """

    hold: int
    at: dt.datetime | None = None
    off: bool = False
    after_hours: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePrice:
    """What a notice costs in messages, and how the month stands. ``left`` is None where nobody knows.

    ``unlimited``: LINE sets no limit. ``short``: it is more than may be used.
    """

    cost: int
    left: int | None
    reserve: int
    unlimited: bool = False
    short: Literal["reserve", "month"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBlank:
    """A placeholder that stands for nothing for some: people by unit, and groups by theirs."""

    place: str
    units: tuple[AudienceUnit, ...]
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSample:
    """Whose notice is shown, where each gets another one: a person of a unit, or its group."""

    unit: str
    name: str | None = None
    room: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAttached:
    """A picture or file of a draft. ``state`` is that of evidence; ``problem`` why it is not kept."""

    kind: str
    name: str | None
    state: str
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """A notice before it is confirmed, shown below how it will look.

    ``audience`` is in the words of `bot.usecases.notices.audience`; ``approval``: a second person decides.
    ``lately``: because with the author's notices of the last hour it reaches so many people, else 0.
    ``changed``: whom it comes to is not the same as was shown before. ``text`` is as the first of them gets
    it, whose ``sample`` it is where each gets another one; with ``blanks`` it cannot be confirmed.
    ``fills`` are the placeholders that the author filled, with what they stand for. ``edits`` is the number
    of a notice that it would take the place of, and that does not go any more.
    """

    audience: tuple[str, ...]
    units: tuple[AudienceUnit, ...]
    people: int
    rooms: tuple[str, ...]
    unreachable: tuple[AudienceUnit, ...]
    text: str
    agency_short: str
    price: NoticePrice
    when: NoticeWhen
    signed: bool
    urgent: bool
    approval: bool
    dialogue: int
    today: dt.date
    last: dt.date
    changed: bool = False
    filled: Mapping[str, str] | None = None
    sample: NoticeSample | None = None
    blanks: tuple[NoticeBlank, ...] = ()
    fills: tuple[tuple[str, str], ...] = ()
    files: tuple[NoticeAttached, ...] = ()
    lately: int = 0
    edits: int | None = None
    hidden: int = 0
    """Pictures that are not shown above: LINE takes five messages at once."""

    @property
    def ready(self) -> bool:
        """Whether it can be confirmed as it is."""
        return (
            self.price.short is None
            and not self.blanks
            and not self.when.past
            and all(one.state != "expected" for one in self.files)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCount:
    """Asks for the number of people to be typed, of so many groups too. ``wrong`` was typed instead."""

    count: int
    dialogue: int
    groups: int = 0
    wrong: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeNotTaken:
    """A notice cannot be as it was said. ``count`` and ``most`` are what the reason is about."""

    why: Literal[
        "empty",
        "too_long",
        "link",
        "bad_link",
        "long_link",
        "nobody",
        "past",
        "too_far",
        "nobody_to_approve",
        "nobody_to_approve_lately",
        "replaced",
    ]
    dialogue: int
    count: int = 0
    most: int = 0
    words: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeConfirmed:
    """A notice is on its way: held, scheduled, or (``approval``) waiting for one of so many others.

    ``edits`` is the notice that it takes the place of.
    """

    number: int
    count: int
    when: NoticeWhen
    approval: bool
    approvers: int = 0
    edits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAwaits:
    """For who may approve a notice, below how it will look: by whom it is, to how many, and when.

    ``rooms`` counts groups; ``unreachable`` people are meant, but get nothing. ``personal``: the text has
    placeholders, which are filled for each; ``sample`` is whose notice is shown, ``filled`` for them.
    ``lately`` is as in `NoticeDraft`.
    ``edits`` is the notice that it takes the place of.
    """

    number: int
    by: str | None
    audience: tuple[str, ...]
    people: int
    cost: int
    text: str
    when: NoticeWhen
    rooms: int = 0
    unreachable: int = 0
    signed: bool = True
    urgent: bool = False
    personal: bool = False
    sample: NoticeSample | None = None
    filled: Mapping[str, str] | None = None
    files: tuple[NoticeFile, ...] = ()
    lately: int = 0
    edits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeJudged:
    """A notice was approved or rejected. ``mine``: for who decided, else for who wrote it."""

    number: int
    approved: bool
    mine: bool
    by: str | None = None
    reason: str | None = None
    when: NoticeWhen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReasonAsked:
    """Asks why a notice is rejected, in at most ``most`` characters. ``long``: so many were said before."""

    number: int
    dialogue: int
    long: int = 0
    most: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeStale:
    """A notice cannot be treated so (any more): in which ``state`` it is. None: there is no such notice.

    ``own``: nobody approves what they wrote themselves. ``edited``: it was called back to be changed, and
    ``successor`` took its place, if that is confirmed.
    """

    number: int | None
    state: str | None
    own: bool = False
    edited: bool = False
    successor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeStopped:
    """A notice that was held, scheduled or waiting is cancelled: nobody got it."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLapsed:
    """A notice was approved more than so many days after the time ``at`` it was meant for: it is over."""

    number: int
    at: dt.datetime
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePaused:
    """A notice paused by itself, as its author and the administrators are told.

    ``why`` is failures (too many), quota (the month's messages), credentials (LINE does not let the bot
    send), content (LINE refuses what it says) or copied (the database is a copy: the original may have sent
    it). ``failed`` were refused, or nobody knows; ``left`` wait.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePolicy:
    """From how many recipients on a second person approves, and from how many their number is typed.

    ``changed`` just now, which so many other administrators were told; ``by`` whom, for one of them (empty: a
    person without a name), and what it was ``before``. ``looser`` was wished, and is not for the chat.
    """

    approve_from: int
    typed_from: int
    offered: tuple[int, ...]
    changed: bool = False
    told: int = 0
    by: str | None = None
    before: int = 0
    looser: int | None = None


NoticeAnswer = (
    NoticeReceived
    | NoticeAsks
    | NoticeDraft
    | NoticeCount
    | NoticeNotTaken
    | NoticeConfirmed
    | NoticeAwaits
    | NoticeJudged
    | NoticeReasonAsked
    | NoticeStale
    | NoticeStopped
    | NoticeLapsed
    | NoticePaused
    | NoticeDone
    | NoticePolicy
)
