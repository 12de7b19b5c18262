"""Processes that begin with everything imported: forked from one that has done so and never does more.

What it takes to import the bot, three seconds of a core, would else be paid at every start of every program
that a test kills. All that follows is as in a fresh interpreter: environment, arguments, streams, signals.
`tests/units/test_cli.py`, the image and the demo start real ones.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import cache
from multiprocessing import connection
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

PRELOADED = (
    *("bot.cli", "bot.app", "bot.serving", "bot.worker", "bot.inbox", "bot.heir", "bot.line"),
    *("bot.outbox", "bot.content", "bot.counting", "bot.telling", "bot.evidence.vault"),
    *(
        "bot.jobs",
        "bot.jobs.notices",
        "bot.broadcasting",
        "bot.jobs.evidence",
        "bot.jobs.groups",
        "bot.jobs.reminders",
        "bot.jobs.retention",
    ),
    "tests.flows.warmed",
)
"""What a program imports sooner or later. None of it does anything at its import, but for the last."""


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context


def _become(
    module: str,
    arguments: tuple[str, ...],
    environment: Mapping[str, str],
    log: Path | None,
    pipes: tuple[Connection, Connection] | None,
) -> None:
    """Run a module as `python -m` does, in the environment and with the streams given."""
    os.environ.clear()
    os.environ.update(environment)
    if log is not None:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, sys.stderr.fileno())
        os.close(out)
    if pipes is not None:
        hears, says = pipes
        os.dup2(hears.fileno(), 0)
        os.dup2(says.fileno(), sys.stdout.fileno())
        hears.close()
        says.close()
        sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


@contextmanager
def _nobody_in_charge() -> Iterator[None]:
    """Hide the main module, which a child would else run anew: it is what runs the tests."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class Child:
    """A process, with the words of `subprocess.Popen`.

    One that ``speaks`` has pipes for standard input and output; without a ``log`` it writes errors to ours.
    """

    def __init__(
        self,
        module: str,
        arguments: tuple[str, ...] = (),
        environment: Mapping[str, str] | None = None,
        log: Path | None = None,
        *,
        speaks: bool = False,
    ) -> None:
        context = _context()
        given = dict(os.environ if environment is None else environment)
        pipes = (*context.Pipe(duplex=False), *context.Pipe(duplex=False)) if speaks else ()
        theirs = (pipes[0], pipes[3]) if pipes else None
        self._process = context.Process(target=_become, args=(module, arguments, given, log, theirs))
        self._turn = threading.Lock()  # how it ended can be read once only
        with _nobody_in_charge():
            self._process.start()
        self.stdin = os.fdopen(os.dup(pipes[1].fileno()), "w", encoding="utf-8") if pipes else None
        self.stdout = os.fdopen(os.dup(pipes[2].fileno()), encoding="utf-8") if pipes else None
        for end in pipes:
            end.close()
        assert self._process.pid is not None
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended, less than nothing if by a signal; None while it runs."""
        return self.poll()

    def poll(self) -> int | None:
        """Look whether it has ended."""
        with self._turn:
            return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end. Raises `subprocess.TimeoutExpired`."""
        connection.wait([self._process.sentinel], timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(str(self._process), timeout or 0.0)
        return code

    def end(self) -> int:
        """Close its standard input, at which one that speaks ends, and wait for that; return its status."""
        for stream in (self.stdin, self.stdout):
            if stream is not None:
                stream.close()
        return self.wait()

    def send_signal(self, how: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, how)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)
