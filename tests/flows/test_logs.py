"""What the logs say: enough to follow a conversation by its ids, and nothing that anybody wrote."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import re

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot import logs, usecases
from bot.simulator import signature
from bot.store.engine import writing
from tests.flows.test_events import post
from tests.flows.test_trouble import REPLY, attempts, outbox, settled, wait_for

WRITTEN = "ความลับ4711"


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


def listening(form):
    """Log everything into a text from here on; what comes back reads it."""
    stream = io.StringIO()
    with contextlib.redirect_stderr(stream):
        logs.configure("DEBUG", form)
    return stream.getvalue


@pytest.fixture
def lines():
    """Give what is logged, a dict a line."""
    told = listening("json")
    return lambda: [json.loads(line) for line in told().splitlines()]


def one(lines, said, **values):
    """Wait for a line that says so."""

    def found():
        return [line for line in lines() if line["event"] == said and values.items() <= line.items()]

    wait_for(found)
    return found()[0]


def test_a_conversation_is_followed_by_its_ids(stage, lines) -> None:
    webhook = stage.line.text(stage.somchai, "คะแนนรวม")
    headers = {**webhook.headers, "x-request-id": "proxy-0001"}
    assert httpx.post(f"{stage.url}/webhook", content=webhook.body, headers=headers).status_code == 200
    settled(stage, "sent")
    event_id = webhook.events[0]["webhookEventId"]
    assert one(lines, "stored", request="proxy-0001")["events"] == [event_id]
    sent = one(lines, "sent", event_id=event_id)
    assert sent["line_request_id"] == stage.line.calls[-1].request_id
    assert "request" not in sent  # a worker may be another process, and serves many requests
    odd = {**webhook.headers, "x-request-id": "x" * 65}
    httpx.post(f"{stage.url}/webhook", content=webhook.body, headers=odd)
    assert {len(line["request"]) for line in lines() if line["event"] == "stored"} == {10, 16}


def test_what_the_sweep_sends_again_is_followed_by_the_events_row(stage, lines) -> None:
    stage.line.fail(429, REPLY)
    stage.line.say(stage.somchai, "คะแนนรวม")
    refused = one(lines, "not sent")
    assert refused["line_request_id"] == stage.line.calls[0].request_id
    stage.clock.push(seconds=2)
    settled(stage, "sent")
    with writing(stage.service.engine) as session:
        (event_row,) = session.connection().execute(text("SELECT id FROM inbox_event")).scalars()
    assert one(lines, "sent", row=refused["row"])["event_row"] == event_row


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_that_a_person_wrote_and_no_secret_is_logged(stage, monkeypatch, form) -> None:
    """At the lowest level, in spite of failures that quote all of it."""
    told = listening(form)

    def quoting(_):
        try:
            int(WRITTEN)
        except ValueError:
            raise KeyError(stage.somchai.user_id, WRITTEN, stage.line.token)  # noqa: B904 (its context is kept)

    monkeypatch.setattr(usecases, "TABLE", {**usecases.TABLE, "score.question": quoting})
    echo = f"The property, 'to', {stage.somchai.user_id} is invalid"
    stage.line.fail(403, REPLY, message=echo)
    stage.line.say(stage.somchai, f"คะแนนรวม {WRITTEN}")
    settled(stage, "refused")
    stage.line.say(stage.somchai, "ข้อ e14")
    for tries in (1, 2):
        wait_for(lambda tries=tries: attempts(stage) >= tries)
        stage.clock.push(seconds=5)
    wait_for(lambda: "parked" in told())
    settled(stage, "sent")
    assert post(stage, json.dumps({"events": [WRITTEN]}).encode(), "wrong") == 401
    assert post(stage, WRITTEN.encode()) == 400
    lost(stage)
    unfollow = {"type": WRITTEN, "source": {"type": "user", "userId": WRITTEN}, "message": {"text": WRITTEN}}
    assert post(stage, json.dumps({"destination": WRITTEN, "events": [unfollow]}).encode()) == 200
    wait_for(lambda: "stored" in told())
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: %r", KeyError(WRITTEN))
    with writing(stage.service.engine) as session:
        tokens = session.connection().execute(text("SELECT retry_key FROM outbox_message")).scalars().all()
    replies = [call.request["replyToken"] for call in stage.line.calls]
    said = told()
    assert len(said.splitlines()) > 8
    private = [WRITTEN, stage.somchai.user_id, stage.line.secret, stage.line.token, *replies, *tokens]
    escaped = json.dumps(WRITTEN)[1:-1]
    assert [one for one in (*private, escaped, "คะแนนรวม") if one in said] == []
    assert re.search(r"\be14\b", said) is None  # as a word: a reference number may hold these letters
    assert len(outbox(stage)) == 2


def lost(stage):
    """A webhook for which there is no place: the failure is LINE's to hear, and the log's."""
    with writing(stage.service.engine) as session:
        session.connection().execute(text("ALTER TABLE inbox_event RENAME TO gone"))
    body = stage.line.text(stage.somchai, WRITTEN).body
    assert httpx.post(
        f"{stage.url}/webhook", content=body, headers={"x-line-signature": signature(stage.line.secret, body)}
    ).is_server_error
    with writing(stage.service.engine) as session:
        session.connection().execute(text("ALTER TABLE gone RENAME TO inbox_event"))


def test_what_a_database_says_of_a_value_is_not_told(engine) -> None:
    insert = text("INSERT INTO channel (destination) VALUES (:value)")

    def twice() -> None:
        with writing(engine) as session:
            session.connection().execute(insert, {"value": WRITTEN})
            session.connection().execute(insert, {"value": WRITTEN})

    with pytest.raises(IntegrityError) as caught:
        twice()
    told = logs.traceback_of(caught.value)
    assert WRITTEN not in told
    assert "destination" in told  # the constraint is named


def test_what_is_told_of_an_exception() -> None:
    def fail(error):
        try:
            raise error
        except type(error) as caught:
            return logs.traceback_of(caught)

    assert fail(ValueError(WRITTEN)).endswith("\nValueError")
    assert fail(ConnectionRefusedError(111, "Connection refused")).endswith(": Connection refused")
    assert fail(TypeError("'int' object is not iterable")).endswith(": 'int' object is not iterable")
    group = fail(ExceptionGroup(WRITTEN, [KeyError(WRITTEN), OSError(28, "No space left on device")]))
    assert WRITTEN not in group
    assert group.endswith("OSError: No space left on device")
