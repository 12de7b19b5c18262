"""Writes down what was decided about reminders, and about the days and hours of an office."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import changes_office, showing
from bot.store import choices, duties, leaves, office, own_reminders, reminders

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
        case changes_office.RemindersSettled(became):
            showing.settle(session, became, None, now)
        case changes_office.RemindersTimed(push_at):
            reminders.retime(session, push_at)
        case changes_office.DutiesPlanned(stands):
            duties.put(session, agency_id, stands)
        case changes_office.LeaveMade():
            key = leaves.add(session, agency_id, change.new, person_id, now)
            reminders.add(session, [replace(one, rung=f"{one.kind}-{key}") for one in change.told])
        case changes_office.LeaveEnded():
            if change.last is None:
                leaves.close(session, [change.leave_id], now)
            else:
                leaves.end_with(session, change.leave_id, change.last)
            reminders.add(session, change.told)
        case _:
            _chosen(session, agency_id, change, now)


def _decided(session: Session, agency_id: int, change: changes_office.OfOffice, now: dt.datetime) -> None:
    """Write down what an administrator decided for the whole agency."""
    match change:
        case changes_office.ReserveDecided(reserve):
            office.decide(session, agency_id, reserve=reserve)
        case changes_office.DaySet(day, None):
            office.clear_day(session, agency_id, day)
        case changes_office.DaySet(day, closed, name, named_by):
            office.set_day(
                session, agency_id, day, closed=bool(closed), name=name, now=now, name_message=named_by
            )
        case changes_office.HoursSet(opens=opens, closes=closes, push_at=at):
            office.decide(session, agency_id, opens=opens, closes=closes, push_at=at)
        case changes_office.LadderSet(None, rungs):
            office.decide(session, agency_id, rungs=None if rungs is None else list(rungs))
        case changes_office.LadderSet(measure_id, rungs) if measure_id is not None:
            office.set_ladder(session, measure_id, rungs)


def _chosen(session: Session, agency_id: int, change: changes_office.OfOffice, now: dt.datetime) -> None:
    """Write down what a person decided about their own reminders."""
    match change:
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
        case _:
            _decided(session, agency_id, change, now)
