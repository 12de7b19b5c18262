"""One round by hand: what is due by a moment is made and sent, then it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.line import LineClient
from bot.metrics import Metrics
from bot.outbox import Courier
from bot.rounds import Done, round_
from bot.store import deployment
from bot.store.engine import writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.settings import Settings

T = TypeVar("T")


class NotArmed(Exception):
    """The database is a copy that nobody has armed: nothing may be sent from it."""


async def tick(engine: Engine, settings: Settings, now: dt.datetime) -> tuple[Done, int]:
    """Do a round as of ``now`` and deliver what is due. Returns what was done, and how many were sent.

    Raises NotArmed.
    """
    if not deployment.look(engine, now).armed:
        raise NotArmed

    def change(_name: str, function: Callable[[Session], T], /) -> T:
        with writing(engine) as session:
            return function(session)

    done = round_(change, now.astimezone(settings.zone))
    client = LineClient(
        settings.api_base_url, settings.channel_access_token.get_secret_value().strip(), lambda *_: None
    )
    try:
        courier = Courier(engine, client, lambda: now, Metrics(lambda: None))
        sent = 0
        while rows := courier.due():
            for row in rows:
                sent += await courier.deliver(row)
        return done, sent
    finally:
        await client.close()
