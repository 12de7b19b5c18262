"""Where stories are told: LINE in a box with the people of the demo, and the bot, on one clock."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from bot import ticking
from bot.app import Service
from bot.demo import crowd
from bot.demo.__main__ import PUBLIC
from bot.demo.staff import COUNT, STAFF
from bot.simulator import Clock, Line, serve
from bot.simulator.crowd import crowd_of
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
    beside: threading.Thread | None = None
    page = ""
    """Where its chat page is."""

    def turn_clock(self, change: dict[str, Any]) -> None:
        """Turn it, and do that: where the page turns it, beside what serves LINE, for the bot needs that."""
        super().turn_clock(change)
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            self.then()
        else:
            self.beside = threading.Thread(target=self.then)
            self.beside.start()


@contextmanager
def set_up(database_url: str, folder: Path, people: int = COUNT) -> Iterator[Turned]:
    """Give a LINE whose bot answers from a database, on 1 April 2567; its clock stands until it is turned.

    Then the bot looks whom to tell something, as it does every minute where time goes on. So many people are
    registered as ``make demo PEOPLE=…`` has.
    """
    line = Turned(clock=Clock(round(APRIL.timestamp() * 1000), running=False), seed="stories")
    cast(line)
    with serve(line) as line_url:
        line.page = line_url
        service = Service(
            settings(line, line_url, database_url, folder, ITA_BOT_BASE_URL=PUBLIC),
            lambda: dt.datetime.fromtimestamp(line.clock.now() / 1000, dt.UTC),
            rounds=None,
        )
        _register(service, line)
        crowd.settle(service.engine, people - COUNT, partial(_bring, line), service.now())
        begin = threading.Thread(
            target=partial(round_of, service)
        )  # a test with a browser has a loop of its own
        begin.start()
        begin.join()
        with running(service) as url:
            line.bot_url = f"{url}/webhook"
            line.public_address = {"from": PUBLIC, "to": url}
            line.then = partial(_looks, service)
            yield line
            if line.beside is not None:
                line.beside.join()
        service.engine.dispose()


def _bring(line: Line, profiles: list[dict[str, str]]) -> list[str]:
    """Bring people in, and give their ids."""
    return [one.user_id for one in line.crowd(crowd_of(line.ids, profiles))]


def people_in(story: str) -> int:
    """Tell with how many people a story was recorded: it says so as one says it to ``make demo``."""
    found = re.search(r"^#.*\bPEOPLE=(\d+)", story, re.MULTILINE)
    return int(found[1]) if found else COUNT


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
