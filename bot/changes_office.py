"""What an event changes about reminders, and about the days and hours of an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.changes import OfAgency

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from bot.store.choices import Choice
    from bot.store.duties import Stand
    from bot.store.leaves import New
    from bot.store.reminders import NewReminder


class OfOffice(OfAgency):
    """Each is followed by new planning of the agency's duties, at the latest in the next round."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RemindersMade(OfOffice):
    """People are to be told something, or (cancelled) not to be told it when its day comes."""

    new: tuple[NewReminder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveMade(OfOffice):
    """Somebody will be away. ``told`` are reminders of it; their step gets the key of the leave."""

    new: New
    told: tuple[NewReminder, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEnded(OfOffice):
    """A leave is over: called off, or (with ``last``) over with that day, so that all is given back."""

    leave_id: int
    last: dt.date | None
    told: tuple[NewReminder, ...] = ()


@dataclass(frozen=True, slots=True)
class ReserveDecided(OfOffice):
    """The agency keeps so many messages of a month for what is no reminder."""

    reserve: int


@dataclass(frozen=True, slots=True)
class RemindersSettled(OfOffice):
    """What became of reminders that waited: state and why, by key."""

    became: Mapping[int, tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class RemindersTimed(OfOffice):
    """When reminders that wait are to be pushed, by key."""

    push_at: Mapping[int, dt.datetime]


@dataclass(frozen=True, slots=True)
class DutiesPlanned(OfOffice):
    """How duties stand from now on, by measure and unit."""

    stands: Mapping[tuple[int, int], Stand]


@dataclass(frozen=True, slots=True)
class DaySet(OfOffice):
    """The agency is closed on a day, called ``name``, or open; None: as the government has it.

    ``named_by`` is LINE's id of the message that called it so.
    """

    day: dt.date
    closed: bool | None
    name: str | None = None
    named_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSet(OfOffice):
    """When the office works, and when it pushes what was not asked for: times of day as ``08:30``."""

    opens: str
    closes: str
    push_at: str


@dataclass(frozen=True, slots=True)
class LadderSet(OfOffice):
    """The ladder of the agency, or of one measure by its key; None: a measure has its agency's again."""

    measure_id: int | None
    rungs: tuple[str, ...] | None


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
