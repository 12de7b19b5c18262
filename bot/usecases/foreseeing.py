"""What the coming cards of one agency follow from, looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.store import groups as rooms
from bot.store import hearing, office, people, quota, rehearsal, reminders
from bot.store.choices import GROUP
from bot.usecases import budgeting, forecasting, planning
from bot.usecases.budgeting import Means

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlmodel import Session

    from bot.store.groups import Group
    from bot.store.hearing import Hearer
    from bot.store.office import Office
    from bot.store.rehearsal import Key
    from bot.store.reminders import About, Waiting
    from bot.usecases.forecasting import Prospect

_DAY = dt.timedelta(days=1)
_EARLY = dt.timedelta(days=14)
"""Nobody is told of a step earlier than a week before it."""


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Where a card goes: to a person by their key, or to the group of a unit by the unit's."""

    key: int
    in_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that the coming cards of one agency follow from."""

    prospect: Prospect
    waiting: Sequence[Waiting]
    abouts: Mapping[int, About]
    reachable: Collection[int]
    hushed: Mapping[int, Mapping[int | None, dt.date]]
    groups: Mapping[int, Group] = field(default_factory=dict)
    """Groups of units, by the unit's key."""
    had: Collection[Address] = ()
    """Who has had a card today."""
    made: frozenset[Key] = frozenset()
    means: Means = field(default_factory=Means)


def gather(session: Session, agency_id: int, now: dt.datetime) -> View:
    """Find what the coming cards of an agency follow from. ``now`` has the office's zone."""
    today = now.date()
    prospect = forecasting.gather(session, agency_id, today)
    who = {one.person_id for one in prospect.hearers} | set(rehearsal.people_waiting(session, agency_id))
    recipients = people.recipients(session, who)
    groups = _groups(session, prospect.hearers)
    chats = [one.chat_id for one in recipients] + [one.chat_id for one in groups.values()]
    seen = reminders.shown_cards(session, chats, today)
    return View(
        prospect=prospect,
        waiting=_wanted(reminders.waiting(session, who), rehearsal.held_back(session, agency_id), now),
        abouts={one.duty_id: one for one in reminders.all_abouts(session, agency_id)},
        reachable={one.person_id for one in recipients},
        hushed=hearing.hushed(session, who, today),
        groups=groups,
        had={
            *(Address(one.person_id) for one in recipients if one.chat_id in seen),
            *(Address(unit, in_group=True) for unit, one in groups.items() if one.chat_id in seen),
        },
        made=rehearsal.made_from(session, agency_id, today - _EARLY),
        means=means_of(session, agency_id, now),
    )


def _wanted(waiting: Iterable[Waiting], held: Collection[int], now: dt.datetime) -> list[Waiting]:
    """Return what waits, and what was held back today as wanted now.

    So a day is weighed alike at each of its hours, and a step is pushed to all who are told of it or to none.
    """
    zone = now.tzinfo
    return [
        replace(one, push_at=now)
        if one.id in held and one.push_at is not None and one.push_at.astimezone(zone).date() > now.date()
        else one
        for one in waiting
    ]


def means_of(session: Session, agency_id: int, now: dt.datetime) -> Means:
    """Find what an agency's month stands at."""
    channel_id = quota.channel_of(session, agency_id)
    reading = None if channel_id is None else quota.of_channel(session, channel_id)
    if channel_id is None or reading is None:
        return Means()
    reserve = office.offices(session, [agency_id])[agency_id].reserve
    return budgeting.means(reading, quota.underway(session, channel_id, reading.read_at), reserve, now)


def never_scarce(session: Session, agency_id: int, room: int, now: dt.datetime) -> bool:
    """Whether a month lasts whatever is due, which is told at little cost: a card for everybody each day.

    ``room``: messages that reminders may cost.
    """
    hearers = hearing.of_agency(session, agency_id)
    how = office.offices(session, [agency_id])[agency_id]
    return room >= _most(how, hearers, _groups(session, hearers), now.date())


def _most(how: Office, hearers: Iterable[Hearer], groups: Mapping[int, Group], today: dt.date) -> int:
    days, last = planning.workdays(how), budgeting.last_day(today)
    left = (today + _DAY * ahead for ahead in range((last - today).days + 1))
    price = len({one.person_id for one in hearers}) + sum(map(budgeting.price_in, groups.values()))
    return price * sum(map(days.is_working, left))


def _groups(session: Session, hearers: Iterable[Hearer]) -> Mapping[int, Group]:
    return rooms.groups(session, {one.unit_id for one in hearers if one.place == GROUP})
