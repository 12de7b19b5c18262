"""Calls that LINE refuses: with which status, always with a message, and without a trace."""

import pytest

from bot.simulator import Line
from tests.simulator.calls import Bot, say

KEY = "123e4567-e89b-12d3-a456-426614174000"
NOBODY = "U" + "0" * 32


REFUSED: dict[str, tuple[str, object, dict[str, str], int]] = {
    "no token": ("message/push", {"to": NOBODY, "messages": say()}, {"authorization": ""}, 401),
    "wrong token": ("message/push", {"to": NOBODY, "messages": say()}, {"authorization": "Bearer x"}, 401),
    "not JSON": ("message/push", b"{", {}, 400),
    "a list": ("message/push", b"[]", {}, 400),
    "no body": ("message/push", b"", {}, 400),
    "form": ("message/push", b"to=x", {"content-type": "application/x-www-form-urlencoded"}, 415),
    "too big": ("message/push", b" " * (2 * 1024 * 1024 + 1), {}, 413),
    "retry key malformed": (
        "message/push",
        {"to": NOBODY, "messages": say()},
        {"x-line-retry-key": "1"},
        400,
    ),
    "retry key on a reply": (
        "message/reply",
        {"replyToken": "x", "messages": say()},
        {"x-line-retry-key": KEY},
        400,
    ),
    "reply token unknown": ("message/reply", {"replyToken": "x", "messages": say()}, {}, 400),
    "reply token missing": ("message/reply", {"messages": say()}, {}, 400),
    "six messages": ("message/push", {"to": NOBODY, "messages": say(*"123456")}, {}, 400),
    "no messages": ("message/push", {"to": NOBODY, "messages": []}, {}, 400),
    "messages missing": ("message/push", {"to": NOBODY}, {}, 400),
    "to missing": ("message/push", {"messages": say()}, {}, 400),
    "to malformed": ("message/push", {"to": "U1", "messages": say()}, {}, 400),
    "to a group without the bot": ("message/push", {"to": "C" + "0" * 32, "messages": say()}, {}, 400),
    "property unknown": ("message/push", {"to": NOBODY, "messages": say(), "silent": True}, {}, 400),
    "notificationDisabled": (
        "message/push",
        {"to": NOBODY, "messages": say(), "notificationDisabled": 1},
        {},
        400,
    ),
    "unit name": (
        "message/push",
        {"to": NOBODY, "messages": say(), "customAggregationUnits": ["a b"]},
        {},
        400,
    ),
    "quote of nothing": (
        "message/push",
        {"to": NOBODY, "messages": [{**say()[0], "quoteToken": "x"}]},
        {},
        400,
    ),
    "multicast to a group": ("message/multicast", {"to": ["C" + "0" * 32], "messages": say()}, {}, 400),
    "multicast to nobody": ("message/multicast", {"to": [], "messages": say()}, {}, 400),
    "multicast to too many": ("message/multicast", {"to": [NOBODY] * 501, "messages": say()}, {}, 400),
    "validate with to": ("message/validate/push", {"to": NOBODY, "messages": say()}, {}, 400),
    "validate wrong": ("message/validate/reply", {"messages": say("")}, {}, 400),
    "loading 7": ("chat/loading/start", {"chatId": NOBODY, "loadingSeconds": 7}, {}, 400),
    "loading 65": ("chat/loading/start", {"chatId": NOBODY, "loadingSeconds": 65}, {}, 400),
    "loading in a group": ("chat/loading/start", {"chatId": "C" + "0" * 32}, {}, 400),
    "read token": ("chat/markAsRead", {"markAsReadToken": "x"}, {}, 400),
    "to someone of another provider": ("message/push", {"to": NOBODY, "messages": say()}, {}, 400),
    "one malformed id of many": (
        "message/multicast",
        {"to": [NOBODY, "U1", "U" + "1" * 32], "messages": say()},
        {},
        400,
    ),
    "nonsense": ("message/shout", {}, {}, 501),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_refuses(bot: Bot, line: Line, case: tuple[str, object, dict[str, str], int]) -> None:
    path, body, headers, status = case
    answer = bot.call("POST", f"/v2/bot/{path}", body, headers)
    assert answer.status == status
    assert answer.json["message"]
    assert answer.headers["x-line-request-id"] == line.calls[-1].request_id
    assert line.calls[-1].problems
    assert line.world.chats == {}


def test_the_wrong_method_is_405(bot: Bot) -> None:
    assert bot.get("message/push").status == 405
