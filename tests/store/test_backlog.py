"""What is open is found by an index that holds little else, however long the history is."""

from __future__ import annotations

import pytest
from sqlalchemy import event, text

from bot.store import backlog, inbox, jobs, leases, outbox, retention
from bot.store import engine as engines
from bot.store.engine import reading, rehearsing, writing
from bot.store.tables import Channel, Chat, InboxEvent, OutboxMessage
from tests.databases import JOBS
from tests.flows.bot import APRIL

NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 5000)",
    "postgresql": "WITH numbers(n) AS (SELECT generate_series(1, 5000))",
}
EVENTS = """
INSERT INTO inbox_event
 (channel_id, chat_id, event_id, type, occurred_ms, received_at, attempts, handled_at)
{numbers} SELECT {channel}, {chat}, 'old' || n, 'message', n, {then}, 0, {then} FROM numbers
"""
MESSAGES = """
INSERT INTO outbox_message
 (channel_id, chat_id, recipient, messages, retry_key, state, created_at, not_before, attempts, in_flight,
 uncertain, done_at)
{numbers} SELECT {channel}, {chat}, 'U1', '[]', 'old' || n, 'sent', {then}, {then}, 1, false, false, {then}
FROM numbers
"""
CHATS = """
INSERT INTO chat (channel_id, line_id, kind)
{numbers} SELECT {channel}, 'C' || n, 'user' FROM numbers
"""
WORK = """
INSERT INTO {dbos}workflow_status
 (workflow_uuid, status, name, created_at, updated_at, completed_at, priority)
{numbers} SELECT 'old:' || n, 'SUCCESS', 'old', n, n, n, 0 FROM numbers
"""


@pytest.fixture
def busy(databases):
    """A long history, and a little that is open or parked."""
    url = databases.make(JOBS)
    engine = engines.create(url)
    with writing(engine) as session:
        session.add(channel := Channel())
        session.flush()
        session.add(chat := Chat(channel_id=channel.id, line_id="U1", leased_by="dead", leased_until=APRIL))
        session.flush()
        keys = {"channel_id": channel.id, "chat_id": chat.id}
        times = {"received_at": APRIL, "occurred_ms": 1, "type": "message", "payload": {}}
        session.add(InboxEvent(**keys, event_id="open", **times))
        session.add(InboxEvent(**keys, event_id="parked", parked_at=APRIL, reference="AB12CD34", **times))
        session.add_all(
            OutboxMessage(
                **keys, recipient="U1", messages=[], retry_key=state, state=state, created_at=APRIL,
                not_before=APRIL, in_flight=state == "queued", done_at=None if state == "queued" else APRIL,
            )
            for state in ("queued", "refused", "unknown")
        )  # fmt: skip
        sqlite = engine.dialect.name == "sqlite"
        values = {
            "numbers": NUMBERS[engine.dialect.name],
            "channel": channel.id,
            "chat": chat.id,
            "then": "'2020-01-01 00:00:00'" if sqlite else "timestamptz '2020-01-01'",
            "dbos": "" if sqlite else "dbos.",
        }
        for statement in (EVENTS, MESSAGES, CHATS, WORK):
            session.connection().execute(text(statement.format(**values)))
    if not sqlite:  # which knows nothing of its rows in production either
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    yield engine
    engine.dispose()
    databases.drop(url)


LONG_AGO = APRIL.replace(year=2000)
"""Nothing is that old: what the retention does every hour must then cost nothing."""
QUERIES = {
    "backlog": lambda session: backlog.read(session, APRIL),
    "parked events": lambda session: backlog.parked_events(session, 10),
    "parked jobs": jobs.parked,
    "waiting chats": lambda session: inbox.waiting_chats(session, "me", APRIL),
    "next event": lambda session: inbox.next_event(session, 1, APRIL),
    "unpark": lambda session: inbox.unpark(session, "AB12CD34"),
    "due messages": lambda session: outbox.due(session, APRIL),
    "absent holders": lambda session: leases.absent(session, APRIL),
    "old events": lambda session: retention.forget_handled_events(session, LONG_AGO),
    "old parked events": lambda session: retention.forget_parked_events(session, LONG_AGO),
    "old parked content": lambda session: retention.erase_parked_events(session, LONG_AGO),
    "old messages": lambda session: retention.forget_settled_messages(session, LONG_AGO),
    "old ids": lambda session: retention.forget_sent_messages(session, LONG_AGO),
}
LARGE = ("inbox_event", "outbox_message", "chat", "workflow_status")


def test_what_is_open_is_found_without_reading_history(busy):
    asked = []

    def note(_connection, _cursor, statement, parameters, *_):
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(busy, "before_cursor_execute", note)
    for name, query in QUERIES.items():
        if name == "absent holders" and busy.dialect.name == "sqlite":
            continue  # only where workers show that they live
        with rehearsing(busy) as session:
            query(session)
    event.remove(busy, "before_cursor_execute", note)
    plans = {statement: plan(busy, statement, parameters) for statement, parameters in asked}
    assert len(plans) >= len(QUERIES)
    assert {asked: lines for asked, lines in plans.items() if any(reads_it_all(line) for line in lines)} == {}


def plan(engine, statement, parameters):
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        return [str(row[-1]) for row in connection.exec_driver_sql(explain + statement, parameters)]


PARTS = ("ix_inbox_event_open", "ix_inbox_event_parked_at", "idx_workflow_status_")
"""Indexes that hold a few rows only."""


def reads_it_all(line):
    """Whether a line of a plan reads every row of a large table, or every entry of a whole index on it."""
    if "Seq Scan on" in line:
        return any(f"Seq Scan on {table}" in line for table in LARGE)
    part = any(name in line for name in PARTS)
    return line.startswith("SCAN") and line.split()[1] in LARGE and not part


def test_the_backlog_is_counted_by_state_with_the_age_of_the_oldest(busy):
    with reading(busy) as session:
        found = backlog.read(session, APRIL.replace(second=30))
        (parked,) = backlog.parked_events(session, 10)
        troubles = outbox.troubles(session, 10)
    assert found.events == {"waiting": 1, "parked": 1}
    assert found.outbox == {"queued": 1, "refused": 1, "unknown": 1}
    assert (found.events_oldest, found.outbox_oldest, found.jobs_oldest) == (30, 30, 0)
    assert found.jobs == {"waiting": 0, "running": 0, "parked": 0}
    assert (parked.reference, parked.type, parked.erased) == ("AB12CD34", "message", False)
    assert {one.state for one in troubles} == {"refused", "unknown"}
