"""An administrator writes a notice: to whom, what it costs, how it looks, and a yes that is meant."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bot.store import people
from bot.store.engine import writing
from bot.usecases.notices import composing
from tests.flows.notices import SAID, WORDS, NoticeDesk, month
from tests.flows.office import Staff

if TYPE_CHECKING:
    from tests.flows.conftest import Stage


@pytest.fixture
def desk(stage: Stage) -> NoticeDesk:
    return NoticeDesk(stage)


def approve_from(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "APPROVE_FROM", count)


def test_one_sentence_is_shown_as_received_with_its_price_and_confirmed(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    month(desk, 300, 10)
    admin.say(SAID)
    assert admin.got[0].text == WORDS
    assert f"{len(two_units)} คน" in admin.card
    assert "2 ข้อความ" in admin.card
    assert "ส่งแล้วเหลือ 288 ข้อความ (ในจำนวนนี้สำรองไว้ 30)" in admin.card
    assert desk.latest() is None

    admin.tap("ยืนยัน")

    kept = desk.latest()
    assert kept is not None
    assert (kept.number, kept.state, kept.total, kept.cost) == (1, "scheduled", 2, 2)
    assert kept.send_at == desk.stage.clock() + composing.HOLD
    assert "45 วินาที" in admin.card
    assert [one.action for one in desk.log()] == ["notice.send"]


def test_it_is_asked_for_step_by_step(desk: NoticeDesk, admin: Staff, two_units: list[Staff]) -> None:
    admin.say("ส่งประกาศ")
    assert "ต้องการส่งประกาศถึงใคร?" in admin.card
    admin.say("กย. กับ สล.")
    assert "ต้องการประกาศว่าอะไร?" in admin.card
    admin.say("คะแนนปีนี้ประกาศแล้ว ดูได้ที่ https://www.diw.go.th/ita")
    assert "2 คน" in admin.card
    assert "เปิดลิงก์" in admin.labels
    admin.tap("ไม่ต้องตอบรับทราบ")
    assert "แจ้งเพื่อทราบ ไม่ต้องตอบกลับ" in admin.card
    admin.tap("แก้ข้อความ")
    admin.say("ประชุมวันจันทร์ ๑๐ โมง")
    assert admin.got[0].text == "ประชุมวันจันทร์ ๑๐ โมง"
    admin.tap("เปลี่ยนผู้รับ")
    admin.want("notice.send", audience="all")
    assert "3 คน" in admin.card
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert (kept.content["text"], kept.signed, kept.total) == ("ประชุมวันจันทร์ ๑๐ โมง", False, 3)
    assert two_units


def test_everything_offered_comes_to_somebody(desk: NoticeDesk, admin: Staff) -> None:
    desk.person("ประธาน", "กย.", role="head")
    for word, count in (("role:head", 1), ("role:admin", 1), ("all", 2)):
        admin.say("ส่งประกาศ")
        admin.want("notice.send", audience=word)
        admin.say(WORDS)
        assert f"{count} คน" in admin.card, word
        admin.say("ยกเลิก")


def test_it_is_called_back_while_it_is_held(desk: NoticeDesk, admin: Staff, two_units: list[Staff]) -> None:
    admin.say(SAID)
    admin.tap("ยืนยัน")
    admin.say("ยกเลิก")
    assert "เรียกคืนทันเวลา" in admin.card
    kept = desk.latest()
    assert kept is not None
    assert (kept.state, kept.states) == ("cancelled", {"queued": 2})
    admin.say("ยกเลิก")
    assert "เรียกคืนทันเวลา" not in admin.card
    assert two_units


def test_a_time_is_chosen_and_its_day_is_named(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    pick = admin.button("ตั้งเวลาส่ง")
    admin.send(desk.stage.line.tap(admin.line, pick, moment="2024-04-06T09:00"))
    assert "วันเสาร์ที่ 6 เมษายน 2567 เวลา 09:00 น." in admin.card
    assert "วันดังกล่าวไม่ใช่วันทำการ" in admin.card
    admin.send(desk.stage.line.tap(admin.line, pick, moment="2024-04-01T08:00"))
    assert "ผ่านไปแล้ว" in admin.card
    admin.send(desk.stage.line.tap(admin.line, pick, moment="2024-04-05T20:00"))
    assert "นอกเวลาราชการ" in admin.card
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.send_at == dt.datetime(2024, 4, 5, 13, tzinfo=dt.UTC)
    assert two_units


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("ส่งวันศุกร์ 10 โมง", "วันศุกร์ที่ 5 เมษายน 2567 เวลา 10:00 น."),
        ("5 เม.ย. 67", "วันศุกร์ที่ 5 เมษายน 2567 เวลา 09:00 น."),
        ("บ่ายสอง", "วันจันทร์ที่ 1 เมษายน 2567 เวลา 14:00 น."),
    ],
)
def test_a_time_can_be_typed(admin: Staff, two_units: list[Staff], said: str, at: str) -> None:
    admin.say(SAID)
    admin.say(said)
    assert at in admin.card
    assert two_units


def test_many_recipients_are_counted_by_hand(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "TYPED_FROM", 2)
    admin.say(SAID)
    admin.tap("ยืนยัน")
    assert "โปรดพิมพ์ตัวเลข 2" in admin.card
    admin.say("3")
    assert "คุณพิมพ์ 3" in admin.card
    assert desk.latest() is None
    admin.say("2")
    kept = desk.latest()
    assert kept is not None
    assert kept.total == len(two_units)


def test_a_second_person_approves(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    approve_from(2, monkeypatch)
    admin.say(SAID)
    assert "ต้องให้ผู้ดูแลอีกคนหนึ่งอนุมัติก่อนส่ง" in admin.card
    admin.tap("ยืนยัน")
    assert "ยังไม่มีผู้ดูแลคนอื่น" in admin.card
    other: Staff = desk.person("บุญมี", "กย.", role="admin")
    before = desk.count(other)
    admin.say(SAID)
    admin.tap("ยืนยัน")
    assert "รออนุมัติ" in admin.card
    desk.hears(other, before + 3)
    assert WORDS in other.heard
    admin.want("notice.approve", notice=1)
    assert "คุณเป็นผู้เขียนประกาศนี้" in admin.card
    mine = desk.count(admin)
    other.want("notice.approve", notice=1)
    assert "อนุมัติประกาศที่ 1 แล้ว" in other.card
    assert "บุญมี" not in desk.hears(admin, mine + 1)  # whose name nobody has given
    kept = desk.latest()
    assert kept is not None
    assert kept.state == "scheduled"
    other.want("notice.approve", notice=1)
    assert "ไม่มีการเปลี่ยนแปลง" in other.card
    assert [one.action for one in desk.log()] == ["notice.send", "notice.approve"]
    assert two_units


def test_a_second_person_says_no_and_why(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    other: Staff = desk.person("บุญมี", "กย.", role="admin")
    approve_from(2, monkeypatch)
    admin.say(SAID)
    before = desk.count(other)
    admin.tap("ยืนยัน")
    desk.hears(other, before + 3)
    mine = desk.count(admin)
    other.tap("ไม่อนุมัติ")
    other.say("ยังไม่ถึงกำหนด")
    assert "ยังไม่ถึงกำหนด" in desk.hears(admin, mine + 1)
    kept = desk.latest()
    assert kept is not None
    assert (kept.state, kept.why) == ("rejected", "ยังไม่ถึงกำหนด")
    assert two_units


def test_the_reserve_is_for_what_is_urgent_and_no_more_than_the_month_has(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    month(desk, 300, 280)
    admin.say(SAID)
    assert "ใช้ข้อความที่สำรองไว้" in admin.card
    assert "ยืนยัน" not in admin.labels
    admin.tap("ส่งเป็นเรื่องด่วน")
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.urgent
    month(desk, 300, 299)
    admin.say(SAID)
    assert "เดือนนี้เหลือเพียง" in admin.card
    assert "ยืนยัน" not in admin.labels
    assert two_units


def test_whoever_joined_since_is_shown_before_it_goes(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    admin.say(SAID)
    yes = admin.button("ยืนยัน")
    desk.person("มาใหม่", "กย.")
    admin.press(yes)
    assert "รายชื่อผู้รับเปลี่ยนไป" in admin.card
    assert desk.latest() is None
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.total == len(two_units) + 1


def test_nobody_else_may(desk: NoticeDesk, admin: Staff, two_units: list[Staff]) -> None:
    staff = two_units[0]
    for said in (SAID, "ส่งประกาศ"):
        staff.say(said)
        assert "การส่งประกาศเป็นสิทธิ์ของผู้ดูแลระบบ" in staff.card
    admin.say(SAID)
    yes = admin.button("ยืนยัน")
    with writing(desk.engine) as session:
        me = next(one for one in people.members(session, desk.agency_id) if "ศส." in one.units)
        people.end_post(session, me.posts[0].membership_id, desk.stage.clock())
    admin.press(yes)
    assert desk.latest() is None


def test_who_blocks_the_bot_is_named_beforehand(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    gone = two_units[0]
    gone.desk.deliver(desk.stage.line.unfollow(gone.line))
    admin.say(SAID)
    assert "ส่งถึงไม่ได้ 1 คน" in admin.card
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.states == {"queued": 1, "skipped": 1}


def test_an_agency_says_from_how_many_on_two_people_decide_and_all_of_them_hear_it(
    desk: NoticeDesk, admin: Staff, two_units: list[Staff]
) -> None:
    other: Staff = desk.person("บุญมี", "กย.", role="admin")
    admin.say("เกณฑ์อนุมัติประกาศ")
    assert "ผู้รับตั้งแต่ 200 ราย" in admin.card
    before = desk.count(other)
    admin.want("notice.policy", count=2)
    assert "ผู้รับตั้งแต่ 2 ราย" in admin.card
    assert "เดิมคือ 200" in desk.hears(other, before + 1)
    admin.say(SAID)
    assert "ต้องให้ผู้ดูแลอีกคนหนึ่งอนุมัติก่อนส่ง" in admin.card
    assert desk.log()[-1].action == "notice.policy"
    admin.want("notice.policy", count=100_000)
    assert "--approve-from 100000" in admin.card
    assert "ผู้รับตั้งแต่ 2 ราย" in admin.card
    two_units[0].want("notice.policy", count=100)
    assert "การส่งประกาศเป็นสิทธิ์ของผู้ดูแลระบบ" in two_units[0].card
