"""A rehearsal: who would get what on a day, when, and at what price. Sends nothing and changes nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import asking
from bot.agenda import government
from bot.rounds import plan_agency
from bot.store import duties, office, people, queries, quota
from bot.store.engine import reading, rehearsing
from bot.usecases import budgeting, foreseeing
from bot.usecases import rehearsing as rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.store.hearing import Hearer
    from bot.store.quota import Shown
    from bot.store.reminders import Waiting
    from bot.usecases.foreseeing import Address, View
    from bot.usecases.rehearsing import Card, Day

PUSHED, HELD, WAITS = "pushed", "held", "waits"


class NoAgency(LookupError):
    """There is no agency in the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that somebody is told: of a measure, or (without one) by itself."""

    what: str
    measure: str | None
    unit: str | None
    due: dt.date
    days_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one person, or one group, gets. ``person`` is their number, ``posts`` units with roles.

    ``way``: pushed at a time, held back by the message budget, or waits for an answer to carry it free.
    """

    person: int | None
    name: str | None
    group: str | None
    posts: tuple[tuple[str, str], ...]
    way: str
    at: dt.datetime | None
    cost: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A day of an agency. ``room``: messages that reminders may cost now; None: no limit is known.

    ``shown``: cards that were shown on the day already.
    """

    agency: str
    on: dt.date
    room: int | None
    shown: Shown
    rows: tuple[Row, ...]

    @property
    def cost(self) -> int:
        """Messages that the day takes."""
        return sum(row.cost for row in self.rows if row.way == PUSHED)


def rehearse(engine: Engine, code: str | None, on: dt.date, now: dt.datetime) -> Rehearsal:
    """Rehearse a day. ``now`` has the office's zone; a day that is over is taken as if it began.

    Beside a bot that runs it only reads. Where no round has planned the duties as things stand, they are
    planned first, in a transaction that is undone. Raises NoAgency and `asking.WhichAgency`.
    """
    moment = now if on >= now.date() else dt.datetime.combine(on, dt.time.min, now.tzinfo)
    with reading(engine) as session:
        agency_id = asking.chosen(session, code)
        if agency_id is None:
            raise NoAgency
        if _unplanned(session, agency_id, moment.date(), alone=False) is None:
            return _rehearsed(session, agency_id, on, moment)
    with rehearsing(engine) as session:
        version = _unplanned(session, agency_id, moment.date())
        if version is not None:
            plan_agency(session, version, moment)
        return _rehearsed(session, agency_id, on, moment)


def _unplanned(
    session: Session, agency_id: int, today: dt.date, *, alone: bool = True
) -> duties.Version | None:
    found = duties.unplanned(session, government.edition(), today, 1_000_000, alone=alone)
    return next((one for one in found if one.agency_id == agency_id), None)


def _rehearsed(session: Session, agency_id: int, on: dt.date, now: dt.datetime) -> Rehearsal:
    view = foreseeing.gather(session, agency_id, now)
    day = rules.rehearse(view, now, on)
    units = {unit.id or 0: unit.abbr for unit in queries.units(session, agency_id)}
    named = people.names(session, {row.key for row in _addresses(day) if not row.in_group})
    return Rehearsal(
        agency=office.offices(session, [agency_id])[agency_id].short_th,
        on=on,
        room=view.means.room,
        shown=quota.shown(session, agency_id, on, on),
        rows=tuple(_rows(day, view, units, named)),
    )


def _addresses(day: Day) -> list[Address]:
    return [*(card.address for card in (*day.pushed, *day.held)), *day.waits]


def _rows(day: Day, view: View, units: Mapping[int, str], named: Mapping[int, str]) -> Iterator[Row]:
    """Return those who are pushed to by time, then who is held back, then who waits."""

    def row(address: Address, way: str, items: Sequence[Waiting], card: Card | None = None) -> Row:
        hearers = view.prospect.hearers
        return Row(
            person=None if address.in_group else address.key,
            name=None if address.in_group else named.get(address.key),
            group=units.get(address.key) if address.in_group else None,
            posts=() if address.in_group else _posts(hearers, address.key, units),
            way=way,
            at=None if card is None else card.at,
            cost=0 if card is None else card.cost,
            lines=tuple(_line(one, day.day) for one in items),
        )

    for card in day.pushed:
        yield row(card.address, PUSHED, card.items, card)
    for card in day.held:
        yield row(card.address, HELD, card.items)
    for address, items in sorted(day.waits.items()):
        yield row(address, WAITS, items)


def _posts(hearers: Sequence[Hearer], person: int, units: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    return tuple((units[one.unit_id], one.role) for one in hearers if one.person_id == person)


def _line(one: Waiting, day: dt.date) -> Line:
    about = one.about
    due = one.due if about is None else about.due
    return Line(
        what=budgeting.what_for(one.kind, one.rung),
        measure=None if about is None else str(about.measure),
        unit=None if about is None else about.unit,
        due=due,
        days_left=(due - day).days,
    )
