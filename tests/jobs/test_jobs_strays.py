"""Work that its own process has lost: taken from the queue, and then the database went away for a moment."""

from __future__ import annotations

import threading
from dataclasses import replace

from sqlalchemy import text

from bot.jobs import Jobs
from bot.store.engine import writing
from tests.jobs.conftest import PACE, started, wait_for
from tests.jobs.rows import codes, prefix, query, states
from tests.jobs.test_jobs import adding

TAKEN = "UPDATE {dbos}workflow_status SET status = 'PENDING', executor_id = :holder WHERE name = 'adding'"


def enqueue_as_taken(jobs, engine):
    """As it stands after the queue's transaction has committed, if its process never heard of that."""
    holder = "local" if engine.dialect.name == "sqlite" else "node-1"
    with writing(engine) as session:
        jobs.enqueue(session, "adding", "1", "stray")
        session.connection().execute(text(TAKEN.format(dbos=prefix(engine))), {"holder": holder})


def test_a_process_takes_up_again_what_it_took_and_does_not_do(jobs, jobs_engine):
    jobs.define("adding", adding)
    with started(jobs):
        enqueue_as_taken(jobs, jobs_engine)
        wait_for(lambda: states(jobs_engine) == {"adding:1": "SUCCESS"})
    assert codes(jobs_engine) == ["stray"]


def test_work_that_takes_long_is_not_taken_up_a_second_time(jobs_engine):
    began, go_on = threading.Event(), threading.Event()
    times = []

    def slow(*_):
        times.append(1)
        began.set()
        go_on.wait()

    jobs = Jobs(jobs_engine, "node-1", replace(PACE, dead=0.2))
    jobs.define("slow", slow)
    jobs.define("adding", adding)
    with started(jobs):
        with writing(jobs_engine) as session:
            jobs.enqueue(session, "slow", "1")
        began.wait()
        enqueue_as_taken(jobs, jobs_engine)  # a stray that comes later, and is taken up: so was looked for
        wait_for(lambda: states(jobs_engine)["adding:1"] == "SUCCESS")
        assert query(jobs_engine, "SELECT status FROM {dbos}workflow_status WHERE name = 'slow'") == [
            ("PENDING",)
        ]
        go_on.set()
        wait_for(lambda: states(jobs_engine)["slow:1"] == "SUCCESS")
    assert times == [1]
