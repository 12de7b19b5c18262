"""Queries on how a notice leaves: its rows in the outbox, and what becomes of those whom each goes to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from sqlalchemy import exists, func, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store import outbox
from bot.store.groups import UNCOUNTED
from bot.store.inbox import identity
from bot.store.notice_recipients import QUEUED, REFUSED, SENDING, SENT, SKIPPED, UNKNOWN
from bot.store.tables import Chat, Contact, Membership, NoticeRecipient, OutboxMessage, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MANY: Final = "many"
ONE: Final = "one"
"""In the place of a LINE id: rows of notices go to those of its recipients who name the row."""
DROPPED: Final = "dropped"
BLOCKED, UNLINKED, ERASED, LEFT = "blocked", "unlinked", "erased", "left"
"""Why somebody is skipped. Who is of another agency has left as well, for all that concerns this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A recipient as they can be reached now. ``why``: they cannot, or are not to be.

    ``line_id`` is there as long as LINE knows them, even if they block the bot.
    """

    id: int
    person_id: int | None
    chat_id: int | None
    channel_id: int
    line_id: str | None
    language: str
    filled: Mapping[str, str] | None
    cost: int
    why: str | None

    @property
    def apart(self) -> bool:
        """Whether a call goes to this recipient alone."""
        return self.person_id is None or self.filled is not None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows of a notice that wait or are on their way, and what they cost together."""

    rows: int = 0
    cost: int = 0


_PRESENT = exists().where(
    col(Membership.person_id) == col(NoticeRecipient.person_id), col(Membership.ended_at).is_(None)
)
_ADDRESSEE: Any = (
    sqlalchemy_select(
        col(NoticeRecipient.id),
        col(NoticeRecipient.person_id),
        col(NoticeRecipient.chat_id),
        col(NoticeRecipient.language),
        col(NoticeRecipient.filled),
        col(Person.agency_id),
        col(Person.erased_at),
        col(Contact.channel_id),
        col(Contact.line_id),
        col(Contact.blocked_at),
        col(Chat.channel_id).label("group_channel"),
        col(Chat.line_id).label("group_line_id"),
        col(Chat.left_at),
        col(Chat.members),
        col(Unit.agency_id).label("group_agency"),
        _PRESENT.label("present"),
    )
    .select_from(NoticeRecipient)
    .join(Person, col(Person.id) == col(NoticeRecipient.person_id), isouter=True)
    .join(Contact, col(Contact.id) == col(Person.contact_id), isouter=True)
    .join(Chat, col(Chat.id) == col(NoticeRecipient.chat_id), isouter=True)
    .join(Unit, col(Unit.id) == col(Chat.unit_id), isouter=True)
)


def queued(session: Session, notice_id: int, agency_id: int, limit: int) -> Sequence[Addressee]:
    """Return the next recipients of a notice: those of one channel and language stand together."""
    statement = (
        _ADDRESSEE.where(col(NoticeRecipient.notice_id) == notice_id, col(NoticeRecipient.state) == QUEUED)
        .order_by(col(NoticeRecipient.channel_id), col(NoticeRecipient.language), col(NoticeRecipient.id))
        .limit(limit)
    )
    return [_addressee(row, agency_id) for row in session.execute(statement)]


def of_row(session: Session, row: OutboxMessage, agency_id: int) -> Sequence[Addressee]:
    """Return whom a row of a notice goes to, always in the same order."""
    statement = _ADDRESSEE.where(*_of(row)).order_by(col(NoticeRecipient.id))
    return [_addressee(found, agency_id) for found in session.execute(statement)]


def _of(row: OutboxMessage) -> tuple[Any, ...]:
    # A database may give the number of a row that was thrown away to another one.
    return (
        col(NoticeRecipient.outbox_id) == row.id,
        col(NoticeRecipient.notice_id) == row.notice_id,
        col(NoticeRecipient.state) == SENDING,
    )


def _addressee(row: Any, agency_id: int) -> Addressee:  # noqa: ANN401 (a row of many tables)
    group = row.chat_id is not None
    return Addressee(
        id=row.id,
        person_id=row.person_id,
        chat_id=row.chat_id,
        channel_id=(row.group_channel if group else row.channel_id) or 0,
        line_id=row.group_line_id if group else row.line_id,
        language=row.language,
        filled=row.filled,
        cost=UNCOUNTED if group and row.members is None else row.members if group else 1,
        why=_why_no_group(row, agency_id) if group else _why_nobody(row, agency_id),
    )


def _why_no_group(row: Any, agency_id: int) -> str | None:  # noqa: ANN401 (as above)
    return LEFT if row.left_at is not None or row.group_agency != agency_id else None


def _why_nobody(row: Any, agency_id: int) -> str | None:  # noqa: ANN401 (as above)
    if row.erased_at is not None:
        return ERASED
    if row.line_id is None:
        return UNLINKED
    if row.agency_id != agency_id or not row.present:
        return LEFT
    return BLOCKED if row.blocked_at is not None else None


def waiting(session: Session, notice_id: int) -> Waiting:
    """Return how many rows of a notice are not settled, and what they cost."""
    found = session.execute(
        sqlalchemy_select(func.count(), func.coalesce(func.sum(col(OutboxMessage.cost)), 0)).where(
            col(OutboxMessage.notice_id) == notice_id, col(OutboxMessage.state) == outbox.WAITING
        )
    ).one()
    return Waiting(found[0], int(found[1]))


def tried(session: Session, notice_id: int, most: int) -> int:
    """Count recipients of whom it is known how it ended; beyond ``most`` nobody needs to know."""
    return sum(_count(session, notice_id, state, most) for state in (SENT, REFUSED, UNKNOWN))


def failed(session: Session, notice_id: int) -> int:
    """Count recipients whom LINE refused, or of whom nobody knows."""
    return sum(_count(session, notice_id, state, None) for state in (REFUSED, UNKNOWN))


def any_left(session: Session, notice_id: int) -> bool:
    """Whether anybody is still to get it, or is just getting it."""
    return any(_count(session, notice_id, state, 1) for state in (QUEUED, SENDING))


def _count(session: Session, notice_id: int, state: str, most: int | None) -> int:
    found = (
        sqlalchemy_select(col(NoticeRecipient.id))
        .where(col(NoticeRecipient.notice_id) == notice_id, col(NoticeRecipient.state) == state)
        .limit(most)
        .subquery()
    )
    return int(session.execute(sqlalchemy_select(func.count()).select_from(found)).scalar_one())


# --- changing -------------------------------------------------------------------------------------------


def put(session: Session, row: OutboxMessage, recipients: Iterable[int]) -> None:
    """Put a row into the outbox and fix whom it goes to."""
    added = outbox.add(session, row)
    _set(session, recipients, state=SENDING, outbox_id=added.id, why=None)


def skip(session: Session, found: Mapping[int, str], now: dt.datetime) -> None:
    """Let recipients be skipped, each for a reason."""
    by_reason = defaultdict(list)
    for key, why in found.items():
        by_reason[why].append(key)
    for why, keys in by_reason.items():
        _set(session, keys, state=SKIPPED, why=why, outbox_id=None, done_at=now)


def end(session: Session, row: OutboxMessage, state: str, why: str | None, now: dt.datetime) -> int:
    """Write down what became of all whom a row goes to; return how many."""
    statement: Any = update(NoticeRecipient).where(*_of(row))
    return int(session.execute(statement.values(state=state, why=why, done_at=now)).rowcount)  # type: ignore[attr-defined]  # an update has one


def queue_again(session: Session, row: OutboxMessage) -> None:
    """Let all whom a row was to go to wait again."""
    session.execute(update(NoticeRecipient).where(*_of(row)).values(state=QUEUED, outbox_id=None))


def halve(session: Session, row: OutboxMessage, messages: Sequence[dict[str, Any]], now: dt.datetime) -> None:
    """Put two rows in the place of one, each with a half of its recipients and a key of its own."""
    keys = session.exec(select(NoticeRecipient.id).where(*_of(row)).order_by(col(NoticeRecipient.id))).all()
    middle = len(keys) // 2
    for half in (keys[:middle], keys[middle:]):
        smaller = OutboxMessage(
            channel_id=row.channel_id,
            chat_id=row.chat_id,
            recipient=row.recipient,
            messages=list(messages),
            retry_key=str(uuid4()),
            created_at=now,
            not_before=now,
            in_flight=False,
            about=row.about,
            notice_id=row.notice_id,
            cost=len(half),
        )
        put(session, smaller, [identity(key) for key in half])


def take_back(session: Session, notice_id: int, now: dt.datetime) -> int:
    """Drop the rows of a notice that LINE has certainly not taken; return how many. Recipients wait again.

    What is being sent just now goes on; who sends it looks at the notice right before the call.
    """
    rows = session.exec(
        select(OutboxMessage).where(
            col(OutboxMessage.notice_id) == notice_id,
            col(OutboxMessage.state) == outbox.WAITING,
            ~col(OutboxMessage.in_flight),
            ~col(OutboxMessage.uncertain),
        )
    ).all()
    return sum(_dropped(session, row, now) for row in rows)


def _dropped(session: Session, row: OutboxMessage, now: dt.datetime) -> bool:
    """Drop a row, unless somebody took it up meanwhile."""
    statement: Any = update(OutboxMessage).where(
        col(OutboxMessage.id) == row.id,
        col(OutboxMessage.state) == outbox.QUEUED,
        ~col(OutboxMessage.in_flight),
    )
    done = session.execute(statement.values(state=DROPPED, done_at=now, messages=[]))
    if done.rowcount:  # type: ignore[attr-defined]  # an update has one
        queue_again(session, row)
    return bool(done.rowcount)  # type: ignore[attr-defined]  # as above


def _set(session: Session, keys: Iterable[int], **values: Any) -> None:  # noqa: ANN401 (a column's value)
    which = col(NoticeRecipient.id).in_(list(keys))
    session.execute(update(NoticeRecipient).where(which).values(**values))
