"""Which reports wait for whose decision, looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import people, progress, queries
from bot.usecases import alarms

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.store.progress import Filed


def waiting_for(session: Session, agency_id: int) -> dict[int, list[Filed]]:
    """Return the reports of an agency that wait for somebody's decision, by person."""
    queue = progress.to_review(session, agency_id)
    agency = queries.agency(session, agency_id) if queue else None
    if agency is None:
        return {}
    return alarms.deciding(queue, people.members(session, agency_id), agency.accepted_by)
