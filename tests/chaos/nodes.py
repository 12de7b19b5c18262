"""The bot's programs as nodes that are killed, ended and started again, each on its own port."""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.serving import END_SECONDS as WEB_SECONDS
from bot.worker import FINISH_SECONDS as WORKER_SECONDS

if TYPE_CHECKING:
    from tests.flows.programs import Program, Programs

SLACK = 30.0
"""Seconds that a busy machine may take beside what a program says itself."""
LOCK_SECONDS = 15.0
"""A program that is told to end while its database is away waits for it so long."""


START_SECONDS = 15.0
"""How long a program may be starting, if nobody has seen that it is ready."""


class Storms:
    """When the database was in trouble, in seconds of the monotonic clock."""

    def __init__(self) -> None:
        self._under_way = 0
        self._begun: list[float] = []
        self._ended: list[float] = []

    def begin(self) -> None:
        """Note that trouble begins; it may while other trouble lasts."""
        if not self._under_way:
            self._begun.append(time.monotonic())
        self._under_way += 1

    def end(self) -> None:
        """Note that trouble ends."""
        self._under_way -= 1
        if not self._under_way:
            self._ended.append(time.monotonic())

    def met(self, since: float, until: float) -> bool:
        """Whether there was any between two times."""
        ends = [*self._ended, *[until] * self._under_way]
        return any(begun <= until and ended >= since for begun, ended in zip(self._begun, ends, strict=False))


@dataclass
class Node:
    """One program on one port, which may be away for a while."""

    programs: Programs
    storms: Storms
    command: str
    port: int
    program: Program | None = None
    killed: set[int] = field(default_factory=set)
    started_at: float = 0.0
    ready_at: float = 0.0
    starts_failed: int = 0
    told_at: float | None = None
    problems: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Start it, unless it runs; one that was told to end is waited for."""
        self.await_end(LOCK_SECONDS)
        self.look()
        if self.program is None:
            self.program = self.programs.spawn(self.command, self.port)
            self.started_at = time.monotonic()
            self.ready_at = self.started_at + START_SECONDS

    def ready(self) -> bool:
        """Whether it says so."""
        return self.program is not None and self.program.ready()

    @property
    def pid(self) -> int | None:
        """Its process, if it runs."""
        return None if self.program is None else self.program.process.pid

    def kill(self) -> bool:
        """Kill it with -9; say whether it ran."""
        self.look()
        if self.program is None:
            return False
        self.killed.add(self.program.process.pid)
        self.program.end(signal.SIGKILL)
        self.program, self.told_at = None, None
        return True

    def tell_to_end(self) -> bool:
        """Send SIGTERM; say whether it ran."""
        self.look()
        if self.program is None or self.told_at is not None:
            return False
        self.program.process.send_signal(signal.SIGTERM)
        self.told_at = time.monotonic()
        return True

    def await_end(self, more: float = 0.0) -> None:
        """Wait for one that was told to end, as long as it says that it may take, and ``more`` seconds."""
        if self.program is None or self.told_at is None:
            return
        seconds = (WEB_SECONDS if self.command == "web" else WORKER_SECONDS) + SLACK + more
        try:
            status = self.program.process.wait(max(0.0, self.told_at + seconds - time.monotonic()))
            if status not in {0, -signal.SIGTERM}:
                self.problems.append(f"{self.command} ended with status {status} when it was told to end")
        except subprocess.TimeoutExpired:
            self.problems.append(f"{self.command} did not end within {seconds:g} seconds of SIGTERM")
            self.killed.add(self.program.process.pid)
            self.program.end(signal.SIGKILL)
        self.program, self.told_at = None, None

    def look(self) -> None:
        """Notice if it ended by itself: nothing may bring it down, but no database at its start."""
        if self.program is not None and self.told_at is None and self.program.process.poll() is not None:
            status, log = self.program.process.returncode, self.program.log.name
            if self.storms.met(self.started_at, self.ready_at):
                self.starts_failed += 1
            else:
                self.problems.append(f"{self.command} ended by itself with status {status}; see {log}")
            self.killed.add(self.program.process.pid)
            self.program = None
