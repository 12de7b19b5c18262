"""The bot as a real web service on a loopback port, for tests that enter through the front door."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import uvicorn
from fastapi.dependencies import models

from bot.app import Service
from bot.serving import config
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.types import ASGIApp

    from bot.simulator import Line

APRIL = dt.datetime(2024, 4, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


class StoppedClock:
    """Time as the test wants it."""

    def __init__(self, now: dt.datetime = APRIL) -> None:
        self._now = now

    def __call__(self) -> dt.datetime:
        return self._now

    def push(self, **by: float) -> None:
        """Move on."""
        self._now += dt.timedelta(**by)


def settings(line: Line, line_url: str, database_url: str, folder: Path, **more: str) -> Settings:
    """Settings of a bot that talks to ``line``; ``more`` are further ones by their names."""
    values = {
        "LINE_CHANNEL_SECRET": line.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": line.token,
        "LINE_API_BASE_URL": line_url,
        "LINE_DATA_API_BASE_URL": line_url,
        "DATABASE_URL": database_url,
        "ITA_BOT_DATA_DIR": str(folder),
        **more,
    }
    return Settings(_env_file=None, **values)  # type: ignore[arg-type, call-arg]  # the plugin-less view of it


LOOPS: WeakKeyDictionary[Service, asyncio.AbstractEventLoop] = WeakKeyDictionary()
"""Of bots that run."""


class Announced(uvicorn.Server):
    """A server that says when it has started: looking for that over and over costs as much as the start."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._ready = ready
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.loop = asyncio.get_running_loop()
        self._ready.set()


@contextmanager
def running(service: Service, *, work: bool = True) -> Iterator[str]:
    """Serve the bot while the block runs; the value is the base URL, which is ready when the block begins."""
    with _served(service.app(work=work), service.settings.trusted_proxies) as (url, loop):
        if loop is not None:
            LOOPS[service] = loop
        yield url
        LOOPS.pop(service, None)


def look_now(service: Service) -> None:
    """Let a bot that runs look for work at once, as it does each second: something was made beside it."""
    loop = LOOPS.get(service)
    if loop is not None and service.worker is not None:
        loop.call_soon_threadsafe(service.worker.hear, None)


@contextmanager
def serving(app: ASGIApp, proxies: str = "") -> Iterator[str]:
    """Serve as production does while the block runs."""
    with _served(app, proxies) as (url, _):
        yield url


@contextmanager
def _served(app: ASGIApp, proxies: str) -> Iterator[tuple[str, asyncio.AbstractEventLoop | None]]:
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        ready = threading.Event()
        server = Announced(config(app, proxies), ready)

        async def main() -> None:
            try:
                await server.serve(sockets=[listener])
            finally:
                ready.set()  # whoever waits is told of a start that failed, too

        thread = threading.Thread(target=lambda: asyncio.run(main()), name="bot")
        thread.start()
        try:
            ready.wait()
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", server.loop
        finally:
            server.should_exit = True
            thread.join()
            forget_endpoints()


def forget_endpoints() -> None:
    """Let go of web services that have ended: FastAPI remembers endpoints, and whatever these hold on to."""
    for known in vars(models).values():
        if hasattr(known, "cache_clear"):
            known.cache_clear()
