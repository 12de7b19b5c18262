"""What is planned of a measure or a unit, and goes when it goes: duties, their reminders, ladders."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import delete, select
from sqlmodel import col

from bot.store.tables import Duty, Hush, MeasureLadder, Reminder

Delete: TypeAlias = Any
"""A deletion that is to be made; SQLAlchemy's has no short type."""


def of_measure(measure_id: int) -> tuple[Delete, ...]:
    """Return what deletes all that is planned of a measure, in order."""
    return (
        *_of_duties(col(Duty.measure_id) == measure_id),
        delete(MeasureLadder).where(col(MeasureLadder.measure_id) == measure_id),
        delete(Hush).where(col(Hush.measure_id) == measure_id),
    )


def of_unit(unit_id: int) -> tuple[Delete, ...]:
    """Return what deletes all that is planned of a unit's part in measures, in order."""
    return _of_duties(col(Duty.unit_id) == unit_id)


def _of_duties(which: Any) -> tuple[Delete, ...]:  # noqa: ANN401 (an SQLAlchemy condition)
    chosen = select(col(Duty.id)).where(which)
    return delete(Reminder).where(col(Reminder.duty_id).in_(chosen)), delete(Duty).where(which)
