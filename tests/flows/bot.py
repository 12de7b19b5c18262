"""The bot as a real web service on a loopback port, for tests that enter through the front door."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from bot.app import Service
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


def settings(line: Line, line_url: str, database_url: str, folder: Path) -> Settings:
    """Settings of a bot that talks to ``line``."""
    return Settings(
        _env_file=None,
        channel_secret=line.secret,
        channel_access_token=line.token,
        api_base_url=line_url,
        data_api_base_url=line_url,
        database=database_url,
        data_dir=folder,
    )


@contextmanager
def running(service: Service, *, work: bool = True) -> Iterator[str]:
    """Serve while the block runs; the value is the base URL, which is ready when the block begins."""
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        config = uvicorn.Config(service.app(work=work), log_config=None, access_log=False)
        server = uvicorn.Server(config)
        ready = threading.Event()

        async def main() -> None:
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            while not server.started and not serving.done():
                await asyncio.sleep(0)
            ready.set()
            await serving

        thread = threading.Thread(target=lambda: asyncio.run(main()), name="bot")
        thread.start()
        try:
            ready.wait()
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
