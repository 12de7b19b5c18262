"""Chosen weekdays hold for all that is pushed: digest and queue wait for them, alarms come before."""

from __future__ import annotations

import pytest

from bot.store import office as offices
from bot.store import queries
from bot.store.engine import writing
from tests.flows.conftest import Stage
from tests.flows.desk import Desk
from tests.flows.office import Staff, texts
from tests.flows.rounds import do_round, pushes, turn_to

MONDAY, WEDNESDAY, THURSDAY = 1, 3, 4


@pytest.fixture
def stage(emptied_stage: Stage) -> Stage:
    """An empty agency's stage."""
    return emptied_stage


@pytest.fixture
def office(stage: Stage) -> Desk:
    """The agency, nobody registered."""
    return Desk(stage)


@pytest.fixture
def suda(stage, office) -> Staff:
    """Somebody of a unit with 31 measures, all due on 30 April; the duties are planned on 1 April."""
    found: Staff = office.person("สุดา", "ศส.")
    do_round(stage)
    return found


def told(stage: Stage, staff: Staff, *moments: str) -> list[str]:
    """Do rounds at these moments; return what was pushed to somebody."""
    before = len(pushes(stage))
    for moment in moments:
        turn_to(stage, moment)
        do_round(stage)
    mine = [call for call in pushes(stage)[before:] if call.request["to"] == staff.line.user_id]
    return [" ".join(texts(call.request["messages"])) for call in mine]


def test_the_digest_comes_on_the_first_chosen_day_of_the_week(stage, suda) -> None:
    suda.want("reminder.set", weekdays=[WEDNESDAY, THURSDAY])
    told(stage, suda, "2024-04-18 13:00")
    assert told(stage, suda, "2024-04-22 13:00", "2024-04-23 13:00") == []
    (card,) = told(stage, suda, "2024-04-24 13:00")
    assert "สัปดาห์" in card
    assert "สัปดาห์" not in "".join(told(stage, suda, "2024-04-25 13:00", "2024-04-26 13:00"))


def test_in_a_week_without_the_chosen_day_it_comes_when_it_is_due(stage, suda) -> None:
    """Monday, 8 April, is a day off: the week begins on Tuesday."""
    suda.want("reminder.set", weekdays=[MONDAY])
    told(stage, suda, "2024-04-01 13:00", "2024-04-04 13:00")
    (card,) = told(stage, suda, "2024-04-09 12:59", "2024-04-09 13:00")
    assert "สัปดาห์" in card


def test_a_digest_that_waits_follows_days_that_are_chosen_now(stage, suda) -> None:
    told(stage, suda, "2024-04-19 13:00")
    assert told(stage, suda, "2024-04-22 09:00") == []
    suda.want("reminder.set", weekdays=[WEDNESDAY])
    assert told(stage, suda, "2024-04-22 13:00", "2024-04-23 13:00") == []
    turn_to(stage, "2024-04-23 14:00")
    suda.want("reminder.set", weekdays=[THURSDAY])
    assert told(stage, suda, "2024-04-24 13:00") == []
    (card,) = told(stage, suda, "2024-04-25 13:00")
    assert "สัปดาห์" in card


def test_the_own_list_names_the_day_on_which_the_digest_comes(stage, suda) -> None:
    suda.want("reminder.set", weekdays=[WEDNESDAY])
    told(stage, suda, "2024-04-19 13:00")
    suda.say("เตือนอะไรฉันบ้าง")
    assert "พ. 24 เม.ย. 2567" in suda.card
    assert "22 เม.ย." not in suda.card


def test_it_rides_free_on_an_answer_before_its_day(stage, suda) -> None:
    suda.want("reminder.set", weekdays=[THURSDAY])
    told(stage, suda, "2024-04-18 13:00", "2024-04-22 09:00")
    suda.say("คะแนนรวม")
    assert len(suda.got) == 2
    assert "สัปดาห์" in suda.card


def test_reports_that_wait_are_told_on_a_chosen_day(stage, office) -> None:
    """Without a digest what has waited for three working days is pushed on Monday, 29 April, or later."""
    with writing(office.engine) as session:
        offices.decide(session, office.agency_id, digest=False)
        queries.touch(session, office.agency_id)
    reviewer = office.person("ผู้ตรวจ", "กย.", role="reviewer")
    reviewer.want("reminder.set", weekdays=[WEDNESDAY])
    suda = office.person("สุดา", "ศส.")
    told(stage, suda, "2024-04-18 09:00")
    office.file_whole(suda, "3.2", reviewer)
    do_round(stage)
    assert told(stage, reviewer, "2024-04-24 13:00", "2024-04-29 13:00", "2024-04-30 13:00") == []
    (card,) = told(stage, reviewer, "2024-05-01 13:00")
    assert "มีรายงานรอคุณตรวจ 1 ฉบับ" in card
    assert told(stage, reviewer, "2024-05-02 13:00") == []


def test_an_alarm_comes_on_the_chosen_day_before_it_is_due(stage, office) -> None:
    """Nobody hears of any unit; that is pushed fourteen working days before the deadline, on 4 April."""
    admin = office.person("กลาง", "สล.", role="admin")
    admin.want("reminder.set", weekdays=[WEDNESDAY])
    assert told(stage, admin, "2024-04-02 09:00", "2024-04-02 13:00") == []
    (card,) = told(stage, admin, "2024-04-03 13:00")
    assert "ยังไม่มีผู้รับการเตือน" in card
    assert told(stage, admin, "2024-04-04 13:00", "2024-04-05 13:00") == []


def test_an_escalation_comes_on_the_chosen_day_before_it_is_due(stage, office, suda) -> None:
    """Seven working days after the deadline are Monday, 13 May; this one chose Thursdays."""
    admin = office.person("กลาง", "สล.", role="admin")
    admin.want("reminder.set", weekdays=[THURSDAY])
    told(stage, suda, "2024-05-07 13:00")
    assert told(stage, admin, "2024-05-08 13:00") == []
    assert "เกินกำหนดแล้วและยังไม่มีรายงาน" in "".join(told(stage, admin, "2024-05-09 13:00"))
    assert "เกินกำหนดแล้วและยังไม่มีรายงาน" not in "".join(told(stage, admin, "2024-05-13 13:00"))
