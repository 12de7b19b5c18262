"""Composition root: settings, engine, clock and LINE client become a web service with or without workers."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import secrets
import socket
from functools import partial
from typing import TYPE_CHECKING

import structlog
from fastapi import APIRouter, FastAPI

from bot import line, webhook, workbook
from bot.inbox import Inbox
from bot.line import LineClient
from bot.metrics import Metrics
from bot.outbox import Courier
from bot.settings import BadSetting
from bot.store import channels, inbox, migrate, outbox, queries
from bot.store import engine as engines
from bot.store.intake import Intake
from bot.usecases import Library
from bot.worker import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Engine

    from bot.settings import Settings


EXAMPLE = 0x17AB09  # any number that nobody else locks in this database


def real_clock() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)


def opened(settings: Settings) -> Engine:
    """Return an engine on the database as it is. Raises BadSetting if there is no way to it."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"ITA_BOT_DATA_DIR is {str(settings.data_dir)!r}: must be a folder that can be written"
        raise BadSetting(message) from error
    try:
        engine = engines.create(settings.database_url)
        engines.need(engine)
    except (engines.Unreachable, OSError) as error:
        message = f"DATABASE_URL must name a database that answers; this one does not: {error}"
        raise BadSetting(message) from error
    return engine


def prepare(settings: Settings) -> Engine:
    """Return an engine on an up-to-date database; an empty one gets the example agency if that is wanted."""
    engine = opened(settings)
    migrate.upgrade(engine)
    if settings.example_data:
        _import_example(engine)
    return engine


def _import_example(engine: Engine) -> None:
    with engines.reading(engine) as turn:
        engines.alone(turn, EXAMPLE)  # several processes start at once
        with engines.reading(engine) as session:
            empty = not queries.any_agency(session)
        if empty:
            workbook.import_path(engine, workbook.example_path(), dry_run=False)
            structlog.get_logger("app").info("example agency imported")


class Service:
    """What one process runs. ``web`` takes webhooks, ``work`` answers; `run` does both."""

    def __init__(self, settings: Settings, now: Callable[[], dt.datetime] = real_clock) -> None:
        settings.need_line()
        self.settings = settings
        self.now = now
        self.engine = prepare(settings)
        self.metrics = Metrics(self._rows)
        self.worker: Worker | None = None
        self._channels: dict[str, int] = {}
        self._log = structlog.get_logger("app")

    def app(self, *, work: bool) -> FastAPI:
        """Return the web service; with ``work`` its process answers too."""

        @contextlib.asynccontextmanager
        async def lifespan(app: FastAPI) -> AsyncIterator[None]:
            intake = Intake(self.engine)
            intake.start()
            app.include_router(self._routes(intake))
            async with self.working() if work else contextlib.nullcontext():
                yield
            await asyncio.to_thread(intake.stop)

        return FastAPI(
            title="ITA LINE bot", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
        )

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[Worker]:
        """Run a worker in this loop."""
        client = LineClient(
            self.settings.api_base_url, self.settings.channel_access_token.get_secret_value().strip()
        )
        handler = Inbox(
            engine=self.engine,
            library=Library(),
            metrics=self.metrics,
            now=self.now,
            zone=self.settings.zone,
            holder=f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}",
        )
        self.worker = Worker(
            handler, Courier(self.engine, client, self.now, self.metrics), self.now, self.metrics
        )
        await asyncio.to_thread(handler.warm)
        sweep = asyncio.create_task(self.worker.run())
        try:
            yield self.worker
        finally:
            self.worker.stop()
            await sweep
            await client.close()

    def _routes(self, intake: Intake) -> APIRouter:
        return webhook.router(
            verify=partial(line.signed_by, self.settings.secrets),
            store=intake,
            channel_of=self._channel_of,
            wake=self._wake,
            now=self.now,
            metrics=self.metrics,
            problems=self.problems,
        )

    def _wake(self, chats: Iterable[int]) -> None:
        if self.worker is not None:
            self.worker.wake(chats)

    def _channel_of(self, destination: str) -> int:
        known = self._channels.get(destination)
        if known is None:
            with engines.writing(self.engine) as session:
                known = channels.resolve(session, destination)
            self._channels[destination] = known
        return known

    def problems(self) -> Sequence[str]:
        """Return why this process is not ready; empty if it is. Blocks."""
        try:
            current = migrate.is_current(self.engine)
        except Exception as error:  # noqa: BLE001 (whatever it is, the database does not answer)
            self._log.warning("database does not answer", exc_info=error)
            return ["the database does not answer"]
        found = [] if current else ["migrations are not current: run ita-bot migrate"]
        if self.worker is not None and not self.worker.alive:
            found.append("the worker does not run")
        return found

    def _rows(self) -> Mapping[str, float]:
        try:
            with engines.reading(self.engine) as session:
                waiting, parked = inbox.counts(session)
                states = outbox.counts(session)
        except Exception as error:  # noqa: BLE001 (what the process itself counts is wanted then above all)
            self._log.warning("database does not answer", exc_info=error)
            return {}
        return {
            "events_waiting": waiting,
            "events_parked": parked,
            **{f"outbox_{state}": states.get(state, 0) for state in ("queued", "sent", "refused", "unknown")},
        }
