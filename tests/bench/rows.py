"""What the bench itself asks of the bot's database, beside the bot."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import exists, update
from sqlmodel import col, select

from bot.store import engine as engines
from bot.store.inbox import Open, as_value
from bot.store.tables import InboxEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from sqlmodel import Session

OPEN = (col(InboxEvent.handled_at).is_(None), col(InboxEvent.parked_at).is_(None))


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Give an engine while the block runs."""
    made = engines.create(url)
    try:
        yield made
    finally:
        made.dispose()


def settle(url: str) -> None:
    """Call handled whatever is open: a backlog that is not to be measured any more."""
    done = update(InboxEvent).where(*OPEN).values(handled_at=dt.datetime.now(dt.UTC))
    with opened(url) as engine, engines.writing(engine) as session:
        session.execute(done)


def wait_handled(engine: Engine, seconds: float) -> None:
    """Wait until no event is open. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with engines.reading(engine) as session:
            if not session.exec(select(exists().where(*OPEN))).one():
                return
        time.sleep(0.02)
    raise TimeoutError("events are still open")


def last_event(session: Session) -> Open:
    """Give the event that came last, handled or not."""
    row = session.exec(select(InboxEvent).order_by(col(InboxEvent.id).desc()).limit(1)).one()
    return as_value(row)


def reopen(session: Session, event: Open) -> None:
    """Have an event be handled once more."""
    session.get_one(InboxEvent, event.id).handled_at = None
