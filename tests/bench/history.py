"""Rows as a bot that has long been used has them: events handled, answers sent, ids of messages kept.

They are made by the database itself, without the indexes, which are built after: minutes rather than hours.
All is younger than what retention forgets, for it shall stay while it is looked at.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, text

from bot.store import channels
from bot.store import engine as engines
from bot.store.inbox import identity
from tests.bench import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CHATS = 1_000
DAYS = 5
ANSWERED = 10
"""One event in so many was answered; and a message was sent."""
INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN"
    " ('inbox_event', 'outbox_message', 'sent_message') ORDER BY rowid",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename IN"
    " ('inbox_event', 'outbox_message', 'sent_message')"
    " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
}
"""Name and definition of each index that is no constraint."""

NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, CAST(:count AS bigint)))",
}
MOMENT = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', :first + :length * i / :count, 'unixepoch')",
    "postgresql": "to_timestamp(:first + :length * i / :count)",
}
"""When something happened: evenly from ``first`` (seconds since 1970) on, over ``length`` seconds."""
UNCHECKED = {
    "sqlite": ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -500000"),
    "postgresql": ("SET session_replication_role = replica", "SET maintenance_work_mem = '512MB'"),
}
AFTER = {"sqlite": "PRAGMA journal_mode = WAL", "postgresql": "VACUUM (ANALYZE)"}
"""What a living database has had done to it: PostgreSQL by autovacuum, SQLite nothing."""

CHAT_ROWS = """{numbers} INSERT INTO chat (channel_id, line_id, kind)
SELECT :channel, 'history' || i, 'user' FROM n"""
EVENT_ROWS = """{numbers} INSERT INTO inbox_event (channel_id, chat_id, event_id, type, message_id,
    occurred_ms, received_at, attempts, handled_at)
SELECT :channel, :chat + 1 + i % :chats, 'history' || (:many + i), 'message', CAST(:many + i AS text),
    1000 * CAST(:first + :length * i / :count AS bigint), {moment}, 0, {moment} FROM n"""
ANSWER_ROWS = """{numbers} INSERT INTO outbox_message (channel_id, chat_id, event_id, recipient, messages,
    retry_key, state, created_at, not_before, attempts, first_attempt_at, in_flight, uncertain, done_at)
SELECT :channel, :chat + 1 + i % :chats, :event + i, 'history' || i % :chats, '[]', 'history' || (:many + i),
    'sent', {moment}, {moment}, 1, {moment}, false, false, {moment} FROM n"""
SENT_ROWS = """{numbers} INSERT INTO sent_message (channel_id, chat_id, message_id, sent_at)
SELECT :channel, :chat + 1 + i % :chats, 'history' || (:many + i), {moment} FROM n"""


def fill(url: str, events: int) -> None:
    """Give a migrated database so many handled events, and a tenth as many answers and message ids."""
    with rows.opened(url) as engine, engines.writing(engine) as session:
        channel = channels.default(session).id
    bulk = create_engine(url, isolation_level="AUTOCOMMIT")
    with bulk.connect() as connection:
        for statement in UNCHECKED[bulk.dialect.name]:
            connection.exec_driver_sql(statement)
        with _without_indexes(connection):
            _insert_all(connection, identity(channel), events)
        connection.exec_driver_sql(AFTER[bulk.dialect.name])
    bulk.dispose()


def _insert_all(connection: Connection, channel: int, events: int) -> None:
    length = dt.timedelta(days=DAYS).total_seconds()
    values = {
        "channel": channel,
        "chats": CHATS,
        "many": 10**17,  # ids as long as LINE's
        "first": dt.datetime.now(dt.UTC).timestamp() - length,
        "length": length,
    }
    _insert(connection, CHAT_ROWS, {**values, "count": CHATS})
    values["chat"] = connection.execute(text("SELECT max(id) FROM chat")).scalar_one() - CHATS
    _insert(connection, EVENT_ROWS, {**values, "count": events})
    values["event"] = connection.execute(text("SELECT max(id) FROM inbox_event")).scalar_one() - events
    for statement in (ANSWER_ROWS, SENT_ROWS):
        _insert(connection, statement, {**values, "count": events // ANSWERED})


def _insert(connection: Connection, statement: str, values: Mapping[str, object]) -> None:
    kind = connection.dialect.name
    connection.execute(text(statement.format(numbers=NUMBERS[kind], moment=MOMENT[kind])), values)


@contextmanager
def _without_indexes(connection: Connection) -> Iterator[None]:
    """Drop the indexes that are no constraints while the block runs, and build them after it.

    In the order in which the migrations built them: SQLite goes by it where two seem equally good.
    """
    kept = connection.execute(text(INDEXES[connection.dialect.name])).all()
    for name, _ in kept:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for _, definition in kept:
        connection.exec_driver_sql(definition)
