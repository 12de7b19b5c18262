"""What a row goes through: made, claimed, held back, settled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from bot.store.tables import OutboxMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.store.people import Recipient

REPLY_WINDOW = dt.timedelta(seconds=50)
"""LINE keeps a reply token for about a minute from receiving the webhook; the rest is for the way there."""
LEASE = dt.timedelta(seconds=30)
"""How long a row is left alone while somebody tries it; longer than a call can take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InTime:
    """Until when somebody may be told something unasked.

    What LINE may have taken by then without our knowing is tried again from ``ask_from`` on.
    """

    send_by: dt.datetime
    ask_from: dt.datetime


def answer_row(  # noqa: PLR0913 (a row's columns, all by name)
    *,
    channel_id: int,
    chat_id: int,
    event_row_id: int | None,
    recipient: str,
    messages: Sequence[dict[str, Any]],
    reply_token: str | None,
    received_at: dt.datetime,
    now: dt.datetime,
    waits: bool = False,
    about: str | None = None,
    sources: Sequence[str] = (),
) -> OutboxMessage:
    """Return a row for an answer, already claimed by its maker, who must `deliver` it next.

    One that ``waits`` for older rows of its chat is not claimed: the sweep takes it up.

    A row with a reply token is only ever sent as a reply: `outbox.claim` drops a token that is over.
    """
    reply_until = received_at + REPLY_WINDOW if reply_token and now < received_at + REPLY_WINDOW else None
    return OutboxMessage(
        channel_id=channel_id,
        chat_id=chat_id,
        event_id=event_row_id,
        recipient=recipient,
        messages=list(messages),
        retry_key=str(uuid4()),
        reply_token=reply_token if reply_until else None,
        reply_until=reply_until,
        created_at=now,
        not_before=now if waits else now + LEASE,
        attempts=0 if waits else 1,
        first_attempt_at=None if waits else now,
        in_flight=not waits,
        about=about,
        sources=list(sources),
    )


def told_row(  # noqa: PLR0913 (a row's columns, what is rare by name)
    to: Recipient,
    messages: Sequence[dict[str, Any]],
    *,
    about: str | None,
    now: dt.datetime,
    sources: Sequence[str] = (),
    in_time: InTime | None = None,
) -> OutboxMessage:
    """Return a row for what somebody is told unasked: a push, which the sweep takes up."""
    return OutboxMessage(
        channel_id=to.channel_id,
        chat_id=to.chat_id,
        recipient=to.line_id,
        messages=list(messages),
        retry_key=str(uuid4()),
        created_at=now,
        not_before=now,
        in_flight=False,
        about=about,
        sources=list(sources),
        send_by=None if in_time is None else in_time.send_by,
        ask_from=None if in_time is None else in_time.ask_from,
    )


def claim(row: OutboxMessage, now: dt.datetime) -> None:
    """Take a row that is held already for one more try."""
    row.in_flight = True
    row.attempts += 1
    row.not_before = now + LEASE


def hold_back(row: OutboxMessage, until: dt.datetime) -> None:
    """Undo a claim: no call was made, so it does not count as a try."""
    row.in_flight = False
    row.attempts -= 1
    row.not_before = until
    if not row.attempts:
        row.first_attempt_at = None


def settle(
    row: OutboxMessage, state: Literal["sent", "refused", "unknown", "dropped"], now: dt.datetime
) -> None:
    """End a row: it is never tried again."""
    row.state = state
    row.in_flight = False
    row.done_at = now
    row.reply_token = None
    row.messages = []  # what was said is not kept once it is settled
