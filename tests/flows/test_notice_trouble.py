"""Notices when LINE refuses, is busy, or is not heard: each gets it once, and that is on record."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import bindparam, text
from sqlmodel import select

from bot import broadcasting
from bot.outbox import GIVE_UP
from bot.simulator import Line
from bot.store import deployment, notices, quota
from bot.store.engine import reading, writing
from bot.store.inbox import identity
from bot.store.tables import RateBucket, Reminder
from bot.store.tables.columns import Moment
from bot.usecases.notices import content
from tests.flows.broadcast import (
    MULTICAST,
    PUSH,
    admin,
    block,
    crowd,
    erase,
    got,
    kept,
    look,
    make,
    multicasts,
    recipients,
    states,
    turn,
    wait_state,
)
from tests.flows.conftest import Stage, staged
from tests.flows.office import texts
from tests.flows.test_trouble import in_flight, wait_for
from tests.flows.test_way_out import metric


@pytest.fixture
def stage(own_stage: Stage) -> Stage:
    """A bot of this test's own: these change agencies, channels and who speaks what."""
    return own_stage


@pytest.fixture
def rough_stage(example_url, tmp_path):
    """A stage on which wrong calls are what it is about."""
    with staged(Line(seed="notices"), example_url, tmp_path) as made:
        yield made


def begun(stage, count: int, **how):
    """Have a notice to so many people begun; return them and its key."""
    engine = stage.service.engine
    those = crowd(engine, stage.line, count, at=stage.clock())
    author, _ = admin(stage, those)
    key = make(engine, those, recipients(engine, those), at=stage.clock(), author=author, **how)
    look(stage)
    return those, key


def quiet(stage) -> None:
    """Wait until nothing is being sent or due."""
    due = text(
        "SELECT count(*) FROM outbox_message WHERE state = 'queued' AND (in_flight OR not_before <= :now)"
    )

    def done() -> bool:
        with writing(stage.service.engine) as session:
            return not session.connection().execute(due, {"now": stage.clock()}).scalar_one()

    wait_for(done, 20)


def ask(stage, line_id: str, words: str = "ฉันคือใคร") -> str:
    """Let somebody ask something; return the words of the answer, cards included."""
    before = len(stage.line.sent(line_id))
    who = stage.line.world.people[line_id]
    stage.line.deliver(stage.line.text(who, words))
    stage.line.wait_sent(line_id, before + 1)
    said = stage.line.sent(line_id)[before:]
    return " ".join(one for message in said for one in (message.text, *texts(message.content)))


def news(stage, those) -> list[str]:
    """Return what the administrator was told unasked."""
    said = [message.text for message in stage.line.sent(those.line_ids[-1])]
    return [one for one in said if "หยุดส่ง" in one or "เรียบร้อย" in one or "LINE" in one]


def agrees(stage, those, key, **counts: int) -> None:
    """Check the record against LINE's side, person by person."""
    record, there = states(stage, key), got(stage.line)
    assert set(there.values()) <= {1}
    assert {line_id for line_id, state in record.items() if state == "sent"} == set(there)
    assert Counter(record.values()) == counts
    assert set(record) >= set(those.line_ids) - {
        line_id for line_id in those.line_ids if line_id not in record
    }


def test_a_bad_id_is_found_among_all_and_nobody_else_misses_it(rough_stage) -> None:
    stage = rough_stage
    engine = stage.service.engine
    those = crowd(engine, stage.line, 150, at=stage.clock())
    with writing(engine) as session:
        session.connection().execute(
            text("UPDATE contact SET line_id = 'U-not-one' WHERE line_id = :id"), {"id": those.line_ids[77]}
        )
    key = make(engine, those, recipients(engine, those), at=stage.clock())
    look(stage)
    wait_state(stage, key, notices.SENT)
    assert states(stage, key)["U-not-one"] == "refused"
    there = got(stage.line)
    assert there == Counter(set(those.line_ids) - {those.line_ids[77]})
    assert len({call.retry_key for call in multicasts(stage.line)}) == len(multicasts(stage.line))
    assert metric(stage, "notice_recipients_total", outcome="refused") == 1
    assert metric(stage, "notice_recipients_total", outcome="sent") == 149


def test_a_notice_that_line_refuses_for_most_pauses_by_itself(rough_stage) -> None:
    stage = rough_stage
    stage.line.fail(400, MULTICAST, times=0, message="no")
    those, key = begun(stage, 100)
    paused = wait_state(stage, key, notices.PAUSED)
    quiet(stage)
    paused = kept(stage, key)
    assert paused.why == "failures"
    assert 10 <= paused.states["refused"] <= 20
    assert paused.states["refused"] + paused.states["queued"] == 100
    assert got(stage.line) == Counter()
    assert len([call for call in stage.line.calls if call.path == PUSH]) == 1
    stage.line.clear_faults()
    turn(stage, those, key, notices.PAUSED, state=notices.SENDING)
    look(stage)
    done = wait_state(stage, key, notices.SENT)
    agrees(stage, those, key, sent=100 - done.states["refused"], refused=done.states["refused"])


def test_a_notice_whose_words_line_refuses_pauses_and_refuses_nobody(rough_stage) -> None:
    stage = rough_stage
    stored = content.dump(content.Content(text="ลิงก์", link="ftp://x"))
    those, key = begun(stage, 30, stored=stored)
    assert wait_state(stage, key, notices.PAUSED).why == "content"
    assert kept(stage, key).states == {"queued": 30}
    assert len(multicasts(stage.line)) == 1
    assert those.people


def test_without_the_right_to_send_a_notice_waits_for_it(rough_stage) -> None:
    stage = rough_stage
    stage.line.fail(401, MULTICAST, times=0)
    those, key = begun(stage, 30)
    assert wait_state(stage, key, notices.PAUSED).why == "credentials"
    assert kept(stage, key).states == {"queued": 30}
    quiet(stage)
    assert [call for call in stage.line.calls if call.path == PUSH] == []  # LINE would take that no more
    assert "ประกาศที่ 1 หยุดส่งชั่วคราว" in ask(stage, those.line_ids[-1])
    stage.line.clear_faults()
    turn(stage, those, key, notices.PAUSED, state=notices.SENDING)
    look(stage)
    wait_state(stage, key, notices.SENT)
    agrees(stage, those, key, sent=30)


def test_a_busy_line_is_asked_again_with_the_same_key(stage) -> None:
    stage.line.fail(429, MULTICAST, times=2)
    those, key = begun(stage, 10)
    for count in (1, 2):
        stage.line.wait_calls(count, MULTICAST)
        wait_for(lambda: not in_flight(stage))
        stage.clock.push(seconds=300)
    wait_state(stage, key, notices.SENT)
    agrees(stage, those, key, sent=10)
    assert len(multicasts(stage.line)) == 3
    assert len({call.retry_key for call in multicasts(stage.line)}) == 1


def test_a_call_beyond_our_share_waits(stage) -> None:
    with writing(stage.service.engine) as session:
        bucket = RateBucket(channel_id=1, endpoint="multicast", tokens=0.0, filled_at=stage.clock())
        session.add(bucket)
    those, key = begun(stage, 10)
    quiet_for = text(
        "SELECT attempts FROM outbox_message WHERE not_before > :now AND NOT in_flight"
    ).bindparams(bindparam("now", type_=Moment))

    def held() -> bool:
        with writing(stage.service.engine) as session:
            now = {"now": stage.clock()}
            return session.connection().execute(quiet_for, now).scalar_one_or_none() == 0

    wait_for(held)
    assert multicasts(stage.line) == []
    stage.clock.push(seconds=1)
    wait_state(stage, key, notices.SENT)
    agrees(stage, those, key, sent=10)


@pytest.mark.parametrize("way", ["on command", "next month"])
def test_when_the_month_is_used_up_the_rest_waits_and_goes_on(stage, way) -> None:
    stage.line.set_quota(40)
    those, key = begun(stage, 60)
    paused = wait_state(stage, key, notices.PAUSED)
    quiet(stage)
    assert paused.why == "quota"
    agrees(stage, those, key, sent=36, queued=24)  # a tenth is in reserve
    for _ in range(3):
        stage.clock.push(minutes=1)
        assert look(stage) == 0
    if way == "on command":
        stage.clock.push(minutes=2)
        stage.line.set_quota(1000)
        turn(stage, those, key, notices.PAUSED, state=notices.SENDING)
    else:
        stage.clock.push(days=31)
        stage.line.set_quota(40, used=0)
    assert look(stage) == 1
    wait_state(stage, key, notices.SENT)
    agrees(stage, those, key, sent=60)


def test_when_nothing_is_left_administrators_are_told_with_their_next_answer(stage) -> None:
    """An urgent notice leaves no reserve for a push, so it rides free; who let it go on is told no more."""
    stage.line.set_quota(40)
    those, key = begun(stage, 60, urgent=True)
    paused = wait_state(stage, key, notices.PAUSED)
    quiet(stage)
    assert paused.why == "quota"
    agrees(stage, those, key, sent=40, queued=20)
    assert [call for call in stage.line.calls if call.path == PUSH] == []
    told = ask(stage, those.line_ids[-1])
    assert f"ประกาศที่ {paused.number} หยุดส่งชั่วคราว" in told
    assert [call for call in stage.line.calls if call.path == PUSH] == []
    with reading(stage.service.engine) as session:
        kinds = session.exec(select(Reminder.kind, Reminder.state)).all()
    assert kinds == [("paused", "shown")]


@pytest.mark.parametrize("left", [0, 1])
def test_a_pause_is_told_by_a_push_if_the_month_still_has_one(stage, left) -> None:
    """The clock stands still here, so what LINE counted is said for a moment before."""
    engine = stage.service.engine
    those = crowd(engine, stage.line, 2, at=stage.clock())
    author, line_id = admin(stage, those)
    later = stage.clock() + dt.timedelta(days=1)
    to = recipients(engine, those)
    key = make(engine, those, to, at=stage.clock(), send_at=later, author=author)
    before = stage.clock() - dt.timedelta(seconds=1)
    with writing(engine) as session:
        quota.note(
            session, quota.Reading(channel_id=1, month="2024-04", most=40, used=40 - left, read_at=before)
        )
        notices.turn(session, key, seen=(notices.SCHEDULED,), state=notices.SENDING)
        assert broadcasting.pause(session, key, "quota", stage.clock())
    quiet(stage)
    wait_for(lambda: len(news(stage, those)) == left)
    assert len([call for call in stage.line.calls if call.path == PUSH]) == left
    assert ("ประกาศที่ 1 หยุดส่งชั่วคราว" in ask(stage, line_id)) is not bool(left)


def test_of_a_pause_that_is_over_nobody_is_told(stage) -> None:
    stage.line.set_quota(40)
    those, key = begun(stage, 60, urgent=True)
    paused = wait_state(stage, key, notices.PAUSED)
    quiet(stage)
    stage.line.set_quota(1000)
    stage.clock.push(minutes=2)
    turn(stage, those, key, notices.PAUSED, state=notices.SENDING)
    look(stage)
    wait_state(stage, key, notices.SENT)
    quiet(stage)
    assert f"ประกาศที่ {paused.number} หยุดส่งชั่วคราว" not in ask(stage, those.line_ids[-1])


@pytest.mark.parametrize("send_waiting", [False, True])
def test_of_what_a_copy_paused_administrators_hear_with_their_next_answer(stage, send_waiting) -> None:
    stage.line.fail(429, MULTICAST)
    those, key = begun(stage, 30)
    stage.line.wait_calls(1, MULTICAST)
    wait_for(lambda: not in_flight(stage))
    with writing(stage.service.engine) as session:
        deployment.disarm(session, stage.clock(), "copied")
    wait_for(lambda: not stage.service.gate.armed)
    with writing(stage.service.engine) as session:
        assert broadcasting.arm(session, stage.clock(), "me", send_waiting=send_waiting)
    wait_for(lambda: stage.service.gate.armed)
    told = ask(stage, those.line_ids[-1])
    assert ("ประกาศที่ 1 หยุดส่งชั่วคราว" in told) is not send_waiting
    assert [call for call in stage.line.calls if call.path == PUSH] == []
    status = ask(stage, those.line_ids[-1], "ประกาศล่าสุดถึงไหนแล้ว")
    assert ("ฐานข้อมูลสำเนา" in status) is not send_waiting
    if send_waiting:
        stage.clock.push(minutes=5)
        wait_state(stage, key, notices.SENT)
    else:
        assert kept(stage, key).why == deployment.COPIED


def test_an_urgent_notice_may_use_the_reserve(stage) -> None:
    stage.line.set_quota(40)
    those, key = begun(stage, 40, urgent=True)
    wait_state(stage, key, notices.SENT)
    agrees(stage, those, key, sent=40)


def test_a_quota_that_ends_unheard_takes_the_batch_back(stage) -> None:
    """LINE's figure said that there was enough; somebody else used it up meanwhile."""
    stage.line.set_quota(500)
    stage.line.fail(429, MULTICAST)
    those, key = begun(stage, 30)
    stage.line.wait_calls(1, MULTICAST)
    wait_for(lambda: not in_flight(stage))
    stage.line.set_quota(500, used=490)
    stage.clock.push(minutes=5)
    assert wait_state(stage, key, notices.PAUSED).why == "quota"
    agrees(stage, those, key, queued=30)
    stage.clock.push(minutes=5)
    stage.line.set_quota(500, used=0)
    assert look(stage) == 1
    wait_state(stage, key, notices.SENT)
    agrees(stage, those, key, sent=30)


def test_errors_before_and_after_acceptance_and_lost_answers_double_nothing(stage) -> None:
    stage.line.fail(500, MULTICAST)
    stage.line.fail(500, MULTICAST, accept=True)
    stage.line.hang(MULTICAST, accept=True)
    those, key = begun(stage, 60)
    for count in (1, 2, 3):
        stage.line.wait_calls(count, MULTICAST)
        wait_for(lambda: not in_flight(stage), 30)
        stage.clock.push(seconds=10)
    wait_state(stage, key, notices.SENT)
    agrees(stage, those, key, sent=60)
    assert [call.status for call in multicasts(stage.line)] == [500, 500, 0, 409, 200]


def test_what_is_in_doubt_for_a_day_is_unknown_and_never_sent_again(stage) -> None:
    stage.line.fail(500, MULTICAST, times=0, accept=True)
    those, key = begun(stage, 5)
    stage.line.wait_calls(1, MULTICAST)
    wait_for(lambda: not in_flight(stage))
    stage.clock.push(seconds=GIVE_UP.total_seconds())
    done = wait_state(stage, key, notices.SENT)
    assert done.states == {"unknown": 5}
    assert len(multicasts(stage.line)) == 1
    assert set(got(stage.line).values()) == {1}
    assert those.people


def test_what_line_never_took_for_a_day_gets_a_fresh_key(stage) -> None:
    stage.line.fail(429, MULTICAST)
    those, key = begun(stage, 5)
    stage.line.wait_calls(1, MULTICAST)
    wait_for(lambda: not in_flight(stage))
    stage.clock.push(seconds=GIVE_UP.total_seconds())
    wait_state(stage, key, notices.SENT)
    agrees(stage, those, key, sent=5)
    assert len({call.retry_key for call in multicasts(stage.line)}) == 2


def test_who_leaves_between_two_tries_is_left_out_unless_line_may_have_it(stage) -> None:
    stage.line.fail(429, MULTICAST)
    those, key = begun(stage, 6)
    stage.line.wait_calls(1, MULTICAST)
    wait_for(lambda: not in_flight(stage))
    block(stage, those.line_ids[0])
    erase(stage, those.people[1])
    stage.line.fail(500, MULTICAST, accept=True)
    stage.clock.push(seconds=300)
    wait_for(lambda: len(multicasts(stage.line)) == 2 and not in_flight(stage))
    block(stage, those.line_ids[2])
    erase(stage, those.people[3])
    stage.clock.push(seconds=300)
    done = wait_state(stage, key, notices.SENT)
    assert [call.status for call in multicasts(stage.line)] == [429, 500, 409]
    assert done.states == {"sent": 4, "skipped": 2}
    assert got(stage.line) == Counter(those.line_ids[2:])
    assert identity(those.people[3])
