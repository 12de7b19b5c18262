"""Queries on agencies, their assessments and plans. They know rows, not what a score or a deadline means."""

from bot.store.queries.agencies import (
    advance,
    agency,
    agency_by_code,
    agency_codes,
    any_agency,
    data_version,
    decide,
    only_agency,
    touch,
    units,
)
from bot.store.queries.assessments import AssessmentRows, assessment, assessment_years
from bot.store.queries.corrections import corrections
from bot.store.queries.plans import MeasureRows, Owner, PlanRows, measure_keys, plan, plan_years
from bot.store.queries.rows import remove, remove_if_unused, save

__all__ = [
    "AssessmentRows",
    "MeasureRows",
    "Owner",
    "PlanRows",
    "advance",
    "agency",
    "agency_by_code",
    "agency_codes",
    "any_agency",
    "assessment",
    "assessment_years",
    "corrections",
    "data_version",
    "decide",
    "measure_keys",
    "only_agency",
    "plan",
    "plan_years",
    "remove",
    "remove_if_unused",
    "save",
    "touch",
    "units",
]
