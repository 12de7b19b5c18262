"""Joining: a code, the notice, a name; who is who; and how a registration ends."""

from __future__ import annotations

import pytest

from tests.flows.office import Office

ACCEPT, CANCEL = "ยอมรับและลงทะเบียน", "ยกเลิก"


@pytest.fixture
def office(stage):
    return Office(stage)


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
    assert "มาตรการของหน่วยคุณ" in somsri.card
    (member,) = office.members("ศส.")
    assert (member.name, [post.role for post in member.posts]) == (None, ["staff"])
    somsri.say("สมศรี ใจดี")
    assert "สมศรี ใจดี" in somsri.heard
    somsri.say("ฉันเป็นใคร")
    assert "สมศรี ใจดี, คุณลงทะเบียนเป็น เจ้าหน้าที่ของหน่วย ศส." in somsri.heard
    assert "1 เม.ย. 2567" in somsri.card
    (entry,) = office.log()
    assert (entry.action, entry.subject, entry.after) == ("person.join", "unit ศส.", {"role": "staff"})
    assert entry.actor_id == member.person_id
