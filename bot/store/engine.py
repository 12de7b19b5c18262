"""Engines and transactions. Commit and rollback happen here and nowhere else."""

from __future__ import annotations

import itertools
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import NullPool, create_engine, event, func, make_url, select
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import sessionmaker
from sqlmodel import Session

from bot.store import turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import URL, Connection, Engine

BUSY_MILLISECONDS = 15_000
WAL_TRIES = 200
WAL_PAUSE = 0.02
PATIENCE: Final[Mapping[str, int]] = MappingProxyType(
    {
        "connect_timeout": 5,  # seconds
        "tcp_user_timeout": 10_000,  # milliseconds until what was sent must have arrived
        "keepalives_idle": 15,  # seconds, as those below: a cut network closes nothing
        "keepalives_interval": 5,
        "keepalives_count": 3,
    }
)
"""A PostgreSQL that does not answer must not hold anybody up for the minutes that TCP would wait."""
_MODE: Final = "ita_bot_mode"
_READER: Final[Mapping[str, Mapping[str, Any]]] = {
    "sqlite": {_MODE: "read"},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
AWAY: Final = (OperationalError, InterfaceError, PoolTimeout)
"""The database could not do it now (away, locked, full, chosen to yield): the same again may well succeed."""
WRITER: Final[Mapping[str, Any]] = {_MODE: "write"}
"""Execution options of a connection that writes; SQLite locks at the beginning of its transactions."""


def create(url: str) -> Engine:
    """Return an engine for ``sqlite:///…`` (its folder is made) or ``postgresql+psycopg://…``."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True, connect_args=_patience(parsed))
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_MILLISECONDS / 1000}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def lent(engine: Engine) -> Engine:
    """Return another pool on the same database, for a library that begins and commits by itself.

    Not the house's own pool: such a library asks for a second connection while it holds one of ours, and with
    a single pool all of them may be held by threads that wait for one more.
    """
    if engine.dialect.name != "sqlite":
        patience = _patience(engine.url)
        return create_engine(engine.url, pool_pre_ping=True, hide_parameters=True, connect_args=patience)
    patience = {"timeout": BUSY_MILLISECONDS / 1000}
    made = create_engine(engine.url, connect_args=patience, hide_parameters=True)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "connect", _let_the_driver_begin)
    return made


def exclusive(url: URL) -> Engine:
    """Return an engine whose one connection lets nobody else open a SQLite file, and waits for nobody.

    Its first use raises OperationalError if anybody has the file open, even idle.
    """
    made = create_engine(url, poolclass=NullPool, connect_args={"timeout": 0}, hide_parameters=True)
    event.listen(made, "connect", _lock_the_file)
    event.listen(made, "begin", _begin_sqlite)
    return made


def writer(engine: Engine) -> Engine:
    """Return the same pool; whatever begins on it begins as `writing` does."""
    return engine.execution_options(**WRITER)


def session_maker() -> sessionmaker[Session]:
    """Return what makes sessions like those of `writing`, for a library that opens them itself."""
    return sessionmaker(class_=Session, expire_on_commit=False)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a read-only transaction: everything in it is seen as of one moment. Rows stay usable after it."""
    with Session(engine, autoflush=False) as session:
        session.connection(execution_options=dict(_READER[engine.dialect.name]))
        yield session


@contextmanager
def writing(engine: Engine, *, first: bool = False) -> Iterator[Session]:
    """Open a transaction that commits at the end, or leaves nothing behind if anything raises.

    On SQLite it takes the write lock at once, waiting its turn, so that it cannot fail half-way. Who is
    ``first`` does not queue: see `bot.store.turns`.
    """
    with (
        turns.turn(engine.url, first=first),
        Session(engine, expire_on_commit=False) as session,
        session.begin(),
    ):
        session.connection(execution_options=dict(WRITER))
        yield session


@contextmanager
def part(session: Session) -> Iterator[None]:
    """Open a part of a transaction, of which nothing is left if anything raises; the transaction goes on."""
    with session.begin_nested():
        yield


@contextmanager
def rehearsing(engine: Engine) -> Iterator[Session]:
    """Open a transaction like `writing` that is always undone."""
    with Session(engine, expire_on_commit=False) as session:
        session.connection(execution_options=dict(WRITER))
        yield session  # closing without a commit rolls back


def shown(url: str) -> str:
    """Return a database's address as it may be shown: without its password."""
    return make_url(url).render_as_string(hide_password=True)


def is_there(url: str) -> bool:
    """Whether there may be a database: a SQLite file that is missing would be made by connecting to it."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return True
    return Path(parsed.database).exists()


class Unreachable(Exception):
    """No connection to the database can be made; the message is one line for people, without a password."""


def need(engine: Engine) -> None:
    """Raise Unreachable unless the database answers."""
    try:
        engine.connect().close()
    except DatabaseError as error:
        reason = " ".join(str(error.orig).split())
        raise Unreachable(reason) from error


def alone(session: Session, task: int) -> None:
    """Wait until no other transaction has ``task`` (any number) in hand, and keep it until this one ends.

    SQLite needs nothing: a transaction that writes is alone already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(task)))


def _patience(url: URL) -> dict[str, Any]:
    return {name: value for name, value in PATIENCE.items() if name not in url.query}


def _let_the_driver_begin(connection: Any, _record: object) -> None:  # noqa: ANN401 (what the driver gives)
    """Lock at the first write, waiting for it; what only reads begins nothing."""
    connection.isolation_level = "IMMEDIATE"


def _lock_the_file(connection: Any, _record: object) -> None:  # noqa: ANN401 (what the driver gives)
    """Ask for the whole file before its first use: with WAL the kind of lock is chosen then."""
    connection.isolation_level = None
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 (what the driver gives)
    """Turn the driver's own transactions off, and on what SQLite leaves off."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: Any) -> None:  # noqa: ANN401 (what the driver gives)
    """Switch the file to WAL. While another process does the same, SQLite does not wait but says "locked"."""
    for tries in itertools.count(1):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if tries == WAL_TRIES:
                raise
            time.sleep(WAL_PAUSE)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Begin the transaction, as the driver no longer does; hold readers to reading."""
    mode = connection.get_execution_options().get(_MODE)
    connection.exec_driver_sql(f"PRAGMA query_only = {int(mode == 'read')}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if mode == "write" else "BEGIN")
