"""The two databases as things that break: locked, full, stopped, killed; and what stands in them."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.store import engine as engines
from bot.store.engine import reading
from bot.store.leases import SPACE
from tests.databases import EXAMPLE, Postgres, Sqlite

if TYPE_CHECKING:
    from sqlalchemy import Engine

WORKERS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s"
IN_HAND = "SELECT id FROM outbox_message WHERE state = 'queued' AND (in_flight OR uncertain)"
BACKLOG = (
    "SELECT (SELECT count(*) FROM inbox_event WHERE handled_at IS NULL AND parked_at IS NULL)"
    " + (SELECT count(*) FROM outbox_message WHERE state = 'queued')"
    " + (SELECT count(*) FROM notice WHERE state <> 'sent')"
)
LEASES = "SELECT leased_by FROM chat WHERE leased_by IS NOT NULL"
PARKED = "SELECT count(*) FROM inbox_event WHERE parked_at IS NOT NULL"
ANSWERS = (
    "SELECT outbox_message.id, retry_key, state, outbox_message.attempts, problem, inbox_event.event_id"
    " FROM outbox_message JOIN inbox_event ON inbox_event.id = outbox_message.event_id"
)


@dataclass(frozen=True)
class AnswerRow:
    """One row of the outbox, and LINE's id of the event that it answers."""

    id: int
    retry_key: str
    state: str
    attempts: int
    problem: str | None
    event_id: str


class Bed(Protocol):
    """A database under trouble. What is broken twice is broken once; mending what is whole does nothing."""

    url: str

    def lock(self) -> None:
        """Let a stranger hold what everybody writes to; it can be read."""

    def unlock(self) -> None:
        """Let the stranger go."""

    def stop(self, *, kill: bool) -> None:
        """Stop the server, or kill it."""

    def start(self) -> None:
        """Start it again."""

    def workers(self) -> int:
        """Count the workers that show that they live."""

    def damage(self) -> list[str]:
        """Say what the database itself finds wrong in it."""

    def close(self) -> None:
        """Throw it away."""


class Rows:
    """Looks into a database, from outside of the bot."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = engines.create(url)

    def all(self, statement: str) -> list[tuple[Any, ...]]:
        """Read. Raises DBAPIError while the database is away."""
        with reading(self._engine) as session:
            return [tuple(row) for row in session.connection().execute(text(statement)).all()]

    def number(self, statement: str) -> int:
        """Read one number."""
        return int(self.all(statement)[0][0])

    def in_hand(self) -> set[int]:
        """Name the answers whose last try has no end that anybody knows."""
        with contextlib.suppress(DBAPIError):
            return {row_id for (row_id,) in self.all(IN_HAND)}
        return set()

    def answers(self) -> list[AnswerRow]:
        """Give all answers."""
        return [AnswerRow(*row) for row in self.all(ANSWERS)]

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()


class SqliteBed:
    """A file."""

    def __init__(self) -> None:
        self._files = Sqlite(durable=True)
        self.url = self._files.make(EXAMPLE)
        self._path = self.url.removeprefix("sqlite:///")
        self._stranger: sqlite3.Connection | None = None

    def lock(self) -> None:
        """See `Bed`."""
        if self._stranger is None:
            self._stranger = sqlite3.connect(self._path, 30, isolation_level=None, check_same_thread=False)
            self._stranger.execute("BEGIN IMMEDIATE")

    def unlock(self) -> None:
        """See `Bed`."""
        if self._stranger is not None:
            self._stranger.execute("ROLLBACK")
            self._stranger.close()
            self._stranger = None

    def stop(self, *, kill: bool) -> None:
        """See `Bed`: there is no server."""

    def start(self) -> None:
        """See `Bed`."""

    def workers(self) -> int:
        """See `Bed`: there is one, and `/readyz` tells."""
        return 1

    def damage(self) -> list[str]:
        """See `Bed`."""
        with contextlib.closing(sqlite3.connect(self._path)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            broken = list(connection.execute("PRAGMA foreign_key_check"))
        return [one for one in found if one != "ok"] + [f"foreign key: {row}" for row in broken]

    def close(self) -> None:
        """See `Bed`."""
        self.unlock()
        self._files.close()


class PostgresBed:
    """A server of its own, which keeps what it has promised to keep."""

    @property
    def _address(self) -> str:
        return self.url.replace("+psycopg", "")

    def __init__(self) -> None:
        self._server = Postgres(durable=True)
        self.url = self._server.make(EXAMPLE)
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute("CHECKPOINT")  # else all that was made for the template is made again
        self._stranger: psycopg.Connection[Any] | None = None
        self._stopped = False

    def lock(self) -> None:
        """See `Bed`."""
        if self._stranger is None and not self._stopped:
            self._stranger = psycopg.connect(self._address)
            self._stranger.execute("LOCK TABLE inbox_event, outbox_message IN EXCLUSIVE MODE")

    def unlock(self) -> None:
        """See `Bed`."""
        if self._stranger is not None:
            with contextlib.suppress(psycopg.Error):  # the server may have been killed meanwhile
                self._stranger.rollback()
            self._stranger.close()
            self._stranger = None

    def stop(self, *, kill: bool) -> None:
        """See `Bed`."""
        if not self._stopped:
            self._stopped = True
            (self._server.kill if kill else self._server.stop)()

    def start(self) -> None:
        """See `Bed`."""
        if self._stopped:
            self._server.start_again()
            self._stopped = False

    def workers(self) -> int:
        """See `Bed`."""
        with psycopg.connect(self._address) as connection:
            (found,) = connection.execute(WORKERS, (SPACE,)).fetchone() or (0,)
            return int(found)

    def damage(self) -> list[str]:
        """See `Bed`: an index that lost a row would show as one that is answered twice."""
        return []

    def close(self) -> None:
        """See `Bed`."""
        self.unlock()
        self._server.close()
