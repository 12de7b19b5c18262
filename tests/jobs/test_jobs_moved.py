"""Durable work that waits or is half-way when its database is moved goes on in the new one, exactly once."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.jobs import TABLES, Jobs, give_up, migrate, waiting
from bot.store import copying
from bot.store import engine as engines
from bot.store import migrate as ours
from bot.store.engine import writing
from bot.store.tables import Agency
from tests.jobs.conftest import PACE, started, wait_for
from tests.jobs.rows import alone, codes, query, states
from tests.jobs.test_jobs_killed import enqueue, node

NOW = dt.datetime(2024, 4, 1, tzinfo=dt.UTC)


@pytest.fixture
def moved(jobs_engine, others):
    """Move to a database of the other kind."""
    url = others.make(None)
    target = engines.create(url)

    def move():
        ours.upgrade(target)
        migrate(target)
        wait_for(lambda: alone(jobs_engine))  # the server hears a little later that a process was killed
        copying.Copy(jobs_engine, target, TABLES).run(NOW, "me", lambda *_: None)
        return target

    yield move
    target.dispose()
    others.drop(url)


def test_work_goes_on_where_it_was_moved_to(jobs_engine, jobs_url, moved):
    """One workflow is half-way, its first step done by a process that died; another has not begun."""
    enqueue(jobs_engine)
    with node(jobs_url, "node-1", "between") as first:
        assert first.stdout.readline().strip() == "between"
        first.kill()
    later = Jobs(jobs_engine, "asking", PACE)
    later.define("three", lambda *_: None)
    with writing(jobs_engine) as session:
        later.enqueue(session, "three", "1")
    assert states(jobs_engine) == {"three:1": "ENQUEUED", "two:1": "PENDING"}

    target = moved()
    assert codes(target) == ["one"]
    jobs = Jobs(target, "node-2", PACE)
    jobs.define("two", two)
    jobs.define("three", lambda run: run.change("three", lambda session: add(session, "three")))
    with started(jobs):
        wait_for(lambda: states(target) == {"three:1": "SUCCESS", "two:1": "SUCCESS"})
    assert codes(target) == ["one", "three", "two"]
    (tried,) = query(target, "SELECT recovery_attempts FROM {dbos}workflow_status WHERE name = 'two'")
    assert tried[0] <= 2


def two(run):
    """As the node's; doing the first step again would fail, for its agency exists."""
    run.change("one", lambda session: add(session, "one"))
    run.change("two", lambda session: add(session, "two"))


def add(session, code):
    session.add(Agency(code=code, name_th=code, short_th=code))
    session.flush()


def test_work_that_was_copied_can_be_given_up(jobs, jobs_engine):
    enqueue(jobs_engine)
    assert waiting(jobs_engine) == ["two:1"]
    assert give_up(jobs_engine) == 1
    assert waiting(jobs_engine) == []
    assert give_up(jobs_engine) == 0
    jobs.define("two", two)
    jobs.define("three", two)
    with writing(jobs_engine) as session:
        jobs.enqueue(session, "three", "1")
    with started(jobs):
        wait_for(lambda: states(jobs_engine)["three:1"] == "SUCCESS")
    assert states(jobs_engine)["two:1"] == "CANCELLED"
