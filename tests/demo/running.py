"""`make demo` as a newcomer starts it: a program of its own, on free ports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.request import ProxyHandler, Request, build_opener

from tests.ports import free_ports

if TYPE_CHECKING:
    from collections.abc import Iterator

END_SECONDS = 30


@dataclass
class Demo:
    """A demo that runs."""

    process: subprocess.Popen[str]
    bot_port: int
    page_port: int
    said: list[str]

    @property
    def page(self) -> str:
        """The address of the chat page."""
        return f"http://127.0.0.1:{self.page_port}/"

    def call(self, path: str, body: object = None) -> Any:
        """Ask LINE in a box, or tell it something."""
        content = None if body is None else json.dumps(body).encode()
        request = Request(self.page + path, content, {"content-type": "application/json"})  # noqa: S310 (loopback)
        with build_opener(ProxyHandler({})).open(request, timeout=10) as answer:
            return json.load(answer)

    def programs(self) -> dict[str, int]:
        """Give the process ids of the two programs of the demo: ``bot`` and ``line``."""
        listed = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,args="],  # noqa: S607 (wherever this system has it)
            capture_output=True,
            text=True,
            check=True,
        )
        rows = [row.split(None, 2) for row in listed.stdout.splitlines()]
        mine = [(int(pid), args) for pid, parent, args in rows if int(parent) == self.process.pid]
        return {"bot" if "bot.demo.bot" in args else "line": pid for pid, args in mine}

    def end(self, how: signal.Signals = signal.SIGINT) -> tuple[int, list[str]]:
        """End it as Ctrl-C does; give its exit status and what it said on standard error."""
        self.process.send_signal(how)
        _, errors = self.process.communicate(timeout=END_SECONDS)
        return self.process.returncode, errors.splitlines()


def start(bot_port: int, page_port: int, people: str = "") -> subprocess.Popen[str]:
    """Start the demo as `make demo` does, or as `make demo PEOPLE=…`."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ITA_BOT_", "LINE_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "bot.demo"],
        # The proxy of an office, which leads nowhere: what is on this machine needs none.
        env={
            **kept,
            "ITA_BOT_PORT": str(bot_port),
            "DEMO_PORT": str(page_port),
            "DEMO_PEOPLE": people,
            "http_proxy": "http://127.0.0.1:9",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def demo(people: str = "") -> Iterator[Demo]:
    """Run the demo while the block runs; it is ready when the block begins."""
    bot_port, page_port = free_ports(2)
    with start(bot_port, page_port, people) as process:
        said: list[str] = []
        try:
            assert process.stdout is not None
            for line in process.stdout:
                said.append(line.strip())
                if "clock begins" in line:
                    break
            else:
                _, errors = process.communicate(timeout=END_SECONDS)
                raise AssertionError(f"the demo did not start: {errors}")
            yield Demo(process, bot_port, page_port, said)
        finally:
            if process.poll() is None:
                process.terminate()
                process.communicate(timeout=END_SECONDS)
