"""A confirmed notice is changed before it goes: it goes no more, and a draft of it waits for a yes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bot.store import notices
from bot.store.engine import writing
from bot.usecases.notices import composing
from tests.flows.notices import SAID, WORDS, NoticeDesk
from tests.flows.office import Staff

if TYPE_CHECKING:
    from bot.store.notices import Kept
    from tests.flows.conftest import Stage

GONE = "ประกาศที่ 1 จะไม่ส่งออกไปแล้ว"
UNSENT = "ยังไม่มีข้อความใดส่งออกไปจนกว่าคุณจะยืนยัน"
FRIDAY = dt.datetime(2024, 4, 5, 3, tzinfo=dt.UTC)
"""Ten o'clock in Bangkok."""


@pytest.fixture
def desk(stage: Stage) -> NoticeDesk:
    return NoticeDesk(stage)


def kept(desk: NoticeDesk, number: int = 1) -> Kept:
    return next(one for one in desk.all() if one.number == number)


def scheduled(admin: Staff, said: str = SAID) -> None:
    """Confirm a notice that goes on Friday."""
    admin.say(said)
    admin.say("ส่งวันศุกร์ 10 โมง")
    admin.tap("ยืนยัน")


def awaiting(
    desk: NoticeDesk, admin: Staff, other: Staff, monkeypatch: pytest.MonkeyPatch, *, at: str | None = None
) -> None:
    """Confirm a notice that another administrator is asked to approve."""
    monkeypatch.setattr(composing, "APPROVE_FROM", 2)
    before = desk.count(other)
    admin.say(SAID)
    if at is not None:
        admin.say(at)
    admin.tap("ยืนยัน")
    desk.hears(other, before + 3)
    other.got = desk.stage.line.sent(other.line)[-3:]


# --- changed and confirmed --------------------------------------------------------------------------------


def test_what_is_scheduled_is_changed_and_goes_as_a_notice_of_its_own(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    scheduled(admin)
    assert "แก้ไขประกาศ" in admin.labels
    admin.say("แก้ไขประกาศ 1")
    assert admin.got[0].text == WORDS
    assert GONE in admin.card
    assert UNSENT in admin.card
    assert "วันศุกร์ที่ 5 เมษายน 2567 เวลา 10:00 น." in admin.card
    assert (kept(desk).state, kept(desk).why) == ("cancelled", "edited")

    admin.tap("แก้ข้อความ")
    admin.say("ส่งเอกสารภายในวันจันทร์")
    assert GONE in admin.card
    admin.tap("ยืนยัน")
    assert "ใช้แทนประกาศที่ 1" in admin.card

    new = kept(desk, 2)
    assert new.content["text"] == "ส่งเอกสารภายในวันจันทร์"
    assert (new.state, new.audience, new.total, new.send_at) == (
        "scheduled",
        ("unit:กย.", "unit:สล."),
        len(two_units),
        FRIDAY,
    )
    assert (kept(desk).state, kept(desk).successor, kept(desk).states) == ("cancelled", 2, {"queued": 2})
    assert [(one.action, one.subject) for one in desk.log()] == [
        ("notice.send", "notice 1"),
        ("notice.edit", "notice 1"),
        ("notice.send", "notice 2"),
    ]
    assert desk.log()[-1].after["edits"] == 1


def test_all_of_it_comes_along(desk: NoticeDesk, admin: Staff, two_units: list[Staff]) -> None:
    admin.say(f"{SAID} https://www.diw.go.th/plan")
    admin.tap("ไม่ต้องตอบรับทราบ")
    admin.say("ส่งวันศุกร์ 10 โมง")
    admin.want("notice.set", urgent=True)
    admin.tap("ยืนยัน")
    admin.tap("แก้ไขประกาศ")
    assert "เปิดลิงก์" in admin.labels
    admin.tap("ยืนยัน")
    old, new = kept(desk), kept(desk, 2)
    same = ("content", "audience", "send_at", "signed", "urgent", "total", "cost", "sources")
    assert [getattr(new, name) for name in same] == [getattr(old, name) for name in same]
    assert (new.signed, new.urgent) == (False, True)
    assert two_units


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("แก้ไขประกาศ 1 เป็น งดประชุมค่ะ", "งดประชุมค่ะ"),
        ("edit notice 1 to No meeting", "No meeting"),
        ("แก้ประกาศที่ตั้งเวลาไว้: งดประชุม", "งดประชุม"),
    ],
)
def test_the_new_words_can_be_said_at_once(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff], said: str, text: str
) -> None:
    scheduled(admin)
    admin.say(said)
    assert admin.got[0].text == text
    admin.tap("ยืนยัน")
    assert (kept(desk, 2).content["text"], kept(desk, 2).send_at) == (text, FRIDAY)
    assert two_units


def test_the_new_time_can_be_said_at_once(desk: NoticeDesk, admin: Staff, two_units: list[Staff]) -> None:
    scheduled(admin)
    admin.say("เลื่อนประกาศ 1 เป็นพรุ่งนี้ 9 โมง")
    assert admin.got[0].text == WORDS
    assert "วันอังคารที่ 2 เมษายน 2567 เวลา 09:00 น." in admin.card
    admin.tap("ยืนยัน")
    assert kept(desk, 2).send_at == dt.datetime(2024, 4, 2, 2, tzinfo=dt.UTC)
    assert two_units


def test_what_is_held_is_changed_in_time_and_held_anew(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    admin.tap("ยืนยัน")
    desk.pass_time(seconds=30)
    admin.tap("แก้ไขประกาศ")
    assert GONE in admin.card
    desk.pass_time(seconds=60)
    admin.tap("ยืนยัน")
    assert kept(desk).state == "cancelled"
    assert kept(desk, 2).send_at == desk.stage.clock() + composing.HOLD
    assert two_units


def test_words_that_cannot_be_leave_the_draft_and_the_notice_goes_no_more(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    scheduled(admin)
    admin.say("แก้ไขประกาศ 1 เป็น ดู http://x.go.th")
    assert "https://" in admin.card
    assert GONE in admin.card
    assert kept(desk).state == "cancelled"
    admin.say("ดู https://x.go.th")
    admin.tap("ยืนยัน")
    assert kept(desk, 2).content["text"] == "ดู https://x.go.th"
    assert two_units


def test_a_time_that_is_over_by_then_is_asked_for(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    scheduled(admin)
    admin.say("แก้ไขประกาศ 1")
    admin.say("ยกเลิก")
    desk.pass_time(days=6)
    admin.say("แก้ไขประกาศ 1")
    assert "ผ่านไปแล้ว" in admin.card
    assert "ยืนยัน" not in admin.labels
    admin.tap("ส่งทันที")
    admin.tap("ยืนยัน")
    assert kept(desk, 2).send_at == desk.stage.clock() + composing.HOLD
    assert two_units


# --- left ---------------------------------------------------------------------------------------------------


def test_a_draft_that_is_left_says_that_nothing_goes_and_can_be_taken_up(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    scheduled(admin)
    admin.say("แก้ไขประกาศ 1 เป็น งดประชุม")
    admin.say("ยกเลิก")
    assert "ไม่มีการส่งทั้งฉบับแก้ไขและประกาศที่ 1 เดิม" in admin.heard
    admin.say("สถานะประกาศ 1")
    assert "ถูกเรียกกลับมาแก้ไข และจะไม่ส่งออกไป" in admin.card
    admin.tap("แก้ไขประกาศ")
    assert admin.got[0].text == WORDS
    admin.tap("ยืนยัน")
    assert kept(desk, 2).send_at == FRIDAY
    admin.say("สถานะประกาศ 1")
    assert "ใช้ประกาศที่ 2 แทน" in admin.card
    assert "แก้ไขประกาศ" not in admin.labels
    assert two_units


def test_something_else_in_between_says_that_it_is_not_sent(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    scheduled(admin)
    admin.say("แก้ไขประกาศ 1")
    admin.say("มาตรการ 3.2")
    assert "ประกาศที่ 1 ยังแก้ไขค้างอยู่ และยังไม่ได้ส่ง" in admin.heard
    admin.say("แก้ไขประกาศ 1")
    assert GONE in admin.card
    assert "ยกเลิกแล้ว" not in admin.card
    assert len(desk.all()) == 1
    assert two_units


def test_what_was_called_back_or_rejected_is_written_anew_from_it(
    desk: NoticeDesk, admin: Staff, other: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    awaiting(desk, admin, other, monkeypatch)
    mine = desk.count(admin)
    other.tap("ไม่อนุมัติ")
    other.say("ลงวันที่ผิด")
    desk.hears(admin, mine + 1)
    admin.say("สถานะประกาศ 1")
    admin.tap("แก้ไขประกาศ")
    assert admin.got[0].text == WORDS
    admin.tap("ยืนยัน")
    assert (kept(desk).state, kept(desk).why) == ("rejected", "ลงวันที่ผิด")
    assert kept(desk, 2).state == "awaiting"
    admin.want("notice.cancel", notice=2)
    admin.say("แก้ไขประกาศ 2")
    assert admin.got[0].text == WORDS
    assert two_units


# --- who may, and which -------------------------------------------------------------------------------------


def test_nobody_else_may(desk: NoticeDesk, admin: Staff, two_units: list[Staff]) -> None:
    scheduled(admin)
    staff = two_units[0]
    staff.say("แก้ไขประกาศ 1")
    assert "การส่งประกาศเป็นสิทธิ์ของผู้ดูแลระบบ" in staff.card
    staff.want("notice.edit", notice=1)
    assert WORDS not in staff.card
    assert kept(desk).state == "scheduled"


def test_no_such_notice(desk: NoticeDesk, admin: Staff) -> None:
    for said in ("แก้ไขประกาศ 7", "แก้ไขประกาศ"):
        admin.say(said)
        assert "ไม่พบประกาศ" in admin.card
    admin.want("notice.edit", notice="x")
    assert desk.all() == []


def test_of_several_it_is_asked_which_and_the_last_can_be_named(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    scheduled(admin)
    scheduled(admin, "ประกาศถึง กย. ประชุมวันจันทร์")
    admin.say("แก้ประกาศที่ตั้งเวลาไว้")
    assert "ประกาศฉบับไหน" in admin.card
    assert {one.state for one in desk.all()} == {"scheduled"}
    admin.want("notice.edit", notice=1)
    assert kept(desk).state == "cancelled"
    admin.say("ยกเลิก")
    admin.say("แก้ประกาศล่าสุด")
    assert admin.got[0].text == "ประชุมวันจันทร์"
    assert kept(desk, 2).state == "cancelled"
    assert two_units


# --- too late -----------------------------------------------------------------------------------------------


def test_what_has_gone_is_corrected_instead(desk: NoticeDesk, admin: Staff, two_units: list[Staff]) -> None:
    admin.say("ประกาศถึง กย. ประชุมวันจันทร์")
    admin.tap("ยืนยัน")
    for state in ("sending", "sent"):
        with writing(desk.engine) as session:
            notices.turn(session, kept(desk).id, seen=("scheduled", "sending"), state=state, why=None)
        admin.say("แก้ไขประกาศ 1 เป็น งดประชุม")
        assert "แก้ไขประกาศที่ 1 ไม่ได้แล้ว" in admin.card
        assert kept(desk).state == state
    assert len(desk.all()) == 1
    assert two_units


def test_it_began_to_go_while_its_change_was_asked_for(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    admin.tap("ยืนยัน")
    button = admin.button("แก้ไขประกาศ")
    with writing(desk.engine) as session:
        notices.turn(session, kept(desk).id, seen=("scheduled",), state="sending", why=None)
    admin.press(button)
    assert "โปรดพักการส่งก่อน" in admin.card
    assert kept(desk).state == "sending"
    assert two_units


def test_two_who_change_it_make_one_notice(
    desk: NoticeDesk, admin: Staff, other: Staff, two_units: list[Staff]
) -> None:
    scheduled(admin)
    admin.say("แก้ไขประกาศ 1 เป็น งดประชุม")
    other.say("แก้ไขประกาศ 1 เป็น ประชุมวันพุธ")
    admin.tap("ยืนยัน")
    other.tap("ยืนยัน")
    assert "มีการยืนยันประกาศที่ 2 แทนประกาศที่ 1 แล้ว" in other.card
    assert len(desk.all()) == 2
    other.say("ยกเลิก")
    other.say("แก้ไขประกาศ 1")
    assert "มีประกาศที่ 2 ใช้แทนแล้ว" in other.card
    other.tap("แก้ไขประกาศ")
    assert other.got[0].text == "งดประชุม"
    assert kept(desk, 2).state == "cancelled"
    assert two_units


# --- something else is under way ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begun", "still"), [("ประกาศถึง กย. ประชุมด่วน", "ประกาศของคุณยังไม่ได้ส่ง"), ("ลาพักผ่อนพรุ่งนี้", "ยังไม่ได้บันทึกการลา")]
)
def test_a_draft_is_not_given_up_unasked(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff], begun: str, still: str
) -> None:
    scheduled(admin)
    desk.pass_time(minutes=10)
    admin.say(begun)
    admin.say("แก้ไขประกาศ 1")
    assert "เรื่องที่ทำค้างไว้จะถูกยกเลิก" in admin.card
    assert still in admin.heard
    assert kept(desk).state == "scheduled"
    admin.tap("ทิ้งฉบับร่าง แล้วแก้ไข")
    assert admin.got[0].text == WORDS
    assert "ยกเลิกแล้ว" in admin.heard
    assert kept(desk).state == "cancelled"
    admin.tap("ยืนยัน")
    assert kept(desk, 2).content["text"] == WORDS
    assert two_units


def test_what_is_about_to_go_is_called_back_before_that_is_asked(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    admin.tap("ยืนยัน")
    admin.say("ประกาศถึง กย. ประชุมด่วน")
    admin.say("แก้ไขประกาศ 1")
    assert "ระบบเรียกคืนไว้ให้แล้ว" in admin.card
    assert kept(desk).state == "cancelled"
    admin.tap("ยืนยัน")
    assert kept(desk, 2).content["text"] == "ประชุมด่วน"
    assert kept(desk).successor is None
    admin.say("แก้ไขประกาศ 1")
    assert admin.got[0].text == WORDS
    assert two_units


def test_another_notice_in_its_place_says_that_neither_goes(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    scheduled(admin)
    admin.say("แก้ไขประกาศ 1")
    admin.say("ประกาศถึง กย. ประชุมด่วน")
    assert "ไม่มีการส่งทั้งฉบับแก้ไขและประกาศที่ 1 เดิม" in admin.heard
    admin.tap("ยืนยัน")
    assert (kept(desk, 2).content["text"], kept(desk).successor) == ("ประชุมด่วน", None)
    assert two_units


def test_the_draft_itself_is_what_is_changed_where_no_notice_is_named(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    scheduled(admin)
    desk.pass_time(minutes=10)
    admin.say("ประกาศถึง กย. ประชุมด่วน")
    admin.say("แก้ไขประกาศ เป็น ประชุมวันพุธ")
    assert admin.got[0].text == "ประชุมวันพุธ"
    admin.say("แก้ไขประกาศ")
    assert admin.got[0].text == "ประชุมวันพุธ"
    assert kept(desk).state == "scheduled"
    assert two_units
