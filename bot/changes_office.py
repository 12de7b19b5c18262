"""What an event changes about reminders, and about the days and hours of an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.changes import OfAgency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.store.reminders import NewReminder


class OfOffice(OfAgency):
    """Each is followed by new planning of the agency's duties, at the latest in the next round."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RemindersMade(OfOffice):
    """People are to be told something, or (cancelled) not to be told it when its day comes."""

    new: tuple[NewReminder, ...]


@dataclass(frozen=True, slots=True)
class ReserveDecided(OfOffice):
    """The agency keeps so many messages of a month for what is no reminder."""

    reserve: int


@dataclass(frozen=True, slots=True)
class RemindersSettled(OfOffice):
    """What became of reminders that waited: state and why, by key."""

    became: Mapping[int, tuple[str, str | None]]
