"""Putting reminders off: to a working day, never past the deadline, one measure or all of them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.flows.conftest import Stage
from tests.flows.desk import Desk
from tests.flows.office import Staff
from tests.flows.records import of_measure, states
from tests.flows.rounds import at, do_round, last_push, pushes, turn_to


@pytest.fixture
def office(stage: Stage) -> Desk:
    """The agency, nobody registered."""
    return Desk(stage)


@pytest.fixture
def suda(stage, office) -> Staff:
    """Somebody of a unit with 31 measures, all due on 30 April, who was reminded on 4 April."""
    found: Staff = office.person("สุดา", "ศส.")
    do_round(stage)
    at(stage, "2024-04-04 13:00")
    return found


def test_what_was_shown_comes_again_on_the_day_with_the_days_that_are_left(stage, suda) -> None:
    suda.want("reminder.snooze", days=6)
    assert "จะเตือนอีกครั้ง พ. 10 เม.ย. 2567" in suda.card
    assert at(stage, "2024-04-09 13:00") == 2  # the digest
    assert "ขอเตือน" not in last_push(stage)
    assert at(stage, "2024-04-10 12:59") == 2
    assert at(stage, "2024-04-10 13:00") == 3
    assert "31 มาตรการ" in last_push(stage)
    assert "20 วัน" in last_push(stage)


def test_it_comes_at_ones_own_hour(stage, suda) -> None:
    suda.want("reminder.set", at="09:30")
    suda.want("reminder.snooze", days=1)
    assert at(stage, "2024-04-05 09:29") == 1
    assert at(stage, "2024-04-05 09:30") == 2


def test_what_waits_is_not_shown_meanwhile(stage, suda) -> None:
    at(stage, "2024-04-19 09:00")
    suda.want("reminder.snooze", until="2024-04-23")
    assert len(suda.got) == 1
    suda.say("คะแนนรวม")
    assert "มาตรการรอดำเนินการ" not in suda.card
    assert states(stage, suda, "t-7") == {"merged"}
    at(stage, "2024-04-23 13:00")
    assert "31 มาตรการ" in last_push(stage)


def test_steps_meanwhile_are_merged_into_it(stage, suda) -> None:
    suda.want("reminder.snooze", until="2024-04-22")
    before = at(stage, "2024-04-19 13:00")
    assert at(stage, "2024-04-22 13:00") == before + 1
    assert "31 มาตรการ" in last_push(stage)
    assert states(stage, suda, "t-7") == {"merged"}


def test_a_day_off_becomes_a_working_day_before_it(suda) -> None:
    suda.want("reminder.snooze", until="2024-04-14")
    assert "จะเตือนอีกครั้ง พฤ. 11 เม.ย. 2567" in suda.card
    assert "เป็นวันหยุด" in suda.card


def test_a_day_off_with_none_before_it_becomes_the_next_working_day(stage, suda) -> None:
    at(stage, "2024-04-11 13:00")
    suda.want("reminder.snooze", days=2)
    assert "จะเตือนอีกครั้ง พ. 17 เม.ย. 2567" in suda.card


def test_it_is_never_later_than_the_deadline(stage, suda) -> None:
    at(stage, "2024-04-25 13:00")
    suda.want("reminder.snooze", days=30)
    assert "อ. 30 เม.ย. 2567" in suda.card
    assert "เลื่อนได้ไม่เกินวันทำการสุดท้ายก่อนครบกำหนด" in suda.card


def test_on_the_due_day_it_cannot_be_put_off(stage, office, suda) -> None:
    at(stage, "2024-04-30 13:00")
    for slots in ({"days": 3}, {}):
        suda.want("reminder.snooze", **slots)
        assert "เลื่อนไม่ได้แล้ว" in suda.card
    assert [one for one in office.log() if one.action == "reminder.snooze"] == []


def test_what_is_overdue_waits_for_a_week_at_most(stage, suda) -> None:
    at(stage, "2024-05-02 13:00")
    suda.want("reminder.snooze", days=30)
    assert "พฤ. 9 พ.ค. 2567" in suda.card
    assert "ไม่เกินหนึ่งสัปดาห์" in suda.card


def test_one_measure_is_put_off_and_the_others_are_not(stage, suda) -> None:
    at(stage, "2024-04-19 09:00")
    suda.want("reminder.snooze", measure="3.2", until="2024-04-24")
    at(stage, "2024-04-19 13:00")
    assert "30 มาตรการ" in last_push(stage)
    at(stage, "2024-04-22 13:00")
    at(stage, "2024-04-24 13:00")
    assert "มี 1 มาตรการรอดำเนินการ" in last_push(stage)
    assert "3.2 เหลืออีก 6 วัน" in pushes(stage)[-1].request["messages"][0]["altText"]


def test_without_a_day_it_is_asked_for(stage, suda) -> None:
    suda.want("reminder.snooze")
    assert "เลื่อนเตือนไปถึงเมื่อไร" in suda.card
    assert {"เตือนอีกทีพรุ่งนี้", "เลือกวันอื่น…"} <= set(suda.labels)
    suda.tap("เตือนอีกทีพรุ่งนี้")
    assert "ศ. 5 เม.ย. 2567" in suda.card
    suda.want("reminder.snooze")
    suda.send(stage.line.tap(suda.line, suda.button("เลือกวันอื่น…"), moment="2024-04-10"))
    assert "พ. 10 เม.ย. 2567" in suda.card


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("1 สัปดาห์", "11 เม.ย."),
        ("3 วัน", "5 เม.ย."),
        ("ถึงวันอังคาร", "9 เม.ย."),
        ("สองสัปดาห์", "18 เม.ย."),
        ("5", "9 เม.ย."),
    ],
)
def test_until_when_may_be_typed(suda, said, day) -> None:
    suda.want("reminder.snooze")
    suda.say(said)
    assert "เลื่อนให้แล้ว" in suda.card
    assert day in suda.card


def test_until_when_is_asked_of_the_measure_that_was_named(suda) -> None:
    suda.want("reminder.snooze", measure="3.2")
    suda.say("สองสัปดาห์")
    assert "3.2" in suda.card
    assert "3.1" not in suda.card


def test_what_is_no_answer_is_answered_and_not_waited_for_any_more(office, suda) -> None:
    suda.want("reminder.snooze")
    suda.say("คะแนนรวม")
    assert "98.90" in suda.card
    suda.say("3 วัน")
    assert "เลื่อนให้แล้ว" not in suda.card
    assert [one for one in office.log() if one.action == "reminder.snooze"] == []


def test_asking_until_when_does_not_give_up_a_report(office, suda) -> None:
    suda.say("3.2 60%")
    suda.want("reminder.snooze")
    suda.say("ยืนยัน")
    assert [one.percent for one in office.reports("3.2")] == [60]


def test_a_day_that_is_over_is_asked_again(office, suda) -> None:
    suda.want("reminder.snooze", until="2024-04-01")
    assert "ผ่านไปแล้ว" in suda.card
    assert office.log() == []


def test_the_button_of_yesterdays_card_still_works(stage, suda) -> None:
    turn_to(stage, "2024-04-05 09:00")
    suda.want("reminder.snooze", until="2024-04-10")
    assert "พ. 10 เม.ย. 2567" in suda.card


def test_put_off_again_it_comes_once(stage, suda) -> None:
    for until in ("2024-04-09", "2024-04-10", "2024-04-09"):
        suda.want("reminder.snooze", until=until)
    rows = [one for one in of_measure(stage, suda, "3.2") if one.state == "waiting"]
    assert [one.show_on for one in rows] == [dt.date(2024, 4, 9)]
    assert at(stage, "2024-04-09 13:00") == 2
    assert at(stage, "2024-04-10 13:00") == 2


def test_nothing_to_put_off_is_said(office) -> None:
    mali = office.person("มาลี", "ศส.")
    mali.want("reminder.snooze", days=3)
    assert "ไม่มีการเตือนค้างอยู่" in mali.card
    mali.want("reminder.snooze", measure="9.9", days=3)
    assert "9.9" in mali.card


def test_it_is_recorded(office, suda) -> None:
    suda.want("reminder.snooze", until="2024-04-09")
    suda.want("reminder.snooze", measure="3.2", until="2024-04-10")
    found = [(one.action, one.subject.partition(" ")[0], dict(one.after)) for one in office.log()]
    assert found == [
        ("reminder.snooze", "reminders", {"until": "2024-04-09", "measures": 31}),
        ("reminder.snooze", "measure", {"until": "2024-04-10", "measures": 1}),
    ]


def test_what_is_put_off_is_shown_where_it_comes_and_can_be_done_without(stage, suda) -> None:
    suda.want("reminder.snooze", until="2024-04-10")
    suda.want("reminder.show")
    assert "พ. 10 เม.ย. 2567 อีก 6 วัน เตือนล่วงหน้า 14 วันทำการ · เลื่อนมาวันนี้ 1.1" in suda.card
    suda.want("reminder.cancel", day="2024-04-04", rung="t-14~2024-04-10")
    back = suda.button("เอากลับ")
    suda.want("reminder.show")
    assert "เตือนล่วงหน้า 14 วันทำการ · งดไว้" in suda.card
    suda.press(back)
    assert at(stage, "2024-04-05 13:00") == 1
    at(stage, "2024-04-10 13:00")
    assert "31 มาตรการ" in last_push(stage)


# --- reports --------------------------------------------------------------------------------------------


def test_a_report_stops_the_reminders_of_that_measure(stage, office, suda) -> None:
    at(stage, "2024-04-19 09:00")
    office.file(suda, "3.2 60%")
    suda.say("คะแนนรวม")
    assert "30 มาตรการ" in suda.card
    (row,) = [one for one in of_measure(stage, suda, "3.2") if one.rung == "t-7"]
    assert (row.state, row.why) == ("stopped", "reported")


def test_a_report_stops_what_was_put_off(stage, office, suda) -> None:
    suda.want("reminder.snooze", until="2024-04-10")
    turn_to(stage, "2024-04-05 09:00")
    office.file(suda, "3.2 60%")
    at(stage, "2024-04-10 13:00")
    assert "30 มาตรการ" in last_push(stage)


def test_a_report_taken_back_stops_nothing(stage, office, suda) -> None:
    at(stage, "2024-04-19 09:00")
    office.file(suda, "3.2 60%")
    suda.say("ยกเลิกรายงานล่าสุด")
    at(stage, "2024-04-19 13:00")
    assert "31 มาตรการ" in last_push(stage)


def test_after_a_returned_report_reminders_go_on(stage, office, suda) -> None:
    checker = office.person("ตรวจ", "กร.1", role="reviewer")
    report = office.file_whole(suda, "3.2", checker)
    at(stage, "2024-04-19 13:00")
    assert [one.state for one in of_measure(stage, suda, "3.2") if one.rung == "t-7"] == []
    checker.want("progress.return", report=report)
    checker.say("โปรดแนบภาพถ่ายกิจกรรมเพิ่มเติม")
    checker.tap("ยืนยัน")
    at(stage, "2024-04-22 13:00")
    at(stage, "2024-04-25 13:00")
    assert "31 มาตรการ" in last_push(stage)
