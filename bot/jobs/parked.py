"""Durable work that failed for good, or was given up: it is told with a reference number, and run again."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

import structlog

from bot.jobs.client import QUEUE, client
from bot.store import jobs
from bot.store.engine import lent, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dbos import StepInfo
    from sqlalchemy import Engine

FAILED: Final = "ERROR"
SLEEP: Final = "DBOS.sleep"
_GIVEN_UP: Final = re.compile(r"Error executing workflow (?P<work>.+?): .*exceeded its maximum")


def tell_parked(work: str, error: Exception | None = None) -> None:
    """Log that work is parked, with its reference number and what it failed with."""
    structlog.get_logger("jobs").error("parked", work=work, reference=jobs.reference(work), exc_info=error)


class GivenUp(logging.Filter):
    """Tells of work that the engine gave up in our own words: in its own there is no reference number."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything else pass."""
        found = _GIVEN_UP.match(record.getMessage())
        if found is None:
            return True
        tell_parked(found["work"])
        return False


def run_again(engine: Engine, reference: str) -> str | None:
    """Have parked work run again by whoever runs durable work; return its id, or None if there is none.

    Steps that were done are not done again. Work that failed gets the tries of its failed step anew; work
    that was given up goes on where its process died.
    """
    with reading(engine) as session:
        job = jobs.parked_under(session, reference)
    if job is None:
        return None
    pool = lent(engine)
    try:
        asking = client(pool)
        if job.state == FAILED:
            first = first_failure(asking.list_workflow_steps(job.work))
            asking.rewind_workflow(job.work, start_step=first, queue_name=QUEUE)
        else:
            asking.resume_workflow(job.work, queue_name=QUEUE)
    finally:
        pool.dispose()
    return job.work


def first_failure(steps: Sequence[StepInfo]) -> int:
    """Return the step from which to run again: the first of the failed tries, and their waits, at the end."""
    start = len(steps) + 1
    for step in sorted(steps, key=lambda one: one["function_id"], reverse=True):
        if step["error"] is None and step["function_name"] != SLEEP:
            return step["function_id"] + 1
        start = step["function_id"]
    return start
