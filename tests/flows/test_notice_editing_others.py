"""A notice that is changed, for everybody else: who approves it, who wrote it, and whom it goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, update

from bot.store.engine import writing
from bot.store.tables import Notice
from bot.usecases.notices import composing
from tests.flows.noticed import every
from tests.flows.notices import SAID, WORDS, NoticeDesk
from tests.flows.office import Staff
from tests.flows.test_notice_editing import FRIDAY, GONE, awaiting, kept, scheduled
from tests.flows.test_notice_templates import TEXT, named

if TYPE_CHECKING:
    from tests.flows.conftest import Stage
    from tests.flows.noticed import Board


@pytest.fixture
def desk(stage: Stage) -> NoticeDesk:
    return NoticeDesk(stage)


# --- a second person ----------------------------------------------------------------------------------------


def test_whoever_was_to_approve_it_is_told_and_decides_on_the_new_one(
    desk: NoticeDesk, admin: Staff, other: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    awaiting(desk, admin, other, monkeypatch)
    yes, no = other.button("อนุมัติ"), other.button("ไม่อนุมัติ")
    before = desk.count(other)
    admin.say("แก้ไขประกาศที่รออนุมัติ")
    told = desk.hears(other, before + 1)
    assert "ประกาศที่ 1 กำลังแก้ไข" in told
    assert "ไม่ต้องอนุมัติแล้ว" in told
    for button in (yes, no):
        other.press(button)
        assert "ถูกเรียกกลับมาแก้ไข และจะไม่ส่งออกไป" in other.card
    assert kept(desk).state == "cancelled"

    before = desk.count(other)
    admin.tap("ยืนยัน")
    desk.hears(other, before + 3)
    other.got = desk.stage.line.sent(other.line)[-3:]
    assert "ใช้แทนประกาศที่ 1" in other.card
    other.press(yes)
    assert "ใช้ประกาศที่ 2 แทน" in other.card
    assert kept(desk, 2).state == "awaiting"
    other.want("notice.approve", notice=2)
    assert kept(desk, 2).state == "scheduled"
    assert two_units


def test_what_was_approved_is_approved_anew_once_it_is_changed(
    desk: NoticeDesk, admin: Staff, other: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    awaiting(desk, admin, other, monkeypatch, at="ส่งวันศุกร์ 10 โมง")
    mine = desk.count(admin)
    other.want("notice.approve", notice=1)
    desk.hears(admin, mine + 1)
    admin.say("แก้ไขประกาศ 1 เป็น งดประชุม")
    admin.tap("ยืนยัน")
    assert (kept(desk).state, kept(desk, 2).state, kept(desk, 2).send_at) == ("cancelled", "awaiting", FRIDAY)
    assert two_units


def test_another_administrator_changes_it_and_its_author_hears_of_it(
    desk: NoticeDesk, admin: Staff, other: Staff, two_units: list[Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduled(admin)
    mine = desk.count(admin)
    other.say("แก้ไขประกาศ 1 เป็น งดประชุม")
    assert GONE in other.card
    assert "ประกาศที่ 1 กำลังแก้ไข" in desk.hears(admin, mine + 1)
    monkeypatch.setattr(composing, "APPROVE_FROM", 2)
    other.tap("ยืนยัน")  # what it takes has changed since, and is shown by the next answer
    new = kept(desk, 2)
    assert new.author_id != kept(desk).author_id
    assert new.state == "awaiting"
    assert two_units


# --- taken back ---------------------------------------------------------------------------------------------


def test_a_message_taken_back_is_forgotten_by_both_and_by_whoever_changes_it(
    desk: NoticeDesk, admin: Staff, other: Staff, two_units: list[Staff]
) -> None:
    said = desk.stage.line.text(admin.line, SAID)
    admin.send(said)
    admin.say("ส่งวันศุกร์ 10 โมง")
    admin.tap("ยืนยัน")
    other.say("แก้ไขประกาศ 1")
    yes = other.button("ยืนยัน")
    desk.unsend(admin, said)
    assert kept(desk).content["text"] == ""
    assert not desk.holds(WORDS)
    other.press(yes)
    assert len(desk.all()) == 1
    other.say("แก้ไขประกาศ 1")
    assert "ผู้เขียนยกเลิกข้อความของประกาศนี้แล้ว" in other.card
    assert two_units


# --- whom it goes to -----------------------------------------------------------------------------------


def test_whoever_acknowledged_meanwhile_is_not_reminded_by_the_changed_one(
    board: Board, three: list[Staff]
) -> None:
    admin = board.named("อรุณี", "ศส.", role="admin")
    board.notice(admin, every(three, "sent"))
    admin.want("notice.remind", notice=1)
    admin.say("พรุ่งนี้ 10 โมง")
    admin.tap("ยืนยัน")
    assert len(board.rows(2)) == len(three)
    three[0].want("notice.ack", notice=1)
    admin.say("แก้ไขประกาศ 2")
    assert "2 คน" in admin.card
    admin.tap("ยืนยัน")
    new = board.kept(3)
    assert [who for who, _, _ in board.rows(3)] == [board.who(one) for one in three[1:]]
    assert (new.audience, new.reminds_id) == (("unread:1",), board.kept(1).id)


def test_each_gets_their_own_words_of_the_changed_one_too(desk: NoticeDesk, admin: Staff) -> None:
    kanda: Staff = desk.person("กานดา", "กย.", role="head")
    somsri: Staff = desk.person("สมศรี", "สล.")
    named(desk, kanda, "กานดา")
    named(desk, somsri, "สมศรี")
    admin.say(f"บันทึกแบบประกาศ ประชุม: {TEXT}")
    admin.say("ใช้แบบประกาศ ประชุม ถึง กย. และ สล.")
    admin.say("ITA {ปี} 2567")
    admin.say("12")
    before = admin.got[0].text
    admin.tap("ยืนยัน")
    admin.say("แก้ไขประกาศ 1")
    assert admin.got[0].text == before
    admin.say("พรุ่งนี้ 10 โมง")
    admin.tap("ยืนยัน")
    old, new = kept(desk), kept(desk, 2)
    assert (new.content, new.template_id) == (old.content, old.template_id)
    assert desk.filled()[:2] == desk.filled()[2:]


def test_what_line_would_not_take_is_changed_and_goes(board: Board, three: list[Staff]) -> None:
    admin = board.named("อรุณี", "ศส.", role="admin")
    board.notice(admin, every(three, "queued"), state="paused")
    with writing(board.engine) as session:
        session.execute(update(Notice).where(col(Notice.number) == 1).values(why="content"))
    admin.say("สถานะประกาศ 1")
    admin.tap("แก้ไขประกาศ")
    assert GONE in admin.card
    assert board.kept(1).state == "cancelled"
    admin.tap("ยืนยัน")
    assert (board.kept(2).state, board.kept(1).successor) == ("scheduled", 2)


@pytest.mark.parametrize("became", ["sending", "unknown", "sent"])
def test_what_may_have_reached_somebody_is_not_changed(board: Board, three: list[Staff], became: str) -> None:
    admin = board.named("อรุณี", "ศส.", role="admin")
    board.notice(admin, list(zip(three, (became, "queued", "queued"), strict=True)), state="paused")
    admin.say("แก้ไขประกาศ 1")
    assert "แก้ไขประกาศที่ 1 ไม่ได้แล้ว" in admin.card
    assert board.kept(1).state == "paused"


def test_quoting_it_says_which(desk: NoticeDesk, admin: Staff, two_units: list[Staff]) -> None:
    scheduled(admin)
    card = admin.got[0]
    scheduled(admin, "ประกาศถึง กย. ประชุมวันจันทร์")
    admin.say("แก้ไขประกาศนี้", quote=card)
    assert admin.got[0].text == WORDS
    assert (kept(desk).state, kept(desk, 2).state) == ("cancelled", "scheduled")
    assert two_units
