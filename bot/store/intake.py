"""Storing events before they are acknowledged: webhooks that arrive together share one transaction."""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from bot.store import inbox, waking
from bot.store.engine import writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from bot.store.inbox import Arrival

    Waiting = tuple[Sequence[Arrival], Future[frozenset[int]]]

GROUP_LIMIT = 500


class Intake:
    """A thread that stores batches of arrivals; all that wait are stored in one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)

    def start(self) -> None:
        """Begin to store."""
        self._thread.start()

    def stop(self) -> None:
        """Store what waits, then end."""
        self._queue.put(None)
        self._thread.join()

    def submit(self, arrivals: Sequence[Arrival]) -> Future[frozenset[int]]:
        """Store ``arrivals``; the future gives the ids of the chats they belong to, once committed."""
        future: Future[frozenset[int]] = Future()
        future.set_running_or_notify_cancel()  # a request that ends early must not end the thread
        self._queue.put((arrivals, future))
        return future

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group, ended = self._gather(first)
            self._store(group)
            if ended:
                return

    def _gather(self, first: Waiting) -> tuple[list[Waiting], bool]:
        """Return all that waits, and whether `stop` was among it."""
        group = [first]
        while len(group) < GROUP_LIMIT:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                break
            if following is None:
                return group, True
            group.append(following)
        return group, False

    def _store(self, group: list[Waiting]) -> None:
        try:
            with writing(self._engine, first=True) as session:
                chats = inbox.store(session, [arrival for arrivals, _ in group for arrival in arrivals])
                waking.tell(session, chats.values())
        except Exception as error:  # noqa: BLE001 (whatever it was, the request that waits must hear of it)
            if len(group) == 1:
                group[0][1].set_exception(error)
                return
            for waiting in group:  # one bad webhook must not take its neighbours with it
                self._store([waiting])
            return
        for arrivals, future in group:
            future.set_result(frozenset(chats[arrival.chat] for arrival in arrivals))
