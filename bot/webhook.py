"""The way in: raw bytes → verify → store → 200."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Protocol

import structlog
from fastapi import APIRouter, HTTPException, Request, Response
from starlette.requests import ClientDisconnect

from bot.events import NotAWebhook, kind, read_envelope, read_event
from bot.store.arrivals import Arrival

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Sequence

    from bot.events import Envelope
    from bot.metrics import Metrics

BODY_LIMIT = 4 * 1024 * 1024
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


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
        structlog.contextvars.bind_contextvars(request=_request_id(request))  # each request is its own task
        began = now()
        try:
            envelope = await _envelope(request, verify)
        except _Refused as error:
            metrics.refused.labels(error.reason).inc()
            log.debug("refused", reason=error.reason)
            raise HTTPException(error.status, error.detail) from error
        if envelope.events:
            channel_id = await channel_of(envelope.destination)
            arrivals = [_arrival(raw, channel_id, began) for raw in envelope.events]
            wake(await store.submit(arrivals))
            for arrival in arrivals:
                metrics.received.labels(kind(arrival.type)).inc()
            log.debug("stored", events=[arrival.event_id for arrival in arrivals])
        metrics.acknowledged.observe((now() - began).total_seconds())
        return Response(status_code=200)

    # Without FastAPI's reading of parameters, of which there are none: a tenth of an acknowledgement.
    routes.add_route("/webhook", webhook, methods=["POST"])
    return routes


class _Refused(Exception):
    """A webhook that is not taken; ``reason`` is a metric's label."""

    def __init__(self, reason: str, status: int, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.status = status
        self.detail = detail


def _request_id(request: Request) -> str:
    """Return the id that a proxy gave the request, so that its log and ours can be joined; else a new one."""
    given = request.headers.get("x-request-id", "")
    return given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


async def _envelope(request: Request, verify: Callable[[bytes, str], bool]) -> Envelope:
    """Read a webhook that its signature says is LINE's. Raises _Refused."""
    body = await _body(request)
    if not verify(body, request.headers.get("x-line-signature", "")):
        raise _Refused("signature", 401, "wrong or missing signature")
    try:
        return read_envelope(body)
    except NotAWebhook as error:
        raise _Refused("malformed", 400, f"not a webhook: {error}") from error


async def _body(request: Request) -> bytes:
    """Read the raw body: a signature is over bytes, and nobody may fill the memory before it is checked."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_LIMIT:
                raise _Refused("too_large", 413, "too large")
    except ClientDisconnect as error:
        raise _Refused("malformed", 400, "not a whole body") from error
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
