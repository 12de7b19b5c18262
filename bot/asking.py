"""The same answer without LINE: for the terminal."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import answers, reading, usecases, workbook
from bot.render import render
from bot.store import conversations, inbox, migrate, queries
from bot.store import engine as engines
from bot.store.channels import agency_of, default
from bot.usecases import acting

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.parse import Vocabulary


class WhichAgency(LookupError):
    """No agency is meant, or none can be told; the message is one line for people."""


def chosen(session: Session, code: str | None) -> int | None:
    """Return the key of the agency with this code; without one, of the only agency, None if there is none.

    Raises WhichAgency.
    """
    codes = queries.agency_codes(session)
    if code is None and len(codes) < 2:  # noqa: PLR2004 (one needs no choice)
        only = queries.only_agency(session)
        return only.id if only else None
    found = queries.agency_by_code(session, code) if code is not None else None
    if found is None:
        wrong = f"there is no agency {code}" if code is not None else f"there are {len(codes)} agencies"
        raise WhichAgency(f"{wrong}; choose one with --agency: {', '.join(codes)}")
    return found.id


def answer(  # noqa: PLR0913 (what a person may say of the question, all by name)
    engine: Engine,
    text: str,
    now: dt.datetime,
    *,
    as_user: str | None,
    language: str | None,
    agency: str | None = None,
) -> list[dict[str, Any]]:
    """Return the messages that a person would get. Nothing is stored. Raises WhichAgency."""
    with engines.rehearsing(engine) as session:
        channel = default(session)
        bound = agency_of(session, inbox.identity(channel.id)) if agency is None else None
        contact = conversations.contact(session, inbox.identity(channel.id), as_user) if as_user else None
        agency_id = bound if bound is not None else chosen(session, agency)
        contact_id = contact.id if contact else None
        member = None
        if contact_id is not None and agency_id is not None:
            member = acting.member(session, contact_id, agency_id, now.date())
        asker = usecases.Asker(
            agency_id=agency_id,
            language=contact.language if contact else answers.FIRST_LANGUAGE,
            in_group=False,
            now=now,
            contact_id=contact_id,
            member=member,
        )
        shelf = usecases.Library().shelf(session, agency_id)
        heard = reading.hear(text, shelf.vocabulary, asker.today)
        ask = usecases.Ask(
            intent=heard.intent, asker=asker, shelf=shelf, nearest=heard.nearest, social=heard.social
        )
        reply = usecases.respond(usecases.gather(session, ask, heard), heard)
        return render(reply, language or reply.language or asker.language)


def vocabulary(database_url: str) -> Vocabulary:
    """Return the names that the agency in the database uses; the example agency's if there is none yet.

    Raises `engines.Unreachable`.
    """
    path = database_url.removeprefix("sqlite:///")
    if path == database_url or Path(path).exists():
        engine = engines.create(database_url)
        engines.need(engine)
        if migrate.is_current(engine):
            with engines.reading(engine) as session:
                agency = queries.only_agency(session)
                if agency is not None:
                    return usecases.Library().shelf(session, agency.id).vocabulary
    return _example_vocabulary()


_ANY_DAY = dt.datetime(2024, 4, 1, tzinfo=dt.UTC)
"""When a database was filled that is thrown away at once."""


def _example_vocabulary() -> Vocabulary:
    with tempfile.TemporaryDirectory() as folder:
        engine = engines.create(f"sqlite:///{folder}/example.db")
        migrate.upgrade(engine)
        workbook.import_path(engine, workbook.example_path(), dry_run=False, now=_ANY_DAY)
        with engines.reading(engine) as session:
            agency = queries.only_agency(session)
            found = usecases.Library().shelf(session, agency.id if agency else None).vocabulary
        engine.dispose()
    return found
