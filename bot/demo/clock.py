"""The clock of the demo: whatever LINE in a box says it is. Production has no way to it."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import threading
from urllib.parse import urlsplit

_SECONDS = 1.0
_TRIES = 2  # a connection that was long idle is closed from the other side: the second one is fresh


class FollowedClock:
    """Ask for the time whenever it is wanted, so that a clock that was just turned is never read as before.

    The question goes to a neighbour on this machine and takes about a millisecond. While there is no answer
    the last one stands.
    """

    def __init__(self, address: str) -> None:
        """Follow ``GET /_/clock`` at an address such as ``http://127.0.0.1:9000``."""
        where = urlsplit(address)
        self._wire = http.client.HTTPConnection(where.hostname or "", where.port, timeout=_SECONDS)
        self._turn = threading.Lock()
        self._last: dt.datetime | None = None

    def __call__(self) -> dt.datetime:
        """Read the time, in UTC. Raises OSError if it was never to be had."""
        with self._turn:
            for _ in range(_TRIES):
                try:
                    self._last = self._ask()
                    break
                except (OSError, http.client.HTTPException, ValueError, KeyError):
                    self._wire.close()
            if self._last is None:
                raise OSError(f"no clock at http://{self._wire.host}:{self._wire.port}/_/clock")
            return self._last

    def close(self) -> None:
        """Let go of the connection."""
        self._wire.close()

    def _ask(self) -> dt.datetime:
        self._wire.request("GET", "/_/clock")
        answer = self._wire.getresponse().read()
        return dt.datetime.fromtimestamp(json.loads(answer)["now"] / 1000, dt.UTC)
