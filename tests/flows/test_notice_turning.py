"""What may be done with a notice as it stands, and what is said of it then, through the front door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, update

from bot.store.engine import writing
from bot.store.tables import Notice
from tests.flows.noticed import Board, every

if TYPE_CHECKING:
    from tests.flows.office import Staff


@pytest.fixture
def admin(board: Board) -> Staff:
    return board.named("อรุณี", "ศส.", role="admin")


def because(board: Board, number: int, why: str, *, urgent: bool = False) -> None:
    """Say why a notice is paused."""
    with writing(board.engine) as session:
        session.execute(update(Notice).where(col(Notice.number) == number).values(why=why, urgent=urgent))


# --- tried once more ------------------------------------------------------------------------------------


def test_a_paused_notice_is_not_tried_once_more_for_some(board, admin, three) -> None:
    """To try the refused would set the whole notice going: everybody left would get it."""
    board.notice(admin, list(zip(three, ("refused", "queued", "queued"), strict=True)), state="paused")
    because(board, 1, "asked")
    admin.say("สถานะประกาศ 1")
    assert "ส่งซ้ำเฉพาะที่ไม่สำเร็จ" not in admin.labels
    assert "ส่งต่อ" in admin.labels
    admin.want("notice.retry", notice=1)
    assert "ไม่มีการเปลี่ยนแปลง" in admin.heard
    assert board.kept(1).state == "paused"
    assert [state for _, state, _ in board.rows(1)] == ["refused", "queued", "queued"]


def test_a_notice_that_is_tried_once_more_has_not_ended(board, admin, three) -> None:
    board.notice(admin, every(three[:1], "refused"))
    assert board.kept(1).ended_at is not None
    admin.want("notice.retry", notice=1)
    assert (board.kept(1).state, board.kept(1).ended_at) == ("sending", None)
    admin.say("สถานะประกาศ 1")
    assert "สิ้นสุด" not in admin.card


# --- paused for good ------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [True, False])
def test_what_would_go_on_by_itself_can_be_paused_by_hand(board, admin, three, typed) -> None:
    board.notice(admin, every(three, "queued"), state="paused")
    because(board, 1, "quota")
    admin.say("สถานะประกาศ 1")
    assert "พักการส่ง" in admin.labels
    if typed:
        admin.say("พักประกาศ")
    else:
        admin.tap("พักการส่ง")
    assert "พักการส่งแล้ว" in admin.heard
    assert (board.kept(1).state, board.kept(1).why) == ("paused", "asked")
    assert [one.action for one in board.log()] == ["notice.pause"]
    assert "พักการส่ง" not in admin.labels
    admin.want("notice.pause", notice=1)
    assert "ไม่มีการเปลี่ยนแปลง" in admin.heard


# --- acknowledged by whom it reached --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "became"), [("cancelled", "queued"), ("sent", "refused"), ("paused", "skipped:blocked")]
)
def test_nobody_acknowledges_what_never_reached_them(board, admin, three, state, became) -> None:
    board.notice(admin, [(three[0], "sent"), (three[1], became)], state=state)
    three[1].want("notice.ack", notice=1)
    assert "ไม่ได้ส่งถึงคุณ" in three[1].heard
    assert [at for _, _, at in board.rows(1)] == [None, None]
    three[1].say("รับทราบประกาศ 1")
    assert "ไม่ได้ส่งถึงคุณ" in three[1].heard
    assert [at for _, _, at in board.rows(1)] == [None, None]


@pytest.mark.parametrize("became", ["sent", "unknown", "sending"])
def test_whoever_may_have_it_acknowledges(board, admin, three, became) -> None:
    board.notice(admin, every(three[:1], became), state="sending")
    three[0].want("notice.ack", notice=1)
    assert "บันทึกแล้ว" in three[0].heard
    assert board.rows(1)[0][2] == board.now()


def test_whom_it_did_not_reach_acknowledges_in_the_group_that_has_it(board, admin, three) -> None:
    group = board.line.group("ศส.", [one.line for one in (*three, admin)])
    board.line.ask(admin.line, "@ITA กลุ่มนี้เป็นของ ศส.", group)
    board.notice(admin, every(three[:1], "refused"), groups=(group.group_id,))
    before = len(board.line.sent(group))
    tapped = board.line.tap(three[0].line, three[0].data("notice.ack", notice=1), group)
    assert tapped is not None
    board.line.deliver(tapped)
    assert "สมศรี รับทราบประกาศ 1" in board.line.wait_sent(group, before + 1)[-1].text
    assert [at for _, _, at in board.rows(1)] == [board.now(), board.now()]


# --- the same people once more --------------------------------------------------------------------------


def test_who_read_it_in_their_group_gets_no_correction_of_their_own(board, admin, three) -> None:
    group = board.line.group("ศส.", [one.line for one in (*three, admin)])
    board.line.ask(admin.line, "@ITA กลุ่มนี้เป็นของ ศส.", group)
    board.notice(admin, every(three[1:2], "sent"), groups=(group.group_id,))
    before = len(board.line.sent(group))
    tapped = board.line.tap(three[0].line, three[0].data("notice.ack", notice=1), group)
    assert tapped is not None
    board.line.deliver(tapped)
    board.line.wait_sent(group, before + 1)
    admin.want("notice.correct", notice=1)
    admin.say("แก้วันส่งเป็นวันจันทร์")
    admin.tap("ยืนยัน")
    assert [who for who, _, _ in board.rows(2)] == [board.who(three[1]), None]


# --- what is said of it ---------------------------------------------------------------------------------


def test_a_button_for_one_notice_does_not_speak_of_the_last(board, admin, three) -> None:
    for _ in range(2):
        board.notice(admin, every(three[:1], "sent"))
    admin.say("สถานะประกาศ 1")
    assert "สถานะประกาศ" in admin.labels
    assert "สถานะประกาศล่าสุด" not in admin.labels
    admin.say("วิธีถามเรื่องประกาศ")
    assert "สถานะประกาศล่าสุด" in admin.labels


def test_that_line_took_it_is_not_that_they_have_it(board, admin, three) -> None:
    board.notice(admin, every(three, "sent"))
    for said in ("สถานะประกาศ 1", "ใครได้รับประกาศ 1 แล้วบ้าง", "รายการประกาศ"):
        admin.say(said)
        assert "ได้รับแล้ว" not in admin.card + admin.heard
        assert "ส่งแล้ว" in admin.card


def test_why_the_month_stops_it_holds_for_an_urgent_one_too(board, admin, three) -> None:
    board.notice(admin, every(three, "queued"), state="paused")
    because(board, 1, "quota", urgent=True)
    admin.say("สถานะประกาศ 1")
    assert "สำรอง" not in admin.card.replace("ใช้ข้อความสำรองได้", "")
    assert "ระบบจะส่งต่อเอง" in admin.card


def test_too_many_failures_are_not_all_laid_to_line(board, admin, three) -> None:
    board.notice(admin, every(three, "unknown"), state="paused")
    because(board, 1, "failures")
    admin.say("สถานะประกาศ 1")
    assert "ไม่รับส่งหรือไม่ยืนยันผล" in admin.card
