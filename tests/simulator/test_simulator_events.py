"""Webhooks: signatures, formats, and what only LINE could send."""

import json
import re
from collections.abc import Iterator

import pytest
from linebot.v3 import WebhookParser
from linebot.v3.models.events import UnknownEvent

from bot.simulator import Group, Line, Person, Webhook, events, signature
from bot.simulator.ids import Ids

AT = 1_711_929_600_000
SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"  # noqa: S105 (LINE's documented example)


def test_signs_as_line_documents() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert signature(SECRET, body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
    made = events.signed(SECRET, "U8e742f61d673b39c7fff3cecb7536ef0", [])
    assert (made.body, made.headers["x-line-signature"]) == (body, signature(SECRET, body))


def everything(line: Line, somchai: Person, wilai: Person, team: Group) -> Iterator[Webhook]:
    photo = line.image(somchai, b"x")
    words = line.text(somchai, "hello", team)
    yield from (photo, words)
    yield line.text(somchai, "@ITA hi", team, quote=words.message_id)
    yield line.file(somchai, "a.pdf", b"x")
    yield line.video(somchai, b"x")
    yield line.audio(somchai, b"x")
    yield line.sticker(somchai)
    yield line.location(somchai, 13.7, 100.5, "Bangkok")
    yield line.postback(somchai, "d", params={"date": "2024-04-01"})
    yield line.follow(wilai)
    yield line.unfollow(wilai)
    yield line.join(team)
    yield line.member_joined(team, [line.person("New")])
    yield line.member_left(team, [wilai])
    yield line.edit(words, "hello!")
    yield line.unsend(words)
    yield line.leave(team)


def test_the_official_parser_knows_every_event(
    line: Line, somchai: Person, wilai: Person, team: Group
) -> None:
    parser = WebhookParser(line.secret)
    for webhook in everything(line, somchai, wilai, team):
        (event,) = parser.parse(webhook.body.decode(), webhook.signature)
        assert not isinstance(event, UnknownEvent), webhook.body
        assert re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", event.webhook_event_id)
        silent = event.type in {"unfollow", "leave", "memberLeft", "unsend"}
        assert (webhook.reply_token == "") is silent


def test_ids_are_lines() -> None:
    ids = Ids("x")
    for made, pattern in (
        (ids.user(), "U[0-9a-f]{32}"),
        (ids.group(), "C[0-9a-f]{32}"),
        (ids.room(), "R[0-9a-f]{32}"),
        (ids.message(), r"\d{18}"),
    ):
        assert re.fullmatch(pattern, made)
    assert ids.user("staff") == Ids("y").user("staff")
    assert ids.event(AT) < ids.event(AT + 1)


def test_mentions_count_utf16_units(line: Line, somchai: Person, team: Group) -> None:
    event = line.text(somchai, "🍎 @ITA @Wilai", team).events[0]
    assert event["message"]["mention"]["mentionees"] == [
        {"index": 3, "length": 4, "type": "user", "userId": line.bot_id, "isSelf": True},
        {"index": 8, "length": 6, "type": "user", "userId": team.members[1], "isSelf": False},
    ]
    assert "mention" not in line.text(somchai, "@ITA").events[0]["message"]


def test_bytes_may_be_escaped_and_are_what_was_signed(line: Line) -> None:
    made = events.signed(line.secret, "U1", [{"type": "x", "text": "ก"}], escaped=True)
    assert b"\\u0e01" in made.body
    assert made.signature == signature(line.secret, made.body)


def test_events_can_be_bundled_and_unknown(line: Line, somchai: Person) -> None:
    both = line.bundle(line.text(somchai, "1"), line.raw("tea", events.user_source(somchai.user_id), sugar=2))
    assert [event["type"] for event in json.loads(both.body)["events"]] == ["message", "tea"]
    assert both.events[1]["sugar"] == 2


def test_nobody_does_what_a_phone_does_not_let_them(
    line: Line, somchai: Person, wilai: Person, team: Group
) -> None:
    line.unfollow(wilai)
    line.leave(team)
    for deed in (
        lambda: line.text(wilai, "hi"),
        lambda: line.text(somchai, "hi", team),
        lambda: line.edit(line.text(somchai, "hi"), "ho"),
        lambda: line.unsend("1"),
    ):
        with pytest.raises(ValueError, match=r"\w"):
            deed()


def test_taps(line: Line, somchai: Person) -> None:
    def tapped(action: events.Event, moment: str = "") -> events.Event:
        webhook = line.tap(somchai, action, moment=moment)
        return webhook.events[0] if webhook else {}

    assert tapped({"type": "message", "label": "x", "text": "hello"})["message"]["text"] == "hello"
    shown = {"type": "postback", "label": "x", "data": "d", "displayText": "shown"}
    assert tapped(shown)["postback"] == {"data": "d"}
    assert line.world.chats[somchai.user_id][-1].text == "shown"
    picker = {"type": "datetimepicker", "data": "d", "mode": "date"}
    assert tapped(picker, "2024-04-01")["postback"]["params"] == {"date": "2024-04-01"}
    assert line.tap(somchai, {"type": "uri", "uri": "https://x.th"}) is None
