"""Both ends of the wire, as lean as they can be: a caller that posts webhooks, and the LINE that is called.

They speak just enough HTTP/1.1 for what is measured, over bare transports: the load generator shares two
cores with what it loads.
"""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.posts import Post

    Answered = Callable[["Caller", Post, float], None]

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
REPLY = re.compile(rb'"replyToken": *"([^"]*)"')
ACCEPTED = b'{"sentMessages":[{"id":"%d"}]}'
MONTH = b'{"type":"none","totalUsage":0}'
"""A month without a limit: what LINE has, and what is used of it."""
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b"
FIRST_ID = 10**17


class Wire(asyncio.Protocol):
    """Cuts what comes in into messages of HTTP: head and body. Every message must tell its length."""

    def __init__(self) -> None:
        self._in = bytearray()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        self.transport = cast("asyncio.Transport", transport)  # uvloop's say nothing of what they are

    def data_received(self, data: bytes) -> None:
        """Hand on what is whole."""
        self._in += data
        while (end := self._in.find(b"\r\n\r\n")) >= 0:
            told = LENGTH.search(self._in, 0, end)
            whole = end + 4 + (int(told[1]) if told else 0)
            if len(self._in) < whole:
                return
            message = bytes(self._in[:whole])
            del self._in[:whole]
            self.received(message)

    def received(self, message: bytes) -> None:
        """Take one whole message."""
        raise NotImplementedError

    def write(self, data: bytes) -> None:
        """Send."""
        assert self.transport is not None
        self.transport.write(data)


class Caller(Wire):
    """One kept-alive connection to the bot, with one request at a time under way.

    ``answered`` is told the caller, what was posted, and the seconds to its 200; ``failed`` what else came.
    """

    def __init__(self, answered: Answered, failed: Callable[[Caller, str], None]) -> None:
        super().__init__()
        self._answered = answered
        self._failed = failed
        self._post: Post | None = None
        self._began = 0.0

    def post(self, post: Post) -> float:
        """Send a webhook; return when."""
        self._post = post
        self._began = time.perf_counter()
        self.write(post.request)
        return self._began

    def received(self, message: bytes) -> None:
        """Take an answer."""
        took = time.perf_counter() - self._began
        post, self._post = self._post, None
        if post is None or not message.startswith(b"HTTP/1.1 200"):
            self._failed(self, message[:200].decode(errors="replace"))
            return
        self._answered(self, post, took)

    def connection_lost(self, _error: Exception | None) -> None:
        """Tell it: before an answer it is a failure, else the connection was idle for too long."""
        self._failed(self, "" if self._post is None else "the connection was closed before the answer")


class Called(Wire):
    """A connection of the bot to LINE: every call is accepted, and ``used`` notes when a token was used."""

    count = FIRST_ID

    def __init__(self, used: dict[bytes, float]) -> None:
        super().__init__()
        self._used = used

    def received(self, message: bytes) -> None:
        """Take a call."""
        token = REPLY.search(message)
        if token:
            self._used[token[1]] = time.perf_counter()
        Called.count += 1
        body = MONTH if message.startswith(b"GET ") else ACCEPTED % Called.count
        self.write(ANSWER % (len(body), body))
