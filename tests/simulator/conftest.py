from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from bot.simulator import Clock, Group, Line, Person, serve
from bot.simulator.run import cast
from tests.simulator.calls import START, Bot
from tests.simulator.fakebot import fake_bot
from tests.simulator.pages import Demo, answer, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def clock() -> Clock:
    return Clock(START, running=False)


@pytest.fixture
def line(clock: Clock) -> Line:
    return Line(clock=clock, seed="tests")


@pytest.fixture
def bot(line: Line) -> Bot:
    return Bot(line)


@pytest.fixture
def somchai(line: Line) -> Person:
    return line.person("Somchai")


@pytest.fixture
def wilai(line: Line) -> Person:
    return line.person("Wilai")


@pytest.fixture
def team(line: Line, somchai: Person, wilai: Person) -> Group:
    return line.group("Team", [somchai, wilai])


@pytest.fixture
def demo(line: Line, chromium: "Browser") -> Iterator[Demo]:
    cast(line)
    with serve(line) as url, fake_bot(line, url, answer) as events, opened(chromium, url) as page:
        yield page, events
