"""Connections that are slow, large or too many, on a plain application served as the bot is."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from bot import patience
from bot import serving as served
from tests.flows.bot import serving
from tests.flows.test_trouble import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
HALF = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc"
UNREAD = b"POST /unread HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\n"


class Application:
    """Reads the body and answers; at `/unread` it answers first, at `/wait` when it is told."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.seen: list[str] = []

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"] != "/unread":
            while True:
                message = await receive()
                self.seen.append(message["type"])
                if not message.get("more_body"):
                    break
        if scope["path"] == "/wait":
            await asyncio.to_thread(self.go.wait, 10)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def address(application) -> Iterator[tuple[str, int]]:
    with serving(application) as url:
        yield "127.0.0.1", urlsplit(url).port or 0


@pytest.fixture
def hasty(monkeypatch) -> None:
    monkeypatch.setattr(patience, "RECEIVE_SECONDS", 0.6)


@contextmanager
def connected(address) -> Iterator[socket.socket]:
    with socket.create_connection(address, timeout=10) as made:
        yield made


def rest(connection: socket.socket) -> bytes:
    """Everything that comes until the other side ends."""
    found = b""
    try:
        while more := connection.recv(4096):
            found += more
    except ConnectionResetError:
        pass
    return found


def ended_while_sending(connection: socket.socket) -> bool:
    """Send without end; give whether the other side ended it."""
    try:
        for _ in range(10_000):
            connection.sendall(b"a" * 4096)
    except OSError:
        return True
    return False


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("begin", [b"", b"GET", WHOLE[:-2], b"\r\n", HALF, WHOLE + b"GE", WHOLE + HALF])
def test_a_request_that_does_not_come_whole_is_ended(address, begin) -> None:
    with connected(address) as connection:
        connection.sendall(begin)
        assert rest(connection).count(b"200 OK") == begin.count(WHOLE)


@pytest.mark.usefixtures("hasty")
def test_drop_by_drop_is_too_slow_all_the_same(address) -> None:
    with connected(address) as connection:
        connection.settimeout(0.02)
        for drop in HALF * 100:
            try:
                connection.sendall(bytes([drop]))
                if connection.recv(10) == b"":
                    return
            except TimeoutError:
                continue
            except OSError:
                return
    raise AssertionError("it was never ended")


@pytest.mark.usefixtures("hasty")
def test_an_application_that_waits_for_the_body_hears_of_the_end(address, application) -> None:
    with connected(address) as connection:
        connection.sendall(HALF)
        assert rest(connection) == b""
    wait_for(lambda: application.seen[-1:] == ["http.disconnect"])


@pytest.mark.usefixtures("hasty")
def test_a_body_after_its_answer_does_not_keep_a_connection_for_ever(address) -> None:
    with connected(address) as connection:
        connection.sendall(UNREAD)
        while not connection.recv(4096).endswith(b"ok"):
            continue
        connection.sendall(b"abc")
        assert rest(connection) == b""


@pytest.mark.usefixtures("hasty")
def test_a_whole_request_is_waited_for_as_long_as_its_answer_takes(address, application) -> None:
    with connected(address) as slow:
        slow.sendall(WHOLE.replace(b"GET /", b"GET /wait"))
        with connected(address) as other:  # when this one is ended, the time of both has passed
            assert rest(other) == b""
        application.go.set()
        assert slow.recv(4096).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "begin",
    [b"GET /", b"GET / HTTP/1.1\r\nx: ", WHOLE + b"GET / HTTP/1.1\r\nx: "],
    ids=["line", "header", "second"],
)
def test_headers_without_end_are_ended(address, begin) -> None:
    with connected(address) as connection:
        connection.sendall(begin)
        assert ended_while_sending(connection)


def test_large_requests_together_are_bounded(address, monkeypatch) -> None:
    monkeypatch.setattr(patience, "TOTAL_LIMIT", 1_000_000)
    head = b"POST /unread HTTP/1.1\r\nhost: x\r\ncontent-length: 800000\r\n\r\n"
    with connected(address) as first, connected(address) as second:
        first.sendall(head + b"a" * 700_000)
        second.sendall(head)
        assert ended_while_sending(second)
        assert first.recv(15) == b"HTTP/1.1 200 OK"


def test_too_many_connections_are_told_so(application, monkeypatch) -> None:
    monkeypatch.setattr(served, "MOST_CONNECTIONS", 3)
    with serving(application) as url, ExitStack() as held:
        for _ in range(2):
            held.enter_context(connected(("127.0.0.1", urlsplit(url).port))).sendall(HALF)
        wait_for(lambda: len(application.seen) == 2)  # both are inside
        statuses = {httpx.get(url).status_code for _ in range(2)}
        assert statuses == {503}
        held.close()
        wait_for(lambda: httpx.get(url).status_code == 200)
