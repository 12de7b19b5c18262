"""Writes down what was decided about reminders, and about the days and hours of an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import changes_office, showing
from bot.store import office, reminders

if TYPE_CHECKING:
    import datetime as dt

    from sqlmodel import Session


def apply(session: Session, agency_id: int, change: changes_office.OfOffice, now: dt.datetime) -> None:
    """Write one change."""
    match change:
        case changes_office.RemindersMade(new):
            reminders.add(session, [one for one in new if one.agency_id == agency_id])
        case changes_office.ReserveDecided(reserve):
            office.decide(session, agency_id, reserve=reserve)
        case changes_office.RemindersSettled(became):
            showing.settle(session, became, None, now)
