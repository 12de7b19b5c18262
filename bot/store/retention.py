"""Throwing away what is old, a batch at a time. How old that is, others decide."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, null, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.outbox import QUEUED
from bot.store.tables import InboxEvent, OutboxMessage, SentMessage

if TYPE_CHECKING:
    from sqlalchemy import Select

BATCH = 500
"""Rows of one transaction: few enough that nobody who writes waits for long."""


def forget_handled_events(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete events handled before a moment; return how many. Redeliveries of them are not known any more."""
    return _forget_events(session, _old_events(col(InboxEvent.handled_at), before, limit))


def forget_parked_events(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete events parked before a moment and never taken up again; return how many."""
    return _forget_events(session, _old_events(col(InboxEvent.parked_at), before, limit))


def erase_parked_events(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Erase what people wrote in events parked before a moment; return how many. The rows stay."""
    statement = (
        select(InboxEvent.id)
        .where(col(InboxEvent.parked_at) < before, col(InboxEvent.payload).is_not(None))
        .order_by(col(InboxEvent.parked_at))
        .limit(limit)
    )
    keys = session.exec(statement).all()
    session.execute(update(InboxEvent).where(col(InboxEvent.id).in_(keys)).values(payload=null()))
    return len(keys)


def forget_settled_messages(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete outgoing rows settled before a moment; return how many."""
    statement = (
        select(OutboxMessage.id)
        .where(col(OutboxMessage.done_at) < before, col(OutboxMessage.state) != QUEUED)
        .order_by(col(OutboxMessage.done_at))
        .limit(limit)
    )
    keys = session.exec(statement).all()
    session.execute(delete(OutboxMessage).where(col(OutboxMessage.id).in_(keys)))
    return len(keys)


def forget_sent_messages(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete ids of messages sent before a moment; return how many. Quotes of them are not known any more."""
    statement = (
        select(SentMessage.id)
        .where(col(SentMessage.sent_at) < before)
        .order_by(col(SentMessage.sent_at))
        .limit(limit)
    )
    keys = session.exec(statement).all()
    session.execute(delete(SentMessage).where(col(SentMessage.id).in_(keys)))
    return len(keys)


def _old_events(age: Any, before: dt.datetime, limit: int) -> Select[int | None]:  # noqa: ANN401 (a column)
    """Events whose answer, if any, is settled: a queued one may still need to be traced to what caused it.

    In the order of their age, which has an index: by id SQLite would read them all where none is old.
    """
    queued = exists().where(
        col(OutboxMessage.event_id) == col(InboxEvent.id), col(OutboxMessage.state) == QUEUED
    )
    return sqlalchemy_select(col(InboxEvent.id)).where(age < before, ~queued).order_by(age).limit(limit)


def _forget_events(session: Session, chosen: Select[int | None]) -> int:
    keys = session.execute(chosen).scalars().all()
    answers = update(OutboxMessage).where(col(OutboxMessage.event_id).in_(keys))
    session.execute(answers.values(event_id=None))  # an answer is kept longer than what it answers
    session.execute(delete(InboxEvent).where(col(InboxEvent.id).in_(keys)))
    return len(keys)
