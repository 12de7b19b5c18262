"""What is left of a conversation when it is old: the running bot's own worker throws the rest away."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.jobs import Jobs, retention
from bot.store.engine import reading, writing
from tests.flows.test_trouble import settled, wait_for


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


@pytest.fixture
def throw_away(stage):
    """Have retention run now, rather than within the next real hour."""
    asking = Jobs(stage.service.engine, "asking")
    retention.define(asking, stage.clock, stage.service.vault())

    def enqueue(key) -> None:
        with writing(stage.service.engine) as session:
            asking.enqueue(session, "retention", key)

    return enqueue


def count(stage, table):
    with reading(stage.service.engine) as session:
        return session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608


def test_what_people_wrote_is_not_kept_once_answered(stage) -> None:
    stage.ask("คะแนนรวม")
    with reading(stage.service.engine) as session:
        kept = session.connection().execute(text("SELECT payload FROM inbox_event")).scalars().all()
    assert [one for one in kept if one not in (None, "null")] == []


def test_a_conversation_is_forgotten_by_and_by(stage, throw_away) -> None:
    """A week later the event is gone, a month later the answer; what was ours is known for a year."""
    stage.ask("คะแนนรวม")
    settled(stage, "sent")
    stage.clock.push(days=8)
    throw_away("a week")
    wait_for(lambda: count(stage, "inbox_event") == 0)
    assert count(stage, "outbox_message") == 1
    assert "94.14" in stage.ask("ข้อ e14").text  # and the bot goes on
    settled(stage, "sent")
    stage.clock.push(days=23)
    throw_away("a month")
    wait_for(lambda: count(stage, "outbox_message") == 1)
    assert count(stage, "sent_message") == 2
    stage.clock.push(days=340)
    throw_away("a year")
    wait_for(lambda: count(stage, "sent_message") == 1)
