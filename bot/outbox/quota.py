"""How many messages of the month are left: asked of LINE, at most once a minute, and kept for who asks us."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import structlog

from bot.failures import LineFailure
from bot.line import LineClient
from bot.outbox.deciding import NOTHING, Known
from bot.store import channels
from bot.store import quota as store
from bot.store.engine import AWAY
from bot.store.quota import Reading
from bot.usecases.budgeting import month_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from bot.line import Quota
    from bot.metrics import LineMetrics

FRESH = dt.timedelta(minutes=1)
"""A figure so old may say that some are left where none is: then the next try, later than this, finds out."""


def keep(session: Session, told: Quota, now: dt.datetime) -> None:
    """Write down what LINE said of the channel that the settings describe."""
    channel_id = channels.first(session)
    if channel_id is None:
        return  # nobody has written to it yet
    reading = Reading(
        channel_id=channel_id, month=month_of(now), most=told.limit, used=told.used, read_at=now
    )
    store.note(session, reading)


PAUSE = dt.timedelta(minutes=5)
"""So long a LINE that did not answer is not asked again by those who only want to know."""


class QuotaWatch:
    """What LINE last said of the quota. For one event loop."""

    def __init__(
        self, client: LineClient, metrics: LineMetrics, keep: Callable[[Quota, dt.datetime], None]
    ) -> None:
        """``keep`` writes down what LINE said; it may block."""
        self._client = client
        self._metrics = metrics
        self._keep = keep
        self._quota: Quota | None = None
        self._asked_at: dt.datetime | None = None
        self._lock = asyncio.Lock()
        self._log = structlog.get_logger("quota")

    async def look(self, now: dt.datetime) -> Known:
        """Return what is known, asking if it is older than a minute. Never fails: then nothing is known."""
        async with self._lock:
            if self._asked_at is None or abs(now - self._asked_at) >= FRESH:
                self._asked_at = now
                self._quota = await self._ask()
                if self._quota is not None:
                    await asyncio.to_thread(self._kept, self._quota, now)
        if self._quota is None:
            return NOTHING
        limit, used = self._quota.limit, self._quota.used
        return Known(asked=True, left=None if limit is None else limit - used)

    async def _ask(self) -> Quota | None:
        return await _asked(self._client, self._metrics)

    def _kept(self, quota: Quota, now: dt.datetime) -> None:
        try:
            self._keep(quota, now)
        except AWAY as error:  # the message was sent all the same, and the next look writes again
            self._log.warning("quota could not be kept", exc_info=error)


class QuotaAsker:
    """Asks LINE from a thread that has no event loop, with connections of its own that it closes."""

    def __init__(self, host: str, token: str, now: Callable[[], dt.datetime], metrics: LineMetrics) -> None:
        self._host = host
        self._token = token
        self._now = now
        self._metrics = metrics
        self._failed_at: dt.datetime | None = None

    def __call__(self) -> Quota | None:
        """Return how the month stands; None: LINE does not say, or did not a moment ago."""
        now = self._now()
        if self._failed_at is not None and abs(now - self._failed_at) < PAUSE:
            return None
        found = asyncio.run(self._ask())
        self._failed_at = now if found is None else None
        return found

    async def _ask(self) -> Quota | None:
        client = LineClient(self._host, self._token, self._metrics.called)
        try:
            return await _asked(client, self._metrics)
        finally:
            await client.close()


async def _asked(client: LineClient, metrics: LineMetrics) -> Quota | None:
    try:
        quota = await client.quota()
    except LineFailure as failure:
        log = structlog.get_logger("quota")
        log.warning("quota is not known", problem=failure.problem, request=failure.request_id)
        metrics.tell_quota(None, None)
        return None
    metrics.tell_quota(quota.limit, quota.used)
    return quota
