"""Correcting what was reported: what it replaces, what it keeps, and what becomes of it when that changes."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.store import channels, conversations, inbox, people, queries
from bot.store.engine import writing
from bot.store.tables import Dialogue
from tests.flows.office import picture
from tests.flows.test_trouble import wait_for

NOTE = "ข้อความที่ไม่ควรเก็บ"


@pytest.fixture
def reviewer(desk):
    return desk.person("มาลี", "กย.", role="reviewer")


def leave(desk, staff, unit):
    """Let somebody be no longer in a unit."""
    with writing(desk.engine) as session:
        channel = inbox.identity(channels.default(session).id)
        contact = conversations.contact(session, channel, staff.line.user_id)
        assert contact is not None
        member = people.member(session, inbox.identity(contact.id), desk.agency_id)
        assert member is not None
        (post,) = [one for one in member.posts if one.unit == unit]
        people.end_post(session, post.membership_id, desk.now())
        queries.advance(session, desk.agency_id)


def rewrite_dialogue(desk, staff, change):
    """Let an open dialogue be about another year or measure, as if the plan had changed since."""
    with writing(desk.engine) as session:
        channel = inbox.identity(channels.default(session).id)
        contact = conversations.contact(session, channel, staff.line.user_id)
        assert contact is not None
        row = session.exec(select(Dialogue).where(Dialogue.contact_id == contact.id)).one()
        state = {**row.state, **change}
        if "lines" in state and "measure" in change:
            state["lines"] = [{**line, "measure": state.pop("measure")} for line in state["lines"]]
        row.state = state
        session.add(row)


# --- what was decided in the meantime -------------------------------------------------------------------


def test_what_was_accepted_in_the_meantime_is_not_replaced(desk, somchai, reviewer):
    key = desk.file_whole(somchai, "3.2", reviewer)
    somchai.say("แก้ไข 70%")
    desk.press(reviewer, "progress.accept", report=key)
    desk.hears(somchai, 4)
    somchai.say("ยืนยัน")
    assert "ตรวจ" in somchai.heard
    assert desk.states() == [(100, "accepted")]
    assert desk.share("3.2", "ศส.") == (100, True)
    somchai.say("ยืนยัน")
    assert len(desk.reports()) == 1


def test_what_was_returned_in_the_meantime_stays_returned(desk, somchai, reviewer):
    key = desk.file_whole(somchai, "3.2", reviewer)
    somchai.say("แก้ไข 70%")
    desk.press(reviewer, "progress.return", report=key, note="ขาดภาพถ่าย")
    reviewer.tap("ส่งคืนรายงาน")
    desk.hears(somchai, 4)
    somchai.say("ยืนยัน")
    assert desk.states() == [(70, "filed"), (100, "returned")]


# --- who has another unit by now ------------------------------------------------------------------------


def test_a_draft_of_a_unit_that_was_left_is_for_the_present_one(desk, somchai):
    somchai.say("3.2 60%")
    leave(desk, somchai, "ศส.")
    desk.join(somchai, "สล.", role="staff")
    somchai.tap("ยืนยัน")
    assert "โปรดยืนยันรายงาน" in somchai.heard
    assert desk.reports() == []
    somchai.tap("ยืนยัน")
    assert [one.unit for one in desk.reports()] == ["สล."]


def test_a_draft_of_a_unit_that_was_left_is_not_filed(desk, somchai):
    somchai.say("3.2 60%")
    leave(desk, somchai, "ศส.")
    desk.join(somchai, "กย.", role="staff")
    somchai.tap("ยืนยัน")
    assert "อยู่ในความรับผิดชอบของ" in somchai.heard
    assert desk.reports() == []
    somchai.say("ยืนยัน")
    assert desk.reports() == []


def test_a_report_of_a_unit_that_was_left_is_not_corrected(desk, somchai):
    desk.file(somchai, f"3.2 60% {NOTE}")
    leave(desk, somchai, "ศส.")
    desk.join(somchai, "สล.", role="staff")
    somchai.say("แก้ไข 70%")
    assert NOTE not in somchai.card
    somchai.say("ยืนยัน")
    assert desk.states() == [(60, "filed")]


def test_more_time_is_not_asked_for_a_unit_that_was_left(desk, somchai):
    desk.press(somchai, "deadline.extend", measure="3.2", until="2024-05-15")
    somchai.say("รอตรวจรับงานจ้าง")
    leave(desk, somchai, "ศส.")
    desk.join(somchai, "กย.", role="staff")
    somchai.tap("ยืนยัน")
    assert "อยู่ในความรับผิดชอบของ" in somchai.heard
    assert desk.wishes() == []


def test_more_time_is_asked_for_the_present_unit(desk, somchai):
    desk.press(somchai, "deadline.extend", measure="3.2", until="2024-05-15")
    somchai.say("รอตรวจรับงานจ้าง")
    leave(desk, somchai, "ศส.")
    desk.join(somchai, "สล.", role="staff")
    somchai.tap("ยืนยัน")
    assert desk.wishes() == []
    somchai.tap("ยืนยัน")
    assert [one.unit for one in desk.wishes()] == ["สล."]


# --- a plan that has changed ----------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"year": 2566}, {"measure": "9.9"}])
@pytest.mark.parametrize("begun", ["3.2 60%", "ขอขยายเวลามาตรการ 3.2"])
def test_what_was_begun_on_an_earlier_plan_is_dropped(desk, somchai, begun, change):
    somchai.say(begun)
    rewrite_dialogue(desk, somchai, change)
    somchai.say("ยืนยัน")
    assert "แผนมีการเปลี่ยนแปลง" in somchai.heard
    assert desk.reports() == []
    somchai.say("3.2 70%")
    assert "แผนมีการเปลี่ยนแปลง" not in somchai.heard
    somchai.tap("ยืนยัน")
    assert desk.states() == [(70, "filed")]


# --- taking a correction back ---------------------------------------------------------------------------


def test_undoing_a_correction_lets_the_report_stand_again(stage, desk, somchai):
    desk.file(somchai, "3.2 40% ร่างแรก https://www.diw.go.th/a.pdf")
    somchai.send(stage.line.image(somchai.line, picture(1)))
    desk.pass_time(minutes=5)
    desk.file(somchai, "แก้ไข 70%")
    somchai.say("ยกเลิกรายงานล่าสุด")
    assert "ถอนแล้ว" in somchai.heard
    assert desk.states() == [(None, "withdrawn"), (40, "filed")]
    assert desk.share("3.2", "ศส.") == (40, False)
    first = desk.reports()[1]
    assert [(one.kind, one.report_id) for one in desk.evidence("3.2") if one.state != "withdrawn"] == [
        ("link", first.id),
        ("image", first.id),
    ]


def test_a_report_that_was_corrected_is_no_obstacle_to_taking_back_the_other(desk, somchai):
    somchai.say("3.1 20%")
    desk.file(somchai, "3.2 40%")
    desk.file(somchai, "แก้ไข 3.1 30%")
    somchai.say("ยกเลิกรายงานล่าสุด")
    somchai.say("ยกเลิกรายงานล่าสุด")
    assert "ถอนแล้ว" in somchai.heard
    assert desk.states() == [(None, "withdrawn")]


def test_a_correction_for_another_unit_leaves_nothing_behind(desk):
    both = desk.person("มานี", "ศส.", "สล.")
    both.say("3.2 40%")
    both.tap(next(label for label in both.labels if "ศส." in label))
    both.tap("ยืนยัน")
    desk.press(both, "progress.edit", measure="3.2", unit="สล.")
    both.tap("ยืนยัน")
    assert desk.share("3.2", "ศส.") is None
    assert desk.share("3.2", "สล.") == (40, False)


# --- evidence and links ---------------------------------------------------------------------------------


def test_evidence_passes_on_to_the_correction(stage, desk, somchai):
    desk.file(somchai, "3.2 60%")
    somchai.send(stage.line.image(somchai.line, picture(1)))
    somchai.say("แก้ไข 100%")
    assert "1 ไฟล์" in somchai.card
    somchai.tap("ยืนยัน")
    new = desk.reports()[0]
    assert new.flags == ()
    assert [one.report_id for one in desk.evidence("3.2")] == [new.id]


def test_evidence_stays_with_the_reports_that_it_was_filed_with(stage, desk, somchai):
    somchai.say("3.1 20%")
    desk.file(somchai, "3.2 40%")
    somchai.send(stage.line.image(somchai.line, picture(1)))
    desk.file(somchai, "แก้ไข 3.1 30%")
    (other,) = desk.reports("3.2")
    assert [one.report_id for one in desk.all_evidence()] == [other.id]


def test_editing_a_message_with_a_link_replaces_the_report(stage, desk, somchai, team):
    said = stage.line.text(somchai.line, "@ITA 3.2 60% เผยแพร่แล้ว https://www.diw.go.th/a.pdf", team)
    stage.line.deliver(said)
    first = stage.line.wait_sent(team, 1)[-1]
    somchai.got = [first]
    stage.line.deliver(stage.line.tap(somchai.line, somchai.button("ยืนยัน"), team))
    stage.line.wait_sent(team, 2)
    edited = stage.line.edit(said, "@ITA 3.2 80% เผยแพร่แล้ว https://www.diw.go.th/b.pdf")
    stage.line.deliver(edited)
    somchai.got = stage.line.wait_sent(team, 3)[-1:]
    stage.line.deliver(stage.line.tap(somchai.line, somchai.button("ยืนยัน"), team))
    stage.line.wait_sent(team, 4)
    new, old = desk.reports()
    assert (new.percent, new.note, old.state) == (80, "เผยแพร่แล้ว https://www.diw.go.th/b.pdf", "replaced")
    assert [one.link for one in desk.all_evidence() if one.report_id == new.id] == [
        "https://www.diw.go.th/b.pdf"
    ]
    desk.stage.line.deliver(stage.line.unsend(said))  # in the group: nobody else's chat waits for it
    wait_for(lambda: not desk.holds("diw.go.th/a.pdf"))
    assert not desk.holds("diw.go.th/b.pdf")


def test_a_link_goes_with_the_message_that_held_it(desk, somchai):
    link = desk.stage.line.text(somchai.line, "3.2 60% https://www.diw.go.th/a.pdf")
    somchai.send(link)
    somchai.say("ได้ส่งร่างคู่มือให้ผู้บริหารพิจารณาแล้ว")
    somchai.tap("ยืนยัน")
    (row,) = desk.evidence("3.2")
    assert row.message_id == link.events[0]["message"]["id"]


# --- what is meant by a correction ----------------------------------------------------------------------


def test_correcting_in_the_midst_of_a_draft_corrects_the_draft(desk, somchai):
    desk.file(somchai, "3.1 20%")
    somchai.say("3.2 60%")
    somchai.say("แก้ไข 70%")
    somchai.tap("ยืนยัน")
    assert desk.states("3.1") == [(20, "filed")]
    assert desk.states() == [(70, "filed")]


def test_an_earlier_report_can_be_corrected_by_its_measure(desk, somchai):
    desk.file(somchai, "3.1 20%")
    desk.file(somchai, "3.2 60%")
    desk.file(somchai, "แก้ไข 3.1 70%")
    assert desk.states("3.1") == [(70, "filed"), (20, "replaced")]
    assert desk.states() == [(60, "filed")]


@pytest.mark.parametrize("said", ["70", "๗๐", "70%", "เปลี่ยนเป็น 70%", "แก้เป็น 70", "อบรมเสร็จ 70%"])
def test_a_new_figure_changes_a_draft_that_is_ready(desk, somchai, said):
    somchai.say("3.2 60% จัดทำคู่มือ")
    somchai.say(said)
    somchai.tap("ยืนยัน")
    (report,) = desk.reports()
    assert report.percent == 70
    assert report.note.startswith("จัดทำคู่มือ")


def test_a_second_note_is_added_to_the_first(desk, somchai):
    somchai.say("3.2 60% จัดทำคู่มือ")
    somchai.say("ได้ส่งร่างให้ผู้บริหารพิจารณาแล้ว")
    somchai.tap("ยืนยัน")
    assert desk.reports()[0].note == "จัดทำคู่มือ ได้ส่งร่างให้ผู้บริหารพิจารณาแล้ว"


# --- what was done already, and what came later ---------------------------------------------------------


def test_what_was_accepted_as_done_is_not_done_again(desk, somchai, reviewer):
    key = desk.file_whole(somchai, "3.2", reviewer)
    desk.press(reviewer, "progress.accept", report=key)
    somchai.say("3.2 100%")
    assert "รับรองแล้ว" in somchai.heard
    somchai.say("ยืนยัน")
    assert desk.states() == [(100, "accepted")]
    assert desk.share("3.2", "ศส.") == (100, True)


def test_correcting_an_older_report_leaves_the_later_one_on_top(stage, desk, somchai, team):
    first = stage.line.text(somchai.line, "@ITA 3.2 20%", team)
    stage.line.deliver(first)
    somchai.got = stage.line.wait_sent(team, 1)[-1:]
    stage.line.deliver(stage.line.tap(somchai.line, somchai.button("ยืนยัน"), team))
    stage.line.wait_sent(team, 2)
    desk.file(somchai, "3.2 100%")
    stage.line.deliver(stage.line.edit(first, "@ITA 3.2 30%"))
    somchai.got = stage.line.wait_sent(team, 3)[-1:]
    stage.line.deliver(stage.line.tap(somchai.line, somchai.button("ยืนยัน"), team))
    stage.line.wait_sent(team, 4)
    assert desk.states() == [(30, "filed"), (100, "filed"), (20, "replaced")]
    assert desk.share("3.2", "ศส.") == (100, False)
    reviewer = desk.person("มาลี", "กย.", role="reviewer")
    reviewer.say("รอตรวจ")
    assert "100%" in reviewer.card
