"""Commands for copies of the database: backup, move to another, arm and disarm."""

from __future__ import annotations

import datetime as dt
import getpass
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import settings as settings_room
from bot.cli.base import cli, settings, stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress
    from sqlalchemy import Engine

    from bot.store.deployment import Left, Waiting


@cli.command()
def backup(path: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")]) -> None:
    """Write a backup of a SQLite database, also while the bot runs. It sends nothing until it is armed."""
    from bot.app import opened
    from bot.store import backup as room

    engine = opened(settings())
    if engine.dialect.name != "sqlite":
        stop("DATABASE_URL is PostgreSQL: back it up with pg_dump, as docs/operating.md tells")
    if path.exists():
        stop(f"{path} exists; choose another name")
    try:
        size = room.backup(engine, path, _now(), _who())
    except room.Broken as error:
        stop(str(error))
    typer.echo(f"written: {path} ({size:,} bytes), checked; put back, it sends nothing until ita-bot arm")


@cli.command(name="copy-to")
def copy_to(
    url: Annotated[str, typer.Argument(help="The empty database to move to, as DATABASE_URL is written.")],
) -> None:
    """Move everything to another, empty database. The bot must be stopped; this database sends no more."""
    from bot import jobs
    from bot.app import opened
    from bot.store import copying, migrate

    source = opened(settings())
    try:
        target = opened(settings_room.load(url))
    except settings_room.BadSetting as error:
        stop(f"the target: {error}")
    try:
        if not migrate.is_current(source):
            stop("the database to copy is of another version: run ita-bot migrate first")
        copying.need_empty(target, jobs.TABLES)
        migrate.upgrade(target)
        jobs.migrate(target)
        with _progress() as shown:
            found = copying.Copy(source, target, jobs.TABLES).run(_now(), _who(), _telling(shown))
    except copying.Refused as error:
        stop(str(error))
    finally:
        target.dispose()
    rows = sum(found.values())
    typer.echo(f"copied and compared: {rows:,} rows in {len(found)} tables")
    typer.echo("this database is disarmed now; set DATABASE_URL to the new one and start the bot")


@cli.command()
def arm(
    send_waiting: Annotated[
        bool, typer.Option("--send-waiting", help="Send and do what was waiting in the copy after all.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what waits; change nothing.")] = False,
) -> None:
    """Let a copy act. What was waiting in it ends as unknown, since the original has probably sent it."""
    from bot import broadcasting, jobs
    from bot.store import deployment
    from bot.store.engine import reading, writing

    engine = _prepared()
    found = deployment.look(engine, _now())
    if found.armed:
        typer.echo(f"armed since {found.changed_at:%Y-%m-%d %H:%M} UTC ({found.reason}); nothing changed")
        return
    with reading(engine) as session:
        left = deployment.left(session)
    typer.echo(f"disarmed since {found.changed_at:%Y-%m-%d %H:%M} UTC ({found.reason})")
    _show(left, len(jobs.waiting(engine)))
    if dry_run:
        return
    if not send_waiting:
        jobs.give_up(engine)
    with writing(engine) as session:
        broadcasting.arm(session, _now(), _who(), send_waiting=send_waiting)
    ended = "will be sent and done" if send_waiting else "ended without being sent"
    typer.echo(f"armed; what was waiting in the copy {ended}")


@cli.command()
def disarm() -> None:
    """Let the bot on this database take webhooks and do nothing else, until ita-bot arm."""
    from bot.store import deployment
    from bot.store.engine import writing

    engine = _prepared()
    deployment.look(engine, _now())
    with writing(engine) as session:
        deployment.disarm(session, _now(), "by hand", _who())
    typer.echo("disarmed: nothing is handled or sent until ita-bot arm")


def _prepared() -> Engine:
    from bot import jobs
    from bot.app import opened
    from bot.store import migrate

    engine = opened(settings())
    migrate.upgrade(engine)
    jobs.migrate(engine)
    return engine


def _show(left: Left, work: int) -> None:
    _line("messages not sent when it was copied", left.copied_messages)
    _line("events not handled when it was copied", left.copied_events)
    typer.echo(f"  durable work not finished: {work}")
    _line("events taken since, to be answered in any case", left.events_since)


def _line(what: str, waiting: Waiting) -> None:
    age = ""
    if waiting.oldest is not None:
        age = f", the oldest for {dt.timedelta(seconds=round((_now() - waiting.oldest).total_seconds()))}"
    typer.echo(f"  {what}: {waiting.count}{age}")


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), transient=True)


def _telling(shown: Progress) -> Callable[[str, int, int], None]:
    """Return what shows a bar for each table."""
    bars = {}

    def tell(table: str, total: int, done: int) -> None:
        if table not in bars:
            bars[table] = shown.add_task(table, total=total)
        shown.advance(bars[table], done)

    return tell


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _who() -> str:
    """Who types, as far as the machine knows."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a container whose user has no name
        name = "somebody"
    return f"{name}@{socket.gethostname()}"
