"""The day on which reported work was done: said, read back, corrected, shown beside that of receiving."""

from __future__ import annotations

import datetime as dt

import pytest

YESTERDAY = dt.date(2024, 3, 31)
"""The office's clock shows 1 April 2567."""


def days(desk, measure="3.2"):
    """Which days are claimed for a measure, newest report first."""
    return [one.claimed_on for one in desk.reports(measure)]


# --- said and read back ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "day", "note"),
    [
        ("3.2 60% เมื่อวาน", YESTERDAY, None),
        ("๓.๒ ร้อยละ ๖๐ ณ วันที่ ๒๙/๓/๒๕๖๗", dt.date(2024, 3, 29), None),
        ("3.2 60% done on 29 March, minutes uploaded", dt.date(2024, 3, 29), "minutes uploaded"),
        ("3.2 60% ประชุมวันที่ 29 มี.ค. แล้ว", None, "ประชุมวันที่ 29 มี.ค. แล้ว"),
        ("3.2 60%", None, None),
    ],
)
def test_a_day_that_a_report_names_is_filed_beside_when_it_was_received(desk, somchai, said, day, note):
    somchai.say(said)
    assert ("ผลงาน ณ วันที่" in somchai.card) == (day is not None)
    somchai.tap("ยืนยัน")
    (report,) = desk.reports()
    assert (report.percent, report.claimed_on, report.note) == (60, day, note)
    assert report.received_at.date() == dt.date(2024, 4, 1)


def test_it_is_read_back_in_the_card_and_in_the_notification(somchai):
    somchai.say("3.2 เสร็จแล้วเมื่อวันศุกร์ที่แล้ว")
    assert "มาตรการ 3.2 ความก้าวหน้า 100% ณ วันที่ 29 มี.ค. 2567" in somchai.heard
    assert "ผลงาน ณ วันที่ 29 มี.ค. 2567" in somchai.card
    assert "หากวันที่ไม่ถูกต้อง" in somchai.card
    somchai.tap("ยืนยัน")
    assert "29 มี.ค. 2567" in somchai.card


def test_each_of_several_reports_has_its_own_day(desk, somchai):
    desk.file(somchai, "3.1 60% เมื่อวาน 3.2 เสร็จเมื่อวันที่ 29 มี.ค. 3.3 20%")
    assert [days(desk, key) for key in ("3.1", "3.2", "3.3")] == [[YESTERDAY], [dt.date(2024, 3, 29)], [None]]


def test_a_day_said_before_the_measure_is_kept_until_the_rest_is_said(desk, somchai):
    somchai.say("3.2")
    somchai.say("รายงานความคืบหน้า 3.2")
    somchai.say("60% เมื่อวาน")
    somchai.tap("ยืนยัน")
    assert [(one.percent, one.claimed_on) for one in desk.reports()] == [(60, YESTERDAY)]


# --- a day that cannot be -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "read", "why"),
    [
        ("3.2 60% เมื่อวันที่ 20 เม.ย. 67", "20 เมษายน 2567", "ยังมาไม่ถึง"),
        ("3.2 60% ณ วันที่ 30 ก.ย. 2566", "30 กันยายน 2566", "อยู่ก่อนเริ่มปีงบประมาณ"),
    ],
)
def test_a_day_that_cannot_be_is_said_and_not_taken(desk, somchai, said, read, why):
    somchai.say(said)
    assert read in somchai.heard
    assert why in somchai.heard
    assert "โปรดยืนยันรายงาน: มาตรการ 3.2 ความก้าวหน้า 60%" in somchai.heard
    assert "ผลงาน ณ วันที่" not in somchai.card
    somchai.say("เมื่อวานนี้ครับ")
    assert "60% ณ วันที่ 31 มี.ค. 2567" in somchai.heard
    somchai.tap("ยืนยัน")
    assert days(desk) == [YESTERDAY]


def test_today_and_the_first_day_of_the_year_can_be(desk, somchai):
    desk.file(somchai, "3.1 60% ณ วันที่ 1/4/2567")
    desk.file(somchai, "3.2 60% ณ วันที่ 1/10/2566")
    assert days(desk, "3.1") == [dt.date(2024, 4, 1)]
    assert days(desk, "3.2") == [dt.date(2023, 10, 1)]


def test_a_day_before_the_measure_begins_is_flagged_and_taken(desk, somchai):
    somchai.say("3.2 60% เมื่อวันที่ 5 มี.ค.")
    assert "แจ้งว่าทำก่อนวันเริ่มมาตรการ" in somchai.card
    somchai.tap("ยืนยัน")
    (report,) = desk.reports()
    assert (report.claimed_on, report.flags) == (dt.date(2024, 3, 5), ("early",))


def test_work_that_was_in_time_but_reported_late_is_late(desk, somchai):
    desk.pass_time(days=40)
    desk.file(somchai, "3.2 60% เมื่อวันที่ 29 เม.ย.")
    (report,) = desk.reports()
    assert (report.claimed_on, report.flags) == (dt.date(2024, 4, 29), ("late",))


# --- another day ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", ["วันที่ 29 มี.ค.", "29 มี.ค.", "แก้ไขวันที่เป็น 29 มี.ค.", "แก้ไข วันที่ 29 มี.ค.", "แก้ไข 3.2 เมื่อวันศุกร์"]
)
def test_another_day_changes_the_open_draft_alone(desk, somchai, said):
    somchai.say("3.2 60% เมื่อวาน, ส่งคู่มือแล้ว")
    somchai.say(said)
    somchai.tap("ยืนยัน")
    (report,) = desk.reports()
    assert (report.percent, report.claimed_on, report.note) == (60, dt.date(2024, 3, 29), "ส่งคู่มือแล้ว")


def test_a_day_alone_is_that_of_all_measures_of_the_draft(desk, somchai):
    somchai.say("3.1 60% 3.2 80%")
    somchai.say("เมื่อวาน")
    somchai.tap("ยืนยัน")
    assert (days(desk, "3.1"), days(desk, "3.2")) == ([YESTERDAY], [YESTERDAY])


def test_words_about_a_day_are_still_a_note(desk, somchai):
    somchai.say("3.2 60%")
    somchai.say("เวียนหนังสือเมื่อวาน")
    somchai.tap("ยืนยัน")
    (report,) = desk.reports()
    assert (report.note, report.claimed_on) == ("เวียนหนังสือเมื่อวาน", None)


def test_a_filed_report_keeps_its_day_in_a_correction_or_gets_another(desk, somchai):
    desk.file(somchai, "3.2 60% เมื่อวาน")
    desk.file(somchai, "แก้ไข 70%")
    desk.file(somchai, "แก้ไขวันที่รายงานเป็น 29 มี.ค.")
    assert [(one.percent, one.claimed_on, one.state) for one in desk.reports()] == [
        (70, dt.date(2024, 3, 29), "filed"),
        (70, YESTERDAY, "replaced"),
        (60, YESTERDAY, "replaced"),
    ]


def test_undoing_a_correction_brings_the_first_day_back(desk, somchai):
    desk.file(somchai, "3.2 60% เมื่อวาน")
    desk.file(somchai, "แก้ไข วันที่ 29 มี.ค.")
    somchai.say("ยกเลิกรายงานล่าสุด")
    assert [(one.claimed_on, one.state) for one in desk.reports()] == [
        (None, "withdrawn"),
        (YESTERDAY, "filed"),
    ]


# --- who sees it ----------------------------------------------------------------------------------------


def test_a_reviewer_sees_it_beside_when_it_was_received(desk, somchai):
    malee = desk.person("มาลี", "กย.", role="reviewer")
    desk.file(somchai, "3.2 เสร็จแล้วเมื่อวันศุกร์ที่แล้ว")
    desk.hears(malee, 1)
    desk.press(malee, "progress.review")
    assert "ผลงาน ณ 29 มี.ค. 2567" in malee.card
    assert "1 เม.ย. 2567" in malee.card
    desk.press(malee, "progress.accept", report=desk.reports()[0].id)
    assert "ผลงาน ณ 29 มี.ค. 2567" in desk.hears(somchai, 3)


def test_the_day_of_receiving_is_not_said_twice(desk, somchai):
    malee = desk.person("มาลี", "กย.", role="reviewer")
    desk.file(somchai, "3.2 100% ณ วันที่ 1/4/2567")
    desk.hears(malee, 1)
    desk.press(malee, "progress.review")
    assert "ศส." in malee.card
    assert "ผลงาน ณ" not in malee.card


def test_earlier_reports_show_it_to_who_may_read_them(desk, somchai):
    other = desk.person("วิชัย", "กย.")
    desk.file(somchai, "3.2 60% เมื่อวาน")
    for staff, seen in ((somchai, True), (other, False)):
        desk.press(staff, "progress.history", measure="3.2")
        assert ("ผลงาน ณ วันที่ 31 มี.ค. 2567" in staff.card) == seen


def test_the_log_holds_it(desk, somchai):
    desk.file(somchai, "3.2 60% เมื่อวาน")
    assert desk.log()[-1].after == {"percent": 60, "claimed_on": "2024-03-31"}
    auditor = desk.person("อรุณ", "กย.", role="auditor")
    desk.press(auditor, "audit.list")
    assert "ณ วันที่ 31 มี.ค. 2567" in auditor.card


# --- taking back ----------------------------------------------------------------------------------------


def test_an_unsent_message_takes_the_day_along(desk, somchai):
    said = desk.file(somchai, "3.2 60% เมื่อวาน")
    desk.unsend(somchai, said)
    assert [(one.state, one.claimed_on) for one in desk.reports()] == [("withdrawn", None)]


def test_of_an_accepted_report_it_is_erased_at_once(desk, somchai):
    malee = desk.person("มาลี", "กย.", role="reviewer")
    said = desk.file(somchai, "3.2 เสร็จแล้วเมื่อวันที่ 5 มี.ค.")
    desk.hears(malee, 1)
    desk.press(malee, "progress.accept", report=desk.reports()[0].id)
    desk.hears(somchai, 3)
    desk.unsend(somchai, said)
    assert [(one.state, one.claimed_on) for one in desk.reports()] == [("retracting", None)]
    desk.press(malee, "progress.review")
    assert "ก่อนวันเริ่มมาตรการ" not in malee.card


def test_an_edited_message_says_another_day(stage, desk, somchai):
    team = stage.line.group("คณะทำงาน", [somchai.line])
    said = stage.line.text(somchai.line, "@ITA 3.2 60% เมื่อวาน", team)
    for number, webhook in enumerate((said, stage.line.edit(said, "@ITA 3.2 60% เมื่อวันที่ 29 มี.ค.")), 1):
        stage.line.deliver(webhook)
        somchai.got = stage.line.wait_sent(team, 2 * number - 1)[-1:]
        stage.line.deliver(stage.line.tap(somchai.line, somchai.button("ยืนยัน"), team))
        stage.line.wait_sent(team, 2 * number)
    assert days(desk) == [dt.date(2024, 3, 29), YESTERDAY]
