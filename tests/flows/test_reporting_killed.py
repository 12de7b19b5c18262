"""A report with a photo, while the bot is killed after every message: nothing lost, nothing doubled."""

from __future__ import annotations

import signal
from contextlib import ExitStack

import pytest

from bot.simulator import serve
from bot.store import engine as engines
from bot.store.engine import reading
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


class Mortal(Staff):
    """Somebody whose every message kills the bot as soon as it is acknowledged; then it is started again."""

    programs: Programs
    bots: ExitStack
    bot: Program

    def born(self, programs: Programs, bots: ExitStack) -> None:
        """Begin with a bot that runs."""
        self.programs, self.bots = programs, bots
        self.bot = bots.enter_context(programs.serving("run"))

    def _hear(self, webhook) -> None:
        before = len(self.desk.sent(self.line))
        self.desk.deliver(webhook)
        self.bot.end(signal.SIGKILL)
        self.bot = self.bots.enter_context(self.programs.serving("run"))
        self.desk.wait_sent(self.line, before + 1, timeout=PATIENCE)
        self.got = self.desk.sent(self.line)[before:]


def test_a_report_survives_a_kill_after_every_message(programs, agency) -> None:
    somchai = agency.person("สมชาย", "ศส.", kind=Mortal)
    line = programs.line
    with ExitStack() as bots:
        somchai.born(programs, bots)
        somchai.say("3.2 100% จัดทำคู่มือแล้ว")
        somchai.send(line.image(somchai.line, picture(1)))
        somchai.tap("ยืนยัน")
        wait_for(lambda: [one.state for one in agency.evidence("3.2")] == ["kept"], seconds=PATIENCE)
    assert somchai.heard.startswith("บันทึกแล้ว")
    (report,) = agency.reports()
    assert (report.percent, report.note) == (100, "จัดทำคู่มือแล้ว")
    assert "no_evidence" not in report.flags
    assert len(line.sent(somchai.line)) == 3
    with reading(agency.engine) as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM audit_entry").scalar_one() == 1
