"""Waking workers in other processes: on PostgreSQL a note that is sent when the events are committed.

Nothing depends on it: the sweep of a worker finds what no note told of.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.store.engine import PATIENCE
from bot.store.leases import living

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from psycopg import AsyncConnection
    from sqlalchemy import Engine

    Hear = Callable[[frozenset[int] | None], None]

CHANNEL = "ita_bot_wake"
LONGEST_NOTE = 7900
"""Bytes; PostgreSQL takes less than 8000. More chats than fit are a note without any: look for yourselves."""
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
"""Seconds before connecting again. A worker that stays away longer counts as dead: see `bot.heir`."""


def by_note(engine: Engine) -> bool:
    """Whether workers on this database are woken by notes, wherever they are."""
    return engine.dialect.name == "postgresql"


def note(chats: Iterable[int]) -> str:
    """Write the note that wakes the workers for these chats; empty ("look") if they are too many for one."""
    written = ",".join(str(chat) for chat in sorted(set(chats)))
    return written if len(written) <= LONGEST_NOTE else ""


async def listen(engine: Engine, holder: str, hear: Hear) -> None:
    """Call ``hear`` with the chats of each note, until cancelled; with None if some may have been missed.

    The connection is its own, and shows as long as it stands that ``holder`` lives.
    """
    log = structlog.get_logger("waking")
    pause = FIRST_PAUSE
    while True:
        try:
            async with await _connected(engine) as wire:
                await wire.execute(living(holder))
                await wire.execute("LISTEN " + CHANNEL)
                hear(None)
                pause = FIRST_PAUSE
                async for note in wire.notifies():
                    hear(_chats(note.payload))
        except Exception as error:  # noqa: BLE001 (whatever it was: a worker that hears nothing must try again)
            log.warning("does not hear of new events, sweeps only", problem=str(error).partition("\n")[0])
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _connected(engine: Engine) -> AsyncConnection[tuple[object, ...]]:
    from psycopg import AsyncConnection  # noqa: PLC0415 (9 MB that a process on SQLite does without)

    _, how = engine.dialect.create_connect_args(engine.url)
    return await AsyncConnection.connect(**{**PATIENCE, **how}, autocommit=True)


def _chats(note: str) -> frozenset[int] | None:
    """Read a note; None for "look", and for whatever else somebody else may have sent."""
    parts = note.split(",")
    return frozenset(map(int, parts)) if all(part.isdecimal() for part in parts) else None
