"""Commands that serve until they are told to end, and the one that prepares for them."""

from __future__ import annotations

import asyncio
import signal

import typer

from bot.cli.base import cli, settings


@cli.command()
def run() -> None:
    """Web service and workers in one process, migrating first: the embedded default."""
    _serve(work=True)


@cli.command()
def web() -> None:
    """Run only the web service: it verifies, stores and acknowledges."""
    _serve(work=False)


def _serve(*, work: bool) -> None:
    from bot import serving
    from bot.app import Service

    given = settings()
    with serving.listening(given.host, given.port) as listener:
        if not serving.serve(Service(given).app(work=work), listener):
            raise SystemExit(1)


@cli.command()
def worker() -> None:
    """Run only a worker: it answers what web services have stored."""
    from bot.app import Service

    service = Service(settings())

    async def work() -> None:
        stopped = asyncio.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
        async with service.working():
            await stopped.wait()

    asyncio.run(work())


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
