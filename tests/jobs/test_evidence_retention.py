"""Old evidence goes with its content: what belongs to no report in a week, all else after five years."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from bot.evidence.vault import open_vault
from bot.jobs import Jobs, retention
from bot.store import evidence as rows
from bot.store.engine import reading, writing
from bot.store.tables import Agency, Channel, Chat, Evidence, Measure, Report, Unit
from tests.jobs.conftest import PACE, started, wait_for
from tests.jobs.rows import query, states

NOW = dt.datetime(2030, 4, 1, 2, 0, tzinfo=dt.UTC)
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
WEEK, YEARS = 7 * DAY, 1826 * DAY


@pytest.fixture
def vault(tmp_path):
    return open_vault((tmp_path / "evidence").as_uri())


def a_report(session):
    """Store a report and all that it needs; return it."""
    session.add(agency := Agency(code="x", name_th="x", short_th="x"))
    session.add(channel := Channel())
    session.flush()
    session.add(chat := Chat(channel_id=channel.id, line_id="U1"))
    session.add(unit := Unit(agency_id=agency.id, position=1, abbr="u"))
    day, name = dt.date(2024, 4, 1), {"text": "x", "period": "x"}
    measure = Measure(agency_id=agency.id, plan_year=2567, issue=1, number=1, start=day, due=day, **name)
    session.add(measure)
    session.flush()
    of = {"agency_id": agency.id, "measure_id": measure.id, "unit_id": unit.id, "chat_id": chat.id}
    session.add(report := Report(**of, filing="f", percent=50, received_at=NOW - 2 * YEARS))
    session.flush()
    return report


@pytest.fixture
def keep(jobs_engine, vault):
    """Store evidence under a name, with content."""
    with writing(jobs_engine) as session:
        report = a_report(session)

    def add(name, age, *, reported=False, **values):
        place = f"1/ab/{name.encode().hex():0>64}"
        vault.put(place, io.BytesIO(name.encode()))
        row = Evidence(
            agency_id=report.agency_id,
            chat_id=report.chat_id,
            message_id=name,
            kind="image",
            received_at=NOW - age,
            report_id=report.id if reported else None,
            **{"state": "kept", "place": place, **values},
        )
        with writing(jobs_engine) as session:
            session.add(row)
        return row

    return add


def run(engine, vault, batch=500):
    jobs = Jobs(engine, "node-1", PACE)
    retention.define(jobs, lambda: NOW, vault, batch)
    with writing(engine) as session:
        work = jobs.enqueue(session, "retention", "1")
    with started(jobs):
        wait_for(lambda: states(engine).get(work) == "SUCCESS")


def left(engine, vault):
    found = dict(query(engine, "SELECT message_id, place FROM evidence"))
    assert all(vault.exists(place) for place in found.values() if place)
    return set(found)


def test_exactly_what_is_old_goes_with_its_content(jobs_engine, vault, keep):
    keep("loose, young", WEEK)
    keep("of a report", YEARS, reported=True)
    keep("withdrawn, young", WEEK, reported=True, state="withdrawn")
    goes = [
        keep("loose, old", WEEK + SECOND),
        keep("loose, never fetched", WEEK + SECOND, state="expected"),
        keep("loose, refused", WEEK + SECOND, state="refused"),
        keep("loose, a link", WEEK + SECOND, place=None),
        keep("withdrawn, old", WEEK + SECOND, reported=True, state="withdrawn"),
        keep("of an old report", YEARS + SECOND, reported=True),
    ]
    run(jobs_engine, vault)
    assert left(jobs_engine, vault) == {"loose, young", "of a report", "withdrawn, young"}
    assert not any(vault.exists(row.place) for row in goes if row.place)
    with reading(jobs_engine) as session:
        assert rows.shown(session, goes[0].id) is None


def test_it_goes_in_batches(jobs_engine, vault, keep):
    places = [keep(f"{n}", 8 * DAY).place for n in range(5)]
    run(jobs_engine, vault, batch=2)
    assert left(jobs_engine, vault) == set()
    assert not any(vault.exists(place) for place in places)
