"""Where stories are told: LINE in a box with the people of the demo, and the bot, on one clock."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from bot import ticking
from bot.app import Service
from bot.demo.staff import STAFF
from bot.simulator import Clock, Line, serve
from bot.simulator.run import cast
from tests.flows.bot import APRIL, running, settings
from tests.flows.office import Agency
from tests.flows.rounds import round_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Turned(Line):
    """A LINE that does something whenever its clock was turned."""

    then: Callable[[], object] = staticmethod(lambda: None)

    def turn_clock(self, change: dict[str, Any]) -> None:
        """Turn it, and do that."""
        super().turn_clock(change)
        self.then()


@contextmanager
def set_up(database_url: str, folder: Path) -> Iterator[Line]:
    """Give a LINE whose bot answers from a database, on 1 April 2567; its clock stands until it is turned.

    Then the bot looks whom to tell something, as it does every minute where time goes on.
    """
    line = Turned(clock=Clock(round(APRIL.timestamp() * 1000), running=False), seed="stories")
    cast(line)
    with serve(line) as line_url:
        service = Service(
            settings(line, line_url, database_url, folder),
            lambda: dt.datetime.fromtimestamp(line.clock.now() / 1000, dt.UTC),
            rounds=None,
        )
        _register(service, line)
        round_of(service)
        with running(service) as url:
            line.bot_url = f"{url}/webhook"
            line.then = partial(_looks, service)
            yield line
        service.engine.dispose()


def _looks(service: Service) -> None:
    """Look what is due, as the bot does each minute: reminders, and notices."""
    round_of(service)
    caster = ticking.caster_of(service.engine, service.settings, service.now())
    ticking.notices_by_hand(service.engine, service.now(), service.quota, caster)


def _register(service: Service, line: Line) -> None:
    """Let the people of the demo be registered as they are there."""
    agency = Agency(line, service.engine)
    known = {person.key.removeprefix("person/"): person for person in line.world.people.values()}
    for one in json.loads(STAFF.read_text("utf-8")):
        agency.register(known[one["key"]], one["unit"], role=one["role"])
