"""Reporting progress by chat, from the sentence to what the measure shows."""

from __future__ import annotations

import pytest

from tests.flows.office import Office


@pytest.fixture
def office(stage):
    """The example agency with somebody in two of its units."""
    return Office(stage)


def test_a_sentence_becomes_a_report_with_one_tap(office):
    somchai = office.person("สมชาย", "ศส.")
    somchai.say("3.2 60% จัดทำคู่มือแล้ว")
    assert "โปรดยืนยันรายงาน: มาตรการ 3.2 ร้อยละ 60" in somchai.heard
    assert "จัดทำคู่มือแล้ว" in somchai.card
    somchai.tap("ยืนยัน")
    assert somchai.heard.startswith("บันทึกแล้ว")
    (report,) = office.reports()
    assert (str(report.measure), report.unit, report.percent, report.note, report.state) == (
        "3.2", "ศส.", 60, "จัดทำคู่มือแล้ว", "filed",
    )  # fmt: skip
