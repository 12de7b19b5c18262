"""What keeps a notice from going to more people, or other people, or at another time, than its author saw."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.store.groups import UNCOUNTED
from bot.usecases.notices import composing
from tests.flows.notices import SAID, NoticeDesk, group, month
from tests.flows.office import Staff, actions

LONG = "ขอให้ส่งเอกสารภายในวันศุกร์ " * 90 + "ท้ายสุด https://www.diw.go.th/plan"


@pytest.fixture
def desk(stage: Any) -> NoticeDesk:
    return NoticeDesk(stage)


def thresholds(monkeypatch: pytest.MonkeyPatch, *, approve: int = 200, typed: int = 50) -> None:
    monkeypatch.setattr(composing, "APPROVE_FROM", approve)
    monkeypatch.setattr(composing, "TYPED_FROM", typed)


# --- what the second person sees --------------------------------------------------------------------------


def test_whoever_approves_sees_all_of_it_as_it_will_be_received(
    desk: NoticeDesk, admin: Staff, other: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    thresholds(monkeypatch, approve=2)
    gone = two_units[0]
    admin.say("ส่งประกาศ")
    admin.say("กย. กับ สล.")
    admin.say(LONG)
    admin.tap("ไม่ต้องตอบรับทราบ")
    gone.desk.deliver(desk.stage.line.unfollow(gone.line))
    admin.tap("ยืนยัน")
    before = len(desk.stage.line.sent(other.line))
    admin.tap("ยืนยัน")

    got = desk.stage.line.wait_sent(other.line, before + 3)[before:]
    other.got = got
    assert got[0].text == LONG
    assert "แจ้งเพื่อทราบ ไม่ต้องตอบกลับ" in other.card
    assert "เปิดลิงก์" in other.labels
    assert "ส่งถึงไม่ได้ 1 คน" in other.card
    assert "ไม่ขอให้ตอบรับทราบ" in other.card
    assert {"อนุมัติ", "ไม่อนุมัติ"} <= set(other.labels)


def test_a_group_counts_as_all_who_are_in_it(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    group(desk, admin, *two_units)
    thresholds(monkeypatch, typed=2)
    admin.say("ส่งประกาศ")
    admin.want("notice.send", audience="groups")
    admin.say("ประชุมวันจันทร์")
    admin.tap("ยืนยัน")
    assert "โปรดพิมพ์ตัวเลข 30" in admin.card
    admin.say("30")
    kept = desk.latest()
    assert kept is not None
    assert (kept.total, kept.cost) == (1, UNCOUNTED)


def test_a_group_of_many_needs_a_second_person(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    group(desk, admin, *two_units)
    thresholds(monkeypatch, approve=UNCOUNTED)
    admin.say("ส่งประกาศ")
    admin.want("notice.send", audience="groups")
    admin.say("ประชุมวันจันทร์")
    assert "ต้องให้ผู้ดูแลอีกคนหนึ่งอนุมัติก่อนส่ง" in admin.card
    assert "30 คน" in admin.card


# --- what is confirmed is what was shown ------------------------------------------------------------------


def test_as_many_others_are_shown_before_it_goes(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    two_units[0].desk.deliver(desk.stage.line.unfollow(two_units[0].line))
    desk.person("มาใหม่", "กย.")
    admin.tap("ยืนยัน")
    assert "รายชื่อผู้รับเปลี่ยนไป" in admin.card
    assert desk.latest() is None
    admin.tap("ยืนยัน")
    assert desk.latest() is not None


# --- when -------------------------------------------------------------------------------------------------


def test_a_time_within_the_next_minute_is_held_all_the_same(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    now = desk.stage.clock()
    soon = now + dt.timedelta(seconds=20)
    admin.want("notice.set", at=soon.isoformat(timespec="seconds"))
    assert "45 วินาที" in admin.card
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.send_at == now + composing.HOLD
    assert two_units


def test_a_time_that_has_passed_does_not_become_now_by_itself(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    admin.say("บ่ายสอง")
    yes = admin.button("ยืนยัน")
    desk.pass_time(hours=6)
    admin.press(yes)
    assert "ผ่านไปแล้ว" in admin.card
    admin.say("ยืนยัน")
    assert "ผ่านไปแล้ว" in admin.card
    assert desk.latest() is None
    admin.tap("ส่งทันที")
    assert "45 วินาที" in admin.card
    assert desk.latest() is None
    admin.tap("ยืนยัน")
    assert desk.latest() is not None
    assert two_units


# --- links ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ("ดูที่https://www.diw.go.th/itaภายในวันศุกร์", "https://www.diw.go.th/ita"),
        ("ดู https://www.diw.go.th/?q=แผน", "https://www.diw.go.th/?q=%E0%B9%81%E0%B8%9C%E0%B8%99"),
        ("ดู https://www.diw.go.th/แผน.pdf", "https://www.diw.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf"),
        ("ดู HTTPS://www.diw.go.th/a%20b%", "https://www.diw.go.th/a%20b%25"),
    ],
)
def test_a_link_beside_thai_opens(admin: Staff, two_units: list[Staff], typed: str, opened: str) -> None:
    admin.say(f"ประกาศถึง กย. {typed}")
    assert admin.got[0].text == typed
    assert admin.button("เปิดลิงก์")["uri"] == opened
    assert two_units


@pytest.mark.parametrize("link", ["HTTP://www.diw.go.th/a", "https://[www.diw.go.th/a", "https://a:b/c"])
def test_a_link_that_is_none_is_said_to_be_so(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff], link: str
) -> None:
    admin.say(f"ประกาศถึง กย. ดู {link}")
    assert link in admin.card
    assert "ยืนยัน" not in admin.labels
    assert desk.latest() is None
    assert two_units


# --- what the month has -----------------------------------------------------------------------------------


def test_what_is_promised_to_others_is_not_left(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    month(desk, 300, 10)
    admin.say(SAID)
    assert "ส่งแล้วเหลือ 288 ข้อความ" in admin.card
    admin.say("5 เม.ย. 67")
    admin.tap("ยืนยัน")
    admin.say(SAID)
    assert "ส่งแล้วเหลือ 286 ข้อความ" in admin.card
    assert two_units


# --- old buttons ------------------------------------------------------------------------------------------


def test_a_button_of_another_draft_changes_nothing(admin: Staff, two_units: list[Staff]) -> None:
    admin.say(SAID)
    unsigned, whom = admin.button("ไม่ต้องตอบรับทราบ"), admin.button("เปลี่ยนผู้รับ")
    admin.tap("ยกเลิก")
    admin.say("ประกาศถึง กย. ประชุมวันจันทร์")
    admin.press(unsigned)
    assert "ไม่ต้องตอบรับทราบ" in admin.labels  # it is as it was
    admin.press(whom)
    assert "ต้องการส่งประกาศถึงใคร?" not in admin.card
    admin.tap("ไม่ต้องตอบรับทราบ")
    assert "ขอให้ตอบรับทราบ" in admin.labels
    assert two_units


def test_whom_an_old_question_was_about_is_not_whom_a_new_notice_is_for(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say("ส่งประกาศ")
    everybody = next(one for one in actions(admin.got[0].content) if '"all"' in one.get("data", ""))
    admin.say("ยกเลิก")
    admin.say("ประกาศถึง กย. ประชุมวันจันทร์")
    admin.press(everybody)
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert (kept.audience, kept.total) == (("unit:กย.",), 1)
    assert two_units


# --- too late ---------------------------------------------------------------------------------------------


def test_what_waited_for_days_is_not_sent_by_an_old_button(
    desk: NoticeDesk, admin: Staff, other: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    thresholds(monkeypatch, approve=2)
    before = desk.count(other)
    admin.say(SAID)
    admin.tap("ยืนยัน")
    desk.hears(other, before + 3)
    yes = other.button("อนุมัติ")
    desk.pass_time(days=4)
    mine = desk.count(admin)
    other.press(yes)
    assert "ประกาศที่ 1 ไม่ได้ส่ง" in other.card
    assert "ประกาศที่ 1 ไม่ได้ส่ง" in desk.hears(admin, mine + 1)
    kept = desk.latest()
    assert kept is not None
    assert (kept.state, kept.why) == ("cancelled", "lapsed")
    assert two_units


def test_what_goes_right_away_names_no_other_day(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    desk.pass_time(days=5)  # a Saturday
    admin.say(SAID)
    assert "วันนี้ไม่ใช่วันทำการ" in admin.card
    assert "วันดังกล่าว" not in admin.card
    assert "ส่งใน 45 วินาที (ยกเลิกได้ก่อนนั้น)" in admin.card
    assert two_units
