"""Work that nobody does is taken up again: that of nodes which fell silent, and strays of our own.

On PostgreSQL nodes that live say so. The engine gives the work of a dead process back only to a process of
the same name. Here every process has a name of its own, so the others have to notice.

A stray is work that this process holds and does not do. The engine leaves it so when the database goes away
just as it takes or ends something: it is noted as under way, by somebody who lives, for ever.
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
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from sqlalchemy import Engine

FORGET = dt.timedelta(days=1)
STOP_SECONDS = 2.0


class Heart:
    """Beats for one executor in a thread of its own, and with every beat looks for what nobody does."""

    def __init__(
        self,
        engine: Engine,
        executor_id: str,
        beat_seconds: float,
        dead_seconds: float,
        under_way: Callable[[], AbstractSet[str]],
    ) -> None:
        self._engine = engine
        self._alone = engine.dialect.name == "sqlite"
        self._under_way = under_way
        self._strays: Mapping[str, float] = {}
        self._executor_id = executor_id
        self._beat_seconds = beat_seconds
        self._dead_seconds = dead_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)
        self._log = structlog.get_logger("jobs")

    def first_beat(self) -> None:
        """Note that this executor lives. Before it takes any work: else nobody could tell that it died."""
        if self._alone:
            return
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
        if self._alone:
            return
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
        if not self._alone:
            with writing(self._engine) as session:
                executors.beat(session, self._executor_id)
                executors.forget(session, FORGET)
        held = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        self._take_up_strays({one.workflow_id for one in held if one.executor_id == self._executor_id})
        if not self._alone:
            self._take_over({one.executor_id for one in held if one.executor_id} - {self._executor_id})

    def _take_up_strays(self, ours: AbstractSet[str]) -> None:
        """Queue again what we hold and, for too long to be just beginning or ending it, do not do.

        Were it done all the same, the second time would find its steps done.
        """
        waited = self._strays
        self._strays = {work: waited.get(work, 0.0) + self._beat_seconds for work in ours - self._under_way()}
        strays = sorted(work for work, seconds in self._strays.items() if seconds > self._dead_seconds)
        if strays:
            self._log.warning("taking up work again that was lost", works=strays)
            DBOS.resume_workflows(strays)

    def _take_over(self, others: AbstractSet[str]) -> None:
        if not others:
            return
        with reading(self._engine) as session:
            dead = executors.silent(session, others, dt.timedelta(seconds=self._dead_seconds))
        if dead:
            self._log.warning("taking over the work of silent executors", executors=sorted(dead))
            # Private, but the public way (resume) forgets how often a workflow was tried: what kills its
            # process would never end. Only what still belongs to the dead is given back, so nodes may do this
            # at the same time.
            DBOS._recover_pending_workflows(sorted(dead))  # noqa: SLF001 (the comment above)
