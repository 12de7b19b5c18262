"""Processes are killed in the middle of their work; it is finished, and nothing of it is done twice."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from bot.jobs import Jobs
from bot.store.engine import writing
from tests.flows.nursery import Child
from tests.jobs.conftest import PACE, started, wait_for
from tests.jobs.node import define
from tests.jobs.rows import codes, query, states

SEVERAL_NODES = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
"""A SQLite file has one process for durable work."""


@contextmanager
def node(url, name, where=""):
    process = Child("tests.jobs.node", (url, name, where), speaks=True)
    try:
        yield process
    finally:
        status = process.end()
    if where in {"", "ticking"}:
        assert status == 0


def enqueue(engine):
    jobs = Jobs(engine, "asking", PACE)
    jobs.define("two", lambda *_: None)
    with writing(engine) as session:
        jobs.enqueue(session, "two", "1")


@pytest.mark.parametrize("where", ["between", "inside"])
def test_the_work_of_a_killed_process_is_finished_by_its_next_start(jobs_engine, jobs_url, where):
    enqueue(jobs_engine)
    with node(jobs_url, "node-1", where) as first:
        assert first.stdout.readline().strip() == where
        first.kill()
    assert codes(jobs_engine) == ["one"]
    assert states(jobs_engine) == {"two:1": "PENDING"}
    again = Jobs(jobs_engine, "node-1", PACE)
    define(again, lambda _: None)
    with started(again):
        wait_for(lambda: states(jobs_engine) == {"two:1": "SUCCESS"})
    assert codes(jobs_engine) == ["one", "two"]


def beat(engine, name):
    return query(engine, "SELECT beat_at FROM job_executor WHERE id = :name", name=name)


@SEVERAL_NODES
@pytest.mark.parametrize("where", ["between", "inside"])
def test_another_node_takes_over_from_a_killed_one_and_from_no_other(jobs_engine, jobs_url, where):
    enqueue(jobs_engine)
    with node(jobs_url, "node-1", where) as first:
        assert first.stdout.readline().strip() == where
        with node(jobs_url, "node-2"):
            began = wait_for(lambda: beat(jobs_engine, "node-2"))
            wait_for(lambda: beat(jobs_engine, "node-2") != began)  # it has looked after the others
            assert query(jobs_engine, "SELECT executor_id FROM {dbos}workflow_status") == [("node-1",)]
            assert codes(jobs_engine) == ["one"]
            first.kill()
            wait_for(lambda: states(jobs_engine) == {"two:1": "SUCCESS"})
    assert codes(jobs_engine) == ["one", "two"]
    assert query(jobs_engine, "SELECT executor_id FROM {dbos}workflow_status") == [("node-2",)]
    assert [name for (name,) in query(jobs_engine, "SELECT id FROM job_executor")] == ["node-1"]


@SEVERAL_NODES
def test_a_second_of_the_schedule_is_run_by_one_node_only(jobs_engine, jobs_url):
    with node(jobs_url, "node-1", "ticking"), node(jobs_url, "node-2", "ticking"):
        wait_for(lambda: len(query(jobs_engine, "SELECT id FROM job_executor")) == 2)
        before = len(codes(jobs_engine))
        wait_for(lambda: len(codes(jobs_engine)) > before + 2)
    found = states(jobs_engine)  # a second that was run twice would fail, for its agency exists
    assert len(codes(jobs_engine)) <= len(found)
    assert "ERROR" not in found.values()
