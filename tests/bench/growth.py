"""What a long history costs: the same with 10^5 and 10^7 handled events, and each query by its name."""

from __future__ import annotations

import datetime as dt
import statistics
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table

from bot.store import backlog, conversations, inbox, leases, outbox, retention
from bot.store import engine as engines
from tests.bench import history, rows
from tests.bench.figures import a_second, interleaved, middle, ms, times
from tests.bench.orders import Flat, Paced
from tests.bench.stands import BACKENDS, POSTGRESQL, Stage
from tests.databases import EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlmodel import Session

    from tests.bench.stands import Recipe

    Query = Callable[[Session, dt.datetime, inbox.Open], object]
    Place = tuple[str, int]

SIZES = (10**5, 10**7)
ROUNDS = 3
SCRAPES = 5
LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)

SELECTS: Mapping[str, Query] = {
    "sweep: inbox.waiting_chats": lambda session, now, _: inbox.waiting_chats(session, "bench", now),
    "sweep: outbox.due": lambda session, now, _: outbox.due(session, now),
    "sweep: leases.absent": lambda session, now, _: leases.absent(session, now),
    "metrics: backlog.read": lambda session, now, _: backlog.read(session, now),
    "answer: inbox.next_event": lambda session, now, event: inbox.next_event(session, event.chat_id, now),
    "answer: inbox.superseded": lambda session, _, event: inbox.superseded(session, event),
    "answer: conversations.ours": lambda session, _, event: conversations.ours(
        session, event.channel_id, "1"
    ),
}
FORGETS = (
    retention.forget_handled_events,
    retention.erase_parked_events,
    retention.forget_parked_events,
    retention.forget_settled_messages,
    retention.forget_sent_messages,
)
NOTES = {"sweep: leases.absent"}
"""What is asked on PostgreSQL only."""


def _nothing_old(forget: Callable[[Session, dt.datetime], int]) -> Query:
    return lambda session, _now, _event: forget(session, LONG_AGO)


CHANGES = {f"retention, nothing old: {forget.__name__}": _nothing_old(forget) for forget in FORGETS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Figures of one round; seconds but for the rate."""

    reply_p50: float
    ack_rate: float
    ack_p50: float
    scrape: float


FIGURES = {
    "webhook to reply call, idle, p50": ("reply_p50", ms),
    "acknowledged, 32 connections": ("ack_rate", a_second),
    "acknowledged, 32 connections, p50": ("ack_p50", ms),
    "/metrics": ("scrape", ms),
}


def measure() -> Iterator[Table]:
    """Make the histories, then look at all of them in turn."""
    with Stage() as stage:
        began = time.monotonic()
        places = made(stage)
        took = time.monotonic() - began
        recipes = {place: stage.bot(place[0], "run", url=url) for place, url in places.items()}
        yield table(interleaved(ROUNDS, recipes, lived), f"history, made in {took:.0f} s")
        yield queries(interleaved(ROUNDS, places, asked))


def made(stage: Stage) -> dict[Place, str]:
    """Make a database for each kind and length of history, two at a time. Returns their URLs."""
    places = {(kind, size): stage.databases(kind).make(EXAMPLE) for size in SIZES for kind in BACKENDS}
    with ThreadPoolExecutor(len(BACKENDS)) as threads:
        for filled in [threads.submit(history.fill, url, size) for (_, size), url in places.items()]:
            filled.result()
    return places


def lived(recipe: Recipe) -> Round:
    """Let the bot run on a history for a while."""
    with recipe() as stand:
        idle = stand.run(Paced, rate=5, seconds=4)
        scrape = statistics.median(_scraped(stand.port) for _ in range(SCRAPES))
        flat = stand.run(Flat, connections=32, seconds=2)
        stand.settle()
        return Round(reply_p50=idle.reply_p50, ack_rate=flat.ack_rate, ack_p50=flat.ack_p50, scrape=scrape)


def _scraped(port: int) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        answer.read()
    return time.perf_counter() - began


def asked(url: str) -> dict[str, float]:
    """Give the seconds of each query of the bot that could grow with the history; medians."""
    found = {}
    with rows.opened(url) as engine:
        with engines.reading(engine) as session:
            event = rows.last_event(session)
        for opened, group in ((engines.reading, SELECTS), (engines.rehearsing, CHANGES)):
            for name, query in group.items():
                if name in NOTES and engine.dialect.name == "sqlite":
                    continue
                spent = []
                for _ in range(SCRAPES):
                    now, began = dt.datetime.now(dt.UTC), time.perf_counter()
                    with opened(engine) as session:
                        query(session, now, event)
                    spent.append(time.perf_counter() - began)
                found[name] = statistics.median(spent)
    return found


def table(found: Mapping[Place, Sequence[Round]], title: str) -> Table:
    """Show what people would notice."""
    shown = Table("figure", "database", *_columns(), title=f"{title}; medians of {ROUNDS} rounds")
    for name, (figure, show) in FIGURES.items():
        for kind in BACKENDS:
            values = [middle(found[kind, size], figure) for size in SIZES]
            shown.add_row(name, kind, *map(show, values), times(values[-1], values[0]))
    return shown


def queries(found: Mapping[Place, Sequence[Mapping[str, float]]]) -> Table:
    """Show the queries: which one grows is seen here."""
    shown = Table("query", "database", *_columns(), title=f"queries; medians of {ROUNDS} rounds")
    for name in (*SELECTS, *CHANGES):
        for kind in BACKENDS:
            if kind == POSTGRESQL or name not in NOTES:
                values = [statistics.median(one[name] for one in found[kind, size]) for size in SIZES]
                shown.add_row(name, kind, *map(ms, values), times(values[-1], values[0]))
    return shown


def _columns() -> tuple[str, ...]:
    return (*(f"{size:,} events" for size in SIZES), "ratio")
