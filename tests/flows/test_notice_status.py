"""How a notice gets on, through the front door: seen, listed, paused, resumed, cancelled, tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from tests.flows.noticed import TEXT, Board, every

if TYPE_CHECKING:
    from tests.flows.office import Staff


@pytest.fixture
def admin(board: Board) -> Staff:
    return board.named("อรุณี", "ศส.", role="admin")


# --- seen -----------------------------------------------------------------------------------------------


def test_the_last_one_is_told_in_plain_words(board, admin, three) -> None:
    board.notice(admin, every(three, "sent"))
    states = ("sent", "queued", "skipped:blocked")
    board.notice(admin, list(zip(three, states, strict=True)), state="sending")
    admin.say("ประกาศล่าสุดถึงไหนแล้ว")
    assert admin.heard == "ประกาศที่ 2: กำลังส่ง LINE รับส่งแล้ว 1 จาก 3 ราย รับทราบแล้ว 0 ราย ส่งไม่ถึง 1 ราย"
    for words in ("อรุณี (คุณ), 1 เม.ย. 2567 09:00 น.", "3 ข้อความ", "รอส่ง", "ติดต่อไม่ได้", TEXT, "ทุกคน"):
        assert words in admin.card
    for label in ("พักการส่ง", "ยกเลิกประกาศ", "ส่งถึงใครแล้วบ้าง", "ประกาศที่ผ่านมา"):
        assert label in admin.labels
    assert "ส่งต่อ" not in admin.labels


def test_it_is_told_in_the_language_of_who_asks(board, admin, three) -> None:
    board.notice(admin, every(three, "sent"))
    admin.say("English please")
    admin.say("status of notice 1")
    assert admin.heard == "Notice 1: sent. Sent to 3 of 3. 0 acknowledged."
    assert "1 Apr 2024 09:00" in admin.card


def test_there_may_be_none(admin) -> None:
    admin.say("ประกาศล่าสุดถึงไหนแล้ว")
    assert "ยังไม่เคยมีประกาศ" in admin.card
    admin.want("notice.status", notice=7)
    assert "ไม่มีประกาศเลขที่นี้" in admin.heard
    admin.want("notice.pause", notice="7")
    assert "ไม่มีประกาศเลขที่นี้" in admin.heard


def test_what_waits_for_approval_can_be_approved_by_another_alone(board, admin, three) -> None:
    board.notice(admin, every(three, "queued"), state="awaiting")
    other = board.named("จิรา", "กย.", role="admin")
    admin.say("สถานะประกาศ 1")
    assert "อนุมัติ" not in admin.labels
    assert "ยกเลิกประกาศ" in admin.labels
    other.say("สถานะประกาศ 1")
    assert {"อนุมัติ", "ไม่อนุมัติ"} <= set(other.labels)


def test_the_list_has_pages_newest_first(board, admin, three) -> None:
    for number in range(12):
        board.notice(admin, [(three[0], "sent")], text=f"เรื่องที่ {number + 1} ของเดือน")
    admin.say("รายการประกาศ")
    assert "1–10 จาก 12" in admin.card
    assert admin.card.index("เรื่องที่ 12 ") < admin.card.index("เรื่องที่ 3 ")
    assert "เรื่องที่ 2 " not in admin.card
    admin.tap("ดูเพิ่ม")
    assert "เรื่องที่ 2 " in admin.card
    admin.tap(next(label for label in admin.labels if label.endswith("ประกาศที่ 2")))
    assert admin.heard.startswith("ประกาศที่ 2:")


# --- who has it -----------------------------------------------------------------------------------------


def test_who_has_it_by_unit_and_by_name_with_the_reason_why_not(board, admin, three) -> None:
    away = board.named("จิรา", "กย.")
    became = ("sent", "refused:The user hasn't added the bot as a friend", "skipped:never", "skipped:blocked")
    board.notice(admin, list(zip([*three, away], became, strict=True)), units={"จิรา": "กย."})
    three[0].want("notice.ack", notice=1)
    admin.say("ใครได้รับประกาศ 1 แล้วบ้าง")
    assert "ส่งแล้ว 1 จาก 4 ราย · รับทราบแล้ว 1 ราย · ส่งไม่ถึง 3 ราย" in admin.card
    assert "1/3" in admin.card
    assert "0/1" in admin.card
    admin.want("notice.who", notice=1, unit="ศส.")
    assert "รับทราบเมื่อ 1 เม.ย. 2567 09:00 น." in admin.card
    assert "LINE ไม่รับส่ง: The user hasn't added the bot as a friend" in admin.card
    assert "ติดต่อไม่ได้ เพราะไม่เคยทักบอท" in admin.card
    assert "จิรา" not in admin.card
    admin.say("ใครยังไม่รับทราบประกาศ 1")
    assert "สมศรี" not in admin.card
    assert "จิรา" in admin.card
    assert "เพราะบล็อกบอทไว้" in admin.card
    admin.want("notice.who", notice=1, state="nonsense")
    assert "ปุ่ม" in admin.heard


def test_names_have_pages(board, admin) -> None:
    crowd = [board.person(f"คนที่ {number:02}", "ศส.") for number in range(23)]
    board.notice(admin, every(crowd, "sent"))
    admin.want("notice.who", notice=1, state="unread")
    assert "1–20 จาก 23" in admin.card
    admin.tap("ดูเพิ่ม")
    assert "21–23 จาก 23" in admin.card


# --- turned ---------------------------------------------------------------------------------------------


def test_a_notice_is_paused_and_goes_on(board, admin, three) -> None:
    board.notice(admin, list(zip(three, ("sent", "queued", "queued"), strict=True)), state="sending")
    admin.say("พักประกาศ 1")
    assert "พักการส่งแล้ว ส่งออกไปแล้ว 1 ราย ยังรออยู่ 2 ราย" in admin.heard
    assert (board.kept(1).state, board.kept(1).why) == ("paused", "asked")
    admin.say("สถานะประกาศ 1")
    assert "ผู้ดูแลระบบพักการส่งไว้" in admin.card
    admin.tap("ส่งต่อ")
    assert "ส่งต่อแล้ว เหลือที่จะได้รับอีก 2 ราย" in admin.heard
    assert (board.kept(1).state, board.kept(1).why) == ("sending", None)
    (paused, resumed) = board.log()
    assert (paused.action, paused.subject, paused.before, paused.after) == (
        "notice.pause",
        "notice 1",
        {"state": "sending"},
        {"state": "paused"},
    )
    assert (resumed.action, resumed.actor_id) == ("notice.resume", board.who(admin))
    admin.say("ประวัติการดำเนินการ")
    assert "พักการส่งประกาศ" in admin.card


def test_a_notice_in_its_hold_is_cancelled_and_nothing_has_left(board, admin, three) -> None:
    board.notice(admin, every(three, "queued"), state="scheduled", waits=40)
    admin.say("สถานะประกาศ 1")
    assert "จะส่งใน 40 วินาที" in admin.heard
    admin.tap("ยกเลิกประกาศ")
    assert "ยกเลิกทันเวลา ยังไม่มีข้อความใดออกไป" in admin.heard
    kept = board.kept(1)
    assert (kept.state, kept.ended_at) == ("cancelled", board.now())
    assert [one.action for one in board.log()] == ["notice.cancel"]


def test_the_rest_of_a_notice_is_cancelled(board, admin, three) -> None:
    board.notice(admin, list(zip(three, ("sent", "queued", "queued"), strict=True)), state="sending")
    admin.say("ยกเลิกประกาศ 1")
    assert "ส่งออกไปแล้ว 1 ราย อีก 2 รายจะไม่ได้รับแล้ว" in admin.heard
    assert board.kept(1).state == "cancelled"
    admin.want("notice.who", notice=1)
    assert "ส่งแล้ว 1 จาก 3 ราย" in admin.card


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("sent", "pause"),
        ("sending", "resume"),
        ("sent", "cancel"),
        ("cancelled", "cancel"),
        ("rejected", "cancel"),
        ("sending", "retry"),
        ("sent", "retry"),
    ],
)
def test_a_button_of_before_says_how_it_stands_now(board, admin, three, state, wanted) -> None:
    board.notice(admin, [(three[0], "sent")], state=state)
    admin.want(f"notice.{wanted}", notice=1)
    assert "ไม่มีการเปลี่ยนแปลง" in admin.heard
    assert board.kept(1).state == state
    assert board.log() == []


def test_those_whom_line_refused_are_tried_again_and_nobody_else(board, admin, three) -> None:
    became = ("sent", "refused:trouble", "skipped:blocked")
    board.notice(admin, list(zip(three, became, strict=True)))
    admin.say("ส่งประกาศ 1 ซ้ำเฉพาะที่ไม่สำเร็จ")
    assert "กำลังส่งใหม่ 1 ราย" in admin.heard
    assert [state for _, state, _ in board.rows(1)] == ["sent", "queued", "skipped"]
    assert board.kept(1).state == "sending"
    (deed,) = board.log()
    assert (deed.action, deed.after) == ("notice.retry", {"state": "sending", "recipients": 1})


def test_without_a_number_the_only_one_is_meant_and_of_several_one_is_chosen(board, admin, three) -> None:
    board.notice(admin, [(three[0], "queued")], state="sending")
    board.notice(admin, [(three[0], "sent")])
    admin.say("พักประกาศ")
    assert board.kept(1).state == "paused"
    board.notice(admin, [(three[0], "queued")], state="paused")
    admin.say("ส่งประกาศต่อ")
    assert "ประกาศฉบับไหน" in admin.heard
    admin.tap("ส่งต่อประกาศที่ 3")
    assert [board.kept(number).state for number in (1, 3)] == ["paused", "sending"]


def test_what_the_delivery_did_meanwhile_is_seen(board, admin, three) -> None:
    """The delivery moves a notice without a word to the agency: what was decided before that is void."""
    board.notice(admin, every(three, "queued"), state="scheduled", waits=1)
    late: list[str] = []

    def overtake(_connection, cursor, statement, *_rest) -> None:
        if not late and statement.startswith("UPDATE notice SET state"):
            late.append(statement)
            cursor.execute("UPDATE notice SET state = 'sending' WHERE number = 1")

    event.listen(board.engine, "before_cursor_execute", overtake)
    admin.say("ยกเลิกประกาศ 1")
    event.remove(board.engine, "before_cursor_execute", overtake)
    assert late
    assert "ยกเลิก" in admin.heard
    assert board.kept(1).state == "cancelled"
    assert [one.action for one in board.log()] == ["notice.cancel"]


# --- by whom --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["list", "status", "who", "pause", "cancel", "retry", "receipt"])
def test_nobody_else_looks_after_notices(board, admin, three, name) -> None:
    board.notice(admin, [(three[0], "sent")], state="sending")
    three[1].want(f"notice.{name}", notice=1)
    assert "ผู้ดูแลระบบ" in three[1].heard
    assert TEXT not in three[1].card
    stranger = board.stranger("ใคร")
    stranger.want(f"notice.{name}", notice=1)
    assert TEXT not in stranger.card
    assert board.kept(1).state == "sending"


def test_not_in_a_group(board, admin, three) -> None:
    board.notice(admin, [(three[0], "sent")], state="sending")
    group = board.line.group("ศส.", [admin.line])
    board.line.ask(admin.line, "@ITA สถานะประกาศ 1", group)
    (answer,) = board.line.sent(group)
    assert TEXT not in str(answer.content)


# --- what follows ---------------------------------------------------------------------------------------


def test_exactly_those_who_have_not_acknowledged_are_reminded(board, admin, three) -> None:
    board.notice(admin, every(three, "sent"))
    three[0].want("notice.ack", notice=1)
    admin.say("สถานะประกาศ 1")
    admin.tap("เตือนผู้ที่ยังไม่รับทราบ")
    assert "2 คน" in admin.card
    assert "สมศรี" not in admin.card
    assert admin.got[0].text == TEXT
    admin.tap("ยืนยัน")
    kept = board.kept(2)
    assert kept.reminds_id == board.kept(1).id
    assert [who for who, _, _ in board.rows(2)] == [board.who(one) for one in three[1:]]


def test_a_correction_goes_to_exactly_the_same(board, admin, three) -> None:
    board.named("จิรา", "กย.")
    board.notice(admin, every(three[:2], "sent"))
    admin.want("notice.correct", notice=1)
    assert "จะให้ประกาศ" in admin.heard or "ข้อความ" in admin.heard
    admin.say("แก้วันส่งเป็นวันจันทร์")
    admin.tap("ยืนยัน")
    assert board.kept(2).corrects_id == board.kept(1).id
    assert [who for who, _, _ in board.rows(2)] == [board.who(one) for one in three[:2]]


@pytest.mark.parametrize("wanted", ["remind", "correct"])
def test_nothing_follows_what_has_not_left(board, admin, three, wanted) -> None:
    board.notice(admin, every(three, "queued"), state="scheduled", waits=600)
    admin.want(f"notice.{wanted}", notice=1)
    assert "ไม่มีการเปลี่ยนแปลง" in admin.heard


def test_nobody_is_left_to_remind(board, admin, three) -> None:
    board.notice(admin, every(three[:1], "sent"))
    three[0].want("notice.ack", notice=1)
    admin.say("สถานะประกาศ 1")
    assert "เตือนผู้ที่ยังไม่รับทราบ" not in admin.labels
    admin.want("notice.remind", notice=1)
    assert "รับทราบแล้ว 1 ราย" in admin.heard
