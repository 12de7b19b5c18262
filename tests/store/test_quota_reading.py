"""What LINE said of a month's messages: several nodes may hear it at the same time."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from bot.store import channels, quota
from bot.store.engine import reading, writing
from bot.store.inbox import identity
from bot.store.quota import Reading

AT = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)
NODES = 4


def test_the_first_to_hear_of_a_channel_are_several(engine) -> None:
    with writing(engine) as session:
        channel_id = identity(channels.default(session).id)
    together = Barrier(NODES)

    def note(number: int) -> None:
        at = AT + dt.timedelta(seconds=number)
        together.wait(30)
        with writing(engine) as session:
            quota.note(
                session, Reading(channel_id=channel_id, month="2024-04", most=300, used=number, read_at=at)
            )

    with ThreadPoolExecutor(NODES) as nodes:
        list(nodes.map(note, range(NODES)))
    with reading(engine) as session:
        found = quota.of_channel(session, channel_id)
    assert found is not None
    assert (found.used, found.read_at) == (NODES - 1, AT + dt.timedelta(seconds=NODES - 1))
