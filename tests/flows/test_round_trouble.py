"""Reminders where something is otherwise than planned: time, people, deadlines."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text

from bot.store import extensions, queries
from bot.store import office as offices
from bot.store.engine import reading, writing
from tests.flows.conftest import Stage
from tests.flows.office import Office, Staff, texts
from tests.flows.rounds import pushes, tick, turn_to

RECORDS = """SELECT reminder.rung, state, why, measure.issue || '.' || measure.number FROM reminder
    JOIN duty ON duty.id = duty_id JOIN measure ON measure.id = duty.measure_id
    WHERE person_id = :person ORDER BY reminder.id"""


@pytest.fixture
def office(stage: Stage) -> Office:
    """The agency without digests, nobody registered."""
    made = Office(stage)
    with writing(made.engine) as session:
        offices.decide(session, made.agency_id, digest=False)
        queries.advance(session, made.agency_id)
    return made


def present(office: Office, name: str, *units: str) -> Staff:
    """Bring in somebody whom the bot can reach."""
    staff: Staff = office.person(name, *units)
    staff.say("สวัสดี")
    return staff


def at(stage: Stage, *moments: str) -> list[str]:
    """Do what is due at these moments; return to whom something was pushed."""
    before = len(pushes(stage))
    for moment in moments:
        turn_to(stage, moment)
        tick(stage)
    return [one.request["to"] for one in pushes(stage)[before:]]


def records(office: Office, measure: str = "") -> list[tuple[str, str, str | None]]:
    """Return what became of the only person's reminders: step, state and why, in the order of the steps."""
    (member,) = office.members()
    with reading(office.engine) as session:
        rows = session.connection().execute(text(RECORDS), {"person": member.person_id}).all()
    return list(dict.fromkeys((rung, state, why) for rung, state, why, key in rows if measure in {"", key}))


def words(stage: Stage) -> str:
    """Return all words of the last push."""
    return " ".join(texts(pushes(stage)[-1].request["messages"]))


def move_all(office: Office, start: dt.date, due: dt.date) -> None:
    """Give all measures another period."""
    with writing(office.engine) as session:
        session.connection().execute(
            text("UPDATE measure SET start = :start, due = :due"), {"start": start, "due": due}
        )
        queries.touch(session, office.agency_id)


def test_a_clock_that_is_set_back_tells_nobody_again(stage, office) -> None:
    suda = present(office, "สุดา", "ศส.")
    at(stage, "2024-04-03 13:00")
    assert at(stage, "2024-04-04 13:00") == [suda.line.user_id]
    assert at(stage, "2024-04-03 13:00", "2024-04-03 16:00", "2024-04-04 12:59", "2024-04-04 13:30") == []
    assert at(stage, "2024-04-05 13:00", "2024-04-19 13:00") == [suda.line.user_id]


def test_ten_days_of_nothing_come_to_one_card_with_the_days_that_are_left(stage, office) -> None:
    suda = present(office, "สุดา", "ศส.")
    at(stage, "2024-04-03 13:00")
    assert at(stage, "2024-04-26 09:00", "2024-04-26 13:00") == [suda.line.user_id]
    assert "4 วัน" in words(stage)
    assert records(office) == [
        ("t-14", "merged", "missed"),
        ("t-7", "merged", "missed"),
        ("t-3", "shown", None),
    ]


def test_a_deadline_that_passed_meanwhile_is_told_as_passed(stage, office) -> None:
    suda = present(office, "สุดา", "ศส.")
    at(stage, "2024-04-03 13:00")
    assert at(stage, "2024-05-03 13:00", "2024-05-03 15:00") == [suda.line.user_id]
    assert "เกินกำหนด" in words(stage)
    assert [record for record in records(office) if record[1] == "shown"] == [("over-1", "shown", None)]


def test_the_leap_day_is_a_deadline(stage, office) -> None:
    suda = present(office, "สุดา", "ศส.")
    turn_to(stage, "2024-02-27 10:00")
    move_all(office, dt.date(2024, 1, 8), dt.date(2024, 2, 29))
    told = [at(stage, f"2024-{day} 13:00") for day in ("02-27", "02-28", "02-29", "03-01", "03-04")]
    once = [suda.line.user_id]
    assert told == [[], once, once, once, []]
    assert [rung for rung, _, _ in records(office)] == ["t-1", "due", "over-1"]


def test_an_extension_on_the_way_starts_a_new_ladder(stage, office) -> None:
    suda = present(office, "สุดา", "ศส.")
    at(stage, "2024-04-18 13:00", "2024-04-19 08:30")
    (member,) = office.members()
    with writing(office.engine) as session:
        wish = extensions.Wish(
            agency_id=office.agency_id,
            year=2567,
            measure="3.2",
            unit="ศส.",
            person_id=member.person_id,
            chat_id=session.connection().execute(text("SELECT min(id) FROM chat")).scalar_one(),
            message_id=None,
            asked_at=stage.clock(),
            due_before=dt.date(2024, 4, 30),
            until=dt.date(2024, 5, 31),
            reason="รอประชุม",
        )
        key = extensions.ask(session, wish)
        extensions.decide(session, key, state=extensions.GRANTED, by=member.person_id, now=stage.clock())
        queries.touch(session, office.agency_id)
    assert at(stage, "2024-04-19 13:00") == [suda.line.user_id]
    assert records(office, "3.2") == [("t-7", "stopped", "moved")]
    assert records(office, "3.3") == [("t-7", "shown", None)]
    at(stage, *(f"2024-04-{day} 13:00" for day in (25, 29, 30)))
    assert [rung for rung, _, _ in records(office, "3.2")] == ["t-7"]
    move_all(office, dt.date(2024, 3, 6), dt.date(2024, 5, 31))
    told = at(stage, *(f"2024-05-{day:02} 13:00" for day in range(1, 32)))
    assert told == [suda.line.user_id] * 5
    assert [rung for rung, _, _ in records(office, "3.2")[1:]] == ["t-14", "t-7", "t-3", "t-1", "due"]


def test_who_blocks_the_bot_is_told_nothing_and_that_is_on_record(stage, office) -> None:
    suda = present(office, "สุดา", "ศส.")
    at(stage, "2024-04-03 13:00", "2024-04-04 08:30")
    stage.line.deliver(stage.line.unfollow(suda.line))
    present(office, "มานี", "กร.1")  # events have their order in a chat only: hers comes after
    assert suda.line.user_id not in at(stage, "2024-04-04 13:00", "2024-04-19 13:00")
    with reading(office.engine) as session:
        found = session.connection().execute(text("SELECT DISTINCT state FROM reminder WHERE rung = 't-14'"))
        assert [state for (state,) in found] == ["unreachable"]


def test_who_registers_later_hears_of_what_is_next(stage, office) -> None:
    assert at(stage, "2024-04-03 13:00", "2024-04-04 13:00") == []
    suda = present(office, "สุดา", "ศส.")
    assert at(stage, "2024-04-05 13:00", "2024-04-18 13:00") == []
    assert at(stage, "2024-04-19 13:00") == [suda.line.user_id]


def test_who_left_the_unit_before_the_hour_is_told_nothing(stage, office) -> None:
    suda = present(office, "สุดา", "ศส.")
    at(stage, "2024-04-03 13:00", "2024-04-04 08:30")
    with writing(office.engine) as session:
        session.connection().execute(text("UPDATE membership SET ended_at = :now"), {"now": stage.clock()})
        queries.advance(session, office.agency_id)
    assert at(stage, "2024-04-04 13:00", "2024-04-04 14:00") == []
    with reading(office.engine) as session:
        found = session.connection().execute(text("SELECT DISTINCT state FROM reminder"))
        assert [state for (state,) in found] == ["unreachable"]
    assert suda.got


def test_who_answers_for_two_units_gets_one_card(stage, office) -> None:
    suda = present(office, "สุดา", "ศส.", "กร.1")
    assert at(stage, "2024-04-03 13:00", "2024-04-04 13:00", "2024-04-04 16:00") == [suda.line.user_id]
