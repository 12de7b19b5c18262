"""Reminders through the front door: pushed at the hour, or free with the next answer."""

from __future__ import annotations

from tests.flows.rounds import do_round, pushes, turn_to


def test_what_was_not_asked_for_is_pushed_at_its_hour(stage, office) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    turn_to(stage, "2024-04-03 09:00")
    do_round(stage)
    turn_to(stage, "2024-04-04 08:00")
    do_round(stage)
    assert pushes(stage) == []
    turn_to(stage, "2024-04-04 13:00")
    do_round(stage)
    do_round(stage)
    (call,) = pushes(stage)
    assert call.request["to"] == suda.line.user_id
    assert "26" in call.request["messages"][0]["altText"]


def test_an_answer_carries_it_free(stage, office) -> None:
    suda = office.person("สุดา", "ศส.")
    suda.say("สวัสดี")
    turn_to(stage, "2024-04-03 09:00")
    do_round(stage)
    turn_to(stage, "2024-04-04 09:00")
    do_round(stage)
    suda.say("คะแนนรวม")
    assert len(suda.got) == 2
    suda.say("คะแนนรวม")
    assert len(suda.got) == 1
    turn_to(stage, "2024-04-04 13:00")
    do_round(stage)
    assert pushes(stage) == []
