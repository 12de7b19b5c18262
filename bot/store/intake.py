"""Storing events before they are acknowledged: webhooks that arrive together share one transaction."""

from __future__ import annotations

import asyncio
import queue
import threading
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from bot.store.arrivals import Ledger
from bot.store.engine import AWAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from bot.store.arrivals import Arrival, Chats

    Stored = frozenset[int]
    Waiting = tuple[Sequence[Arrival], asyncio.Future[Stored]]
    Outcome = tuple[asyncio.Future[Stored], Stored | Exception]

GROUP_LIMIT = 500


class Intake:
    """A thread that stores batches of arrivals; all that wait are stored in one transaction.

    Made and used in one event loop: who waits there is told by one call a transaction, not one a webhook.
    """

    def __init__(self, engine: Engine) -> None:
        self._loop = asyncio.get_running_loop()
        self._ledger = Ledger(engine)
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)

    def start(self) -> None:
        """Begin to store."""
        self._thread.start()

    async def stop(self) -> None:
        """Store what waits, then end."""
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def submit(self, arrivals: Sequence[Arrival]) -> asyncio.Future[Stored]:
        """Store ``arrivals``; the future gives the ids of the chats they belong to, once committed."""
        future: asyncio.Future[Stored] = self._loop.create_future()
        self._queue.put((arrivals, future))
        return future

    # --- in the thread -----------------------------------------------------------------------------------

    def _run(self) -> None:
        ended = False
        while not ended and (first := self._queue.get()) is not None:
            group, ended = self._gather(first)
            outcomes = self._store(group)
            self._loop.call_soon_threadsafe(_tell, outcomes)
        self._ledger.close()

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

    def _store(self, group: list[Waiting]) -> list[Outcome]:
        try:
            chats = self._stored([arrival for arrivals, _ in group for arrival in arrivals])
        except Exception as error:  # noqa: BLE001 (whatever it was, the request that waits must hear of it)
            if len(group) == 1 or isinstance(error, AWAY):
                return [(future, error) for _, future in group]
            # One bad webhook must not take its neighbours with it.
            return [outcome for waiting in group for outcome in self._store([waiting])]
        return [(future, frozenset(chats[one.chat] for one in arrivals)) for arrivals, future in group]

    def _stored(self, arrivals: list[Arrival]) -> Chats:
        """Store, and once more on a fresh connection: the old one may have died since it was last used.

        What the first try may have committed is known by its ids and not stored again. For the lock of a
        SQLite file the first try has waited long enough.
        """
        try:
            return self._ledger.store(arrivals)
        except DBAPIError as error:
            self._ledger.close()
            if self._ledger.on_sqlite and isinstance(error, AWAY):
                raise
            return self._ledger.store(arrivals)


def _tell(outcomes: Sequence[Outcome]) -> None:
    for future, outcome in outcomes:
        if future.done():  # the request ended early
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
