"""Commands about what is told unasked: one round by hand, and a rehearsal."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.base import AGENCY, cli, day, engine, settings, stop

if TYPE_CHECKING:
    from bot.rehearsal import Line, Rehearsal, Row
    from bot.settings import Settings


@cli.command()
def tick(
    now: Annotated[
        str | None, typer.Option(help="As 2024-04-04T13:00+07:00; otherwise the time it is.")
    ] = None,
    urgent: Annotated[
        bool,
        typer.Option(
            "--urgent",
            help="Push whatever waits now, outside office hours and beyond the message budget too; this is"
            " noted in the audit log of each agency concerned.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Do one round: send all that is due by now, reminders and scheduled notices, then end.

    The same round again does nothing.
    """
    from bot import ticking

    given = settings()
    given.need_line()
    moment = _moment(now, given)
    try:
        ticked = asyncio.run(ticking.tick(engine(), given, moment.astimezone(dt.UTC), urgent=urgent))
    except ticking.NotArmed:
        stop("this database is a copy and not armed: nothing is sent until ita-bot arm")
    if as_json:
        did = {**asdict(ticked.done), "notices": ticked.notices, "sent": ticked.sent}
        typer.echo(json.dumps({"now": moment.isoformat(), "urgent": urgent, **did}))
        return
    done = ticked.done
    typer.echo(
        f"{done.due} duties were due, {done.cards} cards were made, {done.held} were held back by the message"
        f" budget, {done.renewed} of earlier days are made anew; {ticked.notices} notices were begun or gone on"
        f" with; LINE took {ticked.sent} calls"
    )


def _moment(now: str | None, given: Settings) -> dt.datetime:
    try:
        moment = dt.datetime.now(given.zone) if now is None else dt.datetime.fromisoformat(now)
    except ValueError:
        stop(f"--now is {now!r}: must be a date and time, as 2024-04-04T13:00+07:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=given.zone)


@cli.command()
def reminders(
    on: Annotated[str | None, typer.Option(help="YYYY-MM-DD; otherwise today.")] = None,
    agency: Annotated[str | None, typer.Option(help=AGENCY)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Rehearse a day's reminders: who would get what, when, pushed or waiting, and its price. Sends nothing.

    Notices are none of it: ask the bot for its list of notices.
    """
    from bot import asking, rehearsal

    wanted = day(on)
    try:
        found = rehearsal.rehearse(engine(), agency, wanted, dt.datetime.now(settings().zone))
    except rehearsal.NoAgency:
        stop("there is no agency in the database: import one first")
    except asking.WhichAgency as error:
        stop(str(error))
    if as_json:
        told = {**asdict(found), "cost": found.cost}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    else:
        _show(found)


def _show(found: Rehearsal) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("who", "post", "how", "messages", "what", title=f"{found.agency}, {found.on}")
    for row in found.rows:
        posts = "\n".join(f"{unit} {role}" for unit, role in row.posts)
        table.add_row(_who(row), posts, _how(row), str(row.cost or ""), "\n".join(_what(row)))
    console = Console()
    console.print(table)
    ways = [row.way for row in found.rows]
    room = "no limit is known" if found.room is None else f"{found.room} may be spent this month as of now"
    console.print(
        f"{ways.count('pushed')} cards are pushed and cost {found.cost} messages ({room});"
        f" {ways.count('held')} are held back by the message budget, {ways.count('waits')} wait for an answer"
    )
    if found.shown.pushed or found.shown.free:
        console.print(
            f"shown on that day already: {found.shown.pushed} pushed, {found.shown.free} with an answer"
        )


def _who(row: Row) -> str:
    if row.group is not None:
        return f"group of {row.group}"
    return row.name or f"person {row.person}"


def _how(row: Row) -> str:
    if row.at is not None:
        return f"pushed at {row.at:%H:%M}"
    return "held back" if row.way == "held" else "with an answer"


def _what(row: Row) -> list[str]:
    """Return a line for each thing and day that is told together, with its measures."""
    lines = sorted(row.lines, key=lambda line: (line.due, line.what, line.measure or ""))
    told = []
    for (due, what), group in groupby(lines, key=lambda line: (line.due, line.what)):
        same = list(group)
        measures = ", ".join(dict.fromkeys(line.measure for line in same if line.measure))
        told.append(f"{what}: {measures} ({_left(same[0])}, {due})" if measures else what)
    return told


def _left(line: Line) -> str:
    if line.days_left < 0:
        return f"{-line.days_left} days overdue"
    return f"{line.days_left} days left"
