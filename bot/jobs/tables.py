"""The engine's own tables: in our database, in schema `dbos` where there are schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dbos import DBOS, SQLAlchemyDatasource

from bot.store.copying import Others
from bot.store.jobs import SCHEMA

if TYPE_CHECKING:
    from sqlalchemy import Engine

LOCAL: Final = "local"
"""The executor on a SQLite file, where there is one process: its next start takes up what was left."""
TABLES: Final = Others(
    schema=SCHEMA,
    left=frozenset({"dbos_migrations", "dbos_datasource_migrations"}),
    on_sqlite={"workflow_status": {"executor_id": LOCAL}},
)
"""For who copies a database. On PostgreSQL the work of an executor that is not there is taken over."""


def migrate(engine: Engine) -> None:
    """Bring the engine's tables up to date, by several processes at once if need be."""
    url = engine.url.render_as_string(hide_password=False)
    DBOS.migrate(url, schema=SCHEMA)
    SQLAlchemyDatasource.migrate(url, schema=SCHEMA)
