"""What stands in the durable engine's tables, for those who do not run it: how much waits, what is parked.

Read only, on another's tables: a web node and the command line must not load the engine. The
conditions repeat those of the engine's own partial indexes word by word, for SQLite compares words; so the
history of finished work is never looked at.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import column, func, inspect, select, table, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import TableClause
    from sqlmodel import Session

TABLE: Final = "workflow_status"
SCHEMA: Final = "dbos"
"""Of the engine's tables, where there are schemas."""
PARKED: Final = ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
"""Failed after its last try, and given up because it ended its process again and again."""
_OPEN: Final = text("status IN ('ENQUEUED', 'PENDING')")
_FAILED: Final = text("status IN ('ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED')")
_COLUMNS: Final = ("workflow_uuid", "name", "status", "created_at", "updated_at", "completed_at")
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class ParkedJob:
    """Durable work that somebody must look at."""

    work: str
    name: str
    state: str
    parked_at: dt.datetime

    @property
    def reference(self) -> str:
        """Its reference number."""
        return reference(self.work)


@dataclass(frozen=True, slots=True)
class JobCounts:
    """Durable work that is not finished, by state; since when its oldest waits or runs."""

    waiting: int
    running: int
    parked: int
    oldest: dt.datetime | None

    @property
    def by_state(self) -> Mapping[str, int]:
        """The numbers alone."""
        return {"waiting": self.waiting, "running": self.running, "parked": self.parked}


def reference(work: str) -> str:
    """Return the reference number under which work is parked: the same whenever it fails, eight digits."""
    return hashlib.sha256(work.encode()).hexdigest()[:8].upper()


def counts(session: Session) -> JobCounts | None:
    """Count unfinished work; None where durable work has never run."""
    works = _works(session)
    if works is None:
        return None
    found: dict[str, tuple[int, int]] = {}
    for condition in (_OPEN, _FAILED):
        statement = select(works.c.status, func.count(), func.min(works.c.created_at)).where(condition)
        for state, number, since in session.execute(statement.group_by(works.c.status)):
            found[state] = (number, since)
    since = [found[state][1] for state in ("ENQUEUED", "PENDING") if state in found]
    return JobCounts(
        waiting=_count(found, "ENQUEUED"),
        running=_count(found, "PENDING"),
        parked=sum(_count(found, state) for state in PARKED),
        oldest=_moment(min(since)) if since else None,
    )


def parked(session: Session) -> Sequence[ParkedJob]:
    """Return what is parked, oldest first."""
    works = _works(session)
    if works is None:
        return ()
    ended = func.coalesce(works.c.completed_at, works.c.updated_at)
    statement = (
        select(works.c.workflow_uuid, works.c.name, works.c.status, ended)
        .where(_FAILED, works.c.status.in_(PARKED))
        .order_by(ended, works.c.workflow_uuid)
    )
    return [ParkedJob(work, name, state, _moment(at)) for work, name, state, at in session.execute(statement)]


def parked_under(session: Session, number: str) -> ParkedJob | None:
    """Return what is parked under a reference number."""
    return next((job for job in parked(session) if job.reference == number), None)


def _count(found: Mapping[str, tuple[int, int]], state: str) -> int:
    return found[state][0] if state in found else 0


def _moment(milliseconds: int) -> dt.datetime:
    return _EPOCH + dt.timedelta(milliseconds=milliseconds)


def _works(session: Session) -> TableClause | None:
    """The engine's table of all work, if it is there."""
    schema = None if session.get_bind().dialect.name == "sqlite" else SCHEMA
    if not inspect(session.connection()).has_table(TABLE, schema=schema):
        return None
    return table(TABLE, *(column(name) for name in _COLUMNS), schema=schema)
