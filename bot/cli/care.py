"""Commands for who looks after a running bot, and LINE in a box."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.base import cli, engine, settings, stop

if TYPE_CHECKING:
    from bot.settings import Settings


@cli.command()
def replay(
    reference: Annotated[
        str, typer.Argument(help="The reference number, as the person, the log or doctor has it.")
    ],
) -> None:
    """Run a parked event or job again: the next free worker takes it."""
    from bot.jobs import run_again
    from bot.store import inbox
    from bot.store.engine import writing

    number = reference.strip().upper()
    database = engine()
    with writing(database) as session:
        found = inbox.unpark(session, number)
    if not found and run_again(database, number) is None:
        stop(f"nothing that can be tried again is parked under {reference}")
    typer.echo(f"{number} will be tried again")


@cli.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Look at settings, LINE, database and workers, and say of each what to do. Changes nothing."""
    from bot.app import real_clock
    from bot.doctor import Level, examine

    findings = asyncio.run(examine(settings(), real_clock))
    healthy = all(one.level != Level.PROBLEM for one in findings)
    if as_json:
        told = {"healthy": healthy, "findings": [asdict(one) for one in findings]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    for one in () if as_json else findings:
        typer.echo(f"{one.level:8} {one.check}: {one.found}" + (f"\n         -> {one.do}" if one.do else ""))
    if not healthy:
        raise SystemExit(1)


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
