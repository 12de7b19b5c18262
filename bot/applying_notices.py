"""Writes down what was decided about notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import changes_notices
from bot.store import (
    attachments,
    notice_delivery,
    notice_recipients,
    notice_record,
    notices,
    office,
    templates,
)
from bot.store.audit import Deed

if TYPE_CHECKING:
    import datetime as dt

    from sqlmodel import Session

    from bot.applying import Later
    from bot.changes import NoticeAcknowledged
    from bot.store.notices import Kept


def apply(
    session: Session, agency_id: int, change: changes_notices.OfNotices, now: dt.datetime, send: Later
) -> None:
    """Write one change. What is to be sent is looked after when its time comes."""
    match change:
        case changes_notices.ApprovalSet(count):
            office.decide(session, agency_id, approve_from=count)
        case changes_notices.NoticeMade(new):
            key, _ = notices.create(session, agency_id, new, now)
            attachments.belong(session, [one["evidence"] for one in new.content.get("files", ())], key)
            if new.state == notices.SCHEDULED:
                send(session, key, max(0.0, (new.send_at - now).total_seconds()))
        case changes_notices.NoticeTurned(notice_id=key, seen=seen, state=state):
            if not notices.turn(session, key, seen=seen, state=state, why=change.why, **change.values):
                raise changes_notices.Overtaken(key)
            _follow(session, key, state, now, send)
        case changes_notices.NoticeRetried(key):
            if not notices.turn(session, key, seen=(notices.SENT,), state=notices.SENDING, ended_at=None):
                raise changes_notices.Overtaken(key)
            notice_recipients.queue_refused(session, key)
            send(session, key, 0.0)
        case changes_notices.TemplateKept():
            templates.save(
                session,
                agency_id,
                name=change.name,
                text=change.text,
                person_id=change.person_id,
                message_id=change.message_id,
                now=now,
            )
        case changes_notices.TemplateOver(name):
            templates.retire(session, agency_id, name, now)


def forget(
    session: Session, agency_id: int, message_id: str, now: dt.datetime
) -> tuple[list[int], list[Deed]]:
    """Forget what a message said that was taken back: a template's version, and a notice before it goes.

    One that has begun to go is the office's word by then, and stays. Returns the keys of files to be deleted,
    and what is to be noted.
    """
    templates.forget(session, agency_id, message_id, now)
    gone: list[int] = []
    over = []
    for one in notices.before_sending(session, agency_id, message_id):
        waits = one.state in {notices.AWAITING, notices.SCHEDULED}
        if waits and not notices.turn(
            session, one.id, seen=(one.state,), state=notices.CANCELLED, why=notices.UNSENT, ended_at=now
        ):
            continue
        _hand_back(session, one)
        # Of one that goes no more its author may be changing the rest: it loses the picture alone.
        brought = [] if waits else attachments.of_message(session, one.id, message_id)
        gone += brought
        if brought:
            notices.forget_file(session, one, message_id, brought)
            continue
        notices.forget_words(session, one.id)
        gone += attachments.of_notices(session, [one.id])
        over += [one] if waits else []
    deeds = [
        Deed(
            action="notice.cancel",
            subject=f"notice {one.number}",
            before={"state": one.state},
            after={"state": notices.CANCELLED},
        )
        for one in over
    ]
    return gone, deeds


def _hand_back(session: Session, kept: Kept) -> None:
    """Leave to the notices that one is about, and that have gone, what they show as well."""
    for key in (kept.corrects_id, kept.reminds_id):
        earlier = None if key is None else notices.get(session, kept.agency_id, key)
        if earlier is not None and earlier.state not in {notices.AWAITING, notices.SCHEDULED}:
            files = [one["evidence"] for one in earlier.content.get("files", ())]
            attachments.hand_back(session, kept.id, earlier.id, files)


def _follow(session: Session, notice_id: int, state: str, now: dt.datetime, send: Later) -> None:
    """Have a notice looked after in its new state."""
    if state == notices.SCHEDULED:
        send(session, notice_id, max(0.0, (notices.send_at(session, notice_id) - now).total_seconds()))
    elif state in {notices.SENDING, notices.PAUSED, notices.CANCELLED}:
        if state != notices.SENDING:
            notice_delivery.take_back(session, notice_id, now)
        send(session, notice_id, 0.0)


def acknowledge(session: Session, change: NoticeAcknowledged) -> None:
    """Note that somebody has read a notice; the first time counts."""
    if change.chat_id is None:
        notice_recipients.acknowledge(session, change.notice_id, change.person_id, change.at)
    else:
        notice_record.hear(session, change.notice_id, change.person_id, change.chat_id, change.at)
