"""A notice sent in parts is one notice to the rule on a second person's word."""

from __future__ import annotations

from typing import Any

import pytest

from bot.store.groups import UNCOUNTED
from bot.usecases.notices import composing
from tests.flows.notices import TO_GROUPS, NoticeDesk, group
from tests.flows.office import Staff

FIRST, SECOND = "ประกาศถึง กย. ประชุมวันจันทร์", "ประกาศถึง สล. ประชุมวันจันทร์"


@pytest.fixture
def desk(stage: Any, monkeypatch: pytest.MonkeyPatch) -> NoticeDesk:
    """An agency where a notice to two people needs a second person's word."""
    monkeypatch.setattr(composing, "APPROVE_FROM", 2)
    return NoticeDesk(stage)


@pytest.fixture
def other(desk: NoticeDesk) -> Staff:
    made: Staff = desk.person("บุญมี", "ศส.", role="admin")
    return made


@pytest.fixture(autouse=True)
def reached(two_units: list[Staff]) -> list[Staff]:
    """One person of each of the two units."""
    return two_units


def sent(admin: Staff, words: str) -> str:
    """Write a notice and confirm it; return how it was shown."""
    admin.say(words)
    shown = str(admin.card)
    admin.tap("ยืนยัน")
    return shown


def states(desk: NoticeDesk) -> list[str]:
    return [one.state for one in reversed(desk.all())]


def test_the_second_part_waits_for_a_second_person_and_both_are_told_why(
    desk: NoticeDesk, admin: Staff, other: Staff
) -> None:
    assert "อนุมัติ" not in sent(admin, FIRST)
    before = desk.count(other)
    assert "เมื่อรวมกับประกาศที่คุณส่งในหนึ่งชั่วโมงที่ผ่านมา จะถึงผู้รับทั้งหมด 2 คน" in sent(admin, SECOND)
    assert states(desk) == ["scheduled", "awaiting"]
    assert "เมื่อรวมกับประกาศอื่นที่ผู้เขียนส่งในหนึ่งชั่วโมงที่ผ่านมา จะถึงผู้รับทั้งหมด 2 คน" in desk.hears(other, before + 3)


def test_who_is_alone_cannot_send_in_parts_what_they_could_not_send_whole(
    desk: NoticeDesk, admin: Staff
) -> None:
    sent(admin, FIRST)
    sent(admin, SECOND)
    assert "ยังไม่มีผู้ดูแลคนอื่นที่ติดต่อได้" in admin.card
    assert states(desk) == ["scheduled"]


@pytest.mark.usefixtures("other")
def test_the_same_people_once_more_are_no_more_people(desk: NoticeDesk, admin: Staff) -> None:
    sent(admin, FIRST)
    sent(admin, FIRST)
    assert states(desk) == ["scheduled", "scheduled"]


def test_what_was_called_back_or_approved_or_sent_before_does_not_count(
    desk: NoticeDesk, admin: Staff, other: Staff
) -> None:
    sent(admin, FIRST)
    admin.say("ยกเลิก")
    before = desk.count(other)
    sent(admin, SECOND)
    assert states(desk) == ["cancelled", "scheduled"]
    sent(admin, FIRST)
    desk.hears(other, before + 3)
    mine = desk.count(admin)
    other.tap("อนุมัติ")
    assert "อนุมัติแล้ว" in desk.hears(admin, mine + 1)
    assert states(desk)[2] == "scheduled"
    desk.pass_time(hours=2)
    sent(admin, FIRST)
    assert states(desk)[3] == "scheduled"


def test_a_group_of_lately_counts_as_all_who_are_in_it(
    desk: NoticeDesk, admin: Staff, other: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "APPROVE_FROM", UNCOUNTED + 1)
    group(desk, admin, other)
    sent(admin, TO_GROUPS)
    sent(admin, TO_GROUPS)
    sent(admin, FIRST)
    assert states(desk) == ["scheduled", "scheduled", "awaiting"]


def test_what_another_administrator_sends_is_counted_for_them(
    desk: NoticeDesk, admin: Staff, other: Staff
) -> None:
    sent(admin, FIRST)
    sent(other, SECOND)
    assert states(desk) == ["scheduled", "scheduled"]
