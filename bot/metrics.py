"""What is counted, in Prometheus' form. One registry a process, made by the root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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
        self.sent = Counter("ita_bot_calls", "Calls to LINE by outcome", ["outcome"], registry=self.registry)
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
