"""How long one commit takes on this disk: `python -m tests.bench.commits URL` prints seconds.

A program of its own, so that it writes as the bot does, with the library that is put before the C library.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.store import engine as engines
from tests.bench import rows
from tests.bench.figures import ms
from tests.bench.stands import BACKENDS
from tests.databases import PLAIN

if TYPE_CHECKING:
    from tests.bench.stands import Stage

TIMES = 30


def commits(stage: Stage) -> str:
    """Say it for both databases of a stage."""
    told = {}
    for backend in BACKENDS:
        url = stage.databases(backend).make(PLAIN)
        done = subprocess.run(  # noqa: S603 (our own)
            [sys.executable, "-m", "tests.bench.commits", url],
            env={**os.environ, **stage.preload},
            check=True,
            capture_output=True,
            text=True,
        )
        told[backend] = float(done.stdout)
        stage.databases(backend).drop(url)
    return "one commit: " + ", ".join(f"{backend} {ms(seconds)}" for backend, seconds in told.items())


def one_commit(url: str) -> float:
    """Give the median of some commits of one small row, in seconds."""
    spent = []
    with rows.opened(url) as engine:
        for number in range(TIMES):
            began = time.perf_counter()
            with engines.writing(engine) as session:
                session.execute(
                    text("INSERT INTO channel (destination) VALUES (:number)"), {"number": number}
                )
            spent.append(time.perf_counter() - began)
    return statistics.median(spent)


if __name__ == "__main__":
    sys.stdout.write(str(one_commit(sys.argv[1])))
