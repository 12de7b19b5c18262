"""Composition root: settings, engine, clock and LINE client become a web service with or without workers.

A process that only takes webhooks imports nothing of what answers: a third of its memory, and a second.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import secrets
import socket
import time
from functools import partial
from typing import TYPE_CHECKING

import structlog
from fastapi import FastAPI

from bot import health, signature, webhook
from bot.arming import Gate
from bot.door import Door, Doorkeeper
from bot.evidence import route
from bot.evidence.signer import PublicLinks, Signer
from bot.invites import route as invites
from bot.invites.account import Account
from bot.metrics import Metrics
from bot.mydata import route as mydata
from bot.receipts import route as receipts
from bot.settings import BadSetting
from bot.store import backlog, channels, migrate, queries, waking
from bot.store import engine as engines
from bot.store.intake import Intake

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence

    from sqlalchemy import Engine

    from bot.broadcasting import Caster
    from bot.content import ContentClient
    from bot.evidence.vault import Vault
    from bot.jobs import Jobs
    from bot.line import Quota
    from bot.outbox import QuotaAsker
    from bot.settings import Settings
    from bot.store.backlog import Backlog
    from bot.worker import Worker


EVERY_MINUTE = "* * * * *"
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


def _need_evidence_folder(settings: Settings) -> None:
    """Make the folder of evidence, if it is one. Raises BadSetting."""
    folder = settings.evidence_folder
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        message = f"ITA_BOT_EVIDENCE_URL is {settings.evidence_url!r}: must be a folder that can be written"
        raise BadSetting(message) from error


def _import_example(engine: Engine) -> None:
    with engines.reading(engine) as turn:
        engines.alone(turn, EXAMPLE)  # several processes start at once
        with engines.reading(engine) as session:
            empty = not queries.any_agency(session)
        if empty:
            from bot import workbook

            workbook.import_path(engine, workbook.example_path(), dry_run=False, now=real_clock())
            structlog.get_logger("app").info("example agency imported")


class Service:
    """What one process runs. ``web`` takes webhooks, ``work`` answers; `run` does both.

    ``rounds`` says (as cron does) how often it looks whom to tell something unasked; None: never by itself.
    """

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], dt.datetime] = real_clock,
        *,
        rounds: str | None = EVERY_MINUTE,
    ) -> None:
        settings.need_line()
        self.settings = settings
        _need_evidence_folder(settings)
        self.now = now
        self._rounds = rounds
        self.engine = prepare(settings)
        self.gate = Gate(self.engine, now)
        self.metrics = Metrics(self._backlog)
        self.holder = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.worker: Worker | None = None
        self._webhook: webhook.Webhook | None = None
        self._door = Door(partial(signature.signed_by, settings.secrets), time.monotonic)
        self._channels: dict[str, int] = {}
        self._vault: Vault | None = None
        self._asker: QuotaAsker | None = None
        self._signer = Signer(self.engine, now)
        self._token = settings.channel_access_token.get_secret_value().strip()
        self._log = structlog.get_logger("app")

    def app(self, *, work: bool, take: bool = True) -> FastAPI:
        """Return the web service. With ``work`` its process answers; with ``take`` it takes webhooks."""

        @contextlib.asynccontextmanager
        async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
            async with (
                self.working(beside_webhooks=take) if work else contextlib.nullcontext(),
                self._taking() if take else contextlib.nullcontext(),
            ):
                yield

        app = FastAPI(
            title="ITA LINE bot", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
        )
        app.include_router(health.router(self.metrics, self.problems))
        if take:
            app.include_router(route.router(self.engine, self.vault, self._signer))
            zone = self.settings.zone
            app.include_router(mydata.router(self.engine, self._signer, self.now, zone))
            app.include_router(receipts.router(self.engine, self._signer, self.now, zone))
            account = Account(self.settings.api_base_url, self._token)
            app.include_router(invites.router(self.engine, self._signer, account, self.now, zone))
        app.add_middleware(
            Doorkeeper,
            door=self._door,
            turned_away=self.metrics.refused.labels("turned_away").inc,
            taker=lambda: self._webhook,
        )
        return app

    @contextlib.asynccontextmanager
    async def _taking(self) -> AsyncIterator[None]:
        intake = Intake(self.engine)
        intake.start()
        self._webhook = webhook.Webhook(
            verify=self._door.verify,
            store=intake,
            channel_of=self._channel_of,
            wake=self._wake,
            now=self.now,
            metrics=self.metrics,
        )
        try:
            yield
        finally:
            await intake.stop()

    @contextlib.asynccontextmanager
    async def working(self, *, beside_webhooks: bool = False) -> AsyncIterator[None]:
        """Work while the block runs, whenever the database is armed."""
        async with self.gate.keeping(partial(self._working, beside_webhooks=beside_webhooks)):
            yield

    @contextlib.asynccontextmanager
    async def _working(self, *, beside_webhooks: bool) -> AsyncIterator[None]:
        """Run a worker in this loop, and durable work in threads."""
        from bot.content import ContentClient

        content = ContentClient(
            self.settings.data_api_base_url,
            self._token,
            time.monotonic,
            self.metrics.line.called,
        )
        jobs = self._jobs(content)
        await asyncio.to_thread(jobs.start)
        try:
            async with self._answering(jobs, beside_webhooks=beside_webhooks):
                yield
        finally:
            await asyncio.to_thread(jobs.stop)
            content.close()

    def _jobs(self, content: ContentClient) -> Jobs:
        from bot import jobs
        from bot.counting import count_blocking
        from bot.jobs import evidence, groups, notices, reminders, retention
        from bot.telling import evidence_refused

        made = jobs.Jobs(self.engine, self.holder)
        retention.define(made, self.now, self.vault())
        reminders.define(
            made,
            self.now,
            self.settings.zone,
            self._rounds,
            engine=self.engine,
            ask=self.quota,
            count=self.metrics.told,
        )
        notices.define(
            made, self.now, self._rounds, engine=self.engine, ask=self.quota, caster=self._caster()
        )
        groups.define(
            made,
            lambda: count_blocking(
                self.engine,
                self.settings.api_base_url,
                self.settings.channel_access_token.get_secret_value().strip(),
                self.now(),
                self.metrics.line.called,
            ),
            by_itself=self._rounds is not None,
        )
        evidence.define(made, content, self.vault(), partial(evidence_refused, now=self.now))
        return made

    def quota(self) -> Quota | None:
        """Ask LINE how the month stands; None: it does not say. Blocks; not in an event loop."""
        if self._asker is None:
            from bot.outbox import QuotaAsker

            self._asker = QuotaAsker(self.settings.api_base_url, self._token, self.now, self.metrics.line)
        return self._asker()

    def _links(self) -> PublicLinks | None:
        base_url = self.settings.base_url
        return PublicLinks(base_url, self._signer) if base_url else None

    def _caster(self) -> Caster:
        from bot.broadcasting import Caster

        links = self._links()
        if links is not None:
            _ = self._signer.key  # looked up now: not in the middle of a transaction that makes a link
        return Caster(links)

    def vault(self) -> Vault:
        """Return where evidence is kept; it is opened when it is first wanted."""
        if self._vault is None:
            from bot.evidence.vault import open_vault

            self._vault = open_vault(self.settings.evidence_url)
        return self._vault

    @contextlib.asynccontextmanager
    async def _answering(self, jobs: Jobs, *, beside_webhooks: bool) -> AsyncIterator[Worker]:
        from bot.applying import Hands
        from bot.heir import Heir
        from bot.inbox import Inbox
        from bot.jobs import evidence, notices
        from bot.line import LineClient
        from bot.outbox import Courier
        from bot.usecases import Library
        from bot.worker import BESIDE_WEBHOOKS, THREADS, Worker

        client = LineClient(self.settings.api_base_url, self._token, self.metrics.line.called)
        handler = Inbox(
            engine=self.engine,
            library=Library(),
            metrics=self.metrics,
            now=self.now,
            zone=self.settings.zone,
            holder=self.holder,
            hands=Hands(
                fetch=evidence.enqueue(jobs),
                discard=evidence.enqueue_withdrawn(jobs),
                send=notices.enqueue(jobs),
            ),
            links=self._links(),
        )
        onward = (await asyncio.to_thread(self._caster)).onward
        courier = Courier(self.engine, client, self.now, self.metrics, onward=onward)
        heir = Heir(self.engine, self.holder, self.now)
        threads = BESIDE_WEBHOOKS if beside_webhooks else THREADS
        self.worker = worker = Worker(handler, courier, heir, self.now, self.metrics, threads=threads)
        try:
            await asyncio.to_thread(handler.warm)
        except Exception:  # noqa: BLE001 (an agency whose data cannot be read must not stop the others)
            self._log.exception("could not prepare for the first answer")
        sweep = asyncio.create_task(worker.run())
        try:
            async with self._listening(worker):
                yield worker
                worker.stop()
                await sweep
        finally:
            worker.stop()
            await sweep
            await client.close()

    @contextlib.asynccontextmanager
    async def _listening(self, worker: Worker) -> AsyncIterator[None]:
        """Let the worker hear of new events, where they are told by notes, until it has ended."""
        if not waking.by_note(self.engine):
            yield
            return
        ears = asyncio.create_task(waking.listen(self.engine, self.holder, worker.hear))
        try:
            yield
        finally:
            ears.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ears

    def _wake(self, chats: Iterable[int]) -> None:
        if self.worker is not None and not waking.by_note(self.engine):
            self.worker.wake(chats)

    async def _channel_of(self, destination: str) -> int:
        known = self._channels.get(destination)
        if known is None:
            known = self._channels[destination] = await asyncio.to_thread(self._resolved, destination)
        return known

    def _resolved(self, destination: str) -> int:
        with engines.writing(self.engine, first=True) as session:
            return channels.resolve(session, destination)

    def problems(self) -> Sequence[str]:
        """Return why this process is not ready; empty if it is. Blocks."""
        try:
            current = migrate.is_current(self.engine)
        except Exception as error:  # noqa: BLE001 (whatever it is, the database does not answer)
            self._log.warning("database does not answer", exc_info=error)
            return ["the database does not answer"]
        found = [] if current else ["migrations are not current: run ita-bot migrate"]
        found += self.gate.problems
        if not self.gate.problems and self.worker is not None and not self.worker.alive:
            found.append("the worker does not run")
        return found

    def _backlog(self) -> Backlog | None:
        try:
            with engines.reading(self.engine) as session:
                return backlog.read(session, self.now())
        except Exception as error:  # noqa: BLE001 (what the process itself counts is wanted then above all)
            self._log.warning("database does not answer", exc_info=error)
            return None
