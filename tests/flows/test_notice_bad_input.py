"""What a notice must not be, and buttons that come too late: each is answered in words, and nothing goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.store import notices, queries
from bot.store.engine import writing
from bot.store.tables import Membership, OfficePolicy
from tests.flows.notices import NoticeDesk

if TYPE_CHECKING:
    from tests.flows.conftest import Stage
    from tests.flows.office import Staff

SAID = "ประกาศถึง กย.: ส่งเอกสารภายในวันศุกร์"


@pytest.fixture
def desk(stage: Stage) -> NoticeDesk:
    return NoticeDesk(stage)


@pytest.fixture(autouse=True)
def _kanda(desk: NoticeDesk) -> None:
    desk.person("กานดา", "กย.")


def test_an_empty_text(desk: NoticeDesk, admin: Staff) -> None:
    admin.want("notice.send", audience=["กย."], text="  \n ")
    assert "ยังไม่มีข้อความ" in admin.card
    admin.say("มีแล้ว ส่งเอกสารด้วย")
    assert admin.got[0].text == "มีแล้ว ส่งเอกสารด้วย"
    assert desk.latest() is None


def test_a_text_of_5001_units_though_of_fewer_characters(desk: NoticeDesk, admin: Staff) -> None:
    admin.say("ประกาศถึง กย.: " + "🎉" * 2500 + "ก")
    assert "5,001" in admin.card
    admin.say("ประกาศถึง กย.: " + "🎉" * 2499 + "กข")
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.content["text"] == "🎉" * 2499 + "กข"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("เรียน {ชื่อ ขอเชิญประชุม", "วงเล็บ { ที่ตัวอักษรที่ 7 ไม่มีวงเล็บปิด"),
        ("เรียน ชื่อ} ขอเชิญประชุม", "วงเล็บ } ที่ตัวอักษรที่ 11 ไม่มีวงเล็บเปิด"),
        ("เรียน {} ขอเชิญ", "วงเล็บปีกกาที่ตัวอักษรที่ 7 ไม่มีชื่อ"),
        ("อ่านที่ https://x.go.th/{ชื่อ}", "ในลิงก์ใส่ช่องกรอกไม่ได้"),
        ("อ่านที่ http://x.go.th", "ต้องขึ้นต้นด้วย https://"),
    ],
)
def test_a_brace_without_partner_in_a_template(desk: NoticeDesk, admin: Staff, text: str, said: str) -> None:
    admin.say(f"บันทึกแบบประกาศ เชิญ: {text}")
    assert said in admin.card
    assert desk.versions() == []


def test_a_link_that_is_not_https(desk: NoticeDesk, admin: Staff) -> None:
    admin.say("ประกาศถึง กย.: อ่านที่ http://www.diw.go.th/plan ก่อนศุกร์")
    assert "https://" in admin.card
    assert "ยืนยัน" not in admin.labels
    assert desk.latest() is None


def test_an_audience_of_nobody(desk: NoticeDesk, admin: Staff) -> None:
    admin.say("ประกาศถึง สล.: ส่งเอกสารภายในวันศุกร์")
    assert "ยืนยัน" not in admin.labels
    admin.say("ยืนยัน")
    assert desk.latest() is None


def test_a_time_that_is_over(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    admin.want("notice.set", part="at", at="2024-03-31T09:00")
    assert "ผ่านไปแล้ว" in admin.card or "เลือกเวลา" in admin.card
    admin.want("notice.set", part="at", at="2024-04-02T09:00")
    button = admin.button("ยืนยัน")
    desk.pass_time(hours=25)
    admin.press(button)
    assert desk.latest() is None


def test_an_administrator_who_is_none_any_more(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    with writing(desk.engine) as session:
        which = col(Membership.role) == "admin"
        session.execute(update(Membership).where(which).values(ended_at=desk.stage.clock()))
        queries.advance(session, desk.agency_id)
    admin.tap("ยืนยัน")
    assert "ผู้ดูแล" in admin.card
    assert desk.latest() is None


def test_two_administrators_who_approve_the_same(desk: NoticeDesk, admin: Staff) -> None:
    second: Staff = desk.person("บุญมี", "กย.", role="admin")
    third: Staff = desk.person("ชัย", "สล.", role="admin")
    with writing(desk.engine) as session:
        session.merge(OfficePolicy(agency_id=desk.agency_id, approve_from=1))
        queries.advance(session, desk.agency_id)
    admin.say(SAID)
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.state == notices.AWAITING

    for one in (second, third):
        assert "รอคุณอนุมัติ" in desk.hears(one, 3)
    second.want("notice.approve", notice=kept.number)
    third.want("notice.approve", notice=kept.number)

    assert "ไม่มีการเปลี่ยนแปลง" in third.card
    assert [one.state for one in desk.all()] == [notices.SCHEDULED]
    assert [one.action for one in desk.log()].count("notice.approve") == 1


def test_a_notice_that_is_confirmed_twice(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    button = admin.button("ยืนยัน")
    admin.press(button)
    admin.press(button)
    assert len(desk.all()) == 1


def test_a_confirm_button_from_last_week(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    button = admin.button("ยืนยัน")
    desk.pass_time(days=7)
    admin.press(button)
    assert desk.latest() is None
    admin.say("ประกาศถึง กย.: อีกเรื่อง")
    admin.press(button)
    assert desk.latest() is None
