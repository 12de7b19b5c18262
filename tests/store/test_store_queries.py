"""Queries on the example agency and on small ones."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import event

from bot.store import queries
from bot.store.engine import reading, writing
from bot.store.tables import Agency, Assessment, PlanIssue


@pytest.fixture
def diw(example_engine):
    """Give a session on the example data, and the agency's key."""
    with reading(example_engine) as session:
        yield session, queries.only_agency(session).id


def test_an_agency_by_key_code_or_because_it_is_the_only_one(diw):
    session, key = diw
    assert (
        queries.agency(session, key) == queries.agency_by_code(session, "diw") == queries.only_agency(session)
    )
    assert queries.agency(session, key + 1) is None
    assert queries.agency_by_code(session, "xyz") is None


def test_two_agencies_are_not_the_only_one(engine):
    with writing(engine) as session:
        assert not queries.any_agency(session)
        session.add_all(Agency(code=code, name_th=code, short_th=code) for code in "ab")
        session.flush()
        assert queries.any_agency(session)
        assert queries.only_agency(session) is None


def test_units_in_their_order(diw):
    session, key = diw
    units = queries.units(session, key)
    assert [unit.abbr for unit in units[:3]] == ["กร.1", "กร.2", "กกอ."]
    assert [unit.abbr for unit in units if unit.full_name] == ["กวภ."]
    assert [unit.kind for unit in units].count("unit") == 14
    assert [unit.kind for unit in units].count("group") == 2
    assert [unit.abbr for unit in units if unit.kind == "all"] == ["ทุกหน่วยงานใน กรอ."]


def test_years_newest_first(engine):
    with writing(engine) as session:
        agency = Agency(code="a", name_th="a", short_th="a")
        session.add(agency)
        session.flush()
        for year in (2565, 2567, 2566):
            session.add(Assessment(agency_id=agency.id, fiscal_year=year, source="x"))
            for number in (1, 2):
                values = {"plan_year": year, "assessment_year": year - 1, "number": number}
                session.add(PlanIssue(agency_id=agency.id, name="x", source="x", **values))
        session.flush()
        assert queries.assessment_years(session, agency.id) == [2567, 2566, 2565]
        assert queries.plan_years(session, agency.id) == [2567, 2566, 2565]


def test_an_assessment_with_all_its_scores(diw):
    session, key = diw
    found = queries.assessment(session, key, 2566)
    assert str(found.assessment.total) == "98.90"
    assert found.assessment.level == "ดีเยี่ยม"
    assert found.assessment.rank == 3
    assert [(row.key, str(row.score)) for row in found.published][:2] == [("1", "99.65"), ("2", "99.01")]
    assert found.published[-1].key == "10"
    codes = list(dict.fromkeys(row.question for row in found.questions))
    assert len(codes) == 88
    assert codes[:2] == ["i1", "i2"]
    assert codes[-1] == "o43"
    e14 = [(row.part, row.score) for row in found.questions if row.question == "e14"]
    assert e14 == [(1, Decimal("94.53")), (2, Decimal("93.75"))]
    missing = [(row.question, row.part) for row in found.questions if row.score is None]
    assert missing == [("e4", 1), ("e4", 2), ("o4", 0)]


def test_no_assessment_and_no_plan_for_other_years(diw):
    session, key = diw
    assert queries.assessment_years(session, key) == [2566]
    assert queries.plan_years(session, key) == [2567]
    assert queries.assessment(session, key, 2559) is None
    assert queries.plan(session, key, 2566) is None


def test_a_plan_in_four_queries(example_engine):
    statements = []
    event.listen(example_engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    with reading(example_engine) as session:
        key = queries.only_agency(session).id
        statements.clear()
        plan = queries.plan(session, key, 2567)
    assert len(statements) == 4
    assert [issue.number for issue in plan.issues] == [1, 2, 3, 4, 5, 6, 7]
    assert len(plan.measures) == 47
    measures = {(one.measure.issue, one.measure.number): one for one in plan.measures}
    assert list(measures) == sorted(measures)
    second = measures[3, 1]
    assert [(owner.unit.abbr, owner.row.printed) for owner in second.owners] == [
        ("ศส.", None),
        ("สล.", "ศล."),
        ("ศบพ.", None),
    ]
    assert [step.number for step in second.steps] == [1, 2, 3]
    assert second.measure.due.isoformat() == "2024-04-30"
    assert second.measure.percent is None


def test_corrections_by_year_subject_and_what_they_name(diw):
    session, key = diw
    assert len(queries.corrections(session, key)) == 26
    score = queries.corrections(session, key, 2566, "score", "i10")
    assert [(row.printed, row.likely) for row in score] == [("98.41", "98.21 (or 98.22)")]
    assert [row.printed for row in queries.corrections(session, key, 2567, "owner", "3")] == ["ศล."]
    for measure in ("7.7", "7.8"):
        assert len(queries.corrections(session, key, 2567, "measure", measure)) == 1
    assert queries.corrections(session, key, 2566, "measure", "7.7") == []
    assert queries.corrections(session, key, subject="question", key="i1") == []


def test_a_version_that_grows(example_engine):
    with writing(example_engine) as session:
        key = queries.only_agency(session).id
        revision, standing = queries.data_version(session, key)
        queries.touch(session, key)
        assert queries.data_version(session, key) == (revision + 1, standing)
        queries.advance(session, key)
        assert queries.data_version(session, key) == (revision + 1, standing + 1)
        assert queries.data_version(session, key + 1) is None


def test_who_decided_on_how_things_stood_is_told_that_they_stand_otherwise(engine):
    with writing(engine) as session:
        agency = Agency(code="a", name_th="a", short_th="a")
        session.add(agency)
        session.flush()
        key = agency.id
    for happens in (
        lambda session: queries.advance(session, key),
        lambda session: queries.touch(session, key),
        lambda session: queries.decide(session, key, closed=True, accepted_by=None),
    ):
        with reading(engine) as session:
            seen = queries.data_version(session, key)
        with writing(engine) as session:
            happens(session)
        with writing(engine) as session:
            assert not queries.advance(session, key, seen=seen)
            assert queries.advance(session, key, seen=queries.data_version(session, key))
