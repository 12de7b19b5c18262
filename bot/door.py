"""The door: who sends wrong signatures again and again is turned away before its body is read.

Good webhooks pass, whatever else comes from the same address:

- A private address is a proxy that does not say for whom it speaks. It is never turned away.
- LINE does not publish its addresses, and anybody can point a LINE channel of their own at this bot: then
  wrong signatures come from LINE itself. So who has sent one right signature is never turned away.
- Of those who are turned away, five requests a second are read all the same.
"""

from __future__ import annotations

from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/webhook"
WINDOW_SECONDS = 60.0
MOST_REFUSED = 60
"""So many wrong signatures in a window, and a source is turned away until the window ends."""
PROBE_SECONDS = 0.2
SOURCES = 4096
"""So many sources are remembered, of either kind: about a megabyte."""

_source: ContextVar[str] = ContextVar("source", default="")
"""Where the request in hand comes from: the verifier is given bytes, and nothing of the request."""


class Door:
    """Counts wrong signatures by source. Used in one loop, so it needs no lock.

    ``verify`` is the verifier that it stands before; ``now`` a clock that never goes back, in seconds.
    """

    def __init__(self, verify: Callable[[bytes, str], bool], now: Callable[[], float]) -> None:
        self._verify = verify
        self._now = now
        self._refused: dict[str, _Record] = {}
        self._known: set[str] = set()

    def verify(self, body: bytes, signature: str) -> bool:
        """Whether the signature is right; remembers what comes from whom."""
        right = self._verify(body, signature)
        host = _source.get()
        if not right:
            self._count(host)
        elif host not in self._known:
            self._welcome(host)
        return right

    def shut(self, host: str) -> bool:
        """Whether a request from there is turned away now."""
        if not self._refused or host in self._known:
            return False
        record = self._refused.get(_network(host) or "")
        return record is not None and record.shut(self._now())

    def _count(self, host: str) -> None:
        if host in self._known:
            return
        name = _network(host)
        if name is None:
            return
        now = self._now()
        record = self._refused.get(name)
        if record is None or now >= record.ends:
            self._refused.pop(name, None)  # so that the oldest stands first
            if len(self._refused) >= SOURCES:
                del self._refused[next(iter(self._refused))]
            record = self._refused[name] = _Record(now + WINDOW_SECONDS)
        record.count += 1

    def _welcome(self, host: str) -> None:
        if len(self._known) >= SOURCES:
            self._known.clear()  # they are learned again with their next webhook
        self._known.add(host)


class _Record:
    """What one source did in this window."""

    __slots__ = ("count", "ends", "probe")

    def __init__(self, ends: float) -> None:
        self.ends = ends
        self.count = 0
        self.probe = 0.0

    def shut(self, now: float) -> bool:
        if self.count < MOST_REFUSED or now >= self.ends:
            return False
        if now >= self.probe:
            self.probe = now + PROBE_SECONDS
            return False
        return True


def _network(host: str) -> str | None:
    """Return what one sender can hold: an address, in IPv6 a network of 64 bits; None: it is not public."""
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        host, address = str(address.ipv4_mapped), address.ipv4_mapped
    if not address.is_global:
        return None
    return host if isinstance(address, IPv4Address) else str(IPv6Address(int(address) >> 64 << 64))


class Doorkeeper:
    """ASGI middleware that asks the door, and passes webhooks to who takes them, if anybody does here.

    A webhook costs it a context variable and a few look-ups.
    """

    def __init__(
        self,
        app: ASGIApp,
        door: Door,
        turned_away: Callable[[], None],
        taker: Callable[[], ASGIApp | None] = lambda: None,
    ) -> None:
        self._app = app
        self._door = door
        self._turned_away = turned_away
        self._taker = taker

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn a request away, or pass it on as it came."""
        if scope["type"] == "http" and scope["path"] == PATH:
            client = scope.get("client")
            host = client[0] if client else ""
            if self._door.shut(host):
                self._turned_away()
                await _turn_away(send)
                return
            _source.set(host)
            await (self._taker() or self._app)(scope, receive, send)
            return
        await self._app(scope, receive, send)


async def _turn_away(send: Send) -> None:
    """Answer 429; the connection is closed, and with it whatever body may still come."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"27"),
        (b"retry-after", b"60"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": b"too many wrong signatures.\n"})
