"""Who is told of new events, who holds what, and whose turn it is to write."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
from contextlib import asynccontextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.store import channels, inbox, leases, waking
from bot.store.arrivals import Ledger
from bot.store.engine import reading, writing
from tests.flows.test_review_door import NOW, arrival
from tests.flows.test_trouble import wait_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ONLY_POSTGRESQL = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
ONLY_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
LATER = NOW + dt.timedelta(seconds=60)
PATIENCE = 20
ANSWER = (
    "INSERT INTO outbox_message (channel_id, chat_id, recipient, messages, retry_key, state, created_at,"
    " not_before, attempts, in_flight, uncertain)"
    " SELECT channel_id, id, 'U', '[]', 'k', 'queued', leased_until, leased_until, :attempts, :in_flight,"
    " :uncertain FROM chat"
)


def stored(engine, *chats):
    """Store an event a chat; return the chats' ids."""
    with writing(engine) as session:
        own = channels.resolve(session, "U1")
    ledger = Ledger(engine)
    ids = ledger.store([arrival(own, chat, number) for number, chat in enumerate(chats)])
    ledger.close()
    return [ids[own, chat] for chat in chats]


def run(engine, steps: Callable[..., Awaitable[None]]) -> None:
    """Run steps that may await what is heard next; each of them is given patience."""

    @asynccontextmanager
    async def heard():
        said: asyncio.Queue[frozenset[int] | None] = asyncio.Queue()
        ears = asyncio.create_task(waking.listen(engine, "me", said.put_nowait))
        yield lambda: asyncio.wait_for(said.get(), PATIENCE)
        ears.cancel()
        await asyncio.wait([ears])

    async def main() -> None:
        async with heard() as next_note:
            assert await next_note() is None  # whoever begins to listen may have missed something
            await steps(next_note)

    asyncio.run(main())


@ONLY_POSTGRESQL
def test_storing_tells_which_chats_to_serve(engine) -> None:
    async def steps(next_note) -> None:
        chats = stored(engine, "A", "B")
        assert await next_note() == set(chats)

    run(engine, steps)


def test_more_chats_than_a_note_holds_are_a_call_to_look() -> None:
    assert waking.note([3, 1, 3]) == "1,3"
    assert waking.note(range(10**6, 10**6 + 5000)) == ""


@ONLY_POSTGRESQL
def test_a_cut_connection_is_made_again_and_missed_notes_are_looked_for(engine) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"

    async def steps(next_note) -> None:
        with writing(engine) as session:
            assert session.connection().execute(text(cut)).scalar_one()
        assert await next_note() is None
        (chat,) = stored(engine, "A")
        assert await next_note() == {chat}

    run(engine, steps)


@ONLY_POSTGRESQL
def test_who_listens_shows_to_be_alive_until_the_connection_ends(engine) -> None:
    first, second = stored(engine, "A", "B")

    def absent():
        with reading(engine) as session:
            return set(leases.absent(session, NOW))

    async def steps(_) -> None:
        with writing(engine) as session:
            assert inbox.lease(session, first, "me", NOW, LATER)
            assert inbox.lease(session, second, "another", NOW, LATER)
        assert absent() == {"another"}

    run(engine, steps)
    wait_for(lambda: absent() == {"me", "another"})  # the server sees that a connection ended in its own time


@ONLY_POSTGRESQL
def test_who_comes_second_to_a_chat_does_not_wait_for_the_first(engine) -> None:
    (chat,) = stored(engine, "A")
    with writing(engine) as first, writing(engine) as second:
        assert inbox.lease(first, chat, "first", NOW, LATER)
        assert not inbox.lease(second, chat, "second", NOW, LATER)


@ONLY_POSTGRESQL
def test_what_is_written_about_a_chat_keeps_nobody_from_it(engine) -> None:
    """A round makes a card of a chat while it is served: neither waits for, nor passes over, the other."""
    (chat,) = stored(engine, "A")
    given = {"attempts": 0, "in_flight": False, "uncertain": False}
    with writing(engine) as session:
        session.connection().execute(text("UPDATE chat SET leased_until = now() - interval '1 day'"))
    with writing(engine) as rounds, writing(engine) as worker:
        rounds.connection().execute(text(ANSWER), given)
        assert inbox.lease(worker, chat, "me", NOW, LATER)
    with writing(engine) as worker, writing(engine) as rounds:
        assert inbox.lease(worker, chat, "me", NOW, LATER)
        rounds.connection().execute(text("SET LOCAL lock_timeout = '1s'"))
        rounds.connection().execute(text(ANSWER.replace("'k'", "'other'")), given)


def test_what_a_dead_holder_was_saying_comes_before_its_chat_is_free(engine) -> None:
    (chat,) = stored(engine, "A")
    with writing(engine) as session:
        assert inbox.lease(session, chat, "dead", NOW, LATER)
        first_try = {"attempts": 1, "in_flight": True, "uncertain": False}
        session.connection().execute(text(ANSWER), first_try)
        assert not leases.inherit(session, "dead", NOW)
        assert not inbox.lease(session, chat, "heir", NOW, LATER)
        due = session.connection().execute(text("SELECT not_before < leased_until FROM outbox_message, chat"))
        assert due.scalar_one()
        session.connection().execute(text("UPDATE outbox_message SET in_flight = :no"), {"no": False})
        assert leases.inherit(session, "dead", NOW)
        assert inbox.lease(session, chat, "heir", NOW, LATER)


def test_what_is_given_up_is_free_at_once_and_nothing_else_is(engine) -> None:
    mine, theirs = stored(engine, "A", "B")
    with writing(engine) as session:
        assert inbox.lease(session, mine, "me", NOW, LATER)
        assert inbox.lease(session, theirs, "another", NOW, LATER)
        leases.give_up(session, "me")
        assert inbox.lease(session, mine, "heir", NOW, LATER)
        assert not inbox.lease(session, theirs, "heir", NOW, LATER)


@ONLY_SQLITE
def test_who_is_first_does_not_wait_for_all_that_queue(engine) -> None:
    order: SimpleQueue[str] = SimpleQueue()
    stored(engine, "A")

    def write(name, *, first) -> None:
        with writing(engine, first=first):
            order.put(name)

    with writing(engine):
        queue = [threading.Thread(target=write, args=("queued",), kwargs={"first": False}) for _ in range(20)]
        for thread in queue:
            thread.start()
        storing = threading.Thread(target=write, args=("first",), kwargs={"first": True})
        storing.start()
    for thread in (*queue, storing):
        thread.join()
    assert [order.get() for _ in range(21)].index("first") < 20
