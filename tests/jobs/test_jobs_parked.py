"""Durable work that fails for good, or kills its process again and again, is parked and can be run again."""

from __future__ import annotations

import pytest

from bot import logs
from bot.jobs import Jobs, run_again
from bot.jobs.parked import first_failure
from bot.store import backlog, jobs
from bot.store.engine import reading, writing
from tests.flows.bot import APRIL
from tests.jobs.conftest import PACE, started, wait_for
from tests.jobs.rows import codes, execute, states
from tests.jobs.test_jobs import add

BROKEN, DONE, WRITTEN = "broken:1", "SUCCESS", "what somebody wrote"


@pytest.fixture
def mending(jobs_engine):
    """Work whose second step fails until it is mended; each try of a step is noted."""
    made = Jobs(jobs_engine, "node-1", PACE)
    tries = {"first": 0, "second": 0}
    made.mended = False

    def step(name, session):
        tries[name] += 1
        if name == "second" and not made.mended:
            raise ValueError(WRITTEN)
        add(session, name)

    def broken(run, *_):
        run.change("first", lambda session: step("first", session))
        run.change("second", lambda session: step("second", session))

    made.define("broken", broken)
    made.tries = tries
    with writing(jobs_engine) as session:
        made.enqueue(session, "broken", "1")
    return made


def parked(engine):
    with reading(engine) as session:
        return jobs.parked(session)


def counted(engine):
    with reading(engine) as session:
        return backlog.read(session, APRIL)


def test_what_failed_is_parked_told_and_run_again_from_where_it_failed(mending, jobs_engine, capsys):
    logs.configure("WARNING", "json")
    assert counted(jobs_engine).jobs == {"waiting": 1, "running": 0, "parked": 0}
    with started(mending):
        wait_for(lambda: states(jobs_engine) == {BROKEN: "ERROR"})
        (job,) = parked(jobs_engine)
        assert (job.work, job.name, len(job.reference)) == (BROKEN, "broken", 8)
        assert counted(jobs_engine).jobs == {"waiting": 0, "running": 0, "parked": 1}
        said = capsys.readouterr().err
        assert f'"reference": "{job.reference}"' in said
        assert WRITTEN not in said
        assert run_again(jobs_engine, job.reference) == BROKEN
        wait_for(lambda: mending.tries["second"] == 6)  # it got its three tries anew
        wait_for(lambda: states(jobs_engine) == {BROKEN: "ERROR"})
        assert parked(jobs_engine)[0].reference == job.reference
        mending.mended = True
        assert run_again(jobs_engine, job.reference) == BROKEN
        wait_for(lambda: states(jobs_engine) == {BROKEN: DONE})
    assert codes(jobs_engine) == ["first", "second"]
    assert mending.tries == {"first": 1, "second": 7}
    assert parked(jobs_engine) == []
    assert run_again(jobs_engine, job.reference) is None


def test_what_was_given_up_is_told_and_goes_on_when_it_is_run_again(mending, jobs_engine, capsys):
    """Its process died with it in hand so often that the next start does not take it up."""
    logs.configure("WARNING", "json")
    mending.mended = True
    execute(
        jobs_engine,
        "UPDATE {dbos}workflow_status SET status = 'PENDING', recovery_attempts = 99, executor_id = :mine",
        mine="local" if jobs_engine.dialect.name == "sqlite" else "node-1",
    )
    with started(mending):
        wait_for(lambda: states(jobs_engine) == {BROKEN: "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})
        (job,) = parked(jobs_engine)
        wait_for(lambda: job.reference in capsys.readouterr().err)
        assert mending.tries["first"] == 0
        assert run_again(jobs_engine, job.reference) == BROKEN
        wait_for(lambda: states(jobs_engine) == {BROKEN: DONE})
    assert codes(jobs_engine) == ["first", "second"]


def test_who_runs_no_durable_work_can_look_where_it_never_ran(engine):
    assert parked(engine) == ()
    assert counted(engine).jobs is None


def steps(*outcomes):
    """Steps as the engine lists them, by what became of each."""
    return [
        {"function_id": n, "function_name": name, "error": ValueError() if failed else None}
        for n, (name, failed) in enumerate(outcomes, 1)
    ]


@pytest.mark.parametrize(
    ("outcomes", "first"),
    [
        ((), 1),
        ((("a", False),), 2),
        ((("a", False), ("b", True), ("DBOS.sleep", False), ("b", True)), 2),
        ((("a", True), ("DBOS.sleep", False), ("a", False), ("b", True)), 4),
        ((("a", True), ("DBOS.sleep", False), ("a", True)), 1),
    ],
)
def test_the_step_from_which_it_is_run_again(outcomes, first):
    assert first_failure(steps(*outcomes)) == first
