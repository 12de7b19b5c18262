"""The engine's own tables: in our database, in schema `dbos` where there are schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dbos import DBOS, SQLAlchemyDatasource

from bot.store.jobs import SCHEMA

if TYPE_CHECKING:
    from sqlalchemy import Engine


def migrate(engine: Engine) -> None:
    """Bring the engine's tables up to date, by several processes at once if need be."""
    url = engine.url.render_as_string(hide_password=False)
    DBOS.migrate(url, schema=SCHEMA)
    SQLAlchemyDatasource.migrate(url, schema=SCHEMA)
