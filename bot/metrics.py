"""What is counted, in Prometheus' form. One registry a process, made by the root.

Names and labels are promises: alerts and dashboards are written against them. Labels have few values each.
"""

from __future__ import annotations

import math
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.core import GaugeMetricFamily

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from prometheus_client import Metric

    from bot.store.backlog import Backlog


class Done(Protocol):
    """What a round did; see `bot.rounds`."""

    @property
    def cards(self) -> int:
        """Cards that it pushed."""

    @property
    def held(self) -> int:
        """Cards that it held back."""


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
            "What became of tries: sent, retry, held back, refused, unknown, dropped (a notice's, made anew)",
            ["outcome"],
            registry=registry,
        )
        self.recipients = Counter(
            "ita_bot_notice_recipients",
            "Recipients of notices by what became of them: sent, refused, unknown, skipped at last",
            ["outcome"],
            registry=registry,
        )
        for outcome in ("sent", "refused", "unknown", "skipped"):
            self.recipients.labels(outcome)
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
    """The bot's counters. ``backlog`` is asked, at each scrape, for what only the database knows.

    Where it is not known (None), its gauges are absent rather than zero.
    """

    def __init__(self, backlog: Callable[[], Backlog | None]) -> None:
        self.registry = registry = CollectorRegistry()
        registry.register(_Waiting(backlog))
        self.received = Counter("ita_bot_events_received", "Events stored", ["kind"], registry=registry)
        self.refused = Counter("ita_bot_webhooks_refused", "Webhooks refused", ["reason"], registry=registry)
        self.handled = Counter(
            "ita_bot_events_handled", "Events handled", ["kind", "intent", "outcome"], registry=registry
        )
        self.failed = Counter("ita_bot_events_failed", "Failed tries", ["outcome"], registry=registry)
        self.line = LineMetrics(registry)
        self.acknowledged = Histogram(
            "ita_bot_acknowledge_seconds",
            "From a webhook's arrival to its events being stored",
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2),
            registry=registry,
        )
        self.answered = Histogram(
            "ita_bot_answer_seconds",
            "From a stored event to LINE's acceptance of the answer",
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
            registry=registry,
        )
        self.cards = Counter(
            "ita_bot_reminder_cards",
            "Cards of reminders: pushed, free (an answer carried it), held (by the message budget, each day)",
            ["way"],
            registry=registry,
        )
        for way in ("pushed", "free", "held"):
            self.cards.labels(way)
        Info("ita_bot_build", "What runs", registry=registry).info({"version": version("ita-bot")})

    def told(self, done: Done) -> None:
        """Count what a round of reminders did."""
        self.cards.labels("pushed").inc(done.cards)
        self.cards.labels("held").inc(done.held)

    def render(self) -> bytes:
        """Return everything in the text form."""
        return generate_latest(self.registry)


class _Waiting:
    """Gauges that are read when they are asked for."""

    def __init__(self, backlog: Callable[[], Backlog | None]) -> None:
        self._backlog = backlog

    def describe(self) -> Iterator[Metric]:
        """Name nothing: to be registered must not ask the database."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """Read the backlog."""
        found = self._backlog()
        if not found:
            return
        armed = "Whether anything is handled and sent (1), or the database is a copy that waits (0)"
        yield GaugeMetricFamily("ita_bot_armed", armed, value=found.armed)
        yield _by_state("ita_bot_events", "Events by state", found.events)
        yield _age("ita_bot_events_oldest_seconds", "Age of the oldest waiting event", found.events_oldest)
        yield _by_state("ita_bot_outbox", "Messages to LINE by state", found.outbox)
        yield _age("ita_bot_outbox_oldest_seconds", "Age of the oldest queued message", found.outbox_oldest)
        yield _by_state("ita_bot_reminders", "Reminders that wait, and of those held back", found.reminders)
        yield _by_state("ita_bot_notices", "Notices scheduled, being sent, and paused", found.notices)
        if found.jobs is not None:
            yield _by_state("ita_bot_jobs", "Durable work by state", found.jobs)
            yield _age("ita_bot_jobs_oldest_seconds", "Age of the oldest unfinished work", found.jobs_oldest)


def _by_state(name: str, meaning: str, counts: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=["state"])
    for state, count in counts.items():
        family.add_metric([state], count)
    return family


def _age(name: str, meaning: str, seconds: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=seconds)
