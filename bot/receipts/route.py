"""The route of receipt sheets. Whatever is wrong with a link, it is not there.

Behind the signed part of an address stand a language and a form, ``…/th.pdf``: neither is a secret.
"""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Final

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from bot.evidence import links
from bot.evidence.route import PDF, READER, SAFE, SANDBOX, not_found
from bot.store.engine import reading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from zoneinfo import ZoneInfo

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.evidence.signer import Signer
    from bot.store.notices import Kept

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON_PAPER: Final = 1000
"""So many names are printed: some thirty pages. All of them stand in the workbook."""
FORMS: Final = {"xlsx": XLSX, "pdf": PDF}
LANGUAGES: Final = frozenset({"th", "en"})
_CHUNK: Final = 65536


class Clerk:
    """Makes receipt sheets for who has a link to one."""

    def __init__(
        self, engine: Engine, signer: Signer, now: Callable[[], dt.datetime], zone: ZoneInfo
    ) -> None:
        self._engine = engine
        self._signer = signer
        self._now = now
        self._zone = zone

    def give(self, token: str, named: str) -> Response:
        """Answer a request for a link. Blocks."""
        language, _, form = named.partition(".")
        read = links.read_of_row(token)
        if read is None or language not in LANGUAGES or form not in FORMS:
            return not_found()
        _ = self._signer.key  # before the transaction: it may have to be made
        with reading(self._engine) as session:
            kept = self._kept(session, read)
            if kept is None:
                return not_found()
            if form == "pdf":
                return _paper(self._printed(session, kept, language), kept.number)
            return _book(self._written(session, kept, language), kept.number)

    def _kept(self, session: Session, token: links.Token) -> Kept | None:
        """Return the notice that a link is for; None if it is for none (any more)."""
        from bot.store import notice_record, notices  # noqa: PLC0415 (a web node may do without)

        agency_id = notice_record.agency_of(session, token.number)
        kept = None if agency_id is None else notices.get(session, agency_id, token.number)
        if kept is None:
            return None
        seal = links.receipt_seal(kept.agency_id, kept.made_at)
        return kept if self._signer.is_good(token, seal, links.RECEIPTS) else None

    def _printed(self, session: Session, kept: Kept, language: str) -> bytes:
        from bot.receipts import paper, sheet  # noqa: PLC0415 (a web node may do without)
        from bot.render import receipt_sheets as words  # noqa: PLC0415 (a web node may do without)

        found = sheet.source(session, kept, self._zone)
        facts = sheet.sheet(found, self._now())
        everybody = sheet.everybody(found, ON_PAPER)
        left = facts.counts.total + facts.counts.heard - ON_PAPER
        return paper.write(
            words.page(facts, language),
            (words.person(one, place, kept.state, language) for place, one in enumerate(everybody, 1)),
            words.rest(left, language) if left > 0 else "",
            lambda place: words.page_number(place, language),
            facts.made_at,
        )

    def _written(self, session: Session, kept: Kept, language: str) -> IO[bytes]:
        from bot.receipts import book, sheet  # noqa: PLC0415 (a web node may do without)
        from bot.render import receipt_sheets as words  # noqa: PLC0415 (a web node may do without)

        found = sheet.source(session, kept, self._zone)
        page = words.page(sheet.sheet(found, self._now()), language)
        file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
        everybody = enumerate(sheet.everybody(found), 1)
        book.write(file, page, (words.person(one, place, kept.state, language) for place, one in everybody))
        file.seek(0)
        return file


def router(engine: Engine, signer: Signer, now: Callable[[], dt.datetime], zone: ZoneInfo) -> APIRouter:
    """Return the route."""
    routes = APIRouter()
    clerk = Clerk(engine, signer, now, zone)

    @routes.get(f"{links.RECEIPTS}{{token}}/{{named}}")
    def receipt(token: str, named: str) -> Response:
        return clerk.give(token, named)

    return routes


def _paper(content: bytes, number: int) -> Response:
    return Response(content, 200, _headers(number, "pdf", "inline", READER), PDF)


def _book(file: IO[bytes], number: int) -> Response:
    headers = _headers(number, "xlsx", "attachment", SANDBOX)
    return StreamingResponse(_chunks(file), 200, headers, XLSX)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _headers(number: int, form: str, how: str, policy: str) -> dict[str, str]:
    return SAFE | {
        "Content-Disposition": f'{how}; filename="notice-{number}.{form}"',
        "Content-Security-Policy": policy,
    }
