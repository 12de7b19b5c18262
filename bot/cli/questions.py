"""Commands that ask the bot without LINE."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from bot.cli.base import AGENCY, at, cli, day, engine, settings, stop


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
        stop(f"--language is {language!r}: must be th or en")
    on = day(today)
    try:
        messages = asking.answer(engine(), text, at(on), as_user=as_user, language=language, agency=agency)
    except asking.WhichAgency as error:
        stop(str(error))
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

    on = day(today)
    try:
        vocabulary = asking.vocabulary(settings().database_url)
    except Unreachable as error:
        stop(f"DATABASE_URL must name a database that answers; this one does not: {error}")
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)
        except ValueError:
            text = None
        if not isinstance(text, str):
            stop(f"line {number} is not a JSON string")
        found = parse.parse(text, vocabulary, on)
        typer.echo(json.dumps({"intent": found.name, "slots": dict(found.slots)}, ensure_ascii=False))
