"""Queries on how a person wants to be reminded, and of what not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select as sqlalchemy_select
from sqlalchemy import update
from sqlmodel import Session, col

from bot.store.tables import Hush, Measure, ReminderChoice
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    from collections.abc import Sequence

PRIVATE, GROUP = "private", "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How one person wants to be reminded; see `tables.ReminderChoice`."""

    at: str | None = None
    weekdays: tuple[int, ...] | None = None
    digest_only: bool = False
    place: str = PRIVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Muted:
    """What a person does not want to hear of: a measure of a plan, or (None) anything, through ``until``."""

    measure_id: int | None
    year: int | None
    measure: MeasureId | None
    until: dt.date


def choice(session: Session, person_id: int) -> Choice:
    """Return how somebody wants to be reminded: without a choice of theirs as their agency has it."""
    return chosen(session, person_id) or Choice()


def chosen(session: Session, person_id: int) -> Choice | None:
    """Return how somebody said that they want to be reminded, None if they never did."""
    row = session.get(ReminderChoice, person_id)
    if row is None:
        return None
    return Choice(
        at=row.at,
        weekdays=tuple(row.weekdays) if row.weekdays else None,
        digest_only=row.digest_only,
        place=row.place,
    )


def choose(session: Session, person_id: int, wanted: Choice) -> None:
    """Write down how somebody wants to be reminded."""
    session.merge(
        ReminderChoice(
            person_id=person_id,
            at=wanted.at,
            weekdays=None if wanted.weekdays is None else list(wanted.weekdays),
            digest_only=wanted.digest_only,
            place=wanted.place,
        )
    )
    session.flush()


def mutes(session: Session, person_id: int, day: dt.date) -> Sequence[Muted]:
    """Return what somebody does not want to hear of on a day or later; everything first."""
    statement: Any = (
        sqlalchemy_select(Hush, Measure)
        .join(Measure, col(Measure.id) == col(Hush.measure_id), isouter=True)
        .where(col(Hush.person_id) == person_id, col(Hush.until) >= day, col(Hush.ended_at).is_(None))
        .order_by(col(Hush.id))
    )
    found = [
        Muted(
            measure_id=hush.measure_id,
            year=None if measure is None else measure.plan_year,
            measure=None if measure is None else MeasureId(measure.issue, measure.number),
            until=hush.until,
        )
        for hush, measure in session.execute(statement)
    ]
    return sorted(found, key=lambda one: (one.measure is not None, one.measure))


def mute(session: Session, person_id: int, measure_id: int | None, until: dt.date, now: dt.datetime) -> None:
    """Note that somebody is not to be reminded through a day; what they said of the same before is over."""
    same = col(Hush.measure_id).is_(None) if measure_id is None else col(Hush.measure_id) == measure_id
    session.execute(
        update(Hush)
        .where(col(Hush.person_id) == person_id, same, col(Hush.ended_at).is_(None))
        .values(ended_at=now)
    )
    session.add(Hush(person_id=person_id, measure_id=measure_id, until=until, made_at=now))
    session.flush()


def unmute(session: Session, person_id: int, measure_id: int | None, now: dt.datetime) -> None:
    """Note that somebody is to be reminded again, of a measure or (None) of everything."""
    which = [col(Hush.person_id) == person_id, col(Hush.ended_at).is_(None)]
    if measure_id is not None:
        which.append(col(Hush.measure_id) == measure_id)
    session.execute(update(Hush).where(*which).values(ended_at=now))
