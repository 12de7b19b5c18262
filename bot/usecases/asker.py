"""Who asks, and what: the arguments of every use case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import answers

if TYPE_CHECKING:
    import datetime as dt

    from bot.intent import Intent
    from bot.usecases.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whoever wrote, in which language they are answered, and on which day."""

    agency_id: int | None
    language: str = answers.FIRST_LANGUAGE
    in_group: bool
    today: dt.date


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
