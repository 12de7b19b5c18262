"""Asking for more time: said, read back, confirmed, decided, and told to everybody whom it concerns."""

from __future__ import annotations

import datetime as dt

import pytest

DUE = dt.date(2024, 4, 30)


@pytest.fixture
def admin(desk):
    """Somebody who decides on it."""
    return desk.person("ผู้ดูแล", "กย.", role="admin")


def ask(desk, staff, until="2024-05-15", reason="รอตรวจรับงานจ้าง"):
    """Ask for more time for measure 3.2, and confirm it."""
    desk.press(staff, "deadline.extend", measure="3.2", until=until)
    said = desk.stage.line.text(staff.line, reason)
    staff.send(said)
    staff.tap("ยืนยัน")
    return said


def test_what_is_missing_is_asked_for_one_by_one(desk, somchai, admin):
    desk.press(somchai, "deadline.extend")
    assert "ขอขยายเวลามาตรการใด" in somchai.heard
    desk.press(somchai, "deadline.extend", measure="3.2")
    assert "ถึงวันใด" in somchai.heard
    desk.press(somchai, "deadline.extend", measure="3.2", until="2024-05-14")
    assert "เหตุผลที่ขอขยายเวลาถึง 14 พฤษภาคม 2567" in somchai.heard
    somchai.say("รอตรวจรับงานจ้าง")
    assert "โปรดยืนยัน: ขอขยายเวลามาตรการ 3.2 ถึง 14 พฤษภาคม 2567" in somchai.heard
    somchai.tap("ยืนยัน")
    assert "ส่งคำขอแล้ว" in somchai.card
    (wish,) = desk.wishes()
    assert (wish.unit, wish.until, wish.reason, wish.due_before) == (
        "ศส.", dt.date(2024, 5, 14), "รอตรวจรับงานจ้าง", DUE,
    )  # fmt: skip
    assert "มีคำขอขยายเวลา" in desk.hears(admin, 1)
    assert desk.due("3.2") == DUE


def test_a_day_can_be_chosen_from_a_calendar_or_said_in_days(desk, somchai):
    desk.press(somchai, "deadline.extend", measure="3.2")
    picker = somchai.button("เลือกวันอื่น…")
    assert (picker["min"], picker["max"]) == ("2024-05-01", "2024-09-30")
    somchai.send(desk.stage.line.tap(somchai.line, picker, moment="2024-06-21"))
    assert "ถึง 21 มิถุนายน 2567" in somchai.heard
    desk.press(somchai, "deadline.extend", days=14)
    assert "ถึง 14 พฤษภาคม 2567" in somchai.heard


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2024-04-30", "ไม่ช้ากว่ากำหนดเดิม"),
        ("2024-04-15", "ไม่ช้ากว่ากำหนดเดิม"),
        ("2024-10-01", "เลยวันสิ้นปีงบประมาณ"),
    ],
)
def test_a_day_that_cannot_be_is_explained_and_asked_for_again(desk, somchai, until, words):
    desk.press(somchai, "deadline.extend", measure="3.2", until=until)
    assert words in somchai.heard
    desk.press(somchai, "deadline.extend", measure="3.2", until="2024-09-30")
    assert "เหตุผล" in somchai.heard


def test_once_it_is_overdue_days_count_from_today(desk, somchai):
    desk.pass_time(days=40)
    desk.press(somchai, "deadline.extend", measure="3.2", until="2024-05-05")
    assert "ผ่านไปแล้ว" in somchai.heard
    desk.press(somchai, "deadline.extend", days=7)
    assert "ถึง 18 พฤษภาคม 2567" in somchai.heard


def test_a_granted_wish_moves_the_deadline_and_all_its_units_are_told(desk, somchai, admin):
    colleague = desk.person("อารี", "สล.")
    head = desk.person("หัวหน้า", "ศบพ.", role="head")
    outsider = desk.person("คนอื่น", "กร.1")
    ask(desk, somchai)
    desk.hears(admin, 1)
    admin.tap("ดูและพิจารณา")
    assert "รอตรวจรับงานจ้าง" in admin.card
    admin.tap("อนุมัติ")
    assert "แจ้งผู้เกี่ยวข้องแล้ว 3 คน" in admin.card
    assert desk.due("3.2") == dt.date(2024, 5, 15)
    assert "คำขอขยายเวลาได้รับอนุมัติ" in desk.hears(somchai, 4)
    for one in (colleague, head):
        assert "มาตรการ 3.2 ครบกำหนดใหม่ 15 พฤษภาคม 2567" in desk.hears(one, 1)
    assert [action for action, *_ in desk.deeds()] == ["deadline.ask", "deadline.grant"]
    outsider.say("มาตรการ 3.2")
    assert "15 พฤษภาคม 2567" in outsider.card
    assert desk.count(outsider) == 1


def test_a_refused_wish_changes_nothing_and_who_asked_is_told(desk, somchai, admin):
    colleague = desk.person("อารี", "สล.")
    ask(desk, somchai)
    desk.hears(admin, 1)
    admin.tap("ดูและพิจารณา")
    admin.tap("ไม่อนุมัติ")
    assert "คำขอขยายเวลาไม่ได้รับอนุมัติ" in desk.hears(somchai, 4)
    assert desk.due("3.2") == DUE
    assert desk.count(colleague) == 0
    assert desk.wishes() == []


def test_buttons_of_a_decided_wish_say_so(desk, somchai, admin):
    ask(desk, somchai)
    desk.hears(admin, 1)
    (wish,) = desk.wishes()
    desk.press(admin, "deadline.grant", extension=wish.id)
    for name in ("deadline.grant", "deadline.refuse"):
        desk.press(admin, name, extension=wish.id)
        assert "คำขอนี้อนุมัติไปแล้ว" in admin.card
    assert desk.due("3.2") == dt.date(2024, 5, 15)
    desk.press(admin, "deadline.grant", extension=999)
    assert "ปุ่ม" in admin.heard


def test_only_administrators_decide(desk, somchai, admin):
    reviewer = desk.person("มาลี", "กย.", role="reviewer")
    ask(desk, somchai)
    desk.hears(admin, 1)
    (wish,) = desk.wishes()
    for one in (somchai, reviewer):
        desk.press(one, "deadline.grant", extension=wish.id)
        assert "ผู้ดูแลระบบ" in one.heard
    desk.press(reviewer, "progress.review")
    assert "ไม่มีรายการรอตรวจ" in reviewer.card
    assert desk.due("3.2") == DUE


def test_a_wish_that_waits_is_not_made_twice(desk, somchai, admin):
    colleague = desk.person("อารี", "สล.")
    ask(desk, somchai)
    desk.hears(admin, 1)
    desk.press(colleague, "deadline.extend", measure="3.2")
    assert "มีคำขอรอพิจารณาอยู่แล้ว" in colleague.card
    assert "ศส." in colleague.card
    desk.press(somchai, "confirm", dialogue=3)
    assert len(desk.wishes()) == 1


def test_two_who_confirm_at_once_make_one_wish(desk, somchai, admin):
    colleague = desk.person("อารี", "สล.")
    for one in (somchai, colleague):
        desk.press(one, "deadline.extend", measure="3.2", until="2024-05-15")
        one.say("รอตรวจรับงานจ้าง")
    line = desk.stage.line
    for tap in [line.tap(one.line, one.button("ยืนยัน")) for one in (somchai, colleague)]:
        line.deliver(tap)
    said = [desk.hears(one, 3) for one in (somchai, colleague)]
    assert sum("ส่งคำขอแล้ว" in one for one in said) == 1
    assert sum("มีคำขอรอพิจารณาอยู่แล้ว" in one for one in said) == 1
    assert len(desk.wishes()) == 1
    desk.hears(admin, 1)


def test_only_owners_ask_for_more_time(desk, admin):
    outsider = desk.person("คนอื่น", "กร.1")
    desk.press(outsider, "deadline.extend", measure="3.2")
    assert "3.2" in outsider.heard
    assert "ยืนยัน" not in outsider.labels
    desk.press(admin, "deadline.extend", measure="3.2")
    assert desk.wishes() == []


def test_taking_the_message_back_takes_the_wish_back(desk, somchai, admin):
    said = ask(desk, somchai)
    desk.hears(admin, 1)
    (wish,) = desk.wishes()
    desk.unsend(somchai, said)
    assert desk.wishes() == []
    desk.press(admin, "deadline.grant", extension=wish.id)
    assert "ผู้ขอถอนคำขอนี้แล้ว" in admin.card
    assert desk.due("3.2") == DUE


def test_the_log_says_in_words_what_became_of_a_wish(desk, somchai, admin):
    ask(desk, somchai)
    desk.hears(admin, 1)
    desk.press(admin, "deadline.grant", extension=desk.wishes()[0].id)
    desk.hears(somchai, 4)
    desk.press(admin, "audit.list")
    assert "deadline." not in admin.card
    assert "2024-05-15" not in admin.card
    assert "กำหนดส่ง" in admin.card


def test_the_reason_of_a_decided_wish_can_be_taken_back(desk, somchai, admin):
    said = ask(desk, somchai)
    desk.hears(admin, 1)
    desk.press(admin, "deadline.grant", extension=desk.wishes()[0].id)
    desk.hears(somchai, 4)
    assert desk.holds("รอตรวจรับงานจ้าง")
    desk.unsend(somchai, said)
    assert not desk.holds("รอตรวจรับงานจ้าง")
    assert desk.due("3.2") == dt.date(2024, 5, 15)


def test_a_wish_can_be_given_up_and_a_report_does_not_vanish_without_a_word(desk, somchai):
    somchai.say("3.2 60%")
    desk.press(somchai, "deadline.extend", measure="3.2")
    assert "ยกเลิกแล้ว" in somchai.heard
    somchai.say("ยกเลิก")
    assert "ยกเลิกแล้ว" in somchai.heard
    assert desk.wishes() == []
    assert desk.reports() == []


def test_what_sounds_like_a_command_is_a_reason_and_a_command_is_none(desk, somchai):
    desk.press(somchai, "deadline.extend", measure="3.2", until="2024-05-14")
    for words in ("หลักฐาน 3.2", "สวัสดี", "คะแนนรวม"):
        somchai.say(words)
        assert "โปรดยืนยัน" not in somchai.heard
    somchai.say("รองบประมาณ")
    assert "โปรดยืนยัน: ขอขยายเวลามาตรการ 3.2" in somchai.heard
    assert "รองบประมาณ" in somchai.card


def test_a_day_in_june_or_september_is_understood(desk, somchai):
    for said, read in (("30 มิ.ย.", "30 มิถุนายน 2567"), ("30 ก.ย.", "30 กันยายน 2567")):
        desk.press(somchai, "deadline.extend", measure="3.2")
        somchai.say(said)
        assert f"ถึง {read}" in somchai.heard
        somchai.say("ยกเลิก")
