"""A node as a program of its own, so that it can be killed: `python -m tests.jobs.node URL NAME [WHERE]`.

Its only workflow adds two agencies in two steps. With WHERE it says on standard output when it is there, and
goes no further: "between" the steps, or "inside" the second one, with the row written and not committed.
"ticking" is no place: the node adds an agency every second, named for the second, as all that tick do.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

from bot import logs
from bot.jobs import Jobs
from bot.store import engine as engines
from bot.store.tables import Agency
from tests.jobs.conftest import PACE


def add(session, code: str) -> None:
    session.add(Agency(code=code, name_th=code, short_th=code))
    session.flush()


def define(jobs: Jobs, halt: Callable[[str], object]) -> None:
    """Let these do the work, and say where they are in it."""

    def second(session) -> None:
        add(session, "two")
        halt("inside")

    def two(run, *_: object) -> None:
        run.change("one", lambda session: add(session, "one"))
        halt("between")
        run.change("two", second)

    jobs.define("two", two)


def main(url: str, name: str, where: str = "") -> None:
    logs.configure("WARNING", "text")
    jobs = Jobs(engines.create(url), name, PACE)

    def halt(place: str) -> None:
        if place == where:
            print(place, flush=True)  # noqa: T201 (the test reads it)
            threading.Event().wait()

    def tick(run, *given: object) -> None:
        run.change("tick", lambda session: add(session, str(given[0])))

    define(jobs, halt)
    if where == "ticking":
        jobs.define("tick", tick, cron="* * * * * *")
    jobs.start()
    sys.stdin.read()  # until the test lets go
    jobs.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
