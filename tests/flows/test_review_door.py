"""What may come to the door, and what the door does when there is no database behind it."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import text

from bot import app as apps
from bot.app import prepare
from bot.simulator import signature
from bot.store import channels
from bot.store.arrivals import Arrival
from bot.store.engine import reading, writing
from bot.store.intake import Intake
from tests.flows.bot import settings
from tests.flows.test_events import failures, post

NOW = apps.real_clock()


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


def arrival(channel_id, chat, number):
    return Arrival(
        channel_id=channel_id,
        chat_line_id=chat,
        chat_kind="user",
        event_id=f"E{number}",
        type="message",
        message_id=None,
        occurred_ms=number,
        received_at=NOW,
        payload={},
    )


def channel(engine):
    with writing(engine) as session:
        return channels.resolve(session, "U1")


def test_infinity_and_deep_nests_harm_neither_the_store_nor_their_neighbours(stage) -> None:
    good = stage.line.text(stage.somchai, "คะแนนรวม").events[0]
    deep = '{"type":"x","a":' + "[" * 700 + "]" * 700 + "}"
    large = '{"type":"message","webhookEventId":"large","message":{"type":"text","n":1e999}}'
    body = f'{{"destination":"U0","events":[{deep},{large},{json.dumps(good)}]}}'.encode()
    assert post(stage, body) == 200
    assert "98.90" in stage.line.wait_sent(stage.somchai)[0].text


def test_what_json_does_not_know_is_refused(stage) -> None:
    assert post(stage, b'{"destination":"U0","events":[{"type":"message","timestamp":NaN}]}') == 400


def test_without_a_place_to_store_the_answer_is_5xx_and_never_200(stage) -> None:
    """LINE then delivers again; and what the process counts can still be read."""
    with writing(stage.service.engine) as session:
        session.connection().execute(text("ALTER TABLE inbox_event RENAME TO gone"))
    body = stage.line.text(stage.somchai, "คะแนนรวม").body
    assert post(stage, body) == 500
    assert "ita_bot_events_received" in httpx.get(f"{stage.url}/metrics").text
    with writing(stage.service.engine) as session:
        session.connection().execute(text("ALTER TABLE gone RENAME TO inbox_event"))
    assert post(stage, body) == 200
    assert "98.90" in stage.line.wait_sent(stage.somchai)[0].text


def test_a_missing_destination_does_not_unbind_the_channel(engine) -> None:
    first = channel(engine)
    with writing(engine) as session:
        assert channels.resolve(session, "") == first
    with reading(engine) as session:
        found = session.connection().execute(text("SELECT destination FROM channel")).scalars().all()
    assert found == ["U1"]


def test_the_first_webhooks_may_come_all_at_once(engine) -> None:
    together = threading.Barrier(6)

    def first(_):
        together.wait()
        return channel(engine)

    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(first, range(6)))) == 1


def test_several_processes_may_bring_the_example_at_once(line, empty_url, tmp_path) -> None:
    wanted = settings(line, "http://127.0.0.1:9", empty_url, tmp_path)
    wanted.example_data = True
    together = threading.Barrier(3)

    def start(_):
        together.wait()
        engine = prepare(wanted)
        with reading(engine) as session:
            count = session.connection().execute(text("SELECT count(*) FROM agency")).scalar_one()
        engine.dispose()
        return count

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(start, range(3))) == [1, 1, 1]


def test_a_request_that_ends_early_does_not_end_the_storing(engine) -> None:
    own = channel(engine)

    async def main() -> None:
        intake = Intake(engine)
        intake.submit([arrival(own, "A", 1)]).cancel()
        intake.start()
        assert await intake.submit([arrival(own, "A", 2)])
        await intake.stop()

    asyncio.run(main())


@pytest.mark.parametrize(
    "data",
    [
        '1|score.lowest|1|{"threshold":NaN}',
        '1|score.lowest|1|{"threshold":"1e999999"}',
        '1|score.lowest|1|{"threshold":-1}',
        '1|score.lowest|1|{"count":"x","year":2559}',
        '1|score.whatif|1|{"changes":7,"year":2559}',
        '1|score.whatif|1|{"changes":{"e14":"sNaN"}}',
        '1|score.whatif|1|{"changes":{"e14":"1e999999"}}',
        '1|score.whatif|1|{"changes":{"e14":"1e-999999"}}',
        '1|score.whatif|1|{"changes":{"' + "x" * 5000 + '":1}}',
        '1|score.overall|1|{"year":2559,"x":"' + "y" * 262 + '"}',
        '1|measure.list|1|{"x":' + "[" * 2000 + "}",
        '1|measure.list|1|{"x":"\\ud800"}',
    ],
    ids=range(12),
)
def test_more_buttons_that_were_tampered_with_do_no_harm(stage, data) -> None:
    (event,) = stage.line.postback(stage.somchai, "1|help|1|{}").events
    body = json.dumps({"destination": "U0", "events": [{**event, "postback": {"data": data}}]}).encode()
    assert post(stage, body) == 200
    assert stage.line.wait_sent(stage.somchai)
    assert failures(stage) == 0
    assert signature(stage.line.secret, body)
