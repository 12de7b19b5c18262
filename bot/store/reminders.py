"""Queries on reminders: what waits to be told to whom, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Table, and_, bindparam, exists, func, literal_column, or_, update
from sqlalchemy import select as sqlalchemy_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.store.inbox import insert_new
from bot.store.tables import (
    Duty,
    Measure,
    Reminder,
    ReminderCard,
    Share,
    Unit,
)
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement

WAITING: Final = "waiting"
WHOLE: Final = 100
_TABLE: Table = Reminder.__table__  # type: ignore[attr-defined]  # SQLModel adds it to table classes
WAITS: Final[ColumnElement[str]] = literal_column(f"'{WAITING}'")
"""As a literal, for queries that shall find the indexes on what waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReminder:
    """A reminder to be made; see `tables.Reminder`."""

    agency_id: int
    person_id: int
    duty_id: int | None
    kind: str
    rung: str
    due: dt.date
    day: dt.date
    show_on: dt.date
    push_at: dt.datetime | None
    state: str = WAITING
    why: str | None = None
    settled_at: dt.datetime | None = None
    in_place_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The duty that a reminder is about, as it stands now."""

    duty_id: int
    measure_id: int
    year: int
    measure: MeasureId
    text: str
    start: dt.date
    due: dt.date
    unit_id: int
    unit: str
    open: bool
    percent: int | None
    reported_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A reminder that was not told yet, or was, as its state says. A value, which outlives its session."""

    id: int
    agency_id: int
    person_id: int
    kind: str
    rung: str
    due: dt.date
    day: dt.date
    show_on: dt.date
    push_at: dt.datetime | None
    about: About | None
    in_place_of: int | None = None
    state: str = WAITING


def add(session: Session, new: Sequence[NewReminder]) -> None:
    """Make reminders; whoever was reminded of the same before is left alone."""
    if new:
        rows = [{name: getattr(one, name) for name in NewReminder.__slots__} for one in new]
        session.execute(insert_new(session, Reminder), rows)


def to_push(session: Session, now: dt.datetime, limit: int, after: int = 0) -> Sequence[int]:
    """Return people, by rising key behind ``after``, to whom something is to be pushed by now."""
    statement = (
        select(Reminder.person_id)
        .where(
            col(Reminder.state) == WAITS,
            col(Reminder.push_at).is_not(None),
            col(Reminder.push_at) <= now,
            col(Reminder.person_id) > after,
        )
        .distinct()
        .order_by(col(Reminder.person_id))
        .limit(limit)
    )
    return session.exec(statement).all()


def waiting(session: Session, people: Collection[int]) -> Sequence[Waiting]:
    """Return what waits to be told to people, oldest first, also what is for a later day."""
    return read(session, *_waits_for(people))


def take(session: Session, people: Collection[int]) -> None:
    """Wait until nobody else has in hand what waits to be told to people; nobody will until the end."""
    mine = select(Reminder.id).where(*_waits_for(people)).order_by(col(Reminder.id))
    session.exec(mine.with_for_update()).all()


def still_waiting(session: Session, keys: Collection[int]) -> bool:
    """Whether all of these still wait; they do so until the end of the transaction."""
    statement = select(Reminder.id).where(col(Reminder.id).in_(keys), col(Reminder.state) == WAITS)
    found = session.exec(statement.order_by(col(Reminder.id)).with_for_update()).all()
    return len(found) == len(keys)


def _waits_for(people: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return col(Reminder.person_id).in_(people), col(Reminder.state) == WAITS


def anything_for(session: Session, person_id: int, today: dt.date) -> bool:
    """Whether a person can be told something today."""
    statement = select(Reminder.id).where(
        col(Reminder.person_id) == person_id, col(Reminder.state) == WAITS, col(Reminder.show_on) <= today
    )
    return session.exec(statement.limit(1)).first() is not None


def settle(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Write down what became of reminders that still wait: each with its ``key``, all with the same names."""
    if rows:
        names = [name for name in rows[0] if name != "key"]
        which = _TABLE.c.id == bindparam("key"), _TABLE.c.state == WAITS
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        given = [{"key": row["key"], **{f"new_{name}": row[name] for name in names}} for row in rows]
        session.connection().execute(update(_TABLE).where(*which).values(values), given)


def of_substitutes(session: Session, person_id: int) -> Sequence[int]:
    """Return the keys of what waits to be told to others in the place of somebody."""
    statement = select(Reminder.id).where(
        col(Reminder.in_place_of) == person_id, col(Reminder.state) == WAITING
    )
    return [key for key in session.exec(statement) if key is not None]


def held_back(session: Session, person_id: int, kinds: Collection[str]) -> Sequence[int]:
    """Return the keys of what waits for somebody, and is not pushed."""
    statement = select(Reminder.id).where(
        col(Reminder.person_id) == person_id,
        col(Reminder.state) == WAITS,
        col(Reminder.push_at).is_(None),
        col(Reminder.kind).in_(kinds),
    )
    return [key for key in session.exec(statement) if key is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated:
    """Somebody was told that a duty was overdue."""

    agency_id: int
    person_id: int
    duty_id: int
    due: dt.date


def escalated_and_done(session: Session, agency_id: int) -> Sequence[Escalated]:
    """Return who was shown that something was overdue that is reported and accepted by now.

    Not whom it was said to already.
    """
    said = aliased(Reminder)
    told = exists().where(
        col(said.person_id) == col(Reminder.person_id),
        col(said.duty_id) == col(Reminder.duty_id),
        col(said.kind) == "done",
    )
    accepted = or_(
        col(Share.done).is_(True), and_(col(Share.measure_id).is_(None), col(Measure.percent) == WHOLE)
    )
    statement: Any = (
        sqlalchemy_select(col(Reminder.person_id), col(Reminder.duty_id), func.max(col(Duty.due)))
        .join(Duty, col(Duty.id) == col(Reminder.duty_id))
        .join(Measure, col(Measure.id) == col(Duty.measure_id))
        .join(
            Share,
            (col(Share.measure_id) == col(Duty.measure_id)) & (col(Share.unit_id) == col(Duty.unit_id)),
            isouter=True,
        )
        .where(
            col(Reminder.agency_id) == agency_id,
            literal_column("reminder.kind").in_([literal_column("'head'"), literal_column("'central'")]),
            col(Reminder.state) == literal_column("'shown'"),
            col(Duty.open).is_(False),
            accepted,
            ~told,
        )
        .group_by(col(Reminder.person_id), col(Reminder.duty_id))
    )
    return [
        Escalated(agency_id=agency_id, person_id=person, duty_id=duty, due=due)
        for person, duty, due in session.execute(statement)
    ]


def postpone(
    session: Session, keys: Collection[int], push_at: dt.datetime | None, why: str | None = None
) -> None:
    """Push reminders at another moment; None: not at all. Without ``why`` what is noted of it stays."""
    noted = {} if why is None else {"why": why}
    still = col(Reminder.id).in_(keys), col(Reminder.state) == WAITS
    session.execute(update(Reminder).where(*still).values(push_at=push_at, **noted))


def push_later(session: Session, person_id: int, due_by: dt.datetime, moment: dt.datetime) -> int:
    """Push what is due to a person at another moment. Returns how many cards that makes: none."""
    which = _waits_for([person_id])
    session.execute(update(Reminder).where(*which, col(Reminder.push_at) <= due_by).values(push_at=moment))
    return 0


def to_be_pushed(session: Session, agency_id: int) -> Sequence[tuple[int, int, dt.datetime]]:
    """Return what of an agency is to be pushed: its key, to whom, and when."""
    statement: Any = sqlalchemy_select(
        col(Reminder.id), col(Reminder.person_id), col(Reminder.push_at)
    ).where(
        col(Reminder.agency_id) == agency_id,
        col(Reminder.state) == WAITS,
        col(Reminder.push_at).is_not(None),
    )
    return [(key, person, at) for key, person, at in session.execute(statement)]


def retime(session: Session, push_at: Mapping[int, dt.datetime]) -> None:
    """Push reminders at other moments, by their keys; those that were told meanwhile are left alone."""
    waits = col(Reminder.state) == WAITS
    for key, at in push_at.items():
        session.execute(update(Reminder).where(col(Reminder.id) == key, waits).values(push_at=at))


def shown_cards(session: Session, chats: Collection[int], day: dt.date) -> dict[int, int]:
    """Return the cards that chats were shown on a day, by the chat's key."""
    statement: Any = sqlalchemy_select(col(ReminderCard.chat_id), col(ReminderCard.id)).where(
        col(ReminderCard.chat_id).in_(chats), col(ReminderCard.day) == day
    )
    return {chat: key for chat, key in session.execute(statement)}  # noqa: C416 (rows, not pairs)


def new_card(  # noqa: PLR0913 (a row's columns, by name)
    session: Session,
    *,
    agency_id: int,
    chat_id: int,
    day: dt.date,
    now: dt.datetime,
    pushed: bool,
    cost: int,
) -> int | None:
    """Note that a chat is shown its card of the day; return its key. None: it has had one."""
    values = {
        "agency_id": agency_id,
        "chat_id": chat_id,
        "day": day,
        "made_at": now,
        "pushed": pushed,
        "cost": cost,
    }
    made = session.execute(insert_new(session, ReminderCard).returning(col(ReminderCard.id)), values)
    return made.scalar()


def abouts(session: Session, *which: Any) -> Sequence[About]:  # noqa: ANN401 (SQLAlchemy conditions)
    """Return duties as they stand, most urgent first."""
    statement: Any = _about().where(*which).order_by(col(Duty.due), col(Measure.issue), col(Measure.number))
    return [_told(row) for row in session.execute(statement)]


def all_abouts(session: Session, agency_id: int) -> Sequence[About]:
    """Return all duties of an agency, done and open, most urgent first."""
    return abouts(session, col(Duty.agency_id) == agency_id)


def of_duties(session: Session, keys: Collection[int]) -> Sequence[About]:
    """Return duties by their keys, most urgent first."""
    return abouts(session, col(Duty.id).in_(keys)) if keys else ()


def _about() -> Any:  # noqa: ANN401 (SQLAlchemy's select has no short type)
    return (
        sqlalchemy_select(Duty, Measure, col(Unit.abbr), Share)
        .join(Measure, col(Measure.id) == col(Duty.measure_id))
        .join(Unit, col(Unit.id) == col(Duty.unit_id))
        .join(
            Share,
            (col(Share.measure_id) == col(Duty.measure_id)) & (col(Share.unit_id) == col(Duty.unit_id)),
            isouter=True,
        )
    )


def _told(row: Any) -> About:  # noqa: ANN401 (a row of the statement above)
    duty, measure, share = row.Duty, row.Measure, row.Share
    return About(
        duty_id=duty.id,
        measure_id=measure.id,
        year=measure.plan_year,
        measure=MeasureId(measure.issue, measure.number),
        text=measure.text,
        start=measure.start,
        due=measure.due,
        unit_id=duty.unit_id,
        unit=row.abbr,
        open=duty.open,
        percent=measure.percent if share is None else share.percent,
        reported_at=None if share is None else share.reported_at,
    )


def read(session: Session, *which: Any) -> Sequence[Waiting]:  # noqa: ANN401 (SQLAlchemy conditions)
    """Return reminders with what they are about, oldest first."""
    rows = session.exec(select(Reminder).where(*which).order_by(col(Reminder.id))).all()
    keys = {row.duty_id for row in rows if row.duty_id is not None}
    about = {one.duty_id: one for one in abouts(session, col(Duty.id).in_(keys))} if keys else {}
    return [
        Waiting(
            id=row.id or 0,
            agency_id=row.agency_id,
            person_id=row.person_id,
            kind=row.kind,
            rung=row.rung,
            due=row.due,
            day=row.day,
            show_on=row.show_on,
            push_at=row.push_at,
            about=None if row.duty_id is None else about.get(row.duty_id),
            in_place_of=row.in_place_of,
            state=row.state,
        )
        for row in rows
    ]
