"""Queries on what reminders will be pushed: what a rehearsal, and the message budget, follow from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sqlalchemy import exists, func, literal_column
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.tables import Channel, Reminder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

Key: TypeAlias = tuple[int, int | None, str, str, dt.date]
"""Whom a reminder is for, its duty, kind and rung, and the deadline: there is one such at most."""
_WAITS: Final[ColumnElement[str]] = literal_column("'waiting'")
BUDGET: Final = "budget"


def people_waiting(session: Session, agency_id: int) -> Sequence[int]:
    """Return people of an agency for whom anything waits, also those whom the bot cannot reach."""
    statement = (
        select(Reminder.person_id)
        .where(col(Reminder.state) == _WAITS, col(Reminder.agency_id) == agency_id)
        .distinct()
        .order_by(col(Reminder.person_id))
    )
    return session.exec(statement).all()


def held_back(session: Session, agency_id: int) -> frozenset[int]:
    """Return the keys of what waits in an agency because the message budget has nothing for it."""
    statement = select(Reminder.id).where(
        col(Reminder.state) == _WAITS, col(Reminder.agency_id) == agency_id, col(Reminder.why) == BUDGET
    )
    return frozenset(key for key in session.exec(statement) if key is not None)


def made_from(session: Session, agency_id: int, day: dt.date) -> frozenset[Key]:
    """Return the reminders of steps from a day on that there are, whatever became of them."""
    columns = (Reminder.person_id, Reminder.duty_id, Reminder.kind, Reminder.rung, Reminder.due)
    statement: Any = sqlalchemy_select(*columns).where(  # type: ignore[call-overload]  # columns, as attributes
        col(Reminder.agency_id) == agency_id, col(Reminder.day) >= day
    )
    return frozenset(tuple(row) for row in session.execute(statement))


def anything_to_push(session: Session, now: dt.datetime) -> bool:
    """Whether anything is to be pushed by now."""
    statement = select(Reminder.id).where(*_to_push(now)).limit(1)
    return session.exec(statement).first() is not None


def to_push_in(session: Session, now: dt.datetime) -> Sequence[int]:
    """Return agencies with a channel of their own in which something is to be pushed by now."""
    mine = exists().where(*_to_push(now), col(Reminder.agency_id) == col(Channel.agency_id))
    statement = select(Channel.agency_id).where(col(Channel.agency_id).is_not(None), mine).distinct()
    return sorted(key for key in session.exec(statement) if key is not None)


def _to_push(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    moment = col(Reminder.push_at)
    return col(Reminder.state) == _WAITS, moment.is_not(None), moment <= now


def waiting_and_held(session: Session) -> tuple[int, int]:
    """Count what waits to be told, and of that what the message budget holds back."""
    held = func.count().filter(col(Reminder.why) == BUDGET)
    statement: Any = sqlalchemy_select(func.count(), held).where(col(Reminder.state) == _WAITS)
    waiting, of_budget = session.execute(statement).one()
    return waiting, of_budget
