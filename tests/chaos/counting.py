"""A node that counts durably, a program of its own: `python -m tests.chaos.counting URL NAME FILE`.

A piece of its work is three changes of the database, each a row, and one look at the world, a line in FILE.
"""

from __future__ import annotations

import signal
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from bot import logs
from bot.jobs import Jobs, Pace
from bot.store import engine as engines

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.jobs import Run

NAME: Final = "count"
CHANGES: Final = 3
TABLE: Final = "CREATE TABLE chaos_count (work INTEGER NOT NULL, step INTEGER NOT NULL)"
INSERT: Final = text("INSERT INTO chaos_count (work, step) VALUES (:work, :step)")
PACE: Final = Pace(poll=0.05, beat=0.2, dead=2.0, waits=(0.5, 1.0, 2.0, 4.0, 8.0))


def count(file: Path):
    """Return the workflow."""

    def counted(run: Run, work: object) -> None:
        for step in range(CHANGES):
            run.change(f"change {step}", partial(_add, work, step))
        run.look("look", lambda: _note(file, work))

    return counted


def _add(work: object, step: int, session: Session) -> None:
    session.connection().execute(INSERT, {"work": work, "step": step})


def _note(file: Path, work: object) -> None:
    with file.open("a", encoding="ascii") as out:
        out.write(f"{work}\n")


def main(url: str, name: str, file: str) -> None:
    """Count until told to end."""
    logs.configure("WARNING", "text")
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    jobs = Jobs(engines.create(url), name, PACE)
    jobs.define(NAME, count(Path(file)))
    jobs.start()
    ended.wait()
    jobs.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
