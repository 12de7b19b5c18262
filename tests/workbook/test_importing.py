"""Imports: all or nothing, once or twice, and only what the workbook speaks of."""

from __future__ import annotations

import datetime as dt

import pytest

from bot import workbook
from bot.store import queries
from bot.store.engine import reading, writing
from bot.store.tables import MeasureOwner, Unit

NOW = dt.datetime(2024, 4, 1, 9, 0, tzinfo=dt.UTC)


def changes(report):
    return {
        one.sheet: (one.added, one.changed, len(one.removed))
        for one in report.sheets
        if one.changes or one.kept
    }


def load(engine, path, *, dry_run=False):
    return workbook.import_path(engine, path, dry_run=dry_run, now=NOW)


def plan(engine, year=2567):
    with reading(engine) as session:
        return queries.plan(session, queries.only_agency(session).id, year)


def version(engine):
    with reading(engine) as session:
        agency = queries.only_agency(session)
        return agency and agency.revision


def test_the_example_is_imported_whole(engine):
    report = load(engine, workbook.example_path())
    assert report.agency_code == "diw"
    assert {one.sheet: one.added for one in report.sheets} == {
        "agency": 1,
        "units": 17,
        "assessment": 1,
        "published": 10,
        "questions": 103,
        "issues": 7,
        "measures": 47,
        "steps": 141,
        "owners": 252,
        "corrections": 26,
        "closures": 0,
    }
    assert report.changes == sum(one.added for one in report.sheets)


def test_twice_changes_nothing(example_engine):
    before = version(example_engine)
    report = load(example_engine, workbook.example_path())
    assert report.changes == 0
    assert report.sheet("measures").unchanged == 47
    assert version(example_engine) == before


def test_a_dry_run_tells_and_leaves_nothing(engine, form, tmp_path):
    path = form.csv(tmp_path / "form")
    report = load(engine, path, dry_run=True)
    assert report.dry_run
    assert report.changes == 11
    assert version(engine) is None
    assert not load(engine, path).dry_run


def test_with_one_fault_nothing_is_stored(engine, form, tmp_path):
    path = form.set("corrections", 2, "confidence", "sure").csv(tmp_path / "form")
    with pytest.raises(workbook.Faulty) as raised:
        load(engine, path)
    assert [fault.problem for fault in raised.value.faults] == ["not_a_choice"]
    assert str(raised.value) == str(raised.value.faults[0])
    assert version(engine) is None


def test_what_differs_is_changed_and_counted(example_engine, example, tmp_path):
    before = {one.measure.id for one in plan(example_engine).measures}
    revision = version(example_engine)
    example.set("measures", 2, "text", "ใหม่")
    example.set("questions", 5, "score", "100.00").set("questions", 5, "printed", "100.00")
    example.set("agency", 2, "name_en", "DIW")
    example.drop("steps", 4).drop("corrections", 27)
    example.repeat("published", kind="tool", key="OIT", score="100")
    report = load(example_engine, example.csv(tmp_path / "form"))
    assert changes(report) == {
        "agency": (0, 1, 0),
        "published": (1, 0, 0),
        "questions": (0, 1, 0),
        "measures": (0, 1, 0),
        "steps": (0, 0, 1),
        "corrections": (0, 0, 1),
    }
    assert report.sheet("steps").removed == ("plan_year 2567, issue 1, measure 1, step 3",)
    assert version(example_engine) == revision + 1
    after = plan(example_engine)
    assert after.measures[0].measure.text == "ใหม่"
    assert {one.measure.id for one in after.measures} == before
    with reading(example_engine) as session:
        found = queries.assessment(session, queries.only_agency(session).id, 2566)
    assert str(found.questions[3].score) == "100.00"  # was printed 100
    assert load(example_engine, tmp_path / "form").changes == 0


def test_a_removed_measure_is_named_and_takes_its_parts_along(example_engine, example, tmp_path):
    example.drop("measures", 2)
    for sheet in ("steps", "owners"):
        rows = example.sheets[sheet]
        example.sheets[sheet] = [row for row in rows if row[1:3] != ["1", "1"]]
    example.drop(
        "corrections", *[n for n, row in enumerate(example.sheets["corrections"], 1) if row[2] == "1.1"]
    )
    report = load(example_engine, example.csv(tmp_path / "form"))
    assert report.sheet("measures").removed == ("plan_year 2567, issue 1, measure 1",)
    assert len(plan(example_engine).measures) == 46


def test_an_unused_unit_goes_and_a_used_one_stays(example_engine, example, tmp_path):
    with writing(example_engine) as session:
        key = queries.only_agency(session).id
        idle, used = (Unit(agency_id=key, position=90, abbr=abbr) for abbr in ("idle", "used"))
        session.add_all((idle, used))
    path = example.csv(tmp_path / "form")
    report = load(example_engine, path, dry_run=True)
    assert report.sheet("units").removed == ("abbr idle", "abbr used")

    example.sheets["issues"] = example.sheets["issues"][:1]  # a workbook without a plan leaves plans alone
    example.sheets["measures"] = example.sheets["measures"][:1]
    example.sheets["steps"] = example.sheets["steps"][:1]
    example.sheets["owners"] = example.sheets["owners"][:1]
    rows = example.sheets["corrections"]
    example.sheets["corrections"] = [row for row in rows if row[0] != "2567"]
    with writing(example_engine) as session:
        measure = queries.plan(session, key, 2567).measures[0].measure
        session.add(MeasureOwner(measure_id=measure.id, unit_id=used.id, position=99))
    report = load(example_engine, example.csv(tmp_path / "form"))
    assert report.sheet("units").removed == ("abbr idle",)
    assert report.sheet("units").kept == ("abbr used",)
    assert changes(report) == {"units": (0, 0, 1)}
    assert len(plan(example_engine).measures) == 47
    with reading(example_engine) as session:
        assert len(queries.corrections(session, key)) == 26


def test_a_blank_progress_leaves_what_was_reported(example_engine, example, tmp_path):
    with writing(example_engine) as session:
        rows = queries.plan(session, queries.only_agency(session).id, 2567)
        rows.measures[0].measure.percent = 40
    assert load(example_engine, workbook.example_path()).changes == 0
    assert plan(example_engine).measures[0].measure.percent == 40
    example.set("measures", 2, "percent", "๕๐")
    assert changes(load(example_engine, example.csv(tmp_path / "form"))) == {"measures": (0, 1, 0)}
    assert plan(example_engine).measures[0].measure.percent == 50


def test_another_order_is_a_change(example_engine, example, tmp_path):
    owners = example.sheets["owners"]
    owners[1], owners[2] = owners[2], owners[1]
    assert changes(load(example_engine, example.csv(tmp_path / "form"))) == {"owners": (0, 2, 0)}
    first = plan(example_engine).measures[0]
    assert [owner.unit.abbr for owner in first.owners][:2] == ["กร.2", "กร.1"]


def test_another_year_and_another_agency_stand_beside(example_engine, form, tmp_path):
    form.set("agency", 2, "code", "diw")
    for sheet, column in (
        ("assessment", "fiscal_year"),
        ("published", "fiscal_year"),
        ("questions", "fiscal_year"),
    ):
        form.set(sheet, 2, column, "2565")
    form.set("assessment", 2, "level", "AA").set("corrections", 2, "fiscal_year", "2565")
    form.set("issues", 2, "assessment_year", "2565")
    for sheet in ("issues", "measures", "steps", "owners"):
        form.set(sheet, 2, "plan_year", "2566")
    path = form.csv(tmp_path / "form")
    load(example_engine, path)
    with reading(example_engine) as session:
        key = queries.only_agency(session).id
        assert queries.assessment_years(session, key) == [2566, 2565]
        assert queries.plan_years(session, key) == [2567, 2566]
        assert len(queries.plan(session, key, 2567).measures) == 47
    form.set("agency", 2, "code", "other")
    assert load(example_engine, form.csv(tmp_path / "form")).changes == 11
    with reading(example_engine) as session:
        other = queries.agency_by_code(session, "other")
        assert len(queries.plan(session, other.id, 2566).measures) == 1
        assert len(queries.plan(session, key, 2566).measures) == 1
