"""LINE's limits: what is over one is named with its path."""

from typing import Any

import pytest

from bot.render import limits
from bot.render.chars import clean, graphemes, shorten, units


def flex(*body: dict[str, Any], **changed: Any) -> dict[str, Any]:
    bubble = {
        "type": "bubble",
        "size": "mega",
        "body": {"type": "box", "layout": "vertical", "contents": list(body)},
    }
    return {"type": "flex", "altText": "a", "contents": bubble} | changed


def text(value: str) -> dict[str, Any]:
    return {"type": "text", "text": value}


def image(whole: str = "https://x/a", smaller: str = "https://x/b") -> dict[str, Any]:
    return {"type": "image", "originalContentUrl": whole, "previewImageUrl": smaller}


def button(**action: Any) -> dict[str, Any]:
    return {"type": "button", "action": {"type": "postback", "label": "a", "data": "b"} | action}


def quick(*actions: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": "a", "quickReply": {"items": [{"action": action} for action in actions]}}


ACTION = {"type": "postback", "label": "a", "data": "b"}
CAROUSEL: dict[str, Any] = {"type": "carousel", "contents": [flex()["contents"]]}


@pytest.mark.parametrize(
    "messages",
    [
        [text("ก" * 5000)],
        [text("a")] * 5,
        [image("https://" + "a" * 1992)],
        [flex(text("ก" * 2000))],
        [flex(altText="ก" * 1500)],
        [flex(button(label="กำ" * 40, data="x" * 300, displayText="ก" * 300))],
        [quick(*[ACTION] * 13)],
        [flex(contents=CAROUSEL | {"contents": CAROUSEL["contents"] * 12})],
    ],
)
def test_at_the_limit(messages: list[dict[str, Any]]) -> None:
    limits.check(messages)


@pytest.mark.parametrize(
    ("messages", "path"),
    [
        ([], "messages: nothing"),
        ([text("a")] * 6, "messages: 6"),
        ([image("http://x/a")], r"messages\[0\].originalContentUrl: not https"),
        ([image(smaller="https://" + "a" * 1993)], r"previewImageUrl: 2001"),
        ([text("a"), text("🍎" * 2501)], r"messages\[1\].text: 5002"),
        ([text(" \n")], r"messages\[0\].text: empty"),
        ([flex(altText="ก" * 1501)], "altText: 1501"),
        ([flex(altText="")], "altText: empty"),
        ([flex(text("a"), text(""))], r"contents.body\[1\].text: empty"),
        ([flex(text("ก" * 2001))], "2001"),
        ([flex(text("ก" * 1700), text("ก" * 1700), text("ก" * 1700))], "contents: bytes: "),
        ([flex(button(label="ก" * 41))], "label: 41"),
        ([flex(button(label=""))], "label: empty"),
        ([flex({"type": "button", "action": {"type": "postback", "data": "b"}})], "without a label"),
        ([flex(button(data="x" * 301))], "data: 301"),
        ([flex(button(displayText="x" * 301))], "displayText: 301"),
        (
            [flex({"type": "button", "action": {"type": "message", "label": "a", "text": "x" * 301}})],
            "text: 301",
        ),
        ([quick(*[ACTION] * 14)], "quickReply: 14"),
        ([quick()], "quickReply: empty"),
        ([quick(ACTION | {"label": "ก" * 21})], r"quickReply\[0\].label: 21"),
        ([flex(contents=CAROUSEL | {"contents": []})], "empty carousel"),
        ([flex(contents=CAROUSEL | {"contents": CAROUSEL["contents"] * 13})], "bubbles: 13"),
        (
            [
                flex(
                    contents=CAROUSEL
                    | {"contents": [flex()["contents"], flex()["contents"] | {"size": "giga"}]}
                )
            ],
            "different sizes",
        ),
        (
            [
                flex(
                    contents=CAROUSEL
                    | {"contents": [flex(text("ก" * 1600), text("ก" * 1600))["contents"]] * 3}
                )
            ],
            "contents: bytes",
        ),
    ],
)
def test_over_the_limit(messages: list[dict[str, Any]], path: str) -> None:
    with pytest.raises(limits.OverLimit, match=path):
        limits.check(messages)


@pytest.mark.parametrize(
    ("word", "count"),
    [("", 0), ("abc", 3), ("กำ", 1), ("ที่นี้", 2), ("น้ำ", 1), ("🍎", 1), ("👩🏽‍🔬", 1), ("🇹🇭🇯🇵", 2), ("é", 1)],
)
def test_graphemes(word: str, count: int) -> None:
    assert len(graphemes(word)) == count
    assert "".join(graphemes(word)) == word


def test_units() -> None:
    assert units("🍎ก") == 3


@pytest.mark.parametrize(
    ("word", "limit", "short"),
    [
        ("สั้น", 10, "สั้น"),
        ("ที่นี่ที่นั่น", 3, "ที่นี่…"),
        ("หนึ่ง สอง สาม สี่", 12, "หนึ่ง สอง สาม…"),
        ("หนึ่ง สอง สามัญ", 10, "หนึ่ง สอง…"),
        ("น้ำน้ำน้ำ", 2, "น้ำ…"),
    ],
)
def test_shorten_says_that_it_did(word: str, limit: int, short: str) -> None:
    assert shorten(word, limit) == short


def test_clean() -> None:
    assert clean("a\ud800\x00\tb\nc") == "a\ufffd  b\nc"
