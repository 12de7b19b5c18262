"""What stands in the engine's tables, read as an operator would: by SQL."""

from __future__ import annotations

from sqlalchemy import text


def prefix(engine) -> str:
    return "" if engine.dialect.name == "sqlite" else "dbos."


def query(engine, statement, **values):
    with engine.connect() as connection:
        return connection.execute(text(statement.format(dbos=prefix(engine))), values).all()


def execute(engine, statement, **values) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement.format(dbos=prefix(engine))), values)


def alone(engine) -> bool:
    """Whether nobody else is connected, as far as the server knows; on a file there is no server."""
    others = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    found = f"SELECT 1 FROM pg_stat_activity WHERE {others}"  # noqa: S608 (ours)
    return engine.dialect.name == "sqlite" or not query(engine, found)


def states(engine) -> dict[str, str]:
    return dict(
        query(engine, "SELECT workflow_uuid, status FROM {dbos}workflow_status ORDER BY workflow_uuid")
    )


def codes(engine) -> list[str]:
    """Agencies are what the workflows of these tests write."""
    return [code for (code,) in query(engine, "SELECT code FROM agency ORDER BY code")]
