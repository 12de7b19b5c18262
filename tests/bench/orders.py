"""What the load generator can be told to do, and what it tells of it. Times are seconds."""

from __future__ import annotations

from dataclasses import dataclass

PATIENCE = 10.0
"""Seconds that are waited for the last answers and replies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """Post as fast as goes over so many connections, each waiting for its answer, for so long or so many."""

    port: int
    connections: int
    seconds: float = 600
    most: int = 0
    mix: str = "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paced:
    """Post so many a second whatever the answers take, then wait for the replies."""

    port: int
    rate: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drain:
    """Post so many as fast as goes, then hear replies until all are there or the time is over."""

    port: int
    count: int
    seconds: float


Order = Flat | Paced | Drain
KINDS: dict[str, type[Order]] = {kind.__name__: kind for kind in (Flat, Paced, Drain)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was seen: 200s a second, how long each took; replies, how long after the post.

    ``reply_rate`` is a second, from when all was acknowledged (or from the beginning, if none came later).
    """

    acks: int
    ack_rate: float
    ack_p50: float
    ack_p99: float
    replies: int
    reply_rate: float
    reply_p50: float
    reply_p99: float
    unanswered: int
