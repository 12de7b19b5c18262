"""What is kept of reminders: of one person for themselves, taken away with them, and thrown away when old."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, or_, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store import choices
from bot.store.tables import (
    Chat,
    Closure,
    Contact,
    Duty,
    Hush,
    Leave,
    Measure,
    Person,
    Reminder,
    ReminderCard,
    ReminderChoice,
    Unit,
)
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.store.choices import Choice

BATCH = 500
"""Rows of one transaction: few enough that nobody who writes waits for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a person was told, or was to be told; see `tables.Reminder`. A digest is about no measure."""

    year: int | None
    measure: MeasureId | None
    unit: str | None
    kind: str
    rung: str
    due: dt.date
    day: dt.date
    state: str
    why: str | None
    settled_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """A person did not want to hear of a measure, or (None) of anything, through ``until``."""

    year: int | None
    measure: MeasureId | None
    until: dt.date
    made_at: dt.datetime
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A person was away, or stood in for somebody who was (``instead``)."""

    instead: bool
    first: dt.date
    last: dt.date
    made_at: dt.datetime
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """All that is kept of one person's reminders. Without a choice all is as their agency has it."""

    choice: Choice | None = None
    heard: Sequence[Heard] = ()
    quiet: Sequence[Quiet] = ()
    away: Sequence[Away] = ()


def of_person(session: Session, person_id: int) -> Reminded:
    """Return all that is kept of a person's reminders."""
    return Reminded(
        choice=choices.chosen(session, person_id),
        heard=_heard(session, person_id),
        quiet=_quiet(session, person_id),
        away=_away(session, person_id),
    )


def _heard(session: Session, person_id: int) -> Sequence[Heard]:
    statement: Any = (
        sqlalchemy_select(Reminder, Measure, col(Unit.abbr))
        .join(Duty, col(Duty.id) == col(Reminder.duty_id), isouter=True)
        .join(Measure, col(Measure.id) == col(Duty.measure_id), isouter=True)
        .join(Unit, col(Unit.id) == col(Duty.unit_id), isouter=True)
        .where(col(Reminder.person_id) == person_id)
        .order_by(col(Reminder.id))
    )
    return [
        Heard(
            year=_year(measure),
            measure=_key(measure),
            unit=unit,
            kind=row.kind,
            rung=row.rung,
            due=row.due,
            day=row.day,
            state=row.state,
            why=row.why,
            settled_at=row.settled_at,
        )
        for row, measure, unit in session.execute(statement)
    ]


def _quiet(session: Session, person_id: int) -> Sequence[Quiet]:
    statement: Any = (
        sqlalchemy_select(Hush, Measure)
        .join(Measure, col(Measure.id) == col(Hush.measure_id), isouter=True)
        .where(col(Hush.person_id) == person_id)
        .order_by(col(Hush.id))
    )
    return [
        Quiet(
            year=_year(measure),
            measure=_key(measure),
            until=row.until,
            made_at=row.made_at,
            ended_at=row.ended_at,
        )
        for row, measure in session.execute(statement)
    ]


def _away(session: Session, person_id: int) -> Sequence[Away]:
    theirs = or_(col(Leave.person_id) == person_id, col(Leave.substitute_id) == person_id)
    return [
        Away(
            instead=row.person_id != person_id,
            first=row.first,
            last=row.last,
            made_at=row.made_at,
            ended_at=row.ended_at,
        )
        for row in session.exec(select(Leave).where(theirs).order_by(col(Leave.id)))
    ]


def _year(measure: Measure | None) -> int | None:
    return None if measure is None else measure.plan_year


def _key(measure: Measure | None) -> MeasureId | None:
    return None if measure is None else MeasureId(measure.issue, measure.number)


# --- with a person --------------------------------------------------------------------------------------


def erase(session: Session, person_id: int) -> None:
    """Delete what is kept of a person's reminders, while it is known who they are.

    Of others' leaves it stays that there was one, without them. Cards of their own chat go, not of groups.
    """
    for table in (Reminder, ReminderChoice, Hush, Leave):
        session.execute(delete(table).where(table.person_id == person_id))  # type: ignore[arg-type]  # a column
    session.execute(update(Reminder).where(col(Reminder.in_place_of) == person_id).values(in_place_of=None))
    for column in (Leave.substitute_id, Leave.made_by):
        mine = update(Leave).where(col(column) == person_id)
        session.execute(mine.values({col(column): None}))
    chats = (
        select(Chat.id)
        .join(
            Contact,
            (col(Contact.channel_id) == col(Chat.channel_id)) & (col(Contact.line_id) == col(Chat.line_id)),
        )
        .join(Person, col(Person.contact_id) == col(Contact.id))
        .where(Person.id == person_id)
    )
    session.execute(delete(ReminderCard).where(col(ReminderCard.chat_id).in_(chats)))


# --- when it is old -------------------------------------------------------------------------------------


def forget_reminders(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete reminders settled before a moment; return how many. What waits stays."""
    chosen = select(Reminder.id).where(col(Reminder.settled_at) < before)
    keys = session.exec(chosen.order_by(col(Reminder.settled_at)).limit(limit)).all()
    session.execute(delete(Reminder).where(col(Reminder.id).in_(keys)))
    return len(keys)


def forget_cards(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete cards of days before a moment that no reminder is on any more; return how many.

    Only the oldest are looked at, by their keys: days have no index of their own.
    """
    rows = sqlalchemy_select(col(ReminderCard.id), col(ReminderCard.day))
    oldest = rows.order_by(col(ReminderCard.id)).limit(limit).subquery()
    on_it = exists().where(col(Reminder.card_id) == oldest.c.id)
    chosen = sqlalchemy_select(oldest.c.id).where(oldest.c.day < before.date(), ~on_it)
    keys = session.execute(chosen).scalars().all()
    session.execute(delete(ReminderCard).where(col(ReminderCard.id).in_(keys)))
    return len(keys)


def forget_hushes(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete wishes not to be reminded that ended before a moment; return how many."""
    chosen = select(Hush.id).where(col(Hush.until) < before.date())
    keys = session.exec(chosen.order_by(col(Hush.id)).limit(limit)).all()
    session.execute(delete(Hush).where(col(Hush.id).in_(keys)))
    return len(keys)


def forget_leaves(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete leaves that ended before a moment; return how many."""
    chosen = select(Leave.id).where(col(Leave.last) < before.date())
    keys = session.exec(chosen.order_by(col(Leave.id)).limit(limit)).all()
    session.execute(delete(Leave).where(col(Leave.id).in_(keys)))
    return len(keys)


def forget_closures(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete what agencies decided of days before a moment; return how many."""
    chosen = select(Closure.id).where(col(Closure.day) < before.date())
    keys = session.exec(chosen.order_by(col(Closure.id)).limit(limit)).all()
    session.execute(delete(Closure).where(col(Closure.id).in_(keys)))
    return len(keys)
