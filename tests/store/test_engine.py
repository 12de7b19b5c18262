"""Transactions: what a reader sees, what a writer waits for, what a failure leaves."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.store import engine as engines
from bot.store import queries
from bot.store.engine import reading, rehearsing, writing
from bot.store.tables import Agency, Unit


def agency(code="a", **values):
    return Agency(code=code, name_th=code, short_th=code, **values)


def test_what_was_written_is_read_and_stays_usable_afterwards(engine):
    with writing(engine) as session:
        made = agency()
        session.add(made)
    assert made.code == "a"
    assert made.id
    with reading(engine) as session:
        found = queries.only_agency(session)
    assert found.name_th == "a"


def test_a_failure_leaves_nothing(engine):
    def fail():
        with writing(engine) as session:
            session.add(agency())
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with reading(engine) as session:
        assert queries.only_agency(session) is None


def test_a_rehearsal_leaves_nothing(engine):
    with rehearsing(engine) as session:
        session.add(agency())
        session.flush()
        assert queries.only_agency(session) is not None
    with reading(engine) as session:
        assert queries.only_agency(session) is None


def test_a_reader_cannot_write(engine):
    with reading(engine) as session:
        session.add(agency())
        with pytest.raises(DBAPIError):
            session.flush()
    with writing(engine) as session:  # nor is the connection spoilt for the next
        session.add(agency())
    with reading(engine) as session:
        assert queries.only_agency(session)


def test_a_reader_sees_one_moment(engine):
    with reading(engine) as session:
        assert queries.only_agency(session) is None
        with writing(engine) as other:
            other.add(agency())
        assert queries.only_agency(session) is None
    with reading(engine) as session:
        assert queries.only_agency(session) is not None


def test_references_are_enforced(engine):
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(Unit(agency_id=4711, position=1, abbr="x"))


def test_a_savepoint_undoes_its_part_alone(engine):
    with writing(engine) as session:
        made = agency()
        session.add(made)
        session.flush()
        session.add(Unit(agency_id=made.id, position=1, abbr="x"))
        assert not queries.remove_if_unused(session, made)
        unused = agency("b")
        session.add(unused)
        assert queries.remove_if_unused(session, unused)
    with reading(engine) as session:
        assert queries.only_agency(session).code == "a"
        assert len(queries.units(session, made.id)) == 1


def test_writers_take_turns(engine):
    with writing(engine) as session:
        session.add(agency())
    start = threading.Barrier(4)

    def count_up():
        start.wait()
        for _ in range(10):
            with writing(engine) as session:
                queries.touch(session, 1)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as session:
        assert queries.data_version(session, 1) == (40, 0)


def test_a_reader_does_not_wait_for_a_writer(engine):
    with writing(engine) as session:
        session.add(agency())
        session.flush()
        with reading(engine) as other:
            assert queries.only_agency(other) is None


def test_sqlite_is_set_up_to_last(tmp_path):
    made = engines.create(f"sqlite:///{tmp_path}/new/folder/x.db")
    with made.connect() as connection:
        settings = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": engines.BUSY_MILLISECONDS,
    }
    made.dispose()
