"""What is counted, in Prometheus' form. One registry a process, made by the root."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class LineMetrics:
    """The calls to LINE. What is not known yet, or not limited, is NaN."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._calls = Counter(
            "ita_bot_line_calls",
            "Calls to LINE by HTTP status, or timeout, no_connection, broken",
            ["endpoint", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "ita_bot_line_call_seconds",
            "How long calls to LINE took",
            ["endpoint"],
            buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
            registry=registry,
        )
        self.outcomes = Counter(
            "ita_bot_outbox_outcomes",
            "What became of tries: sent, retry, held back, refused, unknown",
            ["outcome"],
            registry=registry,
        )
        self._quota = Gauge("ita_bot_quota_messages", "Messages that a month may have", registry=registry)
        self._used = Gauge("ita_bot_quota_used", "Messages of this month, by LINE's count", registry=registry)
        self.circuit_open = Gauge("ita_bot_circuit_open", "1 while LINE does not answer", registry=registry)
        self.tell_quota(None, None)

    def called(self, endpoint: str, status: str, seconds: float) -> None:
        """Count a call."""
        self._calls.labels(endpoint, status).inc()
        self._seconds.labels(endpoint).observe(seconds)

    def tell_quota(self, messages: int | None, used: int | None) -> None:
        """Tell what LINE says of the month's quota."""
        self._quota.set(math.nan if messages is None else messages)
        self._used.set(math.nan if used is None else used)


class Metrics:
    """The bot's counters. ``gauges`` is asked, at each scrape, for what only the database knows."""

    def __init__(self, gauges: Callable[[], Mapping[str, float]]) -> None:
        self.registry = CollectorRegistry()
        self._gauges = gauges
        self._state = Gauge("ita_bot_rows", "Rows by state", ["state"], registry=self.registry)
        self.received = Counter("ita_bot_events_received", "Events stored", registry=self.registry)
        self.refused = Counter("ita_bot_webhooks_refused", "Webhooks refused", registry=self.registry)
        self.handled = Counter("ita_bot_events_handled", "Events handled", ["intent"], registry=self.registry)
        self.failed = Counter("ita_bot_events_failed", "Failed tries", registry=self.registry)
        self.line = LineMetrics(self.registry)
        self.answered = Histogram(
            "ita_bot_answer_seconds",
            "From a stored event to LINE's acceptance of the answer",
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
            registry=self.registry,
        )

    def render(self) -> bytes:
        """Return everything in the text form."""
        self._state.clear()
        for state, value in self._gauges().items():
            self._state.labels(state).set(value)
        return generate_latest(self.registry)
