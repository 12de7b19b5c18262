"""Carrying a whole database over to another, empty one; checked before anything is committed."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import MetaData, func, insert, inspect, select, text, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.store import deployment
from bot.store.engine import exclusive, writer
from bot.store.tables import Table as Ours
from bot.store.wire import Sums, plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection, Engine, Table

BATCH: Final = 1000
"""Rows in memory at a time."""
_VERSION: Final = "alembic_version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """Tables of a library in the same database: in a schema on PostgreSQL, beside ours on SQLite.

    ``left`` are its own notes on its tables, which every database has of its own. ``on_sqlite`` says what to
    set in all rows of a table that came to a SQLite file.
    """

    schema: str
    left: frozenset[str]
    on_sqlite: Mapping[str, Mapping[str, object]]

    def schema_in(self, engine: Engine) -> str | None:
        """Where they are."""
        return self.schema if engine.dialect.name == "postgresql" else None


class Refused(Exception):
    """The copy cannot be made, and nothing was changed; the message is one line for people."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A table on both sides: the same columns in the same order."""

    source: Table
    target: Table


class Copy:
    """One move from a database to another. Both must be migrated; nobody may use the source meanwhile."""

    def __init__(self, source: Engine, target: Engine, others: Others) -> None:
        self._source = source
        self._target = target
        self._others = others

    def run(self, now: dt.datetime, who: str, tell: Callable[[str, int, int], None]) -> Mapping[str, int]:
        """Carry everything over. Returns the rows of each table.

        ``tell`` hears a table's name, its rows and how many of them were just done. Raises Refused. Whenever
        this ends, at most one of the two is armed: the target begins disarmed and is released last.
        """
        with _held(self._source) as source:
            with writer(self._target).begin() as target:
                pairs = self._pairs(source, target)
                found = {pair.target.name: self._carry(pair, source, target, tell) for pair in pairs}
                wrong = [
                    f"{pair.target.name}: {difference}"
                    for pair in pairs
                    for difference in found[pair.target.name].differences(_sums(pair.target, target))
                ]
                if wrong:
                    raise Refused("the copy differs, nothing was stored: " + "; ".join(wrong[:5]))
                self._settle(pairs, target)
                was_armed = _disarmed(target, now, who)
            _disarmed(source, now, who)
        if was_armed:
            with Session(writer(self._target)) as session, session.begin():
                deployment.release(session)
        return {name: sums.rows for name, sums in found.items()}

    def _pairs(self, source: Connection, target: Connection) -> list[Pair]:
        """Return all tables, those that are referred to first."""
        ours = [Pair(plain(one, None), plain(one, None)) for one in Ours.metadata.sorted_tables]
        return [*ours, *self._library(source, target)]

    def _library(self, source: Connection, target: Connection) -> Iterator[Pair]:
        here, there = (self._others.schema_in(engine) for engine in (self._source, self._target))
        mine, theirs = _reflected(source, here), _reflected(target, there)
        for table in mine.sorted_tables:
            if table.name in {_VERSION, *Ours.metadata.tables, *self._others.left}:
                continue
            twin = theirs.tables.get(f"{there}.{table.name}" if there else table.name)
            if twin is None and not _count(table, source):
                continue
            if twin is None or set(twin.c.keys()) != set(table.c.keys()):
                raise Refused(f"table {table.name} is not the same on both sides: run ita-bot migrate first")
            # SQLite keeps whatever it is given; how the other side declares a column says what it is.
            types = twin if there else table
            yield Pair(plain(table, here, types), plain(table, there, types))

    def _carry(
        self, pair: Pair, source: Connection, target: Connection, tell: Callable[[str, int, int], None]
    ) -> Sums:
        sums, total = Sums(pair.source), _count(pair.source, source)
        for batch in _batches(pair.source, source):
            target.execute(insert(pair.target), [dict(row._mapping) for row in batch])  # noqa: SLF001 (public in spite of its name)
            sums.add(batch)
            tell(pair.target.name, total, len(batch))
        return sums

    def _settle(self, pairs: list[Pair], target: Connection) -> None:
        """Let the target go on by itself: numbers for new rows, and who holds the library's work."""
        if self._target.dialect.name == "postgresql":
            for pair in pairs:
                _go_on_counting(pair.target, target)
            return
        for pair in pairs:
            values = self._others.on_sqlite.get(pair.target.name)
            if values:
                target.execute(update(pair.target).values(**values))


def need_empty(engine: Engine, others: Others) -> None:
    """Raise Refused unless there are no rows in the database, migrated or not."""
    left = {_VERSION, *others.left}
    with engine.connect() as connection:
        for schema in {None, others.schema_in(engine)}:
            for table in _reflected(connection, schema).sorted_tables:
                if (
                    table.name not in left
                    and connection.execute(select(1).select_from(table).limit(1)).first()
                ):
                    raise Refused(f"the target must be empty, and its table {table.name} is not")


@contextmanager
def _held(engine: Engine) -> Iterator[Connection]:
    """Hold a database still, in one transaction. Raises Refused if somebody uses it."""
    engine.dispose()  # our own connections are in the way too
    with ExitStack() as held:
        if engine.dialect.name == "sqlite":
            try:
                connection = held.enter_context(writer(exclusive(engine.url)).begin())
            except OperationalError as error:
                if "locked" not in str(error.orig):
                    raise
                raise Refused("the database to copy is in use: stop the bot first") from error
        else:
            alike = engine.execution_options(isolation_level="REPEATABLE READ")
            connection = held.enter_context(alike.begin())
            _need_alone(connection)
        yield connection


def _need_alone(connection: Connection) -> None:
    in_use = Refused("the database to copy is in use: stop the bot and close other connections first")
    # Before the first query: what is seen from then on is what was there then.
    for table in Ours.metadata.sorted_tables:
        try:
            connection.execute(text(f"LOCK TABLE {table.name} IN EXCLUSIVE MODE NOWAIT"))
        except OperationalError as error:
            raise in_use from error
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    if connection.execute(others).scalar_one():
        raise in_use


def _reflected(connection: Connection, schema: str | None) -> MetaData:
    found = MetaData()
    if schema is None or schema in inspect(connection).get_schema_names():
        found.reflect(connection, schema=schema)
    return found


def _batches(table: Table, connection: Connection) -> Iterator[Any]:
    statement = select(table).execution_options(yield_per=BATCH)
    return connection.execute(statement).partitions()


def _sums(table: Table, connection: Connection) -> Sums:
    sums = Sums(table)
    for batch in _batches(table, connection):
        sums.add(batch)
    return sums


def _count(table: Table, connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _go_on_counting(table: Table, connection: Connection) -> None:
    """Set the sequence of a numbered key behind the highest number."""
    for column in table.primary_key:
        name = connection.dialect.identifier_preparer.format_table(table)
        sequence = select(func.pg_get_serial_sequence(name, column.name))
        found = connection.execute(sequence).scalar_one()
        highest = connection.execute(select(func.max(column))).scalar_one()
        if found is not None and highest is not None:
            connection.execute(select(func.setval(found, highest)))


def _disarmed(connection: Connection, now: dt.datetime, who: str) -> bool:
    """Disarm in the connection's transaction; return whether it was armed."""
    with Session(connection) as session:
        armed = deployment.is_armed(session)
        deployment.disarm(session, now, "moved", who)
        session.commit()  # of the session's own doing; the transaction is the connection's
    return armed
