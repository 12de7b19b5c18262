"""Taking a message back that a correction was made from, or what it corrects."""

from __future__ import annotations

import pytest

from bot.changes import DialogueTurned, EvidenceSent
from bot.dialogue import Draft, Line, Turn
from bot.inbox import Outcome
from tests.flows.test_trouble import wait_for

NOTE = "ข้อความที่ไม่ควรเก็บ"


def test_an_unsent_message_takes_its_correction_along(desk, somchai):
    said = desk.file(somchai, f"3.2 60% {NOTE}")
    desk.file(somchai, "แก้ไข 70%")
    assert desk.reports()[0].note == NOTE
    desk.unsend(somchai, said)
    assert desk.states() == [(None, "withdrawn"), (None, "withdrawn")]
    assert desk.share("3.2", "ศส.") is None
    assert not desk.holds(NOTE)


def test_an_unsent_message_takes_the_draft_of_its_correction_along(desk, somchai):
    said = desk.file(somchai, f"3.2 60% {NOTE}")
    somchai.say("แก้ไข 70%")
    desk.unsend(somchai, said)
    somchai.say("ยืนยัน")
    assert desk.states() == [(None, "withdrawn")]
    assert not desk.holds(NOTE)


def test_an_unsent_message_of_a_group_takes_the_draft_in_the_own_chat_along(stage, desk, somchai, team):
    said = stage.line.text(somchai.line, f"@ITA 3.2 60% {NOTE}", team)
    stage.line.deliver(said)
    somchai.got = stage.line.wait_sent(team, 1)[-1:]
    stage.line.deliver(stage.line.tap(somchai.line, somchai.button("ยืนยัน"), team))
    stage.line.wait_sent(team, 2)
    somchai.say("แก้ไข 70%")
    assert NOTE in somchai.card
    confirm = somchai.button("ยืนยัน")
    stage.line.deliver(stage.line.unsend(said))
    wait_for(lambda: desk.states() == [(None, "withdrawn")])
    assert not desk.holds(NOTE)
    somchai.say("ยืนยัน")
    assert "ไม่มีรายการที่รอการยืนยัน" in somchai.heard
    somchai.press(confirm)
    somchai.say("80%")
    assert NOTE not in somchai.card
    assert desk.states() == [(None, "withdrawn")]


def test_a_draft_that_corrects_is_decided_on_anew_if_others_did_something():
    """What it corrects may be taken back, in another chat, while the draft is thought out."""

    def turned(replaces):
        draft = Draft(lines=(Line(measure="3.2", unit="ศส.", percent=70, replaces=replaces),))
        return Outcome(changes=(DialogueTurned(Turn(draft), 1),))

    assert turned(5).of_agency
    assert not turned(None).of_agency


@pytest.mark.parametrize("report", [None, 5])
def test_evidence_of_a_report_is_decided_on_anew_if_others_did_something(report):
    """The report may be returned or taken back, in another chat, while the photo comes in."""
    sent = EvidenceSent(message_id="1", kind="image", report_id=report)
    assert Outcome(changes=(sent,)).of_agency is (report is not None)


def test_an_unsent_message_leaves_what_has_nothing_to_do_with_it(stage, desk, somchai, team):
    said = stage.line.text(somchai.line, f"@ITA 3.2 60% {NOTE}", team)
    stage.line.deliver(said)
    stage.line.wait_sent(team, 1)
    somchai.say("3.1 20%")
    stage.line.deliver(stage.line.unsend(said))
    wait_for(lambda: not desk.holds(NOTE))
    somchai.tap("ยืนยัน")
    assert desk.states("3.1") == [(20, "filed")]


def test_a_correction_that_is_taken_back_lets_the_report_stand_again(desk, somchai):
    desk.file(somchai, "3.2 40%")
    said = desk.file(somchai, "แก้ไข 70%")
    assert desk.share("3.2", "ศส.") == (70, False)
    desk.unsend(somchai, said)
    assert desk.states() == [(None, "withdrawn"), (40, "filed")]
    assert desk.share("3.2", "ศส.") == (40, False)
