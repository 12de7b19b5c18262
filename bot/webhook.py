"""The way in: raw bytes → verify → store → 200."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import structlog
from fastapi import APIRouter, HTTPException, Request, Response
from starlette.requests import ClientDisconnect

from bot.events import NotAWebhook, read_envelope, read_event
from bot.store.arrivals import Arrival

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Sequence

    from bot.metrics import Metrics

BODY_LIMIT = 4 * 1024 * 1024


class Store(Protocol):
    """Stores arrivals durably."""

    def submit(self, arrivals: Sequence[Arrival]) -> Awaitable[frozenset[int]]:
        """Store them; what is awaited gives the chats they belong to."""


def router(  # noqa: PLR0913 (each is one thing that the route is given, all by name)
    *,
    verify: Callable[[bytes, str], bool],
    store: Store,
    channel_of: Callable[[str], Awaitable[int]],
    wake: Callable[[frozenset[int]], None],
    now: Callable[[], dt.datetime],
    metrics: Metrics,
) -> APIRouter:
    """Return the route."""
    routes = APIRouter()
    log = structlog.get_logger("webhook")

    async def webhook(request: Request) -> Response:
        body = await _body(request)
        if not verify(body, request.headers.get("x-line-signature", "")):
            metrics.refused.inc()
            raise HTTPException(401, "wrong or missing signature")
        try:
            envelope = read_envelope(body)
        except NotAWebhook as error:
            metrics.refused.inc()
            raise HTTPException(400, f"not a webhook: {error}") from error
        if envelope.events:
            channel_id = await channel_of(envelope.destination)
            arrivals = [_arrival(raw, channel_id, now()) for raw in envelope.events]
            wake(await store.submit(arrivals))
            metrics.received.inc(len(arrivals))
            log.debug("stored", events=len(arrivals))
        return Response(status_code=200)

    # Without FastAPI's reading of parameters, of which there are none: a tenth of an acknowledgement.
    routes.add_route("/webhook", webhook, methods=["POST"])
    return routes


async def _body(request: Request) -> bytes:
    """Read the raw body: a signature is over bytes, and nobody may fill the memory before it is checked."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_LIMIT:
                raise HTTPException(413, "too large")
    except ClientDisconnect as error:
        raise HTTPException(400, "not a whole body") from error
    return bytes(body)


def _arrival(raw: dict[str, object], channel_id: int, now: dt.datetime) -> Arrival:
    event = read_event(raw)
    return Arrival(
        channel_id=channel_id,
        chat_line_id=event.chat_id,
        chat_kind=event.chat_kind,
        event_id=event.event_id,
        type=event.type[:40],
        message_id=event.message_id,
        occurred_ms=event.occurred_ms if event.occurred_ms is not None else int(now.timestamp() * 1000),
        received_at=now,
        payload=dict(raw),
    )
