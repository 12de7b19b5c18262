"""Queries on reminders that people put off, do without, or could not be given."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, or_, update
from sqlmodel import Session, col, select

from bot.store import reminders
from bot.store.inbox import insert_new
from bot.store.reminders import WAITING, NewReminder, Waiting
from bot.store.tables import Duty, Reminder, ReminderCard

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

SHOWN, CANCELLED, UNREACHABLE = "shown", "cancelled", "unreachable"
OF_UNIT = "duty"


def at_hand(session: Session, people: Collection[int], since: dt.date) -> Sequence[Waiting]:
    """Return what people can put off: what waits, and what was on a card of theirs since a day, oldest first.

    Only of duties of their units.
    """
    shown = and_(
        col(Reminder.state) == SHOWN,
        col(Reminder.card_id).in_(select(ReminderCard.id).where(col(ReminderCard.day) >= since)),
    )
    return reminders.read(
        session,
        col(Reminder.person_id).in_(people),
        col(Reminder.kind) == OF_UNIT,
        or_(col(Reminder.state) == WAITING, shown),
    )


def cancelled(session: Session, person_id: int) -> Sequence[Waiting]:
    """Return what somebody does without, of measures that are still open, and of digests."""
    found = reminders.read(session, col(Reminder.person_id) == person_id, col(Reminder.state) == CANCELLED)
    return [one for one in found if one.about is None or one.about.open]


def of_duties(session: Session, person_id: int, duties: Collection[int]) -> Sequence[Waiting]:
    """Return all reminders of a person about duties of their units, whatever became of them."""
    return reminders.read(
        session,
        col(Reminder.person_id) == person_id,
        col(Reminder.kind) == OF_UNIT,
        col(Reminder.duty_id).in_(duties),
    )


def put(session: Session, new: Sequence[NewReminder]) -> None:
    """Make reminders; one that was there before becomes what it shall be now. What was told is not undone."""
    for one in new:
        values = {name: getattr(one, name) for name in NewReminder.__slots__}
        if session.execute(insert_new(session, Reminder).returning(col(Reminder.id)), values).first() is None:
            told = [col(Reminder.state) != SHOWN] if one.state == CANCELLED else []
            session.execute(update(Reminder).where(*_same(one), *told).values(**values, card_id=None))


def _same(one: NewReminder) -> list[Any]:
    mine = [
        col(Reminder.person_id) == one.person_id,
        col(Reminder.kind) == one.kind,
        col(Reminder.rung) == one.rung,
    ]
    if one.duty_id is None:
        return [*mine, col(Reminder.duty_id).is_(None)]
    return [*mine, col(Reminder.duty_id) == one.duty_id, col(Reminder.due) == one.due]


def drop(session: Session, keys: Collection[int]) -> None:
    """Delete reminders that were cancelled before their day, as if nobody had thought of them."""
    if keys:
        session.execute(delete(Reminder).where(col(Reminder.id).in_(keys), col(Reminder.state) == CANCELLED))


def wait_again(session: Session, when: Mapping[int, tuple[dt.date, dt.datetime | None]]) -> None:
    """Let reminders wait (again) to be shown from a day on and pushed at a moment, by their key.

    Only those that wait or were cancelled: others were told meanwhile.
    """
    still = col(Reminder.state).in_([WAITING, CANCELLED])
    for key, (show_on, push_at) in when.items():
        values = {"state": WAITING, "why": None, "settled_at": None, "show_on": show_on, "push_at": push_at}
        session.execute(update(Reminder).where(col(Reminder.id) == key, still).values(**values))


def unreachable(
    session: Session, person_id: int, why: str, now: dt.datetime, unit_id: int | None = None
) -> None:
    """Note that what waits cannot be told to somebody: all of it, or only what is about one unit's duties."""
    which = [col(Reminder.person_id) == person_id, col(Reminder.state) == WAITING]
    if unit_id is not None:
        which.append(col(Reminder.duty_id).in_(select(Duty.id).where(col(Duty.unit_id) == unit_id)))
    values = {"state": UNREACHABLE, "why": why, "settled_at": now, "push_at": None}
    session.execute(update(Reminder).where(*which).values(**values))
