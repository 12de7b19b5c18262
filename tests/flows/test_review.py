"""Somebody else checks what was reported: the queue, accepting, returning, and who is told."""

from __future__ import annotations

import pytest

from tests.flows.desk import Desk


@pytest.fixture
def desk(stage):
    """The example agency with people who review."""
    return Desk(stage)


def test_a_report_is_done_when_somebody_of_another_unit_accepts_it(desk):
    somchai, malee = desk.person("สมชาย", "ศส."), desk.person("มาลี", "กย.", role="reviewer")
    desk.file(somchai, "3.2 100% เผยแพร่ครบแล้ว")
    assert desk.share("3.2", "ศส.") == (100, False)
    desk.press(malee, "progress.review")
    assert "เผยแพร่ครบแล้ว" in malee.card
    assert "1 เม.ย. 2567 เวลา 09:00 น." in malee.card
    assert "ร้อยละ 100 แต่ไม่มีหลักฐาน" in malee.card or "หลักฐาน" in malee.card
    malee.tap("รับรอง")
    assert malee.heard.startswith("รับรองแล้ว: มาตรการ 3.2 · ศส.")
    assert desk.share("3.2", "ศส.") == (100, True)
    assert desk.reports("3.2")[0].state == "accepted"
