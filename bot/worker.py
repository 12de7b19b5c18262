"""The worker: woken at once, it serves chats side by side and each chat's events one after another."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import structlog

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Coroutine, Iterable

    from bot.heir import Heir
    from bot.inbox import Inbox
    from bot.metrics import Metrics
    from bot.outbox import Courier
    from bot.store.tables import OutboxMessage

T = TypeVar("T")
SWEEP_SECONDS = 1.0
"""How often the database is asked for work that nobody was woken for: its time has come, or it was left.

A note tells of new events, but not of a second try whose time has come (the first is after a second); so it
is no slower where notes arrive.
"""
FINISH_SECONDS = 20.0
"""How long the end waits for what is in hand: a call to LINE takes ten at most, and one more may follow."""
REST_SECONDS = 0.05
"""Between two sweeps, however often somebody has a reason for one: each takes SQLite's turn to write."""
SIDE_BY_SIDE = 16
"""Chats that are served at a time; most of them wait for LINE."""
THREADS, BESIDE_WEBHOOKS = 4, 1
"""That think answers out. In a process that also takes webhooks each more is one that those must wait for."""


class Worker:
    """Handles waiting chats and delivers what is due, until stopped."""

    def __init__(  # noqa: PLR0913 (what a root wires together)
        self,
        inbox: Inbox,
        courier: Courier,
        heir: Heir,
        now: Callable[[], dt.datetime],
        metrics: Metrics,
        *,
        threads: int = THREADS,
    ) -> None:
        self._inbox = inbox
        self._heir = heir
        self._courier = courier
        self._now = now
        self._metrics = metrics
        self._log = structlog.get_logger("worker")
        self._busy: dict[int, bool] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(SIDE_BY_SIDE)
        self._stopping = False
        self._look = asyncio.Event()
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="handler")
        self._alive = False

    @property
    def alive(self) -> bool:
        """Whether the sweep works."""
        return self._alive

    def wake(self, chats: Iterable[int]) -> None:
        """Serve these chats now. Must be called in the worker's loop."""
        if self._stopping:
            return
        for chat_id in chats:
            if chat_id in self._busy:
                self._busy[chat_id] = True  # look once more when the present event is done
                continue
            self._busy[chat_id] = False
            self._start(self._serve(chat_id))

    def hear(self, chats: frozenset[int] | None) -> None:
        """Serve these chats now; None: whoever waits. Must be called in the worker's loop."""
        if chats is None:
            self._look.set()
        else:
            self.wake(chats)

    async def run(self) -> None:
        """Sweep until `stop`; then wait for what is under way, and give the chats back."""
        while not self._stopping:
            self._look.clear()
            try:
                await self._sweep()
                self._alive = True
            except Exception:  # noqa: BLE001 (whatever it was, the next sweep must come; readyz tells)
                self._alive = False
                self._log.exception("sweep failed")
            await asyncio.sleep(REST_SECONDS)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), SWEEP_SECONDS)
        await self._finish()

    def stop(self) -> None:
        """End after what is under way; what else waits is left to others, or to the next start."""
        self._stopping = True
        self._look.set()

    async def _finish(self) -> None:
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=FINISH_SECONDS)
            for task in late:
                task.cancel()
            if late:
                self._log.warning("did not finish in time", tasks=len(late))
                await asyncio.wait(late)
        try:
            await self._in_thread(self._inbox.give_up)
        except Exception:  # noqa: BLE001 (the leases then end by themselves)
            self._log.exception("could not give the chats back")
        self._heir.stop()
        self._threads.shutdown()

    async def _sweep(self) -> None:
        await self._in_thread(self._heir.take)
        self.wake(await self._in_thread(self._inbox.waiting))
        for row in await self._in_thread(self._courier.due):
            self._start(self._deliver(row))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        # Not in the context of the request that woke us: a task serves events of later ones too.
        task = asyncio.create_task(work, context=contextvars.Context())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, row: OutboxMessage) -> None:
        structlog.contextvars.bind_contextvars(event_row=row.event_id)  # of this task alone
        try:
            if await self._courier.deliver(row):
                self._metrics.answered.observe((self._now() - row.created_at).total_seconds())
        except Exception:  # noqa: BLE001 (one row must not end the worker; the sweep takes it up again)
            self._log.exception("delivery failed", row=row.id)
        finally:
            self._look.set()  # the next row of its chat may have waited for this one

    async def _serve(self, chat_id: int) -> None:
        async with self._slots:
            try:
                while not self._stopping:
                    handled = await self._in_thread(self._inbox.handle, chat_id)
                    if handled is None:
                        if not self._busy[chat_id]:
                            return
                        self._busy[chat_id] = False
                        continue
                    if handled.answer is not None:
                        with structlog.contextvars.bound_contextvars(event_id=handled.event_id):
                            sent = await self._courier.deliver(handled.answer)
                        if sent:
                            took = self._now() - handled.received_at
                            self._metrics.answered.observe(took.total_seconds())
            except Exception:  # noqa: BLE001 (one chat must not end the worker; the sweep takes it up again)
                self._log.exception("chat failed", chat=chat_id)
            finally:
                del self._busy[chat_id]

    async def _in_thread(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, functools.partial(function, *args)
        )
