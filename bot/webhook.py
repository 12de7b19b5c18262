"""The way in: raw bytes → verify → store → 200."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Protocol

import structlog

from bot.events import NotAWebhook, kind, read_envelope, read_event
from bot.store.arrivals import Arrival

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from starlette.types import Receive, Scope, Send

    from bot.events import Envelope
    from bot.metrics import Metrics

    Headers = Mapping[bytes, bytes]

BODY_LIMIT = 4 * 1024 * 1024
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Store(Protocol):
    """Stores arrivals durably."""

    def submit(self, arrivals: Sequence[Arrival]) -> Awaitable[frozenset[int]]:
        """Store them; what is awaited gives the chats they belong to."""


class Webhook:
    """The route as a bare ASGI application: what frameworks do for a request takes as long as storing it."""

    def __init__(  # noqa: PLR0913 (each is one thing that the route is given, all by name)
        self,
        *,
        verify: Callable[[bytes, str], bool],
        store: Store,
        channel_of: Callable[[str], Awaitable[int]],
        wake: Callable[[frozenset[int]], None],
        now: Callable[[], dt.datetime],
        metrics: Metrics,
    ) -> None:
        self._verify = verify
        self._store = store
        self._channel_of = channel_of
        self._wake = wake
        self._now = now
        self._metrics = metrics
        self._log = structlog.get_logger("webhook")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request."""
        if scope["method"] != "POST":
            await _answer(send, 405, "Method Not Allowed")
            return
        headers = dict(scope["headers"])
        structlog.contextvars.bind_contextvars(request=_request_id(headers))  # each request is its own task
        began = self._now()
        try:
            envelope = await self._envelope(headers, receive)
        except _Refused as error:
            self._metrics.refused.labels(error.reason).inc()
            self._log.debug("refused", reason=error.reason)
            await _answer(send, error.status, error.detail)
            return
        if envelope.events:
            await self._keep(envelope, began)
        self._metrics.acknowledged.observe((self._now() - began).total_seconds())
        await _answer(send, 200, "")

    async def _envelope(self, headers: Headers, receive: Receive) -> Envelope:
        """Read a webhook that its signature says is LINE's. Raises _Refused."""
        body = await _body(receive)
        if not self._verify(body, headers.get(b"x-line-signature", b"").decode("latin-1")):
            raise _Refused("signature", 401, "wrong or missing signature")
        try:
            return read_envelope(body)
        except NotAWebhook as error:
            raise _Refused("malformed", 400, f"not a webhook: {error}") from error

    async def _keep(self, envelope: Envelope, now: dt.datetime) -> None:
        channel_id = await self._channel_of(envelope.destination)
        arrivals = [_arrival(raw, channel_id, now) for raw in envelope.events]
        self._wake(await self._store.submit(arrivals))
        for arrival in arrivals:
            self._metrics.received.labels(kind(arrival.type)).inc()
        self._log.debug("stored", events=[arrival.event_id for arrival in arrivals])


class _Refused(Exception):
    """A webhook that is not taken; ``reason`` is a metric's label."""

    def __init__(self, reason: str, status: int, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.status = status
        self.detail = detail


def _request_id(headers: Headers) -> str:
    """Return the id that a proxy gave the request, so that its log and ours can be joined; else a new one."""
    given = headers.get(b"x-request-id", b"").decode("latin-1")
    return given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


async def _body(receive: Receive) -> bytes:
    """Read the raw body: a signature is over bytes, and nobody may fill the memory before it is checked."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Refused("malformed", 400, "not a whole body")
        body += message.get("body", b"")
        if len(body) > BODY_LIMIT:
            raise _Refused("too_large", 413, "too large")
        if not message.get("more_body"):
            return bytes(body)


async def _answer(send: Send, status: int, text: str) -> None:
    body = text.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


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
