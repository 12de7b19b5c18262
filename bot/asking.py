"""The same answer without LINE: for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import reading, usecases, workbook
from bot.render import render
from bot.store import inbox, queries
from bot.store.channels import default
from bot.store.engine import rehearsing

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Engine


def answer(
    engine: Engine, text: str, today: dt.date, *, as_user: str | None, language: str | None
) -> list[dict[str, Any]]:
    """Return the messages that a person would get. Nothing is stored."""
    with rehearsing(engine) as session:
        agency = queries.only_agency(session)
        channel = default(session)
        contact = inbox.contact(session, inbox.identity(channel.id), as_user) if as_user else None
        asker = usecases.Asker(
            agency_id=agency.id if agency else None, contact=contact, in_group=False, today=today
        )
        shelf = usecases.Library().shelf(session, asker.agency_id)
        reply = usecases.respond(shelf, asker, reading.hear(text, shelf.vocabulary, today))
        return render(reply, language or asker.language)
