"""Nodes share the calls that LINE allows: each has its own connections, the bucket is one."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.outbox.rates import LIMITS, Rates
from bot.store import engine as engines
from bot.store.engine import writing
from bot.store.tables import Channel

NOW = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def nodes(database_url):
    """Two nodes' engines, and a channel."""
    made = [engines.create(database_url) for _ in range(2)]
    with writing(made[0]) as session:
        channel = Channel()
        session.add(channel)
        session.flush()
    yield made, channel.id
    for engine in made:
        engine.dispose()


async def all_that_go(rates, channel_id, endpoint, now):
    """Take until there is no more; return how many."""
    count = 0
    while not await rates.take(channel_id, endpoint, now):
        count += 1
    return count


def test_two_nodes_get_together_what_one_would_get_alone(nodes) -> None:
    (first, second), channel_id = nodes
    rate = LIMITS["multicast"]

    async def main() -> None:
        both = Rates(first), Rates(second)
        for now, wanted in ((NOW, rate.depth), (NOW + SECOND / 4, rate.most / 4), (NOW + SECOND / 4, 0)):
            got = await asyncio.gather(
                *(all_that_go(rates, channel_id, "multicast", now) for rates in both for _ in range(3))
            )
            assert sum(got) == wanted
        assert both[0].pressed(channel_id, "multicast", NOW + SECOND)
        assert not both[0].pressed(channel_id, "multicast", NOW + 60 * SECOND)
        assert not both[0].pressed(channel_id, "push", NOW + SECOND)
        assert await both[0].take(channel_id, "push", NOW) == 0  # another endpoint, another bucket

    asyncio.run(main())


def test_a_call_waits_as_long_as_its_token_takes(nodes) -> None:
    (engine, _), channel_id = nodes

    async def main() -> None:
        rates = Rates(engine)
        await all_that_go(rates, channel_id, "broadcast", NOW)
        wait = await rates.take(channel_id, "broadcast", NOW)
        assert wait == 120
        assert await rates.take(channel_id, "broadcast", NOW + dt.timedelta(seconds=wait)) == 0

    asyncio.run(main())


def test_without_a_database_calls_are_made_uncounted(nodes) -> None:
    """It is courtesy; a token that is not counted must not cost an answer."""
    _, channel_id = nodes
    nowhere = engines.create("sqlite://")  # no tables

    async def main() -> None:
        assert await Rates(nowhere).take(channel_id, "reply", NOW) == 0

    asyncio.run(main())
    nowhere.dispose()
