"""What the double sends to a bot is what LINE's OpenAPI files say that LINE sends."""

import json
from collections.abc import Callable

import pytest
from linebot.v3 import WebhookParser

from bot.simulator import Line, Webhook, events
from bot.simulator.model import Group, Person
from tests.simulator.calls import Bot
from tests.simulator.openapi import spec
from tests.simulator.openapi.build import Builder
from tests.simulator.openapi.judge import faults

API = spec.webhooks()
EVENTS = API.kinds(API.named("Event"))
# Made with `raw` when somebody wants them: nobody does these on a phone beside a bot such as this.
ONLY_RAW = {
    "activated",
    "beacon",
    "botResumed",
    "botSuspended",
    "deactivated",
    "delivery",
    "membership",
    "module",
    "videoPlayComplete",
}


class Scene:
    """People, a group and a room, in which everything can be done that makes a webhook."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.bot = Bot(line)
        self.somchai = line.person("Somchai")
        self.wilai = line.person("Wilai")
        self.team = line.group("Team", [self.somchai, self.wilai])
        self.room = line.group("Old team", [self.somchai], room=True)

    def said(self) -> Webhook:
        """Let somebody write in the group."""
        return self.line.text(self.somchai, "hello", self.team)

    def places(self) -> tuple[Person | Group, ...]:
        """Name one chat of each kind."""
        return (self.somchai, self.team, self.room)

    def link(self) -> Webhook:
        """Let somebody tie their account elsewhere to LINE."""
        token = self.bot.post(f"user/{self.somchai.user_id}/linkToken").json["linkToken"]
        return self.line.account_link(token, "nonce-of-the-service") or self.line.webhook([])

    def tapped(self, **action: object) -> Webhook:
        """Let somebody tap a button."""
        return self.line.tap(self.somchai, {"label": "x", "data": "d", **action}) or self.line.webhook([])

    def everyone(self) -> Webhook:
        """Let somebody mention everyone."""
        text = "@All 🍎 see this"
        return self.line.message(
            self.somchai, events.text(text, [events.mention_all(text, "@All")]), self.team
        )


Deed = Callable[[Scene], Webhook | list[Webhook]]
DEEDS: dict[str, Deed] = {
    "text": lambda at: [at.line.text(at.somchai, "hello 🍎", place) for place in at.places()],
    "quote": lambda at: at.line.text(at.somchai, "hello", at.team, quote=at.said().message_id),
    "mentions": lambda at: at.line.text(at.somchai, "🍎 @ITA and @Wilai", at.team),
    "mention of everyone": Scene.everyone,
    "image": lambda at: [at.line.image(at.somchai, b"x", place) for place in at.places()],
    "images": lambda at: at.line.images(at.somchai, [b"x", b"y", b"z"]),
    "video": lambda at: at.line.video(at.somchai, b"x", duration=2000),
    "audio": lambda at: at.line.audio(at.somchai, b"x"),
    "file": lambda at: at.line.file(at.somchai, "a.pdf", b"x"),
    "location": lambda at: [
        at.line.location(at.somchai, 13.75, 100.5),
        at.line.location(at.somchai, -13, 100, "Bangkok"),
        at.line.message(at.somchai, events.location(13.75, 100.5, "Bangkok", "1 Road")),
    ],
    "sticker": lambda at: [
        at.line.sticker(at.somchai),
        at.line.message(at.somchai, events.sticker("446", "1988", ["hello"])),
    ],
    "postback": lambda at: at.tapped(type="postback"),
    "date picker": lambda at: [
        at.tapped(type="datetimepicker", mode=mode, initial=moment)
        for mode, moment in (("date", "2024-04-01"), ("time", "08:30"), ("datetime", "2024-04-01T08:30"))
    ],
    "rich menu switch": lambda at: at.tapped(type="richmenuswitch", richMenuAliasId="none"),
    "follow": lambda at: at.line.follow(at.wilai),
    "unfollow": lambda at: [at.line.unfollow(at.wilai), at.line.follow(at.wilai)],
    "account link": Scene.link,
    "join": lambda at: [at.line.join(at.team), at.line.join(at.room)],
    "leave": lambda at: [at.line.leave(at.team), at.line.leave(at.room)],
    "members": lambda at: [
        at.line.member_joined(at.team, [at.line.person("New"), at.line.person("Newer")]),
        at.line.member_left(at.team, [at.wilai]),
    ],
    "unsend": lambda at: [at.line.unsend(at.line.text(at.somchai, "oh", place)) for place in at.places()],
    "edit": lambda at: at.line.edit(at.said(), "hello, @ITA"),
    "redelivery": lambda at: at.line.redelivery(at.said()),
    "several at once": lambda at: at.line.bundle(at.said(), at.line.follow(at.wilai), at.said()),
    "none": lambda at: at.line.webhook([]),
}


def made(line: Line, deed: str) -> list[Webhook]:
    done = DEEDS[deed](Scene(line))
    return done if isinstance(done, list) else [done]


def check(line: Line, webhook: Webhook) -> None:
    """Hold a webhook against LINE's schema and against the official SDK."""
    body = json.loads(webhook.body)
    assert faults(API, API.named("CallbackRequest"), body) == []
    parsed = WebhookParser(line.secret).parse(webhook.body.decode(), webhook.signature)
    assert [type(event).__name__ for event in parsed] == [
        EVENTS[event["type"]].name for event in body["events"]
    ]
    for event, sent in zip(parsed, body["events"], strict=True):
        if "message" in sent:
            contents = API.kinds(API.named("MessageContent"))
            assert type(event.message).__name__ == contents[sent["message"]["type"]].name


@pytest.mark.parametrize("deed", DEEDS)
def test_webhooks_are_as_documented_and_the_official_parser_knows_them(deed: str, line: Line) -> None:
    for webhook in made(line, deed):
        check(line, webhook)


@pytest.mark.parametrize("kind", sorted(ONLY_RAW))
def test_an_event_that_nobody_does_can_still_be_sent(kind: str, line: Line) -> None:
    source = events.user_source(line.person("Somchai").user_id)
    builder = Builder(API)
    given = {*API.properties(API.named("Event")), "replyToken"}
    for turn in range(3):
        whole = builder.build(EVENTS[kind], turn)
        payload = {name: value for name, value in whole.items() if name not in given}
        check(line, line.raw(kind, source, reply="replyToken" in whole, **payload))


def test_every_kind_of_event_and_of_message_is_made(line: Line) -> None:
    everything = [
        event
        for deed in DEEDS
        for webhook in made(line, deed)
        for event in json.loads(webhook.body)["events"]
    ]
    assert {event["type"] for event in everything} == set(EVENTS) - ONLY_RAW
    messages = {event["message"]["type"] for event in everything if event["type"] == "message"}
    assert messages == set(API.kinds(API.named("MessageContent")))


def test_what_line_would_not_send_is_found(line: Line) -> None:
    body = json.loads(made(line, "text")[0].body)
    (event,) = body["events"]
    wrong = [
        {**event, "type": "telepathy"},
        {**event, "mood": "good"},
        {**event, "timestamp": "now"},
        {**event, "source": {"type": "group"}},
        {**event, "message": {**event["message"], "quoteToken": None}},
        {name: value for name, value in event.items() if name != "deliveryContext"},
    ]
    for one in wrong:
        assert faults(API, API.named("CallbackRequest"), {**body, "events": [one]})
