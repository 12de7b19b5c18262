"""Commands about what is told unasked: one round by hand, and a rehearsal."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Annotated

import typer

from bot.cli.base import cli, engine, settings, stop


@cli.command()
def tick(
    now: Annotated[
        str | None, typer.Option(help="As 2024-04-04T13:00+07:00; otherwise the time it is.")
    ] = None,
) -> None:
    """Do one round: all that is due by now is made and sent, then end. The same round again does nothing."""
    from bot import ticking

    given = settings()
    given.need_line()
    try:
        moment = dt.datetime.now(given.zone) if now is None else dt.datetime.fromisoformat(now)
    except ValueError:
        stop(f"--now is {now!r}: must be a date and time, as 2024-04-04T13:00+07:00")
    moment = moment if moment.tzinfo else moment.replace(tzinfo=given.zone)
    try:
        done, sent = asyncio.run(ticking.tick(engine(), given, moment.astimezone(dt.UTC)))
    except ticking.NotArmed:
        stop("this database is a copy and not armed: nothing is sent until ita-bot arm")
    typer.echo(f"{done.due} duties were due, {done.cards} cards were made, {sent} messages were sent")
