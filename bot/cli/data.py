"""Commands that bring data in and out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.base import AGENCY, cli, engine, settings, stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from bot.usecases.moving import Shift
    from bot.workbook import Report


@cli.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(help="A workbook (.xlsx) or a folder of CSV files.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and report; store nothing.")] = False,
) -> None:
    """Check everything, name every fault, and store all or nothing."""
    from bot import importing, workbook

    zone = settings().zone
    try:
        done = importing.import_path(engine(), path, dry_run=dry_run, now=dt.datetime.now(zone))
    except workbook.NotAWorkbook as error:
        stop(str(error))
    except workbook.Faulty as error:
        for fault in error.faults:
            typer.echo(str(fault), err=True)
        counted = "1 fault" if len(error.faults) == 1 else f"{len(error.faults)} faults"
        stop(f"{counted} in {path}; nothing was stored")
    _show(done.report)
    _show_moves(done.shift)
    if done.report.agency_code == workbook.example_code():
        typer.echo("note: this is the template's example; replace its rows with your own", err=True)


@cli.command()
def export(
    path: Annotated[Path | None, typer.Argument(help="A .xlsx file, or a folder for CSV files.")] = None,
    audit: Annotated[Path | None, typer.Option(help="A CSV file for the log of who did what.")] = None,
    agency: Annotated[str | None, typer.Option(help=AGENCY)] = None,
) -> None:
    """Write the agency's data in the form that `import` reads, or its log of who did what."""
    from bot import workbook
    from bot.cli.people import chosen
    from bot.store.engine import reading

    if path is None and audit is None:
        stop("name a file or folder to write, or --audit and a file")
    with reading(engine()) as session:
        agency_id = chosen(session, agency)
        if path is not None:
            workbook.export(session, agency_id, path)
        if audit is not None:
            _write_log(session, agency_id, audit)
    for written in filter(None, (path, audit)):
        typer.echo(f"written: {written}")


def _write_log(session: Session, agency_id: int, path: Path) -> None:
    """Write the log as CSV that spreadsheets open; people are numbers, as the log has them."""
    import json

    from bot.store import audit
    from bot.workbook import csv_folder

    zone = settings().zone

    def rows() -> Iterator[tuple[str, ...]]:
        yield (
            "number",
            "at",
            "actor",
            "actor_person",
            "concerns_person",
            "action",
            "subject",
            "before",
            "after",
        )
        for one in audit.every(session, agency_id):
            at = one.at.astimezone(zone).isoformat(timespec="seconds")
            who = (one.actor, str(one.actor_id or ""), str(one.person_id or ""))
            before, after = (json.dumps(dict(each), ensure_ascii=False) for each in (one.before, one.after))
            yield str(one.id), at, *who, one.action, one.subject, before, after

    csv_folder.write(path, rows())


@cli.command()
def template(path: Annotated[Path, typer.Argument(help="The .xlsx file to write.")]) -> None:
    """Write a workbook with headings, notes and one example row a sheet, to be replaced by your own."""
    from bot import workbook

    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        stop(f"{path} exists; choose another name")
    workbook.template(path)
    typer.echo(f"written: {path}")


def _show_moves(shift: Shift) -> None:
    for move in shift.moves:
        was, day = move.was or "not there", move.day or "not any more"
        typer.echo(f"moved: reminder {move.rung} of {move.measures} measures: {was} -> {day}")
    if shift.moves:
        typer.echo(f"moved: concerns {len(shift.people)} people, who hear of it with what they are told next")


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
        for name in one.granted:
            console.print(f"kept in {one.sheet}, because more time was granted: due of {name}", markup=False)
        for name in one.overruled:
            console.print(
                f"changed in {one.sheet}, although more time was granted: due of {name}", markup=False
            )
