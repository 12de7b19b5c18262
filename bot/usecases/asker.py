"""Who asks, and what: the arguments of every use case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from bot.intent import Intent
    from bot.store.tables import Contact
    from bot.usecases.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whoever wrote, and on which day. ``contact`` is None where LINE does not say who it was."""

    agency_id: int | None
    contact: Contact | None
    in_group: bool
    today: dt.date

    @property
    def language(self) -> str:
        """The language of replies."""
        return self.contact.language if self.contact is not None else "th"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One intent of one asker, with what is known of the agency."""

    intent: Intent
    asker: Asker
    shelf: Shelf
    nearest: tuple[Intent, ...] = field(default=())
    social: str | None = None

    @property
    def today(self) -> dt.date:
        """The day of asking."""
        return self.asker.today
