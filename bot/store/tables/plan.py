"""The improvement plan that answers to an assessment."""

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.store.tables.base import Table


class PlanIssue(Table, table=True):
    """One issue of a plan, with its name as the plan prints it and the assessment year that it analyses."""

    __tablename__ = "plan_issue"
    __table_args__ = (UniqueConstraint("agency_id", "plan_year", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    plan_year: int
    number: int
    name: str
    assessment_year: int
    source: str
    source_line: int | None = None


class Measure(Table, table=True):
    """One measure of a plan. ``percent`` is its progress, None before any report."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("agency_id", "plan_year", "issue", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    plan_year: int
    issue: int
    number: int
    text: str
    tool: str | None = None
    start: dt.date
    due: dt.date
    period: str
    percent: int | None = None
    source_line: int | None = None


class MeasureStep(Table, table=True):
    """One step of a measure, in order."""

    __tablename__ = "measure_step"
    __table_args__ = (UniqueConstraint("measure_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(foreign_key="measure.id")
    number: int
    text: str


class MeasureOwner(Table, table=True):
    """A unit responsible for a measure; ``printed`` where the plan prints it otherwise."""

    __tablename__ = "measure_owner"
    __table_args__ = (UniqueConstraint("measure_id", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(foreign_key="measure.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    position: int
    printed: str | None = None
