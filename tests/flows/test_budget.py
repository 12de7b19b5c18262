"""The message budget: what it holds back, that it loses and doubles nothing, and what people see of it."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlmodel import col

from bot.store import quota
from bot.store.engine import reading
from bot.store.tables import Reminder
from tests.flows.desk import Desk
from tests.flows.office import texts
from tests.flows.rounds import do_round, pushes, turn_to
from tests.flows.ticks import desk_of

APRIL_4 = dt.date(2024, 4, 4)
"""Fourteen working days before the deadline of all measures."""
UNITS = ("ศส.", "สล.", "กมร.", "กย.")
DAY = dt.timedelta(days=1)
QUOTA = "/v2/bot/message/quota"


@pytest.fixture
def office(stage):
    return Desk(stage)


@pytest.fixture
def desk(databases, tmp_path):
    """An agency of four people, where rounds are done by hand."""
    with desk_of(databases, tmp_path) as made:
        made.keep(issues=1)
        made.at(APRIL_4 - DAY, "09:00")
        for number, unit in enumerate(UNITS):
            made.person(f"คนที่ {number}", unit)
        yield made


def channel_reading(desk):
    with reading(desk.engine) as session:
        return quota.of_channel(session, quota.channel_of(session, desk.staff.agency_id))


def held(desk):
    return desk.reminders(Reminder.state == "waiting", Reminder.why == "budget")


# --- what is held back ----------------------------------------------------------------------------------


def test_early_steps_are_held_back_and_come_when_there_are_messages_again(desk) -> None:
    desk.line.set_quota(14)
    desk.tick(APRIL_4 - DAY, "13:00")
    done = desk.tick(APRIL_4, "13:00")
    assert (done.cards, done.held) == (0, 4)
    assert desk.pushes() == []
    assert {(one.rung, one.state) for one in held(desk)} == {("t-14", "waiting")}
    assert channel_reading(desk).most == 14
    again = desk.tick(APRIL_4, "13:01")
    assert (again.cards, again.held) == (0, 0)
    desk.line.set_quota(300)
    desk.tick(APRIL_4 + DAY, "13:00")
    assert len(desk.pushes()) == 4
    assert held(desk) == []


def test_what_is_held_back_stands_on_the_next_card_that_is_pushed(desk) -> None:
    """With enough for the last steps only: the card of the day before the deadline holds the digest too."""
    desk.line.set_quota(14)
    day = APRIL_4 - DAY
    while day <= dt.date(2024, 4, 30):
        desk.tick(day, "13:00")
        day += DAY
    assert 8 <= len(desk.pushes()) <= 12  # a tenth stays in reserve
    assert held(desk) == []
    shown = desk.reminders(Reminder.state == "shown", Reminder.kind == "digest")
    assert len(shown) == 4 * 4
    assert min(card.day for day in (29, 30) for card in desk.cards(dt.date(2024, 4, day)))
    assert not desk.reminders(Reminder.state == "waiting", col(Reminder.push_at).is_not(None))


def test_while_line_does_not_tell_nothing_is_held_back(desk) -> None:
    desk.line.set_quota(0)
    desk.line.fail(500, QUOTA, times=0)
    desk.tick(APRIL_4 - DAY, "13:00")
    done = desk.tick(APRIL_4, "13:00")
    assert (done.cards, done.held) == (4, 0)
    assert channel_reading(desk) is None


def test_the_last_figure_of_the_month_counts_while_line_tells_no_other(desk) -> None:
    desk.line.set_quota(14)
    desk.tick(APRIL_4 - DAY, "13:00")
    desk.line.fail(500, QUOTA, times=0)
    assert desk.tick(APRIL_4, "13:00").held == 4


# --- used up in the midst of a round --------------------------------------------------------------------


def test_what_line_refuses_in_mid_round_is_made_anew_and_comes_once(desk) -> None:
    """LINE does not tell that two are left of the month: so all four are made, and it refuses two."""
    desk.line.set_quota(2)
    desk.line.fail(500, QUOTA, times=0)
    desk.tick(APRIL_4 - DAY, "13:00")
    assert desk.tick(APRIL_4, "13:00").cards == 4
    assert len(desk.pushes()) == 2
    assert [state for state, _ in desk.outbox()] == ["sent", "sent", "queued", "queued"]
    desk.line.clear_faults()
    assert desk.tick(APRIL_4, "15:00").cards == 0

    desk.tick(APRIL_4 + DAY, "00:00")
    assert sorted(state for state, _ in desk.outbox()) == ["refused", "refused", "sent", "sent"]
    done = desk.tick(APRIL_4 + DAY, "13:00")
    assert (done.cards, done.held) == (0, 2)
    wait = desk.reminders(Reminder.state == "waiting", Reminder.rung == "t-14")
    assert {one.why for one in wait} == {"budget"}
    served = {call.request["to"] for call in desk.pushes()}
    assert len(served) == 2

    day = APRIL_4 + 2 * DAY
    while day <= dt.date(2024, 4, 30):
        desk.tick(day, "13:00")
        day += DAY
    assert len(desk.pushes()) == 2
    desk.line.set_quota(300)
    assert desk.tick(day, "13:00").cards == 4
    may = desk.pushes()[2:]
    assert len({call.request["to"] for call in may}) == len(may) == 4
    assert served < {call.request["to"] for call in may}
    assert all("เกินกำหนด 1 วัน" in " ".join(texts(call.request["messages"])) for call in may)
    assert held(desk) == []


def test_a_card_that_line_did_not_take_says_the_days_that_are_left_when_it_comes(desk) -> None:
    desk.line.set_quota(0)
    desk.line.fail(500, QUOTA, times=0)
    desk.tick(APRIL_4 - DAY, "13:00")
    desk.tick(APRIL_4, "13:00")
    assert desk.pushes() == []
    desk.line.clear_faults()
    desk.line.set_quota(300)
    done = desk.tick(APRIL_4 + DAY, "13:00")
    assert (done.renewed, done.cards) == (4, 4)
    said = {words for call in desk.pushes() for words in texts(call.request["messages"])}
    assert len(desk.pushes()) == 4
    assert any("25 วัน" in words for words in said)
    assert not any("26 วัน" in words for words in said)
    assert [state for state, _ in desk.outbox()].count("refused") == 4


def test_a_card_that_line_may_have_taken_is_not_made_anew(desk) -> None:
    desk.tick(APRIL_4 - DAY, "13:00")
    desk.line.fail(500, "/v2/bot/message/push", times=0)
    desk.tick(APRIL_4, "13:00")
    desk.line.clear_faults()
    done = desk.tick(APRIL_4 + DAY, "10:00")
    assert (done.renewed, done.cards) == (0, 0)
    assert len(desk.pushes()) == 4


def test_a_card_that_was_given_up_while_the_bot_was_off_is_made_anew(desk) -> None:
    desk.line.set_quota(0)
    desk.line.fail(500, QUOTA, times=0)
    desk.tick(APRIL_4 - DAY, "13:00")
    desk.tick(APRIL_4, "13:00")
    with_nobody = desk.at(APRIL_4 + DAY, "12:30")
    desk.deliver(with_nobody)
    assert {state for state, _ in desk.outbox()} == {"refused"}
    desk.line.clear_faults()
    desk.line.set_quota(300)
    assert desk.tick(APRIL_4 + DAY, "13:00").renewed == 4
    assert len(desk.pushes()) == 4
    assert desk.tick(APRIL_4 + DAY, "13:01").renewed == 0


# --- what people see ------------------------------------------------------------------------------------


def test_an_administrator_sees_the_month_and_changes_the_reserve(stage, office) -> None:
    stage.line.set_quota(300, 41)
    admin = office.person("กลาง", "สล.", role="admin")
    office.person("สุดา", "ศส.")
    do_round(stage)
    admin.want("budget.show")
    assert "41 จาก 300" in admin.heard
    assert "30 ข้อความ" in admin.card
    assert "พอใช้ถึงสิ้นเดือน" in admin.card
    assert "เตือนล่วงหน้า 14 วันทำการ" in admin.card
    admin.tap("สำรอง 60")
    assert "60 ข้อความ" in admin.card
    admin.want("budget.show")
    assert "60 ข้อความ" in admin.card
    (entry,) = [one for one in office.log() if one.action == "budget.set"]
    assert (entry.before, entry.after) == ({}, {"reserve": 60})
    admin.want("budget.set", reserve=-1)
    assert "60" not in admin.card
    stage.line.set_quota(None)


def test_nobody_else_sees_it(office) -> None:
    for role in ("staff", "head", "auditor"):
        suda = office.person("สุดา", "ศส.", role=role)
        for intent in ("budget.show", "budget.set"):
            suda.want(intent, **({"reserve": 1} if intent == "budget.set" else {}))
            assert "ผู้ดูแลระบบ" in suda.card
    assert office.log() == []


def test_before_line_has_told_it_says_so(office) -> None:
    admin = office.person("กลาง", "สล.", role="admin")
    admin.want("budget.show")
    assert "ยังไม่แจ้ง" in admin.card


def test_what_is_held_back_rides_free_and_the_administrator_is_told(stage, office) -> None:
    stage.line.set_quota(5, 0)
    admin = office.person("กลาง", "สล.", role="admin")
    suda = office.person("สุดา", "ศส.")
    turn_to(stage, "2024-04-03 09:00")
    do_round(stage)
    turn_to(stage, "2024-04-04 13:00")
    before = len(pushes(stage))
    done = do_round(stage)
    assert done.held >= 1
    assert suda.line.user_id not in {call.request["to"] for call in pushes(stage)[before:]}
    suda.say("คะแนนรวม")
    assert len(suda.got) == 2
    told = [call for call in pushes(stage)[before:] if call.request["to"] == admin.line.user_id]
    assert "ไม่พอสำหรับการเตือนทั้งหมด" in " ".join(texts(told[0].request["messages"]))
    turn_to(stage, "2024-04-09 09:00")
    do_round(stage)
    admin.say("คะแนนรวม")
    assert "ไม่พอสำหรับการเตือนทั้งหมด" not in admin.card
    stage.line.set_quota(None)
