"""A new release of the calendar that the government's days off come from, and whom it moves."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import holidays
import pytest
from sqlalchemy import update
from sqlmodel import col, select

from bot.agenda import workdays
from bot.store import duties, office
from bot.store.engine import reading, writing
from bot.store.tables import Duty, Planned, Reminder
from tests.flows.rounds import do_round, pushes

BRIDGE = dt.date(2024, 4, 11)
RELEASE = f"""
import importlib.util, sys

spec = importlib.util.spec_from_file_location(
    "holidays", {holidays.__file__!r}, submodule_search_locations=[{str(Path(holidays.__file__).parent)!r}]
)
present = importlib.util.module_from_spec(spec)
sys.modules["holidays"] = present
spec.loader.exec_module(present)
made = present.country_holidays


def country_holidays(*names, years, **how):
    found = made(*names, years=years, **how)
    return {{**found, __import__("datetime").date(2024, 4, 11): "special"}} if years == 2024 else found


present.country_holidays = country_holidays
"""
"""A later release of the package, as it would be installed: the cabinet made 11 April a day off."""


@pytest.fixture
def later_release(tmp_path):
    """Give the folder in which the later release is installed."""
    place = tmp_path / "later"
    for name, words in (
        ("holidays/__init__.py", RELEASE),
        ("holidays-999.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: holidays\nVersion: 999.0\n"),
    ):
        (place / name).parent.mkdir(parents=True)
        (place / name).write_text(words, "utf-8")
    return place


def tick_with(stage, release, now) -> None:
    """Do a round as a program whose calendar is that release."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ITA_BOT_", "LINE_"))}
    environment = {
        **kept,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(release), os.environ.get("PYTHONPATH")])),
        "LINE_CHANNEL_SECRET": stage.line.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": stage.line.token,
        "LINE_API_BASE_URL": stage.service.settings.api_base_url,
        "DATABASE_URL": stage.service.settings.database_url,
        "ITA_BOT_DATA_DIR": str(release),
    }
    command = [sys.executable, "-m", "bot.cli", "tick", "--now", now]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)  # noqa: S603 (our own)


def planned(office):
    with reading(office.engine) as session:
        return {(row.next_on, row.rung) for row in session.exec(select(Duty))}


def moved(office):
    with reading(office.engine) as session:
        rows = session.exec(select(Reminder).where(Reminder.kind == "moved").order_by(col(Reminder.id)))
        return [(row.rung.split()[:2], row.day, row.push_at) for row in rows]


def test_whom_a_new_release_moves_is_told_free(stage, office, later_release) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    assert planned(office) == {(dt.date(2024, 4, 4), "t-14")}
    tick_with(stage, later_release, "2024-04-01T10:00+07:00")
    assert planned(office) == {(dt.date(2024, 4, 3), "t-14")}
    assert moved(office) == [(["t-14", "20240404"], dt.date(2024, 4, 3), None)]
    tick_with(stage, later_release, "2024-04-01T10:01+07:00")
    assert len(moved(office)) == 1
    suda.say("คะแนนรวม")
    assert "4 เม.ย. 2567 → 3 เม.ย. 2567" in suda.card
    assert pushes(stage) == []
    (entry,) = office.log()
    assert (entry.action, entry.actor, entry.after) == ("calendar.renew", "bot", {"days": 1})


def test_a_release_that_is_taken_back_before_anybody_read_of_it_is_nothing_to_tell(
    stage, office, later_release
) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    tick_with(stage, later_release, "2024-04-01T10:00+07:00")
    do_round(stage)
    assert planned(office) == {(dt.date(2024, 4, 4), "t-14")}
    suda.say("คะแนนรวม")
    assert "→" not in suda.card


def test_a_day_that_the_agency_had_closed_itself_moves_nothing(stage, office, later_release) -> None:
    office.person("สุดา", "ศส.").say("สวัสดี")
    close(office)
    do_round(stage)
    tick_with(stage, later_release, "2024-04-01T10:00+07:00")
    assert planned(office) == {(dt.date(2024, 4, 3), "t-14")}
    assert moved(office) == []


def close(agency) -> None:
    with writing(agency.engine) as session:
        office.set_day(session, agency.agency_id, BRIDGE, closed=True, name=None, now=agency.now())


def test_what_was_planned_before_days_were_kept_is_planned_and_told_to_nobody(stage, office) -> None:
    office.person("สุดา", "ศส.").say("สวัสดี")
    do_round(stage)
    with writing(office.engine) as session:
        session.execute(update(Planned).values(holidays=None, calendar="holidays 0.1"))
    do_round(stage)
    assert moved(office) == []
    with reading(office.engine) as session:
        known = duties.holidays_planned_on(session, office.agency_id)
    assert known == workdays.holidays_between(min(known), max(known))
    assert {2023, 2024} <= known.keys()


def test_what_a_calendar_had_otherwise() -> None:
    now = workdays.holidays_between(2024, 2024)
    assert workdays.otherwise(now) == {}
    songkran = dt.date(2024, 4, 15)
    assert workdays.otherwise({2024: now[2024] - {songkran} | {BRIDGE}}) == {songkran: False, BRIDGE: True}
    assert all(day.weekday() < workdays.SATURDAY for day in now[2024])
