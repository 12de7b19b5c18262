"""Queries on notices: what was confirmed, in which state it is, and what became of it for each recipient."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, func, literal_column, or_, update
from sqlalchemy import null as sqlalchemy_null
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store import bulk
from bot.store.inbox import identity
from bot.store.tables import Notice, NoticeRecipient

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement

AWAITING: Final = "awaiting"
REJECTED: Final = "rejected"
SCHEDULED: Final = "scheduled"
SENDING: Final = "sending"
PAUSED: Final = "paused"
SENT: Final = "sent"
CANCELLED: Final = "cancelled"
QUOTA: Final = "quota"
"""Why a notice is paused that goes on by itself once the month has messages again."""
EDITED: Final = "edited"
"""Why a notice is cancelled that is to be changed. With a number behind it that is what took its place."""
UNSENT: Final = "unsent"
"""Why a notice is cancelled whose author took back a message that it was written in."""
UNDER_WAY: Final[Sequence[ColumnElement[str]]] = [
    literal_column(f"'{state}'") for state in (SCHEDULED, SENDING, PAUSED)
]
"""States as literals, for queries that shall find the index on such rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecipient:
    """A person, or a group by its chat, to whom a notice goes.

    ``state`` is skipped for whoever cannot be reached: they stand in the record all the same.
    """

    person_id: int | None = None
    chat_id: int | None = None
    channel_id: int | None = None
    language: str
    unit: str
    state: str = "queued"
    why: str | None = None
    filled: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """A notice that was confirmed, with its recipients. ``state`` is awaiting or scheduled.

    ``corrects`` and ``reminds`` are numbers of notices of the agency.
    """

    state: str
    author_id: int
    send_at: dt.datetime
    content: Mapping[str, Any]
    audience: tuple[str, ...]
    cost: int
    urgent: bool = False
    signed: bool = True
    corrects: int | None = None
    reminds: int | None = None
    template_id: int | None = None
    sources: tuple[str, ...] = ()
    recipients: tuple[NewRecipient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A notice as it stands. A value, which outlives its session."""

    id: int
    agency_id: int
    number: int
    state: str
    why: str | None
    author_id: int | None
    made_at: dt.datetime
    decided_by: int | None
    decided_at: dt.datetime | None
    send_at: dt.datetime
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    content: Mapping[str, Any]
    audience: tuple[str, ...]
    urgent: bool
    signed: bool
    corrects_id: int | None
    reminds_id: int | None
    template_id: int | None
    total: int
    cost: int
    states: Mapping[str, int] = field(default_factory=dict)
    """How many recipients are in which state."""
    acknowledged: int = 0
    sources: tuple[str, ...] = ()

    @property
    def edited(self) -> bool:
        """Whether it was cancelled to be changed."""
        return self.state == CANCELLED and (self.why or "").partition(" ")[0] == EDITED

    @property
    def successor(self) -> int | None:
        """The number of the notice that took its place, once that was confirmed."""
        said = (self.why or "").partition(" ")[2]
        return int(said) if self.edited and said else None


def create(session: Session, agency_id: int, new: NewNotice, now: dt.datetime) -> tuple[int, int]:
    """Store a notice with its recipients; return its key, and its number within the agency.

    Whoever calls holds the agency, so that no number is given twice.
    """
    notice = Notice(
        agency_id=agency_id,
        number=last_number(session, agency_id) + 1,
        state=new.state,
        author_id=new.author_id,
        made_at=now,
        send_at=new.send_at,
        content=dict(new.content),
        audience=list(new.audience),
        urgent=new.urgent,
        signed=new.signed,
        corrects_id=_key_of(session, agency_id, new.corrects),
        reminds_id=_key_of(session, agency_id, new.reminds),
        template_id=new.template_id,
        total=len(new.recipients),
        cost=new.cost,
        sources=list(new.sources),
    )
    session.add(notice)
    session.flush()
    key = identity(notice.id)
    bulk.insert(session, NoticeRecipient, [_values(key, one) for one in new.recipients])
    return key, notice.number


def _key_of(session: Session, agency_id: int, number: int | None) -> int | None:
    which = (Notice.agency_id == agency_id, Notice.number == number)
    return None if number is None else session.exec(select(Notice.id).where(*which)).first()


def last_number(session: Session, agency_id: int) -> int:
    """Return the number of an agency's last notice, 0 if there was none."""
    return session.exec(select(func.max(Notice.number)).where(Notice.agency_id == agency_id)).one() or 0


def _values(notice_id: int, one: NewRecipient) -> dict[str, Any]:
    return {
        "notice_id": notice_id,
        "person_id": one.person_id,
        "chat_id": one.chat_id,
        "channel_id": one.channel_id,
        "language": one.language,
        "unit": one.unit,
        "state": one.state,
        "why": one.why,
        "filled": None if one.filled is None else dict(one.filled),
    }


def get(session: Session, agency_id: int, notice_id: int) -> Kept | None:
    """Return a notice of an agency by its key."""
    row = session.exec(select(Notice).where(Notice.id == notice_id, Notice.agency_id == agency_id)).first()
    return None if row is None else _kept(session, [row])[0]


def bare(session: Session, notice_id: int, *, alone: bool = False) -> Kept:
    """Return a notice, held until the end of the transaction if ``alone``; its recipients are not counted.

    Whoever changes rows of a notice in the outbox, or its recipients, holds it first: else two might wait for
    each other. Raises NoResultFound.
    """
    statement = select(Notice).where(Notice.id == notice_id)
    return _value(session.exec(statement.with_for_update() if alone else statement).one(), {}, 0)


def held(session: Session, notice_id: int) -> Kept | None:
    """Return a notice like `bare`, held; None: it was thrown away."""
    row = session.exec(select(Notice).where(Notice.id == notice_id).with_for_update()).first()
    return None if row is None else _value(row, {}, 0)


def under_way(session: Session) -> Sequence[Kept]:
    """Return the notices that are to be sent, are being sent or are paused; recipients are not counted."""
    statement = select(Notice).where(col(Notice.state).in_(UNDER_WAY)).order_by(col(Notice.send_at))
    return [_value(row, {}, 0) for row in session.exec(statement)]


def counts(session: Session) -> dict[str, int]:
    """Count the notices that are to be sent, are being sent or are paused, by state."""
    statement = (
        select(Notice.state, func.count()).where(col(Notice.state).in_(UNDER_WAY)).group_by(Notice.state)
    )
    return {SCHEDULED: 0, SENDING: 0, PAUSED: 0, **dict(session.exec(statement).all())}


def paused(session: Session, agency_id: int) -> dict[int, str | None]:
    """Return why notices of an agency are paused, by number."""
    statement = select(Notice.number, Notice.why).where(
        Notice.agency_id == agency_id, col(Notice.state) == literal_column(f"'{PAUSED}'")
    )
    return dict(session.exec(statement).all())


def number_of(session: Session, agency_id: int, notice_id: int | None) -> int | None:
    """Return what an agency's people call a notice by."""
    if notice_id is None:
        return None
    which = (Notice.id == notice_id, Notice.agency_id == agency_id)
    return session.exec(select(Notice.number).where(*which)).first()


def numbered(session: Session, agency_id: int, number: int) -> Kept | None:
    """Return a notice of an agency by its number."""
    statement = select(Notice).where(Notice.number == number, Notice.agency_id == agency_id)
    row = session.exec(statement).first()
    return None if row is None else _kept(session, [row])[0]


def plain(session: Session, agency_id: int, number: int) -> Kept | None:
    """Return a notice of an agency by its number; its recipients are not counted."""
    which = (Notice.number == number, Notice.agency_id == agency_id)
    row = session.exec(select(Notice).where(*which)).first()
    return None if row is None else _value(row, {}, 0)


def latest(session: Session, agency_id: int, limit: int, offset: int = 0) -> Sequence[Kept]:
    """Return notices of an agency, the newest first."""
    statement = (
        select(Notice)
        .where(Notice.agency_id == agency_id)
        .order_by(col(Notice.number).desc())
        .offset(offset)
        .limit(limit)
    )
    return _kept(session, session.exec(statement).all())


def count(session: Session, agency_id: int) -> int:
    """Count the notices of an agency."""
    return session.exec(select(func.count()).select_from(Notice).where(Notice.agency_id == agency_id)).one()


def turn(
    session: Session,
    notice_id: int,
    *,
    seen: Collection[str],
    state: str,
    why: str | None = None,
    **values: Any,  # noqa: ANN401 (a column's value)
) -> bool:
    """Let a notice be in another state. False: it is not in one of those that were ``seen`` any more."""
    statement: Any = update(Notice).where(col(Notice.id) == notice_id, col(Notice.state).in_(seen))
    return bool(session.execute(statement.values(state=state, why=why, **values)).rowcount)  # type: ignore[attr-defined]  # an update has one


def before_sending(session: Session, agency_id: int, message_id: str) -> Sequence[Kept]:
    """Return the notices made from a message of which nothing has left; recipients are not counted.

    Among them are those that will not go: they were rejected, or called back in time.
    """
    in_time = and_(col(Notice.state).in_((REJECTED, CANCELLED)), col(Notice.started_at).is_(None))
    waiting = col(Notice.state).in_((AWAITING, SCHEDULED))
    statement = select(Notice).where(Notice.agency_id == agency_id, or_(waiting, in_time))
    rows = session.exec(statement.order_by(col(Notice.id)).with_for_update())
    return [_value(row, {}, 0) for row in rows if message_id in row.sources]


def forget_words(session: Session, notice_id: int) -> None:
    """Forget what a cancelled notice said, to everybody and to each."""
    empty: dict[str, Any] = {"text": "", "link": None, "files": []}
    session.execute(update(Notice).where(col(Notice.id) == notice_id).values(content=empty, sources=[]))
    session.execute(
        update(NoticeRecipient)
        .where(col(NoticeRecipient.notice_id) == notice_id)
        .values(filled=sqlalchemy_null())
    )


def forget_file(session: Session, kept: Kept, message_id: str, keys: Collection[int]) -> None:
    """Forget a picture or file of a notice, and the message that brought it."""
    files = [one for one in kept.content.get("files", ()) if one["evidence"] not in keys]
    sources = [one for one in kept.sources if one != message_id]
    which = update(Notice).where(col(Notice.id) == kept.id)
    session.execute(which.values(content={**kept.content, "files": files}, sources=sources))


def send_at(session: Session, notice_id: int) -> dt.datetime:
    """Return when a notice is to be sent."""
    return session.exec(select(Notice.send_at).where(Notice.id == notice_id)).one()


def _kept(session: Session, rows: Sequence[Notice]) -> list[Kept]:
    keys = [identity(row.id) for row in rows]
    states: dict[int, dict[str, int]] = {key: {} for key in keys}
    acknowledged = dict.fromkeys(keys, 0)
    statement: Any = (
        sqlalchemy_select(
            col(NoticeRecipient.notice_id),
            col(NoticeRecipient.state),
            func.count(),
            func.count(col(NoticeRecipient.acknowledged_at)),
        )
        .where(col(NoticeRecipient.notice_id).in_(keys))
        .group_by(col(NoticeRecipient.notice_id), col(NoticeRecipient.state))
    )
    for key, state, number, read in session.execute(statement):
        states[key][state] = number
        acknowledged[key] += read
    return [_value(row, states[identity(row.id)], acknowledged[identity(row.id)]) for row in rows]


def _value(row: Notice, states: Mapping[str, int], acknowledged: int) -> Kept:
    return Kept(
        id=identity(row.id),
        agency_id=row.agency_id,
        number=row.number,
        state=row.state,
        why=row.why,
        author_id=row.author_id,
        made_at=row.made_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        send_at=row.send_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        content=row.content,
        audience=tuple(row.audience),
        urgent=row.urgent,
        signed=row.signed,
        corrects_id=row.corrects_id,
        reminds_id=row.reminds_id,
        template_id=row.template_id,
        total=row.total,
        cost=row.cost,
        states=states,
        acknowledged=acknowledged,
        sources=tuple(row.sources),
    )
