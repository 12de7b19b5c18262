"""Queries on what goes out: whose turn it is, what an admin has to know."""

from __future__ import annotations

import datetime as dt
from typing import Literal
from uuid import uuid4

import pytest

from bot.outbox.rows import settle
from bot.store import outbox
from bot.store.engine import reading, writing
from bot.store.inbox import identity
from bot.store.tables import Channel, Chat, OutboxMessage

NOW = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def chats(engine):
    """Two chats of one channel."""
    with writing(engine) as session:
        channel = Channel()
        session.add(channel)
        session.flush()
        made = [Chat(channel_id=channel.id, line_id=f"U{number}") for number in range(2)]
        session.add_all(made)
        session.flush()
        return [(channel.id, chat.id, chat.line_id) for chat in made]


def add(engine, chat, *, after=0.0, **values):
    """Queue a row that is due ``after`` seconds from now; return its id."""
    channel_id, chat_id, line_id = chat
    with writing(engine) as session:
        given = {"in_flight": False, "not_before": NOW + dt.timedelta(seconds=after), **values}
        row = OutboxMessage(
            channel_id=channel_id,
            chat_id=chat_id,
            recipient=line_id,
            messages=[{"type": "text", "text": "x"}],
            retry_key=str(uuid4()),
            created_at=NOW,
            **given,
        )
        return identity(outbox.add(session, row).id)


def due(engine, now=NOW):
    with reading(engine) as session:
        return [row_id for row_id, _ in outbox.due(session, now)]


def test_of_a_chat_the_oldest_row_goes_first_however_long_it_waited(engine, chats) -> None:
    first = add(engine, chats[0])
    add(engine, chats[0], after=-60)
    other = add(engine, chats[1])
    assert due(engine) == [first, other]


def test_a_row_waits_while_an_older_one_of_its_chat_is_tried(engine, chats) -> None:
    add(engine, chats[0], after=30, in_flight=True)
    add(engine, chats[0])
    assert due(engine) == []


@pytest.mark.parametrize(
    ("after", "out_of_turn", "waits"),
    [(0, False, True), (60, False, True), (60, True, False), (3600, True, False), (3600, False, False)],
)
def test_a_row_waits_for_an_older_one_that_keeps_its_turn(engine, chats, after, out_of_turn, waits) -> None:
    """The last one's clock was set back by an hour since."""
    older = add(engine, chats[0], after=after, out_of_turn=out_of_turn)
    younger = add(engine, chats[0])
    assert (younger in due(engine)) is not waits
    with reading(engine) as session:
        assert outbox.anything_ahead(session, chats[0][1], NOW)  # the younger one, if not the older
        assert not outbox.anything_ahead(session, chats[1][1], NOW)
    assert older in due(engine, NOW + dt.timedelta(seconds=after))


def test_whoever_had_too_much_gets_no_other_push_meanwhile(engine, chats) -> None:
    waits = add(engine, chats[0])
    reply = add(engine, chats[0], reply_token="t")  # noqa: S106 (no secret)
    later = add(engine, chats[0], after=90)
    other = add(engine, chats[1])
    until = NOW + dt.timedelta(seconds=60)
    with writing(engine) as session:
        outbox.postpone_pushes(session, chats[0][0], chats[0][2], until)
    with reading(engine) as session:
        times = {row_id: outbox.get(session, row_id).not_before for row_id in (waits, reply, later, other)}
    assert times == {waits: until, reply: NOW, later: NOW + dt.timedelta(seconds=90), other: NOW}
    assert due(engine) == [reply, other]  # what waits for long holds up no reply


def test_what_was_not_sent_is_told_newest_first_without_content(engine, chats) -> None:
    states: tuple[Literal["refused", "sent", "unknown"], ...] = ("refused", "sent", "unknown", "refused")
    for number, state in enumerate(states):
        row_id = add(engine, chats[0])
        with writing(engine) as session:
            row = outbox.get(session, row_id)
            row.problem, row.request_id = f"40{number} no", f"r{number}"
            settle(row, state, NOW + dt.timedelta(seconds=number))
            session.add(row)
    add(engine, chats[0], problem="429 busy")
    with reading(engine) as session:
        told = outbox.troubles(session, 10)
        assert outbox.troubles(session, 1) == told[:1]
    assert [(one.state, one.problem, one.request_id) for one in told] == [
        ("refused", "403 no", "r3"),
        ("unknown", "402 no", "r2"),
        ("refused", "400 no", "r0"),
    ]
    assert told[0].done_at == NOW + dt.timedelta(seconds=3)


@pytest.mark.parametrize(
    "zone", [dt.UTC, dt.timezone(dt.timedelta(hours=7)), dt.timezone(-dt.timedelta(hours=5))]
)
def test_when_a_row_was_tried_first_is_the_same_moment_in_every_zone(engine, chats, zone) -> None:
    row_id = add(engine, chats[0])
    for minutes in (0, 5):  # the first try stays the first
        now = (NOW + dt.timedelta(minutes=minutes)).astimezone(zone)
        with writing(engine) as session:
            seen = outbox.get(session, row_id).not_before.astimezone(zone)
            assert outbox.claim(session, row_id, seen, now, now + dt.timedelta(minutes=1))
        with reading(engine) as session:
            row = outbox.get(session, row_id)
            assert row.first_attempt_at == NOW
            assert row.not_before == now + dt.timedelta(minutes=1)
