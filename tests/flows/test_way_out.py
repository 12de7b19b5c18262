"""The way out when LINE says 429, is down, or takes answers late. Time is pushed on, never waited for."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import text

from bot.outbox import REPLY_WINDOW
from bot.outbox.circuit import FIRST_PAUSE, THRESHOLD
from bot.store import channels
from bot.store.engine import reading, writing
from bot.store.inbox import identity
from bot.store.tables import RateBucket
from bot.store.tables.columns import Moment
from tests.flows.test_trouble import PUSH, REPLY, first_try_failed, in_flight, outbox, settled, wait_for

LATE = REPLY_WINDOW.total_seconds() + 1
QUOTA = "/v2/bot/message/quota"


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


def calls(stage, path):
    return [call for call in stage.line.calls if call.path == path]


def metric(stage, name, **labels):
    return stage.service.metrics.registry.get_sample_value(f"ita_bot_{name}", labels)


def waits(stage):
    """Seconds until the last row is tried again."""
    query = text("SELECT not_before FROM outbox_message ORDER BY id DESC LIMIT 1").columns(not_before=Moment)
    with reading(stage.service.engine) as session:
        return (session.connection().execute(query).scalar_one() - stage.clock()).total_seconds()


def pushed_in_vain(stage, who=None):
    """Let an answer miss its token, and its push fail as the caller arranged; return the wait after that."""
    stage.line.fail(429, REPLY)
    stage.line.say(who or stage.somchai, "คะแนนรวม")
    first_try_failed(stage, REPLY)
    stage.clock.push(seconds=LATE)
    stage.line.wait_calls(1, PUSH)
    wait_for(lambda: outbox(stage)[-1] == ("queued", 2) and not in_flight(stage))
    return waits(stage)


def test_a_push_waits_for_the_quota_while_replies_go_on(stage) -> None:
    stage.line.set_quota(0)
    assert 1800 <= pushed_in_vain(stage) <= 3600
    assert len(calls(stage, QUOTA)) == 1
    assert (metric(stage, "quota_messages"), metric(stage, "quota_used")) == (0, 0)
    other = stage.line.person("สมหญิง")
    assert "94.14" in stage.line.ask(other, "ข้อ e14")[0].text
    stage.line.set_quota(10)
    stage.clock.push(hours=1)
    assert "98.90" in stage.line.wait_sent(stage.somchai)[0].text
    wait_for(lambda: {state for state, _ in outbox(stage)} == {"sent"})
    assert len({call.retry_key for call in calls(stage, PUSH)}) == 1
    wait_for(lambda: metric(stage, "quota_used") == 1)


def test_a_push_that_finds_no_quota_for_a_day_is_given_up_and_told(stage) -> None:
    stage.line.set_quota(0)
    pushed_in_vain(stage)
    stage.clock.push(hours=1)
    stage.line.wait_calls(2, PUSH)
    wait_for(lambda: outbox(stage) == [("queued", 3)] and not in_flight(stage))
    stage.clock.push(hours=22)
    settled(stage, "refused")
    assert len({call.retry_key for call in calls(stage, PUSH)}) == 1


def test_who_was_sent_too_much_waits_and_nobody_else(stage) -> None:
    """The month has messages left, and we do not call much: so LINE minds this one person."""
    stage.line.set_quota(100)
    stage.line.fail(429, PUSH, message="whatever LINE says")
    assert 30 <= pushed_in_vain(stage) <= 60
    other = stage.line.person("สมหญิง")
    stage.line.fail(429, REPLY)
    stage.line.say(other, "คะแนนรวม")
    stage.line.wait_calls(2, REPLY)
    wait_for(lambda: not in_flight(stage))
    stage.clock.push(seconds=2)
    assert stage.line.wait_sent(other)
    assert len(calls(stage, PUSH)) == 1
    stage.clock.push(seconds=60)
    assert stage.line.wait_sent(stage.somchai)


def test_a_quota_that_cannot_be_asked_does_no_harm(stage) -> None:
    stage.line.fail(500, QUOTA, times=0)
    stage.line.fail(429, PUSH)
    assert 1 <= pushed_in_vain(stage) <= 2
    stage.clock.push(seconds=2)
    assert stage.line.wait_sent(stage.somchai)
    settled(stage, "sent")
    assert len(calls(stage, QUOTA)) == 1  # a minute has not passed


def test_while_line_is_down_calls_are_held_back_and_nothing_is_lost_or_doubled(stage) -> None:
    people = [stage.line.person(f"คนที่ {number}") for number in range(THRESHOLD + 3)]
    stage.line.fail(500, REPLY, times=0)
    for number, person in enumerate(people[:THRESHOLD]):
        stage.line.say(person, "คะแนนรวม")
        stage.line.wait_calls(number + 1, REPLY)
    wait_for(lambda: metric(stage, "circuit_open") == 1)
    for number, person in enumerate(people[THRESHOLD:]):
        stage.line.say(person, "คะแนนรวม")
        wait_for(lambda number=number: len(outbox(stage)) == THRESHOLD + number + 1 and not in_flight(stage))
    assert outbox(stage)[THRESHOLD:] == [("queued", 0)] * 3
    assert len(calls(stage, REPLY)) == THRESHOLD
    stage.clock.push(seconds=FIRST_PAUSE.total_seconds())  # one looks whether LINE is there again: no
    stage.line.wait_calls(THRESHOLD + 1, REPLY)
    wait_for(lambda: not in_flight(stage))
    stage.line.clear_faults()
    stage.clock.push(seconds=2 * FIRST_PAUSE.total_seconds())  # and again: yes
    for person in people:
        assert len(stage.line.wait_sent(person)) == 1
    wait_for(lambda: {state for state, _ in outbox(stage)} == {"sent"})
    assert metric(stage, "circuit_open") == 0
    assert {call.path for call in stage.line.calls} == {REPLY}
    assert metric(stage, "outbox_outcomes_total", outcome="held back") >= 3


def test_a_token_that_ends_while_line_is_down_becomes_a_push(stage) -> None:
    """No call was made for it, so there is no doubt: other than for those that failed."""
    people = [stage.line.person(f"คนที่ {number}") for number in range(THRESHOLD)]
    stage.line.fail(500, REPLY, times=0)
    for number, person in enumerate(people):
        stage.line.say(person, "คะแนนรวม")
        stage.line.wait_calls(number + 1, REPLY)
    wait_for(lambda: metric(stage, "circuit_open") == 1)
    stage.line.say(stage.somchai, "คะแนนรวม")
    wait_for(lambda: len(outbox(stage)) == THRESHOLD + 1 and not in_flight(stage))
    stage.line.clear_faults()
    stage.clock.push(seconds=LATE)
    assert stage.line.wait_sent(stage.somchai)
    wait_for(lambda: {state for state, _ in outbox(stage)} == {"sent"})
    assert [call.request["to"] for call in calls(stage, PUSH)] == [stage.somchai.user_id]


def test_answers_keep_their_order_while_one_waits_for_its_next_try(stage) -> None:
    stage.line.fail(429, REPLY)
    stage.line.say(stage.somchai, "ข้อ i1")
    first_try_failed(stage, REPLY)
    for asked in ("ข้อ i2", "ข้อ i3"):
        stage.line.say(stage.somchai, asked)
    wait_for(lambda: outbox(stage) == [("queued", 1), ("queued", 0), ("queued", 0)])
    stage.clock.push(seconds=2)
    stage.line.wait_sent(stage.somchai, 3)
    tokens = [call.request["replyToken"] for call in calls(stage, REPLY)]
    assert tokens == [tokens[0], *dict.fromkeys(tokens)]
    said = [message.text for message in stage.line.sent(stage.somchai)]
    assert [f"i{number}" in text for number, text in enumerate(said, 1)] == [True] * 3


def test_an_answer_that_waits_for_long_holds_up_no_new_one(stage) -> None:
    stage.line.set_quota(0)
    pushed_in_vain(stage)
    assert "e14" in stage.ask("ข้อ e14").text


def test_calls_are_counted_by_endpoint_and_status(stage) -> None:
    stage.line.fail(500, REPLY)
    stage.line.say(stage.somchai, "คะแนนรวม")
    first_try_failed(stage, REPLY)
    stage.clock.push(seconds=2)
    settled(stage, "sent")
    told = httpx.get(f"{stage.url}/metrics").text
    for line in (
        'ita_bot_line_calls_total{endpoint="reply",status="500"} 1.0',
        'ita_bot_line_calls_total{endpoint="reply",status="200"} 1.0',
        'ita_bot_line_call_seconds_count{endpoint="reply"} 2.0',
        'ita_bot_outbox_outcomes_total{outcome="retry"} 1.0',
        'ita_bot_outbox_outcomes_total{outcome="sent"} 1.0',
        "ita_bot_quota_messages NaN",
        "ita_bot_circuit_open 0.0",
    ):
        assert line in told


def test_a_call_beyond_our_share_waits_and_is_no_try(stage) -> None:
    """Another node has just used up all there is."""
    with writing(stage.service.engine) as session:
        channel_id = identity(channels.default(session).id)
        session.add(RateBucket(channel_id=channel_id, endpoint="reply", tokens=0.0, filled_at=stage.clock()))
    stage.line.say(stage.somchai, "คะแนนรวม")
    wait_for(lambda: outbox(stage) == [("queued", 0)] and not in_flight(stage))
    assert stage.line.calls == []
    stage.clock.push(seconds=1)
    settled(stage, "sent")
    assert [call.path for call in stage.line.calls] == [REPLY]
    assert outbox(stage) == [("sent", 1)]
