"""Putting a checked workbook into the database, and saying what that changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from bot.store import extensions, forgetting, office, queries
from bot.store.inbox import identity
from bot.store.tables import (
    Agency,
    Assessment,
    Closure,
    Correction,
    Measure,
    MeasureOwner,
    MeasureStep,
    PlanIssue,
    PublishedFigure,
    QuestionScore,
    Unit,
)
from bot.workbook.sheets import all_sheets, sheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlmodel import Session, SQLModel

    from bot.store.forgetting import Delete
    from bot.store.queries import MeasureRows
    from bot.workbook.checking import Checked, Row

    Key = tuple[Any, ...]
    RowT = TypeVar("RowT", bound=SQLModel)


@dataclass(slots=True)
class SheetReport:
    """What an import did to the rows of one sheet. ``removed`` and ``kept`` name rows in words."""

    sheet: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Rows that the workbook no longer has, but that something else still refers to."""
    granted: tuple[str, ...] = ()
    """Measures whose deadline was moved here since the workbook's: the later one stands."""
    overruled: tuple[str, ...] = ()
    """Measures whose deadline was moved here, and of which the workbook has yet another: that stands now."""

    @property
    def changes(self) -> int:
        """How many rows are not as they were."""
        return self.added + self.changed + len(self.removed)


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, sheet by sheet."""

    agency_code: str
    sheets: tuple[SheetReport, ...]
    dry_run: bool = False

    @property
    def changes(self) -> int:
        """How many rows are not as they were."""
        return sum(one.changes for one in self.sheets)

    def sheet(self, name: str) -> SheetReport:
        """Return one sheet's report."""
        return next(one for one in self.sheets if one.sheet == name)


def store(session: Session, checked: Checked, now: dt.datetime) -> Report:
    """Make the database say what the workbook says of its agency and years; other years are left alone."""
    importing = _Import(session, checked, now)
    importing.run()
    report = Report(checked.agency["code"], tuple(importing.reports.values()))
    if report.changes:
        queries.touch(session, importing.agency_id)
    return report


class _Import:
    """One import. Rows are matched by what names them, so that they keep their keys from import to import."""

    def __init__(self, session: Session, checked: Checked, now: dt.datetime) -> None:
        self._now = now
        self.reports = {one.name: SheetReport(one.name) for one in all_sheets()}
        self._session = session
        self._rows = checked.rows
        found = queries.agency_by_code(session, checked.agency["code"])
        agencies = self._match("agency", {(found.code,): found} if found else {}, Agency, dict)
        self.agency_id = identity(agencies[checked.agency["code"],].id)

    def run(self) -> None:
        """Store every sheet; a unit goes last, once nothing needs it any more."""
        before = {(unit.abbr,): unit for unit in queries.units(self._session, self.agency_id)}
        units = self._match("units", before, Unit, self._of_agency, _numbered(self._rows["units"]))
        self._assessments()
        self._plans({abbr: identity(unit.id) for (abbr,), unit in units.items()})
        self._corrections()
        if "closures" in self._rows:
            self._closures()
        going = {key: unit for key, unit in before.items() if key not in units}
        self._remove(
            "units",
            {key: (unit, (), forgetting.of_unit(identity(unit.id))) for key, unit in going.items()},
        )

    def _of_agency(self, row: Row) -> dict[str, Any]:
        return {**row, "agency_id": self.agency_id}

    def _assessments(self) -> None:
        years = [row["fiscal_year"] for row in self._rows["assessment"]]
        known = [one for year in years if (one := queries.assessment(self._session, self.agency_id, year))]
        before = {(one.assessment.fiscal_year,): one.assessment for one in known}
        made = self._match("assessment", before, Assessment, self._of_agency)
        ids = {year: identity(assessment.id) for (year,), assessment in made.items()}

        def under_assessment(row: Row) -> dict[str, Any]:
            return {**_without(row, "fiscal_year"), "assessment_id": ids[row["fiscal_year"]]}

        published = {
            (one.assessment.fiscal_year, row.kind, row.key): row for one in known for row in one.published
        }
        self._replace("published", published, PublishedFigure, under_assessment)
        questions = {
            (one.assessment.fiscal_year, row.question, row.part): row
            for one in known
            for row in one.questions
        }
        self._replace("questions", questions, QuestionScore, under_assessment)

    def _plans(self, units: Mapping[str, int]) -> None:
        years = sorted({row["plan_year"] for row in self._rows["issues"]})
        known = [one for year in years if (one := queries.plan(self._session, self.agency_id, year))]
        issues = {(row.plan_year, row.number): row for one in known for row in one.issues}
        self._replace(
            "issues", issues, PlanIssue, lambda row: self._of_agency(_renamed(row, "issue", "number"))
        )

        before = {_measure_key(one.measure): one for plan in known for one in plan.measures}
        existing = {key: one.measure for key, one in before.items()}
        moved = extensions.granted(self._session, self.agency_id)

        def of_measure(row: Row) -> dict[str, Any]:
            values = self._of_agency(_measure_values(row))
            there = existing.get((values["plan_year"], values["issue"], values["number"]))
            if there is not None:
                values["due"] = self._due(there, values["due"], moved.get(identity(there.id), {}))
            return values

        measures = self._match("measures", existing, Measure, of_measure)
        ids = {key: identity(measure.id) for key, measure in measures.items()}
        staying = {key: one for key, one in before.items() if key in measures}

        def under_measure(row: Row) -> dict[str, Any]:
            values = _without(row, "plan_year", "issue", "measure")
            return {**values, "measure_id": ids[row["plan_year"], row["issue"], row["measure"]]}

        steps = {(*key, row.number): row for key, one in staying.items() for row in one.steps}
        self._replace("steps", steps, MeasureStep, lambda row: under_measure(_renamed(row, "step", "number")))
        owners = {(*key, owner.unit.abbr): owner.row for key, one in staying.items() for owner in one.owners}
        self._replace(
            "owners",
            owners,
            MeasureOwner,
            lambda row: under_measure(_renamed({**row, "unit": units[row["unit"]]}, "unit", "unit_id")),
            _numbered(self._rows["owners"], "plan_year", "issue", "measure"),
        )
        going = {key: one for key, one in before.items() if key not in measures}
        self._remove(
            "measures",
            {
                key: (one.measure, _parts(one), forgetting.of_measure(identity(one.measure.id)))
                for key, one in going.items()
            },
        )

    def _due(self, measure: Measure, wanted: dt.date, moved: Mapping[dt.date, dt.date]) -> dt.date:
        """Return when a measure is due: a workbook of before a deadline was moved does not move it back."""
        if wanted == measure.due or measure.due not in moved.values():
            return wanted
        report, name = self.reports["measures"], _words("measures", _measure_key(measure))
        if wanted in moved:
            report.granted = (*report.granted, name)
            return measure.due
        report.overruled = (*report.overruled, name)
        return wanted

    def _corrections(self) -> None:
        years = {row["fiscal_year"] for row in self._rows["assessment"]}
        years |= {row["plan_year"] for row in self._rows["issues"]}
        before = {
            tuple(getattr(row, column) for column in sheet("corrections").key): row
            for row in queries.corrections(self._session, self.agency_id)
            if row.fiscal_year in years
        }
        rows = _numbered(self._rows["corrections"], "fiscal_year")
        self._replace("corrections", before, Correction, self._of_agency, rows)

    def _closures(self) -> None:
        before = {(row.day,): row for row in office.closures(self._session, self.agency_id)}

        def of_day(row: Row) -> dict[str, Any]:
            values = self._of_agency({**row, "closed": row["closed"] != "no"})
            return values if (row["day"],) in before else {**values, "made_at": self._now}

        self._replace("closures", before, Closure, of_day)

    # --- any sheet ------------------------------------------------------------------------------------

    def _match(
        self,
        name: str,
        existing: Mapping[Key, RowT],
        table: type[RowT],
        values: Callable[[Row], dict[str, Any]],
        rows: Iterable[Row] | None = None,
    ) -> dict[Key, RowT]:
        """Add and change rows; return those that the workbook names, by their key."""
        report = self.reports[name]
        columns = sheet(name).key
        found: dict[Key, RowT] = {}
        for row in self._rows[name] if rows is None else rows:
            key = tuple(row[column] for column in columns)
            wanted = values(row)
            if key not in existing:
                found[key] = table(**wanted)
                report.added += 1
                continue
            found[key] = existing[key]
            if _change(existing[key], wanted):
                report.changed += 1
            else:
                report.unchanged += 1
        queries.save(self._session, found.values())
        return found

    def _replace(
        self,
        name: str,
        existing: Mapping[Key, RowT],
        table: type[RowT],
        values: Callable[[Row], dict[str, Any]],
        rows: Iterable[Row] | None = None,
    ) -> None:
        """Match, and delete the rows that the workbook no longer has."""
        found = self._match(name, existing, table, values, rows)
        gone = {key: row for key, row in existing.items() if key not in found}
        queries.remove(self._session, gone.values())
        self.reports[name].removed = tuple(_words(name, key) for key in gone)

    def _remove(
        self, name: str, going: Mapping[Key, tuple[SQLModel, tuple[SQLModel, ...], Sequence[Delete]]]
    ) -> None:
        """Delete rows with their parts, except those that something else still refers to."""
        gone = {key: queries.remove_if_unused(self._session, *row) for key, row in going.items()}
        self.reports[name].removed = tuple(_words(name, key) for key, deleted in gone.items() if deleted)
        self.reports[name].kept = tuple(_words(name, key) for key, deleted in gone.items() if not deleted)


def _change(row: SQLModel, wanted: Mapping[str, Any]) -> bool:
    """Set what differs. 100 and 100.00 differ: a score is kept as printed."""
    different = {name: value for name, value in wanted.items() if _differs(getattr(row, name), value)}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _differs(old: object, new: object) -> bool:
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        return str(old) != str(new)
    return old != new


def _numbered(rows: Iterable[Row], *group: str) -> list[Row]:
    """Add the position of each row among those that agree in ``group``."""
    counts: Counter[Key] = Counter()
    numbered: list[Row] = []
    for row in rows:
        key = tuple(row[column] for column in group)
        counts[key] += 1
        numbered.append({**row, "position": counts[key]})
    return numbered


def _without(row: Row, *columns: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in columns}


def _renamed(row: Row, column: str, attribute: str) -> dict[str, Any]:
    return {attribute if name == column else name: value for name, value in row.items()}


def _measure_values(row: Row) -> dict[str, Any]:
    """Name things as the table does. Progress is reported to the bot: a workbook that says none keeps it."""
    values = _renamed(row, "measure", "number")
    return _without(values, "percent") if values["percent"] is None else values


def _measure_key(measure: Measure) -> Key:
    return measure.plan_year, measure.issue, measure.number


def _parts(rows: MeasureRows) -> tuple[SQLModel, ...]:
    return (*rows.steps, *(owner.row for owner in rows.owners))


def _words(name: str, key: Key) -> str:
    """Name a row for people: ``plan_year 2567, issue 4, measure 1``."""
    return ", ".join(f"{column} {value}" for column, value in zip(sheet(name).key, key, strict=True))
