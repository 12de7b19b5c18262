"""The engine as seen by who does not run it: to enqueue, to look, to run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dbos import DBOSClient, DBOSPortableJSONSerializer

from bot.store.jobs import SCHEMA

if TYPE_CHECKING:
    from sqlalchemy import Engine

APPLICATION: Final = "ita-bot"
QUEUE: Final = "jobs"


def client(pool: Engine) -> DBOSClient:
    """Return a client on a pool of its own (see `bot.store.engine.lent`). It connects when it is used."""
    return DBOSClient(
        system_database_engine=pool,
        dbos_system_schema=SCHEMA,
        serializer=DBOSPortableJSONSerializer(),
        application_name=APPLICATION,
        lazy=True,
    )
