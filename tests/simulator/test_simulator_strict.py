"""Nothing that LINE does not know gets a 200, and nothing that is sent can break what the page is told."""

import json

import httpx
import pytest

from bot.simulator import Clock, Line, Person, serve
from bot.simulator.reading import parsed
from tests.simulator.calls import Bot, say
from tests.simulator.messages import in_body, label, text

KEY = "123e4567-e89b-12d3-a456-426614174000"
UNREADABLE = {
    "no number": b'{"latitude": NaN}',
    "endless": b'{"latitude": 1e999}',
    "half a character": rb'{"text": "\ud83e"}',
    "too deep": b"[" * 100_000,
    "cut off": b'{"text": ',
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_told_again_is_no_json(bot: Bot, line: Line, body: bytes) -> None:
    assert bot.post("message/push", body).status == 400
    json.dumps(line.calls[-1].request, allow_nan=False, ensure_ascii=False).encode()


def test_characters_may_be_escaped_in_whole() -> None:
    assert parsed(rb'{"text": "\ud83e\udd28 \\ud83e"}') == {"text": "\U0001f928 \\ud83e"}


def test_a_card_that_is_too_deep_is_refused(bot: Bot, somchai: Person) -> None:
    card: object = label()
    for _ in range(400):
        card = {"type": "box", "layout": "vertical", "contents": [card]}
    assert bot.post("message/push", {"to": somchai.user_id, "messages": [in_body(card)]}).status == 400


@pytest.mark.parametrize(
    "message",
    [
        in_body(label(size="๑๒px")),
        in_body({"type": "image", "url": "https://example.com/a.png", "aspectRatio": "๒๐:๑๓"}),
        in_body({"type": "image", "url": "https://example.com/a.png", "aspectRatio": "2_0: 13"}),
        text(sender={"type": "person", "name": "Somchai"}),
    ],
    ids=["Thai digits", "Thai ratio", "loose ratio", "type of nothing"],
)
def test_what_looks_right_to_python_only_is_refused(bot: Bot, somchai: Person, message: object) -> None:
    assert bot.post("message/push", {"to": somchai.user_id, "messages": [message]}).status == 400


def test_an_unknown_field_is_refused_everywhere(bot: Bot, line: Line, somchai: Person) -> None:
    token = line.text(somchai, "hi").events[0]["message"]["markAsReadToken"]
    calls = {
        "chat/loading/start": {"chatId": somchai.user_id},
        "chat/markAsRead": {"markAsReadToken": token},
        "channel/webhook/test": {"endpoint": "https://bot.example"},
        f"user/{somchai.user_id}/linkToken": {},
    }
    for path, body in calls.items():
        answer = bot.post(path, {**body, "colour": "red"})
        assert answer.status == 400
        assert answer.json["details"] == [{"message": "unknown field", "property": "colour"}]
    put = "/v2/bot/channel/webhook/endpoint"
    assert bot.call("PUT", put, {"endpoint": "https://bot.example", "colour": "red"}).status == 400


def test_an_unknown_parameter_is_501(bot: Bot, line: Line, somchai: Person) -> None:
    answer = bot.get("followers/ids?limit=10&colour=red")
    assert (answer.status, answer.json["message"]) == (
        501,
        "The simulator does not know the parameter colour of GET /v2/bot/followers/ids",
    )
    assert bot.post("message/push?dry=1", {"to": somchai.user_id, "messages": say()}).status == 501
    assert line.sent(somchai) == []


def test_an_empty_retry_key_is_a_wrong_one(bot: Bot, somchai: Person) -> None:
    assert bot.push(somchai.user_id, x_line_retry_key="").status == 400


def test_a_fault_tells_nothing_of_the_answer_it_hides(bot: Bot, line: Line, somchai: Person) -> None:
    line.fail(500, accept=True, times=2)
    answers = [bot.push(somchai.user_id, x_line_retry_key=KEY) for _ in range(3)]
    assert [answer.status for answer in answers] == [500, 500, 409]
    assert list(answers[1].headers) == ["x-line-request-id"]
    assert answers[2].headers["x-line-accepted-request-id"] == answers[0].headers["x-line-request-id"]
    assert len(line.sent(somchai)) == 1


def test_a_clock_put_back_does_not_close_the_gate(bot: Bot, clock: Clock) -> None:
    assert [bot.post("message/broadcast", {"messages": say()}).status for _ in range(61)][-1] == 429
    clock.advance(-24 * 3600)
    assert bot.post("message/broadcast", {"messages": say()}).status == 429
    clock.advance(60)
    assert bot.post("message/broadcast", {"messages": say()}).status == 200


def test_a_reply_token_ends_twenty_minutes_after_its_event(
    bot: Bot, line: Line, somchai: Person, clock: Clock
) -> None:
    webhook = line.text(somchai, "hi")
    clock.advance(19 * 60 + 50)
    line.redelivery(webhook)
    clock.advance(20)
    assert bot.reply(webhook.reply_token).status == 400


def test_a_body_is_read_no_further_than_line_takes_it(line: Line) -> None:
    headers = {"authorization": f"Bearer {line.token}", "content-type": "application/json"}
    with serve(line) as url:
        path = f"{url}/v2/bot/message/push"
        answer = httpx.post(path, content=b" " * 9_000_000, headers=headers, trust_env=False)
    assert answer.status_code == 413
    assert len(json.dumps(line.calls[-1].request)) < 1000
