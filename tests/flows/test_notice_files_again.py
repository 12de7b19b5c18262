"""Pictures and files of a notice that is changed, reminded of or corrected come along, and outlive it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, update

from bot.store import evidence, notice_recipients, notices
from bot.store.engine import writing
from bot.store.tables import NoticeRecipient
from tests.evidence import files
from tests.flows.notices import NoticeDesk
from tests.flows.office import Staff
from tests.flows.test_notice_files import PHOTO, SAID, attach, pictures
from tests.flows.test_trouble import wait_for

if TYPE_CHECKING:
    from bot.store.notices import Kept
    from tests.flows.conftest import Stage


@pytest.fixture
def desk(public_stage: Stage) -> NoticeDesk:
    return NoticeDesk(public_stage)


@pytest.fixture
def admin(desk: NoticeDesk) -> Staff:
    made: Staff = desk.person("อารี", "ศส.", role="admin")
    desk.person("กานดา", "กย.")
    return made


def kept(desk: NoticeDesk, number: int = 1) -> Kept:
    return next(one for one in desk.all() if one.number == number)


def held(desk: NoticeDesk, number: int) -> list[int]:
    """Return the keys of what a notice holds."""
    return [one["evidence"] for one in kept(desk, number).content["files"]]


def owners(desk: NoticeDesk) -> list[int | None]:
    """Return with which notice each piece is kept."""
    return [one.notice_id for one in desk.all_evidence()]


def went(desk: NoticeDesk, number: int = 1) -> None:
    """Let a notice have come to everybody, of whom nobody has acknowledged it."""
    key = kept(desk, number).id
    with writing(desk.engine) as session:
        notices.turn(session, key, seen=(notices.SCHEDULED,), state=notices.SENT, started_at=desk.now())
        session.execute(
            update(NoticeRecipient).where(col(NoticeRecipient.notice_id) == key).values(state="sent")
        )


def deleted(desk: NoticeDesk, place: str | None) -> None:
    wait_for(lambda: not desk.stage.service.vault().exists(place or ""))


# --- changed before it goes -------------------------------------------------------------------------------


@pytest.mark.parametrize("by_another", [False, True])
def test_they_come_along_whoever_changes_it_and_are_the_new_ones(
    desk: NoticeDesk, admin: Staff, *, by_another: bool
) -> None:
    who: Staff = desk.person("บุญมี", "กย.", role="admin") if by_another else admin
    admin.say(SAID)
    attach(desk, admin)
    admin.say("พรุ่งนี้ 10 โมง")
    admin.tap("ยืนยัน")
    desk.pass_time(days=10)
    who.say("แก้ไขประกาศ 1 เป็น ดูแผนผังใหม่")
    (shown,) = pictures(who)
    assert desk.stage.open(shown["originalContentUrl"]).content == PHOTO
    who.tap("ส่งทันที")
    assert len(pictures(who)) == 1
    who.tap("ยืนยัน")
    assert held(desk, 2) == held(desk, 1)
    assert owners(desk) == [kept(desk, 2).id]
    with writing(desk.engine) as session:
        notice_recipients.forget(session, kept(desk, 2).made_at)
        assert evidence.take_loose(session, desk.stage.clock(), 10) == []
    assert [one.number for one in desk.all()] == [2]
    assert desk.stage.open(shown["originalContentUrl"]).content == PHOTO


def test_they_can_be_dropped_and_others_added(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    attach(desk, admin)
    admin.tap("ยืนยัน")
    admin.say("แก้ไขประกาศ 1")
    attach(desk, admin, files.photo(2))
    assert len(pictures(admin)) == 2
    admin.tap("ไม่แนบไฟล์")
    assert pictures(admin) == []
    attach(desk, admin, files.photo(3))
    admin.tap("ยืนยัน")
    assert held(desk, 2) == [desk.all_evidence()[-1].id]


def test_all_of_it_has_room_where_a_draft_is_given_up_for_it(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    for seed in (1, 2, 3):
        attach(desk, admin, files.photo(seed))
    admin.say("พรุ่งนี้ 10 โมง")
    admin.tap("ยืนยัน")
    desk.pass_time(minutes=10)
    admin.say("ประกาศถึง กย. ประชุมด่วน")
    admin.say("แก้ไขประกาศ 1")
    admin.tap("ทิ้งฉบับร่าง แล้วแก้ไข")
    assert len(admin.got) == 5
    assert len(pictures(admin)) == 1
    assert "ยกเลิกแล้ว" in admin.heard
    admin.want("notice.test")
    assert len(pictures(admin)) == 3


def test_a_picture_taken_back_meanwhile_is_no_part_of_either(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    attach(desk, admin)
    second = attach(desk, admin, files.photo(2))
    admin.tap("ยืนยัน")
    admin.say("แก้ไขประกาศ 1")
    first, place = desk.all_evidence()[0].id, desk.all_evidence()[1].place
    desk.unsend(admin, second)
    deleted(desk, place)
    assert held(desk, 1) == [first]
    assert kept(desk).content["text"] == "ดูแผนผังที่แนบ"
    admin.say("แก้ไขประกาศ 1")
    assert len(pictures(admin)) == 1
    admin.tap("ยืนยัน")
    assert held(desk, 2) == [first]


def test_words_taken_back_take_them_along(desk: NoticeDesk, admin: Staff) -> None:
    said = desk.stage.line.text(admin.line, SAID)
    admin.send(said)
    attach(desk, admin)
    admin.tap("ยืนยัน")
    admin.say("แก้ไขประกาศ 1 เป็น ดูแผนผังใหม่")
    admin.tap("ยืนยัน")
    desk.unsend(admin, said)
    assert [(one.state, one.content["text"], one.content["files"]) for one in desk.all()] == [
        ("cancelled", "", [])
    ] * 2
    deleted(desk, desk.all_evidence()[0].place)


# --- reminded of, and corrected ---------------------------------------------------------------------------


def test_a_reminder_shows_the_same_pictures_again(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    attach(desk, admin)
    admin.tap("ยืนยัน")
    went(desk)
    other: Staff = desk.person("บุญมี", "กย.", role="admin")
    other.want("notice.remind", notice=1)
    (shown,) = pictures(other)
    assert desk.stage.open(shown["originalContentUrl"]).content == PHOTO
    other.tap("ยืนยัน")
    assert held(desk, 2) == held(desk, 1)
    # Who opens the first one a year later still sees it: it is kept as long as the later of the two.
    assert owners(desk) == [kept(desk, 2).id]
    with writing(desk.engine) as session:
        notice_recipients.forget(session, kept(desk, 2).made_at)
        assert evidence.take_loose(session, desk.stage.clock(), 10) == []
    assert desk.stage.open(shown["originalContentUrl"]).content == PHOTO


def test_a_correction_shows_them_and_they_can_be_dropped(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    attach(desk, admin)
    admin.tap("ยืนยัน")
    went(desk)
    admin.want("notice.correct", notice=1)
    admin.say("แก้ไขวันประชุมเป็นวันพุธ")
    assert len(pictures(admin)) == 1
    admin.tap("ไม่แนบไฟล์")
    assert pictures(admin) == []
    admin.tap("ยืนยัน")
    assert held(desk, 2) == []
    assert owners(desk) == [kept(desk).id]


def test_a_reminder_taken_back_leaves_the_first_one_its_pictures(desk: NoticeDesk, admin: Staff) -> None:
    admin.say(SAID)
    attach(desk, admin)
    admin.tap("ยืนยัน")
    went(desk)
    admin.want("notice.remind", notice=1)
    admin.tap("แก้ข้อความ")
    said = desk.stage.line.text(admin.line, "ยังรอคำตอบอยู่")
    admin.send(said)
    assert len(pictures(admin)) == 1
    admin.tap("ยืนยัน")
    desk.unsend(admin, said)
    assert (kept(desk, 2).state, kept(desk, 2).content["files"]) == ("cancelled", [])
    assert owners(desk) == [kept(desk).id]
    assert [one.state for one in desk.all_evidence()] == ["kept"]
