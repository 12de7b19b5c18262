"""The sheet of days off, and what is planned of measures and units that a workbook no longer has."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlmodel import Session, col, func, select

from bot import rounds, workbook
from bot.store import channels, conversations, inbox, office, people, queries
from bot.store.engine import reading, writing
from bot.store.tables import Closure, Duty, Hush, Measure, MeasureLadder, Reminder, Share, Table, Unit
from tests.workbook.forms import faults
from tests.workbook.test_exporting import export
from tests.workbook.test_importing import changes, load

NOW = dt.datetime(2024, 4, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
HEADINGS = ["day", "closed", "name"]


def closures(engine) -> list[tuple[dt.date, bool, str | None]]:
    with reading(engine) as session:
        rows = session.exec(select(Closure).order_by(col(Closure.day)))
        return [(row.day, row.closed, row.name) for row in rows]


def with_days(form, *rows):
    form.sheets["closures"] = [HEADINGS, *map(list, rows)]
    return form


def test_days_come_in_and_go_out_again(example_engine, example, tmp_path):
    days = [("11 เม.ย. 2567", "ปิด", "วันหยุดพิเศษ"), ("12/04/2567", "เปิด", "")]
    report = load(example_engine, with_days(example, *days).csv(tmp_path / "form"))
    assert changes(report) == {"closures": (2, 0, 0)}
    assert closures(example_engine) == [
        (dt.date(2024, 4, 11), True, "วันหยุดพิเศษ"),
        (dt.date(2024, 4, 12), False, None),
    ]
    for name in ("out.xlsx", "out"):
        assert load(example_engine, export(example_engine, tmp_path / name)).changes == 0
    assert "2024-04-11,yes,วันหยุดพิเศษ" in (tmp_path / "out" / "closures.csv").read_text("utf-8-sig")


def test_a_workbook_without_the_sheet_leaves_days_as_they_are(example_engine, example, tmp_path):
    load(example_engine, with_days(example, ("2024-04-11", "yes", "")).csv(tmp_path / "form"))
    assert load(example_engine, workbook.example_path()).changes == 0
    assert len(closures(example_engine)) == 1
    report = load(example_engine, with_days(example, ("2024-04-11", "no", "x")).csv(tmp_path / "form"))
    assert changes(report) == {"closures": (0, 1, 0)}
    report = load(example_engine, with_days(example).csv(tmp_path / "form"))
    assert report.sheet("closures").removed == ("day 2024-04-11",)
    assert closures(example_engine) == []


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (("11 ธันวา", "yes", ""), "day", "not_a_date"),
        (("", "yes", ""), "day", "required"),
        (("2024-04-11", "", ""), "closed", "required"),
        (("2024-04-11", "perhaps", ""), "closed", "not_a_choice"),
        (("2024-04-11", "yes", "ก" * 201), "name", "too_long"),
        (("2024-04-18", "yes", ""), "day", "duplicate_row"),
    ],
)
def test_what_is_wrong_with_a_day_is_named_by_its_place(form, tmp_path, row, column, problem):
    path = with_days(form, ("2024-04-18", "yes", ""), row).csv(tmp_path / "form")
    assert faults(path) == [("closures", 3, column, problem)]


def test_an_agency_that_would_be_closed_for_ever_is_a_fault(form, tmp_path):
    days = [(str(dt.date(2024, 4, 18) + dt.timedelta(days=one)), "yes", "") for one in range(58)]
    path = with_days(form, *days).csv(tmp_path / "form")
    assert faults(path) == [("closures", 2, "day", "no_day_left")]
    path = with_days(form, *days[1:]).csv(tmp_path / "form")
    assert isinstance(workbook.check(workbook.load(path)), workbook.Checked)


# --- what goes ------------------------------------------------------------------------------------------


@pytest.fixture
def planned_engine(example_engine):
    """The example with duties, and of measure 1.1 a reminder, a ladder and a hush."""
    with writing(example_engine) as session:
        agency = queries.only_agency(session).id
        unit = session.exec(select(Unit).where(Unit.abbr == "กร.1")).one()
        contact = example_contact(session)
        person = people.link(
            session,
            agency_id=agency,
            contact_id=contact,
            unit_id=unit.id,
            role="staff",
            notice_version=1,
            now=NOW,
        )
        rounds.plan_one(session, NOW)
        measure = first_measure(session)
        duty = session.exec(select(Duty).where(Duty.measure_id == measure.id, Duty.unit_id == unit.id)).one()
        session.add(
            Reminder(
                agency_id=agency,
                person_id=person,
                duty_id=duty.id,
                kind="duty",
                rung="t-14",
                due=duty.due,
                day=duty.due,
                show_on=duty.due,
            )
        )
        session.add(Hush(person_id=person, measure_id=measure.id, until=duty.due, made_at=NOW))
        office.set_ladder(session, measure.id, ["due"])
    return example_engine


def example_contact(session) -> int:
    channel = inbox.identity(channels.default(session).id)
    return conversations.new_contact(session, channel, "U" + "0" * 32)


def first_measure(session: Session) -> Measure:
    return session.exec(select(Measure).where(Measure.issue == 1, Measure.number == 1)).one()


def count(engine, *tables: type[Table]) -> list[int]:
    with reading(engine) as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in tables]


def without_the_first(example):
    example.drop("measures", 2)
    for sheet in ("steps", "owners"):
        rows = example.sheets[sheet]
        example.sheets[sheet] = [row for row in rows if row[1:3] != ["1", "1"]]
    rows = enumerate(example.sheets["corrections"], 1)
    return example.drop("corrections", *[number for number, row in rows if row[2] == "1.1"])


def test_what_is_planned_of_a_measure_goes_with_it(planned_engine, example, tmp_path):
    (before,) = count(planned_engine, Duty)
    report = load(planned_engine, without_the_first(example).csv(tmp_path / "form"))
    assert report.sheet("measures").removed == ("plan_year 2567, issue 1, measure 1",)
    after, *rest = count(planned_engine, Duty, Reminder, MeasureLadder, Hush)
    assert after < before
    assert rest == [0, 0, 0]


def test_a_measure_with_reports_stays_and_so_does_what_is_planned_of_it(planned_engine, example, tmp_path):
    with writing(planned_engine) as session:
        session.add(share(session))
    before = count(planned_engine, Duty, Reminder, MeasureLadder, Hush)
    report = load(planned_engine, without_the_first(example).csv(tmp_path / "form"))
    assert report.sheet("measures").kept == ("plan_year 2567, issue 1, measure 1",)
    assert count(planned_engine, Duty, Reminder, MeasureLadder, Hush) == before


def share(session):
    unit = session.exec(select(Unit).where(Unit.abbr == "กร.1")).one()
    return Share(measure_id=first_measure(session).id, unit_id=unit.id, percent=10, reported_at=NOW)


def test_a_unit_that_is_gone_takes_its_duties_along(planned_engine, example, tmp_path):
    abbr = "กวภ."
    for sheet, place in (("units", 0), ("owners", 3)):
        example.sheets[sheet] = [row for row in example.sheets[sheet] if row[place] != abbr]
    report = load(planned_engine, example.csv(tmp_path / "form"))
    assert report.sheet("units").removed == (f"abbr {abbr}",)
