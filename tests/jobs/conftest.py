"""A database with both kinds of tables, and durable work at a test's pace."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest

from bot import logs
from bot.jobs import Jobs, Pace
from bot.store import engine as engines
from tests.databases import JOBS

PACE = Pace(poll=0.05, beat=0.1, dead=1.0, waits=(0.01, 0.01))


@pytest.fixture(autouse=True)
def _logs():
    logs.configure("WARNING", "text")


@pytest.fixture
def jobs_url(databases):
    url = databases.make(JOBS)
    yield url
    databases.drop(url)


@pytest.fixture
def jobs_engine(jobs_url):
    made = engines.create(jobs_url)
    yield made
    made.dispose()


@pytest.fixture
def jobs(jobs_engine):
    """Durable work that is not started yet."""
    return Jobs(jobs_engine, "node-1", PACE)


@contextmanager
def started(jobs):
    jobs.start()
    try:
        yield
    finally:
        jobs.stop()


def wait_for(condition, seconds=30.0):
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        found = condition()
        if found:
            return found
        pause.wait(0.02)
    raise AssertionError("did not happen")
