"""The gate before everything that acts: it opens where the database is armed, and closes when it is not.

A copy of a database knows what waited in the original, and must not send it a second time. So it does not
begin to work by itself. Webhooks are taken before the gate: they are stored and acknowledged all the same.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import structlog

from bot.store import deployment

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy import Engine

LOOK_SECONDS = 1.0
"""How often a process that works, or would, looks whether it may."""
NOT_ARMED = "this database is a copy and not armed: nothing is handled or sent until ita-bot arm"


class Gate:
    """Whether one process may act on its database. Made, it has looked once. Blocks then."""

    def __init__(self, engine: Engine, now: Callable[[], dt.datetime]) -> None:
        self._engine = engine
        self._now = now
        self._log = structlog.get_logger("arming")
        self._wanted = False
        self._works = False
        self._armed = True
        self._look()

    @property
    def armed(self) -> bool:
        """Whether the database was armed at the last look."""
        return self._armed

    @property
    def problems(self) -> list[str]:
        """Why what is kept here does not work. Empty if it does, or if nothing is kept here."""
        if not self._wanted or self._works:
            return []
        return ["the worker does not run" if self._armed else NOT_ARMED]

    @contextlib.asynccontextmanager
    async def keeping(self, work: Callable[[], AbstractAsyncContextManager[object]]) -> AsyncIterator[None]:
        """Enter ``work`` whenever the gate is open, leave it when it closes, and in any case at the end.

        If it is open, ``work`` has begun when the block does; what it raises then is raised here.
        """
        begun, stopping = asyncio.Event(), asyncio.Event()
        self._wanted = True
        keeper = asyncio.create_task(self._keep(work, begun, stopping))
        beginning = asyncio.create_task(begun.wait())
        await asyncio.wait({keeper, beginning}, return_when=asyncio.FIRST_COMPLETED)
        if not begun.is_set():
            beginning.cancel()
            await keeper
        try:
            yield
        finally:
            stopping.set()
            await keeper

    async def _keep(
        self,
        work: Callable[[], AbstractAsyncContextManager[object]],
        begun: asyncio.Event,
        stopping: asyncio.Event,
    ) -> None:
        while not stopping.is_set():
            armed = self._armed
            try:
                async with work() if armed else contextlib.nullcontext():
                    self._works = armed
                    begun.set()
                    await self._changed(armed, stopping)
            except Exception:
                if not begun.is_set():
                    raise
                self._log.exception("work ended or did not begin, will be tried again")
                await self._pause(stopping)
            finally:
                self._works = False

    async def _changed(self, armed: bool, stopping: asyncio.Event) -> None:  # noqa: FBT001 (what it was)
        """Wait until the gate is no longer as it was, or the end has come."""
        while self._armed == armed and not stopping.is_set():
            await self._pause(stopping)
            try:
                await asyncio.to_thread(self._look)
            except Exception as error:  # noqa: BLE001 (the database is away; what it said last stays true)
                self._log.warning("could not look whether the database is armed", exc_info=error)

    async def _pause(self, stopping: asyncio.Event) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), LOOK_SECONDS)

    def _look(self) -> None:
        found = deployment.look(self._engine, self._now())
        if found.armed != self._armed:
            say = self._log.info if found.armed else self._log.warning
            say("armed" if found.armed else NOT_ARMED, reason=found.reason, by=found.changed_by)
        self._armed = found.armed
