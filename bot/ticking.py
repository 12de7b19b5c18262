"""One round by hand: what is due by a moment is made and sent, then it ends."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bot.broadcasting import Caster, look
from bot.counting import count
from bot.evidence.signer import PublicLinks, Signer
from bot.line import LineClient
from bot.metrics import Metrics
from bot.outbox import Courier, QuotaAsker
from bot.rounds import Outside, round_
from bot.store import deployment
from bot.store.engine import reading, writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.line import Quota
    from bot.rounds import Change, Done
    from bot.settings import Settings

T = TypeVar("T")


class Ticked(NamedTuple):
    """What a tick came to. ``notices`` were begun, or gone on with; ``sent`` calls were taken by LINE."""

    done: Done
    notices: int
    sent: int


class NotArmed(Exception):
    """The database is a copy that nobody has armed: nothing may be sent from it."""


async def tick(engine: Engine, settings: Settings, now: dt.datetime, *, urgent: bool = False) -> Ticked:
    """Do a round as of ``now``, look after notices, and deliver what is due.

    An ``urgent`` one also pushes outside office hours. Raises NotArmed.
    """
    if not deployment.look(engine, now).armed:
        raise NotArmed
    token = settings.channel_access_token.get_secret_value().strip()
    metrics = Metrics(lambda: None)
    asker = QuotaAsker(settings.api_base_url, token, lambda: now, metrics.line)
    client = LineClient(settings.api_base_url, token, metrics.line.called)
    try:
        await count(engine, client, now)
        local = now.astimezone(settings.zone)
        done = await asyncio.to_thread(by_hand, engine, local, asker, urgent=urgent)
        caster = await asyncio.to_thread(caster_of, engine, settings, now)
        notices = await asyncio.to_thread(notices_by_hand, engine, now, asker, caster)
        return Ticked(done, notices, await deliver(engine, client, now, metrics, caster))
    finally:
        await client.close()


async def deliver(
    engine: Engine, client: LineClient, now: dt.datetime, metrics: Metrics, caster: Caster | None = None
) -> int:
    """Send what is due in the outbox; return how many messages LINE took."""
    courier = Courier(engine, client, lambda: now, metrics, onward=(caster or Caster()).onward)
    sent = 0
    while rows := courier.due():
        for row in rows:
            sent += await courier.deliver(row)
    return sent


def by_hand(
    engine: Engine, now: dt.datetime, ask: Callable[[], Quota | None], *, urgent: bool = False
) -> Done:
    """Do a round in plain transactions. Blocks; ``now`` has the office's zone."""
    change, outside = _plain(engine, ask)
    return round_(change, now, outside=outside, urgent=urgent)


def notices_by_hand(engine: Engine, now: dt.datetime, ask: Callable[[], Quota | None], caster: Caster) -> int:
    """Look after the notices that need it, in plain transactions; return how many. Blocks."""
    change, outside = _plain(engine, ask)
    return look(change, outside, caster, now)


def caster_of(engine: Engine, settings: Settings, now: dt.datetime) -> Caster:
    """Return who looks after notices. Blocks."""
    if not settings.base_url:
        return Caster()
    signer = Signer(engine, lambda: now)
    _ = signer.key  # looked up now: not in the middle of a transaction that makes a link
    return Caster(PublicLinks(settings.base_url, signer))


def _plain(engine: Engine, ask: Callable[[], Quota | None]) -> tuple[Change, Outside]:
    def change(_name: str, function: Callable[[Session], T], /) -> T:
        with writing(engine) as session:
            return function(session)

    def read(_name: str, function: Callable[[Session], T], /) -> T:
        with reading(engine) as session:
            return function(session)

    return change, Outside(read, ask)
