"""Writes down what was decided about reminders, and about the days and hours of an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import changes_office, showing
from bot.store import choices, office, own_reminders, reminders

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
        case changes_office.RemindersPut(new):
            own_reminders.put(session, [one for one in new if one.agency_id == agency_id])
        case changes_office.RemindersForgotten(keys):
            own_reminders.drop(session, keys)
        case changes_office.RemindersWait(when):
            own_reminders.wait_again(session, when)
        case changes_office.ChoiceMade(person_id, choice):
            choices.choose(session, person_id, choice)
        case changes_office.MuteBegun(person_id, measure_id, until):
            choices.mute(session, person_id, measure_id, until, now)
        case changes_office.MuteEnded(person_id, measure_id):
            choices.unmute(session, person_id, measure_id, now)
