"""Who takes over from a worker that died, sooner than its leases end, where it is known to be dead.

On PostgreSQL it is known by a lock that ends with the worker's connection. A connection can also end while
its worker lives: so it must be away for longer than it takes to connect again. Were it taken for
dead all the same, then an answer in its hand could come after a later one; lost or doubled is nothing, for
what a worker changes it can only commit while it holds the chat.

On a SQLite file there is one worker: who has its place, a lock that ends with the process, knows all others
dead, and that of a notice nothing is on its way that it does not send itself.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import structlog

from bot.store import leases, turns, waking
from bot.store.engine import reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack

    from sqlalchemy import Engine

SILENCE = dt.timedelta(seconds=5)
"""`bot.store.waking` connects again within two seconds."""


class Heir:
    """Frees, sweep by sweep, what dead workers hold."""

    def __init__(self, engine: Engine, holder: str, now: Callable[[], dt.datetime]) -> None:
        self._engine = engine
        self._holder = holder
        self._now = now
        self._away: dict[str, dt.datetime] = {}
        self._place: ExitStack | None = None
        self._log = structlog.get_logger("heir")

    def take(self) -> None:
        """Free what the dead hold, as far as it can be freed by now. Blocks."""
        now = self._now()
        for holder in sorted(self._long_away(now)):
            with writing(self._engine) as session:
                free = leases.inherit(session, holder, now)
            if free:
                self._log.info("has taken over", holder=holder)

    def stop(self) -> None:
        """Leave the one worker's place."""
        if self._place is not None:
            self._place.close()

    def _long_away(self, now: dt.datetime) -> set[str]:
        if not waking.by_note(self._engine):
            return self._dead_here(now)
        with reading(self._engine) as session:
            absent = set(leases.absent(session, now)) - {self._holder}
        self._away = {holder: self._away.get(holder, now) for holder in absent}
        return {holder for holder, since in self._away.items() if now - since >= SILENCE}

    def _dead_here(self, now: dt.datetime) -> set[str]:
        if self._place is None:
            self._place = turns.only_worker(self._engine.url)
            if self._place is None:
                return set()
            self._take_up_notices(now)
        with reading(self._engine) as session:
            return set(leases.others(session, self._holder, now))

    def _take_up_notices(self, now: dt.datetime) -> None:
        """Let whatever of notices was on its way be due, once, before anything is sent from here."""
        with writing(self._engine) as session:
            count = leases.inherit_notices(session, now)
        if count:
            self._log.info("goes on with notices", rows=count)
