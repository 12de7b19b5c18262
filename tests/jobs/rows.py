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


def states(engine) -> dict[str, str]:
    return dict(
        query(engine, "SELECT workflow_uuid, status FROM {dbos}workflow_status ORDER BY workflow_uuid")
    )


def codes(engine) -> list[str]:
    """Agencies are what the workflows of these tests write."""
    return [code for (code,) in query(engine, "SELECT code FROM agency ORDER BY code")]
