"""Putting rows in and taking them out, for those who keep whole sheets of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session, SQLModel

    from bot.store.forgetting import Delete


def save(session: Session, rows: Iterable[SQLModel]) -> None:
    """Write new and changed rows, so that new ones have their keys."""
    session.add_all(rows)
    session.flush()


def remove(session: Session, rows: Iterable[SQLModel]) -> None:
    """Delete rows."""
    for row in rows:
        session.delete(row)
    session.flush()


def remove_if_unused(
    session: Session, row: SQLModel, parts: Iterable[SQLModel] = (), first: Iterable[Delete] = ()
) -> bool:
    """Delete a row and its ``parts``, unless something else refers to them. Returns whether it is gone.

    ``first`` are deletions of what goes with it; where it stays, that stays too.
    """
    session.flush()
    try:
        with session.begin_nested():
            for each in first:
                session.execute(each)
            remove(session, parts)
            remove(session, [row])
    except IntegrityError:
        return False
    return True
