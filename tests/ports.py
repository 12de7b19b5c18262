"""Ports for programs that tests start: nobody else is given them, here or by another run of tests."""

from __future__ import annotations

import os
import socket
import tempfile
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from itertools import islice
from pathlib import Path

FIRST, LAST = 20_000, 30_000
"""Below those of the bench, and those that the system hands out by itself."""
BLOCK = 50


class Ports:
    """The ports of one process, a block at a time: whose it is says a lock that ends with the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mine: list[int] = []
        self._next = 0
        self._process = os.getpid()

    def free(self, count: int) -> list[int]:
        """Give ports that nobody listens on, in turn: what was just given is given again last."""
        if self._process != os.getpid():  # a fork: the blocks are its parent's
            self._mine, self._next, self._process = [], 0, os.getpid()
        while len(found := self._look(count)) < count:
            self._mine += self._block()
        self._next = self._mine.index(found[-1]) + 1
        return found

    def _look(self, count: int) -> list[int]:
        in_turn = self._mine[self._next :] + self._mine[: self._next]
        return list(islice(filter(is_free, in_turn), count))

    def _block(self) -> range:
        """Take the first block that is nobody's."""
        self._folder.mkdir(exist_ok=True)
        for first in range(FIRST, LAST, BLOCK):
            with suppress(OSError):  # somebody has it
                handle = os.open(self._folder / str(first), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                try:
                    flock(handle, LOCK_EX | LOCK_NB)
                except OSError:
                    os.close(handle)
                    raise
                return range(first, first + BLOCK)
        raise LookupError("all ports for tests are in use")


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


free_ports = Ports(Path(tempfile.gettempdir()) / "ita-bot-ports").free
