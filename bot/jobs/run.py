"""What a workflow does its work with: steps that are recorded when they are done, and never done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import structlog
from dbos import DBOS
from dbos import error as engine_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from dbos import SQLAlchemyDatasource
    from sqlmodel import Session

T = TypeVar("T")
WAITS: Final = (1.0, 5.0)
"""Seconds before a failed step is tried again. After the last try the workflow fails, and says so."""


class Stopped(BaseException):
    """The process ends; the workflow is left as it is, for whoever takes it up. No failure: no Exception."""


class Workflow(Protocol):
    """A function that orchestrates. What it decides must follow from its arguments and its steps' values."""

    def __call__(self, run: Run, *arguments: object) -> None:
        """Do the work. Arguments are JSON values."""


class Run:
    """One workflow's way to the world. Values of steps are JSON values: they are kept as such."""

    def __init__(
        self, changes: SQLAlchemyDatasource, waits: tuple[float, ...], stopping: Callable[[], bool]
    ) -> None:
        self._changes = changes
        self._waits = waits
        self._stopping = stopping
        self._log = structlog.get_logger("jobs")

    def look(self, name: str, function: Callable[[], T]) -> T:
        """Do something outside our transactions, at least once: a crash before it is recorded repeats it."""
        return self._tried(name, lambda: DBOS.run_step({"name": name}, function))

    def change(self, name: str, function: Callable[[Session], T]) -> T:
        """Change our database exactly once: what is written commits with the record that it was."""
        return self._tried(name, lambda: self._changed(name, function))

    def _changed(self, name: str, function: Callable[[Session], T]) -> T:
        # A writer of SQLite is alone; PostgreSQL's usual level is what the rest of the house writes with.
        sqlite = self._changes.engine.dialect.name == "sqlite"
        return self._changes.run_tx_step(
            {"name": name, "isolation_level": "SERIALIZABLE" if sqlite else "READ COMMITTED"},
            lambda: function(self._changes.sql_session()),  # type: ignore[arg-type]  # our maker makes ours
        )

    def _tried(self, name: str, attempt: Callable[[], T]) -> T:
        """Try, and try again as a further step: a recorded failure stays what the first try came to."""
        for wait in self._waits:
            self._go_on()
            try:
                return attempt()
            except engine_errors.DBOSException:
                raise  # the engine's own trouble: it knows better when to try again
            except Exception as error:  # noqa: BLE001 (whatever it was, it may pass)
                self._log.warning(
                    "step failed, will be tried again", step=name, work=DBOS.workflow_id, exc_info=error
                )
            DBOS.sleep(wait)
        self._go_on()
        return attempt()

    def _go_on(self) -> None:
        if self._stopping():
            raise Stopped
