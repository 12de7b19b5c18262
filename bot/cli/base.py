"""What every command shares: the application, its settings and database, and how a command fails."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NoReturn

import typer

from bot import settings as settings_room

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.settings import Settings

cli = typer.Typer(
    name="ita-bot",
    help="The LINE bot through which an agency lives with its yearly ITA.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
AGENCY = "Code of the agency, where several are stored."


def stop(message: str) -> NoReturn:
    """End the command with one line on standard error."""
    typer.echo(f"ita-bot: {message}", err=True)
    raise SystemExit(1)


def settings() -> Settings:
    """Read the settings, and log as they say."""
    from bot import logs

    found = settings_room.load()
    logs.configure(found.log_level, found.log_format)
    return found


def engine() -> Engine:
    """Return an engine on the database, brought up to date."""
    from bot.app import prepare

    return prepare(settings())


def at(on: dt.date) -> dt.datetime:
    """Return the moment that it is, on another day."""
    return dt.datetime.combine(on, dt.datetime.now(settings().zone).timetz())


def day(text: str | None) -> dt.date:
    """Read a day, or stop; without one, the day it is where days begin and end."""
    if text is None:
        return dt.datetime.now(settings().zone).date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        stop(f"{text!r} is not a day; write it as 2024-04-30")
