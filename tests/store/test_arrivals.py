"""Storing events: several at once, again, on a connection that died, for a chat that is gone."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.store import channels
from bot.store import engine as engines
from bot.store.arrivals import Ledger
from bot.store.engine import reading, writing
from bot.store.intake import Intake
from tests.flows.test_review_door import arrival

PATIENCE = 20


@pytest.fixture
def own(engine):
    with writing(engine) as session:
        return channels.resolve(session, "U1")


def store(engine, *groups, between=lambda: None):
    """Store one group of arrivals after another; return the chats of each, or what was raised."""

    async def main():
        intake = Intake(engine)
        intake.start()
        told = []
        for group in groups:
            told += await asyncio.gather(intake.submit(group), return_exceptions=True)
            between()
        await intake.stop()
        return told

    return asyncio.run(main())


def run(engine, statement):
    with writing(engine) as session:
        return session.connection().execute(text(statement))


def stored(engine):
    with reading(engine) as session:
        found = session.connection().execute(text("SELECT event_id FROM inbox_event ORDER BY event_id"))
        return list(found.scalars())


def test_what_was_stored_before_is_not_stored_again(engine, own) -> None:
    one, two, three = (arrival(own, "A", number) for number in (1, 2, 3))
    first, again = store(engine, [one, two], [two, three, three])
    assert first == again
    assert stored(engine) == ["E1", "E2", "E3"]


def test_nodes_that_store_the_same_new_chats_do_not_lock_each_other_out(engine, own) -> None:
    together = threading.Barrier(2)

    def node(chats):
        ledger = Ledger(engine)
        for number in range(20):
            together.wait(PATIENCE)
            ledger.store([arrival(own, f"{chat}{number}", hash(chat) + number) for chat in chats])
        ledger.close()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(node, ["ABCDEF", "FEDCBA"])) == [None, None]


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_a_connection_that_died_meanwhile_is_made_anew(engine, own) -> None:
    cut = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    store(engine, [arrival(own, "A", 1)], [arrival(own, "A", 2)], between=lambda: run(engine, cut))
    assert stored(engine) == ["E1", "E2"]


def test_a_chat_that_is_gone_is_introduced_again(engine, own) -> None:
    def forget() -> None:
        run(engine, "DELETE FROM inbox_event")
        run(engine, "DELETE FROM chat")

    told = store(engine, [arrival(own, "A", 1)], [arrival(own, "A", 2)], between=forget)
    assert not [one for one in told if isinstance(one, Exception)]


def test_a_webhook_that_cannot_be_stored_does_not_take_its_neighbours_with_it(engine, own) -> None:
    async def main():
        intake = Intake(engine)
        both = intake.submit([arrival(own, "A", 1)]), intake.submit([arrival(own + 1, "B", 2)])
        intake.start()
        told = await asyncio.gather(*both, return_exceptions=True)
        await intake.stop()
        return told

    good, bad = asyncio.run(main())
    assert isinstance(good, frozenset)
    assert isinstance(bad, IntegrityError)
    assert stored(engine) == ["E1"]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_while_the_database_is_locked_all_who_wait_are_told_at_once(engine, own, monkeypatch) -> None:
    """Else each of a group would wait for the lock alone, one after the other."""
    monkeypatch.setattr("bot.store.engine.BUSY_MILLISECONDS", 50)
    impatient = engines.create(str(engine.url))

    async def main():
        intake = Intake(impatient)
        waiting = [intake.submit([arrival(own, "A", number)]) for number in range(3)]
        with closing(sqlite3.connect(engine.url.database)) as other:
            other.execute("BEGIN IMMEDIATE")
            intake.start()
            told = await asyncio.gather(*waiting, return_exceptions=True)
        await intake.stop()
        return told

    tries = []
    event.listen(impatient, "begin", lambda _: tries.append(1))
    assert [type(one) for one in asyncio.run(main())] == [OperationalError] * 3
    assert len(tries) <= 2  # that of a single webhook, and that of all who came meanwhile
    impatient.dispose()
