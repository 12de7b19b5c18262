"""Notices: what an agency tells many at once, to whom, and what became of it for each."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from bot.store.tables.base import Table
from bot.store.tables.columns import Moment

_UNDER_WAY = text("state IN ('scheduled', 'sending', 'paused')")


class Notice(Table, table=True):
    """A notice that was confirmed. ``number`` is what an agency's people call it by.

    ``state`` is awaiting (a second person's approval), rejected, scheduled (for ``send_at``, which a hold is
    as well), sending, paused (``why``: by whom or by what), sent, or cancelled (what had left has left).
    ``content`` is what it says: text, link, files. ``audience`` is to whom in the words of the command
    language, for who reads it later; whom that came to are the recipients. ``urgent``: it may use the
    reserve of the month's messages. ``signed``: it asks for an acknowledgement. ``corrects`` and ``reminds``
    are notices that it is about. ``cost`` is in messages, as it was confirmed. ``sources`` are LINE's ids of
    the messages that it was written in.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("agency_id", "number"),
        # What a look for work reads, of all notices that ever were. Queries must name the states literally.
        Index("ix_notice_under_way", "send_at", sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    number: int
    state: str = Field(max_length=16)
    why: str | None = Field(default=None, max_length=200)
    author_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    made_at: dt.datetime = Field(sa_type=Moment, index=True)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    send_at: dt.datetime = Field(sa_type=Moment)
    started_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    content: dict[str, Any] = Field(sa_type=JSON)
    audience: list[str] = Field(sa_type=JSON)
    urgent: bool = False
    signed: bool = True
    corrects_id: int | None = Field(default=None, foreign_key="notice.id")
    reminds_id: int | None = Field(default=None, foreign_key="notice.id")
    template_id: int | None = Field(default=None, foreign_key="notice_template.id")
    total: int
    cost: int
    sources: list[str] = Field(default_factory=list, sa_type=JSON)


class NoticeRecipient(Table, table=True):
    """Whom a notice goes to: a person, or a group by its chat. ``language`` is as it was confirmed.

    ``state`` is queued, sending (in the outgoing row ``outbox_id``, fixed before its first try), sent,
    refused, unknown, or skipped (not to be reached any more); ``why`` says more. ``filled`` is what
    placeholders stand for, where it is not the same for everybody. ``unit`` is through which they are meant.
    """

    __tablename__ = "notice_recipient"
    __table_args__ = (
        UniqueConstraint("notice_id", "person_id"),
        UniqueConstraint("notice_id", "chat_id"),
        # The next batch: of one channel and language, in the order of the list.
        Index("ix_notice_recipient_next", "notice_id", "state", "channel_id", "language", "id"),
        Index("ix_notice_recipient_outbox_id", "outbox_id"),
        Index("ix_notice_recipient_person_id", "person_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    notice_id: int = Field(foreign_key="notice.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    chat_id: int | None = Field(default=None, foreign_key="chat.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    language: str = Field(max_length=8)
    unit: str = Field(max_length=80)
    state: str = Field(default="queued", max_length=16)
    why: str | None = Field(default=None, max_length=200)
    outbox_id: int | None = None
    done_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    acknowledged_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    filled: dict[str, str] | None = Field(default=None, sa_type=JSON)


class NoticeTemplate(Table, table=True):
    """A notice to be written again and again, with placeholders. A change is a further version.

    Of a name the newest version that is not retired is in use. It came with ``message_id``.
    """

    __tablename__ = "notice_template"
    __table_args__ = (UniqueConstraint("agency_id", "name", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    name: str = Field(max_length=60)
    version: int
    text: str
    message_id: str | None = Field(default=None, max_length=64)
    made_by: int | None = Field(default=None, foreign_key="person.id")
    made_at: dt.datetime = Field(sa_type=Moment)
    retired_at: dt.datetime | None = Field(default=None, sa_type=Moment)
