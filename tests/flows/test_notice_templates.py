"""Notices from templates: kept, changed, given up; filled for all by their author and for each by the bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.store import conversations, notices, people
from bot.store.channels import default
from bot.store.engine import writing
from bot.store.inbox import identity
from bot.store.tables import NoticeRecipient, Person
from tests.flows.notices import NoticeDesk

if TYPE_CHECKING:
    from tests.flows.conftest import Stage
    from tests.flows.office import Staff

TEXT = "เรียนคุณ{ชื่อ} ({ตำแหน่ง} {หน่วย})\nขอเชิญประชุม {เรื่อง} วันที่ {วันประชุม}"


@pytest.fixture
def desk(stage: Stage) -> NoticeDesk:
    return NoticeDesk(stage)


def named(desk: NoticeDesk, staff: Staff, name: str | None) -> None:
    """Let colleagues read a name of somebody, or none."""
    with writing(desk.engine) as session:
        contact = conversations.contact(session, identity(default(session).id), staff.line.user_id)
        assert contact is not None
        row = session.get_one(Person, people.of_contact(session, identity(contact.id)))
        row.name = name
        session.add(row)


def test_a_template_is_kept_changed_and_given_up(desk: NoticeDesk, admin: Staff) -> None:
    admin.say("แบบประกาศ")
    assert "ยังไม่มีแบบประกาศ" in admin.card

    admin.say("บันทึกแบบประกาศ ประชุม: มาประชุม {เรื่อง}")
    assert "บันทึกแบบประกาศ “ประชุม” แล้ว" in admin.card
    admin.say(f"บันทึกแบบประกาศ ประชุม: {TEXT}")
    assert "ฉบับที่ 2" in admin.card
    assert desk.versions() == [("ประชุม", 1, "มาประชุม {เรื่อง}", True), ("ประชุม", 2, TEXT, True)]

    admin.say("แบบประกาศ")
    assert "{ชื่อ} {ตำแหน่ง} {หน่วย}" in admin.card
    assert "{เรื่อง} {วันประชุม}" in admin.card

    admin.say("ลบแบบประกาศ ประชุม")
    assert "2 ฉบับ" in admin.card
    assert [in_use for *_, in_use in desk.versions()] == [False, False]
    admin.say("ใช้แบบประกาศ ประชุม ถึงทุกคน")
    assert "ไม่มีแบบประกาศชื่อ “ประชุม”" in admin.card

    admin.say("บันทึกแบบประกาศ ประชุม: อีกครั้ง")
    assert desk.versions()[-1] == ("ประชุม", 3, "อีกครั้ง", True)
    assert [one.action for one in desk.log()] == [
        "notice.template.save",
        "notice.template.save",
        "notice.template.drop",
        "notice.template.save",
    ]


def test_each_gets_their_own_words(desk: NoticeDesk, admin: Staff) -> None:
    kanda: Staff = desk.person("กานดา", "กย.", role="head")
    somsri: Staff = desk.person("สมศรี", "สล.")
    named(desk, kanda, "กานดา {ใจงาม}")
    named(desk, somsri, "สมศรี")
    admin.say(f"บันทึกแบบประกาศ ประชุม: {TEXT}")

    admin.say("ใช้แบบประกาศ ประชุม ถึง กย. และ สล.")
    assert "ช่อง {เรื่อง} คืออะไร" in admin.card
    admin.say("ITA {ปี} 2567")
    assert "ช่อง {วันประชุม} คืออะไร" in admin.card
    admin.say("12")

    assert admin.got[0].text == ("เรียนคุณกานดา {ใจงาม} (หัวหน้า กย.)\nขอเชิญประชุม ITA {ปี} 2567 วันที่ 12")
    assert "ตัวอย่างนี้เป็นของคุณกานดา {ใจงาม} (กย.)" in admin.card

    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.content["personal"] is True
    assert kept.template_id is not None
    assert desk.filled() == [
        {"name": "กานดา {ใจงาม}", "unit": "กย.", "post": "head"},
        {"name": "สมศรี", "unit": "สล.", "post": "staff"},
    ]


def test_it_does_not_go_while_a_placeholder_stands_for_nothing(desk: NoticeDesk, admin: Staff) -> None:
    kanda: Staff = desk.person("กานดา", "กย.")
    somsri: Staff = desk.person("สมศรี", "สล.")
    named(desk, kanda, "กานดา")
    named(desk, somsri, None)
    admin.say("บันทึกแบบประกาศ ทัก: สวัสดีคุณ{ชื่อ}")

    admin.say("ใช้แบบประกาศ ทัก ถึง กย. และ สล.")

    assert "ไม่มีข้อมูลช่อง {ชื่อ} ของผู้รับ 1 คน" in admin.card
    assert "ยืนยัน" not in admin.labels
    admin.say("ยืนยัน")
    assert desk.latest() is None

    admin.say("ใช้แบบประกาศ ทัก ถึง กย.")
    admin.tap("ยืนยัน")
    assert desk.latest() is not None


def test_what_a_unit_owes_is_filled(desk: NoticeDesk, admin: Staff) -> None:
    desk.person("กานดา", "ศส.")
    admin.say("บันทึกแบบประกาศ นัด: หน่วย {หน่วย} ส่งภายใน {กำหนดส่ง}")
    admin.say("บันทึกแบบประกาศ ทวง: หน่วย {หน่วย} ค้าง {งานค้าง} เรื่อง: {มาตรการค้าง}")
    admin.say("ใช้แบบประกาศ นัด ถึง ศส.")
    assert admin.got[0].text == "หน่วย ศส. ส่งภายใน 30 เม.ย. 2567"

    admin.say("ใช้แบบประกาศ ทวง ถึง ศส.")
    assert "ไม่มีข้อมูลช่อง {มาตรการค้าง} ของผู้รับ 2 คน" in admin.card
    desk.pass_time(days=40)
    admin.say("ใช้แบบประกาศ ทวง ถึง ศส.")
    found = re.fullmatch(r"หน่วย ศส. ค้าง (\d+) เรื่อง: (.*)", admin.got[0].text)
    assert found is not None
    assert "3.2" in found[2].split(", ")
    assert int(found[1]) == len(found[2].split(", "))


def test_who_is_reminded_of_a_notice_gets_their_own_words_again(desk: NoticeDesk, admin: Staff) -> None:
    kanda: Staff = desk.person("กานดา", "กย.")
    named(desk, kanda, "กานดา")
    admin.say("บันทึกแบบประกาศ ทัก: สวัสดีคุณ{ชื่อ} {{เรื่อง}} {เรื่อง}")
    admin.say("ใช้แบบประกาศ ทัก ถึง กย.")
    admin.say("งบ {ประมาณ}")
    admin.tap("ยืนยัน")
    with writing(desk.engine) as session:
        kept = notices.latest(session, desk.agency_id, 1)[0]
        notices.turn(session, kept.id, seen=(notices.SCHEDULED,), state=notices.SENT)
        session.execute(update(NoticeRecipient).values(state="sent"))

    admin.want("notice.remind", notice=kept.number)

    assert admin.got[0].text == "สวัสดีคุณกานดา {เรื่อง} งบ {ประมาณ}"
    admin.tap("ยืนยัน")
    assert desk.filled() == [{"name": "กานดา"}, {"name": "กานดา"}]


def test_a_template_without_words_for_each_goes_to_all_alike(desk: NoticeDesk, admin: Staff) -> None:
    desk.person("กานดา", "กย.")
    admin.say("บันทึกแบบประกาศ รหัส: ใช้วงเล็บ {{แบบนี้}} กับ {เรื่อง}")
    admin.say("ใช้แบบประกาศ รหัส ถึง กย.")
    admin.say("งบประมาณ")
    assert admin.got[0].text == "ใช้วงเล็บ {แบบนี้} กับ งบประมาณ"
    admin.tap("ยืนยัน")
    assert desk.filled() == [None]
    kept = desk.latest()
    assert kept is not None
    assert (kept.content["personal"], kept.content["text"]) == (False, "ใช้วงเล็บ {แบบนี้} กับ งบประมาณ")


def test_a_text_that_is_typed_keeps_its_braces(desk: NoticeDesk, admin: Staff) -> None:
    desk.person("กานดา", "กย.")
    admin.say("ประกาศถึง กย.: ใส่ {ชื่อ ในแบบฟอร์ม }}")
    assert admin.got[0].text == "ใส่ {ชื่อ ในแบบฟอร์ม }}"
    admin.tap("ยืนยัน")
    kept = desk.latest()
    assert kept is not None
    assert kept.content["text"] == "ใส่ {ชื่อ ในแบบฟอร์ม }}"


def test_another_text_takes_the_place_of_a_template(desk: NoticeDesk, admin: Staff) -> None:
    desk.person("กานดา", "กย.")
    admin.say("บันทึกแบบประกาศ รหัส: เรื่อง {เรื่อง}")
    admin.say("ใช้แบบประกาศ รหัส ถึง กย.")
    admin.say("งบประมาณ")
    admin.tap("กรอกช่องใหม่")
    admin.say("พัสดุ")
    assert admin.got[0].text == "เรื่อง พัสดุ"
    admin.tap("แก้ข้อความ")
    admin.say("ข้อความใหม่ {เรื่อง}")
    assert admin.got[0].text == "ข้อความใหม่ {เรื่อง}"


def test_a_message_taken_back_takes_its_version_along(desk: NoticeDesk, admin: Staff) -> None:
    admin.say("บันทึกแบบประกาศ ลับ: ฉบับเก่า")
    said = desk.stage.line.text(admin.line, "บันทึกแบบประกาศ ลับ: ฉบับหลุด")
    admin.send(said)
    desk.unsend(admin, said)
    assert not desk.holds("ฉบับหลุด")
    admin.say("แบบประกาศ")
    assert "ฉบับเก่า" in admin.card


def test_only_administrators_in_their_own_chat(desk: NoticeDesk) -> None:
    kanda: Staff = desk.person("กานดา", "กย.")
    for words in ("แบบประกาศ", "บันทึกแบบประกาศ x: y", "ใช้แบบประกาศ x", "ลบแบบประกาศ x"):
        kanda.say(words)
        assert "ผู้ดูแล" in kanda.card
    assert desk.versions() == []
