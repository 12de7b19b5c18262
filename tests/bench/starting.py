"""From the start of a program to its first 200 at /readyz; of a worker, to its first answer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table

from tests.bench import programs, rows
from tests.bench.figures import interleaved, mb, middle, times
from tests.bench.orders import Flat
from tests.bench.stands import POSTGRESQL, SQLITE, Stage
from tests.databases import EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROUNDS = 3
WORKER_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Start:
    """How long one start took (seconds), and the memory at its end (MB)."""

    seconds: float
    memory: float


def measure() -> Iterator[Table]:
    """Start each, in turn."""
    with Stage() as stage:
        starts: dict[str, Callable[[], Start]] = {}
        for backend in (SQLITE, POSTGRESQL):
            starts[f"run, new {backend}"] = _serving(stage, backend, "run", None)
            starts[f"run, {backend} with the example"] = _serving(stage, backend, "run", EXAMPLE)
        starts["web, PostgreSQL"] = _serving(stage, POSTGRESQL, "web", EXAMPLE)
        starts["worker, PostgreSQL, to its first answer"] = _worker(stage)
        yield table(interleaved(ROUNDS, starts, lambda start: start()))


def _serving(stage: Stage, backend: str, command: str, template: str | None) -> Callable[[], Start]:
    def start() -> Start:
        url, port = stage.databases(backend).make(template), programs.free_port()
        began = time.perf_counter()
        with stage.start(command, port, url) as process:
            programs.wait(f"http://127.0.0.1:{port}/readyz", process)
            took = Start(time.perf_counter() - began, programs.memory(process))
        stage.databases(backend).drop(url)
        return took

    return start


def _worker(stage: Stage) -> Callable[[], Start]:
    def start() -> Start:
        with stage.bot(POSTGRESQL, "web")() as stand, rows.opened(stand.database_url) as engine:
            stand.settle()
            stand.run(Flat, connections=1, most=1)
            began = time.perf_counter()
            with stage.start("worker", programs.free_port(), stand.database_url) as process:
                rows.wait_handled(engine, WORKER_SECONDS)
                return Start(time.perf_counter() - began, programs.memory(process))

    return start


def table(found: Mapping[str, Sequence[Start]]) -> Table:
    """Show them."""
    made = Table("program", "ready after", "of the first", "memory", title=f"start; medians of {ROUNDS}")
    first = middle(next(iter(found.values())), "seconds")
    for name, starts in found.items():
        seconds = middle(starts, "seconds")
        made.add_row(name, f"{seconds:.2f} s", times(seconds, first), mb(middle(starts, "memory")))
    return made
