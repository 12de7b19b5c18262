"""The same answer without LINE: for the terminal."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import reading, usecases, workbook
from bot.render import render
from bot.store import engine as engines
from bot.store import inbox, migrate, queries
from bot.store.channels import agency_of, default

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Engine

    from bot.parse import Vocabulary


def answer(
    engine: Engine, text: str, today: dt.date, *, as_user: str | None, language: str | None
) -> list[dict[str, Any]]:
    """Return the messages that a person would get. Nothing is stored."""
    with engines.rehearsing(engine) as session:
        channel = default(session)
        contact = inbox.contact(session, inbox.identity(channel.id), as_user) if as_user else None
        asker = usecases.Asker(
            agency_id=agency_of(session, inbox.identity(channel.id)),
            contact=contact,
            in_group=False,
            today=today,
        )
        shelf = usecases.Library().shelf(session, asker.agency_id)
        reply = usecases.respond(shelf, asker, reading.hear(text, shelf.vocabulary, today))
        return render(reply, language or asker.language)


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


def _example_vocabulary() -> Vocabulary:
    with tempfile.TemporaryDirectory() as folder:
        engine = engines.create(f"sqlite:///{folder}/example.db")
        migrate.upgrade(engine)
        workbook.import_path(engine, workbook.example_path(), dry_run=False)
        with engines.reading(engine) as session:
            agency = queries.only_agency(session)
            found = usecases.Library().shelf(session, agency.id if agency else None).vocabulary
        engine.dispose()
    return found
