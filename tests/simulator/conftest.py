from collections.abc import Iterator

import pytest

from bot.simulator import Clock, Group, Line, Person
from tests.simulator.calls import START, Bot


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
def chromium() -> Iterator[object]:
    from bot.simulator.shot import browser_path  # noqa: PLC0415 (only where a browser is wanted)

    path = browser_path()
    if path is None:
        pytest.skip("no Chromium on the PATH: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
