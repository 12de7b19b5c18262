"""Writing the form out: with an agency's data, or with one example row a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import office, queries
from bot.workbook import csv_folder, values, xlsx_writer
from bot.workbook.sheets import Sheet, all_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sqlmodel import Session

    from bot.workbook.values import Value

    Rows = Mapping[str, Sequence[Mapping[str, Value]]]


def export(session: Session, agency_id: int, path: Path) -> None:
    """Write all that is known of an agency: a workbook if the path ends in ``.xlsx``, else a folder."""
    _write(path, _rows(session, agency_id), example=False)


def template(path: Path) -> None:
    """Write the form with one example row a sheet, which is itself a correct workbook."""
    _write(path, {sheet.name: [_example(sheet)] for sheet in all_sheets()}, example=True)


def example_code() -> str:
    """Return the agency code of the example row."""
    return next(
        column.example
        for sheet in all_sheets()
        if sheet.name == "agency"
        for column in sheet.columns
        if column.key == "code"
    )


def _write(path: Path, rows: Rows, *, example: bool) -> None:
    if path.suffix.casefold() == ".xlsx":
        xlsx_writer.write(path, rows, example=example)
        return
    path.mkdir(parents=True, exist_ok=True)
    for sheet in all_sheets():
        keys = [column.key for column in sheet.columns]
        lines = ([_text(row[key]) for key in keys] for row in rows[sheet.name])
        csv_folder.write(path / f"{sheet.name}.csv", [keys, *lines])


def _example(sheet: Sheet) -> Mapping[str, Value]:
    return {column.key: values.read(column, column.example) for column in sheet.columns}


def _text(value: Value) -> str:
    return values.shown(str(value) if isinstance(value, int) else value)


def _rows(session: Session, agency_id: int) -> Rows:
    """Gather every sheet's rows from the database."""
    agency = queries.agency(session, agency_id)
    if agency is None:
        message = f"no agency {agency_id}"
        raise LookupError(message)
    assessments = [
        found
        for year in reversed(queries.assessment_years(session, agency_id))
        if (found := queries.assessment(session, agency_id, year))
    ]
    plans = [
        plan
        for year in reversed(queries.plan_years(session, agency_id))
        if (plan := queries.plan(session, agency_id, year))
    ]
    measures = [one for plan in plans for one in plan.measures]
    sources: dict[str, Sequence[tuple[object, Mapping[str, Value]]]] = {
        "agency": [(agency, {})],
        "units": [(unit, {}) for unit in queries.units(session, agency_id)],
        "assessment": [(one.assessment, {}) for one in assessments],
        "published": [
            (row, {"fiscal_year": one.assessment.fiscal_year}) for one in assessments for row in one.published
        ],
        "questions": [
            (row, {"fiscal_year": one.assessment.fiscal_year, "part": row.part or None})
            for one in assessments
            for row in one.questions
        ],
        "issues": [(row, {"issue": row.number}) for plan in plans for row in plan.issues],
        "measures": [(one.measure, {"measure": one.measure.number}) for one in measures],
        "steps": [(step, {**_measure(one), "step": step.number}) for one in measures for step in one.steps],
        "owners": [
            (owner.row, {**_measure(one), "unit": owner.unit.abbr})
            for one in measures
            for owner in one.owners
        ],
        "corrections": [(row, {}) for row in queries.corrections(session, agency_id)],
        "closures": [
            (row, {"closed": "yes" if row.closed else "no"}) for row in office.closures(session, agency_id)
        ],
    }
    return {
        sheet.name: [
            {
                column.key: extra[column.key] if column.key in extra else getattr(row, column.key)
                for column in sheet.columns
            }
            for row, extra in sources[sheet.name]
        ]
        for sheet in all_sheets()
    }


def _measure(rows: queries.MeasureRows) -> Mapping[str, Value]:
    measure = rows.measure
    return {"plan_year": measure.plan_year, "issue": measure.issue, "measure": measure.number}
