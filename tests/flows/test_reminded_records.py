"""What is kept of reminders: for the person to see, gone with them, and thrown away when it is old."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text

from bot.store import office as offices
from bot.store import reminded
from bot.store.engine import reading, writing
from bot.store.tables import Hush, Leave, ReminderChoice
from tests.flows.desk import Desk
from tests.flows.rounds import tick, turn_to
from tests.flows.test_own_data_file import got

TABLES = ("reminder", "reminder_choice", "hush", "leave", "reminder_card")


@pytest.fixture
def desk(public_stage):
    return Desk(public_stage)


@pytest.fixture
def somsri(desk):
    return desk.person("สมศรี", "ศส.")


@pytest.fixture
def malee(desk):
    return desk.person("มาลี", "กร.1")


def key_of(desk, staff) -> int:
    with reading(desk.engine) as session:
        row = "SELECT person.id FROM person JOIN contact ON contact.id = contact_id WHERE line_id = :line"
        return int(session.connection().execute(text(row), {"line": staff.line.user_id}).scalar_one())


def lives(desk, somsri, malee) -> None:
    """Both are reminded; one is away, for whom the other stands in, and wants to hear less."""
    turn_to(desk.stage, "2024-04-03 13:00")
    tick(desk.stage)
    turn_to(desk.stage, "2024-04-04 13:00")
    tick(desk.stage)
    at = desk.stage.clock()
    one, other = key_of(desk, somsri), key_of(desk, malee)
    days = {"first": dt.date(2024, 4, 9), "last": dt.date(2024, 4, 10), "made_at": at}
    with writing(desk.engine) as session:
        measure = session.connection().execute(text("SELECT max(id) FROM measure")).scalar_one()
        session.add_all(
            [
                ReminderChoice(person_id=one, at="09:00", weekdays=[1, 3]),
                Hush(person_id=one, measure_id=measure, until=dt.date(2024, 4, 9), made_at=at),
                Hush(person_id=one, until=dt.date(2024, 4, 10), made_at=at),
                Leave(agency_id=desk.agency_id, person_id=one, substitute_id=other, made_by=one, **days),
                Leave(agency_id=desk.agency_id, person_id=other, substitute_id=one, made_by=other, **days),
            ]
        )


def counts(desk) -> dict[str, int]:
    with reading(desk.engine) as session:
        ask = session.connection().execute
        return {name: ask(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in TABLES}  # noqa: S608 (ours)


def test_everybody_finds_it_in_their_file(desk, somsri, malee):
    lives(desk, somsri, malee)
    held = got(desk, somsri)["reminders"]
    assert held["choice"] == {"at": "09:00", "weekdays": [1, 3], "digest_only": False, "place": "private"}
    told = next(one for one in held["told"] if one["measure"] == "3.2")
    at = "2024-04-04T13:00:00+07:00"
    expected = {"unit": "ศส.", "kind": "duty", "step": "t-14", "due": "2024-04-30", "day": "2024-04-04"}
    expected |= {"plan_year": 2567, "state": "shown", "why": None, "settled_at": at}
    assert expected.items() <= told.items()
    assert {one["unit"] for one in held["told"]} == {"ศส."}
    assert [(one["measure"] is None, one["until"]) for one in held["not_wanted"]] == [
        (False, "2024-04-09"),
        (True, "2024-04-10"),
    ]
    assert [one["as"] for one in held["leaves"]] == ["absent", "substitute"]
    empty = got(desk, malee)["reminders"]
    assert (empty["choice"], empty["not_wanted"], len(empty["leaves"])) == (None, [], 2)


def test_it_goes_with_the_person_and_others_keep_theirs(desk, somsri, malee):
    lives(desk, somsri, malee)
    before, gone = counts(desk), key_of(desk, somsri)
    somsri.say("ลบข้อมูลของฉัน")
    somsri.press(somsri.button("ลบข้อมูลของฉัน"))
    left = counts(desk)
    assert (left["reminder_choice"], left["hush"], left["leave"], left["reminder_card"]) == (0, 0, 1, 1)
    assert 0 < left["reminder"] < before["reminder"]
    with reading(desk.engine) as session:
        (away,) = reminded.of_person(session, key_of(desk, malee)).away
        row = session.connection().execute(text('SELECT substitute_id FROM "leave"')).scalar_one()
        nothing = reminded.of_person(session, gone)
    assert (away.instead, row) == (False, None)
    assert nothing == reminded.Reminded(choice=None, heard=[], quiet=[], away=[])
    turn_to(desk.stage, "2024-04-19 13:00")
    tick(desk.stage)  # goes on with whoever is left


def test_it_is_thrown_away_a_year_later(desk, somsri, malee):
    lives(desk, somsri, malee)
    settled = desk.stage.clock()
    forgets = (
        reminded.forget_reminders,
        reminded.forget_cards,
        reminded.forget_hushes,
        reminded.forget_leaves,
    )
    with writing(desk.engine) as session:
        assert [forget(session, settled) for forget in forgets] == [0, 0, 0, 0]
    before = counts(desk)
    with writing(desk.engine) as session:
        later = settled + dt.timedelta(days=30)
        assert reminded.forget_cards(session, later) == 0  # reminders are still on them
        assert reminded.forget_reminders(session, later, 3) == 3
        assert reminded.forget_reminders(session, later) == before["reminder"] - 3
        assert [forget(session, later) for forget in forgets] == [0, 2, 2, 2]
    assert sum(counts(desk).values()) == 1  # how she wants to be reminded


def test_days_off_are_kept_as_long_as_reports(desk):
    day = dt.date(2024, 4, 11)
    with writing(desk.engine) as session:
        offices.set_day(session, desk.agency_id, day, closed=True, name=None, now=desk.stage.clock())
        midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
        assert reminded.forget_closures(session, midnight) == 0
        assert reminded.forget_closures(session, midnight + dt.timedelta(days=1)) == 1
