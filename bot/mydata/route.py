"""The route that gives somebody the file of what is held about them. Whatever is wrong, it is not there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Response

from bot.evidence import links
from bot.evidence.route import SAFE, SANDBOX, not_found
from bot.store.engine import reading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from sqlalchemy import Engine

    from bot.evidence.signer import Signer

HEADERS: Final = SAFE | {
    "Content-Disposition": 'attachment; filename="my-data.json"',
    "Content-Security-Policy": SANDBOX,
}


def router(engine: Engine, signer: Signer, now: Callable[[], dt.datetime], zone: ZoneInfo) -> APIRouter:
    """Return the route."""
    routes = APIRouter()

    @routes.get(f"{links.OWN_DATA}{{token}}")
    def own_data(token: str) -> Response:
        content = _content(engine, signer, token, now(), zone)
        return not_found() if content is None else Response(content, 200, dict(HEADERS), "application/json")

    return routes


def _content(engine: Engine, signer: Signer, raw: str, now: dt.datetime, zone: ZoneInfo) -> str | None:
    """Return the file; None if the link is none (any more)."""
    # A process that takes webhooks does without until somebody asks.
    from bot.mydata.document import document  # noqa: PLC0415 (a process that takes webhooks may do without)
    from bot.store import owndata  # noqa: PLC0415 (a process that takes webhooks may do without)

    token = links.read_of_row(raw)
    if token is None:
        return None
    key = signer.key  # before the transaction: it may have to be made
    with reading(engine) as session:
        person = owndata.who(session, token.number)
        if person is None:
            return None
        seal = links.person_seal(person.contact_id, person.accepted_at)
        if not links.is_good(key, token, seal, now, links.OWN_DATA):
            return None
        found = owndata.everything(session, person)
    return json.dumps(document(found, now, zone), ensure_ascii=False, indent=2) + "\n"
