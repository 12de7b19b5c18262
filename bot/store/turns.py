"""Who writes next to a SQLite file, over all threads and processes of a machine.

SQLite has one writer at a time, and who comes second does not queue: it sleeps, up to a tenth of a second,
and looks again, so that a lock which is wanted often is got by luck. The locks here are the operating
system's: who waits is woken at once, and a process that dies lets go. They stand before SQLite's own lock,
which goes on to protect the data; without them (on Windows) only the waiting is longer.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows
    LOCKS = False
else:
    LOCKS = True

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

QUEUE, TURN, WORKER = "-queue", "-turn", "-worker"


@contextmanager
def turn(url: URL, *, first: bool) -> Iterator[None]:
    """Wait for the turn to write, and keep it while the block runs.

    All queue, but for who is ``first``: of those that wait for the turn itself there is then only one from
    the queue, so that storing a webhook waits for an answer or two, however many are to be written.
    """
    file = url.database
    if not LOCKS or url.get_backend_name() != "sqlite" or not file or file == ":memory:":
        yield
        return
    with ExitStack() as held:
        if not first:
            held.enter_context(_locked(file + QUEUE))
        held.enter_context(_locked(file + TURN))
        yield


def only_worker(url: URL) -> ExitStack | None:
    """Take the place of the one worker on a SQLite file; None if somebody alive has it.

    It is kept until the stack is closed or the process ends, whatever ends it.
    """
    file = url.database
    if not LOCKS or not file or file == ":memory:":
        return None
    handle = os.open(file + WORKER, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    held = ExitStack()
    held.callback(os.close, handle)
    return held


@contextmanager
def _locked(path: str) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)  # lets go of the lock
