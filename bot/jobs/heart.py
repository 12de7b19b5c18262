"""Nodes that live say so; the work of those that fell silent is taken over. PostgreSQL only.

The engine gives the work of a dead process back only to a process of the same name. Here every process has a
name of its own, so the others have to notice.
"""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING

import structlog
from dbos import DBOS

from bot.store import executors
from bot.store.engine import reading, writing

if TYPE_CHECKING:
    from sqlalchemy import Engine

FORGET = dt.timedelta(days=1)
STOP_SECONDS = 2.0


class Heart:
    """Beats for one executor in a thread of its own, and with every beat looks after the others."""

    def __init__(self, engine: Engine, executor_id: str, beat_seconds: float, dead_seconds: float) -> None:
        self._engine = engine
        self._executor_id = executor_id
        self._beat_seconds = beat_seconds
        self._patience = dt.timedelta(seconds=dead_seconds)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)
        self._log = structlog.get_logger("jobs")

    def first_beat(self) -> None:
        """Note that this executor lives. Before it takes any work: else nobody could tell that it died."""
        with writing(self._engine) as session:
            executors.beat(session, self._executor_id)

    def start(self) -> None:
        """Beat from now on. The engine must run."""
        self._thread.start()

    def stop(self) -> None:
        """Beat no more. A beat that waits for a database that is away is not waited for."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def leave(self) -> None:
        """Let the others have at once what is left undone. If they cannot be told, the silence tells them."""
        try:
            with writing(self._engine) as session:
                executors.leave(session, self._executor_id)
        except Exception as error:  # noqa: BLE001 (the process ends, whatever it is)
            self._log.warning("could not take leave", exc_info=error)

    def _run(self) -> None:
        while not self._stopping.wait(self._beat_seconds):
            try:
                self._beat()
            except Exception:  # noqa: BLE001 (the database may be away; the next beat must come)
                self._log.exception("heartbeat failed")

    def _beat(self) -> None:
        with writing(self._engine) as session:
            executors.beat(session, self._executor_id)
            executors.forget(session, FORGET)
        under_way = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        others = {one.executor_id for one in under_way if one.executor_id} - {self._executor_id}
        if not others:
            return
        with reading(self._engine) as session:
            dead = executors.silent(session, others, self._patience)
        if dead:
            self._log.warning("taking over the work of silent executors", executors=sorted(dead))
            # Private, but the public way (resume) forgets how often a workflow was tried: poison would never
            # end. Only what still belongs to the dead is given back, so nodes may do this at the same time.
            DBOS._recover_pending_workflows(sorted(dead))  # noqa: SLF001 (the comment above)
