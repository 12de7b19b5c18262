"""A backup of a SQLite file while others use it: whole, as of one moment, and disarmed."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, inspect
from sqlmodel import Session

from bot.store import deployment
from bot.store.tables import Deployment

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy import Engine

OWNER_ONLY = 0o600


class Broken(Exception):
    """The backup was made and does not hold what it should; it was thrown away. One line for people."""


def backup(engine: Engine, path: Path, now: dt.datetime, who: str) -> int:
    """Write a backup of a SQLite database to ``path``, which must not exist; return its size in bytes.

    The copy is disarmed in itself, so that it is one even when it is put back to where it came from. Nothing
    stands under ``path`` before it is whole, checked and on the disk. Raises Broken and OSError.
    """
    with _half_made(path) as half:
        _copy(engine, half)
        _disarm(half, now, who)
        _check(half)
        _keep(half, path)
    return path.stat().st_size


@contextlib.contextmanager
def _half_made(path: Path) -> Iterator[Path]:
    """Give a file beside ``path`` that is gone afterwards, whatever happens."""
    half = path.with_name(f".{path.name}.half")
    half.unlink(missing_ok=True)  # left by a backup that was killed
    os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    try:
        yield half
    finally:
        half.unlink(missing_ok=True)


def _copy(engine: Engine, half: Path) -> None:
    """Copy all pages in one go: between two goes somebody would write, and SQLite would begin anew."""
    with engine.connect() as connection, contextlib.closing(sqlite3.connect(half)) as target:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101 (for the type: a SQLite engine has no other)
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def _disarm(half: Path, now: dt.datetime, who: str) -> None:
    made = create_engine(f"sqlite:///{half}")
    try:
        if not inspect(made).has_table(str(Deployment.__tablename__)):
            raise Broken("the database is of an earlier version: run ita-bot migrate first")
        with Session(made) as session, session.begin():
            deployment.disarm(session, now, "backup", who)
    finally:
        made.dispose()


def _check(half: Path) -> None:
    with contextlib.closing(sqlite3.connect(half)) as made:
        found = [row[0] for row in made.execute("PRAGMA integrity_check")]
        broken = made.execute("PRAGMA foreign_key_check").fetchall()
    if found != ["ok"] or broken:
        raise Broken(f"the backup is damaged, as its original may be: {found[:3]} {broken[:3]}")


def _keep(half: Path, path: Path) -> None:
    with half.open("rb+") as made:
        os.fsync(made.fileno())
    half.rename(path)
