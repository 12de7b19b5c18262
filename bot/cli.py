"""The command line: `ita-bot`. Every command is short; what it does lives in the rooms."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot import settings as settings_room

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.settings import Settings
    from bot.workbook import Report

cli = typer.Typer(
    name="ita-bot",
    help="The LINE bot through which an agency lives with its yearly ITA.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


AGENCY = "Code of the agency, where several are stored."


def main() -> None:
    """Run `ita-bot`; a failure that people can mend is one line on standard error."""
    try:
        cli()
    except settings_room.BadSetting as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{error.filename or 'this did not work'}: {error.strerror or error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _stop(message: str) -> NoReturn:
    typer.echo(f"ita-bot: {message}", err=True)
    raise SystemExit(1)


def _settings() -> Settings:
    from bot import logs

    settings = settings_room.load()
    logs.configure(settings.log_level, settings.log_format)
    return settings


# --- services -----------------------------------------------------------------------------------------


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

    settings = _settings()
    with serving.listening(settings.host, settings.port) as listener:
        if not serving.serve(Service(settings).app(work=work), listener):
            raise SystemExit(1)


@cli.command()
def worker() -> None:
    """Run only a worker: it answers what web services have stored."""
    from bot.app import Service

    service = Service(_settings())

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

    engine = opened(_settings())
    migrate.upgrade(engine)
    jobs.migrate(engine)
    typer.echo("the database is up to date")


# --- questions ----------------------------------------------------------------------------------------


@cli.command()
def ask(
    text: Annotated[str, typer.Argument(help="What somebody would type into LINE.")],
    as_user: Annotated[str | None, typer.Option("--as", help="LINE user id of who asks.")] = None,
    language: Annotated[str | None, typer.Option(help="th or en; otherwise the user's, or Thai.")] = None,
    agency: Annotated[str | None, typer.Option(help=AGENCY)] = None,
    today: Annotated[str | None, typer.Option(help="YYYY-MM-DD; otherwise the day it is.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="LINE messages as JSON.")] = False,
) -> None:
    """Answer on the terminal, without LINE."""
    from bot import asking

    if language not in {None, "th", "en"}:
        _stop(f"--language is {language!r}: must be th or en")
    day = _day(today) if today else _today()
    try:
        messages = asking.answer(_engine(), text, day, as_user=as_user, language=language, agency=agency)
    except asking.WhichAgency as error:
        _stop(str(error))
    if as_json:
        typer.echo(json.dumps(messages, ensure_ascii=False, indent=2))
        return
    from bot.render import as_text

    typer.echo(as_text(messages))


@cli.command()
def parse(
    today: Annotated[str | None, typer.Option(help="YYYY-MM-DD; otherwise the day it is.")] = None,
) -> None:
    """Read utterances, a JSON string a line on standard input; write an intent as JSON a line."""
    from bot import asking, parse
    from bot.store.engine import Unreachable

    day = _day(today) if today else _today()
    try:
        vocabulary = asking.vocabulary(_settings().database_url)
    except Unreachable as error:
        _stop(f"DATABASE_URL must name a database that answers; this one does not: {error}")
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)
        except ValueError:
            text = None
        if not isinstance(text, str):
            _stop(f"line {number} is not a JSON string")
        found = parse.parse(text, vocabulary, day)
        typer.echo(json.dumps({"intent": found.name, "slots": dict(found.slots)}, ensure_ascii=False))


# --- data in and out ----------------------------------------------------------------------------------


@cli.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(help="A workbook (.xlsx) or a folder of CSV files.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and report; store nothing.")] = False,
) -> None:
    """Check everything, name every fault, and store all or nothing."""
    from bot import workbook

    try:
        report = workbook.import_path(_engine(), path, dry_run=dry_run)
    except workbook.NotAWorkbook as error:
        _stop(str(error))
    except workbook.Faulty as error:
        for fault in error.faults:
            typer.echo(str(fault), err=True)
        counted = "1 fault" if len(error.faults) == 1 else f"{len(error.faults)} faults"
        _stop(f"{counted} in {path}; nothing was stored")
    _show(report)
    if report.agency_code == workbook.example_code():
        typer.echo("note: this is the template's example; replace its rows with your own", err=True)


@cli.command()
def export(
    path: Annotated[Path, typer.Argument(help="A .xlsx file, or a folder for CSV files.")],
    agency: Annotated[str | None, typer.Option(help=AGENCY)] = None,
) -> None:
    """Write the agency's data in the form that `import` reads."""
    from bot import asking, workbook
    from bot.store.engine import reading

    with reading(_engine()) as session:
        try:
            agency_id = asking.chosen(session, agency)
        except asking.WhichAgency as error:
            _stop(str(error))
        if agency_id is None:
            _stop("there is no agency in the database: import one first")
        workbook.export(session, agency_id, path)
    typer.echo(f"written: {path}")


@cli.command()
def template(path: Annotated[Path, typer.Argument(help="The .xlsx file to write.")]) -> None:
    """Write a workbook with headings, notes and one example row a sheet, to be replaced by your own."""
    from bot import workbook

    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        _stop(f"{path} exists; choose another name")
    workbook.template(path)
    typer.echo(f"written: {path}")


def _show(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    title = f"{report.agency_code}: " + ("would be stored" if report.dry_run else "stored")
    table = Table("sheet", "added", "changed", "removed", "unchanged", title=title)
    for one in report.sheets:
        table.add_row(one.sheet, str(one.added), str(one.changed), str(len(one.removed)), str(one.unchanged))
    console = Console()
    console.print(table)
    for one in report.sheets:
        for name in one.removed:
            console.print(f"removed from {one.sheet}: {name}", markup=False)
        for name in one.kept:
            console.print(f"kept in {one.sheet}, because something still refers to it: {name}", markup=False)


def _engine() -> Engine:
    from bot.app import prepare

    return prepare(_settings())


def _today() -> dt.date:
    return dt.datetime.now(_settings().zone).date()


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        _stop(f"{text!r} is not a day; write it as 2024-04-30")


# --- looking after it ---------------------------------------------------------------------------------


@cli.command()
def replay(
    reference: Annotated[str, typer.Argument(help="The reference number that the person was given.")],
) -> None:
    """Run a parked event again: the next free worker takes it."""
    from bot.store import inbox
    from bot.store.engine import writing

    with writing(_engine()) as session:
        found = inbox.unpark(session, reference.strip().upper())
    if not found:
        _stop(f"nothing that can be tried again is parked under {reference}")
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

    settings = _settings()
    settings.need_line()
    try:
        clock = Clock(_milliseconds(at, settings)) if at else None
    except ValueError as error:
        _stop(f"--at is {at!r}: {error}")
    secret, token = settings.secrets[0].decode(), settings.channel_access_token.get_secret_value().strip()
    raise SystemExit(simulator_run.run(port, bot, secret, token, host=host, clock=clock, public=public))


def _milliseconds(moment: str, settings: Settings) -> int:
    try:
        found = dt.datetime.fromisoformat(moment)
    except ValueError:
        _stop(f"--at is {moment!r}: must be a date and time, as 2024-04-01T09:00")
    return round((found if found.tzinfo else found.replace(tzinfo=settings.zone)).timestamp() * 1000)


if __name__ == "__main__":
    main()
