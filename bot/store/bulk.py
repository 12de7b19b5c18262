"""Many rows at once, as fast as a database takes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Column, Dialect, Table
    from sqlmodel import Session, SQLModel

BATCH: Final = 1000
"""Rows that SQLite is given at a time, one statement each: a call costs it nothing."""
ARRAYS: Final = 10_000
"""Rows that PostgreSQL is given at a time, with one statement for all: a column is an array."""


def insert(session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all with the same names; what they leave out gets no default of Python's."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel adds it to table classes
    if session.get_bind().dialect.name == "postgresql":
        for start in range(0, len(rows), ARRAYS):
            _unnest(session, table, rows[start : start + ARRAYS])
    else:
        for start in range(0, len(rows), BATCH):
            session.execute(table.insert(), rows[start : start + BATCH])


def _unnest(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    dialect = session.get_bind().dialect
    columns = [table.c[name] for name in rows[0]]
    names = ", ".join(column.name for column in columns)
    arrays = ", ".join(f"CAST(:{column.name} AS {column.type.compile(dialect)}[])" for column in columns)
    values = {column.name: _array(column, rows, dialect) for column in columns}
    # In the order of the arrays, which numbers the rows as one after another would.
    statement = f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays})"  # noqa: S608 (names of ours)
    session.execute(text(statement), values)


def _array(column: Column[Any], rows: Sequence[Mapping[str, Any]], dialect: Dialect) -> list[Any]:
    given = (row[column.name] for row in rows)
    if isinstance(column.type, JSON):
        return [json.dumps(value) for value in given]
    read = column.type.bind_processor(dialect)
    return list(given) if read is None else [read(value) for value in given]
