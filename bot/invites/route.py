"""The route of the page with codes to print. Whatever is wrong with a link, it is not there.

The page is made anew from the link whenever it is opened, and shows no code that cannot be used any more.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog
from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from bot.evidence import links
from bot.evidence.route import SAFE, SANDBOX, not_found
from bot.failures import LineFailure
from bot.store.engine import reading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from zoneinfo import ZoneInfo

    from sqlalchemy import Engine

    from bot.answers.people import InviteSheet
    from bot.evidence.signer import Signer
    from bot.invites.account import Account
    from bot.store.invites import Printed


@dataclass(frozen=True, slots=True)
class _Found:
    sheet: InviteSheet
    language: str


class Printer:
    """Makes the page of codes for who has a link to them."""

    def __init__(
        self, engine: Engine, signer: Signer, account: Account, now: Callable[[], dt.datetime], zone: ZoneInfo
    ) -> None:
        self._engine = engine
        self._signer = signer
        self._account = account
        self._now = now
        self._zone = zone
        self._log = structlog.get_logger("invites")

    async def page(self, token: str) -> Response:
        """Answer a request for a link."""
        found = await run_in_threadpool(self._find, token)
        if found is None:
            return not_found()
        basic_id = await self._basic_id() if any(card.code for card in found.sheet.cards) else None
        return await run_in_threadpool(_response, replace(found.sheet, basic_id=basic_id), found.language)

    async def _basic_id(self) -> str | None:
        """Ask LINE how the account is found; without its word, what is printed is the sentence alone."""
        try:
            return await self._account.basic_id()
        except LineFailure as failure:
            self._log.warning("LINE was asked for the account's id", problem=failure.problem)
            return None

    def _find(self, raw: str) -> _Found | None:
        """Return what the page shows; None if the link is none (any more)."""
        from bot.store import invites  # noqa: PLC0415 (a process that takes webhooks may do without)
        from bot.usecases import codes  # noqa: PLC0415 (a web node may do without)

        token = links.read(raw)
        if token is None or not self._signer.is_good(token, links.UNSEALED, links.INVITES):
            return None
        drawn = codes.drawn(self._signer.secret(token.number), codes.count_of(token.number))
        hashes = [codes.hashed(code) for code in drawn]
        with reading(self._engine) as session:
            rows = invites.printed(session, hashes)
        return self._sheet(dict(zip(hashes, drawn, strict=True)), rows) if rows else None

    def _sheet(self, drawn: dict[str, str], rows: Sequence[Printed]) -> _Found:
        from bot import answers  # noqa: PLC0415 (a process that takes webhooks may do without)
        from bot.answers import people  # noqa: PLC0415 (a web node may do without)
        from bot.roles import Role  # noqa: PLC0415 (a web node may do without)
        from ita_core.keys import Name  # noqa: PLC0415 (a web node may do without)

        one, now = rows[0], self._now()
        by_hash = {row.code_hash: row for row in rows}
        found = [(code, by_hash.get(code_hash)) for code_hash, code in drawn.items()]
        sheet = people.InviteSheet(
            agency=Name(one.agency_th, one.agency_en),
            unit=answers.UnitRef(abbr=one.unit, full_name=one.unit_name),
            role=Role(one.role),
            until=one.expires_at.astimezone(self._zone),
            cards=tuple(
                people.InviteCard(
                    code=code if row is not None and row.good(now) else None,
                    used=row is not None and row.used,
                )
                for code, row in found
            ),
        )
        return _Found(sheet, one.language or answers.FIRST_LANGUAGE)


def _response(sheet: InviteSheet, language: str) -> Response:
    from bot.render import printing  # noqa: PLC0415 (a process that takes webhooks may do without)

    return Response(printing.page(sheet, language), 200, _headers(printing.STYLE), "text/html; charset=utf-8")


def _headers(style: str) -> dict[str, str]:
    """Let the page have its own style, and nothing else: it loads nothing and runs nothing."""
    known = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"{SANDBOX}; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    return SAFE | {"Content-Security-Policy": policy}


def router(
    engine: Engine, signer: Signer, account: Account, now: Callable[[], dt.datetime], zone: ZoneInfo
) -> APIRouter:
    """Return the route."""
    routes = APIRouter()
    printer = Printer(engine, signer, account, now, zone)

    @routes.get(f"{links.INVITES}{{token}}")
    async def invitations(token: str) -> Response:
        return await printer.page(token)

    return routes
