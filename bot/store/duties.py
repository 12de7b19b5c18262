"""Queries on duties: one unit's part of a measure, and when it is to be reminded of it next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, or_, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store import engine
from bot.store.inbox import identity, insert_new
from bot.store.tables import Agency, Duty, Measure, MeasureLadder, MeasureOwner, Planned, Share, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement

UNIT, EVERYBODY = "unit", "all"
"""Kinds of units: one of the department's, and the one that stands for all of them."""
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One unit's part of a measure, as plan and reports have it. ``rungs`` is the measure's own ladder."""

    measure_id: int
    unit_id: int
    plan_year: int
    start: dt.date
    due: dt.date
    open: bool
    rungs: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How a duty stands; see `tables.Duty`."""

    due: dt.date
    open: bool
    done_through: dt.date
    next_on: dt.date | None
    rung: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A duty of which somebody is to be told."""

    id: int
    agency_id: int
    measure_id: int
    unit_id: int
    plan_year: int
    start: dt.date
    stand: Stand
    rungs: tuple[str, ...] | None

    @property
    def due(self) -> dt.date:
        """The deadline that was planned for."""
        return self.stand.due


@dataclass(frozen=True, slots=True)
class Version:
    """An agency's data and doings, as they stand."""

    agency_id: int
    revision: int
    standing: int


PLANNING: Final = 0x17AB0A  # any number that nobody else locks in this database


def unplanned(
    session: Session, calendar: str, today: dt.date, limit: int, *, alone: bool = True
) -> Sequence[Version]:
    """Return agencies whose data, doings or calendar are others than those planned on.

    Not those whose planning failed today, unless they changed since. Who is ``alone`` keeps all others from
    planning until the transaction ends.
    """
    if alone:
        engine.alone(session, PLANNING)
    statement: Any = (
        sqlalchemy_select(col(Agency.id), col(Agency.revision), col(Agency.standing))
        .join(Planned, col(Planned.agency_id) == col(Agency.id), isouter=True)
        .where(
            or_(
                col(Planned.agency_id).is_(None),
                col(Planned.revision) != col(Agency.revision),
                col(Planned.standing) != col(Agency.standing),
                col(Planned.calendar).not_in([calendar, failed_on(today)]),
            )
        )
        .order_by(col(Agency.id))
        .limit(limit)
    )
    return [Version(*row) for row in session.execute(statement)]


def failed_on(day: dt.date) -> str:
    """Return what stands for the calendar where planning failed on a day."""
    return f"failed {day}"


def planned(
    session: Session,
    version: Version,
    calendar: str,
    digest_on: dt.date,
    holidays: Mapping[int, Collection[dt.date]] | None = None,
) -> None:
    """Note what an agency's duties were planned on, and the next digest's day.

    ``holidays`` by calendar year; without them those that are known stay.
    """
    values: dict[str, Any] = {
        "revision": version.revision,
        "standing": version.standing,
        "calendar": calendar,
        "digest_on": digest_on,
    }
    if holidays is not None:
        values["holidays"] = {
            str(year): [day.isoformat() for day in sorted(days)] for year, days in holidays.items()
        }
    row = session.get(Planned, version.agency_id)
    session.add(
        Planned(agency_id=version.agency_id, **values) if row is None else row.sqlmodel_update(values)
    )
    session.flush()


def holidays_planned_on(session: Session, agency_id: int) -> dict[int, frozenset[dt.date]]:
    """Return the days off that an agency's duties were planned on, by calendar year; empty: not known."""
    found = session.exec(select(col(Planned.holidays)).where(Planned.agency_id == agency_id)).first() or {}
    return {int(year): frozenset(map(dt.date.fromisoformat, days)) for year, days in found.items()}


def digest_day(session: Session, agency_id: int) -> dt.date | None:
    """Return the day of an agency's next digest, None before it was ever planned."""
    return session.exec(select(col(Planned.digest_on)).where(Planned.agency_id == agency_id)).first()


def put_off(session: Session, keys: Collection[int], day: dt.date) -> None:
    """Look at duties again on another day."""
    session.execute(update(Duty).where(col(Duty.id).in_(keys)).values(next_on=day))


def digests_due(session: Session, today: dt.date, limit: int, *, alone: bool = True) -> Sequence[int]:
    """Return agencies whose digest is to be given; ``alone`` as in `unplanned`."""
    if alone:
        engine.alone(session, PLANNING)
    statement = select(Planned.agency_id).where(col(Planned.digest_on) <= today)
    return session.exec(statement.order_by(col(Planned.digest_on), col(Planned.agency_id)).limit(limit)).all()


def next_digest(session: Session, agency_id: int, day: dt.date) -> None:
    """Note the day of an agency's next digest."""
    session.execute(update(Planned).where(col(Planned.agency_id) == agency_id).values(digest_on=day))


def parts(session: Session, agency_id: int) -> Sequence[Part]:
    """Return all parts of an agency's plans, one for each unit that owns a measure, by name or with all."""
    every = select(Unit.id).where(Unit.agency_id == agency_id, Unit.kind == UNIT)
    everybody = [identity(key) for key in session.exec(every)]
    shares = _shares(session, agency_id)
    reported = {measure for measure, _ in shares}
    statement: Any = (
        sqlalchemy_select(Measure, col(MeasureOwner.unit_id), col(Unit.kind), col(MeasureLadder.rungs))
        .join(MeasureOwner, col(MeasureOwner.measure_id) == col(Measure.id))
        .join(Unit, col(Unit.id) == col(MeasureOwner.unit_id))
        .join(MeasureLadder, col(MeasureLadder.measure_id) == col(Measure.id), isouter=True)
        .where(col(Measure.agency_id) == agency_id)
        .order_by(col(Measure.id), col(MeasureOwner.position))
    )
    found: dict[tuple[int, int], Part] = {}
    for measure, owner, kind, rungs in session.execute(statement):
        whole = measure.percent == WHOLE and measure.id not in reported
        for unit_id in everybody if kind == EVERYBODY else (owner,):
            found[measure.id, unit_id] = Part(
                measure_id=measure.id,
                unit_id=unit_id,
                plan_year=measure.plan_year,
                start=measure.start,
                due=measure.due,
                open=not whole and shares.get((measure.id, unit_id)) != WHOLE,
                rungs=None if rungs is None else tuple(rungs),
            )
    return list(found.values())


def _shares(session: Session, agency_id: int) -> dict[tuple[int, int], int]:
    statement: Any = (
        sqlalchemy_select(col(Share.measure_id), col(Share.unit_id), col(Share.percent))
        .join(Measure, col(Measure.id) == col(Share.measure_id))
        .where(col(Measure.agency_id) == agency_id)
    )
    return {(measure, unit): percent for measure, unit, percent in session.execute(statement)}


def stands(session: Session, agency_id: int) -> dict[tuple[int, int], Stand]:
    """Return how an agency's duties stand, by measure and unit; so they do until the transaction ends."""
    mine = select(Duty).where(Duty.agency_id == agency_id).order_by(col(Duty.id))
    rows = session.exec(mine.with_for_update())
    return {(row.measure_id, row.unit_id): _stand(row) for row in rows}


def put(session: Session, agency_id: int, wanted: Mapping[tuple[int, int], Stand]) -> None:
    """Write down how duties stand, by measure and unit; new ones are made."""
    keys = {
        (measure, unit): key
        for key, measure, unit in session.execute(
            sqlalchemy_select(col(Duty.id), col(Duty.measure_id), col(Duty.unit_id)).where(
                col(Duty.agency_id) == agency_id
            )
        )
    }
    new, old = [], []
    for (measure, unit), stand in wanted.items():
        key = keys.get((measure, unit))
        if key is None:
            new.append({"agency_id": agency_id, "measure_id": measure, "unit_id": unit, **_values(stand)})
        else:
            old.append({"id": key, **_values(stand)})
    if new:
        session.execute(insert_new(session, Duty), new)
    advance(session, old)


def advance(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Write down how duties stand from here on, each with its key."""
    if rows:
        session.execute(update(Duty), list(rows))


def values(key: int, stand: Stand) -> dict[str, object]:
    """Return a row for `advance`."""
    return {"id": key, **_values(stand)}


def due(session: Session, today: dt.date, limit: int) -> Sequence[Due]:
    """Return duties of which somebody is to be told by a day, longest due first. Reads nothing else.

    They are the caller's until the transaction ends; what somebody else has in hand is left out.
    """
    chosen = (
        select(Duty.id)
        .where(*_is_due(today))
        .order_by(col(Duty.next_on), col(Duty.agency_id), col(Duty.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return with_keys(session, session.exec(chosen).all())


def any_due(session: Session, today: dt.date) -> bool:
    """Whether somebody is to be told of a duty by a day."""
    return session.exec(select(col(Duty.next_on)).where(*_is_due(today)).limit(1)).first() is not None


def _is_due(today: dt.date) -> tuple[ColumnElement[bool], ...]:
    return col(Duty.next_on).is_not(None), col(Duty.next_on) <= today


def with_keys(session: Session, keys: Iterable[int | None]) -> Sequence[Due]:
    """Return duties by their keys."""
    return _dues(session, col(Duty.id).in_(list(keys)))


def of_agency(session: Session, agency_id: int) -> Sequence[Due]:
    """Return the open duties of an agency that somebody will be told of."""
    return _dues(session, col(Duty.agency_id) == agency_id, col(Duty.next_on).is_not(None))


def open_of(session: Session, units: Sequence[int]) -> Sequence[Due]:
    """Return the open duties of units, also those that nobody will be told of any more."""
    return _dues(session, col(Duty.unit_id).in_(units), col(Duty.open))


def open_in(session: Session, agency_id: int) -> dict[int, int]:
    """Return how many open duties each unit of an agency has, by the unit's key."""
    statement: Any = (
        sqlalchemy_select(col(Duty.unit_id), func.count(col(Duty.id)))
        .where(col(Duty.agency_id) == agency_id, col(Duty.open))
        .group_by(col(Duty.unit_id))
    )
    return {unit: number for unit, number in session.execute(statement)}  # noqa: C416 (rows, not pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDuties:
    """What one unit has open: how many duties, the earliest deadline and next day.

    ``first_id`` is the key of the duty with that deadline.
    """

    unit_id: int
    unit: str
    count: int
    due: dt.date
    next_on: dt.date
    first_id: int


def by_unit(session: Session, agency_id: int) -> Sequence[UnitDuties]:
    """Return what each unit of an agency has open that somebody will be told of, in the units' order."""
    other = Duty.__table__.alias("other")  # type: ignore[attr-defined]  # SQLModel adds it to table classes
    first = (
        sqlalchemy_select(other.c.id)
        .where(
            other.c.agency_id == agency_id,
            other.c.unit_id == col(Duty.unit_id),
            other.c.next_on.is_not(None),
        )
        .order_by(other.c.due, other.c.id)
        .limit(1)
        .correlate(Duty)
        .scalar_subquery()
    )
    statement: Any = (
        sqlalchemy_select(
            col(Duty.unit_id).label("unit_id"),
            col(Unit.abbr).label("unit"),
            func.count(col(Duty.id)).label("count"),
            func.min(col(Duty.due)).label("due"),
            func.min(col(Duty.next_on)).label("next_on"),
            first.label("first_id"),
        )
        .join(Unit, col(Unit.id) == col(Duty.unit_id))
        .where(col(Duty.agency_id) == agency_id, col(Duty.next_on).is_not(None))
        .group_by(col(Duty.unit_id), col(Unit.abbr), col(Unit.position))
        .order_by(col(Unit.position))
    )
    return [UnitDuties(**row._mapping) for row in session.execute(statement)]  # noqa: SLF001 (SQLAlchemy's public name)


def _dues(session: Session, *which: Any) -> Sequence[Due]:  # noqa: ANN401 (SQLAlchemy conditions)
    statement: Any = (
        sqlalchemy_select(Duty, col(Measure.plan_year), col(Measure.start), col(MeasureLadder.rungs))
        .join(Measure, col(Measure.id) == col(Duty.measure_id))
        .join(MeasureLadder, col(MeasureLadder.measure_id) == col(Measure.id), isouter=True)
        .where(*which)
        .order_by(col(Duty.agency_id), col(Duty.id))
    )
    return [
        Due(
            id=row.id,
            agency_id=row.agency_id,
            measure_id=row.measure_id,
            unit_id=row.unit_id,
            plan_year=year,
            start=start,
            stand=_stand(row),
            rungs=None if rungs is None else tuple(rungs),
        )
        for row, year, start, rungs in session.execute(statement)
    ]


def _stand(row: Duty) -> Stand:
    return Stand(
        due=row.due, open=row.open, done_through=row.done_through, next_on=row.next_on, rung=row.rung
    )


def _values(stand: Stand) -> dict[str, object]:
    return {
        "due": stand.due,
        "open": stand.open,
        "done_through": stand.done_through,
        "next_on": stand.next_on,
        "rung": stand.rung,
    }
