"""Bringing a database up to date with the tables, by several processes at once if need be."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.store.engine import WRITER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

ADVISORY_LOCK = 0x17AB07  # any number that nobody else locks in this database


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's settings. There is no alembic.ini: they follow from where this package lies."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Run the migrations that the database lacks: all in one transaction, one process at a time."""
    with engine.connect().execution_options(**WRITER) as connection, _alone(connection):
        command.upgrade(configuration(connection), "head")


def is_current(engine: Engine) -> bool:
    """Whether every migration was run, and none that this version does not know."""
    scripts = ScriptDirectory.from_config(configuration())
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    return set(found) == set(scripts.get_heads())


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Hold a transaction that no other migration shares."""
    if connection.dialect.name != "sqlite":
        with connection.begin():
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            yield
        return
    # SQLite alters a table by making it anew. References must survive that, and whether they are enforced can
    # only be changed outside a transaction; so they are checked at the end instead.
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():  # immediate: waits for its turn
            yield
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                message = f"a migration broke references: {broken[:5]}"
                raise RuntimeError(message)
    finally:
        driver.execute("PRAGMA foreign_keys = ON")
