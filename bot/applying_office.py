"""Writes down what was decided about reminders, and about the days and hours of an office."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import changes_office, showing
from bot.store import leaves, office, reminders

if TYPE_CHECKING:
    import datetime as dt

    from sqlmodel import Session


def apply(
    session: Session,
    agency_id: int,
    change: changes_office.OfOffice,
    now: dt.datetime,
    person_id: int | None = None,
) -> None:
    """Write one change, which a person made."""
    match change:
        case changes_office.RemindersMade(new):
            reminders.add(session, [one for one in new if one.agency_id == agency_id])
        case changes_office.ReserveDecided(reserve):
            office.decide(session, agency_id, reserve=reserve)
        case changes_office.RemindersSettled(became):
            showing.settle(session, became, None, now)
        case changes_office.LeaveMade():
            key = leaves.add(session, agency_id, change.new, person_id, now)
            reminders.add(session, [replace(one, rung=f"{one.kind}-{key}") for one in change.told])
        case changes_office.LeaveEnded():
            if change.last is None:
                leaves.close(session, [change.leave_id], now)
            else:
                leaves.end_with(session, change.leave_id, change.last)
            reminders.add(session, change.told)
