"""Leave and who stands in, through the front door: noted, told, reminded of, and given back."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlmodel import col, select

from bot.store.engine import reading, writing
from bot.store.inbox import identity
from bot.store.tables import Leave, Membership, Person, Reminder
from tests.flows.conftest import Stage
from tests.flows.office import Office, Staff, texts
from tests.flows.rounds import do_round, pushes, turn_to

YES, NOBODY = "ยืนยัน", "ไม่มีผู้รักษาราชการแทน"


def come(office: Office, name: str, *units: str, role: str = "staff") -> Staff:
    """Bring in somebody who can be reached, and who has said what they are called."""
    person: Staff = office.person(name, *units, role=role)
    person.want("register", name="")
    person.say(name)
    return person


def key(office: Office, person: Staff) -> int:
    with reading(office.engine) as session:
        found = session.exec(select(Person).where(col(Person.name) == person.line.name)).all()
        return [identity(one.id) for one in found][-1]


def away(office: Office) -> list[Leave]:
    with reading(office.engine) as session:
        return list(session.exec(select(Leave).order_by(col(Leave.id))))


def told(office: Office, person: Staff, kind: str) -> list[Reminder]:
    who = key(office, person)
    with reading(office.engine) as session:
        statement = select(Reminder).where(col(Reminder.person_id) == who, col(Reminder.kind) == kind)
        return list(session.exec(statement.order_by(col(Reminder.id))))


def note(person: Staff, first: str, last: str, **slots) -> None:
    """Note a leave of one's own."""
    person.want("leave.set", first=first, last=last, **slots)
    person.tap(YES)


def pushed_to(stage: Stage, person: Staff) -> list[str]:
    own = [call for call in pushes(stage) if call.request["to"] == person.line.user_id]
    return [" ".join(texts(call.request["messages"])) for call in own]


# --- noting -----------------------------------------------------------------------------------------------


def test_a_leave_is_asked_for_step_by_step_and_confirmed(office) -> None:
    suda, malee = come(office, "สุดา", "ศส."), come(office, "มาลี", "ศส.")
    come(office, "วิชัย", "กย.")
    suda.want("leave.set")
    assert "ลาวันไหน" in suda.heard
    suda.want("leave.set", until="2024-04-09")
    assert "9 เมษายน 2567" in suda.heard
    suda.want("leave.set", until="2024-04-11")
    assert "ใครจะรักษาราชการแทน" in suda.heard
    assert "9 เม.ย. – 11 เม.ย. 2567 · 3 วันทำการ" in suda.card
    offered = [label for label in suda.labels if "มาลี" in label or "วิชัย" in label]
    assert ["มาลี" in label for label in offered] == [True, False]  # of the same unit first
    suda.say("คุณมาลี")
    assert "โปรดยืนยัน: ลา 9 เม.ย. – 11 เม.ย. 2567" in suda.heard
    assert "มาลี" in suda.heard
    assert away(office) == []
    confirm = suda.button(YES)
    suda.press(confirm)
    assert "บันทึกการลาแล้ว" in suda.heard
    suda.press(confirm)
    (leave,) = away(office)
    assert (leave.person_id, leave.substitute_id) == (key(office, suda), key(office, malee))
    assert (leave.first, leave.last) == (dt.date(2024, 4, 9), dt.date(2024, 4, 11))
    (noted, acting) = office.log()
    assert (noted.action, noted.person_id) == ("leave.set", leave.person_id)
    assert noted.after == {"first": "2024-04-09", "until": "2024-04-11", "substitute": leave.substitute_id}
    assert (acting.action, acting.person_id, acting.actor_id) == (
        "leave.act",
        leave.substitute_id,
        leave.person_id,
    )


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2024-03-25", "2024-03-29", "ผ่านไปแล้ว"),
        ("2024-04-10", "2024-04-08", "อยู่ก่อนวันแรก"),
        ("2024-04-10", "2025-04-11", "นานเกินหนึ่งปี"),
        ("2025-05-10", "2025-05-11", "ล่วงหน้าเกินหนึ่งปี"),
    ],
)
def test_days_that_cannot_be_are_said_and_asked_again(office, first, last, said) -> None:
    suda = come(office, "สุดา", "ศส.")
    suda.want("leave.set", first=first, last=last)
    assert said in suda.heard
    suda.want("leave.set", first="2024-04-08", last="2024-04-08", substitute=0)
    suda.tap(YES)
    assert len(away(office)) == 1


def test_a_leave_that_has_begun_counts_from_today_and_none_overlaps_another(office) -> None:
    suda = come(office, "สุดา", "ศส.")
    note(suda, "2024-03-28", "2024-04-02", substitute=0)
    suda.want("leave.set", first="2024-04-02", last="2024-04-03")
    assert "มีการลาที่บันทึกไว้แล้ว (1 เม.ย. – 2 เม.ย. 2567)" in suda.heard
    (leave,) = away(office)
    assert leave.first == dt.date(2024, 4, 1)


def test_who_cannot_stand_in_is_said(office) -> None:
    suda, malee = come(office, "สุดา", "ศส."), come(office, "มาลี", "ศส.")
    gone = come(office, "วิชัย", "ศส.")
    note(malee, "2024-04-09", "2024-04-10", substitute=0)
    office.stage.line.deliver(office.stage.line.unfollow(gone.line))
    suda.want("leave.set", first="2024-04-08", last="2024-04-09")
    assert not any("มาลี" in label or "วิชัย" in label for label in suda.labels)
    for who, said in ((suda, "แทนตนเองไม่ได้"), (malee, "ก็ลาในช่วงนั้น"), (gone, "ติดต่อไม่ได้")):
        suda.want("leave.set", substitute=key(office, who))
        assert said in suda.heard
    suda.want("leave.set", substitute=2**31 - 1)
    assert "ยังไม่ได้ลงทะเบียน" in suda.heard
    suda.say("สมหมาย")
    assert "สมหมาย ยังไม่ได้ลงทะเบียน" in suda.heard
    assert len(away(office)) == 1


def test_a_name_that_several_have_asks_which(office) -> None:
    suda = come(office, "สุดา", "ศส.")
    come(office, "มาลี ใจดี", "ศส.")
    come(office, "มาลี ใจงาม", "กย.")
    suda.want("leave.set", first="2024-04-08", last="2024-04-09", text="มาลี")
    assert "หลายคน" in suda.heard
    assert len([label for label in suda.labels if "มาลี ใจ" in label]) == 2
    suda.say("มาลี ใจงาม")
    assert "โปรดยืนยัน" in suda.heard


def test_without_anybody_else_the_leave_says_what_nobody_will_hear(office) -> None:
    suda = come(office, "สุดา", "ศส.")
    do_round(office.stage)
    suda.want("leave.set", first="2024-04-08", last="2024-04-09")
    suda.tap(NOBODY)
    assert "จะไม่มีใครได้รับการเตือนเรื่อง" in suda.card
    come(office, "มาลี", "ศส.")
    suda.want("leave.set", substitute=0)
    assert "จะไม่มีใครได้รับการเตือนเรื่อง" not in suda.card


def test_heads_note_for_their_unit_and_admins_for_all(office) -> None:
    suda, other = come(office, "สุดา", "ศส."), come(office, "วิชัย", "กย.")
    head = come(office, "หัวหน้า", "ศส.", role="head")
    admin = come(office, "ผู้ดูแล", "สล.", role="admin")
    suda.want("leave.set", person=key(office, head), first="2024-04-08", last="2024-04-08")
    assert "หัวหน้า" in suda.heard
    assert "ผู้ดูแล" in suda.heard
    head.want("leave.set", other=True)
    assert any("สุดา" in label for label in head.labels)
    assert not any("วิชัย" in label for label in head.labels)
    head.want("leave.set", person=key(office, other), first="2024-04-08", last="2024-04-08")
    assert away(office) == []
    for who, whom in ((head, suda), (admin, other)):
        who.want("leave.set", person=key(office, whom))
        who.want("leave.set", first="2024-04-08", last="2024-04-08", substitute=0)
        who.tap(YES)
    assert [one.person_id for one in away(office)] == [key(office, suda), key(office, other)]
    suda.say("คะแนนรวม")
    assert "มีผู้บันทึกการลา 8 เม.ย. 2567 ให้คุณแล้ว" in " ".join(
        words for message in suda.got for words in texts(message.content)
    )


def test_in_a_group_and_for_strangers_nothing_is_said_of_leave(office) -> None:
    suda = come(office, "สุดา", "ศส.")
    group = office.stage.line.group("กลุ่ม", [suda.line])
    tap = office.stage.line.tap(suda.line, suda.data("leave.list"), group)
    office.stage.line.deliver(tap)
    said = office.stage.line.wait_sent(group, 1)[-1]
    assert "แชตส่วนตัว" in said.text
    stranger = office.stranger("ใคร")
    for name in ("leave.set", "leave.list", "leave.end"):
        stranger.want(name)
        assert "ลงทะเบียน" in stranger.card


# --- what follows -----------------------------------------------------------------------------------------


def test_duties_go_to_the_substitute_who_may_report_and_come_back(stage, office) -> None:
    suda, malee = come(office, "สุดา", "ศส."), come(office, "มาลี", "กย.")
    head = come(office, "หัวหน้า", "กย.", role="head")
    turn_to(stage, "2024-04-03 09:00")
    do_round(stage)
    note(suda, "2024-04-09", "2024-04-22", substitute=key(office, malee))
    do_round(stage)
    malee.say("คะแนนรวม")
    assert "คุณรักษาราชการแทน สุดา ซึ่งลา 9 เม.ย. – 22 เม.ย. 2567" in malee.card
    before = len(pushed_to(stage, suda))
    for day in range(9, 19):
        turn_to(stage, f"2024-04-{day:02} 13:00")
        do_round(stage)
    # 18 April is T-7: working days before the 30th.
    ours = pushed_to(stage, malee)
    assert any("ในฐานะผู้รักษาราชการแทน สุดา" in card or "แทน สุดา" in card for card in ours)
    assert len(pushed_to(stage, suda)) == before
    assert all("แทน สุดา" not in card for card in pushed_to(stage, head))
    malee.say("3.2 60% ทำแทน")
    malee.tap(YES)
    assert office.share("3.2", "ศส.") == (60, False)
    malee.say("ฉันเป็นใคร")
    assert "แทน สุดา ถึง 22 เม.ย. 2567" in malee.card
    turn_to(stage, "2024-04-23 09:00")
    do_round(stage)
    turn_to(stage, "2024-04-23 13:00")
    do_round(stage)
    assert len(pushed_to(stage, suda)) == before + 1
    assert away(office)[0].ended_at is not None
    malee.say("3.3 60% ทำแทนอีก")
    assert "ศส." not in malee.labels
    assert office.share("3.3", "ศส.") is None


def test_ending_it_early_gives_back_at_once(stage, office) -> None:
    suda, malee = come(office, "สุดา", "ศส."), come(office, "มาลี", "กย.")
    turn_to(stage, "2024-04-03 09:00")
    do_round(stage)
    note(suda, "2024-04-04", "2024-04-30", substitute=key(office, malee))
    turn_to(stage, "2024-04-04 09:00")
    do_round(stage)
    assert {one.in_place_of for one in told(office, malee, "duty")} >= {key(office, suda)}
    suda.want("leave.end")
    assert "สิ้นสุดการลานี้เลยหรือไม่" in suda.card
    suda.tap(YES)
    assert "ยินดีต้อนรับกลับ" in suda.card or "สิ้นสุดการลาแล้ว" in suda.card
    do_round(stage)
    acted = [one for one in told(office, malee, "duty") if one.in_place_of is not None]
    assert {(one.state, one.why) for one in acted} == {("stopped", "back")}
    assert {one.state for one in told(office, suda, "duty") if one.rung == "t-14"} == {"waiting"}
    turn_to(stage, "2024-04-04 13:00")
    do_round(stage)
    assert len(pushed_to(stage, suda)) == 1
    assert all("แทน สุดา" not in card for card in pushed_to(stage, malee))
    assert [one.action for one in office.log()][-1] == "leave.end"
    suda.want("leave.end")
    assert "ไม่มีการลา" in suda.heard


def test_a_leave_that_has_not_begun_is_called_off(office) -> None:
    suda, malee = come(office, "สุดา", "ศส."), come(office, "มาลี", "กย.")
    note(suda, "2024-04-08", "2024-04-09", substitute=key(office, malee))
    note(suda, "2024-04-18", "2024-04-19", substitute=0)
    suda.want("leave.end")
    assert "ครั้งไหน" in suda.heard
    suda.want("leave.end", leave=away(office)[0].id)
    suda.tap(YES)
    assert "ยกเลิกการลาแล้ว" in suda.heard
    malee.say("คะแนนรวม")
    assert "คุณรักษาราชการแทน" not in malee.card
    malee.want("leave.list")
    assert "ยังไม่มีใครในหน่วยของคุณลา" in malee.card


def test_who_stood_in_is_away_too_or_gone_so_that_the_admin_hears(stage, office) -> None:
    suda, malee = come(office, "สุดา", "ศส."), come(office, "มาลี", "กย.")
    admin = come(office, "ผู้ดูแล", "สล.", role="admin")
    third = come(office, "วิชัย", "กย.")
    note(suda, "2024-04-04", "2024-04-30", substitute=key(office, malee))
    malee.want("leave.set", first="2024-04-04", last="2024-04-05", substitute=key(office, third))
    assert "ในช่วงนี้มีกำหนดรักษาราชการแทน สุดา" in malee.card
    malee.tap(YES)
    turn_to(stage, "2024-04-04 09:00")
    do_round(stage)
    assert key(office, suda) in {one.in_place_of for one in told(office, third, "duty")}
    assert told(office, malee, "duty") == []
    with writing(office.engine) as session:  # who stands in for the one who stands in leaves the house
        for row in session.exec(select(Membership).where(Membership.person_id == key(office, third))):
            row.ended_at = stage.clock()
            session.add(row)
    turn_to(stage, "2024-04-05 09:00")
    admin.want("leave.list")
    assert "ติดต่อไม่ได้แล้ว" in admin.card


def test_reminders_that_wait_when_the_leave_begins_go_to_the_substitute(stage, office) -> None:
    suda, malee = come(office, "สุดา", "ศส."), come(office, "มาลี", "กย.")
    turn_to(stage, "2024-04-03 09:00")
    do_round(stage)
    turn_to(stage, "2024-04-04 09:00")
    do_round(stage)
    assert told(office, suda, "duty")
    malee.say("คะแนนรวม")
    note(suda, "2024-04-04", "2024-04-05", substitute=key(office, malee))
    before = len(pushed_to(stage, suda))
    turn_to(stage, "2024-04-04 13:00")
    do_round(stage)
    do_round(stage)
    assert len(pushed_to(stage, suda)) == before
    assert key(office, suda) in {one.in_place_of for one in told(office, malee, "duty")}
    turn_to(stage, "2024-04-06 09:00")
    do_round(stage)
    turn_to(stage, "2024-04-09 13:00")
    do_round(stage)
    assert len(pushed_to(stage, suda)) == before + 1


@pytest.mark.parametrize("digest_only", [False, True])
def test_what_waited_for_whoever_was_away_is_pushed_when_they_are_back(stage, office, digest_only) -> None:
    admin = come(office, "ผู้ดูแล", "สล.", role="admin")
    if digest_only:
        admin.want("reminder.set", digest=True)
    turn_to(stage, "2024-04-02 09:00")
    do_round(stage)
    note(admin, "2024-04-03", "2024-04-09", substitute=0)
    for day in (4, 9):  # when alarms that nobody saw are pushed, and when the week begins
        turn_to(stage, f"2024-04-{day:02} 13:00")
        do_round(stage)
    before = len(pushed_to(stage, admin))
    assert {one.push_at for one in told(office, admin, "unheard") if one.state == "waiting"} == {None}
    for hour in ("09", "13"):
        turn_to(stage, f"2024-04-10 {hour}:00")
        do_round(stage)
    (card,) = pushed_to(stage, admin)[before:]
    assert "ยังไม่มีผู้รับการเตือน" in card


def test_who_is_forgotten_leaves_no_leave_behind(office) -> None:
    suda, malee = come(office, "สุดา", "ศส."), come(office, "มาลี", "กย.")
    note(suda, "2024-04-08", "2024-04-09", substitute=key(office, malee))
    note(malee, "2024-05-08", "2024-05-09", substitute=key(office, suda))
    malee.say("ลบข้อมูลของฉัน")
    malee.tap("ลบข้อมูลของฉัน")
    (leave,) = away(office)
    assert leave.substitute_id is None
