"""`/metrics`: names and labels that alerts and dashboards are written against."""

from __future__ import annotations

import json

import httpx
import pytest

from bot import usecases
from bot.webhook import BODY_LIMIT
from tests.flows.test_events import post
from tests.flows.test_trouble import attempts, settled, wait_for

OF_A_QUIET_BOT = (
    'ita_bot_events{state="waiting"} 0.0',
    'ita_bot_events{state="parked"} 0.0',
    "ita_bot_events_oldest_seconds 0.0",
    'ita_bot_outbox{state="queued"} 0.0',
    'ita_bot_outbox{state="refused"} 0.0',
    'ita_bot_outbox{state="unknown"} 0.0',
    "ita_bot_outbox_oldest_seconds 0.0",
    'ita_bot_jobs{state="waiting"} 0.0',
    'ita_bot_jobs{state="running"} 0.0',
    'ita_bot_jobs{state="parked"} 0.0',
    "ita_bot_jobs_oldest_seconds 0.0",
    "ita_bot_armed 1.0",
    'ita_bot_reminders{state="waiting"} 0.0',
    'ita_bot_reminders{state="held"} 0.0',
    'ita_bot_reminder_cards_total{way="pushed"} 0.0',
    'ita_bot_reminder_cards_total{way="free"} 0.0',
    'ita_bot_reminder_cards_total{way="held"} 0.0',
)


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


def scraped(stage):
    return httpx.get(f"{stage.url}/metrics").text.splitlines()


def test_what_waits_is_told_by_state_and_age(stage) -> None:
    said = scraped(stage)
    assert [line for line in OF_A_QUIET_BOT if line not in said] == []
    assert [line for line in said if line.startswith("ita_bot_build_info{version=")]


def test_what_happened_is_counted_under_few_labels(stage) -> None:
    stage.ask("คะแนนรวม")
    settled(stage, "sent")
    user = {"type": "user", "userId": stage.somchai.user_id}
    events = [{"type": "unheard of", "source": user}, {"type": "unfollow", "source": user}]
    assert post(stage, json.dumps({"destination": "U0", "events": events}).encode()) == 200
    assert post(stage, b"{}", "wrong") == 401
    assert post(stage, b"{}") == 400
    assert post(stage, b" " * (BODY_LIMIT + 1)) == 413

    expected = (
        'ita_bot_events_received_total{kind="message"} 1.0',
        'ita_bot_events_received_total{kind="unfollow"} 1.0',
        'ita_bot_events_received_total{kind="other"} 1.0',
        'ita_bot_webhooks_refused_total{reason="signature"} 1.0',
        'ita_bot_webhooks_refused_total{reason="malformed"} 1.0',
        'ita_bot_webhooks_refused_total{reason="too_large"} 1.0',
        'ita_bot_events_handled_total{intent="score.overall",kind="message",outcome="answered"} 1.0',
        'ita_bot_events_handled_total{intent="none",kind="other",outcome="silent"} 1.0',
        "ita_bot_acknowledge_seconds_count 2.0",
        "ita_bot_answer_seconds_count 1.0",
    )
    wait_for(lambda: not [line for line in expected if line not in scraped(stage)])


def test_failed_tries_are_counted_by_what_follows(stage, monkeypatch) -> None:
    monkeypatch.setattr(usecases, "TABLE", {**usecases.TABLE, "score.question": lambda _: 1 / 0})
    stage.line.say(stage.somchai, "ข้อ e14")
    for tries in (1, 2):
        wait_for(lambda tries=tries: attempts(stage) >= tries)
        stage.clock.push(seconds=5)
    wait_for(lambda: 'ita_bot_events_failed_total{outcome="parked"} 1.0' in scraped(stage))
    assert 'ita_bot_events_failed_total{outcome="retried"} 2.0' in scraped(stage)
    assert 'ita_bot_events{state="parked"} 1.0' in scraped(stage)
