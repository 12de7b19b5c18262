"""Migrations make the tables that the code uses, whoever runs them and how often."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from bot.store import engine as engines
from bot.store import inbox, migrate, outbox
from bot.store.tables import Table


def test_migrations_make_exactly_our_tables(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Table.metadata) == []


def test_a_fresh_database_is_not_current_until_upgraded(empty_url):
    made = engines.create(empty_url)
    assert not migrate.is_current(made)
    migrate.upgrade(made)
    assert migrate.is_current(made)
    migrate.upgrade(made)
    assert migrate.is_current(made)
    made.dispose()


def test_a_database_of_a_later_version_is_not_current(engine):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not migrate.is_current(engine)


def test_processes_may_migrate_at_once(empty_url):
    script = (
        "import sys; from bot.store import engine, migrate;"
        "made = engine.create(sys.argv[1]); migrate.upgrade(made); assert migrate.is_current(made)"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, empty_url], stderr=subprocess.PIPE)  # noqa: S603 (ours)
        for _ in range(4)
    ]
    errors = [process.communicate()[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * 4, errors


def test_a_failing_migration_leaves_nothing(empty_url, monkeypatch):
    made = engines.create(empty_url)

    def fail_at_the_end(*arguments, **options):
        upgrade(*arguments, **options)
        raise RuntimeError

    upgrade = command.upgrade
    monkeypatch.setattr(command, "upgrade", fail_at_the_end)
    with pytest.raises(RuntimeError):
        migrate.upgrade(made)
    assert inspect(made).get_table_names() == []
    made.dispose()


def test_a_migration_must_not_break_references(example_url, monkeypatch):
    made = engines.create(example_url)

    def lose_the_agency(config, _revision):
        config.attributes["connection"].execute(text("DELETE FROM agency"))

    monkeypatch.setattr(command, "upgrade", lose_the_agency)
    with pytest.raises((RuntimeError, IntegrityError)):
        migrate.upgrade(made)
    with made.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM agency")).scalar_one() == 1
    made.dispose()


def test_tables_of_others_are_left_alone(engine):
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE workflow_status (id INTEGER PRIMARY KEY, name VARCHAR(20))"))
        connection.execute(text("CREATE INDEX ix_of_others ON workflow_status (name)"))
    with engine.connect() as connection:
        command.check(migrate.configuration(connection))


def test_downgrading_takes_the_tables_away(engine):
    with engine.begin() as connection:
        command.downgrade(migrate.configuration(connection), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]


OLD_ROWS = """
INSERT INTO channel (id) VALUES (1);
INSERT INTO chat (id, channel_id, line_id, kind) VALUES (1, 1, 'U1', 'user');
INSERT INTO inbox_event (id, channel_id, chat_id, event_id, type, occurred_ms, received_at, payload, attempts)
 VALUES (1, 1, 1, 'E1', 'message', 1, '2024-04-01 00:00:00', '{}', 0);
INSERT INTO outbox_message (id, channel_id, chat_id, recipient, messages, retry_key, state, created_at,
 not_before, attempts, in_flight, uncertain)
 VALUES (1, 1, 1, 'U1', '[]', 'k', 'queued', '2024-04-01 00:00:00', '2024-04-01 00:00:00', 0, false, false)
"""


def test_a_database_of_the_release_before_is_brought_up_to_date_with_what_waits_in_it(empty_url):
    """0002 was the last revision that anybody had before the ones since."""
    made = engines.create(empty_url)
    with made.connect().execution_options(**engines.WRITER) as connection, connection.begin():
        command.upgrade(migrate.configuration(connection), "0002")
        for statement in OLD_ROWS.split(";"):
            connection.execute(text(statement))
    migrate.upgrade(made)
    assert migrate.is_current(made)
    now = dt.datetime(2024, 4, 1, 1, tzinfo=dt.UTC)
    with engines.reading(made) as session:
        assert list(inbox.waiting_chats(session, "me", now)) == [1]
        assert [row_id for row_id, _ in outbox.due(session, now)] == [1]
        assert outbox.get(session, 1).out_of_turn is False
    made.dispose()
