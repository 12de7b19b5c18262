"""How many calls we make: at most half of what LINE allows each endpoint, all nodes together.

LINE counts per channel and endpoint. A bucket of each is a row in the database; a node takes tokens from it
in blocks, so that nearly all calls cost a subtraction in memory. What that bounds, for n nodes: in any period
of LINE's at most ``depth`` (what had gathered) + ``most`` (what comes in) + n blocks (what nodes had in hand)
calls are made. With the numbers below that is what LINE allows, all of it, for ten nodes.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass
from math import floor
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import structlog

from bot.store import rates
from bot.store.engine import AWAY, writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

SHARE = 0.5
"""The rest is for whatever else uses the channel, and for what nodes have in hand."""
PRESSED = dt.timedelta(seconds=10)
"""How long after it an empty bucket may be the reason of a 429."""
SKEW = dt.timedelta(seconds=10)
"""By so much clocks of nodes may differ. A bucket last filled later than that was filled by a wrong clock."""


@dataclass(frozen=True, slots=True)
class Rate:
    """LINE allows so many calls in so many seconds."""

    calls: int
    seconds: int = 1

    @property
    def most(self) -> float:
        """Our share of a period's calls."""
        return self.calls * SHARE

    @property
    def depth(self) -> float:
        """How many unused calls gather."""
        return max(1.0, self.most / 2)

    @property
    def block(self) -> int:
        """How many a node takes at once."""
        return max(1, floor(self.most / 20))


LIMITS: Final[Mapping[str, Rate]] = MappingProxyType(
    {
        "reply": Rate(2000),
        "push": Rate(2000),
        "multicast": Rate(200),
        "narrowcast": Rate(60, 3600),
        "broadcast": Rate(60, 3600),
    }
)
"""LINE's documented limits, by endpoint (Messaging API reference, "Rate limits")."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """So many tokens at a moment."""

    tokens: float
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """What a node got: tokens, or seconds until there is one."""

    tokens: int
    wait: float = 0.0


def take(bucket: Bucket | None, rate: Rate, now: dt.datetime) -> tuple[Bucket, Grant]:
    """Take a block, or what there is. None: a new bucket, which is full.

    Time never goes back in a bucket, so that a node whose clock is late fills nothing twice; unless it was
    filled by a clock that was wrong: then it counts from now.
    """
    bucket = bucket or Bucket(rate.depth, now)
    at = now if bucket.at > now + SKEW else max(bucket.at, now)
    filled = max(0.0, (at - bucket.at).total_seconds()) * rate.most / rate.seconds
    tokens = min(rate.depth, bucket.tokens + filled)
    given = min(rate.block, floor(tokens))
    if given:
        return Bucket(tokens - given, at), Grant(given)
    return Bucket(tokens, at), Grant(0, (1 - tokens) * rate.seconds / rate.most)


class Rates:
    """The tokens that this process has in hand. For one event loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._left: dict[tuple[int, str], int] = {}
        self._pressed: dict[tuple[int, str], dt.datetime] = {}
        self._lock = asyncio.Lock()
        self._log = structlog.get_logger("rates")

    async def take(self, channel_id: int, endpoint: str, now: dt.datetime) -> float:
        """Take the token of one call. Returns 0.0, or how many seconds the call has to wait."""
        key = channel_id, endpoint
        if not self._taken(key):
            async with self._lock:  # who waited here may find the block that another has fetched
                if not self._taken(key):
                    return await self._fetch(key, now)
        return 0.0

    def pressed(self, channel_id: int, endpoint: str, now: dt.datetime) -> bool:
        """Whether calls to the endpoint had to wait lately."""
        at = self._pressed.get((channel_id, endpoint))
        return at is not None and now < at + PRESSED

    def _taken(self, key: tuple[int, str]) -> bool:
        left = self._left.get(key, 0)
        if left:
            self._left[key] = left - 1
        return left > 0

    async def _fetch(self, key: tuple[int, str], now: dt.datetime) -> float:
        try:
            grant = await asyncio.to_thread(self._lease, key, now)
        except AWAY as error:  # a limit is courtesy: call rather than let an answer wait for it
            self._log.warning("could not count calls", endpoint=key[1], exc_info=error)
            return 0.0
        if not grant.tokens:
            self._pressed[key] = now
            return grant.wait
        self._left[key] = grant.tokens - 1
        return 0.0

    def _lease(self, key: tuple[int, str], now: dt.datetime) -> Grant:
        with writing(self._engine) as session:
            row = rates.bucket(session, *key)
            known = Bucket(row.tokens, row.filled_at) if row.filled_at else None
            left, grant = take(known, LIMITS[key[1]], now)
            row.tokens, row.filled_at = left.tokens, left.at
            session.add(row)
        return grant
