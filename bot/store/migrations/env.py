"""What Alembic runs for each command; the connection comes from `bot.store.migrate`."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import String, TypeDecorator

from bot.store.tables import Table


def include_object(item: Any, _name: str | None, kind: str, reflected: bool, counterpart: Any) -> bool:  # noqa: ANN401, FBT001 (Alembic's signature)
    """Leave out tables of others that live in the same database, and what belongs to them."""
    table = item if kind == "table" else getattr(item, "table", None)
    if not reflected or counterpart is not None or table is None:
        return True
    return table.name in Table.metadata.tables


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:  # noqa: ANN401 (as above)
    """Write the type that the database sees: a migration must not change when our own types do."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    plain = item.impl_instance
    return f"sa.String({plain.length or ''})" if isinstance(plain, String) else f"sa.{plain!r}"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    include_object=include_object,
    render_as_batch=True,
    render_item=render_item,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
