"""Commands for who looks after a running bot, and LINE in a box."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.base import cli, engine, settings, stop

if TYPE_CHECKING:
    from bot.settings import Settings


@cli.command()
def replay(
    reference: Annotated[str, typer.Argument(help="The reference number that the person was given.")],
) -> None:
    """Run a parked event again: the next free worker takes it."""
    from bot.store import inbox
    from bot.store.engine import writing

    with writing(engine()) as session:
        found = inbox.unpark(session, reference.strip().upper())
    if not found:
        stop(f"nothing that can be tried again is parked under {reference}")
    typer.echo(f"{reference} will be tried again")


@cli.command()
def simulator(
    port: Annotated[int, typer.Option(help="Where the simulator listens; 0 takes a free port.")] = 9000,
    bot: Annotated[str, typer.Option(help="The bot's webhook address.")] = "http://127.0.0.1:8000/webhook",
    host: Annotated[str, typer.Option(help="Another address than loopback is open to all.")] = "127.0.0.1",
    at: Annotated[str | None, typer.Option(help="Where its clock begins, as 2024-04-01T09:00.")] = None,
    public: Annotated[str, typer.Option(help="Https address of the bot in messages, asked of --bot.")] = "",
) -> None:
    """LINE in a box: the platform and a chat page, to try everything without a LINE account."""
    from bot.simulator import Clock
    from bot.simulator import run as simulator_run

    given = settings()
    given.need_line()
    try:
        clock = Clock(_milliseconds(at, given)) if at else None
    except ValueError as error:
        stop(f"--at is {at!r}: {error}")
    secret, token = given.secrets[0].decode(), given.channel_access_token.get_secret_value().strip()
    raise SystemExit(simulator_run.run(port, bot, secret, token, host=host, clock=clock, public=public))


def _milliseconds(moment: str, given: Settings) -> int:
    try:
        found = dt.datetime.fromisoformat(moment)
    except ValueError:
        stop(f"--at is {moment!r}: must be a date and time, as 2024-04-01T09:00")
    return round((found if found.tzinfo else found.replace(tzinfo=given.zone)).timestamp() * 1000)
