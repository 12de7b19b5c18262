"""Processes are killed while they fetch or delete evidence: it is finished, and nothing is left behind."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager

import pytest

from bot.content import ContentClient
from bot.evidence import kinds
from bot.jobs import Jobs, retention
from bot.jobs import evidence as work
from bot.simulator import Line, serve
from bot.store import evidence as rows
from bot.store.engine import writing
from tests.evidence import files
from tests.flows.nursery import Child
from tests.jobs.conftest import PACE, started, wait_for
from tests.jobs.evidence_node import LATER
from tests.jobs.evidence_stage import Room
from tests.jobs.rows import query, states


@pytest.fixture
def line():
    return Line(seed="killed")


@pytest.fixture
def somchai(line):
    return line.person("สมชาย")


@pytest.fixture
def room(jobs_engine, line, tmp_path):
    with serve(line) as url:
        made = Room(jobs_engine, line, url, tmp_path / "evidence").settled()
        yield made
        made.source.close()


@pytest.fixture
def die(room, jobs_url):
    """Let another process begin, and kill it where it is told to halt."""

    def run(where):
        given = (jobs_url, room.line_url, room.line.token, room.folder.as_uri())
        process = Child("tests.jobs.evidence_node", (*given, where), speaks=True)
        assert process.stdout.readline().strip() == where
        process.kill()
        process.end()

    return run


@contextmanager
def next_start(room):
    """Do what is left, under the name of the process that died: this one starts in its place."""
    with closing(ContentClient(room.line_url, room.line.token, time.monotonic)) as source:
        jobs = Jobs(room.engine, "node-1", PACE)
        work.define(jobs, source, room.vault, room.tell)
        retention.define(jobs, lambda: LATER, room.vault)
        with started(jobs):
            yield


@pytest.mark.parametrize("where", ["fetched", "put"])
def test_a_photo_is_kept_once(room, line, somchai, die, where):
    key = room.expect(line.image(somchai, files.photo()).message_id)
    die(where)
    row = room.row(key)
    assert (row.state, row.sha256) == ("expected", None)
    assert len(room.files()) == (where == "put")
    with next_start(room):
        row = room.ended(key)
    assert row.state == "kept"
    assert room.files() == {row.place: files.photo()}


def test_what_was_put_and_then_unsent_is_left_nowhere(room, line, somchai, die):
    sent = line.image(somchai, files.photo())
    key = room.expect(sent.message_id)
    die("put")
    line.unsend(sent)
    with next_start(room):
        row = room.ended(key)
    assert (row.state, row.problem) == ("gone", kinds.GONE)
    assert room.files() == {}


def test_who_is_told_is_told_with_the_change(room, line, somchai, die):
    key = room.expect(line.file(somchai, "a.jpg", files.EXE).message_id, "file")
    die("told")
    assert room.row(key).state == "expected"
    with next_start(room):
        assert room.ended(key).problem == kinds.NOT_ALLOWED
    assert room.told == [(key, "refused", kinds.NOT_ALLOWED)]
    assert len([call for call in line.calls if call.path.endswith("/content")]) == 1  # that step was done


def test_what_was_withdrawn_is_deleted(room, line, somchai, die):
    key = room.expect(line.image(somchai, files.photo()).message_id)
    with room.at_work():
        room.ended(key)
    with writing(room.engine) as session:
        rows.withdraw(session, [key])
        work.enqueue_withdrawn(room.jobs)(session, key)
    die("deleted")
    with next_start(room):
        assert room.ended(key).state == "withdrawn"
    assert room.files() == {}


def test_what_is_old_is_deleted_with_its_content(room, line, somchai, die):
    keys = [room.expect(line.image(somchai, files.photo(n)).message_id) for n in range(3)]
    with room.at_work():
        room.ended(*keys)
    retention.define(room.jobs, lambda: None, room.vault)
    with writing(room.engine) as session:
        room.jobs.enqueue(session, "retention", "1")
    die("deleted")
    assert query(room.engine, "SELECT DISTINCT state FROM evidence") == [("withdrawn",)]
    with next_start(room):
        wait_for(lambda: states(room.engine)["retention:1"] == "SUCCESS")
    assert query(room.engine, "SELECT id FROM evidence") == []
    assert room.files() == {}
