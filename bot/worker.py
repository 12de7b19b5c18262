"""The worker: woken at once, it serves chats side by side and each chat's events one after another."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import structlog

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Coroutine, Iterable

    from bot.inbox import Inbox
    from bot.metrics import Metrics
    from bot.outbox import Courier
    from bot.store.tables import OutboxMessage

T = TypeVar("T")
SWEEP_SECONDS = 1.0
"""How often the database is asked for work that nobody was woken for: another process stored or left it."""
SIDE_BY_SIDE = 16


class Worker:
    """Handles waiting chats and delivers what is due, until stopped."""

    def __init__(
        self, inbox: Inbox, courier: Courier, now: Callable[[], dt.datetime], metrics: Metrics
    ) -> None:
        self._inbox = inbox
        self._courier = courier
        self._now = now
        self._metrics = metrics
        self._log = structlog.get_logger("worker")
        self._busy: dict[int, bool] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(SIDE_BY_SIDE)
        self._stopping = asyncio.Event()
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="handler")
        self._alive = False

    @property
    def alive(self) -> bool:
        """Whether the sweep works."""
        return self._alive

    def wake(self, chats: Iterable[int]) -> None:
        """Serve these chats now. Must be called in the worker's loop."""
        for chat_id in chats:
            if chat_id in self._busy:
                self._busy[chat_id] = True  # look once more when the present event is done
                continue
            self._busy[chat_id] = False
            self._start(self._serve(chat_id))

    async def run(self) -> None:
        """Sweep until `stop`, then wait for what is under way."""
        while not self._stopping.is_set():
            try:
                await self._sweep()
                self._alive = True
            except Exception:  # noqa: BLE001 (whatever it was, the next sweep must come; readyz tells)
                self._alive = False
                self._log.exception("sweep failed")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), SWEEP_SECONDS)
        while self._tasks:
            await asyncio.wait(self._tasks)
        self._threads.shutdown()

    def stop(self) -> None:
        """End after what is under way."""
        self._stopping.set()

    async def _sweep(self) -> None:
        self.wake(await self._in_thread(self._inbox.waiting))
        for row in await self._in_thread(self._courier.due):
            self._start(self._deliver(row))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, row: OutboxMessage) -> None:
        try:
            await self._courier.deliver(row)
        except Exception:  # noqa: BLE001 (one row must not end the worker; the sweep takes it up again)
            self._log.exception("delivery failed", row=row.id)

    async def _serve(self, chat_id: int) -> None:
        async with self._slots:
            try:
                while True:
                    handled = await self._in_thread(self._inbox.handle, chat_id)
                    if handled is None:
                        if not self._busy[chat_id]:
                            return
                        self._busy[chat_id] = False
                        continue
                    if handled.answer is not None:
                        await self._courier.deliver(handled.answer)
                        self._metrics.answered.observe((self._now() - handled.received_at).total_seconds())
            except Exception:  # noqa: BLE001 (one chat must not end the worker; the sweep takes it up again)
                self._log.exception("chat failed", chat=chat_id)
            finally:
                del self._busy[chat_id]

    async def _in_thread(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, functools.partial(function, *args)
        )
