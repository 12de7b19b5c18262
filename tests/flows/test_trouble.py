"""What happens when LINE, the network or our own code fails. Time is pushed on, never waited for."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from bot import usecases
from bot.app import Service
from bot.outbox import REPLY_WINDOW
from bot.store.engine import reading, writing
from tests.flows.bot import running

REPLY = "/v2/bot/message/reply"
PUSH = "/v2/bot/message/push"


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


def outbox(stage) -> list[tuple[str, int]]:
    with reading(stage.service.engine) as session:
        found = session.connection().execute(text("SELECT state, attempts FROM outbox_message ORDER BY id"))
        return [(state, attempts) for state, attempts in found]


def settled(stage, state: str) -> None:
    """Wait until the last row is in ``state`` and recorded: the worker records after LINE has answered."""
    wait_for(lambda: outbox(stage)[-1:] and outbox(stage)[-1][0] == state and not in_flight(stage))


def in_flight(stage):
    with reading(stage.service.engine) as session:
        found = session.connection().execute(text("SELECT count(*) FROM outbox_message WHERE in_flight"))
        return found.scalar_one()


def attempts(stage):
    with reading(stage.service.engine) as session:
        return session.connection().execute(text("SELECT max(attempts) FROM inbox_event")).scalar_one()


def first_try_failed(stage, path: str) -> None:
    """Wait until the first try is made and written down; only then may time go on."""
    stage.line.wait_calls(1, path)
    wait_for(lambda: not in_flight(stage))


def wait_for(condition, seconds=30) -> None:
    done = threading.Event()
    for _ in range(50 * seconds):
        if condition():
            return
        done.wait(0.02)
    raise AssertionError("did not happen")


def test_a_busy_line_is_asked_again_with_the_same_token(stage) -> None:
    stage.line.fail(429, REPLY)
    stage.line.say(stage.somchai, "คะแนนรวม")
    first_try_failed(stage, REPLY)
    stage.clock.push(seconds=2)
    assert "98.90" in stage.line.wait_sent(stage.somchai)[0].text
    settled(stage, "sent")
    assert [call.path for call in stage.line.calls] == [REPLY, REPLY]


def test_an_error_after_acceptance_never_becomes_a_second_message(stage) -> None:
    """LINE took it and answered 500: the token is tried again, and found spent."""
    stage.line.fail(500, REPLY, accept=True)
    stage.line.say(stage.somchai, "คะแนนรวม")
    first_try_failed(stage, REPLY)
    stage.clock.push(seconds=2)
    settled(stage, "unknown")
    assert len(stage.line.sent(stage.somchai)) == 1
    assert [call.path for call in stage.line.calls] == [REPLY, REPLY]


def test_an_error_before_acceptance_is_tried_again(stage) -> None:
    stage.line.fail(500, REPLY)
    stage.line.say(stage.somchai, "คะแนนรวม")
    first_try_failed(stage, REPLY)
    stage.clock.push(seconds=2)
    stage.line.wait_sent(stage.somchai)
    settled(stage, "sent")


def test_an_answer_that_comes_too_late_for_its_token_is_pushed(stage) -> None:
    stage.line.fail(429, REPLY, times=3)
    stage.line.say(stage.somchai, "คะแนนรวม")
    first_try_failed(stage, REPLY)
    stage.clock.push(seconds=REPLY_WINDOW.total_seconds() + 1)
    assert "98.90" in stage.line.wait_sent(stage.somchai)[0].text
    settled(stage, "sent")
    assert [call.path for call in stage.line.calls if call.method == "POST"] == [REPLY, PUSH]
    (push,) = [call for call in stage.line.calls if call.path == PUSH]
    assert push.retry_key


def test_a_push_keeps_its_retry_key_and_a_409_is_success(stage) -> None:
    stage.line.fail(429, REPLY)
    stage.line.say(stage.somchai, "คะแนนรวม")
    first_try_failed(stage, REPLY)
    stage.line.clear_faults()
    stage.line.fail(500, PUSH, accept=True)
    stage.clock.push(seconds=REPLY_WINDOW.total_seconds() + 1)
    first_try_failed(stage, PUSH)
    stage.clock.push(seconds=5)
    settled(stage, "sent")
    pushes = [call for call in stage.line.calls if call.path == PUSH]
    assert [call.status for call in pushes] == [500, 409]
    assert len({call.retry_key for call in pushes}) == 1
    assert len(stage.line.sent(stage.somchai)) == 1


def test_a_refused_answer_is_recorded_and_not_repeated(stage) -> None:
    stage.line.fail(403, REPLY)
    stage.line.say(stage.somchai, "คะแนนรวม")
    settled(stage, "refused")
    stage.ask("ข้อ e14")
    settled(stage, "sent")
    assert [call.status for call in stage.line.calls] == [403, 200]


def test_a_poisonous_event_is_parked_with_an_apology(stage, monkeypatch) -> None:
    """A fault of ours must cost one answer, not the chat; nothing of LINE or the store is replaced."""

    def broken(_: object) -> None:
        raise RuntimeError("poison")

    monkeypatch.setattr(usecases, "TABLE", {**usecases.TABLE, "score.question": broken})
    other = stage.line.person("สมหญิง")
    stage.line.say(stage.somchai, "ข้อ e14")
    assert "98.90" in stage.line.ask(other, "คะแนนรวม")[0].text
    for tries in (1, 2):
        wait_for(lambda tries=tries: attempts(stage) >= tries)
        stage.clock.push(seconds=5)
    (apology,) = stage.line.wait_sent(stage.somchai)
    with reading(stage.service.engine) as session:
        reference = session.connection().execute(
            text("SELECT reference FROM inbox_event WHERE parked_at IS NOT NULL")
        )
        assert reference.scalar_one() in apology.text
    assert "98.90" in stage.line.ask(stage.somchai, "คะแนนรวม")[0].text


def test_data_that_cannot_be_read_cost_an_apology_and_not_the_chat(stage) -> None:
    """A year that this release does not know, as after going back to an older one."""
    with writing(stage.service.engine) as session:
        session.connection().execute(text("UPDATE assessment SET fiscal_year = 1999"))
        session.connection().execute(text("UPDATE agency SET revision = revision + 1"))
    stage.line.say(stage.somchai, "ข้อ e14")
    for tries in (1, 2):
        wait_for(lambda tries=tries: attempts(stage) >= tries)
        stage.clock.push(seconds=5)
    assert stage.line.wait_sent(stage.somchai)
    with reading(stage.service.engine) as session:
        parked = session.connection().execute(text("SELECT parked_at IS NOT NULL FROM inbox_event"))
        assert parked.scalar_one()


def test_what_a_dead_process_left_is_answered_by_the_next(stage) -> None:
    """A web node stores; nobody works. Later a worker finds it."""
    web = Service(stage.service.settings, stage.clock)
    with running(web, work=False) as url:
        stage.line.world.endpoint = f"{url}/webhook"
        stage.line.say(stage.somchai, "คะแนนรวม")
        assert "98.90" in stage.line.wait_sent(stage.somchai)[0].text
    web.engine.dispose()
