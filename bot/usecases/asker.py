"""Who asks, and what: the arguments of every use case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bot import answers
from bot.dialogue import Present

if TYPE_CHECKING:
    import datetime as dt

    from bot.evidence.signer import Printable
    from bot.intent import Intent
    from bot.store.attachments import Sent
    from bot.store.people import Member
    from bot.usecases.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whoever wrote, in which language they are answered, and when (``now`` has its zone: the office's)."""

    agency_id: int | None
    language: str = answers.FIRST_LANGUAGE
    in_group: bool
    now: dt.datetime
    contact_id: int | None = None
    chat_id: int | None = None
    member: Member | None = None
    group_unit: str | None = None

    @property
    def today(self) -> dt.date:
        """The day of asking."""
        return self.now.date()


class Links(Protocol):
    """Makes addresses of the bot at which whoever has them gets what is kept, for a time."""

    def evidence(self, evidence_id: int, place: str) -> str:
        """Return where kept evidence can be looked at; ``place`` is its key in the vault."""

    def preview(self, evidence_id: int, place: str) -> str:
        """Return where a kept picture can be had small enough to be shown before it is opened."""

    def own_data(self, person_id: int, contact_id: int, accepted_at: dt.datetime) -> str:
        """Return where a person gets the file of all that is held about them."""

    def receipt(self, notice_id: int, agency_id: int, made_at: dt.datetime) -> str:
        """Return where the receipt sheet of a notice is; a language and a form are added to it."""

    def invitations(self, batch: int, until: dt.datetime) -> Printable:
        """Return where the codes of a batch are printed until a moment, and what they are drawn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One intent of one asker, with what is known of the agency, and what they are in the middle of."""

    intent: Intent
    asker: Asker
    shelf: Shelf
    nearest: tuple[Intent, ...] = field(default=())
    social: str | None = None
    present: Present = field(default_factory=Present)
    message_id: str | None = None
    evidence: tuple[Sent, ...] = ()
    """What they sent in this chat that belongs to no report yet, oldest first."""
    links: Links | None = None
    """None where the bot has no public address."""
    found: Any = None
    """What the intent's own gatherer found."""

    @property
    def today(self) -> dt.date:
        """The day of asking."""
        return self.asker.today
