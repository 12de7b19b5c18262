"""A LINE, a bot that talks to it, and people."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import pytest

from bot import logs
from bot.app import Service
from bot.simulator import Line, serve
from tests.flows.bot import StoppedClock, running, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.simulator import Message, Person

PUBLIC = "https://bot.example"


@dataclass
class Stage:
    """Everything a flow needs."""

    line: Line
    service: Service
    clock: StoppedClock
    url: str
    somchai: Person

    def open(self, link: str, method: str = "GET") -> httpx.Response:
        """Ask the running bot for an address that it gave."""
        assert link.startswith(PUBLIC)
        return httpx.request(method, self.url + link.removeprefix(PUBLIC))

    def ask(self, text: str) -> Message:
        """Ask in the 1:1 chat and return the one message that comes back."""
        (message,) = self.line.ask(self.somchai, text)
        return message


@pytest.fixture(autouse=True)
def _logs() -> None:
    """Log as in production: the libraries' own default draws tracebacks with every local value, slowly."""
    logs.configure("WARNING", "text")


@pytest.fixture
def line() -> Line:
    """An empty LINE."""
    return Line(seed="flows")


@pytest.fixture
def stage(line: Line, example_url: str, tmp_path: Path) -> Iterator[Stage]:
    """The example agency's bot, on 1 April 2567."""
    with _staged(line, example_url, tmp_path) as stage:
        yield stage


@pytest.fixture
def public_stage(line: Line, example_url: str, tmp_path: Path) -> Iterator[Stage]:
    """The same with a public address, so that it gives links."""
    with _staged(line, example_url, tmp_path, ITA_BOT_BASE_URL=PUBLIC) as stage:
        yield stage


@contextmanager
def _staged(line: Line, example_url: str, tmp_path: Path, **more: str) -> Iterator[Stage]:
    clock = StoppedClock()
    with serve(line) as line_url:
        service = Service(settings(line, line_url, example_url, tmp_path, **more), clock)
        with running(service) as url:
            line.world.endpoint = f"{url}/webhook"
            yield Stage(line, service, clock, url, line.person("สมชาย"))
        service.engine.dispose()
    # A spent token or a retry key that LINE knows is what some flows are about; a wrong message never is.
    wrong = [call for call in line.refused() if call.response.get("details")]
    assert [(call.path, call.problems) for call in wrong] == []
