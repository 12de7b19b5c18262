"""Connections that end when a request comes too slowly or too large: uvicorn itself has no limit for either.

A request must have come whole, headers and body, within `RECEIVE_SECONDS`. Each connection has one timer that
looks now and then: a good request costs no timer of its own, only a look at the loop's clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

if TYPE_CHECKING:
    import asyncio

RECEIVE_SECONDS = 10.0
"""LINE gives a webhook up after two."""
HEAD_LIMIT = 64 * 1024
"""Bytes of a request line and headers: proxies and servers take 8 to 64 KB."""
TOTAL_LIMIT = 64 * 1024 * 1024
"""Bytes of all large requests under way together. How large one body may be, the webhook says."""


class Connection(HttpToolsProtocol):
    """One HTTP connection of uvicorn's, less patient."""

    cycle: RequestResponseCycle | None  # type: ignore[assignment]  # it is None before the first request
    began: float | None
    """When the first byte of the request that is coming was due; None while none is."""
    taken: int
    """Bytes of the request that is coming."""
    _look: asyncio.TimerHandle

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self.taken = 0
        self.began = self.loop.time()
        self._look = self.loop.call_later(RECEIVE_SECONDS, self._on_look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop looking."""
        self._look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes, and weigh what is large."""
        self.taken += len(data)
        if self.began is None:
            self.began = self.loop.time()
        super().data_received(data)
        if self.taken > HEAD_LIMIT:
            self._weigh()

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a request; it may have come in one piece with the one before."""
        if self.began is None:
            self.began = self.loop.time()
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Stop waiting: the request is whole."""
        super().on_message_complete()
        self.began = None
        self.taken = 0

    def _on_look(self) -> None:
        left = RECEIVE_SECONDS
        if self.began is None and self._forgotten():
            left = 0
        elif self.began is not None and not self.flow.read_paused:  # else it is we who do not read
            left -= self.loop.time() - self.began
        if left > 0:
            self._look = self.loop.call_later(left, self._on_look)
        else:
            self._end("too slow")

    def _forgotten(self) -> bool:
        """Whether the connection is idle without uvicorn's timer: a body after its answer ends that."""
        idle = self.cycle is not None and self.cycle.response_complete
        return idle and self.timeout_keep_alive_task is None

    def _weigh(self) -> None:
        head = self.cycle is None or not self.cycle.more_body
        if head:
            self._end("headers too large")
        elif sum(map(_large, self.connections)) > TOTAL_LIMIT:
            self._end("too many large requests at once")

    def _end(self, reason: str) -> None:
        structlog.get_logger("connection").info("closed", reason=reason, bytes=self.taken)
        self.transport.abort()


def _large(connection: object) -> int:
    taken = connection.taken if isinstance(connection, Connection) else 0
    return taken if taken > HEAD_LIMIT else 0
