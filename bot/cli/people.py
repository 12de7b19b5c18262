"""Commands about an agency's people: codes to register with, and what the agency has decided."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.base import AGENCY, cli, engine, settings, stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

COMMAND = "command"
AUTO = "auto"
MOST = 500


@cli.command()
def invite(
    unit: Annotated[str, typer.Option(help="The unit's abbreviation, as the plan prints it.")],
    role: Annotated[str, typer.Option(help="staff, head, reviewer, admin or auditor.")] = "staff",
    count: Annotated[int, typer.Option(help="How many; each code is for one person.")] = 1,
    agency: Annotated[str | None, typer.Option(help=AGENCY)] = None,
    qr: Annotated[
        Path | None, typer.Option(help="A folder for pictures to print, an SVG with a QR code for each code.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Make one-time registration codes, one a line: people say them to the bot to be registered."""
    from bot.store import audit, people, queries
    from bot.store.engine import writing
    from bot.usecases import codes, joining, shelf

    _check(role, count)
    if qr is not None:
        _need_folder(qr)
    now = dt.datetime.now(settings().zone)
    made, expires_at = codes.new(count), now + codes.GOOD_FOR
    with writing(engine()) as session:
        agency_id = chosen(session, agency)
        known = [one.abbr for one in queries.units(session, agency_id) if one.kind != shelf.EVERYBODY]
        if unit not in known:
            stop(f"there is no unit {unit}; the agency has: {', '.join(known)}")
        queries.advance(session, agency_id)
        invites = people.NewInvites(
            unit=unit,
            role=role,
            hashes=tuple(map(codes.hashed, made)),
            made_at=now,
            made_by=None,
            expires_at=expires_at,
        )
        people.add_invites(session, agency_id, invites)
        audit.note(session, agency_id, now, audit.Actor(COMMAND), joining.invited(unit, role, count))
    if as_json:
        expires = expires_at.isoformat(timespec="seconds")
        told = [{"code": code, "unit": unit, "role": role, "expires": expires} for code in made]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(made))
    if qr is not None:
        _draw(qr, made, unit)


def _need_folder(folder: Path) -> None:
    """Make the folder before any code is made, or stop."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        stop(f"--qr is {str(folder)!r}: must be a folder that can be written: {error.strerror}")


def _draw(folder: Path, made: Sequence[str], unit: str) -> None:
    """Write a picture of each code. Without LINE's word for the account it holds the plain sentence."""
    from bot.answers import FIRST_LANGUAGE
    from bot.cli import pictures
    from bot.intent import Intent
    from bot.render import qr, said

    basic_id = asyncio.run(_basic_id())
    for code in made:
        sentence = said(Intent("register", {"code": code}), FIRST_LANGUAGE)
        held = sentence if basic_id is None else qr.chat_address(basic_id, sentence)
        try:
            pictures.write(folder / f"{code}.svg", pictures.picture(held, (sentence, unit)))
        except OSError as error:
            stop(f"{folder / code}.svg cannot be written: {error.strerror}; the codes are good all the same")


async def _basic_id() -> str | None:
    """Ask LINE by which id people find the account. None, and a line on standard error: it did not say."""
    from bot.failures import LineFailure
    from bot.invites.account import Account

    found = settings()
    try:
        return await Account(
            found.api_base_url, found.channel_access_token.get_secret_value().strip()
        ).basic_id()
    except LineFailure as failure:
        problem = failure.problem
    plain = "the pictures hold the plain sentence, to be sent in the chat"
    typer.echo(f"ita-bot: LINE was asked for the account's id: {problem}; {plain}", err=True)
    return None


def _check(role: str, count: int) -> None:
    from bot.roles import Role

    if role not in set(Role):
        stop(f"--role is {role!r}: must be {', '.join(Role)}")
    if not 1 <= count <= MOST:
        stop(f"--count is {count}: must be 1 to {MOST}")


@cli.command()
def agency(
    close: Annotated[
        bool | None, typer.Option("--close/--open", help="Whether strangers may ask for scores and the plan.")
    ] = None,
    accepted_by: Annotated[
        str | None,
        typer.Option(help="Who accepts what is at 100 %: reviewer (of another unit) or head (of the unit)."),
    ] = None,
    reserve: Annotated[
        str | None,
        typer.Option(
            help="Messages of each month that reminders leave untouched, or auto: a tenth of the month's."
        ),
    ] = None,
    approve_from: Annotated[
        int | None,
        typer.Option(min=2, help="From how many recipients on a second administrator approves a notice."),
    ] = None,
    agency_code: Annotated[str | None, typer.Option("--agency", help=AGENCY)] = None,
) -> None:
    """Show what the agency has decided, or decide otherwise."""
    from bot.store import audit, office, queries
    from bot.store.engine import writing
    from bot.usecases import budget
    from bot.usecases.notices import composing, policy

    wanted = _reserve(reserve)
    if accepted_by not in {None, "reviewer", "head"}:
        stop(f"--accepted-by is {accepted_by!r}: must be reviewer or head")
    now = dt.datetime.now(settings().zone)
    with writing(engine()) as session:
        agency_id = chosen(session, agency_code)
        before, after = queries.decide(session, agency_id, closed=close, accepted_by=accepted_by)
        if before != after:
            deed = audit.Deed(action="agency.set", subject="agency", before=before, after=after)
            audit.note(session, agency_id, now, audit.Actor(COMMAND), deed)
        kept = office.offices(session, [agency_id])[agency_id].reserve
        if reserve is not None and kept != wanted:
            office.decide(session, agency_id, reserve=wanted)
            audit.note(session, agency_id, now, audit.Actor(COMMAND), budget.decided(kept, wanted))
            kept = wanted
        two = office.offices(session, [agency_id])[agency_id].approve_from
        if approve_from is not None and two != approve_from:
            office.decide(session, agency_id, approve_from=approve_from)
            audit.note(session, agency_id, now, audit.Actor(COMMAND), policy.decided(two, approve_from))
            two = approve_from
    who = "registered staff only" if after["closed"] else "everybody"
    typer.echo(f"scores and the plan: answered to {who}")
    typer.echo(f"reports at 100 % are accepted by: {after['accepted_by']}")
    typer.echo(f"notices need approval from: {two or composing.APPROVE_FROM} recipients on")
    typer.echo(f"messages in reserve: {'a tenth of each month' if kept is None else kept}")


def _reserve(text: str | None) -> int | None:
    """Read a reserve, or stop; None for auto, and if none is given."""
    from bot.usecases.budget import LARGEST

    if text in {None, AUTO}:
        return None
    if not text.isascii() or not text.isdecimal() or int(text) > LARGEST:
        stop(f"--reserve is {text!r}: must be a number of messages, or {AUTO}")
    return int(text)


def chosen(session: Session, code: str | None) -> int:
    """Return the agency that is meant, or stop."""
    from bot import asking

    try:
        found = asking.chosen(session, code)
    except asking.WhichAgency as error:
        stop(str(error))
    if found is None:
        stop("there is no agency in the database: import one first")
    return found
