"""What a change of the calendar, or of the ladder, does to the reminders that are to come.

Whoever would have been told on another day is told of that: once for each step, whatever number of duties.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.agenda import moves
from bot.answers.office import StepMove
from bot.roles import Role
from bot.store import duties, hearing, office, queries
from bot.store.duties import Due, Stand
from bot.store.reminders import NewReminder
from bot.usecases import firing, planning

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlmodel import Session

    from bot.agenda.moves import Move
    from bot.store.duties import Part
    from bot.store.hearing import Absence, Hearer
    from bot.store.office import Office

MOVED = "moved"
"""The kind of reminders that say that a step has another day."""
_DAY = dt.timedelta(days=1)
Key = tuple[int, int]
"""A duty, by its measure and unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """All that the steps of an agency's duties follow from, and who would be told of them."""

    office: Office
    parts: Sequence[Part] = ()
    stands: Mapping[Key, Stand] = field(default_factory=dict)
    hearers: Sequence[Hearer] = ()
    absences: Sequence[Absence] = ()
    number: int = 0
    """Another one for each change of the agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What moves: each step once with how many measures it is of, and all whom it concerns.

    ``stands`` are the duties that stand otherwise from now on; ``told`` what people are told of it.
    """

    moves: tuple[StepMove, ...] = ()
    people: frozenset[int] = frozenset()
    stands: Mapping[Key, Stand] = field(default_factory=dict)
    told: tuple[NewReminder, ...] = ()


def gather(session: Session, agency_id: int, today: dt.date) -> Scheme:
    """Find what the steps of an agency's duties follow from."""
    return Scheme(
        office=office.offices(session, [agency_id])[agency_id],
        parts=duties.parts(session, agency_id),
        stands=duties.stands(session, agency_id),
        hearers=hearing.of_agency(session, agency_id),
        absences=hearing.away_from(session, agency_id, today),
        number=sum(queries.data_version(session, agency_id) or ()),
    )


def as_it_was(scheme: Scheme, days: Mapping[dt.date, bool]) -> Scheme:
    """Return the scheme as it was when the government's calendar had these days otherwise.

    What the agency itself decided of a day counts for more, now as then.
    """
    return replace(scheme, office=replace(scheme.office, closures={**days, **scheme.office.closures}))


def shift(
    scheme: Scheme,
    then: Office,
    today: dt.date,
    parts: Sequence[Part] | None = None,
    *,
    but: int | None = None,
) -> Shift:
    """Return what moves if the office works as ``then``, with these parts: their ladders may be others.

    ``but`` is a person who needs not be told. Raises AlwaysClosed.
    """
    after = {(part.measure_id, part.unit_id): part for part in parts or scheme.parts}
    old, new = planning.Ladders(scheme.office), planning.Ladders(then)
    found: dict[Move, list[Part]] = defaultdict(list)
    stands = dict(scheme.stands)
    for part in scheme.parts:
        key = part.measure_id, part.unit_id
        if not part.open or key not in after:
            continue
        stand = scheme.stands.get(key)
        through = stand.done_through if stand is not None and stand.open else today - _DAY
        before, now = old.of(part), new.of(after[key])
        for move in moves.moves(before, now, through):
            found[move].append(part)
        if stand is not None and stand.open:
            stands[key] = replace(stand, done_through=moves.through_after(before, now, through, today))
    by_unit = firing.ears(scheme.hearers, (), (), ()).by_unit
    central = [one for one in scheme.hearers if one.role == Role.ADMIN]
    planned = planning.plan(list(after.values()), stands, then, by_unit, central, today)
    changed = {key: stand for key, stand in stands.items() if stand != scheme.stands[key]}
    concerned = {move: _concerned(scheme, move, of) for move, of in found.items()}
    return Shift(
        moves=tuple(sorted(map(_told_of, found.items()), key=_soonest)),
        people=frozenset(person for people in concerned.values() for person in people),
        stands={**changed, **planned},
        told=_told(scheme, found, concerned, today, but),
    )


def _told_of(item: tuple[Move, Sequence[Part]]) -> StepMove:
    move, of = item
    return StepMove(
        rung=move.rung, was=move.was, day=move.day, measures=len({part.measure_id for part in of})
    )


def _soonest(move: StepMove) -> tuple[dt.date, str]:
    return move.was or move.day or dt.date.max, move.rung


def _concerned(scheme: Scheme, move: Move, of: Sequence[Part]) -> frozenset[int]:
    """Return whom a step speaks to on its new day, of all duties that it is of."""
    day = move.day or move.was or dt.date.max
    away = [one for one in scheme.absences if one.first <= day <= one.last]
    admins = [one for one in scheme.hearers if one.role == Role.ADMIN]
    ears = firing.ears(scheme.hearers, admins, away, scheme.hearers)
    dues = {part.unit_id: _due(scheme, part) for part in of}
    return frozenset(one.person_id for due in dues.values() for one in ears.of(due, move.to))


def _due(scheme: Scheme, part: Part) -> Due:
    nothing = Stand(due=part.due, open=True, done_through=part.start, next_on=None, rung=None)
    return Due(
        id=0,
        agency_id=scheme.office.agency_id,
        measure_id=part.measure_id,
        unit_id=part.unit_id,
        plan_year=part.plan_year,
        start=part.start,
        stand=nothing,
        rungs=part.rungs,
    )


def _told(
    scheme: Scheme,
    found: Mapping[Move, Sequence[Part]],
    concerned: Mapping[Move, Collection[int]],
    today: dt.date,
    but: int | None,
) -> tuple[NewReminder, ...]:
    """Return what people are told, free with whatever they are shown next: a line a step."""
    made: dict[tuple[int, str], NewReminder] = {}
    for move, of in found.items():
        if move.was is None or move.day is None:
            continue
        word = moves.write(moves.Moved(move.rung, move.was), scheme.number)
        for person in sorted(concerned[move]):
            if person == but:
                continue
            told = NewReminder(
                agency_id=scheme.office.agency_id,
                person_id=person,
                duty_id=None,
                kind=MOVED,
                rung=word,
                due=min(part.due for part in of),
                day=move.day,
                show_on=today,
                push_at=None,
            )
            made.setdefault((person, word), told)
    return tuple(made.values())
