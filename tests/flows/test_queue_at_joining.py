"""Whoever joins or comes back while something waits for them is told so with the welcome, and not besides."""

from __future__ import annotations

import pytest

from tests.flows.test_people import ACCEPT

QUEUE = "รายงานที่รอตรวจ"
WAIT = "มี {} รายการรอการพิจารณา"


@pytest.fixture
def somchai(desk):
    """Somebody who has reported two measures as done, when nobody could review them."""
    staff = desk.person("สมชาย", "ศส.")
    desk.file(staff, "3.2 100%")
    desk.file(staff, "3.1 100%")
    return staff


def joins(desk, staff, unit, role):
    (code,) = desk.codes(unit, role)
    staff.say(f"ลงทะเบียน {code}")
    staff.tap(ACCEPT)
    assert "ยินดีต้อนรับ" in staff.heard


@pytest.mark.usefixtures("somchai")
def test_a_new_reviewer_hears_what_waits(desk):
    malee = desk.stranger("มาลี")
    joins(desk, malee, "กย.", "reviewer")
    assert WAIT.format(2) in malee.heard
    assert WAIT.format(2) in malee.card
    assert len(malee.got) == 1
    malee.tap(QUEUE)
    assert "มาตรการ 3.2 · ศส." in malee.card
    assert "มาตรการ 3.1 · ศส." in malee.card
    assert len(desk.stage.line.sent(malee.line)) == 3


@pytest.mark.usefixtures("somchai")
@pytest.mark.parametrize(("unit", "role"), [("ศส.", "reviewer"), ("กย.", "staff"), ("กย.", "auditor")])
def test_who_may_not_decide_on_it_hears_nothing_of_it(desk, unit, role):
    staff = desk.stranger("มาลี")
    joins(desk, staff, unit, role)
    assert "รอการพิจารณา" not in staff.card
    assert QUEUE not in staff.labels


def test_a_further_post_counts_with_those_before(desk, somchai):
    """Nobody reviews a unit that they have a post in, nor what they reported before they came here."""
    joins(desk, somchai, "กย.", "reviewer")
    assert "รอการพิจารณา" not in somchai.card
    malee = desk.person("มาลี", "ศส.", role="head")
    joins(desk, malee, "กย.", "reviewer")
    assert "รอการพิจารณา" not in malee.card


def test_a_new_administrator_hears_of_wishes_for_more_time(desk, somchai):
    desk.press(somchai, "deadline.extend", measure="3.3", until="2024-05-15")
    somchai.say("รอตรวจรับงานจ้าง")
    somchai.tap("ยืนยัน")
    admin = desk.stranger("อรุณี")
    joins(desk, admin, "สล.", "admin")
    assert WAIT.format(1) in admin.card


def test_who_comes_back_hears_what_waits(desk):
    line = desk.stage.line
    malee = desk.person("มาลี", "กย.", role="reviewer")
    line.deliver(line.unfollow(malee.line))
    somchai = desk.person("สมชาย", "ศส.")
    desk.file(somchai, "3.2 100%")
    malee.send(line.follow(malee.line))
    assert WAIT.format(1) in malee.heard
    assert WAIT.format(1) in malee.card
    malee.tap(QUEUE)
    malee.tap("รับรอง")
    line.deliver(line.unfollow(malee.line))
    malee.send(line.follow(malee.line))
    assert "รอการพิจารณา" not in malee.card
