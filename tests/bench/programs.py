"""Programs of the bench: the bot as production starts it, the servers beside it, the load generator."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.orders import Order, Told
from tests.bench.posts import SECRET
from tests.ports import is_free

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PORTS = itertools.count(30_000 + os.getpid() % 2000)  # none that the tests use, or the system hands out
START_SECONDS = 60
END_SECONDS = 60


def free_port() -> int:
    """Give a port that nobody listens on; never the same twice."""
    return next(filter(is_free, PORTS))


@contextmanager
def program(
    module: str, *arguments: str, environment: Mapping[str, str] | None = None, speaks: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """Run a module while the block runs. With ``speaks`` its standard input and output are ours."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ITA_BOT_", "LINE_"))}
    process = subprocess.Popen(  # noqa: S603 (our own)
        [sys.executable, "-m", module, *arguments],
        env={**kept, **(environment or {})},
        stdin=subprocess.PIPE if speaks else subprocess.DEVNULL,
        stdout=subprocess.PIPE if speaks else subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(END_SECONDS)
        for end in (process.stdin, process.stdout):
            if end is not None:
                end.close()


class Load:
    """The load generator, with LINE behind the bot at ``line_port``."""

    def __init__(self, process: subprocess.Popen[str], line_port: int) -> None:
        self._process = process
        self.line_port = line_port

    def run(self, order: Order) -> Told:
        """Have an order carried out. Raises RuntimeError if it cannot be; why stands on standard error."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([type(order).__name__, asdict(order)]) + "\n")
        self._process.stdin.flush()
        return Told(**self.hear())

    def hear(self) -> dict[str, int]:
        """Read one line of what it tells."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the load generator ended")
        told: dict[str, int] = json.loads(line)
        return told


@contextmanager
def load() -> Iterator[Load]:
    """Run the load generator while the block runs."""
    port = free_port()
    with program("tests.bench.load", str(port), speaks=True) as process:
        made = Load(process, port)
        made.hear()
        yield made


def settings(*, port: int, line_port: int, database_url: str, folder: Path) -> dict[str, str]:
    """Give the environment of a bot."""
    return {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "t",
        "LINE_API_BASE_URL": f"http://127.0.0.1:{line_port}",
        "DATABASE_URL": database_url,
        "ITA_BOT_DATA_DIR": str(folder),
        "ITA_BOT_PORT": str(port),
        "ITA_BOT_LOG_LEVEL": "WARNING",
    }


def wait(url: str, process: subprocess.Popen[str]) -> None:
    """Wait until a program's address answers 200. Raises RuntimeError if it ends, TimeoutError."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 (loopback)
                return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                raise RuntimeError(f"ended before it answered at {url}") from None
            time.sleep(0.01)
    raise TimeoutError(url)


def memory(process: subprocess.Popen[str]) -> float:
    """Give the resident memory of a program in MB, as Linux tells it."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024
