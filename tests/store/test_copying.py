"""A database is moved to one of the other kind: everything comes along, is compared, and only one may act."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import event, func, insert, select, text, update
from sqlmodel import col

from bot.jobs import TABLES
from bot.jobs import migrate as migrate_jobs
from bot.store import copying, deployment, migrate
from bot.store import engine as engines
from bot.store.engine import reading, writing
from bot.store.tables import Chat, InboxEvent, OutboxMessage, QuestionScore, Table

NOW = dt.datetime(2024, 4, 1, 2, 0, 0, 123456, tzinfo=dt.UTC)
EVENTS = 25
"""More than two batches of these tests."""


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(copying, "BATCH", 10)


@pytest.fixture
def target(others):
    url = others.make(None)
    made = engines.create(url)
    yield made
    made.dispose()
    others.drop(url)


@pytest.fixture
def source(example_engine):
    """The example agency, and chats in every state."""
    deployment.look(example_engine, NOW)
    with writing(example_engine) as session:
        session.execute(text("INSERT INTO channel (id, destination) VALUES (7, 'U7')"))
        session.add(Chat(id=3, channel_id=7, line_id="U1", left_at=NOW))
        session.flush()
        session.execute(insert(InboxEvent), [an_event(number) for number in range(1, EVENTS + 1)])
        session.execute(text("UPDATE inbox_event SET payload = 'null' WHERE id = 1"))
        session.execute(text("UPDATE inbox_event SET payload = NULL WHERE id = 2"))
        session.add(a_message())
    return example_engine


def an_event(number):
    return {
        "id": number,
        "channel_id": 7,
        "chat_id": 3,
        "event_id": f"E{number}",
        "type": "message",
        "occurred_ms": 1_711_900_000_000 + number,
        "received_at": NOW,
        "payload": {"text": f"ข้อ {number} \u0000 “x”", "list": [1, 2.5, None, True]},
        "attempts": 0,
    }


def a_message(**changes):
    row = {
        "channel_id": 7, "chat_id": 3, "recipient": "U1", "messages": [{"type": "text", "text": "สวัสดี"}],
        "retry_key": "key", "created_at": NOW, "not_before": NOW, "uncertain": True, "in_flight": False,
    }  # fmt: skip
    return OutboxMessage(**{**row, **changes})


def move(source, target):
    copying.need_empty(target, TABLES)
    migrate.upgrade(target)
    migrate_jobs(target)
    return copying.Copy(source, target, TABLES).run(NOW, "me", lambda *_: None)


def contents(engine):
    """Every row of ours as the rest of the house reads it, but for where the database is."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in Table.metadata.sorted_tables
            if table.name != "deployment"
        }


def armed(engine):
    with reading(engine) as session:
        return deployment.is_armed(session)


def rows(engine, statement):
    with engine.connect() as connection:
        return connection.execute(text(statement)).all()


def test_everything_is_carried_over(source, target):
    before = contents(source)
    found = move(source, target)
    assert found["inbox_event"] == EVENTS
    assert contents(target) == before
    nulls = "SELECT id FROM inbox_event WHERE payload IS NULL"
    assert rows(target, nulls) == rows(source, nulls) == [(2,)]
    with reading(target) as session:
        score = session.execute(select(QuestionScore).limit(1)).scalar_one()
        assert isinstance(score.score, Decimal)


def test_new_rows_are_numbered_on(source, target):
    move(source, target)
    with writing(target) as session:
        made = a_message(retry_key="other")
        session.add(made)
        session.add(Chat(channel_id=7, line_id="U2"))
        session.flush()
        assert made.id == 2


def test_only_the_new_one_may_act(source, target):
    move(source, target)
    assert not armed(source)
    with reading(target) as session:
        assert deployment.standing(session) is None
    assert deployment.look(target, NOW).armed
    old = deployment.look(source, NOW)
    assert (old.armed, old.reason, old.changed_by) == (False, "moved", "me")


def test_a_copy_that_is_not_armed_stays_so(source, target):
    with writing(source) as session:
        deployment.disarm(session, NOW, "by hand")
    move(source, target)
    assert not deployment.look(target, NOW).armed


def test_a_database_in_use_is_not_copied(source, target):
    user = engines.create(source.url.render_as_string(hide_password=False))
    with user.connect() as idle:
        idle.execute(select(func.count()).select_from(Chat))
        idle.rollback()
        with pytest.raises(copying.Refused, match="in use"):
            move(source, target)
    user.dispose()
    assert contents(target)["agency"] == []
    assert armed(source)


def test_a_target_with_rows_is_refused(source, target):
    migrate.upgrade(target)
    with writing(target) as session:
        session.execute(text("INSERT INTO channel (destination) VALUES ('U1')"))
    with pytest.raises(copying.Refused, match="its table channel is not"):
        move(source, target)
    assert armed(source)


def spoil(target, statement):
    """Change what was just copied, before it is compared."""

    def change(connection, _cursor, said, *_):
        if said.startswith("INSERT INTO outbox_message"):
            connection.execute(statement)

    event.listen(target, "after_cursor_execute", change)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            update(InboxEvent).where(col(InboxEvent.id) == 5).values(occurred_ms=1),
            "inbox_event: column occurred_ms",
        ),
        (update(InboxEvent).where(col(InboxEvent.id) == 5).values(payload={}), "inbox_event: column payload"),
        (text("UPDATE inbox_event SET event_id = 'x' WHERE id = 9"), "inbox_event: column event_id"),
        (text("DELETE FROM inbox_event WHERE id = 9"), f"inbox_event: {EVENTS} rows became {EVENTS - 1}"),
    ],
)
def test_a_difference_stops_it_and_leaves_nothing(source, target, statement, said):
    migrate.upgrade(target)
    spoil(target, statement)
    with pytest.raises(copying.Refused, match=said):
        move(source, target)
    assert all(not found for found in contents(target).values())
    assert armed(source)


def test_whatever_ends_it_there_are_never_two_that_may_act(source, target, monkeypatch):
    def die(_session):
        raise KeyboardInterrupt

    monkeypatch.setattr(deployment, "release", die)
    with pytest.raises(KeyboardInterrupt):
        move(source, target)
    assert not armed(source)
    assert not deployment.look(target, NOW).armed
    assert contents(target) == contents(source)
