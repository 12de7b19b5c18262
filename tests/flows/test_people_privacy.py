"""What is held about whom: shown, forgotten, logged; and what strangers may see."""

from __future__ import annotations

from sqlmodel import col, select

from bot import usecases
from bot.store import queries
from bot.store.engine import reading, writing
from bot.store.tables import Chat, Contact, Dialogue, Evidence, Person, Report, ReportSource
from tests.flows.test_trouble import attempts, wait_for

YES = "ลบข้อมูลของฉัน"


def rows(office, table):
    with reading(office.stage.service.engine) as session:
        return session.exec(select(table).order_by(col(table.id))).all()


def report(person, said="3.2 60% จัดทำคู่มือแล้ว"):
    person.say(said)
    person.tap("ยืนยัน")


def test_everything_held_is_shown_to_the_person_alone(office):
    somsri = office.person("สมศรี", "ศส.")
    report(somsri)
    somsri.say("ข้อมูลของฉัน")
    assert "รายงาน 1 ฉบับ" in somsri.heard
    for held in ("เจ้าหน้าที่ หน่วย ศส.", "จัดทำคู่มือแล้ว", "60%", "1 เม.ย. 2567 09:00 น.", "365 วัน"):
        assert held in somsri.card
    assert somsri.line.user_id not in somsri.card
    stranger = office.stranger("ใคร")
    stranger.say("ข้อมูลของฉัน")
    assert "ไม่ได้ลงทะเบียน" in stranger.card
    assert "จัดทำคู่มือแล้ว" not in stranger.card
    group = office.stage.line.group("กลุ่ม", [somsri.line])
    (said,) = office.stage.line.ask(somsri.line, "@ITA ข้อมูลของฉัน", group)
    assert "แชตส่วนตัว" in said.text
    assert "จัดทำคู่มือแล้ว" not in str(said.content)


def test_who_is_forgotten_leaves_official_records_without_a_name(office):
    somsri = office.person("สมศรี", "ศส.")
    somsri.want("register", name="")
    somsri.say("สมศรี ใจดี")
    report(somsri)
    somsri.say("reply in english")
    somsri.say("ลบข้อมูลของฉัน")
    assert "stays as an official record" in somsri.card
    somsri.tap("Cancel")
    assert len(office.members()) == 1
    somsri.say("ลบข้อมูลของฉัน")
    somsri.tap("Delete my data")
    assert "was deleted" in somsri.heard
    assert office.members() == []
    *_, person = rows(office, Person)  # of other tests there are bare numbers
    assert (person.name, person.contact_id) == (None, None)
    assert person.erased_at is not None
    (kept,) = rows(office, Report)
    chats = {chat.id: chat.line_id for chat in rows(office, Chat)}
    assert (kept.percent, kept.person_id, chats[kept.chat_id]) == (60, person.id, "erased")
    assert kept.filing == f"erased-{kept.id}"
    assert all(not one.state for one in rows(office, Dialogue))
    with reading(office.stage.service.engine) as session:
        assert session.exec(select(ReportSource)).all() == []
    assert {contact.language for contact in rows(office, Contact)} == {"th"}
    assert office.share("3.2", "ศส.") == (60, False)
    assert office.log()[-1].action == "person.erase"
    somsri.say("ฉันเป็นใคร")
    assert "ยังไม่ได้ผูกกับหน่วย" in somsri.heard
    (code,) = office.codes("กย.")
    somsri.say(f"ลงทะเบียน {code}")
    somsri.tap("ยอมรับและลงทะเบียน")
    assert [member.units for member in office.members()] == [("กย.",)]
    somsri.say("ข้อมูลของฉัน")
    assert "จัดทำคู่มือแล้ว" not in somsri.card


def test_evidence_for_nothing_goes_with_the_person(office):
    somsri = office.person("สมศรี", "ศส.")
    somsri.say("3.2 60%")
    somsri.send(office.stage.line.image(somsri.line, b"\xff\xd8\xff"))
    somsri.say("ลบข้อมูลของฉัน")
    somsri.tap(YES)
    (picture,) = rows(office, Evidence)
    assert (picture.state, picture.contact_id) == ("withdrawn", None)


def test_what_could_not_be_answered_goes_with_the_person(stage, office, monkeypatch):
    def broken(_: object) -> None:
        raise RuntimeError("poison")

    somsri = office.person("สมศรี", "ศส.")
    monkeypatch.setattr(usecases, "TABLE", {**usecases.TABLE, "score.question": broken})
    stage.line.say(somsri.line, "ข้อ e14 ของสมศรี")
    for tries in (1, 2):
        wait_for(lambda tries=tries: attempts(stage) >= tries)
        stage.clock.push(seconds=5)
    stage.line.wait_sent(somsri.line)
    assert office.holds("ของสมศรี")
    somsri.say("ลบข้อมูลของฉัน")
    somsri.tap(YES)
    assert not office.holds("ของสมศรี")


def test_an_old_button_deletes_nothing(office):
    somsri = office.person("สมศรี", "ศส.")
    somsri.say("ลบข้อมูลของฉัน")
    old = somsri.button(YES)
    somsri.tap("ยกเลิก")
    somsri.press(old)
    somsri.say("ใช่")
    assert "ไม่มี" in somsri.heard
    assert len(office.members()) == 1


def test_a_stranger_can_be_forgotten_too(office):
    stranger = office.stranger("ใคร")
    stranger.say("reply in english")
    stranger.say("ลบข้อมูลของฉัน")
    stranger.tap("Delete my data")
    stranger.say("คะแนนรวม")
    assert "คะแนน" in stranger.heard
    assert office.log() == []


def test_everybody_sees_what_concerns_them_and_auditors_all(office):
    admin = office.person("อรุณี", "สล.", role="admin")
    somsri, mana = office.person("สมศรี", "ศส."), office.person("มานะ", "ศส.")
    report(somsri)
    admin.want("invite", unit="ศส.")
    somsri.want("audit.list")
    assert "มาตรการ 3.2 · หน่วย ศส. · 60%" in somsri.card
    assert "ออกรหัส" not in somsri.card
    mana.want("audit.list")
    assert "ยังไม่มีรายการ" in mana.heard
    auditor = office.person("ศรี", "กย.", role="auditor")
    auditor.want("audit.list")
    assert "ออกรหัสลงทะเบียน" in auditor.heard
    assert "รายงานความก้าวหน้า" in auditor.heard
    stranger = office.stranger("ใคร")
    stranger.want("audit.list")
    assert "ขอรหัสลงทะเบียน" in stranger.heard


def test_strangers_see_the_plan_and_not_what_was_reported(office):
    somsri = office.person("สมศรี", "ศส.")
    stranger = office.stranger("ใคร")
    stranger.say("มาตรการ 3.2")
    assert "ผู้ลงทะเบียน" not in stranger.card
    report(somsri)
    for question in ("มาตรการ 3.2", "มาตรการของ ศส.", "กำหนดส่งของ ศส."):
        stranger.say(question)
        assert "แสดงเฉพาะเจ้าหน้าที่ที่ลงทะเบียน" in stranger.card
        assert "กำลังทำ 1" not in stranger.card + stranger.heard
        somsri.say(question)
        assert "แสดงเฉพาะ" not in somsri.card
    somsri.say("มาตรการ 3.2")
    assert "ทำแล้ว" in somsri.card
    stranger.say("มาตรการ 3.2")
    assert "ทำแล้ว" not in stranger.card


def test_a_closed_agency_answers_its_own(office):
    with writing(office.stage.service.engine) as session:
        queries.decide(session, office.agency_id, closed=True, accepted_by=None)
    stranger = office.stranger("ใคร")
    for question in ("คะแนนรวม", "มาตรการ 3.2", "ทำไมได้ระดับดีเยี่ยม"):
        stranger.say(question)
        assert "เฉพาะเจ้าหน้าที่ของหน่วยงาน" in stranger.heard
        assert "98.90" not in stranger.card
    stranger.send(office.stage.line.follow(stranger.line))
    assert "ตอบเฉพาะเจ้าหน้าที่" in stranger.card
    somsri = office.person("สมศรี", "ศส.")
    somsri.say("คะแนนรวม")
    assert "98.90" in somsri.heard
