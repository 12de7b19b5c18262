"""A round for durable work: some hundred pieces, and the nodes that do them are killed at any moment."""

from __future__ import annotations

import itertools
import random
import signal
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from bot.jobs import Jobs
from bot.store import engine as engines
from bot.store.engine import writing
from tests.chaos.beds import PostgresBed, SqliteBed
from tests.chaos.counting import CHANGES, NAME, PACE, TABLE
from tests.chaos.outcome import Outcome, wait_until
from tests.flows.nursery import Child
from tests.jobs.rows import execute, query

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from tests.chaos.beds import Bed

PATIENCE = 240.0
NODES = {"sqlite": 1, "postgresql": 3}
END_SECONDS = 60
LEFT = "SELECT count(*) FROM {dbos}workflow_status WHERE name = :name AND status <> 'SUCCESS'"


@dataclass
class Nodes:
    """The programs that count. A new one has a new name, but on SQLite, where there is only one."""

    url: str
    folder: Path

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self.living: list[Child] = []

    @property
    def looks(self) -> Path:
        """Where each piece of work notes its look at the world."""
        return self.folder / "looks"

    def add(self) -> None:
        """Start one."""
        name = f"node-{next(self._numbers)}"
        given = self.url, name, str(self.looks)
        self.living.append(Child("tests.chaos.counting", given, log=self.folder / f"{name}.log"))

    def kill(self, which: int) -> None:
        """Kill one with -9."""
        node = self.living.pop(which % len(self.living))
        node.kill()
        node.wait()

    def end(self) -> list[str]:
        """End all in order; say who did not."""
        for node in self.living:
            node.send_signal(signal.SIGTERM)
        states = [node.wait(END_SECONDS) for node in self.living]
        self.living.clear()
        return [
            f"a node ended with status {status}" for status in states if status not in {0, -signal.SIGTERM}
        ]

    def close(self) -> None:
        """Leave none."""
        while self.living:
            self.kill(0)


def play(database: str, seed: int, works: int, kills: int, folder: Path) -> Outcome:
    """Let ``works`` pieces be done while ``kills`` nodes are killed, and a server of the database too."""
    rng = random.Random(f"works/{seed}/{database}")  # noqa: S311 (to be had again, not to be secret)
    bed: Bed = SqliteBed() if database == "sqlite" else PostgresBed()
    with ExitStack() as open_:
        open_.callback(bed.close)
        engine = engines.create(bed.url)
        open_.callback(engine.dispose)
        execute(engine, TABLE)
        _enqueue(engine, works)
        nodes = Nodes(bed.url, folder)
        open_.callback(nodes.close)
        for _ in range(NODES[database]):
            nodes.add()
        began = time.monotonic()
        for number in range(kills):
            _wait_for_progress(engine, works * CHANGES * (number + rng.random()) / (kills + 1))
            nodes.kill(rng.randrange(100))
            if number == kills // 2:
                bed.stop(kill=rng.random() < 0.5)
                bed.start()
            nodes.add()
        _wait_for_progress(engine, works * CHANGES)
        wrong = (
            []
            if wait_until(lambda: _left(engine) == 0, PATIENCE)
            else [f"{_left(engine)} works are not done"]
        )
        took = time.monotonic() - began
        wrong += nodes.end() + _miscounted(engine, works, nodes.looks)
    did = Counter(works=works, kills=kills)
    return Outcome(
        f"durable work, {database}, seed {seed}", did, Counter(changes=works * CHANGES), took, wrong
    )


def _enqueue(engine: Engine, works: int) -> None:
    jobs = Jobs(engine, "asking", PACE)
    jobs.define(NAME, lambda *_: None)
    for number in range(works):
        with writing(engine) as session:
            jobs.enqueue(session, NAME, f"{number:05}", number)


def _wait_for_progress(engine: Engine, changes: float) -> None:
    wait_until(lambda: len(_changes(engine)) >= changes, PATIENCE)


def _changes(engine: Engine) -> list[tuple[int, int]]:
    try:
        return [tuple(row) for row in query(engine, "SELECT work, step FROM chaos_count")]
    except DBAPIError:
        return []  # it was just stopped


def _left(engine: Engine) -> int:
    return int(query(engine, LEFT, name=NAME)[0][0])


def _miscounted(engine: Engine, works: int, looks: Path) -> list[str]:
    """Every change once; every look at least once."""
    changes = Counter(_changes(engine))
    wanted = {(work, step) for work in range(works) for step in range(CHANGES)}
    seen = set(looks.read_text(encoding="ascii").split())
    wrong = [
        f"change {step} of work {work} was made {changes[work, step]} times"
        for work, step in sorted(wanted)
        if changes[work, step] != 1
    ]
    return wrong + [f"work {work} never looked" for work in range(works) if str(work) not in seen]
