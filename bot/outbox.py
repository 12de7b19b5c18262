"""The way out: one row is one call to LINE. What to do after a failed try is decided by a pure function."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

import structlog

from bot.failures import AlreadyAccepted, LineFailure, Permanent, TokenSpent, Uncertain
from bot.store import outbox
from bot.store.engine import writing
from bot.store.inbox import identity
from bot.store.tables import OutboxMessage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine

    from bot.line import LineClient
    from bot.metrics import Metrics

REPLY_WINDOW = dt.timedelta(seconds=50)
"""LINE keeps a reply token for about a minute from receiving the webhook; the rest is for the way there."""
LEASE = dt.timedelta(seconds=30)
"""How long a row is left alone while somebody tries it; longer than a call can take."""
GIVE_UP = dt.timedelta(hours=23)
"""LINE knows a retry key for 24 hours; after that the same call would be a second message."""
LONGEST_WAIT = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of a row after a try. ``wait`` (seconds) is for state queued only."""

    state: Literal["queued", "sent", "refused", "unknown"]
    wait: float = 0.0
    drop_token: bool = False
    uncertain: bool = False


def decide(  # noqa: PLR0911 (one return a case reads best)
    failure: LineFailure, row: OutboxMessage, *, as_reply: bool, now: dt.datetime
) -> Decision:
    """Decide what follows from a failed try of ``row`` (``attempts`` counts the try)."""
    uncertain = row.uncertain or isinstance(failure, Uncertain)
    wait = min(2.0 ** min(row.attempts - 1, 16), LONGEST_WAIT)
    match failure:
        case AlreadyAccepted():
            return Decision(state="sent")
        case TokenSpent() if row.uncertain:
            # The try that nobody heard back from may be what spent it: never a second message.
            return Decision(state="unknown", uncertain=True)
        case TokenSpent():
            return Decision(state="queued", drop_token=True)
        case Permanent():
            return Decision(state="refused", uncertain=row.uncertain)
    next_try = now + dt.timedelta(seconds=wait)
    if as_reply and row.reply_until is not None and next_try >= row.reply_until:
        if uncertain:
            return Decision(state="unknown", uncertain=True)
        return Decision(state="queued", drop_token=True)
    if too_late(row, next_try):
        return Decision(state="unknown" if uncertain else "refused", uncertain=uncertain)
    return Decision(state="queued", wait=wait, uncertain=uncertain)


def too_late(row: OutboxMessage, now: dt.datetime) -> bool:
    """Whether LINE may have forgotten the retry key of the first try."""
    return row.first_attempt_at is not None and now >= row.first_attempt_at + GIVE_UP


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
) -> OutboxMessage:
    """Return a row for an answer, already claimed by its maker, who must `deliver` it next.

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
        not_before=now + LEASE,
        attempts=1,
        first_attempt_at=now,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """How one try ended: accepted, or a failure."""

    as_reply: bool
    request_id: str | None
    message_ids: tuple[str, ...] = ()
    failure: LineFailure | None = None


class Courier:
    """Delivers rows through one LINE client."""

    def __init__(
        self, engine: Engine, client: LineClient, now: Callable[[], dt.datetime], metrics: Metrics
    ) -> None:
        self._engine = engine
        self._client = client
        self._now = now
        self._metrics = metrics
        self._log = structlog.get_logger("outbox")

    async def deliver(self, row: OutboxMessage) -> None:
        """Try a claimed row until it is settled or has to wait."""
        while True:
            end = await self._try(row)
            settled = await asyncio.to_thread(self._record, identity(row.id), end)
            if settled is None:
                return
            row = settled

    def due(self) -> list[OutboxMessage]:
        """Claim the rows whose time has come; those that may be tried no more are settled. Blocks."""
        now = self._now()
        with writing(self._engine) as session:
            claimed = [
                outbox.get(session, row_id)
                for row_id, seen in outbox.due(session, now)
                if outbox.claim(session, row_id, seen, now, now + LEASE)
            ]
            late = [row for row in claimed if too_late(row, now)]
            for row in late:
                settle(row, "unknown" if row.uncertain else "refused", now)
                session.add(row)
        for row in late:
            self._metrics.sent.labels(row.state).inc()
            self._log.warning("not sent", row=row.id, problem="too late to be tried again", now=row.state)
        return [row for row in claimed if row.state == outbox.QUEUED]

    async def _try(self, row: OutboxMessage) -> Try:
        token = row.reply_token
        as_reply = token is not None
        try:
            if token is not None:
                accepted = await self._client.reply(token, row.messages)
            else:
                accepted = await self._client.push(row.recipient, row.messages, row.retry_key)
        except AlreadyAccepted as known:
            return Try(
                as_reply=as_reply, request_id=known.request_id, message_ids=known.message_ids, failure=known
            )
        except LineFailure as failure:
            return Try(as_reply=as_reply, request_id=failure.request_id, failure=failure)
        return Try(as_reply=as_reply, request_id=accepted.request_id, message_ids=accepted.message_ids)

    def _record(self, row_id: int, end: Try) -> OutboxMessage | None:
        """Write down how a try ended. Returns the row, claimed again, if it is to be tried at once."""
        now = self._now()
        with writing(self._engine) as session:
            row = outbox.get(session, row_id, alone=True)
            if row.state != outbox.QUEUED:
                return None  # this try outlived its claim, and another one has settled the row
            decision = _decision(end, row, now)
            _apply(row, decision, end, now)
            if decision.state == "sent":
                outbox.remember_sent(session, row, end.message_ids, now)
            at_once = decision.state == "queued" and not decision.wait
            if at_once:
                _claim(row, now)
            session.add(row)
        self._metrics.sent.labels("retry" if decision.state == "queued" else decision.state).inc()
        if decision.state != "sent" and end.failure is not None:
            self._log.warning(
                "not sent",
                row=row_id,
                problem=end.failure.problem,
                now=decision.state,
                request=end.request_id,
            )
        return row if at_once else None


def _decision(end: Try, row: OutboxMessage, now: dt.datetime) -> Decision:
    if end.failure is None:
        return Decision(state="sent")
    return decide(end.failure, row, as_reply=end.as_reply, now=now)


def _apply(row: OutboxMessage, decision: Decision, end: Try, now: dt.datetime) -> None:
    row.in_flight = False
    row.uncertain = decision.uncertain
    row.request_id = end.request_id
    row.problem = None if end.failure is None or decision.state == "sent" else end.failure.problem
    if decision.drop_token:
        row.reply_token = row.reply_until = None
    if decision.state == "queued":
        row.not_before = now + dt.timedelta(seconds=decision.wait)
        return
    settle(row, decision.state, now)


def settle(row: OutboxMessage, state: Literal["sent", "refused", "unknown"], now: dt.datetime) -> None:
    """End a row: it is never tried again."""
    row.state = state
    row.in_flight = False
    row.done_at = now
    row.reply_token = None
    row.messages = []  # what was said is not kept once it is settled


def _claim(row: OutboxMessage, now: dt.datetime) -> None:
    row.in_flight = True
    row.attempts += 1
    row.not_before = now + LEASE
