"""What an event changes, as values: decided without a database, written down in the event's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from bot.dialogue import Turn
    from bot.events import Event
    from bot.store.audit import Deed
    from bot.store.progress import New


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
    """A message was taken back: what it said must be forgotten, and what was made from it."""

    message_id: str


@dataclass(frozen=True, slots=True)
class DialogueTurned:
    """The dialogue stands so now; its buttons carry ``number``."""

    turn: Turn
    number: int


@dataclass(frozen=True, slots=True)
class CodeFailed:
    """A registration code was none, in the time that began at ``since``."""

    since: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSent:
    """A photo, file or recording came in; ``report_id`` if it is known what for; or for a notice."""

    message_id: str
    kind: str
    name: str | None = None
    size: int | None = None
    image_set: str | None = None
    image_index: int | None = None
    report_id: int | None = None
    for_notice: bool = False


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """A registered person says what colleagues shall read as their name, with a message."""

    name: str
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class PrivacyTold:
    """A registered person is told of a version of the privacy notice that is newer than theirs."""

    version: int


@dataclass(frozen=True, slots=True)
class NoticeAcknowledged:
    """A person has read a notice and says so, at the moment of the event.

    ``chat_id`` is the group that it was said in, where that is a recipient of the notice. What others do
    meanwhile makes no difference, so it does not wait for them: a hundred thousand may say so at once.
    """

    notice_id: int
    person_id: int
    at: dt.datetime
    chat_id: int | None = None


class OfAgency:
    """What others of the agency see too: decided on how things stood, it is void if they stand otherwise."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Done(OfAgency):
    """An entry of the audit log."""

    deed: Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitesMade(OfAgency):
    """Registration codes were given out; only their hashes are kept."""

    unit: str
    role: str
    hashes: tuple[str, ...]
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLinked(OfAgency):
    """Somebody used a code and accepted the privacy notice."""

    invite_id: int
    unit_id: int
    role: str
    notice_version: int


@dataclass(frozen=True, slots=True)
class PostEnded(OfAgency):
    """A person is no longer what they were in a unit."""

    membership_id: int


@dataclass(frozen=True, slots=True)
class PersonErased(OfAgency):
    """Whoever wrote wants to be forgotten; ``person_id`` if they were ever registered."""

    person_id: int | None


@dataclass(frozen=True, slots=True)
class GroupBound(OfAgency):
    """This group belongs to a unit."""

    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsFiled(OfAgency):
    """Reports were confirmed with one tap. ``evidence`` are keys of what belongs to them.

    ``links`` stand in their notes; each comes with the message that held it.
    """

    filing: str
    reports: tuple[New, ...]
    messages: tuple[str, ...]
    evidence: tuple[int, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportsWithdrawn(OfAgency):
    """Reports were taken back."""

    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDecided(OfAgency):
    """A report was accepted, or returned with a reason, which came with a message."""

    report_id: int
    state: str
    reason: str | None = None
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAsked(OfAgency):
    """A unit asks for more time."""

    year: int
    measure: str
    unit: str
    due: dt.date
    until: dt.date
    reason: str
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionDecided(OfAgency):
    """An admin grants or refuses more time; granted, the measure's deadline is another."""

    extension_id: int
    state: str


Change = (
    LanguageChosen
    | Followed
    | Blocked
    | Joined
    | Left
    | Unsent
    | DialogueTurned
    | CodeFailed
    | EvidenceSent
    | PersonNamed
    | PrivacyTold
    | Done
    | InvitesMade
    | PersonLinked
    | PostEnded
    | PersonErased
    | GroupBound
    | ReportsFiled
    | ReportsWithdrawn
    | ReportDecided
    | ExtensionAsked
    | ExtensionDecided
    | OfAgency
    | NoticeAcknowledged
)
"""`bot.changes_office` has others of an agency."""


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


def sources(made: Iterable[Change]) -> tuple[str, ...]:
    """Return what words about these changes were taken from: the filing, or LINE's ids of messages."""
    found: list[str | None] = []
    for change in made:
        match change:
            case ReportsFiled():
                found.append(change.filing)
            case ReportDecided() | ExtensionAsked():
                found.append(change.message_id)
            case DialogueTurned(turn):
                found += getattr(turn.state, "messages", ())
    return tuple(one for one in found if one is not None)
