"""How many people are in a group: a push to it costs as many messages. Asked of LINE, at most once a day."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import structlog

from bot.failures import LineFailure
from bot.line import LineClient
from bot.store import groups as rooms
from bot.store.engine import reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

FRESH = dt.timedelta(days=1)


async def count(engine: Engine, client: LineClient, now: dt.datetime) -> int:
    """Ask for the groups that were not counted for a day; return how many LINE told.

    What it does not tell stays as it was, and is asked for again the next time.
    """
    with reading(engine) as session:
        groups = rooms.to_count(session, now - FRESH)
    found = {}
    for group in groups:
        try:
            found[group.chat_id] = await client.members(group.kind, group.line_id)
        except LineFailure as error:
            log = structlog.get_logger("groups")
            log.warning("could not count a group", chat=group.chat_id, problem=str(error))
    if found:
        with writing(engine) as session:
            rooms.counted(session, found, now)
    return len(found)


def count_blocking(
    engine: Engine, host: str, token: str, now: dt.datetime, heard: Callable[[str, str, float], None]
) -> int:
    """Do the same outside an event loop, with a connection of its own."""

    async def counting() -> int:
        client = LineClient(host, token, heard)
        try:
            return await count(engine, client, now)
        finally:
            await client.close()

    return asyncio.run(counting())
