"""Commands that serve until they are told to end, and the one that prepares for them."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import typer

from bot.cli.base import cli, settings

if TYPE_CHECKING:
    from bot.settings import Settings


@cli.command()
def run() -> None:
    """Web service and workers in one process, migrating first: the embedded default."""
    given = settings()
    _serve(given, given.port, work=True)


@cli.command()
def web() -> None:
    """Run only the web service: it verifies, stores and acknowledges."""
    given = settings()
    _serve(given, given.port, work=False)


@cli.command()
def worker() -> None:
    """Run only a worker: it answers what web services have stored.

    With ITA_BOT_WORKER_PORT it tells there how it is: /healthz, /readyz and /metrics.
    """
    given = settings()
    if given.worker_port is None:
        asyncio.run(_work(given))
    else:
        _serve(given, given.worker_port, work=True, take=False)


def _serve(given: Settings, port: int, *, work: bool, take: bool = True) -> None:
    from bot import serving
    from bot.app import Service

    with serving.listening(given.host, port) as listener:
        app = Service(given).app(work=work, take=take)
        if not serving.serve(app, listener, given.trusted_proxies):
            raise SystemExit(1)


async def _work(given: Settings) -> None:
    from bot.app import Service

    service = Service(given)
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with service.working():
        await stopped.wait()


@cli.command()
def migrate() -> None:
    """Bring the database up to date."""
    from bot import jobs
    from bot.app import opened
    from bot.store import migrate

    engine = opened(settings())
    migrate.upgrade(engine)
    jobs.migrate(engine)
    typer.echo("the database is up to date")
