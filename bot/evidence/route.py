"""The route that gives evidence back. Whatever is wrong with a link, the answer is the same.

What is shown runs nothing: its type is the one that its content was recognised by, browsers may not guess
another, and a policy forbids scripts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from bot.evidence import links
from bot.store import evidence as rows
from bot.store.engine import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from bot.evidence.signer import Signer
    from bot.evidence.vault import Vault

SAFE: Final = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
SEEN_BY_MANY: Final = "private, max-age=86400"
"""Of what notices hold: LINE asks for a picture whenever somebody looks at the chat."""
SANDBOX: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
READER: Final = "script-src 'none'; frame-ancestors 'none'"
"""For PDF: in a sandbox, browsers do not start their reader for it."""
PDF: Final = "application/pdf"
NOT_FOUND: Final = "not found\n"
_NO_NAME: Final = frozenset('/\\:*?"<>|')
_RANGE: Final = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


class Desk:
    """Gives kept evidence to who has a link."""

    def __init__(self, engine: Engine, vault: Callable[[], Vault], signer: Signer) -> None:
        """``vault`` is asked when content is first wanted: most processes never do."""
        self._engine = engine
        self._vault = vault
        self._signer = signer

    async def give(self, token: str, request: Request, path: str) -> Response:
        """Answer a request for a link of a kind."""
        from bot.evidence.vault import Missing  # noqa: PLC0415 (a process that takes webhooks may do without)

        found = await run_in_threadpool(self._find, token, path)
        if found is None:
            return not_found()
        span = _span(request.headers.get("range"), found.size)
        if span is None:
            unsatisfied = {**SAFE, "Content-Range": f"bytes */{found.size}"}
            return Response(status_code=416, headers=unsatisfied)
        start, end = span
        headers = _headers(found) | {"Content-Length": str(end - start)}
        part = end - start < found.size
        if part:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
        status = 206 if part else 200
        if request.method == "HEAD":
            return Response(status_code=status, headers=headers)
        try:
            vault = await run_in_threadpool(self._vault)
            content = await vault.read(found.place, start, end)
        except Missing:
            return not_found()
        return StreamingResponse(content, status, headers)

    def _find(self, raw: str, path: str) -> rows.Shown | None:
        token = links.read_of_row(raw)
        if token is None:
            return None
        with reading(self._engine) as session:
            found = rows.shown(session, token.number)
        if found is None or not self._signer.is_good(token, found.place, path):
            return None
        return _smaller(found) if path == links.PREVIEW else found


def router(engine: Engine, vault: Callable[[], Vault], signer: Signer) -> APIRouter:
    """Return the route."""
    routes = APIRouter()
    desk = Desk(engine, vault, signer)

    @routes.api_route(f"{links.PATH}{{token}}", methods=["GET", "HEAD"])
    async def evidence(token: str, request: Request) -> Response:
        return await desk.give(token, request, links.PATH)

    @routes.api_route(f"{links.PREVIEW}{{token}}", methods=["GET", "HEAD"])
    async def preview(token: str, request: Request) -> Response:
        return await desk.give(token, request, links.PREVIEW)

    return routes


def _smaller(found: rows.Shown) -> rows.Shown:
    """Return the smaller picture that is kept beside one; itself, if it is small enough."""
    from bot.evidence.vault import beside  # noqa: PLC0415 (a web node may do without)

    if found.preview_bytes is None:
        return found
    return replace(found, place=beside(found.place), size=found.preview_bytes, media_type="image/jpeg")


def not_found() -> Response:
    """Return the answer to whatever is wrong with a link."""
    return Response(NOT_FOUND, 404, dict(SAFE), "text/plain; charset=utf-8")


def _headers(found: rows.Shown) -> dict[str, str]:
    from bot.evidence.kinds import KINDS  # noqa: PLC0415 (a web node may do without)

    kind = KINDS.get(found.media_type)
    extension = f".{kind.extension}" if kind else ".bin"
    name = _file_name(found, extension)
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._- ") else "_" for char in name)
    how = "inline" if kind and kind.inline else "attachment"
    # The type is one of ours, or nothing that a browser would open.
    return SAFE | {
        "Accept-Ranges": "bytes",
        **({"Cache-Control": SEEN_BY_MANY} if found.for_notice else {}),
        "Content-Disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": READER if found.media_type == PDF else SANDBOX,
        "Content-Type": found.media_type if kind else "application/octet-stream",
    }


def _file_name(found: rows.Shown, extension: str) -> str:
    """What the sender called it, as a name that every system takes, ending as its content says."""
    stem = (found.name or "").rpartition(".")[0] or found.name or ""
    stem = "".join(char if char.isprintable() and char not in _NO_NAME else "_" for char in stem)
    return (stem or f"evidence-{found.received_at:%Y%m%d-%H%M%S}") + extension


def _span(asked: str | None, size: int) -> tuple[int, int] | None:
    """Return the bytes to give, from and up to. None: there are no such bytes. What is odd gets all of it."""
    found = _RANGE.fullmatch((asked or "").strip())
    if found is None or found[1] == found[2] == "":
        return 0, size
    if not found[1]:
        last = int(found[2])
        return (max(0, size - last), size) if last else None
    start, end = int(found[1]), min(size, int(found[2]) + 1 if found[2] else size)
    if found[2] and int(found[2]) < start:
        return 0, size
    return (start, end) if start < size else None
