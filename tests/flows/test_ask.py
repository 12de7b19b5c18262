"""What people ask, from the signed webhook to LINE's acceptance of the answer."""

from __future__ import annotations

import pytest

QUESTIONS = {
    "คะแนนรวมปี 66": ["98.90", "ดีเยี่ยม", "2566"],
    "ตัวชี้วัดที่ ๗": ["97.13", "ประสิทธิภาพการสื่อสาร"],
    "ข้อ e14": ["94.14", "94.53", "93.75"],
    "ทำไมได้ระดับดีเยี่ยม": ["98.90", "ดีเยี่ยม", "99.12", "100.00"],
    "ถ้า EIT ส่วนที่ 2 ได้ 84 จะเป็นยังไง": ["84", "98.90", "96.7", "ดีเยี่ยม", "ผ่าน"],
    "มาตรการ 5.3": ["5.3", "30 เม.ย. 2567", "29 วัน", "กย.", "สล."],
}


@pytest.fixture
def stage(shared_stage):
    """All of these only ask and look."""
    return shared_stage


@pytest.mark.parametrize(("text", "figures"), QUESTIONS.items(), ids=list(QUESTIONS))
def test_the_questions_of_everyday(stage, text, figures) -> None:
    message = stage.ask(text)
    assert message.type == "flex"
    for figure in figures:
        assert figure in message.text


def test_the_same_event_six_times_gets_one_answer(stage) -> None:
    before = len(stage.line.calls)
    webhook = stage.line.text(stage.somchai, "คะแนนรวม")
    stage.line.deliver(webhook, times=6)
    stage.line.wait_sent(stage.somchai)
    stage.ask("ข้อ e14")
    assert len(stage.line.sent(stage.somchai)) == 2
    assert len(stage.line.wait_calls(before + 2)) == before + 2
