"""The durable engine behind an interface of ours: define, start, enqueue, stop."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from dbos import DBOS, DBOSPortableJSONSerializer, ScheduleInput, SQLAlchemyDatasource

from bot.jobs.client import APPLICATION, QUEUE, client
from bot.jobs.heart import Heart
from bot.jobs.parked import GivenUp, tell_parked
from bot.jobs.run import WAITS, Run, Workflow
from bot.jobs.tables import LOCAL, migrate
from bot.store.engine import lent, session_maker, writer
from bot.store.jobs import SCHEMA

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from dbos import DBOSClient, EnqueueOptions
    from sqlalchemy import Engine
    from sqlmodel import Session

VERSION: Final = "1"
"""Of all workflows, and pinned: work of another version is not taken up. Changed workflows get new names."""
SIDE_BY_SIDE: Final = 4
RECOVERIES: Final = 20
"""A workflow that kills its process is given up after so many."""
STOP_SECONDS: Final = 10.0
"""How long `stop` waits for steps under way. They are short; workflows go on after a restart."""
LISTENER_SECONDS: Final = 0.1
"""On SQLite a thread of the engine wakes so often to see whether it shall end; no database is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often the engine looks for work and nodes for each other, in seconds."""

    poll: float = 1.0
    beat: float = 5.0
    dead: float = 30.0
    waits: tuple[float, ...] = WAITS


class Jobs:
    """Durable work of one process, started once and stopped once; one at a time, for the engine is one.

    A process that never starts it, such as a web node, enqueues for others and runs nothing.
    """

    _the_only = threading.Lock()

    def __init__(self, engine: Engine, executor: str, pace: Pace | None = None) -> None:
        self._engine = engine
        self._lent = lent(engine)
        self._pace = pace or Pace()
        self._executor = LOCAL if engine.dialect.name == "sqlite" else executor
        self._workflows: dict[str, Workflow] = {}
        self._schedules: dict[str, str] = {}
        self._heart: Heart | None = None
        self._stopping = threading.Event()
        self._under_way: Counter[str] = Counter()
        self._turn = threading.Condition()

    def define(self, name: str, workflow: Workflow, cron: str | None = None) -> None:
        """Make a workflow known by a name that must never change; with ``cron`` (UTC) it is run by itself.

        Before `start`. A scheduled one is given its time as text; over all nodes each time is run once.
        """
        self._workflows[name] = workflow
        if cron:
            self._schedules[name] = cron

    def enqueue(self, session: Session, name: str, key: str, *arguments: object, delay: float = 0.0) -> str:
        """Have a workflow run once the session's transaction commits; never, if it does not. Returns its id.

        The same name and key are run once, as long as finished work is kept. Keys that sort as their work
        should be run are served in that order. Arguments are JSON values. ``delay``: not before so many
        seconds are over.
        """
        if name not in self._workflows:
            raise LookupError(f"no workflow is named {name!r}")
        work = f"{name}:{key}"
        options: EnqueueOptions = {
            "workflow_name": name,
            "queue_name": QUEUE,
            "workflow_id": work,
            "app_version": VERSION,
        }
        if delay:
            options["delay_seconds"] = delay
        self._client.enqueue_in_transaction(session, options, *arguments)
        return work

    def start(self) -> None:
        """Take up what this executor left, and run what is due. Blocks shortly; not in an event loop.

        Raises RuntimeError if another one runs in this process.
        """
        if not self._the_only.acquire(blocking=False):
            raise RuntimeError("durable work already runs in this process")
        try:
            self._start()
        except BaseException:
            self._end()
            raise

    @property
    def stopping(self) -> bool:
        """Whether `stop` was called: workflows end with the step under way."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """End within `STOP_SECONDS` and little more; what is not finished is taken up by others or later."""
        self._stopping.set()
        with self._turn:
            self._turn.wait_for(lambda: not self._under_way, STOP_SECONDS)
        self._end()

    def forget(self, states: Sequence[str], before: dt.datetime, limit: int) -> int:
        """Throw away workflows that ended so; return how many. Their ids are not known any more."""
        return _thrown_away(status=list(states), completed_before=before.isoformat(), limit=limit)

    def forget_done(self, name: str, key: str) -> int:
        """Throw away what was done under a name and a key, or one that begins with it; return how much."""
        if name not in self._workflows:
            raise LookupError(f"no workflow is named {name!r}")
        return _thrown_away(status=["SUCCESS"], workflow_id_prefix=f"{name}:{key}")

    # --- inside ------------------------------------------------------------------------------------------

    @cached_property
    def _client(self) -> DBOSClient:
        return client(self._lent)

    def _start(self) -> None:
        migrate(self._engine)
        log = logging.getLogger("dbos")
        if not log.handlers:
            log.addHandler(logging.NullHandler())  # else it makes one: its records go where all others go
            log.addFilter(GivenUp())
        DBOS(
            config={
                "name": APPLICATION,
                "application_version": VERSION,
                "executor_id": self._executor,
                "system_database_engine": self._lent,
                "dbos_system_schema": SCHEMA,
                "serializer": DBOSPortableJSONSerializer(),
                "run_migrations": False,
                "log_level": "WARNING",
                "notification_listener_polling_interval_sec": LISTENER_SECONDS,
            }
        )
        changes = SQLAlchemyDatasource.create(
            self._engine.url.render_as_string(hide_password=False),
            engine=writer(self._engine),
            schema=SCHEMA,
            serializer=DBOSPortableJSONSerializer(),
            sessionmaker=session_maker(),
            run_migrations=False,
        )
        run = Run(changes, self._pace.waits, lambda: self.stopping)
        registered = {name: self._registered(name, work, run) for name, work in self._workflows.items()}
        self._heart = Heart(
            self._engine, self._executor, self._pace.beat, self._pace.dead, lambda: set(self._under_way)
        )
        self._heart.first_beat()
        self._client.register_queue(  # before the launch, which then looks into it at once
            QUEUE, worker_concurrency=SIDE_BY_SIDE, polling_interval_sec=self._pace.poll
        )
        DBOS.listen_queues([QUEUE])
        DBOS.launch()
        DBOS.apply_schedules(
            [
                ScheduleInput(
                    schedule_name=name, workflow_fn=registered[name], schedule=cron, queue_name=QUEUE
                )
                for name, cron in self._schedules.items()
            ]
        )
        self._heart.start()

    def _registered(self, name: str, workflow: Workflow, run: Run) -> Callable[..., None]:
        @DBOS.workflow(name=name, max_recovery_attempts=RECOVERIES)
        def counted(*arguments: object) -> None:
            work = str(DBOS.workflow_id)
            with self._turn:
                self._under_way[work] += 1
            try:
                workflow(run, *arguments)
            except Exception as error:
                tell_parked(DBOS.workflow_id or name, error)
                raise
            finally:
                with self._turn:
                    self._under_way -= Counter([work])
                    self._turn.notify_all()

        return counted

    def _end(self) -> None:
        try:
            if self._heart is not None:
                self._heart.stop()
            DBOS.destroy(destroy_registry=True)
            if self._heart is not None:
                self._heart.leave()
            self._lent.dispose()
        finally:
            self._the_only.release()


def _thrown_away(**which: Any) -> int:  # noqa: ANN401 (the engine's own words)
    found = DBOS.list_workflows(**which, load_input=False, load_output=False)
    if found:
        DBOS.delete_workflows([one.workflow_id for one in found])
    return len(found)
