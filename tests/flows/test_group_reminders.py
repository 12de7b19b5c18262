"""Reminders in the group of a unit: one card for all of its people who want it there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.counting import count
from bot.line import LineClient
from tests.flows.conftest import Stage
from tests.flows.desk import Desk
from tests.flows.office import Staff, texts
from tests.flows.records import cards, records, states
from tests.flows.rounds import do_round, pushes, turn_to

if TYPE_CHECKING:
    from bot.simulator.model import Group


@pytest.fixture
def office(stage: Stage) -> Desk:
    """The agency, nobody registered."""
    return Desk(stage)


@pytest.fixture
def head(office) -> Staff:
    """The head of a unit with 31 measures."""
    found: Staff = office.person("ประยูร", "ศส.", role="head")
    return found


@pytest.fixture
def suda(office) -> Staff:
    """Somebody of the unit."""
    found: Staff = office.person("สุดา", "ศส.")
    return found


@pytest.fixture
def group(stage, head, suda) -> Group:
    """The unit's group, with two people; both want to be reminded there."""
    made: Group = stage.line.group("ศส. ทำงาน", [head.line, suda.line], key=f"group/{head.line.user_id}")
    tap(stage, head, made, "group.bind", unit="ศส.")
    for one in (head, suda):
        one.want("reminder.set", place="group")
    do_round(stage)
    return made


def tap(stage: Stage, staff: Staff, group: Group, name: str, /, **slots: Any) -> str:
    """Tap a button in the group and wait for the answer; return all its words."""
    before = len(stage.line.sent(group))
    tapped = stage.line.tap(staff.line, Staff.data(name, **slots), group)
    assert tapped is not None
    stage.line.deliver(tapped)
    got = stage.line.wait_sent(group, before + 1)[before:]
    return " ".join(words for message in got for words in texts(message.content)) or got[0].text


def at(stage: Stage, moment: str) -> list[str]:
    """Do a round at a moment; return to whom all pushes went."""
    turn_to(stage, moment)
    do_round(stage)
    return [call.request["to"] for call in pushes(stage)]


def count_groups(stage: Stage) -> int:
    """Ask LINE how many people groups have, as the durable job does."""

    async def ask() -> int:
        settings = stage.service.settings
        client = LineClient(settings.api_base_url, settings.channel_access_token.get_secret_value())
        try:
            return await count(stage.service.engine, client, stage.clock())
        finally:
            await client.close()

    return asyncio.run(ask())


def test_one_card_goes_to_the_group_and_counts_its_members(stage, group) -> None:
    assert count_groups(stage) == 1
    assert at(stage, "2024-04-04 13:00") == [group.group_id]
    assert [(card.pushed, card.cost) for card in cards(stage)] == [(True, 2)]
    words = " ".join(texts(pushes(stage)[0].request["messages"]))
    assert "31 มาตรการ" in words
    assert words.count("1.1 ") == 1
    assert at(stage, "2024-04-04 13:01") == [group.group_id]


def test_who_wants_it_in_private_gets_it_in_private(stage, group, suda) -> None:
    suda.want("reminder.set", place="private")
    assert sorted(at(stage, "2024-04-04 13:00")) == sorted([group.group_id, suda.line.user_id])


def test_it_rides_free_on_the_next_answer_in_the_group_whoever_asked(stage, group, head, suda) -> None:
    guest = stage.line.person("แขก")
    stage.line.deliver(stage.line.member_joined(group, [guest]))
    turn_to(stage, "2024-04-04 09:00")
    do_round(stage)
    before = len(stage.line.sent(group))
    stage.line.deliver(stage.line.text(guest, "@ITA คะแนนรวม", group))
    got = stage.line.wait_sent(group, before + 2)[before:]
    assert "31 มาตรการ" in got[1].text
    assert at(stage, "2024-04-04 13:00") == []
    assert [(card.pushed, card.cost) for card in cards(stage)] == [(False, 0)]
    assert states(stage, suda, "t-14") == states(stage, head, "t-14") == {"shown"}


def test_an_answer_in_private_does_not_carry_what_is_for_the_group(stage, group, suda) -> None:
    turn_to(stage, "2024-04-04 09:00")
    do_round(stage)
    suda.say("คะแนนรวม")
    assert len(suda.got) == 1
    assert at(stage, "2024-04-04 13:00") == [group.group_id]


def test_how_many_people_a_group_has_is_asked_once_a_day(stage, group, suda) -> None:
    suda.want("reminder.show")
    assert "30 คน" in suda.card
    assert [count_groups(stage), count_groups(stage)] == [1, 0]
    suda.want("reminder.show")
    assert "นับเป็น 2 ข้อความ" in suda.card
    turn_to(stage, "2024-04-02 10:00")
    stage.line.deliver(stage.line.member_joined(group, [stage.line.person("ใหม่")]))
    assert count_groups(stage) == 1
    suda.want("reminder.show")
    assert "นับเป็น 3 ข้อความ" in suda.card


@pytest.mark.usefixtures("group")
def test_a_group_that_is_not_counted_yet_costs_a_safe_number(stage) -> None:
    at(stage, "2024-04-04 13:00")
    assert [card.cost for card in cards(stage)] == [30]


def test_a_group_that_line_does_not_count_is_asked_again(stage, group) -> None:
    stage.line.world.groups[group.group_id].bot_present = False
    assert count_groups(stage) == 0
    stage.line.world.groups[group.group_id].bot_present = True
    assert count_groups(stage) == 1


def test_without_a_group_it_comes_in_private_and_that_is_said(stage, suda) -> None:
    suda.want("reminder.set", place="group")
    assert "ยังไม่มีกลุ่ม LINE ที่ผูกกับหน่วยงานนี้" in suda.card
    do_round(stage)
    assert at(stage, "2024-04-04 13:00") == [suda.line.user_id]


def test_when_the_bot_leaves_the_group_it_comes_in_private(stage, group, head, suda) -> None:
    turn_to(stage, "2024-04-04 09:00")
    do_round(stage)
    stage.line.deliver(stage.line.leave(group))
    suda.want("reminder.show")
    assert "ยังไม่มีกลุ่ม LINE ที่ผูกกับหน่วยงานนี้" in suda.card
    assert at(stage, "2024-04-04 13:00") == [head.line.user_id]  # suda's answer carried hers
    assert states(stage, suda, "t-14") == {"shown"}


def test_the_earliest_hour_of_its_people_counts(stage, group, suda) -> None:
    suda.want("reminder.set", at="10:00")
    assert at(stage, "2024-04-04 09:59") == []
    assert at(stage, "2024-04-04 10:00") == [group.group_id]
    assert at(stage, "2024-04-04 13:00") == [group.group_id]


def test_who_is_silent_does_not_silence_the_group(stage, group, head, suda) -> None:
    suda.want("reminder.mute", days=30)
    assert at(stage, "2024-04-04 13:00") == [group.group_id]
    assert states(stage, suda, "t-14") == {"muted"}
    assert states(stage, head, "t-14") == {"shown"}


def test_the_unit_can_put_it_off_for_all(stage, office, group, suda) -> None:
    at(stage, "2024-04-04 13:00")
    words = tap(stage, suda, group, "reminder.snooze", until="2024-04-10")
    assert "จะเตือนในกลุ่มนี้อีกครั้ง พ. 10 เม.ย. 2567" in words
    at(stage, "2024-04-05 13:00")
    assert at(stage, "2024-04-10 13:00").count(group.group_id) == 2
    (deed,) = [one for one in office.log() if one.action == "reminder.snooze"]
    assert (deed.subject, dict(deed.after)) == ("unit ศส.", {"until": "2024-04-10", "measures": 31})


def test_nobody_else_in_the_group_puts_it_off(stage, office, group) -> None:
    other = office.person("กานดา", "กย.")
    stage.line.deliver(stage.line.member_joined(group, [other.line]))
    at(stage, "2024-04-04 13:00")
    words = tap(stage, other, group, "reminder.snooze", days=3)
    assert "ผู้ที่เลื่อนการเตือนได้คือคนของหน่วยงานที่รับผิดชอบมาตรการเท่านั้น" in words
    assert "reminder.snooze" not in {one.action for one in office.log()}
    assert {one.rung for one in records(stage, other)} == {"t-14"}


OWN: dict[str, dict[str, Any]] = {
    "show": {},
    "mute": {"days": 7},
    "unmute": {},
    "set": {"at": "09:00"},
    "cancel": {"day": "2024-04-04", "rung": "t-14"},
}


def test_what_concerns_one_person_is_not_talked_of_in_a_group(stage, office, group, suda) -> None:
    before = len(office.log())
    for name, slots in OWN.items():
        assert "แชตส่วนตัว" in tap(stage, suda, group, f"reminder.{name}", **slots)
    assert len(office.log()) == before
