"""Suspected errors of the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from bot.store.tables import Correction

if TYPE_CHECKING:
    from collections.abc import Sequence


def corrections(
    session: Session,
    agency_id: int,
    year: int | None = None,
    subject: str | None = None,
    key: str | None = None,
) -> Sequence[Correction]:
    """Return corrections in the order of the source, narrowed by year, by subject, and by what it names."""
    statement = select(Correction).where(Correction.agency_id == agency_id)
    if year is not None:
        statement = statement.where(Correction.fiscal_year == year)
    if subject is not None:
        statement = statement.where(Correction.subject == subject)
    found = session.exec(statement.order_by(col(Correction.fiscal_year), col(Correction.position)))
    return [row for row in found if key is None or key in row.subject_key.split()]
