"""The bot as programs of their own, as production starts them, for tests that kill some of them."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from bot.app import Service
from tests.flows.bot import running, settings
from tests.flows.nursery import Child
from tests.flows.test_trouble import wait_for
from tests.ports import free_ports

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Iterator, Mapping

    from bot.simulator import Line

END_SECONDS = 60


@dataclass
class Program:
    """One that runs. ``log`` is where it writes what it has to say."""

    process: Child | subprocess.Popen[bytes]
    url: str
    log: Path

    def problems(self) -> list[str]:
        """Ask `/readyz`; without an answer that is the problem."""
        try:
            return list(httpx.get(f"{self.url}/readyz", timeout=5).json()["problems"])
        except httpx.TransportError:
            return ["does not answer"]

    def ready(self) -> bool:
        """Whether it says so."""
        return not self.problems()

    def said(self) -> str:
        """Read its log."""
        return self.log.read_text(encoding="utf-8")

    def end(self, how: signal.Signals) -> int:
        """Send a signal and wait for the end."""
        self.process.send_signal(how)
        return self.process.wait(END_SECONDS)


@dataclass
class Programs:
    """Starts them, all on one database and one LINE. ``module`` is the program whose commands they are.

    ``fresh`` ones are interpreters of their own, as in production, for three seconds of a core more.
    ``port`` finds one that nobody listens on.
    """

    line: Line
    line_url: str
    database_url: str
    folder: Path
    module: str = "bot.cli"
    more: Mapping[str, str] = field(default_factory=dict)
    fresh: bool = False
    port: Callable[[], int] = lambda: free_ports(1)[0]

    @contextmanager
    def start(self, command: str) -> Iterator[Program]:
        """Run `ita-bot` with a command while the block runs."""
        started = self.spawn(command, self.port())
        try:
            yield started
        finally:
            if started.process.poll() is None:
                started.process.terminate()
                started.process.wait(END_SECONDS)

    def spawn(self, command: str, port: int) -> Program:
        """Start `ita-bot` with a command; its end is the caller's business."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("ITA_BOT_", "LINE_"))}
        log = self.folder / f"{command}-{port}-{len(list(self.folder.glob('*.log')))}.log"
        environment = {
            **kept,
            "LINE_CHANNEL_SECRET": self.line.secret,
            "LINE_CHANNEL_ACCESS_TOKEN": self.line.token,
            "LINE_API_BASE_URL": self.line_url,
            "LINE_DATA_API_BASE_URL": self.line_url,
            "DATABASE_URL": self.database_url,
            "ITA_BOT_DATA_DIR": str(self.folder),
            "ITA_BOT_PORT": str(port),
            **self.more,
        }
        return Program(self._begun(command, environment, log), f"http://127.0.0.1:{port}", log)

    def _begun(
        self, command: str, environment: Mapping[str, str], log: Path
    ) -> Child | subprocess.Popen[bytes]:
        with log.open("wb") as out:  # there to be read, and counted, before it writes
            if not self.fresh:
                return Child(self.module, (command,), environment, log)
            return subprocess.Popen(  # noqa: S603 (our own)
                [sys.executable, "-m", self.module, command], env=environment, stderr=out
            )

    @contextmanager
    def serving(self, command: str) -> Iterator[Program]:
        """Run a web service that is ready, and let LINE's webhooks go there."""
        with self.start(command) as started:
            wait_for(lambda: started.process.poll() is not None or started.ready(), seconds=60)
            assert started.process.poll() is None, started.said()
            self.line.world.endpoint = f"{started.url}/webhook"
            yield started

    @contextmanager
    def within(self, *, work: bool) -> Iterator[str]:
        """Do the same in the process of the test, for what nobody kills: a program costs a second of a core.

        Gives the base URL.
        """
        service = Service(settings(self.line, self.line_url, self.database_url, self.folder))
        with running(service, work=work) as url:
            self.line.world.endpoint = f"{url}/webhook"
            yield url
        service.engine.dispose()


def fill_disk(pid: int) -> None:
    """Let a process write to no file any more."""
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))


def free_disk(pid: int) -> None:
    """Let it write again."""
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
