"""Queries on wishes for more time. A deadline is changed here and nowhere else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select as sqlalchemy_select
from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.store.inbox import identity
from bot.store.tables import Extension, Measure, Person, Unit
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ASKED, GRANTED, REFUSED, WITHDRAWN = "asked", "granted", "refused", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A wish to be stored."""

    agency_id: int
    year: int
    measure: str
    unit: str
    person_id: int | None
    chat_id: int
    message_id: str | None
    asked_at: dt.datetime
    due_before: dt.date
    until: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A stored wish with what it is about. A value, which outlives its session."""

    id: int
    year: int
    measure: MeasureId
    unit: str
    person_id: int | None
    name: str | None
    asked_at: dt.datetime
    due_before: dt.date
    until: dt.date
    reason: str | None
    message_id: str | None
    """Of the message with the reason."""
    state: str


_ASKED = (
    sqlalchemy_select(Extension, Measure, col(Unit.abbr), col(Person.name))
    .join(Measure, col(Measure.id) == col(Extension.measure_id))
    .join(Unit, col(Unit.id) == col(Extension.unit_id))
    .join(Person, col(Person.id) == col(Extension.person_id), isouter=True)
    .order_by(col(Extension.id))
)


def ask(session: Session, wish: Wish) -> int:
    """Store a wish. Returns its key."""
    key = MeasureId.parse(wish.measure)
    measure = select(Measure.id).where(
        Measure.agency_id == wish.agency_id,
        Measure.plan_year == wish.year,
        Measure.issue == key.issue,
        Measure.number == key.number,
    )
    unit = select(Unit.id).where(Unit.agency_id == wish.agency_id, Unit.abbr == wish.unit)
    row = Extension(
        agency_id=wish.agency_id,
        measure_id=identity(session.exec(measure).one()),
        unit_id=identity(session.exec(unit).one()),
        person_id=wish.person_id,
        chat_id=wish.chat_id,
        message_id=wish.message_id,
        asked_at=wish.asked_at,
        due_before=wish.due_before,
        until=wish.until,
        reason=wish.reason,
    )
    session.add(row)
    session.flush()
    return identity(row.id)


def waiting(session: Session, agency_id: int) -> Sequence[Asked]:
    """Return what nobody has decided, longest waiting first."""
    return _all(session, col(Extension.agency_id) == agency_id, col(Extension.state) == ASKED)


def one(session: Session, agency_id: int, extension_id: int) -> Asked | None:
    """Return one of an agency's wishes."""
    found = _all(session, col(Extension.agency_id) == agency_id, col(Extension.id) == extension_id)
    return found[0] if found else None


def granted(session: Session, agency_id: int) -> Mapping[int, Mapping[dt.date, dt.date]]:
    """Return which deadlines were moved, by the key of the measure: from when, until when."""
    statement = (
        sqlalchemy_select(col(Extension.measure_id), col(Extension.due_before), col(Extension.until))
        .where(col(Extension.agency_id) == agency_id, col(Extension.state) == GRANTED)
        .order_by(col(Extension.id))
    )
    found: dict[int, dict[dt.date, dt.date]] = {}
    for measure_id, due_before, until in session.execute(statement):
        found.setdefault(measure_id, {})[due_before] = until
    return found


def of_person(session: Session, person_id: int) -> Sequence[Asked]:
    """Return all that a person asked for."""
    return _all(session, col(Extension.person_id) == person_id)


def decide(session: Session, extension_id: int, *, state: str, by: int, now: dt.datetime) -> None:
    """Grant a wish, which moves the measure's deadline, or refuse it."""
    row = session.get_one(Extension, extension_id)
    row.state, row.decided_by, row.decided_at = state, by, now
    session.add(row)
    if state == GRANTED:
        statement = update(Measure).where(col(Measure.id) == row.measure_id)
        session.execute(statement.values(due=row.until))


def of_message(session: Session, chat_id: int, message_id: str) -> Sequence[int]:
    """Return the keys of wishes that were made with a message and are not decided."""
    statement = select(Extension.id).where(
        Extension.chat_id == chat_id, Extension.message_id == message_id, Extension.state == ASKED
    )
    return [identity(key) for key in session.exec(statement)]


def withdraw(session: Session, keys: Sequence[int]) -> None:
    """Take wishes back."""
    statement = update(Extension).where(col(Extension.id).in_(keys))
    session.execute(statement.values(state=WITHDRAWN))


def forget_reasons(session: Session, chat_id: int, message_id: str) -> None:
    """Erase why wishes were made that came with a message; what was decided on them stays."""
    statement = update(Extension).where(
        col(Extension.chat_id) == chat_id, col(Extension.message_id) == message_id
    )
    session.execute(statement.values(reason=None))


def _all(session: Session, *conditions: Any) -> Sequence[Asked]:  # noqa: ANN401 (SQLAlchemy conditions)
    return [
        Asked(
            id=identity(row.id),
            year=measure.plan_year,
            measure=MeasureId(measure.issue, measure.number),
            unit=unit,
            person_id=row.person_id,
            name=name,
            asked_at=row.asked_at,
            due_before=row.due_before,
            until=row.until,
            reason=row.reason,
            message_id=row.message_id,
            state=row.state,
        )
        for row, measure, unit, name in session.execute(_ASKED.where(*conditions))
    ]


def detach(session: Session, person_id: int, nobodys_chat: int) -> None:
    """Take away what leads from a person's wishes to a chat."""
    theirs = update(Extension).where(col(Extension.person_id) == person_id)
    session.execute(theirs.values(chat_id=nobodys_chat, message_id=None))
