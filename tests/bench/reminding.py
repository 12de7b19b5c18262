"""Rounds of reminders over 10^4 to 10^6 (measure, owner) pairs: they take the time of what is due."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.table import Table
from sqlalchemy import event, text

from bot import rounds
from bot.store import engine as engines
from tests.bench import agencies, rows
from tests.bench.agencies import PAIRS
from tests.bench.figures import mb, ms
from tests.bench.stands import POSTGRESQL, SQLITE
from tests.databases import EXAMPLE, Postgres, Sqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine
    from sqlmodel import Session

T = TypeVar("T")
SIZES = {SQLITE: (10**4, 10**5), POSTGRESQL: (10**4, 10**5, 10**6)}
NOON = dt.datetime(2024, 4, 4, 13, 0, tzinfo=agencies.BANGKOK)
MORNING = NOON.replace(hour=8)
LOOKS = 50
FEW = 1_000
"""Duties, of as many agencies as there are, that are due in a round."""
DUE = """SELECT id FROM duty WHERE next_on IS NOT NULL AND next_on <= '2024-04-04'
    ORDER BY next_on, agency_id, id LIMIT 500"""
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN (COSTS OFF) "}
SCENES = {
    "one agency": ("UPDATE duty SET next_on = '2024-04-04' WHERE id <= :one", NOON),
    "of all agencies": ("UPDATE duty SET next_on = '2024-04-04' WHERE id % :step = 0", NOON),
    "a tenth": ("UPDATE duty SET next_on = '2024-04-04' WHERE id % 10 = 0", MORNING),
}
"""What is due, and when the round is: in the morning reminders are made, and nothing is pushed yet."""
BEFORE = (
    "DELETE FROM reminder",
    "DELETE FROM reminder_card",
    "DELETE FROM outbox_message",
    "UPDATE duty SET done_through = '2024-04-03', next_on = '2024-04-29' WHERE next_on <> '2024-04-29'",
)
"""A round is to be had again: nobody was told, and nothing is due."""


@dataclass
class Round:
    """What one round did and took: seconds and transactions by kind of work, the longest, memory (MB)."""

    seconds: float = 0.0
    due: int = 0
    cards: int = 0
    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    times: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0
    before: float = 0.0
    most: float = 0.0


def measure() -> Iterator[Table]:
    """Fill one database after the other and do rounds on it."""
    table = Table(
        *("database", "pairs", "due", "whole round", "remind", "a duty"),
        *("push", "a card", "longest", "memory"),
        title="a round: duties become reminders, then cards; longest: transaction; memory: most, of it new",
    )
    looks = Table("database", "pairs", "look", "statements", "replan one agency", title="nothing is due")
    plans = Table("database", "pairs", "how due duties are found", title="plan of the query")
    for kind, sizes in SIZES.items():
        databases = Sqlite(durable=True) if kind == SQLITE else Postgres(durable=True)
        try:
            for pairs in sizes:
                url = databases.make(EXAMPLE)
                agencies.fill(url, pairs)
                with rows.opened(url) as engine:
                    _show(table, looks, plans, kind, pairs, engine)
                databases.drop(url)
        finally:
            databases.close()
    yield from (looks, plans, table)


def _show(table: Table, looks: Table, plans: Table, kind: str, pairs: int, engine: Engine) -> None:  # noqa: PLR0913, PLR0917 (three tables)
    name = f"{pairs:,}"
    reset(engine)
    seconds, statements = looked(engine)
    looks.add_row(kind, name, ms(seconds), f"{statements:g}", ms(planned(engine)))
    plans.add_row(kind, name, plan(engine))
    for scene, (statement, moment) in SCENES.items():
        reset(engine)
        due(engine, statement, pairs)
        done = lived(engine, moment)
        new = f"{mb(done.most)}, {mb(done.most - done.before)}"
        remind, push = done.spent["remind"], done.spent["push cards"]
        table.add_row(
            *(kind, name, f"{scene}: {done.due:,}", ms(done.seconds), ms(remind)),
            *(ms(remind / max(1, done.due)), ms(push), ms(push / max(1, done.cards)), ms(done.longest), new),
        )


def due(engine: Engine, statement: str, pairs: int) -> None:
    """Let duties be due, as a scene says."""
    values = {"one": PAIRS, "step": max(1, pairs // FEW)}
    _run(engine, statement, **{name: value for name, value in values.items() if f":{name}" in statement})


def looked(engine: Engine) -> tuple[float, float]:
    """Give the seconds and the statements of a look that finds nothing."""
    found: list[float] = []
    count = Counter[str]()

    def counts(*_: object) -> None:
        count["statements"] += 1

    event.listen(engine, "before_cursor_execute", counts)
    for _ in range(LOOKS):
        began = time.perf_counter()
        with engines.reading(engine) as session:
            assert not rounds.is_due(session, NOON)
        found.append(time.perf_counter() - began)
    event.remove(engine, "before_cursor_execute", counts)
    return sorted(found)[LOOKS // 2], count["statements"] / LOOKS


def planned(engine: Engine) -> float:
    """Give the seconds of planning an agency anew after a report."""
    found = []
    for _ in range(5):
        _run(engine, "UPDATE agency SET standing = standing + 1 WHERE id = (SELECT min(id) FROM agency)")
        began = time.perf_counter()
        with engines.writing(engine) as session:
            assert rounds.plan_one(session, NOON) == 1
        found.append(time.perf_counter() - began)
    return sorted(found)[2]


def plan(engine: Engine) -> str:
    """Give the database's plan for finding what is due."""
    with engine.connect() as connection:
        told = connection.execute(text(EXPLAIN[engine.dialect.name] + DUE)).all()
    return "\n".join(str(row[-1]) for row in told)


def lived(engine: Engine, moment: dt.datetime) -> Round:
    """Do a round, and measure it."""
    done = Round(before=_memory("VmRSS"))
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the most is counted from here on

    def change(name: str, function: Callable[[Session], T], /) -> T:
        began = time.perf_counter()
        with engines.writing(engine) as session:
            found = function(session)
        took = time.perf_counter() - began
        done.spent[name] += took
        done.times[name] += 1
        done.longest = max(done.longest, took)
        return found

    began = time.perf_counter()
    told = rounds.round_(change, moment)
    done.seconds = time.perf_counter() - began
    done.due, done.cards, done.most = told.due, told.cards, _memory("VmHWM")
    return done


def reset(engine: Engine) -> None:
    """Let nobody have been told anything, and nothing be due."""
    for statement in BEFORE:
        _run(engine, statement)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for name in ("duty", "reminder", "reminder_card", "outbox_message"):
                connection.exec_driver_sql(f"VACUUM (ANALYZE) {name}")


def _run(engine: Engine, statement: str, **values: object) -> None:
    with engines.writing(engine) as session:
        session.connection().execute(text(statement), values)


def _memory(which: str) -> float:
    """Give what this process has in memory now (VmRSS) or had at most (VmHWM), in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith(f"{which}:"))
    return int(line.split()[1]) / 1024
