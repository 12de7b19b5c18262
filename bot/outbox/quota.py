"""How many messages of the month are left: asked of LINE, at most once a minute."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import structlog

from bot.failures import LineFailure
from bot.outbox.deciding import NOTHING, Known

if TYPE_CHECKING:
    from bot.line import LineClient, Quota
    from bot.metrics import LineMetrics

FRESH = dt.timedelta(minutes=1)
"""A figure so old may say that some are left where none is: then the next try, later than this, finds out."""


class QuotaWatch:
    """What LINE last said of the quota. For one event loop."""

    def __init__(self, client: LineClient, metrics: LineMetrics) -> None:
        self._client = client
        self._metrics = metrics
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
        if self._quota is None:
            return NOTHING
        limit, used = self._quota.limit, self._quota.used
        return Known(asked=True, left=None if limit is None else limit - used)

    async def _ask(self) -> Quota | None:
        try:
            quota = await self._client.quota()
        except LineFailure as failure:
            self._log.warning("quota is not known", problem=failure.problem, request=failure.request_id)
            self._metrics.tell_quota(None, None)
            return None
        self._metrics.tell_quota(quota.limit, quota.used)
        return quota
