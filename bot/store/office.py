"""Queries on what an agency decides about its days, its hours and its ladder of reminders."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.tables import Agency, Closure, Measure, MeasureLadder, OfficePolicy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """How an agency works. ``closures`` says of single days whether it is closed; times as ``08:30``.

    ``rungs`` is None, and ``reserve`` and ``approve_from`` too, where the agency has decided nothing.
    """

    agency_id: int
    short_th: str
    opens: str
    closes: str
    push_at: str
    rungs: tuple[str, ...] | None
    digest: bool
    reserve: int | None
    approve_from: int | None = None
    closures: Mapping[dt.date, bool] = field(default_factory=dict)
    names: Mapping[dt.date, str] = field(default_factory=dict)
    """What those days were called."""
    named_by: Mapping[dt.date, str] = field(default_factory=dict)
    """LINE's ids of the messages that called them so."""


def offices(session: Session, agencies: Collection[int]) -> dict[int, Office]:
    """Return how these agencies work, by their key."""
    closed: dict[int, dict[dt.date, bool]] = defaultdict(dict)
    names: dict[int, dict[dt.date, str]] = defaultdict(dict)
    named_by: dict[int, dict[dt.date, str]] = defaultdict(dict)
    for row in session.exec(
        select(Closure).where(col(Closure.agency_id).in_(agencies)).order_by(col(Closure.day))
    ):
        closed[row.agency_id][row.day] = row.closed
        if row.name:
            names[row.agency_id][row.day] = row.name
        if row.name_message:
            named_by[row.agency_id][row.day] = row.name_message
    statement: Any = (
        sqlalchemy_select(Agency, OfficePolicy)
        .join(OfficePolicy, col(OfficePolicy.agency_id) == col(Agency.id), isouter=True)
        .where(col(Agency.id).in_(agencies))
    )
    found = {}
    for agency, policy in session.execute(statement):
        decided = policy or OfficePolicy(agency_id=agency.id)
        found[agency.id] = Office(
            agency_id=agency.id,
            short_th=agency.short_th,
            opens=decided.opens,
            closes=decided.closes,
            push_at=decided.push_at,
            rungs=None if decided.rungs is None else tuple(decided.rungs),
            digest=decided.digest,
            reserve=decided.reserve,
            approve_from=decided.approve_from,
            closures=closed[agency.id],
            names=names[agency.id],
            named_by=named_by[agency.id],
        )
    return found


def closures(session: Session, agency_id: int) -> Sequence[Closure]:
    """Return the days that an agency decided on, in their order."""
    statement = select(Closure).where(Closure.agency_id == agency_id)
    return session.exec(statement.order_by(col(Closure.day))).all()


def decide(session: Session, agency_id: int, **values: object) -> None:
    """Write down what an agency decides of `OfficePolicy`; what is not named stays."""
    row = session.get(OfficePolicy, agency_id) or OfficePolicy(agency_id=agency_id)
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()


def set_day(  # noqa: PLR0913 (a row's columns, by name)
    session: Session,
    agency_id: int,
    day: dt.date,
    *,
    closed: bool,
    name: str | None,
    now: dt.datetime,
    name_message: str | None = None,
) -> None:
    """Write down that an agency is closed on a day, or open; ``name_message`` is what gave it its name."""
    clear_day(session, agency_id, day)
    row = Closure(
        agency_id=agency_id, day=day, closed=closed, name=name, name_message=name_message, made_at=now
    )
    session.add(row)
    session.flush()


def forget_name(session: Session, agency_id: int, message_id: str) -> bool:
    """Forget what a message called a day; the day stays as it is. Returns whether it had named one."""
    which = (col(Closure.agency_id) == agency_id, col(Closure.name_message) == message_id)
    forgotten = update(Closure).where(*which).values(name=None, name_message=None)
    return bool(session.execute(forgotten).rowcount)  # type: ignore[attr-defined]  # an update has one


def clear_day(session: Session, agency_id: int, day: dt.date) -> bool:
    """Forget what an agency decided of a day. Returns whether it had decided anything."""
    which = (col(Closure.agency_id) == agency_id, col(Closure.day) == day)
    return bool(session.execute(delete(Closure).where(*which)).rowcount)  # type: ignore[attr-defined]  # a delete has one


def ladders(session: Session, agency_id: int) -> dict[int, tuple[str, ...]]:
    """Return the ladders of an agency's measures that have one of their own, by the measure's key."""
    statement: Any = (
        sqlalchemy_select(col(MeasureLadder.measure_id), col(MeasureLadder.rungs))
        .join(Measure, col(Measure.id) == col(MeasureLadder.measure_id))
        .where(col(Measure.agency_id) == agency_id)
    )
    return {key: tuple(rungs) for key, rungs in session.execute(statement)}


def set_ladder(session: Session, measure_id: int, rungs: Sequence[str] | None) -> None:
    """Give a measure a ladder of its own; None: its agency's again."""
    session.execute(delete(MeasureLadder).where(col(MeasureLadder.measure_id) == measure_id))
    if rungs is not None:
        session.add(MeasureLadder(measure_id=measure_id, rungs=list(rungs)))
        session.flush()
