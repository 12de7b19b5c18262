"""Who gets a notice says that they have read it: free, once, and seen with its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.store import people
from bot.store.engine import writing
from tests.flows.noticed import Board, every

if TYPE_CHECKING:
    from tests.flows.office import Staff

ACK = "รับทราบ"


@pytest.fixture
def admin(board: Board) -> Staff:
    return board.named("อรุณี", "กย.", role="admin")


@pytest.fixture
def somsri(board: Board) -> Staff:
    return board.named("สมศรี", "ศส.")


@pytest.fixture
def mana(board: Board) -> Staff:
    return board.named("มานะ", "ศส.")


def paid(board: Board) -> list[Any]:
    """Return the calls that LINE charges for."""
    return [call for call in board.line.calls if call.path.endswith(("/push", "/multicast"))]


# --- in our own chat ------------------------------------------------------------------------------------


def test_the_first_time_counts_and_is_shown_back(board, admin, somsri, mana) -> None:
    board.notice(admin, every([somsri, mana], "sent"))
    board.pass_time(minutes=7)
    somsri.want("notice.ack", notice=1)
    assert somsri.heard == "บันทึกแล้ว คุณรับทราบประกาศ 1 เมื่อ 1 เม.ย. 2567 09:07 น."
    first = board.now()
    board.pass_time(hours=2)
    somsri.want("notice.ack", notice=1)
    assert somsri.heard == "คุณรับทราบประกาศ 1 ไว้แล้วตั้งแต่ 1 เม.ย. 2567 09:07 น."
    assert board.rows(1) == [(board.who(somsri), "sent", first), (board.who(mana), "sent", None)]
    assert board.kept(1).acknowledged == 1
    assert board.log() == []
    assert paid(board) == []


def test_typed_it_is_the_newest_that_is_not_answered_yet(board, admin, somsri) -> None:
    for text in ("แรก", "สอง", "ไม่ต้องตอบ"):
        board.notice(admin, every([somsri], "sent"), text=text, signed=text != "ไม่ต้องตอบ")
    somsri.say("รับทราบครับ")
    assert "ประกาศ 2 " in somsri.heard
    somsri.say("รับทราบ")
    assert "ประกาศ 1 " in somsri.heard
    somsri.say("ทราบแล้วค่ะ")
    assert "คุณรับทราบประกาศ 2 ไว้แล้ว" in somsri.heard
    somsri.say("รับทราบประกาศ 3")
    assert "บันทึกแล้ว คุณรับทราบประกาศ 3" in somsri.heard


def test_it_is_answered_in_the_language_of_who_reads(board, admin, somsri) -> None:
    board.notice(admin, every([somsri], "sent"))
    somsri.say("English please")
    somsri.say("acknowledge notice 1")
    assert somsri.heard == "Noted: you acknowledged notice 1 on 1 Apr 2024 09:00."


def test_a_kind_word_where_there_is_nothing(board, admin, somsri) -> None:
    somsri.say("รับทราบ")
    assert "ประกาศ" not in somsri.heard
    board.notice(admin, every([somsri], "queued"), state="scheduled", waits=60)
    somsri.say("รับทราบ")
    assert "ประกาศ" not in somsri.heard
    assert board.rows(1)[0][2] is None


def test_a_preview_is_none(somsri) -> None:
    somsri.want("notice.ack")
    assert "นี่เป็นตัวอย่างเท่านั้น" in somsri.heard


@pytest.mark.parametrize("state", ["scheduled", "awaiting", "rejected"])
def test_what_has_not_left_cannot_be_read(board, admin, somsri, state) -> None:
    board.notice(admin, every([somsri], "queued"), state=state, waits=60)
    somsri.want("notice.ack", notice=1)
    assert "ไม่ได้ถูกส่งออกไป" in somsri.heard
    assert board.rows(1)[0][2] is None


def test_only_who_is_a_recipient_may(board, admin, somsri, mana) -> None:
    board.notice(admin, every([somsri], "sent"))
    mana.want("notice.ack", notice=1)
    assert "ไม่ได้ส่งถึงคุณ" in mana.heard
    mana.want("notice.ack", notice=99)
    assert "ไม่ได้ส่งถึงคุณ" in mana.heard
    stranger = board.stranger("ใคร")
    stranger.want("notice.ack", notice=1)
    assert "ลงทะเบียน" in stranger.heard
    assert [at for _, _, at in board.rows(1)] == [None]


def test_who_has_no_post_any_more_is_a_recipient_still(board, admin, somsri) -> None:
    board.notice(admin, every([somsri], "sent"))
    (member,) = board.members("ศส.")
    with writing(board.engine) as session:
        people.end_post(session, member.posts[0].membership_id, board.now())
    somsri.want("notice.ack", notice=1)
    assert "บันทึกแล้ว คุณรับทราบประกาศ 1" in somsri.heard


def test_quoting_it_says_which(board, admin, somsri) -> None:
    for _ in range(2):
        board.notice(admin, every([somsri], "sent"))
    admin.say("สถานะประกาศ 1")
    admin.say("ใครยังไม่รับทราบ", quote=admin.got[0])
    assert "ประกาศที่ 1" in admin.heard
    somsri.want("notice.ack", notice=1)
    somsri.say("รับทราบ", quote=somsri.got[0])
    assert "คุณรับทราบประกาศ 1 ไว้แล้ว" in somsri.heard


def test_in_the_midst_of_something_else_it_is_what_was_asked_for(board, admin, somsri) -> None:
    board.notice(admin, every([somsri], "sent"))
    somsri.say("3.2 60%")
    somsri.say("รับทราบ")
    assert board.rows(1)[0][2] is None
    somsri.want("notice.ack", notice=1)
    assert "รับทราบประกาศ 1" in somsri.heard
    assert board.rows(1)[0][2] == board.now()
    assert board.reports() == []


# --- in a group -----------------------------------------------------------------------------------------


@pytest.fixture
def group(board: Board, somsri: Staff, mana: Staff, admin: Staff) -> Any:
    made = board.line.group("ศส.", [somsri.line, mana.line, admin.line])
    board.line.ask(admin.line, "@ITA กลุ่มนี้เป็นของ ศส.", made)
    return made


def tap(board: Board, staff: Staff, group: Any, **slots: Any) -> str:
    """Tap the button of a notice in a group; return the answer."""
    before = len(board.line.sent(group))
    tapped = board.line.tap(staff.line, staff.data("notice.ack", **slots), group)
    assert tapped is not None
    board.line.deliver(tapped)
    return board.line.wait_sent(group, before + 1)[-1].text


def test_in_a_group_everybody_registered_signs_for_themselves(board, admin, somsri, mana, group) -> None:
    board.notice(admin, groups=(group.group_id,))
    said = tap(board, somsri, group, notice=1)
    assert said == "บันทึกแล้ว สมศรี รับทราบประกาศ 1 เมื่อ 1 เม.ย. 2567 09:00 น. ในหน่วยนี้รับทราบแล้ว 1 คน"
    board.pass_time(minutes=5)
    assert "รับทราบแล้ว 2 คน" in tap(board, mana, group, notice=1)
    assert "สมศรี รับทราบประกาศ 1 ไว้แล้วตั้งแต่ 1 เม.ย. 2567 09:00 น." in tap(board, somsri, group, notice=1)
    at = board.now()
    rows = board.rows(1)
    assert [(who, state) for who, state, _ in rows] == [
        (None, "sent"),
        (board.who(somsri), "heard"),
        (board.who(mana), "heard"),
    ]
    assert rows[0][2] == rows[1][2] != at == rows[2][2]
    admin.say("สถานะประกาศ 1")
    assert "LINE รับส่งแล้ว 1 จาก 1 ราย รับทราบแล้ว 1 ราย" in admin.heard
    assert "รับทราบในกลุ่มของหน่วย" in admin.card


def test_who_got_it_themselves_signs_their_own_row(board, admin, somsri, group) -> None:
    board.notice(admin, every([somsri], "sent"), groups=(group.group_id,))
    tap(board, somsri, group, notice=1)
    assert {(state, at) for _, state, at in board.rows(1)} == {("sent", board.now())}
    assert len(board.rows(1)) == 2


def test_words_in_a_group_count_where_the_bot_is_spoken_to(board, admin, somsri, group) -> None:
    board.notice(admin, groups=(group.group_id,))
    board.line.say(somsri.line, "รับทราบ", group)
    board.line.ask(somsri.line, "@ITA รับทราบ", group)
    assert "สมศรี รับทราบประกาศ 1" in board.line.sent(group)[-1].text


def test_a_stranger_in_the_group_signs_for_nobody(board, admin, group) -> None:
    board.notice(admin, groups=(group.group_id,))
    stranger = board.stranger("ใคร")
    board.line.world.groups[group.group_id].members.append(stranger.line.user_id)
    assert "ผู้ที่ลงทะเบียนแล้วเท่านั้น" in tap(board, stranger, group, notice=1)
    assert [at for _, _, at in board.rows(1)] == [None]


def test_a_group_that_did_not_get_it_is_told_nothing(board, admin, mana, group) -> None:
    board.notice(admin)
    assert "ไม่ได้ส่งถึงคุณ" in tap(board, mana, group, notice=1)


# --- forgotten ------------------------------------------------------------------------------------------


def test_erased_the_bare_number_stays(board, admin, somsri) -> None:
    board.notice(admin, every([somsri], "sent"))
    somsri.want("notice.ack", notice=1)
    who = board.who(somsri)
    somsri.say("ลบข้อมูลของฉัน")
    somsri.tap("ลบข้อมูลของฉัน")
    assert board.rows(1) == [(who, "sent", board.now())]
    admin.want("notice.who", notice=1, state="read")
    assert "สมศรี" not in admin.card
    assert f"หมายเลข {who}" in admin.card
