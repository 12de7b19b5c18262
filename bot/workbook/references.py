"""What one row says of another, or of its year's framework, must be true."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from bot.agenda.workdays import LONGEST_REST, Workdays
from bot.workbook import values
from bot.workbook.faults import Fault
from ita_core import framework as frameworks
from ita_core.keys import FiscalYear, MeasureId, Question, Tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.workbook.checking import ReadRow, ReadSheet

Keys = set[tuple[Any, ...]]


def find_faults(read: Mapping[str, ReadSheet]) -> Iterator[Fault]:
    """Check every reference that can be checked: what a missing sheet would hold is not asked for."""
    known = _Known(read)
    for name, rule in _RULES.items():
        if name in read:
            for row in read[name].rows:
                yield from rule(read[name], row, known)
    if "agency" in read:
        yield from _one_agency(read["agency"])
    if "closures" in read:
        yield from _some_work(read["closures"])


class _Known:
    """What rows may refer to. ``None`` stands for what cannot be known, because its sheet is missing."""

    def __init__(self, read: Mapping[str, ReadSheet]) -> None:
        self.years = _keys(read, "assessment", "fiscal_year")
        self.plan_years = _keys(read, "issues", "plan_year")
        self.issues = _keys(read, "issues", "plan_year", "issue")
        self.measures = _keys(read, "measures", "plan_year", "issue", "measure")
        self.units = _keys(read, "units", "abbr")
        self.frameworks: dict[int, frameworks.Framework] = {}
        for row in read["assessment"].rows if "assessment" in read else ():
            year, variant = row.values.get("fiscal_year", 0), row.values.get("variant", "")
            if (year, variant) in _framework_names():
                self.frameworks[year] = frameworks.load(FiscalYear(year), variant)


def _keys(read: Mapping[str, ReadSheet], sheet: str, *columns: str) -> Keys | None:
    if sheet not in read:
        return None
    found = (tuple(row.values.get(column) for column in columns) for row in read[sheet].rows)
    return {key for key in found if None not in key}


def _framework_names() -> list[tuple[int, str]]:
    return [(year.be, variant) for year, variant in frameworks.known()]


def _names(keys: Iterable[object]) -> str:
    return ", ".join(map(str, keys))


def _some_work(sheet: ReadSheet) -> Iterator[Fault]:
    """Check that an agency is not closed for ever: reminders move to working days, and look for one."""
    told = {row.values["day"]: row for row in sheet.rows if {"day", "closed"} <= row.values.keys()}
    days = Workdays({day: row.values["closed"] != "no" for day, row in told.items()})
    for day in sorted(told):
        if days.rest(day) >= LONGEST_REST:
            yield sheet.fault(told[day], "day", "no_day_left", day)
            return


# --- the assessment -----------------------------------------------------------------------------------


def _one_agency(sheet: ReadSheet) -> Iterator[Fault]:
    if not sheet.rows:
        yield Fault(sheet="agency", problem="no_agency")
    for row in sheet.rows[1:]:
        yield sheet.fault(row, "code", "several_agencies", row.values.get("code"))


def _assessment(sheet: ReadSheet, row: ReadRow, known: _Known) -> Iterator[Fault]:
    year, variant, level = (
        row.values.get("fiscal_year", 0),
        row.values.get("variant"),
        row.values.get("level"),
    )
    framework = known.frameworks.get(year)
    if framework is None:
        if year and variant:
            names = _names(" ".join(map(str, name)) for name in _framework_names())
            yield sheet.fault(row, "fiscal_year", "unknown_framework", f"{year} {variant}", names)
    elif level and level not in (levels := [one.name.th for one in framework.rating.levels]):
        yield sheet.fault(row, "level", "unknown_level", level, _names(levels))


def _year(
    sheet: ReadSheet, row: ReadRow, column: str, years: Keys | None, where: str = "assessment"
) -> Iterator[Fault]:
    year = row.values.get(column)
    if year and years is not None and (year,) not in years:
        yield sheet.fault(row, column, "unknown_year", year, where)


def _published(sheet: ReadSheet, row: ReadRow, known: _Known) -> Iterator[Fault]:
    yield from _year(sheet, row, "fiscal_year", known.years)
    framework = known.frameworks.get(row.values.get("fiscal_year", 0))
    kind, key = row.values.get("kind"), row.values.get("key")
    if framework is None or key is None:
        return
    indicators = [str(one.no) for one in framework.indicators]
    tools = [str(tool) for tool in _tools(framework)]
    if kind == "indicator" and key not in indicators:
        yield sheet.fault(row, "key", "unknown_indicator", key, _names(indicators))
    if kind == "tool" and key not in tools:
        yield sheet.fault(row, "key", "unknown_tool", key, _names(tools))


def _tools(framework: frameworks.Framework) -> Iterator[Tool]:
    for tool in framework.tools:
        yield tool.code
        yield from (part.code for part in tool.parts)


def _question(sheet: ReadSheet, row: ReadRow, known: _Known) -> Iterator[Fault]:
    yield from _year(sheet, row, "fiscal_year", known.years)
    framework = known.frameworks.get(row.values.get("fiscal_year", 0))
    code = row.values.get("question")
    if framework is not None and code is not None:
        if code not in {str(one.code) for one in framework.questions}:
            yield sheet.fault(row, "question", "unknown_question", code)
        elif "part" in row.values:
            yield from _part(sheet, row, code, framework.parts_of(Question.parse(code)))
    score, printed = row.values.get("score"), row.values.get("printed")
    if score is not None and printed is not None:
        try:
            same = values.score(printed) == score
        except values.Refused:
            same = False
        if not same:
            yield sheet.fault(row, "printed", "printed_differs", printed, str(score))


def _part(sheet: ReadSheet, row: ReadRow, code: str, parts: tuple[int, ...]) -> Iterator[Fault]:
    part = row.values["part"]
    if part in parts:
        return
    if parts == (0,):
        yield sheet.fault(row, "part", "part_unwanted", code)
    elif part == 0:
        yield sheet.fault(row, "part", "part_needed", code, _names(parts))
    else:
        yield sheet.fault(row, "part", "unknown_part", code, _names(parts))


# --- the plan -----------------------------------------------------------------------------------------


def _issue(sheet: ReadSheet, row: ReadRow, known: _Known) -> Iterator[Fault]:
    yield from _year(sheet, row, "assessment_year", known.years)
    framework = known.frameworks.get(row.values.get("assessment_year", 0))
    number = row.values.get("issue")
    issues = [one.no for one in framework.issues] if framework else []  # some years' issues are not known
    if number and issues and number not in issues:
        yield sheet.fault(row, "issue", "unknown_issue", number, _names(issues))


def _measure(sheet: ReadSheet, row: ReadRow, known: _Known) -> Iterator[Fault]:
    yield from _issue_of(sheet, row, known)
    start, due = row.values.get("start"), row.values.get("due")
    if start and due and start > due:
        yield sheet.fault(row, "start", "start_after_end", start, str(due))


def _issue_of(sheet: ReadSheet, row: ReadRow, known: _Known) -> Iterator[Fault]:
    year, number = row.values.get("plan_year"), row.values.get("issue")
    if not year or not number or known.issues is None or (year, number) in known.issues:
        return
    there = sorted(issue for its_year, issue in known.issues if its_year == year)
    if there:
        yield sheet.fault(row, "issue", "unknown_issue", number, _names(there))
    else:
        yield sheet.fault(row, "plan_year", "unknown_year", year, "issues")


def _measure_of(sheet: ReadSheet, row: ReadRow, known: _Known) -> Iterator[Fault]:
    key = tuple(row.values.get(name) for name in ("plan_year", "issue", "measure"))
    if None not in key and known.measures is not None and key not in known.measures:
        yield sheet.fault(row, "measure", "unknown_measure", f"{key[1]}.{key[2]} of {key[0]}")


def _owner(sheet: ReadSheet, row: ReadRow, known: _Known) -> Iterator[Fault]:
    yield from _measure_of(sheet, row, known)
    unit = row.values.get("unit")
    if unit is not None and known.units is not None and (unit,) not in known.units:
        close = difflib.get_close_matches(unit, [str(abbr) for (abbr,) in known.units], n=3, cutoff=0.5)
        yield sheet.fault(
            row, "unit", "unknown_unit", unit, f"; close to it: {_names(close)}" if close else ""
        )


# --- corrections --------------------------------------------------------------------------------------

_OF_PLAN = ("measure", "step", "owner")
_WITHOUT_KEY = ("document", "limitation")
_EXPECTED = {
    "question": "a question's code, like i19",
    "score": "a question's code, like i19",
    "issue": "an issue's number, like 2",
    "measure": "a measure, like 4.1",
    "step": "an issue's number, like 2",
    "owner": "an issue's number, like 2",
    "level": "a level's name",
}


def _correction(sheet: ReadSheet, row: ReadRow, known: _Known) -> Iterator[Fault]:
    subject, key, year = (row.values.get(name) for name in ("subject", "subject_key", "fiscal_year"))
    if subject is None or key is None or year is None:
        return
    if subject in _OF_PLAN:
        yield from _year(sheet, row, "fiscal_year", known.plan_years, "issues")
    else:
        yield from _year(sheet, row, "fiscal_year", known.years)
    if subject in _WITHOUT_KEY:
        if key:
            yield sheet.fault(row, "subject_key", "subject_key_unwanted", subject)
    elif not key:
        yield sheet.fault(row, "subject_key", "subject_key_needed", subject, _EXPECTED[subject])
    else:
        for one in key.split():
            if not _names_something(subject, one, year, known):
                yield sheet.fault(row, "subject_key", "unknown_subject_key", one, _EXPECTED[subject])


def _names_something(subject: str, key: str, year: int, known: _Known) -> bool:
    framework = known.frameworks.get(year)
    if subject in {"question", "score"}:
        return framework is None or key in {str(one.code) for one in framework.questions}
    if subject == "level":
        return framework is None or key in {one.name.th for one in framework.rating.levels}
    if subject == "measure":
        try:
            measure = MeasureId.parse(key)
        except ValueError:
            return False
        return known.measures is None or (year, measure.issue, measure.number) in known.measures
    if subject == "issue":
        return framework is None or not framework.issues or key in {str(one.no) for one in framework.issues}
    return known.issues is None or key in {str(issue) for its_year, issue in known.issues if its_year == year}


_RULES = {
    "assessment": _assessment,
    "published": _published,
    "questions": _question,
    "issues": _issue,
    "measures": _measure,
    "steps": _measure_of,
    "owners": _owner,
    "corrections": _correction,
}
