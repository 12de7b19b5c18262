"""What people want of their reminders: when, on which days, only the digest; what they do without."""

from __future__ import annotations

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
    """Somebody of a unit with 31 measures, all due on 30 April; the duties are planned on 1 April."""
    found: Staff = office.person("สุดา", "ศส.")
    do_round(stage)
    return found


# --- settings -------------------------------------------------------------------------------------------


def test_the_hour_is_ones_own(stage, suda) -> None:
    suda.want("reminder.set", at="15:00")
    assert "15:00" in suda.card
    assert at(stage, "2024-04-04 13:00") == 0
    assert at(stage, "2024-04-04 15:00") == 1


def test_an_hour_outside_office_hours_becomes_one_within_and_is_said(stage, suda) -> None:
    suda.want("reminder.set", at="07:00")
    assert "07:00 น. อยู่นอกเวลาราชการ (08:30-16:30 น.)" in suda.card
    assert at(stage, "2024-04-04 08:00") == 0
    assert at(stage, "2024-04-04 08:30") == 1
    suda.want("reminder.set", at="22:15")
    assert "16:29" in suda.card


def test_the_hour_may_be_chosen_from_a_clock(stage, suda) -> None:
    suda.want("reminder.show")
    suda.send(stage.line.tap(suda.line, suda.button("เปลี่ยนเวลาเตือน…"), moment="10:15"))
    assert "10:15" in suda.card
    assert at(stage, "2024-04-04 10:00") == 0
    assert at(stage, "2024-04-04 10:15") == 1


def test_another_hour_holds_for_what_waits_already(stage, suda) -> None:
    assert at(stage, "2024-04-04 09:00") == 0
    suda.want("reminder.set", at="10:00")
    assert len(suda.got) == 1  # what is about the card does not carry it
    assert at(stage, "2024-04-04 09:59") == 0
    assert at(stage, "2024-04-04 10:00") == 1


def test_weekdays_move_a_step_earlier_never_later(stage, suda) -> None:
    suda.want("reminder.set", weekdays=[1, 2])
    assert "วันจันทร์และวันอังคาร" in suda.card
    assert at(stage, "2024-04-01 13:00") == 0
    assert at(stage, "2024-04-02 13:00") == 1  # of Thursday, 4 April
    assert "28 วัน" in last_push(stage)
    assert at(stage, "2024-04-04 13:00") == 1
    assert at(stage, "2024-04-22 13:00") == 2  # the digests and what was due on 19 April, on one card
    assert at(stage, "2024-04-23 13:00") == 3  # of Thursday, 25 April
    assert at(stage, "2024-04-25 13:00") == 3


def test_that_something_is_overdue_is_not_told_before_it_is(stage, suda) -> None:
    suda.want("reminder.set", weekdays=[1, 2])
    at(stage, "2024-04-30 13:00")
    assert states(stage, suda, "over-1") == set()
    at(stage, "2024-05-01 13:00")
    assert states(stage, suda, "over-1") == {"shown"}


def test_days_on_which_the_office_is_closed_are_no_choice(suda) -> None:
    suda.want("reminder.set", weekdays=[6, 7])
    assert "วันเสาร์และวันอาทิตย์เป็นวันหยุดราชการ" in suda.card
    assert "ทุกวันทำการ" in suda.card


def test_digest_only_sends_no_single_step_but_lets_it_ride_free(stage, suda) -> None:
    suda.want("reminder.set", digest=True)
    assert at(stage, "2024-04-04 13:00") == 0
    suda.say("คะแนนรวม")
    assert len(suda.got) == 2
    assert "26 วัน" in suda.card
    assert at(stage, "2024-04-09 13:00") == 1
    assert "สัปดาห์" in last_push(stage)


def test_digest_only_takes_back_what_would_be_pushed_and_the_contrary(stage, suda) -> None:
    at(stage, "2024-04-04 09:00")
    suda.want("reminder.set", digest=True)
    assert at(stage, "2024-04-04 13:00") == 0
    suda.want("reminder.set", digest=False)
    assert at(stage, "2024-04-04 13:01") == 1


def test_a_wish_that_no_button_of_ours_carries_changes_nothing(office, suda) -> None:
    for slots in ({"at": "25:00"}, {"weekdays": [0]}, {"weekdays": "x"}, {"digest": 1}, {"place": "sea"}):
        suda.want("reminder.set", **slots)
    assert "reminder.set" not in {one.action for one in office.log()}


def test_a_wish_is_recorded_with_what_was_before(office, suda) -> None:
    suda.want("reminder.set", at="09:00")
    suda.want("reminder.set", at="10:00")
    suda.want("reminder.set", at="10:00")
    found = [(dict(one.before), dict(one.after)) for one in office.log() if one.action == "reminder.set"]
    assert found == [({"at": None}, {"at": "09:00"}), ({"at": "09:00"}, {"at": "10:00"})]


# --- what is planned ------------------------------------------------------------------------------------


def test_what_is_planned_is_shown_by_day(stage, suda) -> None:
    turn_to(stage, "2024-04-03 09:00")
    suda.say("เตือนอะไรฉันบ้าง")
    words = suda.card
    for said in (
        "พฤ. 4 เม.ย. 2567 พรุ่งนี้ เตือนล่วงหน้า 14 วันทำการ 1.1, 1.2",
        "ศ. 19 เม.ย. 2567 อีก 16 วัน เตือนล่วงหน้า 7 วันทำการ",
        "อ. 30 เม.ย. 2567 อีก 27 วัน เตือนวันครบกำหนด",
        "13:00 น.",
        "ในแชตส่วนตัว",
    ):
        assert said in words


def test_a_step_can_be_done_without_and_taken_back(stage, suda) -> None:
    turn_to(stage, "2024-04-03 09:00")
    suda.want("reminder.show")
    suda.want("reminder.cancel", day="2024-04-04", rung="t-14")
    assert "งดการเตือนครั้งนี้แล้ว" in suda.card
    back = suda.button("เอากลับ")
    suda.want("reminder.show")
    assert "เตือนล่วงหน้า 14 วันทำการ · งดไว้" in suda.card
    assert at(stage, "2024-04-04 13:00") == 0
    assert states(stage, suda, "t-14") == {"cancelled"}
    suda.press(back)
    assert at(stage, "2024-04-04 13:01") == 1
    suda.press(back)
    assert "ไม่มีการเตือนครั้งนี้แล้ว" in suda.card


def test_what_was_taken_back_before_its_day_comes_on_its_day(stage, suda) -> None:
    turn_to(stage, "2024-04-03 09:00")
    suda.want("reminder.cancel", day="2024-04-04", rung="t-14")
    suda.want("reminder.cancel", day="2024-04-04", rung="t-14", back=True)
    assert states(stage, suda, "t-14") == set()
    assert at(stage, "2024-04-03 13:00") == 0
    assert at(stage, "2024-04-04 13:00") == 1


def test_one_measure_of_a_step_can_be_done_without(stage, suda) -> None:
    suda.want("reminder.cancel", day="2024-04-04", rung="t-14", measure="3.2")
    at(stage, "2024-04-04 13:00")
    assert "30 มาตรการ" in last_push(stage)
    assert [one.state for one in of_measure(stage, suda, "3.2")] == ["cancelled"]


def test_what_waits_already_can_be_done_without(stage, suda) -> None:
    at(stage, "2024-04-04 09:00")
    suda.want("reminder.cancel", day="2024-04-04", rung="t-14")
    assert at(stage, "2024-04-04 13:00") == 0


def test_a_digest_can_be_done_without(stage, suda) -> None:
    assert at(stage, "2024-04-04 13:00") == 1
    suda.want("reminder.cancel", day="2024-04-09", rung="digest-2024-04-09")
    assert at(stage, "2024-04-09 13:00") == 1
    assert at(stage, "2024-04-17 13:00") == 2


def test_others_reminders_are_not_touched_by_what_one_does_without(stage, office, suda) -> None:
    mali = office.person("มาลี", "ศส.")
    suda.want("reminder.cancel", day="2024-04-04", rung="t-14")
    assert at(stage, "2024-04-04 13:00") == 1
    assert pushes(stage)[0].request["to"] == mali.line.user_id


def test_doing_without_is_recorded(office, suda) -> None:
    suda.want("reminder.cancel", day="2024-04-04", rung="t-14")
    suda.want("reminder.cancel", day="2024-04-04", rung="t-14", back=True)
    assert [one.action for one in office.log()] == ["reminder.cancel", "reminder.restore"]


@pytest.mark.parametrize(
    ("name", "slots"),
    [("show", {}), ("mute", {"days": 7}), ("unmute", {}), ("set", {"at": "09:00"}), ("snooze", {"days": 1})],
)
def test_strangers_have_no_reminders(office, name, slots) -> None:
    stranger = office.stranger("ใคร")
    stranger.want(f"reminder.{name}", **slots)
    assert "ลงทะเบียน" in stranger.card
    assert office.log() == []


# --- silence --------------------------------------------------------------------------------------------


def test_silence_without_an_end_is_asked_for_one(stage, suda) -> None:
    suda.say("ปิดเตือน")
    assert "ปิดเตือนถึงเมื่อไร" in suda.card
    assert {"ปิด 7 วัน", "ปิดถึง 30 เม.ย. 2567", "เลือกวันอื่น…"} <= set(suda.labels)
    suda.send(stage.line.tap(suda.line, suda.button("เลือกวันอื่น…"), moment="2024-04-10"))
    assert "10 เมษายน 2567" in suda.card
    assert at(stage, "2024-04-04 13:00") == 0
    assert states(stage, suda, "t-14") == {"muted"}
    assert at(stage, "2024-04-19 13:00") == 1


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("1 สัปดาห์", "8 เมษายน 2567"),
        ("3 วัน", "4 เมษายน 2567"),
        ("ถึงวันศุกร์", "5 เมษายน 2567"),
        ("สองสัปดาห์", "15 เมษายน 2567"),
        ("วันนี้", "1 เมษายน 2567"),
    ],
)
def test_the_end_of_silence_may_be_typed(suda, said, until) -> None:
    suda.say("ปิดเตือน")
    suda.say(said)
    assert "ปิดการเตือน" in suda.card
    assert until in suda.card


def test_an_end_that_is_over_is_asked_again_and_may_be_typed_again(office, suda) -> None:
    suda.want("reminder.mute", measure="3.2", until="2024-03-01")
    suda.say("3 วัน")
    assert "4 เมษายน 2567" in suda.card
    assert [one.subject for one in office.log() if one.action == "reminder.mute"] == ["measure 2567 3.2"]


def test_silence_about_one_measure_leaves_the_others(stage, suda) -> None:
    suda.want("reminder.mute", measure="3.2", days=7)
    at(stage, "2024-04-04 13:00")
    assert "30 มาตรการ" in last_push(stage)
    assert [one.state for one in of_measure(stage, suda, "3.2")] == ["muted"]


def test_silence_ends_with_the_fiscal_year(suda) -> None:
    suda.want("reminder.mute", until="2026-01-01")
    assert "30 กันยายน 2567 ปิดได้ไม่เกินวันสิ้นปีงบประมาณ" in suda.card


def test_silence_until_a_day_that_is_over_is_asked_again(office, suda) -> None:
    suda.want("reminder.mute", until="2024-03-01")
    assert "ผ่านไปแล้ว" in suda.card
    assert office.log() == []


def test_silence_can_be_ended(stage, office, suda) -> None:
    suda.want("reminder.mute", days=30)
    suda.say("เปิดเตือน")
    assert at(stage, "2024-04-04 13:00") == 1
    assert [one.action for one in office.log()] == ["reminder.mute", "reminder.unmute"]
    suda.say("เปิดเตือน")
    assert "เปิดอยู่แล้ว" in suda.card


def test_what_is_left_silent_is_said_when_one_measure_is_not(suda) -> None:
    suda.want("reminder.mute", days=30)
    suda.want("reminder.mute", measure="3.2", days=30)
    suda.want("reminder.unmute", measure="3.2")
    assert "ปิดการเตือนทั้งหมดไว้ถึงวันที่ 1 พ.ค. 2567" in suda.card
    suda.want("reminder.show")
    assert "3.2" not in suda.card


@pytest.mark.usefixtures("suda")
def test_heads_hear_of_what_is_overdue_all_the_same(stage, office) -> None:
    head = office.person("ประยูร", "ศส.", role="head")
    head.want("reminder.mute", until="2024-09-30")
    assert "จะยังแจ้งให้ทราบ" in head.card
    at(stage, "2024-05-03 13:00")
    assert states(stage, head, "head-3") == {"shown"}
    assert states(stage, head, "over-1") <= {"muted", "merged"}
