"""What became of people's reminders, as the database has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.store.engine import reading
from bot.store.tables import Contact, Measure, Person, Reminder, ReminderCard
from bot.store.tables import Duty as DutyRow

if TYPE_CHECKING:
    from tests.flows.conftest import Stage
    from tests.flows.office import Staff


def records(stage: Stage, staff: Staff) -> list[Reminder]:
    """Return all reminders of somebody, oldest first."""
    statement = (
        select(Reminder)
        .join(Person, col(Person.id) == col(Reminder.person_id))
        .join(Contact, col(Contact.id) == col(Person.contact_id))
        .where(col(Contact.line_id) == staff.line.user_id)
        .order_by(col(Reminder.id))
    )
    with reading(stage.service.engine) as session:
        return list(session.exec(statement))


def states(stage: Stage, staff: Staff, rung: str) -> set[str]:
    """Return what became of somebody's reminders of a step."""
    return {one.state for one in records(stage, staff) if one.rung == rung}


def of_measure(stage: Stage, staff: Staff, measure: str) -> list[Reminder]:
    """Return somebody's reminders about one measure, oldest first."""
    issue, number = map(int, measure.split("."))
    statement = (
        select(DutyRow.id)
        .join(Measure, col(Measure.id) == col(DutyRow.measure_id))
        .where(col(Measure.issue) == issue, col(Measure.number) == number)
    )
    with reading(stage.service.engine) as session:
        keys = set(session.exec(statement))
    return [one for one in records(stage, staff) if one.duty_id in keys]


def cards(stage: Stage) -> list[ReminderCard]:
    """Return all cards that were shown, oldest first."""
    with reading(stage.service.engine) as session:
        return list(session.exec(select(ReminderCard).order_by(col(ReminderCard.id))))
