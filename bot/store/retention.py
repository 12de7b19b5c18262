"""Throwing away what is old, a batch at a time. How old that is, others decide."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, delete, exists, null, or_, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store.outbox import QUEUED
from bot.store.tables import (
    AuditEntry,
    Chat,
    Contact,
    Dialogue,
    Evidence,
    Extension,
    InboxEvent,
    Invite,
    OutboxMessage,
    Person,
    Report,
    ReportSource,
    SentMessage,
)

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


def erase_dialogues(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Erase what dialogues not touched since a moment were about; return how many. Their numbers stay."""
    statement = (
        select(Dialogue.id)
        .where(col(Dialogue.touched_at) < before, cast(col(Dialogue.state), Text) != "{}")
        .order_by(col(Dialogue.touched_at))
        .limit(limit)
    )
    keys = session.exec(statement).all()
    session.execute(update(Dialogue).where(col(Dialogue.id).in_(keys)).values(state={}))
    return len(keys)


def forget_invites(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete registration codes used, or expired, before a moment; return how many."""
    over = or_(col(Invite.used_at) < before, col(Invite.expires_at) < before)
    keys = session.exec(select(Invite.id).where(over).order_by(col(Invite.id)).limit(limit)).all()
    session.execute(delete(Invite).where(col(Invite.id).in_(keys)))
    return len(keys)


def forget_reports(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete reports filed before a moment that no evidence belongs to (any more); return how many."""
    shown = exists().where(col(Evidence.report_id) == col(Report.id))
    chosen = select(Report.id).where(col(Report.received_at) < before, ~shown)
    keys = session.exec(chosen.order_by(col(Report.id)).limit(limit)).all()
    session.execute(delete(ReportSource).where(col(ReportSource.report_id).in_(keys)))
    session.execute(update(Report).where(col(Report.replaces).in_(keys)).values(replaces=None))
    session.execute(delete(Report).where(col(Report.id).in_(keys)))
    return len(keys)


def forget_extensions(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete wishes for more time that were made before a moment; return how many."""
    chosen = select(Extension.id).where(col(Extension.asked_at) < before)
    keys = session.exec(chosen.order_by(col(Extension.id)).limit(limit)).all()
    session.execute(delete(Extension).where(col(Extension.id).in_(keys)))
    return len(keys)


def forget_audit(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Delete entries of the audit log from before a moment; return how many. The database refuses young."""
    chosen = select(AuditEntry.id).where(col(AuditEntry.at) < before)
    keys = session.exec(chosen.order_by(col(AuditEntry.at)).limit(limit)).all()
    session.execute(delete(AuditEntry).where(col(AuditEntry.id).in_(keys)))
    return len(keys)


def erase_strangers(session: Session, before: dt.datetime, limit: int = BATCH) -> int:
    """Erase who blocked the bot before a moment and is linked to nobody; return how many.

    The rows stay, since events and messages may still hang on them, but nothing in them is LINE's.
    """
    linked = exists().where(col(Person.contact_id) == col(Contact.id))
    statement = (
        select(Contact)
        .where(col(Contact.blocked_at) < before, ~linked)
        .order_by(col(Contact.id))
        .limit(limit)
    )
    found = session.exec(statement).all()
    for contact in found:
        nobody = f"erased-{contact.id}"
        chat = update(Chat).where(
            col(Chat.channel_id) == contact.channel_id, col(Chat.line_id) == contact.line_id
        )
        session.execute(chat.values(line_id=nobody))
        session.execute(update(Dialogue).where(col(Dialogue.contact_id) == contact.id).values(state={}))
        contact.line_id, contact.language = nobody, "th"
        contact.followed_at = contact.blocked_at = contact.wrong_since = None
        contact.wrong_codes = 0
    return len(found)


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
