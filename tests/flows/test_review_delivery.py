"""Answers that are nearly lost or nearly doubled. Time is pushed on, never waited for."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot import usecases
from bot.app import Service
from bot.applying import Hands
from bot.failures import Uncertain
from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.outbox import REPLY_WINDOW, Courier, Try
from bot.store.engine import reading, writing
from bot.store.tables import OutboxMessage
from bot.usecases import Library
from tests.flows.bot import StoppedClock, running, settings
from tests.flows.conftest import Stage
from tests.flows.test_events import post
from tests.flows.test_trouble import PUSH, REPLY, first_try_failed, outbox, settled, wait_for

LATE = REPLY_WINDOW.total_seconds() + 1


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


def test_a_reply_that_may_have_arrived_is_never_pushed_after_its_time(stage) -> None:
    """LINE took the reply and answered 500; the next try comes when the token's minute is over."""
    stage.line.fail(500, REPLY, accept=True)
    stage.line.say(stage.somchai, "คะแนนรวม")
    first_try_failed(stage, REPLY)
    stage.clock.push(seconds=LATE)
    settled(stage, "unknown")
    assert [call.path for call in stage.line.calls] == [REPLY, REPLY]
    assert len(stage.line.sent(stage.somchai)) == 1


def test_what_a_dead_process_may_have_replied_is_never_pushed(stage) -> None:
    """The process died between LINE's acceptance and writing it down, and starts again minutes later."""
    stage.ask("คะแนนรวม")
    settled(stage, "sent")
    token = stage.line.calls[0].request["replyToken"]
    with writing(stage.service.engine) as session:
        row = session.get_one(OutboxMessage, 1)
        row.state, row.in_flight, row.done_at, row.reply_token = "queued", True, None, token
        row.messages, row.not_before = [{"type": "text", "text": "x"}], stage.clock()
        session.add(row)
    stage.clock.push(seconds=LATE)
    settled(stage, "unknown")
    assert len(stage.line.sent(stage.somchai)) == 1


def test_no_try_is_made_when_line_has_forgotten_the_retry_key(stage) -> None:
    """A push was accepted without our knowing, and then the service stood still for a day."""
    stage.line.fail(429, REPLY)
    stage.line.say(stage.somchai, "คะแนนรวม")
    first_try_failed(stage, REPLY)
    stage.line.clear_faults()
    stage.line.fail(500, PUSH, accept=True)
    stage.clock.push(seconds=LATE)
    first_try_failed(stage, PUSH)
    wait_for(lambda: outbox(stage)[-1][1] == 2)
    stage.clock.push(hours=25)
    settled(stage, "unknown")
    assert len([call for call in stage.line.calls if call.path == PUSH]) == 1


def test_a_reply_token_that_no_column_takes_does_not_stop_the_chat(stage) -> None:
    (event,) = stage.line.text(stage.somchai, "คะแนนรวม").events
    body = json.dumps({"destination": "U0", "events": [{**event, "replyToken": "\x00\ud800"}]}).encode()
    assert post(stage, body) == 200
    assert "94.14" in stage.ask("ข้อ e14").text


class Meddling(Inbox):
    """Lets something happen between a failed try and its being written down."""

    meddle = staticmethod(lambda: None)

    def _failed(self, *failed):
        self.meddle()
        return super()._failed(*failed)


@pytest.fixture
def unattended(line, example_url, tmp_path):
    """A web service that only stores."""
    clock = StoppedClock()
    service = Service(settings(line, "http://127.0.0.1:9", example_url, tmp_path), clock)
    with running(service, work=False) as url:
        line.world.endpoint = f"{url}/webhook"
        yield Stage(line, service, clock, url, line.person("สมชาย"))
    service.engine.dispose()


def test_a_failed_try_does_not_park_what_another_worker_has_answered(unattended, monkeypatch) -> None:
    """The failing one was slow, its lease is over, and the other one is quicker than the writing down."""
    stage = unattended
    broken = [True, True, True]
    answer = usecases.TABLE["score.question"]

    def sometimes(ask):
        if broken:
            broken.pop()
            raise RuntimeError("transient")
        return answer(ask)

    monkeypatch.setattr(usecases, "TABLE", {**usecases.TABLE, "score.question": sometimes})
    stage.line.say(stage.somchai, "ข้อ e14")

    def inbox(kind, holder):
        return kind(
            engine=stage.service.engine,
            library=Library(),
            metrics=Metrics(lambda: None),
            now=stage.clock,
            zone=stage.service.settings.zone,
            holder=holder,
            hands=Hands(
                fetch=lambda _session, _key: None,
                discard=lambda _session, _key: None,
                send=lambda _session, _key, _seconds: None,
            ),
        )

    second = inbox(Inbox, "second")
    answered = []

    def meddle() -> None:
        if not broken:
            stage.clock.push(seconds=61)
            answered.append(second.handle(chat))

    first = inbox(Meddling, "first")
    first.meddle = meddle
    (chat,) = first.waiting()
    for _ in range(3):
        last = first.handle(chat)
        assert first.handle(chat) is None
        stage.clock.push(seconds=5)
    assert answered[0].answer is not None
    assert last is None
    with reading(stage.service.engine) as session:
        assert not session.connection().execute(text("SELECT parked_at FROM inbox_event")).scalar_one()


def test_a_try_that_outlived_its_claim_leaves_the_settled_row_alone(stage) -> None:
    stage.ask("คะแนนรวม")
    settled(stage, "sent")

    courier = Courier(stage.service.engine, None, stage.clock, Metrics(lambda: None))  # type: ignore[arg-type]
    end = Try(as_reply=False, request_id=None, failure=Uncertain("timeout"))
    with reading(stage.service.engine) as session:
        row = session.exec(select(OutboxMessage)).one()
    assert courier._record(row, end) is None  # noqa: SLF001 (the moment cannot be met from outside)
    assert outbox(stage)[-1][0] == "sent"
