"""Queries on what became of a notice: counted, listed, acknowledged, kept of one person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, func, or_, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.inbox import insert_new
from bot.store.notice_recipients import QUEUED, REFUSED, SENDING, SENT, SKIPPED, UNKNOWN, acknowledge
from bot.store.tables import Membership, Notice, NoticeRecipient, NoticeTemplate, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

HEARD: Final = "heard"
"""Of whoever acknowledged in a group, which is the recipient: they stand in the record beside it."""
OUT: Final = (SENDING, SENT, UNKNOWN)
"""Whoever may have it by now."""
FAILED: Final = (REFUSED, UNKNOWN, SKIPPED)
WAITING: Final = (QUEUED, SENDING)
STILL: Final = ("sending", "paused", "sent", "cancelled")
"""States of notices of which something may have left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many recipients of one unit are in one state; ``groups`` of them are group chats."""

    unit: str
    state: str
    number: int
    groups: int
    acknowledged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of a notice for one recipient: a person, or a unit's group (``group``)."""

    person_id: int | None
    name: str | None
    group: bool
    unit: str
    state: str
    why: str | None
    done_at: dt.datetime | None
    acknowledged_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which recipients are wanted: of a unit, in some states, who have (not) acknowledged; None: all."""

    unit: str | None = None
    states: tuple[str, ...] | None = None
    acknowledged: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A notice as it concerns one person, or a group: ``state`` is the notice's."""

    notice_id: int
    number: int
    state: str
    recipient: str
    channel_id: int | None
    unit: str
    acknowledged_at: dt.datetime | None

    @property
    def reached(self) -> bool:
        """Whether they may have it: LINE took it, or nobody knows, or they have read it."""
        return self.recipient in {*OUT, HEARD} or self.acknowledged_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """A notice that a person wrote, or decided on."""

    number: int
    made_at: dt.datetime
    state: str
    text: str | None
    audience: tuple[str, ...]
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """A notice that a person got, or was meant to; see `tables.NoticeRecipient`."""

    number: int
    made_at: dt.datetime
    unit: str
    language: str
    state: str
    why: str | None
    done_at: dt.datetime | None
    acknowledged_at: dt.datetime | None
    filled: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """All that notices hold about one person. ``templates`` are (name, version, moment, text)."""

    got: Sequence[Got] = ()
    wrote: Sequence[Wrote] = ()
    templates: Sequence[tuple[str, int, dt.datetime, str]] = field(default=())


# --- counted and listed ---------------------------------------------------------------------------------


def tallies(session: Session, notice_id: int) -> Sequence[Tally]:
    """Count the recipients of a notice by unit and state, the agency's first unit first."""
    statement: Any = (
        sqlalchemy_select(
            col(NoticeRecipient.unit),
            col(NoticeRecipient.state),
            func.count(),
            func.count(col(NoticeRecipient.chat_id)),
            func.count(col(NoticeRecipient.acknowledged_at)),
        )
        .where(col(NoticeRecipient.notice_id) == notice_id)
        .group_by(col(NoticeRecipient.unit), col(NoticeRecipient.state))
    )
    found = [
        Tally(unit=unit, state=state, number=number, groups=groups, acknowledged=read)
        for unit, state, number, groups, read in session.execute(statement)
    ]
    agency_id = select(Notice.agency_id).where(Notice.id == notice_id).scalar_subquery()
    units = session.exec(select(Unit.abbr, Unit.position).where(col(Unit.agency_id) == agency_id))
    places = {abbr: place for abbr, place in units}  # noqa: C416 (rows, not pairs)
    return sorted(found, key=lambda one: (places.get(one.unit, len(places)), one.unit, one.state))


def received(
    session: Session, notice_id: int, choice: Choice, limit: int, offset: int = 0
) -> Sequence[Received]:
    """Return recipients of a notice, unit after unit, in each its group first, then by name."""
    statement: Any = (
        sqlalchemy_select(NoticeRecipient, col(Person.name))
        .join(Notice, col(Notice.id) == col(NoticeRecipient.notice_id))
        .join(Person, col(Person.id) == col(NoticeRecipient.person_id), isouter=True)
        .join(
            Unit,
            and_(col(Unit.agency_id) == col(Notice.agency_id), col(Unit.abbr) == col(NoticeRecipient.unit)),
            isouter=True,
        )
        .where(*_chosen(notice_id, choice))
        .order_by(
            func.coalesce(col(Unit.position), 1_000_000),
            col(NoticeRecipient.unit),
            case((col(NoticeRecipient.chat_id).is_not(None), 0), else_=1),
            case((col(Person.name).is_(None), 1), else_=0),
            col(Person.name),
            col(NoticeRecipient.id),
        )
        .limit(limit)
        .offset(offset)
    )
    return [_received(row, name) for row, name in session.execute(statement)]


def _received(row: NoticeRecipient, name: str | None) -> Received:
    return Received(
        person_id=row.person_id,
        name=name,
        group=row.chat_id is not None,
        unit=row.unit,
        state=row.state,
        why=row.why,
        done_at=row.done_at,
        acknowledged_at=row.acknowledged_at,
    )


def count_received(session: Session, notice_id: int, choice: Choice) -> int:
    """Count what `received` chooses from."""
    statement = sqlalchemy_select(func.count()).select_from(NoticeRecipient)
    return int(session.execute(statement.where(*_chosen(notice_id, choice))).scalar_one())


def _chosen(notice_id: int, choice: Choice) -> tuple[Any, ...]:
    found: list[Any] = [col(NoticeRecipient.notice_id) == notice_id]
    if choice.unit is not None:
        found.append(col(NoticeRecipient.unit) == choice.unit)
    if choice.states is not None:
        found.append(col(NoticeRecipient.state).in_(choice.states))
    if choice.acknowledged is not None:
        moment = col(NoticeRecipient.acknowledged_at)
        found.append(moment.is_not(None) if choice.acknowledged else moment.is_(None))
    return tuple(found)


def roles(
    session: Session, people: Collection[int], at: dt.datetime
) -> Mapping[tuple[int, str], tuple[str, ...]]:
    """Return what people were in each of their units at a moment."""
    statement: Any = (
        sqlalchemy_select(col(Membership.person_id), col(Unit.abbr), col(Membership.role))
        .join(Unit, col(Unit.id) == col(Membership.unit_id))
        .where(
            col(Membership.person_id).in_(people),
            col(Membership.since) <= at,
            or_(col(Membership.ended_at).is_(None), col(Membership.ended_at) > at),
        )
        .order_by(col(Membership.id))
    )
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    for person_id, unit, role in session.execute(statement):
        found[person_id, unit] = (*found.get((person_id, unit), ()), role)
    return found


# --- acknowledged ---------------------------------------------------------------------------------------

_RECEIPT: Any = (
    sqlalchemy_select(
        col(Notice.id),
        col(Notice.number),
        col(Notice.state),
        col(NoticeRecipient.state).label("recipient"),
        col(NoticeRecipient.channel_id),
        col(NoticeRecipient.unit),
        col(NoticeRecipient.acknowledged_at),
    )
    .select_from(NoticeRecipient)
    .join(Notice, col(Notice.id) == col(NoticeRecipient.notice_id))
    .order_by(col(Notice.number).desc())
)


def of_number(
    session: Session, agency_id: int, number: int, *, person_id: int | None = None, chat_id: int | None = None
) -> Receipt | None:
    """Return a notice of an agency as it concerns a person, or a group; None if it does not."""
    return _first(session, _of(agency_id, person_id, chat_id), col(Notice.number) == number)


def latest(
    session: Session, agency_id: int, *, person_id: int | None = None, chat_id: int | None = None
) -> Receipt | None:
    """Return the newest notice to acknowledge that a person, or a group, has got and nobody answered.

    If there is none, the newest one that was answered.
    """
    moment = col(NoticeRecipient.acknowledged_at)
    whose = (
        *_of(agency_id, person_id, chat_id),
        col(Notice.signed).is_(True),
        col(Notice.state).in_(STILL),
        or_(col(NoticeRecipient.state).in_((*OUT, HEARD)), moment.is_not(None)),
    )
    open_ = _first(session, whose, moment.is_(None))
    return _first(session, whose, moment.is_not(None)) if open_ is None else open_


def _of(agency_id: int, person_id: int | None, chat_id: int | None) -> tuple[Any, ...]:
    column = NoticeRecipient.chat_id if person_id is None else NoticeRecipient.person_id
    return col(Notice.agency_id) == agency_id, col(column) == (chat_id if person_id is None else person_id)


def _first(session: Session, whose: tuple[Any, ...], *further: Any) -> Receipt | None:  # noqa: ANN401 (conditions)
    row = session.execute(_RECEIPT.where(*whose, *further).limit(1)).first()
    if row is None:
        return None
    return Receipt(
        notice_id=row.id,
        number=row.number,
        state=row.state,
        recipient=row.recipient,
        channel_id=row.channel_id,
        unit=row.unit,
        acknowledged_at=row.acknowledged_at,
    )


def heard_in(session: Session, notice_id: int, unit: str) -> int:
    """Count who acknowledged a notice and is meant through a unit, its group aside."""
    statement = sqlalchemy_select(func.count()).where(
        col(NoticeRecipient.notice_id) == notice_id,
        col(NoticeRecipient.unit) == unit,
        col(NoticeRecipient.person_id).is_not(None),
        col(NoticeRecipient.acknowledged_at).is_not(None),
    )
    return int(session.execute(statement).scalar_one())


def hear(session: Session, notice_id: int, person_id: int, chat_id: int, at: dt.datetime) -> None:
    """Note that somebody acknowledged in a group that is the recipient: for the group, and for themselves."""
    group = and_(col(NoticeRecipient.notice_id) == notice_id, col(NoticeRecipient.chat_id) == chat_id)
    row = session.exec(select(NoticeRecipient).where(group)).one()
    session.execute(
        update(NoticeRecipient)
        .where(group, col(NoticeRecipient.acknowledged_at).is_(None))
        .values(acknowledged_at=at)
    )
    values = {
        "notice_id": notice_id,
        "person_id": person_id,
        "channel_id": row.channel_id,
        "language": row.language,
        "unit": row.unit,
        "state": HEARD,
        "acknowledged_at": at,
    }
    session.execute(insert_new(session, NoticeRecipient), [values])
    acknowledge(session, notice_id, person_id, at)


# --- of one person --------------------------------------------------------------------------------------


def of_person(session: Session, person_id: int) -> Noticed:
    """Return all that notices hold about a person, oldest first."""
    got: Any = (
        sqlalchemy_select(NoticeRecipient, Notice)
        .join(Notice, col(Notice.id) == col(NoticeRecipient.notice_id))
        .where(col(NoticeRecipient.person_id) == person_id)
        .order_by(col(Notice.number))
    )
    theirs = or_(col(Notice.author_id) == person_id, col(Notice.decided_by) == person_id)
    templates = select(NoticeTemplate).where(NoticeTemplate.made_by == person_id)
    return Noticed(
        got=[
            Got(
                number=notice.number,
                made_at=notice.made_at,
                unit=row.unit,
                language=row.language,
                state=row.state,
                why=row.why,
                done_at=row.done_at,
                acknowledged_at=row.acknowledged_at,
                filled=row.filled,
            )
            for row, notice in session.execute(got)
        ],
        wrote=[
            _wrote(row, person_id)
            for row in session.exec(select(Notice).where(theirs).order_by(col(Notice.number)))
        ],
        templates=[
            (row.name, row.version, row.made_at, row.text)
            for row in session.exec(templates.order_by(col(NoticeTemplate.id)))
        ],
    )


def _wrote(row: Notice, person_id: int) -> Wrote:
    own = row.author_id == person_id
    return Wrote(
        number=row.number,
        made_at=row.made_at,
        state=row.state,
        text=row.content.get("text") if own else None,
        audience=tuple(row.audience) if own else (),
        decided=row.decided_by == person_id,
    )


def agency_of(session: Session, notice_id: int) -> int | None:
    """Return whose notice this is."""
    return session.exec(select(Notice.agency_id).where(Notice.id == notice_id)).first()
