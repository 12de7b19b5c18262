"""What waits to be sent when its words are taken back is not sent any more."""

from __future__ import annotations

import pytest

from tests.flows.test_trouble import PUSH, REPLY, in_flight, outbox, wait_for


def cannot_push(desk):
    """Let LINE refuse pushes until further notice."""
    desk.stage.line.fail(429, PUSH, times=0)


def waits(desk, words):
    """Wait until a message with these words was tried and waits."""
    wait_for(lambda: any(state == "queued" and tried for state, tried in outbox(desk.stage)))
    wait_for(lambda: not in_flight(desk.stage))
    assert desk.holds(words)


def goes_on(desk):
    """Let LINE take pushes again, and time pass."""
    desk.stage.line.clear_faults()
    desk.pass_time(minutes=30)


@pytest.mark.parametrize("undone", [False, True])
def test_that_a_report_waits(desk, somchai, undone):
    malee = desk.person("มาลี", "กย.", role="reviewer")
    cannot_push(desk)
    said = desk.file(somchai, "3.2 100% เผยแพร่คู่มือแล้ว")
    waits(desk, "เผยแพร่คู่มือแล้ว")
    if undone:
        desk.press(somchai, "undo")
    else:
        desk.unsend(somchai, said)
    assert not desk.holds("เผยแพร่คู่มือแล้ว")
    goes_on(desk)
    malee.say("help")
    assert desk.count(malee) == 1


def test_why_more_time_is_needed(desk, somchai):
    desk.person("ผู้ดูแล", "กย.", role="admin")
    cannot_push(desk)
    desk.press(somchai, "deadline.extend", measure="3.2", until="2024-05-15")
    said = desk.stage.line.text(somchai.line, "รอตรวจรับงานจ้าง")
    somchai.send(said)
    somchai.tap("ยืนยัน")
    waits(desk, "รอตรวจรับงานจ้าง")
    desk.unsend(somchai, said)
    assert not desk.holds("รอตรวจรับงานจ้าง")
    goes_on(desk)


@pytest.mark.parametrize(
    ("name", "slots"),
    [
        ("progress.review", {}),
        ("progress.history", {"measure": "3.2"}),
        ("progress.return", {"report": True}),
        ("evidence.list", {"measure": "3.2"}),
    ],
)
def test_what_somebody_else_asked_to_see(desk, somchai, name, slots):
    line, words = desk.stage.line, "https://www.diw.go.th/รายชื่อ.pdf"
    malee = desk.person("มาลี", "กย.", role="reviewer")
    said = desk.file(somchai, f"3.2 100% {words}")
    desk.hears(malee, 1)
    line.fail(429, REPLY, times=0)
    named = {"report": desk.reports()[0].id} if "report" in slots else slots
    line.deliver(line.tap(malee.line, desk.action(name, **named)))
    waits(desk, "รายชื่อ.pdf")
    line.deliver(line.unsend(said))
    wait_for(lambda: not desk.holds("รายชื่อ.pdf"))
    goes_on(desk)
    malee.say("help")


def test_what_somebody_asked_to_see_of_their_own(desk, somchai):
    line, note = desk.stage.line, "เผยแพร่คู่มือแล้ว"
    said = desk.file(somchai, f"3.2 60% {note}")
    line.fail(429, REPLY, times=0)
    line.deliver(line.text(somchai.line, "ข้อมูลของฉัน"))
    waits(desk, note)
    line.deliver(line.unsend(said))
    wait_for(lambda: not desk.holds(note))
    goes_on(desk)
    somchai.say("help")


def test_why_a_report_goes_back(desk, somchai):
    line, why = desk.stage.line, "ภาพไม่ชัด อ่านไม่ออก"
    malee = desk.person("มาลี", "กย.", role="reviewer")
    report = desk.file_whole(somchai, "3.2", malee)
    desk.press(malee, "progress.return", report=report)
    said = line.text(malee.line, why)
    malee.send(said)
    confirm = malee.button("ส่งคืนรายงาน")
    line.fail(429, REPLY, times=0)
    line.fail(429, PUSH, times=0)
    line.deliver(line.tap(malee.line, confirm))
    waits(desk, why)
    line.deliver(line.unsend(said))
    wait_for(lambda: not desk.holds(why))
    goes_on(desk)
    malee.say("help")


def test_a_correction_that_is_read_back_in_another_chat(desk, somchai):
    line, note = desk.stage.line, "เผยแพร่คู่มือแล้ว"
    team = line.group("คณะทำงาน", [somchai.line])
    said = line.text(somchai.line, f"@ITA 3.2 60% {note}", team)
    line.deliver(said)
    somchai.got = line.wait_sent(team, 1)
    line.deliver(line.tap(somchai.line, somchai.button("ยืนยัน"), team))
    line.wait_sent(team, 2)
    line.fail(429, REPLY, times=0)
    line.deliver(line.text(somchai.line, "แก้ไข 70%"))
    waits(desk, note)
    line.deliver(line.unsend(said))
    wait_for(lambda: not desk.holds(note))
    goes_on(desk)
    somchai.say("help")
