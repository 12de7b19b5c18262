"""Joining: a code, the notice, a name; who is who; and how a registration ends."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.store import people
from bot.store.engine import reading, writing
from bot.store.tables import Contact, Invite
from bot.usecases import codes

ACCEPT, CANCEL = "ยอมรับและลงทะเบียน", "ยกเลิก"
NONE = "รหัสอาจพิมพ์ผิด ใช้ไปแล้ว หรือหมดอายุ"


def join(office, name, unit, role="staff"):
    person = office.stranger(name)
    person.say(f"ลงทะเบียน {office.codes(unit, role)[0]}")
    person.tap(ACCEPT)
    return person


def test_a_code_a_notice_and_one_tap_make_a_member(office):
    somsri = office.stranger("สมศรี")
    somsri.say("ฉันเป็นใคร")
    assert "ยังไม่ได้ผูกกับหน่วย" in somsri.heard
    somsri.tap("ลงทะเบียน")
    assert "ลงทะเบียน ABCD-2345" in somsri.card
    (code,) = office.codes("ศส.")
    somsri.say(f"ลงทะเบียน {code.lower()} ค่ะ")
    assert "มาตรา 24 (4)" in somsri.card
    assert "ศส." in somsri.heard
    assert office.members() == []
    somsri.tap(ACCEPT)
    assert "ยินดีต้อนรับ" in somsri.heard
    assert "มาตรการที่ยังไม่เสร็จ" in somsri.card
    (member,) = office.members("ศส.")
    assert (member.name, [post.role for post in member.posts]) == (None, ["staff"])
    somsri.say("สมศรี ใจดี")
    assert "สมศรี ใจดี" in somsri.heard
    somsri.say("ฉันเป็นใคร")
    assert "สมศรี ใจดี, คุณลงทะเบียนเป็น เจ้าหน้าที่ หน่วย ศส." in somsri.heard
    assert "1 เม.ย. 2567" in somsri.card
    (entry,) = office.log()
    assert (entry.action, entry.subject, entry.after) == ("person.join", "unit ศส.", {"role": "staff"})
    assert entry.actor_id == member.person_id


def test_what_is_said_after_the_name_was_not_given_is_no_name(office):
    somsri = join(office, "สมศรี", "ศส.")
    somsri.say("คะแนนรวม")
    assert "98.90" in somsri.heard
    somsri.say("เที่ยงนี้กินอะไรดี")
    assert office.members()[0].name is None
    somsri.say("ฉันเป็นใคร")
    somsri.tap("แจ้งชื่อของฉัน")
    somsri.say("สมศรี ใจดี")
    assert office.members()[0].name == "สมศรี ใจดี"


def test_cancelling_leaves_the_code_unused(office):
    somsri = office.stranger("สมศรี")
    (code,) = office.codes("ศส.")
    somsri.say(f"ลงทะเบียน {code}")
    accept = somsri.button(ACCEPT)
    somsri.tap(CANCEL)
    assert "ยังไม่ได้ลงทะเบียน" in somsri.heard
    somsri.press(accept)
    assert office.members() == []
    somsri.say(f"ลงทะเบียน {code}")
    somsri.say("คะแนนรวม")
    assert "98.90" in somsri.heard
    somsri.tap("ยืนยัน")
    assert "ยินดีต้อนรับ" in somsri.heard
    somsri.press(accept)
    assert len(office.members()) == 1
    assert len(office.log()) == 1


def test_wrong_used_and_expired_codes_are_answered_alike_and_not_for_long(office):
    (used, old), good = office.codes("ศส.", count=2), office.codes("ศส.")[0]
    join_first = office.stranger("วิชัย")
    join_first.say(f"ลงทะเบียน {used}")
    join_first.tap(ACCEPT)
    with writing(office.stage.service.engine) as session:
        digest = people.invitation(session, office.agency_id, codes.hashed(old), office.stage.clock())
        session.get(Invite, digest.id).expires_at = office.stage.clock()
    somsri = office.stranger("สมศรี")
    answers = set()
    for code in (used, old, "CDFG-2222", "ABCD-1234", "XXXX-9999"):
        somsri.say(f"ลงทะเบียน {code}")
        answers.add(somsri.card)
    assert len(answers) == 1
    assert NONE in answers.pop()
    somsri.say(f"ลงทะเบียน {good}")
    assert "ลองใหม่ได้ในอีก 15 นาที" in somsri.heard
    office.pass_time(minutes=14, seconds=59)
    somsri.say(f"ลงทะเบียน {good}")
    assert "ลองใหม่ได้ในอีก 1 นาที" in somsri.heard
    office.pass_time(seconds=1)
    somsri.say(f"ลงทะเบียน {good}")
    somsri.tap(ACCEPT)
    assert len(office.members("ศส.")) == 2


def test_a_code_for_two_lets_one_in(office):
    (code,) = office.codes("ศส.")
    both = office.stranger("สมศรี"), office.stranger("วิชัย")
    for person in both:
        person.say(f"ลงทะเบียน {code}")
    line = office.stage.line
    taps = [line.tap(person.line, person.button(ACCEPT)) for person in both]
    for tap in taps:
        line.deliver(tap)
    heard = [line.wait_sent(person.line, 2)[-1].text for person in both]
    assert sorted(NONE in said for said in heard) == [False, True]
    assert len(office.members("ศส.")) == 1


def test_a_further_code_adds_a_post_and_the_same_one_adds_nothing(office):
    somsri = join(office, "สมศรี", "ศส.")
    (code,) = office.codes("กย.", "head")
    somsri.say(f"ลงทะเบียน {code}")
    somsri.tap(ACCEPT)
    (member,) = office.members()
    assert [(post.unit, post.role) for post in member.posts] == [("กย.", "head"), ("ศส.", "staff")]
    (again,) = office.codes("กย.", "head")
    somsri.say(f"ลงทะเบียน {again}")
    assert "อยู่แล้ว" in somsri.heard
    other = office.stranger("วิชัย")
    other.say(f"ลงทะเบียน {again}")
    other.tap(ACCEPT)
    assert len(office.members("กย.")) == 2


def test_in_a_group_nobody_registers_and_no_code_is_repeated(office):
    (code,) = office.codes("ศส.")
    somsri = office.stranger("สมศรี")
    group = office.stage.line.group("กลุ่ม", [somsri.line])
    (said,) = office.stage.line.ask(somsri.line, f"@ITA ลงทะเบียน {code}", group)
    assert "แชตส่วนตัว" in said.text
    assert code not in str(said.content)
    assert office.members() == []


def test_a_code_is_kept_nowhere_but_as_a_hash(office):
    (code,) = office.codes("ศส.")
    somsri = office.stranger("สมศรี")
    somsri.say(f"ลงทะเบียน {code}")
    somsri.tap(ACCEPT)
    with reading(office.stage.service.engine) as session:
        (invite,) = session.exec(select(Invite)).all()
    assert invite.used_by == office.members()[0].person_id
    assert code not in str(invite)


# --- codes in chat --------------------------------------------------------------------------------------


def test_a_head_invites_staff_of_the_own_unit_only(office):
    head = office.person("วิชัย", "ศส.", role="head")
    head.want("invite", count=3)
    codes_given = [line.split()[-1] for line in head.heard.splitlines() if line.startswith("ลงทะเบียน ")]
    assert len(set(codes_given)) == 3
    assert "8 เมษายน 2567" in head.heard
    somsri = office.stranger("สมศรี")
    somsri.say(f"ลงทะเบียน {codes_given[1]}")
    somsri.tap(ACCEPT)
    assert [post.role for post in office.members("ศส.")[-1].posts] == ["staff"]
    for wrong in ({"unit": "กย."}, {"role": "admin"}):
        head.want("invite", **wrong)
        assert "หัวหน้าออกได้เฉพาะหน่วยของตน" in head.heard
    head.want("invite", count=21)
    assert "1 ถึง 20" in head.heard
    given = [entry for entry in office.log() if entry.action == "invite.make"]
    assert [entry.after for entry in given] == [{"role": "staff", "count": 3}]


def test_an_admin_invites_anybody_anywhere(office):
    admin = office.person("อรุณี", "สล.", role="admin")
    admin.want("invite", role="reviewer")
    assert "ออกรหัสให้หน่วยใด" in admin.heard
    admin.tap("กย.")
    assert "ผู้ตรวจรายงาน" in admin.heard
    admin.want("invite", unit="ไม่มี")
    assert "ไม่พบ" in admin.heard
    group = office.stage.line.group("กลุ่ม", [admin.line])
    admin.want("invite", unit="กย.")
    code = admin.heard.splitlines()[-3].split()[-1]
    office.stage.line.deliver(office.stage.line.tap(admin.line, admin.data("invite", unit="กย."), group))
    (refused,) = office.stage.line.wait_sent(group)
    assert "แชตส่วนตัว" in refused.text
    assert code not in refused.text


def test_a_working_group_with_a_long_name_has_people_too(office):
    group = "คณะทำงานการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2567"
    head = office.person("วิชัย", group, role="head")
    head.want("invite")
    somsri = office.stranger("สมศรี")
    somsri.say(head.heard.splitlines()[-3])
    somsri.tap("ยอมรับและลงทะเบียน")
    assert len(office.members(group)) == 2
    head.want("people.list")
    assert "2 คน" in head.card
    assert [entry.subject for entry in office.log()] == [f"unit {group}"] * 2


@pytest.mark.parametrize("role", ["staff", "reviewer", "auditor"])
def test_others_are_told_who_can(office, role):
    person = office.person("สมศรี", "ศส.", role=role)
    person.want("invite")
    assert "ผู้ดูแลระบบ" in person.heard
    person.want("people.unlink", membership=1)
    assert "ถอนชื่อผู้อื่นได้" in person.heard
    assert office.log() == []


# --- everybody ------------------------------------------------------------------------------------------


def test_an_admin_ends_a_registration_and_the_person_is_told(office):
    admin = office.person("อรุณี", "สล.", role="admin")
    somsri = join(office, "สมศรี", "ศส.")
    somsri.say("สมศรี ใจดี")
    admin.want("people.list")
    assert "สมศรี ใจดี (ศส.)" in admin.heard
    assert "ยังไม่มีผู้รายงานของหน่วย" in admin.card
    (member,) = office.members("ศส.")
    admin.want("people.unlink", membership=member.posts[0].membership_id)
    assert "สมศรี ใจดี (เจ้าหน้าที่ หน่วย ศส.)" in admin.heard
    assert len(office.members("ศส.")) == 1
    before = len(office.stage.line.sent(somsri.line))
    admin.tap("ถอนชื่อออกจากหน่วย")
    assert "ถอนชื่อแล้ว" in admin.heard
    assert office.members("ศส.") == []
    told = office.stage.line.wait_sent(somsri.line, before + 1)[-1]
    assert "ถอนชื่อคุณ" in told.text
    somsri.say("ฉันเป็นใคร")
    assert "ยังไม่ได้ผูกกับหน่วย" in somsri.heard
    entry = office.log()[-1]
    assert (entry.action, entry.person_id, entry.before) == ("post.end", member.person_id, {"role": "staff"})
    admin.want("people.unlink", membership=member.posts[0].membership_id)
    assert len(office.log()) == 2


def test_a_head_sees_the_own_unit(office):
    head = office.person("วิชัย", "ศส.", role="head")
    office.person("สมศรี", "ศส.")
    office.person("มานะ", "กย.")
    head.want("people.list")
    assert "กย." not in head.heard
    assert "2 คน" in head.card
    assert "ถอนชื่อ" not in head.labels
    head.want("people.list", unit="กย.")
    assert "ผู้ดูแลระบบ" in head.heard
    auditor = office.person("อรุณี", "สล.", role="auditor")
    auditor.want("people.list", unit="กย.")
    assert "1 คน" in auditor.card


def test_own_measures_with_the_own_share(office):
    somsri = office.person("สมศรี", "ศส.")
    somsri.say("มาตรการของฉัน")
    assert "ยังไม่รายงาน" in somsri.card
    somsri.say("3.2 60%")
    somsri.tap("ยืนยัน")
    somsri.want("measure.mine", status="in_progress")
    assert "60%" in somsri.card
    assert "3.2" in somsri.card
    assert "ส่วนของหน่วยคุณ: 60%" in somsri.card
    somsri.tap("รายงานความก้าวหน้ามาตรการ 3.2")
    assert "3.2" in somsri.heard
    stranger = office.stranger("ใคร")
    stranger.say("มาตรการของฉัน")
    assert "ยังไม่ทราบ" in stranger.heard


def test_a_name_goes_with_the_message_that_said_it(office):
    somsri = office.person("สมศรี", "ศส.")
    somsri.want("register", name="")
    said = office.stage.line.text(somsri.line, "จันทร์เพ็ญ แสงทอง")
    somsri.send(said)
    assert office.members()[0].name == "จันทร์เพ็ญ แสงทอง"
    office.stage.line.deliver(office.stage.line.unsend(said))
    somsri.say("help")
    assert office.members()[0].name is None
    assert not office.holds("จันทร์เพ็ญ แสงทอง")


def test_a_made_up_registration_is_answered(office):
    admin = office.person("ผู้ดูแล", "สล.", role="admin")
    for number in ("x", 2**40, -1, True, None):
        admin.want("people.unlink", membership=number)
        assert admin.heard


# --- groups, blocking -----------------------------------------------------------------------------------


def test_a_group_becomes_a_units(office):
    head = office.person("วิชัย", "ศส.", role="head")
    somsri = office.person("สมศรี", "ศส.")
    line = office.stage.line
    group = line.group("กลุ่ม ศส.", [head.line, somsri.line])
    head.want("group.bind")
    assert "เชิญบัญชีนี้เข้ากลุ่ม" in head.heard

    def tap(person, **slots):
        before = len(line.sent(group))
        line.deliver(line.tap(person.line, person.data("group.bind", **slots), group))
        return line.wait_sent(group, before + 1)[-1].text

    assert "ผู้ดูแลระบบ" in tap(somsri)
    assert "ผู้ดูแลระบบ" in tap(head, unit="กย.")
    for _twice in range(2):
        assert "ผูกกลุ่มนี้กับหน่วย ศส. แล้ว" in tap(head)
    said = line.ask(head.line, "@ITA กำหนดส่ง", group)[-1]
    assert "ศส." in said.text
    line.deliver(line.leave(group))
    line.deliver(line.join(group))
    before = len(line.sent(group))
    line.wait_sent(group, before)
    said = line.ask(head.line, "@ITA กำหนดส่ง", group)[-1]
    assert "ศส. ·" not in said.text
    assert [entry.action for entry in office.log()] == ["group.bind"]


def test_who_blocks_the_bot_is_not_written_to_and_who_comes_back_is(office):
    somsri = office.person("สมศรี", "ศส.")
    (member,) = office.members()

    def reached():
        with reading(office.stage.service.engine) as session:
            return len(people.recipients(session, [member.person_id]))

    line = office.stage.line
    somsri.say("คะแนนรวม")
    assert reached() == 1
    line.deliver(line.unfollow(somsri.line))
    line.deliver(line.follow(somsri.line))
    line.wait_sent(somsri.line, 2)
    assert reached() == 1
    with reading(office.stage.service.engine) as session:
        (contact,) = session.exec(select(Contact).where(Contact.line_id == somsri.line.user_id)).all()
    assert contact.blocked_at is None


def test_a_new_friend_hears_of_privacy_and_how_to_register(office):
    somsri = office.stranger("สมศรี")
    somsri.send(office.stage.line.follow(somsri.line))
    assert "ลบข้อมูลของฉัน" in somsri.card
    somsri.tap("ลงทะเบียน")
    assert "ขอรหัสลงทะเบียน" in somsri.heard
