"""A LINE, a bot that talks to it, and people."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import httpx
import pytest

from bot import logs
from bot.app import Service
from bot.simulator import Line, serve
from tests.databases import EXAMPLE
from tests.flows.bot import StoppedClock, running, settings
from tests.flows.desk import Desk
from tests.flows.noticed import Board
from tests.flows.office import Office
from tests.flows.traces import Traces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.simulator import Call, Group, Message, Person
    from tests.databases import Databases
    from tests.flows.office import Staff

PUBLIC = "https://bot.example"


@dataclass
class Stage:
    """Everything a flow needs."""

    line: Line
    service: Service
    clock: StoppedClock
    url: str
    somchai: Person

    def open(self, link: str, method: str = "GET") -> httpx.Response:
        """Ask the running bot for an address that it gave."""
        assert link.startswith(PUBLIC)
        return httpx.request(method, self.url + link.removeprefix(PUBLIC))

    def ask(self, text: str) -> Message:
        """Ask in the 1:1 chat and return the one message that comes back."""
        (message,) = self.line.ask(self.somchai, text)
        return message


@pytest.fixture(autouse=True)
def _logs() -> None:
    """Log as in production: the libraries' own default draws tracebacks with every local value, slowly."""
    logs.configure("WARNING", "text")


@pytest.fixture
def line() -> Line:
    """An empty LINE."""
    return Line(seed="flows")


@contextmanager
def staged(line: Line, database_url: str, folder: Path, **more: str) -> Iterator[Stage]:
    """Run the example agency's bot, on 1 April 2567."""
    clock = StoppedClock()
    with serve(line) as line_url:
        service = Service(settings(line, line_url, database_url, folder, **more), clock, rounds=None)
        with running(service) as url:
            line.world.endpoint = f"{url}/webhook"
            yield Stage(line, service, clock, url, line.person("สมชาย"))
        service.engine.dispose()


def wrong(line: Line) -> list[Call]:
    """Give the wrong messages: a spent token or a retry key that LINE knows is what some flows are about."""
    return [call for call in line.refused() if call.response.get("details")]


@pytest.fixture
def own_stage(line: Line, example_url: str, tmp_path: Path) -> Iterator[Stage]:
    """The example agency's bot for one test alone: who looks at the bot itself, or changes the example."""
    with staged(line, example_url, tmp_path) as made:
        yield made
    assert [(call.path, call.problems) for call in wrong(line)] == []


@pytest.fixture
def public_stage(line: Line, example_url: str, tmp_path: Path) -> Iterator[Stage]:
    """The same with a public address, so that it gives links."""
    with staged(line, example_url, tmp_path, ITA_BOT_BASE_URL=PUBLIC) as made:
        yield made
    assert [(call.path, call.problems) for call in wrong(line)] == []


@pytest.fixture(scope="module")
def stage_of_all(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage that runs for all tests of a module. No stage of a test's own can run beside it."""
    url = databases.make(EXAMPLE)
    with staged(Line(seed="flows"), url, tmp_path_factory.mktemp("stage")) as made:
        yield made
    databases.drop(url)


@pytest.fixture
def shared_stage(stage_of_all: Stage) -> Iterator[Stage]:
    """The stage of all, and a person of this test's own: for who asks and looks, and changes nothing else."""
    line = stage_of_all.line
    before = len(wrong(line))
    yield replace(stage_of_all, somchai=line.person("สมชาย"))
    assert [(call.path, call.problems) for call in wrong(line)[before:]] == []


@pytest.fixture(scope="module")
def traces(stage_of_all: Stage) -> Traces:
    """What people leave behind on the stage of all."""
    return Traces(stage_of_all)


@pytest.fixture
def emptied_stage(traces: Traces, shared_stage: Stage) -> Stage:
    """The stage of all as on the first day: for who also changes what people change, but not the example."""
    traces.remove()
    shared_stage.line.calls.clear()
    shared_stage.line.set_quota(None)
    return shared_stage


@pytest.fixture
def stage(emptied_stage: Stage) -> Stage:
    """The example agency's bot, nobody registered: most tests change what people change."""
    return emptied_stage


@pytest.fixture
def office(stage: Stage) -> Office:
    """The example agency; measures of issue 3 are those of ศส., สล. and ศบพ., from 6 March to 30 April."""
    return Office(stage)


@pytest.fixture
def desk(stage: Stage) -> Desk:
    """The same, with people who report and review, ask for time and decide."""
    return Desk(stage)


@pytest.fixture
def somchai(desk: Desk) -> Staff:
    """Somebody who reports."""
    return desk.person("สมชาย", "ศส.")


@pytest.fixture
def team(stage: Stage, somchai: Staff) -> Group:
    """A group: only there LINE lets a message be edited."""
    return stage.line.group("คณะทำงาน", [somchai.line])


@pytest.fixture
def admin(desk: Desk) -> Staff:
    """An administrator."""
    return desk.person("อารี", "ศส.", role="admin")


@pytest.fixture
def other(desk: Desk) -> Staff:
    """Another administrator, of another unit."""
    return desk.person("บุญมี", "กย.", role="admin")


@pytest.fixture
def two_units(desk: Desk) -> list[Staff]:
    """One person of each of two units."""
    return [desk.person("กานดา", "กย."), desk.person("สมศรี", "สล.")]


@pytest.fixture
def board(emptied_stage: Stage) -> Board:
    """The same desk, with notices that were confirmed already."""
    return Board(emptied_stage)


@pytest.fixture
def three(board: Board) -> list[Staff]:
    """People who have said what they are called."""
    return [board.named(name, "ศส.") for name in ("สมศรี", "มานะ", "วิชัย")]
