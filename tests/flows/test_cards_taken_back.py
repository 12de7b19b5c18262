"""Cards that LINE did not take in time: never pushed outside office hours, never lost, never doubled."""

from __future__ import annotations

import datetime as dt

import pytest

from bot import ticking
from bot.store.tables import Reminder
from tests.flows.desk import Desk as Office
from tests.flows.office import texts
from tests.flows.records import states
from tests.flows.rounds import at, last_push, unheard, waiting
from tests.flows.test_trouble import wait_for
from tests.flows.ticks import desk_of

APRIL_4 = dt.date(2024, 4, 4)
"""A Thursday, fourteen working days before the deadline of all measures."""
UNITS = ("ศส.", "สล.", "กมร.", "กย.")
DAY = dt.timedelta(days=1)
QUOTA, PUSH, REPLY = "/v2/bot/message/quota", "/v2/bot/message/push", "/v2/bot/message/reply"


@pytest.fixture
def desk(databases, tmp_path):
    """An agency of four people, where rounds are done by hand."""
    with desk_of(databases, tmp_path) as made:
        made.keep(issues=1)
        made.at(APRIL_4 - DAY, "09:00")
        for number, unit in enumerate(UNITS):
            made.person(f"คนที่ {number}", unit)
        made.tick(APRIL_4 - DAY, "13:00")
        yield made


def used_up(line) -> None:
    """Let LINE refuse all pushes for want of messages, and not tell that none are left."""
    line.set_quota(0)
    line.fail(500, QUOTA, times=0)


def plenty(line) -> None:
    """Let LINE take whatever it is sent."""
    line.clear_faults()
    line.set_quota(300)


def said(desk) -> set[str]:
    return {words for call in desk.pushes() for words in texts(call.request["messages"])}


# --- closing time ---------------------------------------------------------------------------------------


def test_a_card_made_just_before_closing_does_not_come_after_it(desk) -> None:
    used_up(desk.line)
    assert desk.tick(APRIL_4, "16:20").cards == 4
    plenty(desk.line)
    done = desk.tick(APRIL_4, "16:30")
    assert (done.renewed, done.cards) == (4, 0)
    assert desk.tick(APRIL_4, "20:00").renewed == 0
    assert desk.pushes() == []
    assert {(one.state, one.why) for one in desk.reminders(Reminder.rung == "t-14")} == {
        ("waiting", "unsent")
    }
    assert desk.tick(APRIL_4 + DAY, "08:30").cards == 0
    assert desk.tick(APRIL_4 + DAY, "13:00").cards == 4
    assert desk.tick(APRIL_4 + DAY, "13:01").cards == 0
    assert len({call.request["to"] for call in desk.pushes()}) == len(desk.pushes()) == 4
    assert any("25 วัน" in words for words in said(desk))
    assert not any("26 วัน" in words for words in said(desk))


@pytest.mark.parametrize(("day", "time"), [(APRIL_4, "16:40"), (APRIL_4 + DAY, "08:40")])
def test_a_worker_that_was_away_sends_nothing_that_is_over(desk, day, time) -> None:
    """It looks into the outbox before there is another round: after closing, or on the next morning."""
    used_up(desk.line)
    desk.tick(APRIL_4, "16:20")
    plenty(desk.line)
    desk.deliver(desk.at(day, time))
    assert desk.pushes() == []
    desk.tick(day, time)
    desk.tick(APRIL_4 + DAY, "13:00")
    assert len(desk.pushes()) == 4
    assert any("25 วัน" in words for words in said(desk))
    assert not any("26 วัน" in words for words in said(desk))


def test_within_office_hours_it_comes_when_line_takes_it(desk) -> None:
    used_up(desk.line)
    desk.tick(APRIL_4, "13:00")
    plenty(desk.line)
    assert desk.tick(APRIL_4, "16:29").renewed == 0
    assert len(desk.pushes()) == 4


def test_an_agencys_own_closing_time_counts(desk) -> None:
    desk.decide(closes="15:00")
    used_up(desk.line)
    assert desk.tick(APRIL_4, "14:30").cards == 4
    plenty(desk.line)
    assert desk.tick(APRIL_4, "15:00").renewed == 4
    assert desk.pushes() == []


def test_what_line_may_have_taken_is_asked_again_when_the_office_opens(desk) -> None:
    desk.line.fail(500, PUSH, times=0)
    desk.tick(APRIL_4, "16:20")
    desk.line.clear_faults()
    assert desk.tick(APRIL_4, "16:40").renewed == 0
    assert desk.tick(APRIL_4 + DAY, "08:29").renewed == 0
    assert desk.pushes() == []
    done = desk.tick(APRIL_4 + DAY, "08:30")
    assert (done.renewed, done.cards) == (0, 0)
    assert len(desk.pushes()) == 4


def test_what_line_may_have_taken_is_not_lost_over_a_weekend(desk) -> None:
    """LINE forgets the key of a try within a day: rather late in the evening than never, or twice."""
    friday = APRIL_4 + DAY
    desk.line.fail(500, PUSH, times=0)
    desk.tick(friday, "16:20")
    desk.line.clear_faults()
    desk.tick(friday, "16:40")
    assert len(desk.pushes()) == 4
    assert desk.tick(friday + 4 * DAY, "13:00").renewed == 0


def test_what_is_urgent_comes_after_closing(desk) -> None:
    used_up(desk.line)
    desk.at(APRIL_4, "13:00")
    now = desk.at(APRIL_4, "20:00")
    assert ticking.by_hand(desk.engine, now, lambda: None, urgent=True).cards == 4
    desk.deliver(now)
    assert desk.pushes() == []
    plenty(desk.line)
    assert desk.tick(APRIL_4, "22:00").renewed == 0
    assert len(desk.pushes()) == 4
    assert [one.action for one in desk.staff.log()] == ["round.urgent"]


def test_what_is_urgent_is_made_anew_when_its_day_is_over(desk) -> None:
    used_up(desk.line)
    now = desk.at(APRIL_4, "20:00")
    ticking.by_hand(desk.engine, now, lambda: None, urgent=True)
    desk.deliver(now)
    plenty(desk.line)
    assert desk.tick(APRIL_4 + DAY, "00:00").renewed == 4
    assert desk.pushes() == []
    assert desk.tick(APRIL_4 + DAY, "13:00").cards == 4
    assert len(desk.pushes()) == 4


@pytest.fixture
def suda(stage):
    """Somebody whom the bot can reach; the duties are planned."""
    staff = Office(stage).person("สุดา", "ศส.")
    at(stage, "2024-04-03 13:00")
    yield staff
    plenty(stage.line)
    stage.line.set_quota(None)


def test_what_was_taken_back_at_closing_time_rides_free_that_evening(stage, suda) -> None:
    used_up(stage.line)
    before = at(stage, "2024-04-04 16:20")
    plenty(stage.line)
    assert at(stage, "2024-04-04 16:40") == before  # the worker may have it in hand just now
    assert at(stage, "2024-04-04 16:41") == before
    suda.say("คะแนนรวม")
    assert len(suda.got) == 2
    assert "26 วัน" in suda.card
    assert at(stage, "2024-04-05 13:00") == before


# --- carried by an answer that LINE never takes -----------------------------------------------------------


def ask_in_vain(stage, staff, text="คะแนนรวม"):
    """Ask, where no answer comes; return what was said."""
    said = stage.line.text(staff.line, text)
    stage.line.deliver(said)
    tried(stage, staff)
    return said


def tried(stage, staff) -> None:
    """Wait until an answer that carries the card was made, and then until LINE was asked to take it."""
    wait_for(lambda: states(stage, staff, "t-14") == {"shown"})
    wait_for(lambda: not waiting(stage))


def unsend(stage, said) -> None:
    """Take a message back, and wait until the bot has heard that."""
    stage.line.deliver(stage.line.unsend(said))
    wait_for(lambda: not unheard(stage))


def test_a_card_that_rode_on_an_answer_that_is_given_up_is_pushed(stage, suda) -> None:
    """Its token is over and the month is used up: for a day the answer may still come."""
    before = at(stage, "2024-04-04 09:00")
    used_up(stage.line)
    stage.line.fail(400, REPLY)
    ask_in_vain(stage, suda)
    assert at(stage, "2024-04-04 13:00") == before
    assert at(stage, "2024-04-05 08:10") == before  # the answer is given up, perhaps behind the round
    assert at(stage, "2024-04-05 08:11") == before
    assert states(stage, suda, "t-14") == {"waiting"}
    plenty(stage.line)
    assert at(stage, "2024-04-05 13:00") == before + 1
    assert "25 วัน" in last_push(stage)
    assert at(stage, "2024-04-05 13:01") == before + 1


def test_a_card_on_an_answer_that_is_refused_for_good_comes_at_its_hour(stage, suda) -> None:
    before = at(stage, "2024-04-04 09:00")
    stage.line.fail(403, REPLY)
    ask_in_vain(stage, suda)
    assert at(stage, "2024-04-04 09:01") == before
    assert states(stage, suda, "t-14") == {"waiting"}
    assert at(stage, "2024-04-04 13:00") == before + 1
    assert at(stage, "2024-04-05 13:00") == before + 1


def test_it_rides_on_the_next_answer_as_well(stage, suda) -> None:
    before = at(stage, "2024-04-04 09:00")
    stage.line.fail(403, REPLY)
    ask_in_vain(stage, suda)
    at(stage, "2024-04-04 09:01")
    suda.say("คะแนนรวม")
    assert len(suda.got) == 2
    assert "26 วัน" in suda.card
    assert at(stage, "2024-04-04 13:00") == before


def test_what_was_never_to_be_pushed_waits_for_the_next_answer(stage, suda) -> None:
    suda.want("reminder.set", digest=True)
    before = at(stage, "2024-04-04 09:00")
    stage.line.fail(403, REPLY)
    ask_in_vain(stage, suda)
    assert at(stage, "2024-04-04 13:00") == at(stage, "2024-04-05 13:00") == before
    suda.say("คะแนนรวม")
    assert "25 วัน" in suda.card


def test_a_card_on_an_answer_to_a_message_that_is_unsent_is_not_lost(stage, suda) -> None:
    before = at(stage, "2024-04-04 09:00")
    used_up(stage.line)
    stage.line.fail(400, REPLY)
    said = ask_in_vain(stage, suda)
    unsend(stage, said)
    plenty(stage.line)
    assert at(stage, "2024-04-04 09:01") == before
    assert at(stage, "2024-04-04 13:00") == before + 1


def test_a_card_on_an_answer_that_line_may_have_taken_is_left_alone(stage, suda) -> None:
    before = at(stage, "2024-04-04 09:00")
    stage.line.fail(500, REPLY, times=0)
    said = stage.line.text(suda.line, "คะแนนรวม")
    stage.line.deliver(said)
    tried(stage, suda)
    stage.clock.push(minutes=2)
    stage.line.clear_faults()
    assert at(stage, "2024-04-04 13:00") == at(stage, "2024-04-05 13:00") == before
    assert states(stage, suda, "t-14") == {"shown"}
