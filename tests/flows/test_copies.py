"""A restored copy takes webhooks and sends nothing, until it is armed; the original goes on meanwhile."""

from __future__ import annotations

import dataclasses
import os
import shutil
import sqlite3
import subprocess
import threading
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url, text

from bot.app import Service
from bot.arming import NOT_ARMED
from bot.simulator import serve
from bot.store import backup, deployment
from bot.store.engine import reading, writing
from tests.commands import call
from tests.flows.bot import StoppedClock, running, settings
from tests.flows.programs import Programs
from tests.flows.test_trouble import REPLY, outbox, settled, wait_for

ONLY_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ONLY_POSTGRESQL = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


class Copies:
    """Copies of a stage's database, as an operator makes them."""

    def __init__(self, stage, databases, folder) -> None:
        self._stage = stage
        self._databases = databases
        self._folder = folder

    def make(self):
        """Copy while the original runs, and restore elsewhere; return the URL."""
        if self._stage.service.engine.dialect.name == "sqlite":
            path = self._folder / "copy.db"
            backup.backup(self._stage.service.engine, path, self._stage.clock(), "me")
            return f"sqlite:///{path}"
        url = self._databases.make(None)
        dump(self._databases, self._stage.service.settings.database_url, self._folder / "copy.dump")
        restore(self._databases, self._folder / "copy.dump", url)
        return url

    @contextmanager
    def running(self, url):
        """Run a second bot on a copy; LINE sends its webhooks there."""
        stage = self._stage
        made = Service(stage.service.settings.model_copy(update={"database": url}), stage.clock)
        with running(made) as base:
            stage.line.world.endpoint = f"{base}/webhook"
            yield dataclasses.replace(stage, service=made, url=base)
        made.engine.dispose()


def run(command, **options):
    return subprocess.run(command, check=True, **options)  # noqa: S603 (our own)


def dump(databases, url, file) -> None:
    with file.open("wb") as out:
        run([databases.program("pg_dump"), "--format=custom", *where(url)], stdout=out)


def restore(databases, file, url, *options) -> None:
    with file.open("rb") as back:
        run([databases.program("pg_restore"), "--no-owner", *options, *where(url)], stdin=back)


def where(url):
    parts = make_url(url)
    return [f"--host={parts.query['host']}", f"--username={parts.username}", f"--dbname={parts.database}"]


@pytest.fixture
def copies(stage, databases, tmp_path):
    return Copies(stage, databases, tmp_path)


def problems(stage):
    return stage.service.problems()


def disarm(stage) -> None:
    with writing(stage.service.engine) as session:
        deployment.disarm(session, stage.clock(), "by hand")
    wait_for(lambda: problems(stage) == [NOT_ARMED])


def arm(stage, *, send_waiting=False) -> None:
    with writing(stage.service.engine) as session:
        assert deployment.arm(session, stage.clock(), "me", send_waiting=send_waiting)
    wait_for(lambda: not problems(stage))


def unhandled(stage):
    with reading(stage.service.engine) as session:
        found = session.connection().execute(
            text("SELECT count(*) FROM inbox_event WHERE handled_at IS NULL")
        )
        return found.scalar_one()


def answer_waits(stage) -> None:
    """LINE is busy: the original has an answer in its outbox, and the copy will have it too."""
    stage.line.fail(429, REPLY, times=0)
    stage.line.say(stage.somchai, "คะแนนรวม")
    settled(stage, "queued")


@pytest.mark.parametrize("send_waiting", [False, True])
def test_a_restored_copy_sends_nothing_until_it_is_armed(stage, copies, send_waiting) -> None:
    answer_waits(stage)
    url = copies.make()
    stage.line.clear_faults()
    stage.clock.push(seconds=2)
    settled(stage, "sent")  # the original goes on
    calls = len(stage.line.calls)
    with copies.running(url) as copy:
        ready = httpx.get(copy.url + "/readyz")
        assert (ready.status_code, ready.json()["problems"]) == (503, [NOT_ARMED])
        stage.line.say(stage.somchai, "ข้อ e14")
        wait_for(lambda: unhandled(copy) == 1)
        assert [state for state, _ in outbox(copy)] == ["queued"]
        assert len(stage.line.calls) == calls
        disarm(stage)  # one process has one durable engine: it is the copy's turn
        stage.clock.push(seconds=70)  # no reply is possible any more: what waits would be pushed
        arm(copy, send_waiting=send_waiting)
        wait_for(lambda: not unhandled(copy))
        settled(copy, "sent")
        states = [state for state, _ in outbox(copy)]
    assert states == (["sent", "sent"] if send_waiting else ["unknown", "sent"])
    assert len(stage.line.sent(stage.somchai)) == (3 if send_waiting else 2)


def test_an_event_that_was_copied_is_answered_by_the_original_only(stage, copies) -> None:
    disarm(stage)
    stage.line.say(stage.somchai, "คะแนนรวม")
    wait_for(lambda: unhandled(stage) == 1)
    url = copies.make()
    arm(stage)
    stage.line.wait_sent(stage.somchai)
    disarm(stage)  # one process has one durable engine: it is the copy's turn
    with copies.running(url) as copy:
        assert unhandled(copy) == 1
        arm(copy)
        assert unhandled(copy) == 0
        copy.ask("ข้อ e14")
    assert len(stage.line.sent(stage.somchai)) == 2


def test_who_is_disarmed_while_at_work_stops_and_goes_on_when_armed(stage) -> None:
    stage.ask("คะแนนรวม")
    disarm(stage)
    stage.line.say(stage.somchai, "ข้อ e14")
    wait_for(lambda: unhandled(stage) == 1)
    arm(stage)
    assert stage.line.wait_sent(stage.somchai, 2)
    assert httpx.get(stage.url + "/readyz").status_code == 200


def test_a_web_node_on_a_copy_is_ready_for_webhooks(stage) -> None:
    disarm(stage)
    web = Service(stage.service.settings, stage.clock)
    with running(web, work=False) as url:
        assert httpx.get(url + "/readyz").status_code == 200
    web.engine.dispose()


@pytest.fixture
def start(line, example_url, tmp_path):
    """Make a service on the example, as a start does. It does not run."""
    made = []

    def service():
        made.append(Service(settings(line, "http://127.0.0.1:9", example_url, tmp_path), StoppedClock()))
        return made[-1]

    yield service
    for one in made:
        one.engine.dispose()


@ONLY_POSTGRESQL
def test_a_restore_into_the_very_same_database_is_found_too(start, databases, example_url, tmp_path) -> None:
    assert start().gate.armed
    assert start().gate.armed
    dump(databases, example_url, tmp_path / "kept.dump")
    restore(databases, tmp_path / "kept.dump", example_url, "--clean")
    assert not start().gate.armed
    assert not start().gate.armed


@ONLY_SQLITE
def test_a_backup_that_is_put_back_over_its_file_is_not_armed(start, example_url, tmp_path) -> None:
    first = start()
    assert first.gate.armed
    backup.backup(first.engine, tmp_path / "kept.db", first.now(), "me")
    first.engine.dispose()
    path = Path(example_url.removeprefix("sqlite:///"))
    inode = path.stat().st_ino
    shutil.copyfile(tmp_path / "kept.db", path)
    assert path.stat().st_ino == inode
    assert not start().gate.armed


@ONLY_SQLITE
def test_a_backup_is_whole_while_events_flow(stage, tmp_path) -> None:
    ended = threading.Event()

    def talk() -> None:
        while not ended.is_set():
            stage.ask("ข้อ e14")

    talking = threading.Thread(target=talk)
    talking.start()
    try:
        stage.line.wait_sent(stage.somchai)
        for number in range(5):
            backup.backup(stage.service.engine, tmp_path / f"{number}.db", stage.clock(), "me")
    finally:
        ended.set()
        talking.join()
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / f"{number}.db")) as made:
            assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            ((answers, handled),) = made.execute(
                "SELECT (SELECT count(*) FROM outbox_message), count(handled_at) FROM inbox_event"
            ).fetchall()
        assert answers == handled  # one transaction an event: a copy has the whole of it or nothing
    assert sorted(path.name for path in tmp_path.glob("*.half*")) == []


def command(programs, *arguments):
    environment = {
        **os.environ,
        "DATABASE_URL": programs.database_url,
        "ITA_BOT_DATA_DIR": str(programs.folder),
    }
    done = call(arguments, environment, programs.folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_programs_notice_within_seconds_that_they_are_armed(line, example_url, tmp_path) -> None:
    """By the commands, as an operator would; on PostgreSQL with a worker apart."""
    somchai = line.person("สมชาย")
    with serve(line) as line_url, ExitStack() as started:
        programs = Programs(line, line_url, example_url, tmp_path)
        command(programs, "disarm")
        if example_url.startswith("postgresql"):
            web = started.enter_context(programs.within(work=False))
            worker = started.enter_context(programs.start("worker"))
            assert httpx.get(f"{web}/readyz").json()["problems"] == []
        else:
            worker = started.enter_context(programs.start("run"))
            line.world.endpoint = f"{worker.url}/webhook"
            wait_for(lambda: worker.problems() == [NOT_ARMED], seconds=60)
        line.say(somchai, "คะแนนรวม")
        wait_for(lambda: NOT_ARMED in worker.said(), seconds=60)
        assert "taken since, to be answered in any case: 1" in command(programs, "arm", "--dry-run")
        assert line.calls == []
        assert "armed; what was waiting" in command(programs, "arm")
        line.wait_sent(somchai, timeout=60)
