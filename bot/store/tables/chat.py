"""Conversations: who writes to us, what came in, what goes out."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field

from bot.store.tables.base import Table
from bot.store.tables.columns import Moment

_OPEN = text("handled_at IS NULL AND parked_at IS NULL")
_PARKED = text("parked_at IS NOT NULL")


class Contact(Table, table=True):
    """A LINE user as one channel knows them. ``blocked_at`` is set while they block the bot.

    ``wrong_codes`` counts registration codes that were none, since ``wrong_since``.
    """

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("channel_id", "line_id"),)

    id: int | None = Field(default=None, primary_key=True)
    channel_id: int = Field(foreign_key="channel.id", index=True)
    line_id: str = Field(max_length=64)
    language: str = "th"
    followed_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    blocked_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    wrong_codes: int = 0
    wrong_since: dt.datetime | None = Field(default=None, sa_type=Moment)


class Chat(Table, table=True):
    """A 1:1 chat, group or room. Whoever holds the lease handles its events, one at a time.

    ``unit_id`` is the unit that a group belongs to, once its head or an admin has said so. ``members`` is how
    many people a group has, as LINE said at ``counted_at``: a push to it costs as much.
    """

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("channel_id", "line_id"),)

    id: int | None = Field(default=None, primary_key=True)
    channel_id: int = Field(foreign_key="channel.id", index=True)
    line_id: str = Field(max_length=64)
    kind: str = "user"
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    left_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    leased_by: str | None = Field(default=None, max_length=64)
    leased_until: dt.datetime | None = Field(default=None, sa_type=Moment)
    members: int | None = None
    counted_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class InboxEvent(Table, table=True):
    """A webhook event, stored before it is acknowledged. The key is LINE's, so a redelivery is known.

    ``handled_at`` is stamped in the transaction that holds everything the event changed. ``parked_at`` means
    that it failed too often and waits, under ``reference``, for somebody to look. ``payload`` is what a
    person wrote: it is erased once handled, and when they unsend it.
    """

    __tablename__ = "inbox_event"
    __table_args__ = (
        UniqueConstraint("channel_id", "event_id"),
        # Only what is open, and only what is parked: finding it must not grow with what was ever handled.
        Index("ix_inbox_event_open", "chat_id", "occurred_ms", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_inbox_event_parked_at", "parked_at", sqlite_where=_PARKED, postgresql_where=_PARKED),
    )

    id: int | None = Field(default=None, primary_key=True)
    channel_id: int = Field(foreign_key="channel.id")
    chat_id: int = Field(foreign_key="chat.id")
    event_id: str = Field(max_length=64)
    type: str = Field(max_length=40)
    message_id: str | None = Field(default=None, max_length=64, index=True)
    occurred_ms: int = Field(sa_type=BigInteger)
    received_at: dt.datetime = Field(sa_type=Moment)
    payload: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    attempts: int = 0
    not_before: dt.datetime | None = Field(default=None, sa_type=Moment)
    handled_at: dt.datetime | None = Field(default=None, sa_type=Moment, index=True)
    parked_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    reference: str | None = Field(default=None, max_length=16)


class OutboxMessage(Table, table=True):
    """One call to LINE, rendered and with its retry key, made in the transaction of what caused it.

    ``state`` is queued, sent, refused, unknown or dropped (a notice's that LINE never took: its recipients
    are queued again, or in smaller rows). ``reply_token`` is used until ``reply_until``; after that
    the row is pushed with ``retry_key``. ``in_flight``: a try has begun and its
    end is not recorded; ``uncertain``: some try may have been accepted without our knowing; ``out_of_turn``:
    it waits for so long that the later ones of its chat need not wait for it. ``about`` is what it speaks of,
    for who quotes it later. ``sources`` name what its words were taken from, filings and LINE's messages:
    with one that is taken back it is not sent. A row of a notice (``notice_id``) goes to those of its
    recipients who name the row; ``cost`` is in messages, None: as many as its chat counts heads.
    with one that is taken back it is not sent. From ``send_by`` on it is not sent any more; one that LINE may
    have taken is tried again from ``ask_from`` on, for only so does it tell.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index("ix_outbox_message_due", "state", "not_before"),
        # Of the few rows that wait or were not sent, of however many. Queries must name the states literally.
        Index(
            "ix_outbox_message_waiting",
            "chat_id",
            "id",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_outbox_message_troubles",
            "done_at",
            sqlite_where=text("state IN ('refused', 'unknown')"),
            postgresql_where=text("state IN ('refused', 'unknown')"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    channel_id: int = Field(foreign_key="channel.id")
    chat_id: int = Field(foreign_key="chat.id")
    event_id: int | None = Field(default=None, foreign_key="inbox_event.id", index=True)
    recipient: str = Field(max_length=64)
    messages: list[dict[str, Any]] = Field(sa_type=JSON)
    retry_key: str = Field(max_length=36, unique=True)
    reply_token: str | None = None
    reply_until: dt.datetime | None = Field(default=None, sa_type=Moment)
    state: str = Field(default="queued", max_length=16)
    created_at: dt.datetime = Field(sa_type=Moment)
    not_before: dt.datetime = Field(sa_type=Moment)
    attempts: int = 0
    first_attempt_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    in_flight: bool = True
    uncertain: bool = False
    out_of_turn: bool = False
    done_at: dt.datetime | None = Field(default=None, sa_type=Moment, index=True)
    request_id: str | None = Field(default=None, max_length=64)
    problem: str | None = None
    about: str | None = Field(default=None, max_length=80)
    sources: list[str] = Field(default_factory=list, sa_type=JSON)
    notice_id: int | None = Field(default=None, index=True)
    cost: int | None = None
    send_by: dt.datetime | None = Field(default=None, sa_type=Moment)
    ask_from: dt.datetime | None = Field(default=None, sa_type=Moment)


class SentMessage(Table, table=True):
    """The id of a message of ours, so that somebody quoting it is known to speak to the bot, and of what.

    ``about`` is a measure as ``measure 2567 3.2``, or empty.
    """

    __tablename__ = "sent_message"
    __table_args__ = (UniqueConstraint("channel_id", "message_id"),)

    id: int | None = Field(default=None, primary_key=True)
    channel_id: int = Field(foreign_key="channel.id")
    chat_id: int = Field(foreign_key="chat.id", index=True)
    message_id: str = Field(max_length=64)
    sent_at: dt.datetime = Field(sa_type=Moment, index=True)
    about: str | None = Field(default=None, max_length=80)
