"""A year's improvement plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from bot.store.inbox import identity
from bot.store.tables import Measure, MeasureOwner, MeasureStep, PlanIssue, Unit
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit that is responsible for a measure; ``row`` says how the plan prints it."""

    unit: Unit
    row: MeasureOwner


@dataclass(frozen=True, slots=True)
class MeasureRows:
    """A measure with its steps and owners, in order."""

    measure: Measure
    steps: tuple[MeasureStep, ...]
    owners: tuple[Owner, ...]


@dataclass(frozen=True, slots=True)
class PlanRows:
    """A year's plan: issues by number, measures by issue and number."""

    issues: tuple[PlanIssue, ...]
    measures: tuple[MeasureRows, ...]


def plan_years(session: Session, agency_id: int) -> Sequence[int]:
    """Return the fiscal years that have a plan, newest first."""
    statement = select(PlanIssue.plan_year).where(PlanIssue.agency_id == agency_id).distinct()
    return session.exec(statement.order_by(col(PlanIssue.plan_year).desc())).all()


def plan(session: Session, agency_id: int, year: int) -> PlanRows | None:
    """Return a year's plan in four queries, or None."""
    issues = session.exec(
        select(PlanIssue)
        .where(PlanIssue.agency_id == agency_id, PlanIssue.plan_year == year)
        .order_by(col(PlanIssue.number))
    ).all()
    if not issues:
        return None
    of_plan = (Measure.agency_id == agency_id, Measure.plan_year == year)
    measures = session.exec(
        select(Measure).where(*of_plan).order_by(col(Measure.issue), col(Measure.number))
    ).all()
    steps: dict[int | None, list[MeasureStep]] = defaultdict(list)
    for step in session.exec(
        select(MeasureStep)
        .join(Measure, col(Measure.id) == col(MeasureStep.measure_id))
        .where(*of_plan)
        .order_by(col(MeasureStep.number))
    ):
        steps[step.measure_id].append(step)
    owners: dict[int | None, list[Owner]] = defaultdict(list)
    for row, unit in session.exec(
        select(MeasureOwner, Unit)
        .join(Unit, col(Unit.id) == col(MeasureOwner.unit_id))
        .join(Measure, col(Measure.id) == col(MeasureOwner.measure_id))
        .where(*of_plan)
        .order_by(col(MeasureOwner.position))
    ):
        owners[row.measure_id].append(Owner(unit, row))
    return PlanRows(
        issues=tuple(issues),
        measures=tuple(MeasureRows(m, tuple(steps[m.id]), tuple(owners[m.id])) for m in measures),
    )


def measure_keys(session: Session, agency_id: int, year: int) -> dict[MeasureId, int]:
    """Return the keys of the measures of a plan, whose year is one of the Buddhist era."""
    rows = session.exec(select(Measure).where(Measure.agency_id == agency_id, Measure.plan_year == year))
    return {MeasureId(row.issue, row.number): identity(row.id) for row in rows}
