"""A table as it is carried from one database to another, and sums by which both sides are compared."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Column, MetaData, String, Table, Text, cast
from sqlalchemy.types import TypeDecorator, UserDefinedType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.types import TypeEngine


class JsonText(UserDefinedType[str]):
    """JSON as its text, which the database takes for JSON: null that JSON says stays apart from no value."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """The type's name in the database."""
        return "JSON"

    def column_expression(self, colexpr: ColumnElement[Any]) -> ColumnElement[str]:
        """Read the text."""
        return cast(colexpr, Text)


def plain(like: Table, schema: str | None, types: Table | None = None) -> Table:
    """Return ``like`` with nothing but its columns, in ``schema``; as ``types`` has them, if given."""
    kinds = like if types is None else types
    columns = [
        Column(one.name, _carried(kinds.c[one.name].type), primary_key=one.primary_key) for one in like.c
    ]
    return Table(like.name, MetaData(), *columns, schema=schema)


def _carried(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, JSON):
        return JsonText()
    if isinstance(kind, TypeDecorator) and isinstance(kind.impl_instance, String):
        return kind.impl_instance  # the text as it stands, whatever we read into it
    return kind


class Sums:
    """How many rows a table has, and for each column a sum over all of them, in whatever order they come.

    A value counts together with its row's key: values that changed places are found too. The sums are over
    what Python reads, so that they do not depend on how a database writes a value down.
    """

    def __init__(self, table: Table) -> None:
        self.rows = 0
        self._names = [column.name for column in table.c]
        self._json = [isinstance(column.type, JsonText) for column in table.c]
        self._key = [number for number, column in enumerate(table.c) if column.primary_key]
        self._sums = [0] * len(self._names)

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Count rows in, each with its values in the order of the columns."""
        for row in rows:
            self.rows += 1
            key = hashlib.blake2b(repr([row[number] for number in self._key]).encode(), digest_size=8)
            for number, value in enumerate(row):
                one = key.copy()
                one.update(self._written(number, value))
                self._sums[number] += int.from_bytes(one.digest(), "big")

    def differences(self, other: Sums) -> list[str]:
        """Say what differs, for people; empty if nothing does."""
        if self.rows != other.rows:
            return [f"{self.rows} rows became {other.rows}"]
        pairs = zip(self._names, self._sums, other._sums, strict=True)
        return [f"column {name} differs" for name, mine, theirs in pairs if mine != theirs]

    def _written(self, number: int, value: Any) -> bytes:  # noqa: ANN401 (whatever a column holds)
        if self._json[number] and value is not None:
            value = json.dumps(json.loads(value), sort_keys=True)  # binary JSON keeps no order and no spaces
        return repr(value).encode()
