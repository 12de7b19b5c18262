"""In a group the bot speaks only when it is spoken to. After each silence something is asked that it does
answer: events of one chat are handled in order, so a wrong answer would have come first."""

from __future__ import annotations

import pytest


@pytest.fixture
def stage(shared_stage):
    """All of these only ask and look."""
    return shared_stage


@pytest.fixture
def group(stage):
    return stage.line.group("คณะทำงาน ITA", [stage.somchai])


def only_answer(stage, group, text="@ITA คะแนนรวม"):
    stage.line.ask(stage.somchai, text, group)
    (message,) = stage.line.sent(group)
    return message.text


@pytest.mark.parametrize("chatter", ["คะแนนรวมปี 66", "สวัสดีครับ", "ข้อ e14 ได้เท่าไหร่", "มาตรการ 5.3 เสร็จแล้ว"])
def test_chatter_is_left_alone(stage, group, chatter) -> None:
    stage.line.say(stage.somchai, chatter, group)
    assert "98.90" in only_answer(stage, group)


def test_a_mention_is_answered_wherever_it_stands(stage, group) -> None:
    assert "94.14" in only_answer(stage, group, "ข้อ e14 ได้เท่าไหร่ @ITA")


def test_a_mention_alone_gets_help(stage, group) -> None:
    assert only_answer(stage, group, "@ITA")


def test_a_mention_with_nothing_for_the_bot_is_left_alone(stage, group) -> None:
    stage.line.say(stage.somchai, "@ITA เที่ยงนี้กินอะไรดี", group)
    assert "98.90" in only_answer(stage, group)


def test_a_quote_of_the_bot_is_answered(stage, group) -> None:
    (first,) = stage.line.ask(stage.somchai, "@ITA คะแนนรวม", group)
    stage.line.say(stage.somchai, "แล้วข้อ e14 ล่ะ", group, quote=first)
    second = stage.line.wait_sent(group, 2)[1]
    assert "94.14" in second.text


def test_a_quote_of_a_colleague_is_left_alone(stage, group) -> None:
    said = stage.line.text(stage.somchai, "ประชุมกี่โมง", group)
    stage.line.deliver(said)
    stage.line.say(stage.somchai, "ข้อ e14 ล่ะ", group, quote=said.message_id)
    assert "98.90" in only_answer(stage, group)


@pytest.mark.parametrize("call", ["ITA คะแนนรวม", "บอท คะแนนรวม", "น้องบอท ขอคะแนนรวมหน่อย"])
def test_the_text_prefix_calls_the_bot(stage, group, call) -> None:
    assert "98.90" in only_answer(stage, group, call)


def test_media_in_a_group_are_left_alone(stage, group) -> None:
    stage.line.deliver(stage.line.image(stage.somchai, b"\xff\xd8\xff", group))
    stage.line.deliver(stage.line.sticker(stage.somchai, group))
    assert "98.90" in only_answer(stage, group)


def test_a_button_in_a_group_needs_no_mention(stage, group) -> None:
    (first,) = stage.line.ask(stage.somchai, "@ITA คะแนนรวม", group)
    stage.line.deliver(stage.line.tap(stage.somchai, first.quick_replies[0], group))
    assert len(stage.line.wait_sent(group, 2)) == 2


def test_joining_a_group_introduces_the_bot(stage) -> None:
    group = stage.line.group("กลุ่มใหม่", [stage.somchai], bot_present=False)
    stage.line.deliver(stage.line.join(group))
    (welcome,) = stage.line.wait_sent(group)
    assert "กรมโรงงานอุตสาหกรรม" in welcome.text


def test_an_edit_that_comes_first_wins(stage, group) -> None:
    """Edits may overtake what they edit; the largest timestamp wins."""
    original = stage.line.text(stage.somchai, "@ITA คะแนนรวม", group)
    stage.line.clock.advance(1)
    edited = stage.line.edit(original, "@ITA ข้อ e14")
    stage.line.deliver(edited)
    (answer,) = stage.line.wait_sent(group)
    stage.line.deliver(original)
    stage.line.say(stage.somchai, "@ITA ตัวชี้วัด 7", group)
    texts = [message.text for message in stage.line.wait_sent(group, 2)]
    assert "94.14" in answer.text
    assert len(texts) == 2
    assert "97.13" in texts[1]
