"""Rounds by hand: what the durable job does every minute, at the stage's clock."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import or_
from sqlmodel import col, select

from bot import ticking
from bot.store.engine import reading
from bot.store.tables import InboxEvent, OutboxMessage
from tests.flows.bot import look_now
from tests.flows.office import texts
from tests.flows.test_trouble import wait_for

if TYPE_CHECKING:
    from bot.app import Service
    from bot.rounds import Done
    from bot.simulator import Call
    from tests.flows.conftest import Stage

BANGKOK = dt.timezone(dt.timedelta(hours=7), "Asia/Bangkok")


def do_round(stage: Stage) -> Done:
    """Do one round as of the stage's clock, and wait until what it made was delivered."""
    done = round_of(stage.service)
    look_now(stage.service)
    wait_for(lambda: not waiting(stage))
    return done


def round_of(service: Service) -> Done:
    """Do one round as of a service's clock."""
    return ticking.by_hand(service.engine, service.now().astimezone(service.settings.zone), service.quota)


def tick(stage: Stage) -> Done:
    """Do what `ita-bot tick` does, as of the stage's clock: a round, and deliver what is due.

    It says so if a delivery fails; after `do_round` the bot delivers.
    """
    done = asyncio.run(ticking.tick(stage.service.engine, stage.service.settings, stage.clock())).done
    wait_for(lambda: not waiting(stage))
    return done


def waiting(stage: Stage) -> bool:
    """Whether anything is to be delivered by the stage's clock, or is being delivered."""
    due = or_(col(OutboxMessage.not_before) <= stage.clock(), col(OutboxMessage.in_flight))
    with reading(stage.service.engine) as session:
        found = session.exec(select(OutboxMessage.id).where(OutboxMessage.state == "queued", due).limit(1))
        return found.first() is not None


def unheard(stage: Stage) -> bool:
    """Whether there are events that the bot has taken and not handled."""
    open_ = col(InboxEvent.handled_at).is_(None), col(InboxEvent.parked_at).is_(None)
    with reading(stage.service.engine) as session:
        return session.exec(select(InboxEvent.id).where(*open_).limit(1)).first() is not None


def pushes(stage: Stage) -> list[Call]:
    """Return the pushes that LINE took."""
    return [call for call in stage.line.calls if call.path.endswith("/push") and call.status == 200]


def turn_to(stage: Stage, moment: str) -> None:
    """Set the stage's clock to a moment such as ``2024-04-04 13:00``, once nothing is under way."""
    wait_for(lambda: not waiting(stage))
    wanted = dt.datetime.fromisoformat(moment).replace(tzinfo=BANGKOK)
    stage.clock.push(seconds=(wanted - stage.clock()).total_seconds())


def at(stage: Stage, moment: str) -> int:
    """Do a round at a moment; return how many pushes there have been."""
    turn_to(stage, moment)
    do_round(stage)
    return len(pushes(stage))


def last_push(stage: Stage) -> str:
    """Return all words of the last push."""
    return " ".join(texts(pushes(stage)[-1].request["messages"]))
