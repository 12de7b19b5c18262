"""Queries on leave: who is away when, who stands in, and what that makes of the one who stands in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col

from bot.store.inbox import identity
from bot.store.people import Post
from bot.store.tables import Leave, Membership, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_AWAY = Person.__table__.alias("away")  # type: ignore[attr-defined]  # SQLModel adds it to table classes
_INSTEAD = Person.__table__.alias("instead")  # type: ignore[attr-defined]  # as above
_OTHER = Leave.__table__.alias("other")  # type: ignore[attr-defined]  # as above
LONGEST_CHAIN = 8
"""Substitutes of substitutes that are followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A leave as it stands. A value, which outlives its session."""

    id: int
    agency_id: int
    person_id: int
    name: str | None
    substitute_id: int | None
    substitute: str | None
    first: dt.date
    last: dt.date
    made_by: int | None
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A leave to be written down."""

    person_id: int
    substitute_id: int | None
    first: dt.date
    last: dt.date


def of_agency(session: Session, agency_id: int, day: dt.date) -> Sequence[Kept]:
    """Return the leave of an agency's people that ends on a day or later, the first to come first."""
    return _read(session, col(Leave.agency_id) == agency_id, col(Leave.last) >= day, _open())


def some(session: Session, keys: Collection[int]) -> dict[int, Kept]:
    """Return leave by its key, over or not."""
    return {one.id: one for one in _read(session, col(Leave.id).in_(keys))} if keys else {}


def over(session: Session, today: dt.date, limit: int) -> Sequence[Kept]:
    """Return leave that is over and whose people were not given back yet what is open.

    Whoever is on further leave by now is not there: they get it all when that ends.
    """
    still = exists().where(
        _OTHER.c.person_id == col(Leave.person_id),
        _OTHER.c.ended_at.is_(None),
        _OTHER.c.first <= today,
        _OTHER.c.last >= today,
    )
    return _read(session, _open(), col(Leave.last) < today, ~still, limit=limit)


def any_over(session: Session, today: dt.date) -> bool:
    """Whether anybody is to be given back what is open."""
    return bool(over(session, today, 1))


def posts_acted(session: Session, person_id: int, today: dt.date) -> tuple[tuple[Post, Kept], ...]:
    """Return the posts of others in whose place somebody stands today, each with the leave.

    Whoever they stand in for may stand in for others, too.
    """
    found: dict[int, Kept] = {}
    mine: set[int] = {person_id}
    for _link in range(LONGEST_CHAIN):
        of_these = _read(
            session,
            col(Leave.substitute_id).in_(mine),
            col(Leave.first) <= today,
            col(Leave.last) >= today,
            _open(),
        )
        new = {one.person_id: one for one in of_these if one.person_id not in {*found, person_id}}
        if not new:
            break
        found |= new
        mine = set(new)
    if not found:
        return ()
    statement: Any = (
        sqlalchemy_select(Membership, col(Unit.abbr))
        .join(Unit, col(Unit.id) == col(Membership.unit_id))
        .where(col(Membership.person_id).in_(found), col(Membership.ended_at).is_(None))
        .order_by(col(Unit.position), col(Membership.id))
    )
    return tuple(
        (
            Post(membership_id=row.id, unit_id=row.unit_id, unit=abbr, role=row.role, since=row.since),
            found[row.person_id],
        )
        for row, abbr in session.execute(statement)
    )


def add(session: Session, agency_id: int, new: New, made_by: int | None, now: dt.datetime) -> int:
    """Write a leave down; return its key."""
    row = Leave(
        agency_id=agency_id,
        person_id=new.person_id,
        substitute_id=new.substitute_id,
        first=new.first,
        last=new.last,
        made_at=now,
        made_by=made_by,
    )
    session.add(row)
    session.flush()
    return identity(row.id)


def end_with(session: Session, leave_id: int, last: dt.date) -> None:
    """Let a leave that has begun end with another day."""
    session.execute(update(Leave).where(col(Leave.id) == leave_id).values(last=last))


def close(session: Session, keys: Iterable[int], now: dt.datetime) -> None:
    """Note that leave is over for good."""
    session.execute(update(Leave).where(col(Leave.id).in_(list(keys))).values(ended_at=now))


def _open() -> Any:  # noqa: ANN401 (an SQLAlchemy condition)
    return col(Leave.ended_at).is_(None)


def _read(session: Session, *which: Any, limit: int | None = None) -> Sequence[Kept]:  # noqa: ANN401 (SQLAlchemy conditions)
    statement: Any = (
        sqlalchemy_select(Leave, _AWAY.c.name.label("away"), _INSTEAD.c.name.label("instead"))
        .join(_AWAY, _AWAY.c.id == col(Leave.person_id))
        .join(_INSTEAD, _INSTEAD.c.id == col(Leave.substitute_id), isouter=True)
        .where(*which)
        .order_by(col(Leave.first), col(Leave.id))
        .limit(limit)
    )
    return [
        Kept(
            id=row.id,
            agency_id=row.agency_id,
            person_id=row.person_id,
            name=away,
            substitute_id=row.substitute_id,
            substitute=instead,
            first=row.first,
            last=row.last,
            made_by=row.made_by,
            ended=row.ended_at is not None,
        )
        for row, away, instead in session.execute(statement)
    ]
