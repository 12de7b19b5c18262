"""What waits and what is parked: counted for `/metrics` and the doctor, and quick however long the history.

Every count reads an index that holds open or parked rows only, or one state's part of an index; none reads
rows that are settled well. `tests/store/test_backlog.py` holds that by asking both databases for their plans.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, literal_column
from sqlmodel import Session, col, select

from bot.store import jobs, notices, rehearsal
from bot.store.deployment import is_armed
from bot.store.executors import database_now
from bot.store.inbox import is_open
from bot.store.outbox import QUEUED, WAITING
from bot.store.tables import InboxEvent, OutboxMessage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement


UNDELIVERED = ("refused", "unknown")


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many are in each state, and how old the oldest open one is, in seconds (0: none is open).

    ``armed``: whether anything of it is worked on. ``jobs`` is None where durable work has never run.
    """

    armed: bool

    events: Mapping[str, int]
    events_oldest: float
    outbox: Mapping[str, int]
    outbox_oldest: float
    jobs: Mapping[str, int] | None
    jobs_oldest: float
    reminders: Mapping[str, int] = field(default_factory=dict)
    """Those that wait to be told, and of them those that the message budget holds back."""
    notices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParkedEvent:
    """An event that failed too often."""

    reference: str
    type: str
    parked_at: dt.datetime
    erased: bool


def read(session: Session, now: dt.datetime) -> Backlog:
    """Count what waits and what is parked."""
    waiting, since = session.exec(
        select(func.count(), func.min(InboxEvent.received_at)).select_from(InboxEvent).where(is_open())
    ).one()
    queued, queued_since = session.exec(
        select(func.count(), func.min(OutboxMessage.created_at)).where(col(OutboxMessage.state) == WAITING)
    ).one()
    durable = jobs.counts(session)
    told_later, held = rehearsal.waiting_and_held(session)
    return Backlog(
        armed=is_armed(session),
        events={"waiting": waiting, "parked": parked_count(session)},
        events_oldest=_age(since, now),
        outbox={QUEUED: queued, **{state: _outbox(session, state) for state in UNDELIVERED}},
        outbox_oldest=_age(queued_since, now),
        reminders={"waiting": told_later, "held": held},
        notices=notices.counts(session),
        jobs=durable.by_state if durable else None,
        # The engine's moments are the machine's, and so the database's; ``now`` may be another clock's.
        jobs_oldest=_age(durable.oldest, database_now(session)) if durable else 0.0,
    )


def parked_count(session: Session) -> int:
    """Count parked events."""
    is_parked = col(InboxEvent.parked_at).is_not(None)
    return session.exec(select(func.count()).select_from(InboxEvent).where(is_parked)).one()


def parked_events(session: Session, limit: int) -> Sequence[ParkedEvent]:
    """Return the events that were parked last, newest first."""
    statement = (
        select(InboxEvent)
        .where(col(InboxEvent.parked_at).is_not(None))
        .order_by(col(InboxEvent.parked_at).desc())
        .limit(limit)
    )
    return [
        ParkedEvent(row.reference or "", row.type, row.parked_at, row.payload is None)
        for row in session.exec(statement)
        if row.parked_at is not None
    ]


def _outbox(session: Session, state: str) -> int:
    # Not a parameter: SQLite must see which index is meant.
    literal: ColumnElement[str] = literal_column(f"'{state}'")
    counted = select(func.count()).select_from(OutboxMessage).where(col(OutboxMessage.state) == literal)
    return session.exec(counted).one()


def _age(since: dt.datetime | None, now: dt.datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
