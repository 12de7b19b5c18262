"""A clock that the round turns under programs that run. Production has no way to it."""

from __future__ import annotations

import datetime as dt
import mmap
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TURN = struct.Struct("=q")


class TurnedClock:
    """The real time, and by how much it was turned: microseconds in a file that all programs map.

    A file rather than a question to LINE in a box, as the demo asks: this clock goes on while LINE is away.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_TURN.pack(0))
        with path.open("r+b") as file:
            self._held = mmap.mmap(file.fileno(), _TURN.size)

    def __call__(self) -> dt.datetime:
        """Read the time, in UTC."""
        (turned,) = _TURN.unpack_from(self._held)
        return dt.datetime.now(dt.UTC) + dt.timedelta(microseconds=turned)

    def turn(self, seconds: float) -> None:
        """Turn it, forward or back. One process does this."""
        (turned,) = _TURN.unpack_from(self._held)
        _TURN.pack_into(self._held, 0, turned + round(seconds * 1_000_000))
