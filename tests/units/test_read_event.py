"""Whatever an event holds, reading it does not raise, and what it gives can be stored."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events import NotAWebhook, read_envelope, read_event, without_bot_mention

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
WORDS = """type mode timestamp source message webhookEventId replyToken postback follow unsend userId groupId
roomId id text mention mentionees index length isSelf quotedMessageId data messageId isUnblocked"""
NAMES = WORDS.split()
SHAPED = st.recursive(
    LEAVES | st.sampled_from(["user", "group", "room", "text", "message", "standby", "\x00", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=8),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(NAMES), SHAPED) | st.dictionaries(st.text(), JSON))
def test_reading_never_raises(raw) -> None:
    event = read_event(raw)
    without_bot_mention(event)
    short = [event.event_id, event.type, event.chat_id, event.message_id or "", event.user_id or ""]
    assert event.event_id
    assert all(len(value) <= 64 and value.isascii() and "\x00" not in value for value in short)
    assert event.reply_token is None or event.reply_token.isprintable()


@given(JSON)
def test_an_envelope_is_read_or_refused(value) -> None:
    try:
        envelope = read_envelope(json.dumps(value).encode())
    except NotAWebhook:
        return
    assert all(isinstance(event, dict) for event in envelope.events)


@given(st.binary())
def test_bytes_are_read_or_refused(body) -> None:
    with pytest.raises(NotAWebhook):
        read_envelope(body)


def test_what_is_read_can_be_written_as_strict_json() -> None:
    body = b'{"events":[{"a":1e999,"b":-1e999},{"deep":' + b"[" * 300 + b"]" * 300 + b"}]}"
    (event,) = read_envelope(body).events
    assert json.dumps(event, allow_nan=False)


def test_a_redelivery_of_an_event_without_an_id_is_known() -> None:
    first = {"type": "message", "timestamp": 5, "deliveryContext": {"isRedelivery": False}}
    again = {**first, "deliveryContext": {"isRedelivery": True}}
    assert read_event(first).event_id == read_event(again).event_id
    assert read_event(first).event_id != read_event({**first, "timestamp": 6}).event_id
