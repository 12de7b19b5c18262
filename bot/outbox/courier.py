"""Delivers rows: asks whether a call may be made, makes it, and writes down how it ended."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import structlog

from bot.failures import AlreadyAccepted, LineFailure, NoConnection, TooMany, Uncertain
from bot.outbox import batches
from bot.outbox.circuit import Circuit
from bot.outbox.deciding import NOTHING, Decision, Known, asks_from, decide, is_over, too_late
from bot.outbox.quota import QuotaWatch, keep
from bot.outbox.rates import Rates
from bot.outbox.rows import LEASE, claim, hold_back, settle
from bot.store import notices, outbox, unsent
from bot.store.engine import writing
from bot.store.inbox import identity
from bot.store.notice_delivery import MANY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.line import Accepted, LineClient, Quota
    from bot.metrics import Metrics
    from bot.outbox.batches import Onward, To
    from bot.store.tables import OutboxMessage

PATIENCE_SECONDS = 10.0
"""How long a row may wait and keep its turn. The reply tokens of those behind it live for a minute."""
AT_ONCE = 100
"""Rows that a sweep takes up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """How one try ended: accepted, or a failure; and what was known then of LINE's limits.

    ``absent``: recipients of a notice's row whom the call did not name, and why.
    """

    as_reply: bool
    request_id: str | None
    message_ids: tuple[str, ...] = ()
    failure: LineFailure | None = None
    known: Known = NOTHING
    absent: Mapping[int, str] = field(default_factory=dict)


def _nothing_follows(
    session: Session,
    notice_id: int,
    now: dt.datetime,
    *,
    trouble: str | None,
    failed: int,
) -> None:
    """Leave a notice to who looks after it now and then."""


class Courier:
    """Delivers rows through one LINE client. For one event loop; `due` may be called in a thread.

    ``onward`` looks after the notice of a row that was settled, in that transaction.
    """

    def __init__(  # noqa: PLR0913 (what a root wires together)
        self,
        engine: Engine,
        client: LineClient,
        now: Callable[[], dt.datetime],
        metrics: Metrics,
        chance: Callable[[], float] = random.random,
        *,
        onward: Onward = _nothing_follows,
    ) -> None:
        self._engine = engine
        self._client = client
        self._now = now
        self._chance = chance
        self._metrics = metrics.line
        self._onward = onward
        self._rates = Rates(engine)
        self._quota = QuotaWatch(client, metrics.line, self._keep_quota)
        self._circuit = Circuit()
        self._log = structlog.get_logger("outbox")

    async def deliver(self, row: OutboxMessage) -> bool:
        """Try a claimed row until it is settled or has to wait. Returns whether LINE took it."""
        trying: OutboxMessage | None = row
        taken = False
        while trying is not None:
            trying, taken = await self._once(trying)
        return taken

    def due(self) -> list[OutboxMessage]:
        """Claim the rows whose time has come; those that may be tried no more are settled or wait. Blocks.

        While LINE is down that is none, and then one, to see whether it still is.
        """
        now = self._now()
        circuit = self._circuit
        if circuit.held_until(now) is not None:
            return []
        with writing(self._engine) as session:
            claimed = [
                outbox.get(session, row_id)
                for row_id, seen in outbox.due(session, now, 1 if circuit.is_open else AT_ONCE)
                if outbox.claim(session, row_id, seen, now, now + LEASE)
            ]
            late = {row.id for row in claimed if too_late(row, now)}
            over = {
                row.id: problem
                for row in claimed
                if row.id not in late and (problem := _set_aside(row, now)) is not None
            }
            session.add_all(row for row in claimed if row.id in over)
        for row in claimed:
            if row.id in late:
                self._give_up(row)
            elif row.id in over:
                held = row.state == outbox.QUEUED
                self._metrics.outcomes.labels("held back" if held else row.state).inc()
                self._log.warning("not sent", row=row.id, problem=over[row.id], now=row.state)
        return [row for row in claimed if row.id not in late and row.id not in over]

    def _give_up(self, row: OutboxMessage) -> None:
        """Settle a claimed row that may be tried no more."""
        why = "too late to be tried again"
        failure = LineFailure(row.problem or why, request_id=row.request_id)
        late = Try(as_reply=row.reply_token is not None, request_id=row.request_id, failure=failure)
        end = Decision(state="unknown" if row.uncertain else "refused", uncertain=row.uncertain)
        decision, _ = self._written(row, late, lambda _: end)
        self._log.warning(
            "not sent", row=row.id, problem=why, now=None if decision is None else decision.state
        )

    async def _once(self, row: OutboxMessage) -> tuple[OutboxMessage | None, bool]:
        """Make one call, if it may be made.

        Returns the row, claimed again, if it is to be tried at once; and whether LINE took it.
        """
        row_id = identity(row.id)
        to = None
        if row.notice_id is not None:
            to = await asyncio.to_thread(self._to_whom, row)
            if to is None:
                return None, False
        until = await self._held_until(row)
        if until is not None:
            await asyncio.to_thread(self._hold_back, row_id, row.not_before, until)
            return None, False
        self._switch(self._circuit.calling(row_id, self._now()))
        end = await self._try(row, to)
        if isinstance(end.failure, NoConnection | Uncertain):
            self._switch(self._circuit.unanswered(row_id, self._now()))
        else:
            self._switch(self._circuit.answered())
        if isinstance(end.failure, TooMany) and not end.as_reply:
            end = replace(end, known=await self._known(row))
        again = await asyncio.to_thread(self._record, row, end)
        if end.failure is None and not end.as_reply:
            await self._quota.look(self._now())  # for who watches the gauges: pushes use it up
        return again, end.failure is None or isinstance(end.failure, AlreadyAccepted)

    async def _held_until(self, row: OutboxMessage) -> dt.datetime | None:
        """Return until when no call may be made for the row; None: make it now, without awaiting anything."""
        now = self._now()
        until = self._circuit.held_until(now)
        if until is None:
            wait = await self._rates.take(row.channel_id, _endpoint(row), now)
            until = now + dt.timedelta(seconds=wait) if wait else self._circuit.held_until(now)
        return until

    async def _known(self, row: OutboxMessage) -> Known:
        now = self._now()
        pressed = self._rates.pressed(row.channel_id, _endpoint(row), now)
        return replace(await self._quota.look(now), pressed=pressed)

    def _keep_quota(self, told: Quota, now: dt.datetime) -> None:
        with writing(self._engine) as session:
            keep(session, told, now)

    def _switch(self, circuit: Circuit) -> None:
        if circuit.is_open != self._circuit.is_open:
            self._log.warning("LINE does not answer" if circuit.is_open else "LINE answers again")
            self._metrics.circuit_open.set(circuit.is_open)
        self._circuit = circuit

    def _to_whom(self, row: OutboxMessage) -> To | None:
        to, skipped = batches.to_whom(self._engine, row, self._now(), self._onward)
        if skipped:
            self._metrics.recipients.labels("skipped").inc(skipped)
        return to

    async def _try(self, row: OutboxMessage, to: To | None) -> Try:
        made = Try(as_reply=row.reply_token is not None, request_id=None, absent=to.absent if to else {})
        try:
            accepted = await self._call(row, to)
        except AlreadyAccepted as known:
            return replace(made, request_id=known.request_id, message_ids=known.message_ids, failure=known)
        except LineFailure as failure:
            return replace(made, request_id=failure.request_id, failure=failure)
        return replace(made, request_id=accepted.request_id, message_ids=accepted.message_ids)

    async def _call(self, row: OutboxMessage, to: To | None) -> Accepted:
        if row.reply_token is not None:
            return await self._client.reply(row.reply_token, row.messages)
        if to is None:
            return await self._client.push(row.recipient, row.messages, row.retry_key)
        if row.recipient == MANY:
            return await self._client.multicast(to.line_ids, row.messages, row.retry_key)
        return await self._client.push(to.line_ids[0], row.messages, row.retry_key)

    def _hold_back(self, row_id: int, claimed_until: dt.datetime, until: dt.datetime) -> None:
        """Let a claimed row wait, untried; unless the claim ran out, and others have taken the row."""
        with writing(self._engine) as session:
            row = outbox.get(session, row_id, alone=True)
            if row.state != outbox.QUEUED or row.not_before != claimed_until:
                return
            hold_back(row, until)
            session.add(row)
        self._metrics.outcomes.labels("held back").inc()

    def _record(self, row: OutboxMessage, end: Try) -> OutboxMessage | None:
        """Write down how a try ended. Returns the row, claimed again, if it is to be tried at once."""
        now = self._now()
        decision, again = self._written(row, end, lambda held: self._decision(end, held, now))
        if decision is not None:
            self._tell(identity(row.id), decision, end)
        return again

    def _written(
        self, claimed: OutboxMessage, end: Try, decide_on: Callable[[OutboxMessage], Decision]
    ) -> tuple[Decision | None, OutboxMessage | None]:
        """Write down how a claimed row's try ended, unless another one knows more of it by now."""
        now = self._now()
        outcomes: Mapping[str, int] = {}
        with writing(self._engine) as session:
            notice = None
            if claimed.notice_id is not None:
                notice = notices.bare(session, claimed.notice_id, alone=True)
            row = outbox.get(session, identity(claimed.id), alone=True)
            if row.state != outbox.QUEUED:
                return None, None  # this try outlived its claim, and another one has settled the row
            if end.failure is not None and row.not_before != claimed.not_before:
                return None, None  # another one is at it, and knows more than that this one failed
            decision = decide_on(row)
            verdict = batches.judged(notice, row, decision, end.failure) if notice is not None else None
            decision = decision if verdict is None else verdict.decision
            messages = row.messages
            _apply(row, decision, end, now)
            if decision.state == "sent":
                outbox.remember_sent(session, row, end.message_ids, now)
            if decision.flood:
                outbox.postpone_pushes(session, row.channel_id, row.recipient, row.not_before)
            at_once = decision.state == "queued" and not decision.wait
            if at_once:
                claim(row, now)
            session.add(row)
            if verdict is not None:
                outcomes = batches.write(
                    session,
                    row,
                    verdict,
                    messages=messages,
                    failure=end.failure,
                    absent=end.absent,
                    now=now,
                    onward=self._onward,
                )
        self._count(decision, outcomes)
        return decision, row if at_once else None

    def _count(self, decision: Decision, outcomes: Mapping[str, int]) -> None:
        self._metrics.outcomes.labels("retry" if decision.state == "queued" else decision.state).inc()
        for outcome, number in outcomes.items():
            self._metrics.recipients.labels(outcome).inc(number)

    def _tell(self, row_id: int, decision: Decision, end: Try) -> None:
        """Log a call with LINE's id of it. ``problem`` is LINE's own wording, which quotes no message."""
        if decision.state == "sent" or end.failure is None:
            self._log.info("sent", row=row_id, reply=end.as_reply, line_request_id=end.request_id)
            return
        self._log.warning(
            "not sent",
            row=row_id,
            problem=end.failure.problem,
            now=decision.state,
            wait=round(decision.wait, 1),
            line_request_id=end.request_id,
        )

    def _decision(self, end: Try, row: OutboxMessage, now: dt.datetime) -> Decision:
        if end.failure is None:
            return Decision(state="sent")
        chance = self._chance()
        return decide(end.failure, row, as_reply=end.as_reply, now=now, known=end.known, chance=chance)


def _set_aside(row: OutboxMessage, now: dt.datetime) -> str | None:
    """Settle a claimed row whose time is over, or let it wait, and return why; None: it may be tried."""
    if not is_over(row, now):
        return None
    if not row.uncertain:
        settle(row, "refused", now)
        row.problem = unsent.PROBLEM
        return unsent.PROBLEM
    until = asks_from(row, now)
    if until is None:
        return None
    hold_back(row, until)
    return "its time is over, LINE is asked again later"


def _endpoint(row: OutboxMessage) -> str:
    if row.recipient == MANY:
        return "multicast"
    return "push" if row.reply_token is None else "reply"


def _apply(row: OutboxMessage, decision: Decision, end: Try, now: dt.datetime) -> None:
    row.in_flight = False
    row.uncertain = decision.uncertain
    row.request_id = end.request_id
    row.problem = None if end.failure is None or decision.state == "sent" else end.failure.problem
    if decision.drop_token:
        row.reply_token = row.reply_until = None
    if decision.state == "queued":
        row.not_before = now + dt.timedelta(seconds=decision.wait)
        row.out_of_turn = decision.wait > PATIENCE_SECONDS
        return
    settle(row, decision.state, now)
