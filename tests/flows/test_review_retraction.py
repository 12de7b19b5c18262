"""What becomes of an accepted report whose author takes the message back."""

from __future__ import annotations

import pytest

from tests.flows.desk import Desk


@pytest.fixture
def stage(emptied_stage):
    """These change what people change."""
    return emptied_stage


@pytest.fixture
def desk(stage):
    """The example agency with people who report and review."""
    return Desk(stage)


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
    assert "ถอนรายงานมาตรการ 3.2 ของท่านแล้ว" in desk.hears(somchai, 7)


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
