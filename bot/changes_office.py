"""What an event changes about reminders, and about the days and hours of an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.changes import OfAgency

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from bot.store.choices import Choice
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


@dataclass(frozen=True, slots=True)
class RemindersPut(OfOffice):
    """People are to be told something, also if it was settled otherwise before."""

    new: tuple[NewReminder, ...]


@dataclass(frozen=True, slots=True)
class RemindersForgotten(OfOffice):
    """What was cancelled before its day is not: it will be made when its day comes."""

    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RemindersWait(OfOffice):
    """Reminders wait (again): shown from a day on, pushed at a moment (None: not at all), by key."""

    when: Mapping[int, tuple[dt.date, dt.datetime | None]]


@dataclass(frozen=True, slots=True)
class ChoiceMade(OfOffice):
    """How a person wants to be reminded."""

    person_id: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class MuteBegun(OfOffice):
    """A person is not to be reminded of a measure, or (None) of anything, through a day."""

    person_id: int
    measure_id: int | None
    until: dt.date


@dataclass(frozen=True, slots=True)
class MuteEnded(OfOffice):
    """A person is to be reminded again, of a measure, or (None) of everything."""

    person_id: int
    measure_id: int | None
