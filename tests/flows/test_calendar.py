"""The government's calendar in chat: the days off, one that is closed or opened, and whom that moves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlmodel import col, select

from bot.store import office as office_store
from bot.store.engine import reading, writing
from bot.store.tables import Duty, Reminder
from tests.flows.conftest import Stage
from tests.flows.office import Office, Staff
from tests.flows.rounds import do_round, pushes, turn_to

BRIDGE = "2024-04-11"


@pytest.fixture
def arunee(office):
    """An administrator in no unit that owns a measure."""
    return office.person("อรุณี", "กวภ.", role="admin")


def planned(office: Office) -> set[tuple[dt.date | None, str | None]]:
    with reading(office.engine) as session:
        rows = session.exec(select(Duty).where(Duty.agency_id == office.agency_id))
        return {(row.next_on, row.rung) for row in rows}


def reminders(office: Office, kind: str = "moved") -> list[Reminder]:
    with reading(office.engine) as session:
        rows = session.exec(select(Reminder).where(Reminder.kind == kind).order_by(col(Reminder.id)))
        found = list(rows)
        session.expunge_all()
    return found


def pushed_to(stage: Stage, staff: Staff) -> list[dict[str, Any]]:
    return [call.request["messages"][0] for call in pushes(stage) if call.request["to"] == staff.line.user_id]


def close(staff, day=BRIDGE, **more) -> None:
    staff.want("calendar.close", on=day, **more)
    staff.tap("ยืนยัน")


# --- the list -------------------------------------------------------------------------------------------


def test_a_stranger_sees_the_days_ahead(office) -> None:
    stranger = office.stranger("คนนอก")
    stranger.want("calendar.list")
    assert "วันเสาร์ · 6 เม.ย. 2567" in stranger.card
    assert "วันสงกรานต์" in stranger.card
    assert "วันแรงงาน" not in stranger.card
    assert "เพิ่มวันหยุด" not in stranger.labels


def test_a_year_is_shown_with_what_is_not_announced(arunee) -> None:
    arunee.want("calendar.list", year=2567)
    assert "มกราคม 2567" in arunee.card
    assert "วันพืชมงคล" not in arunee.card  # it is on the second page
    arunee.tap("ดูเพิ่ม")
    assert "วันพืชมงคล" in arunee.card
    arunee.want("calendar.list", year=2590)
    assert "ยังไม่ประกาศ: วันพืชมงคล ปี 2590" in arunee.card
    arunee.want("calendar.list", year=99)
    assert "ปุ่ม" in arunee.heard


# --- closing --------------------------------------------------------------------------------------------


def test_a_bridge_day_is_read_back_with_what_it_moves_and_then_moves_exactly_that(
    stage, office, arunee
) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    assert planned(office) == {(dt.date(2024, 4, 4), "t-14")}
    arunee.want("calendar.close", on=BRIDGE, text="วันหยุดพิเศษ")
    assert "วันพฤหัสบดีที่ 11 เมษายน 2567: ปิดทำการ (วันหยุดพิเศษ)" in arunee.heard
    assert "การเตือน ล่วงหน้า 14 วันทำการ ของ 47 มาตรการ เลื่อนจาก 4 เม.ย. 2567 เป็น 3 เม.ย. 2567" in arunee.heard
    assert "กระทบ 1 คน" in arunee.heard
    assert planned(office) == {(dt.date(2024, 4, 4), "t-14")}
    arunee.tap("ยืนยัน")
    assert "เลื่อนจาก 4 เม.ย. 2567 เป็น 3 เม.ย. 2567" in arunee.heard
    assert planned(office) == {(dt.date(2024, 4, 3), "t-14")}
    do_round(stage)
    assert planned(office) == {(dt.date(2024, 4, 3), "t-14")}
    assert [(one.person_id, one.day) for one in reminders(office)] == [
        (office.members("ศส.")[0].person_id, dt.date(2024, 4, 3))
    ]
    assert pushes(stage) == []
    (entry,) = [one for one in office.log() if one.action == "calendar.close"]
    assert (entry.subject, entry.after) == (f"day {BRIDGE}", {"works": False})
    assert "วันหยุดพิเศษ" not in str(entry)


def test_whom_it_moves_hears_of_it_free_and_once(stage, office, arunee) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    close(arunee)
    suda.say("คะแนนรวม")
    assert len(suda.got) == 2
    assert suda.card.count("ล่วงหน้า 14 วันทำการ") == 1
    assert "4 เม.ย. 2567 → 3 เม.ย. 2567" in suda.card
    suda.say("คะแนนรวม")
    assert len(suda.got) == 1
    assert pushes(stage) == []


def test_steps_that_were_told_do_not_come_again_and_others_move_back(stage, office, arunee) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    close(arunee)
    turn_to(stage, "2024-04-03 13:00")
    do_round(stage)
    (card,) = pushed_to(stage, suda)
    assert "ล่วงหน้า 14 วันทำการ" in str(card)  # the card of the day that moved says so
    assert len(reminders(office, "duty")) == 31
    arunee.want("calendar.open", on=BRIDGE)
    assert "ไม่มีการเตือนใดเลื่อน" in arunee.heard
    arunee.tap("ยืนยัน")
    assert planned(office) == {(dt.date(2024, 4, 19), "t-7")}
    for day in ("2024-04-04 13:00", "2024-04-05 13:00"):
        turn_to(stage, day)
        do_round(stage)
    assert len(pushed_to(stage, suda)) == 1
    assert len(reminders(office, "duty")) == 31


def test_a_day_that_is_taken_back_leaves_nothing_to_tell(stage, office, arunee) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    close(arunee)
    arunee.want("calendar.open", on=BRIDGE)
    assert "เลื่อนจาก 3 เม.ย. 2567 เป็น 4 เม.ย. 2567" in arunee.heard
    arunee.tap("ยืนยัน")
    assert planned(office) == {(dt.date(2024, 4, 4), "t-14")}
    assert [one.day.day for one in reminders(office)] == [3, 4]
    suda.say("คะแนนรวม")
    assert len(suda.got) == 1  # from the 4th to the 4th
    close(arunee, "2024-04-10")
    close(arunee, "2024-04-11")
    suda.say("คะแนนรวม")
    assert suda.card.count("ล่วงหน้า 14 วันทำการ") == 1
    assert "4 เม.ย. 2567 → 2 เม.ย. 2567" in suda.card
    states = [one.state for one in reminders(office)]
    assert states.count("shown") == 1
    assert "waiting" not in states


def test_a_step_that_moves_to_a_day_that_is_past_comes_at_once(stage, office, arunee) -> None:
    """T-14 was on the 4th, and on the 4th morning two more days are closed: it would have been on the 2nd."""
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    turn_to(stage, "2024-04-03 09:00")
    close(arunee, "2024-04-10")
    close(arunee, "2024-04-11")
    assert planned(office) == {(dt.date(2024, 4, 2), "t-14")}
    turn_to(stage, "2024-04-03 13:00")
    do_round(stage)
    (card,) = pushed_to(stage, suda)
    assert "31" in card["altText"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-03-29", "ผ่านไปแล้ว"),
        ("2024-04-07", "วันหยุดสุดสัปดาห์อยู่แล้ว"),
        ("2024-04-15", "เป็นวันหยุดอยู่แล้ว: วันสงกรานต์"),
        ("2034-04-10", "ไกลเกินไป"),
        ("9999-12-31", "ไกลเกินไป"),
    ],
)
def test_a_day_that_cannot_be_closed_is_told_and_changes_nothing(office, arunee, day, said) -> None:
    arunee.want("calendar.close", on=day)
    assert said in arunee.heard
    assert "ยืนยัน" not in arunee.labels
    arunee.say("ใช่")
    assert office.log() == []


def test_a_day_that_is_closed_already_keeps_its_name(arunee) -> None:
    close(arunee, text="วันหยุดพิเศษ")
    arunee.want("calendar.close", on=BRIDGE, text="อื่น")
    assert "เป็นวันหยุดอยู่แล้ว: วันหยุดพิเศษ" in arunee.heard
    arunee.want("calendar.list")
    assert "วันหยุดพิเศษ" in arunee.card
    assert "วันหยุดของหน่วยงาน" in arunee.card


def test_a_name_of_500_characters_is_refused(office, arunee) -> None:
    data = f'1|calendar.close|1|{{"on":"{BRIDGE}","text":"{"ก" * 201}"}}'
    arunee.press({"type": "postback", "data": data})
    assert "ไม่เกิน 200 ตัวอักษร" in arunee.heard
    assert office.log() == []


def test_an_agency_cannot_be_closed_for_ever(stage, office, arunee) -> None:
    """Or a round would look for a working day and find none."""
    days = [dt.date(2024, 4, 18) + dt.timedelta(days=ahead) for ahead in range(57)]
    with writing(office.engine) as session:
        for day in days:
            office_store.set_day(session, office.agency_id, day, closed=True, name=None, now=stage.clock())
    arunee.want("calendar.close", on="2024-06-17")
    assert "ปิดทำการ" in arunee.heard
    arunee.want("calendar.close", on="2024-06-14")
    assert "จะไม่เหลือวันทำการเลย" in arunee.heard
    do_round(stage)


def test_on_a_government_holiday_the_agency_may_work(stage, office, arunee) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    arunee.want("calendar.open", on="2024-04-12")
    assert "วันดังกล่าวเป็นวันหยุดราชการ (วันหยุดพิเศษ" in arunee.card
    assert "เลื่อนจาก 4 เม.ย. 2567 เป็น 5 เม.ย. 2567" in arunee.heard
    arunee.tap("ยืนยัน")
    arunee.want("calendar.list")
    assert "หน่วยงานเปิดทำการ" in arunee.card
    close(arunee, "2024-04-12")
    assert "5 เม.ย. 2567 เป็น 4 เม.ย. 2567" in arunee.heard
    arunee.want("calendar.list")
    assert "หน่วยงานเปิดทำการ" not in arunee.card
    arunee.want("calendar.open", on="2024-04-18")
    assert "เป็นวันทำการอยู่แล้ว" in arunee.heard


def test_the_day_is_asked_for_and_chosen_or_typed(stage, office, arunee) -> None:
    arunee.want("calendar.close", text="วันสถาปนา")
    assert "ปิดทำการวันไหน" in arunee.heard
    arunee.say("11 เม.ย.")
    assert "11 เมษายน 2567: ปิดทำการ (วันสถาปนา)" in arunee.heard
    arunee.tap("ยืนยัน")
    arunee.want("calendar.open")
    assert "วันสถาปนา" in arunee.card
    picker = arunee.button("เลือกวัน…")
    arunee.send(stage.line.tap(arunee.line, picker, moment="2024-04-11"))
    arunee.tap("ยกเลิก")
    assert "ปฏิทินวันหยุดเหมือนเดิม" in arunee.heard
    assert [one.action for one in office.log()] == ["calendar.close"]


def test_only_administrators_change_days(office) -> None:
    suda = office.person("สุดา", "ศส.", role="head")
    suda.want("calendar.close", on=BRIDGE)
    assert "ผู้ดูแลระบบเป็นผู้กำหนดวันหยุด" in suda.heard
    stranger = office.stranger("คนนอก")
    stranger.want("calendar.open", on=BRIDGE)
    assert "ลงทะเบียน" in stranger.card


def test_a_button_of_an_earlier_step_shows_the_open_one(office, arunee) -> None:
    arunee.want("calendar.close", on=BRIDGE)
    old = arunee.button("ยืนยัน")
    arunee.want("calendar.close", on="2024-04-18")
    arunee.press(old)
    assert "18 เมษายน" in arunee.heard
    assert office.log() == []
    arunee.tap("ยืนยัน")
    assert [one.subject for one in office.log()] == ["day 2024-04-18"]


def test_in_english_and_with_something_else_asked_meanwhile(arunee) -> None:
    arunee.want("language.set", language="en")
    arunee.want("calendar.close", on=BRIDGE)
    assert "Close this day? Thursday 11 April 2024: office closed" in arunee.heard
    arunee.say("total score")
    assert "The calendar has not been changed yet" in arunee.heard
    arunee.want("confirm")
    assert "The day is closed" in arunee.heard
    arunee.want("calendar.list", year=2567)
    assert "Days off of 2024" in arunee.card


def test_what_is_taken_back_before_it_is_confirmed_is_forgotten(stage, office, arunee) -> None:
    arunee.want("calendar.close", text="วันสถาปนา")
    said = stage.line.text(arunee.line, "11 เม.ย.")
    arunee.send(said)
    stage.line.deliver(stage.line.unsend(said))
    arunee.say("ใช่")
    assert "ไม่มีรายการที่รอการยืนยัน" in arunee.heard
    assert office.log() == []
    assert not office.holds("วันสถาปนา")
