"""What notices will cost that are confirmed, but not in the outbox yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col

from bot.store import notices
from bot.store.groups import UNCOUNTED
from bot.store.tables import Chat, Notice, NoticeRecipient

if TYPE_CHECKING:
    import datetime as dt

_TO_COME = (notices.AWAITING, notices.SCHEDULED, notices.SENDING, notices.PAUSED)


def promised(session: Session, agency_id: int) -> list[tuple[dt.datetime, int]]:
    """Return when each such notice goes, and the messages that it will cost then.

    What has gone, or stands in the outbox, `bot.store.quota` counts.
    """
    heads = case(
        (col(NoticeRecipient.chat_id).is_(None), 1), else_=func.coalesce(col(Chat.members), UNCOUNTED)
    )
    statement: Any = (
        sqlalchemy_select(col(Notice.send_at), func.sum(heads))
        .join(NoticeRecipient, col(NoticeRecipient.notice_id) == col(Notice.id))
        .join(Chat, col(Chat.id) == col(NoticeRecipient.chat_id), isouter=True)
        .where(
            col(Notice.agency_id) == agency_id,
            col(Notice.state).in_(_TO_COME),
            col(NoticeRecipient.state) == "queued",
        )
        .group_by(col(Notice.id), col(Notice.send_at))
    )
    return [(at, int(cost)) for at, cost in session.execute(statement)]
