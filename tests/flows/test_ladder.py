"""Office hours and the steps of reminding: shown beforehand, and switched by administrators."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlmodel import select

from bot.store import office as office_store
from bot.store.engine import reading
from bot.store.tables import Duty, Measure, Reminder
from tests.flows.office import Office
from tests.flows.rounds import BANGKOK, do_round, pushes, turn_to


@pytest.fixture
def arunee(office):
    """An administrator in no unit that owns a measure."""
    return office.person("อรุณี", "กวภ.", role="admin")


def planned(office: Office, measure: str | None = None) -> set[tuple[dt.date | None, str | None]]:
    with reading(office.engine) as session:
        rows = session.exec(select(Duty, Measure).join(Measure).where(Duty.agency_id == office.agency_id))
        return {
            (duty.next_on, duty.rung)
            for duty, of in rows
            if measure is None or f"{of.issue}.{of.number}" == measure
        }


def waiting(office: Office) -> set[dt.datetime]:
    with reading(office.engine) as session:
        rows = session.exec(select(Reminder).where(Reminder.state == "waiting", Reminder.kind == "duty"))
        return {row.push_at.astimezone(BANGKOK) for row in rows if row.push_at}


# --- office hours ---------------------------------------------------------------------------------------


def test_hours_are_set_by_administrators_and_shown_to_staff(office, arunee) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.want("office.set", opens="09:00", closes="17:00")
    assert "ผู้ดูแลระบบเป็นผู้กำหนด" in suda.heard
    arunee.want("office.set", opens="09:00", closes="17:00")
    assert "09:00–17:00" in arunee.heard
    suda.want("office.set")
    assert "09:00–17:00" in suda.heard
    assert "13:00" in suda.heard
    (entry,) = office.log()
    assert (entry.action, entry.before["opens"], entry.after["opens"]) == ("office.set", "08:30", "09:00")
    arunee.want("office.set", opens="09:00")
    assert len(office.log()) == 1


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({"opens": "17:00", "closes": "08:00"}, "เวลาปิดต้องอยู่หลังเวลาเปิด"),
        ({"opens": "16:30"}, "เวลาปิดต้องอยู่หลังเวลาเปิด"),
        ({"opens": "16:00"}, "สั้นกว่าหนึ่งชั่วโมง"),
        ({"cutoff": "16:30"}, "อยู่นอกเวลาทำการ"),
        ({"cutoff": "07:00"}, "อยู่นอกเวลาทำการ"),
        ({"cutoff": "25:00"}, "ปุ่ม"),
        ({"opens": 8}, "ปุ่ม"),
    ],
)
def test_nonsense_is_refused(office, arunee, slots, said) -> None:
    arunee.want("office.set", **slots)
    assert said in arunee.heard
    assert office.log() == []


def test_a_cut_off_outside_of_new_hours_is_moved_into_them(arunee) -> None:
    arunee.want("office.set", opens="08:00", closes="12:00")
    assert "11:59" in arunee.heard


def test_what_waits_is_sent_at_the_new_hour(stage, office, arunee) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    do_round(stage)
    turn_to(stage, "2024-04-04 08:00")
    do_round(stage)
    arunee.want("office.set", cutoff="15:00")
    assert waiting(office) == {dt.datetime(2024, 4, 4, 15, 0, tzinfo=BANGKOK)}
    turn_to(stage, "2024-04-04 13:00")
    do_round(stage)
    assert not [call for call in pushes(stage) if call.request["to"] == suda.line.user_id]
    turn_to(stage, "2024-04-04 15:00")
    do_round(stage)
    assert [call for call in pushes(stage) if call.request["to"] == suda.line.user_id]


# --- the ladder -----------------------------------------------------------------------------------------


def test_every_step_is_visible_beforehand(office, arunee) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.want("ladder.show")
    assert "T-14 · ถึงหน่วยงาน วันพฤหัสบดี 4 เม.ย. 2567 14 วันทำการก่อนครบกำหนด" in suda.card
    assert "วันพุธ 13 มี.ค. 2567 (ผ่านไปแล้ว)" in suda.card
    assert "แจ้งหัวหน้า วันศุกร์ 3 พ.ค. 2567 3 วันทำการหลังครบกำหนด" in suda.card
    assert "6 มี.ค. – 30 เม.ย. 2567 · มาตรการ 47 ข้อ" in suda.card
    assert not [label for label in suda.labels if label.startswith("ปิดการเตือน")]
    stranger = office.stranger("คนนอก")
    stranger.want("ladder.show")
    assert "ลงทะเบียน" in stranger.card
    suda.want("ladder.set", rung="t-14", enabled=False)
    assert "ผู้ดูแลระบบเป็นผู้กำหนด" in suda.heard
    arunee.want("ladder.show", measure="9.9")
    assert "9.9" in arunee.heard


def test_a_step_is_switched_off_and_on_for_all(stage, office, arunee) -> None:
    do_round(stage)
    arunee.want("ladder.set", rung="t-14", enabled=False)
    assert "ปิดขั้น “ล่วงหน้า 14 วันทำการ” แล้ว" in arunee.card
    assert planned(office) == {(dt.date(2024, 4, 19), "t-7")}
    do_round(stage)
    assert planned(office) == {(dt.date(2024, 4, 19), "t-7")}
    arunee.want("ladder.set", rung="t-14", enabled=True)
    assert planned(office) == {(dt.date(2024, 4, 4), "t-14")}
    assert [(one.action, one.after) for one in office.log()] == [
        ("ladder.set", {"rung": "t-14", "on": False}),
        ("ladder.set", {"rung": "t-14", "on": True}),
    ]


def test_a_measure_has_steps_of_its_own_until_they_are_as_all_have_them(stage, office, arunee) -> None:
    do_round(stage)
    arunee.want("ladder.show", measure="3.2")
    switch = next(label for label in arunee.labels if "14 วัน" in label)
    arunee.tap(switch)
    assert "มาตรการนี้มีขั้นการเตือนของตนเอง" in arunee.card
    assert planned(office, "3.2") == {(dt.date(2024, 4, 19), "t-7")}
    assert planned(office, "3.3") == {(dt.date(2024, 4, 4), "t-14")}
    arunee.want("ladder.show")
    assert "มี 1 มาตรการที่ตั้งขั้นการเตือนของตนเอง" in arunee.card
    arunee.want("ladder.set", rung="t-14", measure="3.2")
    assert "ใช้ขั้นการเตือนเดียวกับทุกมาตรการ" in arunee.card
    with reading(office.engine) as session:
        assert office_store.ladders(session, office.agency_id) == {}
    assert planned(office, "3.2") == {(dt.date(2024, 4, 4), "t-14")}


def test_head_and_central_are_the_steps_that_there_are(office, arunee) -> None:
    arunee.want("ladder.set", rung="head", enabled=False)
    assert "ปิดขั้น “แจ้งหัวหน้า” แล้ว" in arunee.card
    assert office.log()[-1].after == {"rung": "head-3", "on": False}
    arunee.want("ladder.set", rung="head-5")
    assert "5 วันทำการหลังครบกำหนด" in arunee.card
    arunee.want("ladder.set", rung="head", enabled=False)
    assert office.log()[-1].after == {"rung": "head-5", "on": False}
    arunee.want("ladder.set", rung="head")
    assert office.log()[-1].after == {"rung": "head-3", "on": True}
    arunee.want("ladder.set", rung="central", enabled=False)
    assert office.log()[-1].after == {"rung": "central-7", "on": False}


def test_a_step_whose_day_is_past_does_not_come_when_it_is_switched_on(stage, office, arunee) -> None:
    do_round(stage)
    arunee.want("ladder.set", rung="t-16")  # the 2nd of April, tomorrow
    arunee.want("ladder.set", rung="t-18")  # the 29th of March, over
    assert planned(office) == {(dt.date(2024, 4, 2), "t-16")}
    arunee.want("ladder.set", rung="t-16", enabled=False)
    turn_to(stage, "2024-04-03 09:00")
    arunee.want("ladder.set", rung="t-16")
    assert planned(office) == {(dt.date(2024, 4, 4), "t-14")}


def test_there_are_no_other_steps_and_not_too_many(office, arunee) -> None:
    for rung in ("t-91", "t-0", "nothing", "over-2", "x" * 100):
        arunee.want("ladder.set", rung=rung)
        assert "ไม่มีขั้น" in arunee.heard
    arunee.want("ladder.set", rung=14)
    assert "ปุ่ม" in arunee.heard
    for days in range(20, 26):
        arunee.want("ladder.set", rung=f"t-{days}")
    assert "มีครบ" not in arunee.heard
    arunee.want("ladder.set", rung="t-26")
    assert "มีครบ 16 ขั้นแล้ว" in arunee.heard
    assert len(office.log()) == 6


def test_with_all_steps_off_nobody_is_reminded_and_that_is_said(stage, office, arunee) -> None:
    do_round(stage)
    for rung in ("start", "t-30", "t-14", "t-7", "t-3", "t-1", "due", "over", "head", "central"):
        arunee.want("ladder.set", rung=rung, enabled=False)
    assert "ปิดทุกขั้นอยู่" in arunee.card
    assert planned(office) == {(None, None)}
    arunee.want("calendar.close", on="2024-04-11")
    assert "ไม่มีการเตือนใดเลื่อน" in arunee.heard
