"""What is under way is not lost without a word; an old button finds what is open."""

from __future__ import annotations

DROPPED = "ยกเลิกแล้ว"


# --- something else takes its place ---------------------------------------------------------------------


def test_a_code_in_the_midst_of_a_report(desk, somchai):
    (code,) = desk.codes("กย.")
    somchai.say("3.2 60%")
    somchai.say(f"ลงทะเบียน {code}")
    assert f"{DROPPED} ยังไม่ได้ส่งรายงาน" in somchai.heard


def test_a_report_in_the_midst_of_a_wish(desk, somchai):
    desk.press(somchai, "deadline.extend", measure="3.2")
    somchai.say("3.1 60%")
    assert f"{DROPPED} ยังไม่ได้ส่งคำขอขยายเวลา" in somchai.heard
    assert "3.1" in somchai.heard


def test_a_wish_to_be_forgotten_in_the_midst_of_a_report(somchai):
    somchai.say("3.2 60%")
    somchai.say("ลบข้อมูลของฉัน")
    assert DROPPED in somchai.heard


def test_asking_for_a_name_in_the_midst_of_a_report(somchai):
    somchai.say("3.2 60%")
    somchai.want("register", name="")
    assert DROPPED in somchai.heard


def test_an_edited_message_in_the_midst_of_another_report(stage, desk, somchai):
    team = stage.line.group("คณะทำงาน", [somchai.line])

    def in_team(webhook):
        before = len(stage.line.sent(team))
        stage.line.deliver(webhook)
        somchai.got = stage.line.wait_sent(team, before + 1)[before:]

    said = stage.line.text(somchai.line, "@ITA 3.2 60%", team)
    in_team(said)
    in_team(stage.line.tap(somchai.line, somchai.button("ยืนยัน"), team))
    in_team(stage.line.text(somchai.line, "@ITA 3.1 40%", team))
    in_team(stage.line.edit(said, "@ITA คะแนนรวม"))
    assert "3.1 ยังไม่ได้ส่ง" in somchai.heard
    in_team(stage.line.edit(said, "@ITA 3.2 80%"))
    in_team(stage.line.tap(somchai.line, somchai.button("ยืนยัน"), team))
    assert [one.percent for one in desk.reports("3.1")] == [40]
    assert [(one.percent, one.state) for one in desk.reports()] == [(80, "filed"), (60, "replaced")]


# --- it stays -------------------------------------------------------------------------------------------


def test_a_name_that_is_said_leaves_the_report_open(desk, somchai):
    somchai.say("3.2 60%")
    somchai.want("register", name="สมชาย ใจดี")
    assert "ยังไม่ได้ส่ง" in somchai.heard
    somchai.tap("ยืนยัน")
    assert [one.percent for one in desk.reports()] == [60]


def test_taking_the_last_report_back_leaves_the_next_one_open(desk, somchai):
    desk.file(somchai, "3.1 40%")
    somchai.say("3.2 60%")
    desk.press(somchai, "undo")
    assert [one.state for one in desk.reports("3.1")] == ["withdrawn"]
    assert "ยังไม่ได้ส่ง" in somchai.heard
    somchai.tap("ยืนยัน")
    assert [one.percent for one in desk.reports()] == [60]


def test_taking_a_report_back_ends_its_correction(desk, somchai):
    desk.file(somchai, "3.2 40%")
    somchai.say("แก้ไข 60%")
    desk.press(somchai, "undo")
    somchai.say("ยืนยัน")
    assert [one.state for one in desk.reports()] == ["withdrawn"]
    assert "ไม่มีรายการที่รอการยืนยัน" in somchai.heard


# --- buttons of before ----------------------------------------------------------------------------------


def test_an_old_button_to_cancel_leaves_the_later_draft(desk, somchai):
    somchai.say("รายงานความคืบหน้า 3.2")
    old = somchai.button("ยกเลิก")
    somchai.say("60%")
    somchai.press(old)
    assert "รายการก่อนหน้า" in somchai.heard
    somchai.tap("ยืนยัน")
    assert [one.percent for one in desk.reports()] == [60]


def test_an_old_button_of_a_registration_shows_the_later_one(desk):
    somsri = desk.stranger("สมศรี")
    one, two = desk.codes("ศส.", count=2)
    somsri.say(f"ลงทะเบียน {one}")
    old = [somsri.button("ยอมรับและลงทะเบียน"), somsri.button("ยกเลิก")]
    somsri.say(f"ลงทะเบียน {two}")
    for button in old:
        somsri.press(button)
        assert "รายการก่อนหน้า" in somsri.heard
        assert desk.members() == []
        assert "ยอมรับและลงทะเบียน" in somsri.labels
    somsri.tap("ยอมรับและลงทะเบียน")
    assert len(desk.members()) == 1


def test_an_old_button_to_be_forgotten_asks_anew(desk, somchai):
    somchai.say("ลบข้อมูลของฉัน")
    old = somchai.button("ลบข้อมูลของฉัน")
    somchai.say("ลบข้อมูลของฉัน")
    somchai.press(old)
    assert len(desk.members()) == 1
    somchai.tap("ลบข้อมูลของฉัน")
    assert desk.members() == []


def test_an_old_button_to_end_a_registration_asks_anew(desk):
    desk.person("สมชาย", "ศส.")
    admin = desk.person("ผู้ดูแล", "กย.", role="admin")
    post = next(one.posts[0] for one in desk.members("ศส."))
    desk.press(admin, "people.unlink", membership=post.membership_id)
    old = admin.button("ถอนชื่อออกจากหน่วย")
    desk.press(admin, "people.unlink", membership=post.membership_id)
    admin.press(old)
    assert len(desk.members("ศส.")) == 1
    admin.tap("ถอนชื่อออกจากหน่วย")
    assert desk.members("ศส.") == []
