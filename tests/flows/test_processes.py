"""Answering in another process than acknowledging: who is woken, who dies, who takes over, how it ends."""

from __future__ import annotations

import contextlib
import signal

import pytest
from sqlalchemy import text

from bot.simulator import serve
from bot.store.engine import reading
from tests.flows.programs import Programs, fill_disk, free_disk
from tests.flows.test_trouble import REPLY, wait_for

ONLY_POSTGRESQL = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
PATIENCE = 60


@pytest.fixture
def programs(line, example_url, tmp_path):
    with serve(line) as line_url:
        yield Programs(line, line_url, example_url, tmp_path)


@pytest.fixture
def somchai(line):
    return line.person("สมชาย")


@pytest.fixture
def rows(example_engine):
    """What the database says."""

    def ask(statement):
        with reading(example_engine) as session:
            return [tuple(row) for row in session.connection().execute(text(statement))]

    return ask


def accepted(line):
    """Reply tokens of the answers that LINE took, in the order in which it did."""
    return [call.request["replyToken"] for call in line.calls if call.path == REPLY and call.status == 200]


def said(line, who, *texts):
    """Say one after another without waiting for answers; return the reply tokens."""
    webhooks = [line.text(who, one) for one in texts]
    for webhook in webhooks:
        line.deliver(webhook)
    return [webhook.reply_token for webhook in webhooks]


@pytest.mark.parametrize("command", ["run", "worker"])
def test_who_is_told_to_end_finishes_what_is_in_hand(programs, rows, somchai, command) -> None:
    """LINE is slow to answer; meanwhile the signal comes. What else waits is for the next start."""
    line = programs.line
    line.slow(1.5, REPLY)
    with contextlib.ExitStack() as started:
        if command == "run":
            worker = started.enter_context(programs.serving(command))
        else:
            started.enter_context(programs.within(work=False))
            worker = started.enter_context(programs.start(command))
        tokens = said(line, somchai, "คะแนนรวม", "ข้อ e14")
        line.wait_calls(1, REPLY, timeout=PATIENCE)
        worker.end(signal.SIGTERM)
        assert "Traceback" not in worker.said()
    assert accepted(line) == tokens[:1]
    assert rows("SELECT state FROM outbox_message") == [("sent",)]
    assert rows("SELECT count(leased_by) FROM chat") == [(0,)]
    with programs.within(work=True):
        line.wait_sent(somchai, 2, timeout=PATIENCE)
    assert accepted(line) == tokens


@ONLY_POSTGRESQL
def test_a_worker_that_is_killed_leaves_nothing_lost_doubled_or_out_of_order(programs, rows) -> None:
    """Two workers on two "hosts": nobody but the database can know that one is dead."""
    line = programs.line
    people = [line.person(f"คนที่ {number}") for number in range(20)]
    asked: dict[str, list[str]] = {person.user_id: [] for person in people}
    line.slow(0.05, REPLY, times=0)
    with programs.within(work=False), programs.start("worker") as first, programs.start("worker") as second:
        for number in range(10):
            for person in people:
                asked[person.user_id] += said(line, person, f"ข้อ i{number + 1}")
            if number == 5:
                wait_for(lambda: both_work(rows), seconds=PATIENCE)
                first.process.kill()
        for person in people:
            line.wait_sent(person, 10, timeout=PATIENCE)
        assert "has taken over" in second.said()
    told = accepted(line)
    assert sorted(told) == sorted(token for tokens in asked.values() for token in tokens)
    for tokens in asked.values():
        assert [token for token in told if token in tokens] == tokens
    assert rows("SELECT count(*) FROM inbox_event WHERE handled_at IS NULL") == [(0,)]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_full_disk_ends_nothing_though_not_even_the_log_can_be_written(programs, rows, somchai) -> None:
    """A second try is due while no file can be written; when one can again, it is made."""
    line = programs.line
    line.fail(429, REPLY)
    with programs.serving("run") as bot:
        said(line, somchai, "คะแนนรวม")
        line.wait_calls(1, REPLY, timeout=PATIENCE)
        wait_for(lambda: rows("SELECT in_flight FROM outbox_message") == [(0,)])
        fill_disk(bot.process.pid)
        wait_for(bot.problems, seconds=PATIENCE)
        free_disk(bot.process.pid)
        line.wait_sent(somchai, 1, timeout=PATIENCE)
        wait_for(bot.ready, seconds=PATIENCE)


def both_work(rows):
    return len(rows("SELECT DISTINCT leased_by FROM chat WHERE leased_by IS NOT NULL")) == 2
