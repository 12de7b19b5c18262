"""The engine as seen by who does not run it: to enqueue, to look, to give up, to run again."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from dbos import DBOSClient, DBOSPortableJSONSerializer

from bot.store.engine import lent
from bot.store.jobs import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

APPLICATION: Final = "ita-bot"
QUEUE: Final = "jobs"
_NOT_ENDED: Final = ("ENQUEUED", "DELAYED", "PENDING")


def client(pool: Engine) -> DBOSClient:
    """Return a client on a pool of its own (see `bot.store.engine.lent`). It connects when it is used."""
    return DBOSClient(
        system_database_engine=pool,
        dbos_system_schema=SCHEMA,
        serializer=DBOSPortableJSONSerializer(),
        application_name=APPLICATION,
        lazy=True,
    )


def waiting(engine: Engine) -> list[str]:
    """Return the ids of the work that has not ended, begun or not."""
    with _outside(engine) as looking:
        return _not_ended(looking)


def give_up(engine: Engine) -> int:
    """Cancel all work that has not ended; return how much it was. Nobody may be at work on it."""
    with _outside(engine) as looking:
        found = _not_ended(looking)
        if found:
            looking.cancel_workflows(found)
        return len(found)


@contextmanager
def _outside(engine: Engine) -> Iterator[DBOSClient]:
    pool = lent(engine)
    try:
        yield client(pool)
    finally:
        pool.dispose()


def _not_ended(looking: DBOSClient) -> list[str]:
    found = looking.list_workflows(status=list(_NOT_ENDED), load_input=False, load_output=False)
    return [one.workflow_id for one in found]
