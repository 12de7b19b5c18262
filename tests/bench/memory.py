"""Memory of each process after start and while 100,000 events are handled: it should stay flat.

Most of them are what groups say among themselves, which is answered by silence: so it takes minutes.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from rich.table import Table

from tests.bench import programs, rows
from tests.bench.figures import mb, times
from tests.bench.orders import Flat
from tests.bench.stands import POSTGRESQL, SQLITE, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.stands import Stand

MARKS = (0, 10_000, 25_000, 50_000, 75_000, 100_000)
BATCH = 1_000
"""Events posted before the next wait: a backlog that grew without end would be what is measured."""
BATCH_SECONDS = 120


def measure() -> Iterator[Table]:
    """Let both databases handle the same, side by side: time is not what is measured."""
    with Stage() as stage, ExitStack() as stack:
        stands = {
            "run, SQLite": stack.enter_context(stage.bot(SQLITE, "run")()),
            "PostgreSQL": stack.enter_context(stage.bot(POSTGRESQL, "web", "worker")()),
        }
        yield table(remembered(stands))


def remembered(stands: Mapping[str, Stand]) -> dict[str, list[float]]:
    """Give the memory (MB) of each program at each mark."""
    running = {
        f"{name}: {program}": process
        for name, stand in stands.items()
        for program, process in stand.programs.items()
    }
    found: dict[str, list[float]] = {name: [] for name in running}
    handled = 0
    for mark in MARKS:
        while handled < mark:
            _handle_a_batch(list(stands.values()))
            handled += BATCH
        for name, process in running.items():
            found[name].append(programs.memory(process))
    return found


def _handle_a_batch(stands: Sequence[Stand]) -> None:
    for stand in stands:
        stand.run(Flat, connections=8, most=BATCH, mix="chatter")
    for stand in stands:
        with rows.opened(stand.database_url) as engine:
            rows.wait_handled(engine, BATCH_SECONDS)


def table(found: Mapping[str, Sequence[float]]) -> Table:
    """Show it; growth is from the second mark on, when what is built once has been built."""
    marks = [f"{mark:,}" for mark in MARKS]
    made = Table(
        "process", *marks, f"last / {marks[1]}", title="memory (RSS) after so many events; wanted: flat"
    )
    for program, figures in found.items():
        made.add_row(program, *map(mb, figures), times(figures[-1], figures[1]))
    return made
