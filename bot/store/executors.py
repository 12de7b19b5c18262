"""Queries on the processes that run durable work. Their time is the database's: hosts' clocks differ."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from sqlalchemy import delete, func, type_coerce, update
from sqlmodel import Session, col, select

from bot.store.tables import JobExecutor
from bot.store.tables.columns import Moment

if TYPE_CHECKING:
    from collections.abc import Collection


def beat(session: Session, executor_id: str) -> None:
    """Note that this executor lives."""
    changed = session.execute(
        update(JobExecutor).where(col(JobExecutor.id) == executor_id).values(beat_at=database_now(session))
    )
    if not changed.rowcount:  # type: ignore[attr-defined]  # an update has one
        session.add(JobExecutor(id=executor_id, beat_at=database_now(session)))


def living(session: Session, patience: dt.timedelta) -> int:
    """Return how many executors were heard of within ``patience``."""
    heard = select(func.count()).select_from(JobExecutor)
    return session.exec(heard.where(col(JobExecutor.beat_at) > database_now(session) - patience)).one()


def silent(session: Session, executor_ids: Collection[str], patience: dt.timedelta) -> set[str]:
    """Return those of ``executor_ids`` that have not been heard of for ``patience``, or never."""
    heard = session.exec(
        select(JobExecutor.id).where(col(JobExecutor.beat_at) > database_now(session) - patience)
    )
    return set(executor_ids) - set(heard)


def leave(session: Session, executor_id: str) -> None:
    """Forget an executor that ends; what it left undone is the others' at once."""
    session.execute(delete(JobExecutor).where(col(JobExecutor.id) == executor_id))


def forget(session: Session, silence: dt.timedelta) -> None:
    """Forget executors that have been silent for long: every start of a process makes a new one."""
    session.execute(delete(JobExecutor).where(col(JobExecutor.beat_at) < database_now(session) - silence))


def database_now(session: Session) -> dt.datetime:
    """Return the time by the database's own clock."""
    return cast("dt.datetime", session.execute(select(type_coerce(func.now(), Moment()))).scalar_one())
