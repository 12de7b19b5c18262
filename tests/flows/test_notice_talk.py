"""What is said around a notice: a word that means something else, a no, a number, a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store import notices
from bot.store.engine import reading, writing
from bot.usecases.notices import composing
from tests.flows.desk import Desk
from tests.flows.notices import SAID, WORDS
from tests.flows.office import Staff

if TYPE_CHECKING:
    from bot.store.notices import Kept


def kept(desk: Desk, number: int = 1) -> Kept:
    with reading(desk.engine) as session:
        found = notices.numbered(session, desk.agency_id, number)
    assert found is not None
    return found


def none_yet(desk: Desk) -> bool:
    with reading(desk.engine) as session:
        return not notices.latest(session, desk.agency_id, 1)


# --- a reason is awaited ----------------------------------------------------------------------------------


@pytest.fixture
def rejecting(desk: Desk, admin: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch) -> Staff:
    """Let somebody be asked why they do not approve notice 1."""
    assert two_units
    monkeypatch.setattr(composing, "APPROVE_FROM", 2)
    other: Staff = desk.person("บุญมี", "กย.", role="admin")
    before = desk.count(other)
    admin.say(SAID)
    admin.tap("ยืนยัน")
    desk.hears(other, before + 3)
    other.tap("ไม่อนุมัติ")
    return other


def test_who_approves_after_all_does_not_reject(desk: Desk, rejecting: Staff) -> None:
    rejecting.say("อนุมัติประกาศ 1")
    assert "อนุมัติประกาศที่ 1 แล้ว" in rejecting.card
    assert kept(desk).state == "scheduled"
    rejecting.say("ยังไม่ถึงกำหนด")
    assert kept(desk).state == "scheduled"
    assert "ไม่มีการเปลี่ยนแปลง" not in rejecting.card


def test_a_look_at_the_notice_is_no_reason(desk: Desk, rejecting: Staff) -> None:
    rejecting.say("สถานะประกาศ 1")
    assert kept(desk).state == "awaiting"
    rejecting.say("ยังไม่ถึงกำหนด")
    assert (kept(desk).state, kept(desk).why) == ("rejected", "ยังไม่ถึงกำหนด")


def test_no_reason_is_awaited_any_more_once_somebody_else_decided(desk: Desk, rejecting: Staff) -> None:
    third: Staff = desk.person("ชาลี", "กย.", role="admin")
    third.want("notice.approve", notice=1)
    rejecting.say("ยังไม่ถึงกำหนด")
    assert "ไม่มีการเปลี่ยนแปลง" in rejecting.card
    rejecting.say("มาตรการ 3.2")
    assert "ไม่มีการเปลี่ยนแปลง" not in rejecting.card
    assert "3.2" in rejecting.card


# --- a number is typed ------------------------------------------------------------------------------------


def test_what_is_no_number_of_recipients_confirms_nothing(
    desk: Desk, admin: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "TYPED_FROM", 2)
    admin.say(SAID)
    admin.tap("ยืนยัน")
    for said in ("2%", "ลดเหลือ 2% ได้ไหม", "2 วัน", "2.0", "ประมาณ 2", "-2"):
        admin.say(said)
        assert none_yet(desk), said
    assert two_units


@pytest.mark.parametrize("said", ["2", "๒ คน", "2 รายค่ะ"])
def test_the_number_that_is_typed_sends_it_and_nothing_is_said_to_be_given_up(
    desk: Desk, admin: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setattr(composing, "TYPED_FROM", 2)
    admin.say(SAID)
    admin.tap("ยืนยัน")
    admin.say(said)
    assert kept(desk).total == len(two_units)
    assert "ยังไม่มีการส่งประกาศ" not in admin.card


# --- it is called back ------------------------------------------------------------------------------------


def test_the_button_of_the_draft_calls_it_back_too(
    desk: Desk, admin: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.say(SAID)
    no = admin.button("ยกเลิก")
    admin.tap("ยืนยัน")
    admin.press(no)
    assert "เรียกคืนทันเวลา" in admin.card
    assert kept(desk).state == "cancelled"
    monkeypatch.setattr(composing, "TYPED_FROM", 2)
    admin.say(SAID)
    no = admin.button("ยกเลิก")
    admin.tap("ยืนยัน")
    admin.say("3")
    admin.say("2")
    admin.press(no)
    assert kept(desk, 2).state == "cancelled"
    assert two_units


def test_what_has_begun_to_go_is_cancelled_for_the_rest(
    desk: Desk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    admin.tap("ยืนยัน")
    desk.pass_time(seconds=46)
    with writing(desk.engine) as session:
        notices.turn(session, kept(desk).id, seen=("scheduled",), state="sending", why=None)
    admin.say("ยกเลิก")
    assert kept(desk).state == "cancelled"
    assert two_units


def test_what_is_held_is_called_back_before_what_was_begun_since(
    desk: Desk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    admin.tap("ยืนยัน")
    admin.say("ส่งประกาศ")
    admin.say("ยกเลิก")
    assert "เรียกคืนทันเวลา" in admin.card
    assert kept(desk).state == "cancelled"
    admin.say("ยกเลิก")
    assert "ยังไม่มีการส่งประกาศ" in admin.card
    assert two_units


def test_cancelling_the_notice_means_the_one_that_is_being_written(
    desk: Desk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    admin.say("พรุ่งนี้ 10 โมง")
    admin.tap("ยืนยัน")
    desk.pass_time(minutes=10)
    for said in ("ส่งประกาศ", "ประกาศถึง กย. ประชุมด่วน"):
        admin.say(said)
        admin.say("ยกเลิกประกาศ")
        assert "ยังไม่มีการส่งประกาศ" in admin.card
    assert kept(desk).state == "scheduled"
    assert two_units


def test_a_no_means_no_notice_of_long_ago(desk: Desk, admin: Staff, two_units: list[Staff]) -> None:
    admin.say(SAID)
    admin.say("พรุ่งนี้ 10 โมง")
    admin.tap("ยืนยัน")
    desk.pass_time(minutes=10)
    admin.say("ยกเลิก")
    assert kept(desk).state == "scheduled"
    assert two_units


def test_both_can_call_back_what_was_approved(desk: Desk, admin: Staff, rejecting: Staff) -> None:
    mine = desk.count(admin)
    rejecting.want("notice.approve", notice=1)
    assert "ยกเลิกประกาศ" in rejecting.labels
    desk.hears(admin, mine + 1)
    assert "ยกเลิกประกาศ" in admin.labels
    rejecting.say("ยกเลิก")
    assert "เรียกคืนทันเวลา" in rejecting.card
    assert kept(desk).state == "cancelled"


def test_the_author_calls_back_what_was_approved(desk: Desk, admin: Staff, rejecting: Staff) -> None:
    desk.pass_time(minutes=10)
    mine = desk.count(admin)
    rejecting.want("notice.approve", notice=1)
    desk.hears(admin, mine + 1)
    admin.say("ยกเลิก")
    assert kept(desk).state == "cancelled"


# --- a day is said ----------------------------------------------------------------------------------------


def test_a_question_about_a_day_sets_no_time(desk: Desk, admin: Staff, two_units: list[Staff]) -> None:
    admin.say(SAID)
    for said in ("พรุ่งนี้วันหยุดไหม", "ลาป่วยพรุ่งนี้", "วันนี้มีงานอะไรบ้าง"):
        admin.say(said)
        assert "วันอังคารที่ 2 เมษายน 2567 เวลา" not in admin.card, said
        assert "เวลา 09:00 น." not in admin.card, said
    assert none_yet(desk)
    assert two_units


# --- to whom it goes --------------------------------------------------------------------------------------


def test_whom_to_leave_out_is_not_guessed_and_the_text_is_kept(
    desk: Desk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say("ประกาศถึงทุกคนยกเว้นหัวหน้า กย.: ให้ส่งเอกสาร")
    assert "ต้องการส่งประกาศถึงใคร?" in admin.card
    admin.say("ทุกคนที่ค้างงาน")
    admin.say("สล.")
    assert admin.got[0].text == "ให้ส่งเอกสาร"
    admin.tap("ยืนยัน")
    assert (kept(desk).audience, kept(desk).total) == (("unit:สล.",), 1)
    assert two_units


def test_units_are_left_out_with_all_who_have_a_post_there(
    desk: Desk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say("ประกาศถึงทุกคนยกเว้น กย. ให้ส่งเอกสาร")
    assert "ทุกคน ยกเว้นหน่วย กย." in admin.card
    assert "กานดา" not in admin.card
    admin.tap("ยืนยัน")
    assert (kept(desk).audience, kept(desk).total) == (("all", "not:กย."), 2)
    assert two_units


def test_heads_are_not_everybody(desk: Desk, admin: Staff, two_units: list[Staff]) -> None:
    desk.person("ประธาน", "กย.", role="head")
    admin.say("ประกาศถึงหัวหน้าทุกคน: ประชุมพรุ่งนี้")
    assert admin.got[0].text == "ประชุมพรุ่งนี้"
    admin.tap("ยืนยัน")
    assert (kept(desk).audience, kept(desk).total) == (("role:head",), 1)
    assert two_units


# --- what is said in passing ------------------------------------------------------------------------------


def test_a_draft_is_not_replaced_without_a_word(desk: Desk, admin: Staff, two_units: list[Staff]) -> None:
    admin.say(SAID)
    assert "ยังไม่มีการส่งประกาศ" not in admin.card
    admin.say("ประกาศถึง กย. ประชุมด่วน")
    assert admin.got[0].text == "ประชุมด่วน"
    assert "ยังไม่มีการส่งประกาศ" in admin.card
    assert "ยืนยัน" in admin.labels
    assert none_yet(desk)
    assert two_units


def test_a_reason_that_is_too_long_is_not_cut(desk: Desk, rejecting: Staff) -> None:
    rejecting.say("ตัวเลขผิด " * 30)
    assert "299" in rejecting.card
    assert "200" in rejecting.card
    assert kept(desk).state == "awaiting"
    rejecting.say("ตัวเลขผิด")
    assert kept(desk).why == "ตัวเลขผิด"


def test_the_status_of_a_notice_is_not_that_of_the_last(
    desk: Desk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    admin.tap("ยืนยัน")
    assert "สถานะประกาศ" in admin.labels
    assert "สถานะประกาศล่าสุด" not in admin.labels
    assert two_units
    assert kept(desk).number == 1


def test_a_button_with_words_for_nobody_does_nothing(desk: Desk, admin: Staff) -> None:
    admin.want("notice.send", audience=["same:x"], text=WORDS)
    assert none_yet(desk)
