"""What becomes of an accepted report whose author takes the message back."""

from __future__ import annotations

import pytest

from tests.flows.office import picture


@pytest.fixture
def people(desk):
    """Somebody whose report was accepted and who takes it back; who accepted it; and the report's key."""
    somchai = desk.person("สมชาย", "ศส.")
    malee = desk.person("มาลี", "กย.", role="reviewer")
    desk.file(somchai, "3.2 60%")
    said = desk.file(somchai, "3.2 100% เผยแพร่ครบแล้ว")
    desk.hears(malee, 1)
    report = desk.reports()[0].id
    desk.press(malee, "progress.accept", report=report)
    desk.hears(somchai, 5)
    desk.unsend(somchai, said)
    return somchai, malee, report


def test_it_is_asked_whether_it_still_counts(desk, people):
    _, malee, _ = people
    (report, _) = desk.reports()
    assert (report.state, report.note, desk.share("3.2", "ศส.")) == ("retracting", None, (100, True))
    desk.press(malee, "progress.review")
    assert "คำขอถอนรายงาน" in malee.card
    assert "เผยแพร่ครบแล้ว" not in malee.card


def test_it_can_be_let_go(desk, people):
    somchai, malee, _ = people
    desk.press(malee, "progress.review")
    malee.tap("ให้ถอนรายงานได้")
    assert malee.heard.startswith("ถอนแล้ว: มาตรการ 3.2")
    assert (desk.reports()[0].state, desk.share("3.2", "ศส.")) == ("withdrawn", (60, False))
    assert "ถอนรายงานมาตรการ 3.2 ของคุณแล้ว" in desk.hears(somchai, 7)


def test_or_it_stays_accepted_without_its_words(desk, people):
    somchai, malee, _ = people
    desk.press(malee, "progress.review")
    malee.tap("คงการรับรองไว้")
    assert malee.heard.startswith("คงการรับรองไว้")
    report = desk.reports()[0]
    assert (report.state, report.note, desk.share("3.2", "ศส.")) == ("accepted", None, (100, True))
    assert "ยังคงการรับรอง" in desk.hears(somchai, 7)
    desk.press(malee, "progress.review")
    assert "ไม่มีรายการรอตรวจ" in malee.card


def test_a_button_of_the_time_before_does_not_let_it_go(desk, people):
    _, malee, report = people
    for name in ("progress.accept", "progress.return"):
        desk.press(malee, name, report=report)
        assert "สถานะของรายงานเปลี่ยนไปแล้ว" in malee.card
        assert desk.reports()[0].state == "retracting"


def test_taking_back_the_rest_of_what_was_said_decides_nothing(desk):
    somchai = desk.person("สมชาย", "ศส.")
    malee = desk.person("มาลี", "กย.", role="reviewer")
    somchai.send(desk.stage.line.image(somchai.line, picture(1)))
    said = [desk.stage.line.text(somchai.line, words) for words in ("3.2 100%", "เผยแพร่คู่มือครบทุกหน่วยแล้ว")]
    for each in said:
        somchai.send(each)
    somchai.tap("ยืนยัน")
    desk.hears(malee, 1)
    desk.press(malee, "progress.accept", report=desk.reports()[0].id)
    desk.hears(somchai, 5)
    for each in said:
        desk.unsend(somchai, each)
        assert (desk.reports()[0].state, desk.share("3.2", "ศส.")) == ("retracting", (100, True))
    assert [one.state != "withdrawn" for one in desk.evidence("3.2")] == [True]
    assert [one[0] for one in desk.deeds() if one[0] in {"report.retract", "report.withdraw"}] == [
        "report.retract"
    ]


def test_a_photo_that_shows_another_measure_as_well_is_kept(desk):
    somchai = desk.person("สมชาย", "ศส.")
    malee = desk.person("มาลี", "กย.", role="reviewer")
    somchai.send(desk.stage.line.image(somchai.line, picture(1)))
    somchai.say("3.1 100%")
    said = desk.stage.line.text(somchai.line, "3.2 100%")
    somchai.send(said)
    somchai.tap("ยืนยัน")
    desk.hears(malee, 1)
    first, second = desk.reports("3.1")[0].id, desk.reports("3.2")[0].id
    for report in (first, second):
        desk.press(malee, "progress.accept", report=report)
    desk.hears(somchai, 6)
    desk.unsend(somchai, said)
    assert [one.state for one in (*desk.reports("3.1"), *desk.reports("3.2"))] == ["retracting"] * 2
    desk.press(malee, "progress.accept", report=first, retraction=True)
    assert desk.reports("3.1")[0].state == "withdrawn"
    assert [one.state != "withdrawn" for one in desk.all_evidence()] == [True]
    assert len(desk.evidence("3.2")) == 1
    desk.press(malee, "progress.accept", report=second, retraction=True)
    assert [one.state for one in desk.all_evidence()] == ["withdrawn"]
