"""Reports and registrations while the bot is killed after every message: nothing lost, nothing doubled."""

from __future__ import annotations

import datetime as dt
import signal
from contextlib import ExitStack

import pytest

from bot.simulator import serve
from bot.store import engine as engines
from tests.flows.office import Agency, Staff, picture
from tests.flows.programs import Program, Programs
from tests.flows.test_trouble import wait_for

PATIENCE = 60


@pytest.fixture
def programs(line, example_url, tmp_path):
    with serve(line) as line_url:
        yield Programs(line, line_url, example_url, tmp_path)


@pytest.fixture
def agency(line, example_url):
    engine = engines.create(example_url)
    yield Agency(line, engine)
    engine.dispose()


class Life:
    """One bot after another: each is killed when something was acknowledged, and the next one is started."""

    def __init__(self, programs: Programs, bots: ExitStack) -> None:
        self._programs, self._bots = programs, bots
        self.bot: Program = bots.enter_context(programs.serving("run"))

    def end_and_begin(self) -> None:
        self.bot.end(signal.SIGKILL)
        self.bot = self._bots.enter_context(self._programs.serving("run"))


class Mortal(Staff):
    """Somebody whose every message kills the bot as soon as it is acknowledged."""

    life: Life

    def _hear(self, webhook) -> None:
        before = len(self.desk.sent(self.line))
        self.desk.deliver(webhook)
        self.life.end_and_begin()
        self.desk.wait_sent(self.line, before + 1, timeout=PATIENCE)
        self.got = self.desk.sent(self.line)[before:]


def test_a_report_and_its_review_survive_a_kill_after_every_message(programs, agency) -> None:
    somchai = agency.person("สมชาย", "ศส.", kind=Mortal)
    malee = agency.person("มาลี", "กย.", role="reviewer", kind=Mortal)
    line = programs.line
    with ExitStack() as bots:
        somchai.life = malee.life = Life(programs, bots)
        somchai.say("3.2 100% จัดทำคู่มือแล้ว")
        somchai.send(line.image(somchai.line, picture(1)))
        somchai.tap("ยืนยัน")
        assert somchai.heard.startswith("บันทึกแล้ว")
        wait_for(lambda: [one.state for one in agency.evidence("3.2")] == ["kept"], seconds=PATIENCE)
        malee.say("คิวตรวจ")
        malee.tap("รับรอง")
        told = line.wait_sent(somchai.line, 4, timeout=PATIENCE)
    (report,) = agency.reports()
    assert (report.percent, report.note, report.state) == (100, "จัดทำคู่มือแล้ว", "accepted")
    assert "no_evidence" not in report.flags
    assert agency.share("3.2", "ศส.") == (100, True)
    assert "ได้รับการรับรองแล้ว" in told[3].text
    assert (len(told), len(line.sent(malee.line))) == (4, 2)
    assert [entry.action for entry in agency.log()] == ["report.file", "report.accept"]


def test_joining_survives_a_kill_after_every_message(programs, agency) -> None:
    line = programs.line
    somsri = Mortal(line, line.person("สมศรี"))
    agency.now = lambda: dt.datetime.now(dt.UTC)  # the programs' clock
    (code,) = agency.codes("ศส.")
    with ExitStack() as bots:
        somsri.life = Life(programs, bots)
        somsri.say(f"ลงทะเบียน {code}")
        somsri.tap("ยอมรับและลงทะเบียน")
        somsri.say("สมศรี ใจดี")
    assert [(one.name, one.units) for one in agency.members("ศส.")] == [("สมศรี ใจดี", ("ศส.",))]
    assert len(line.sent(somsri.line)) == 3
    assert [entry.action for entry in agency.log()] == ["person.join"]
