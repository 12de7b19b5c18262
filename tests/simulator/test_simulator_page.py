"""The chat page in a real Chromium, used as a newcomer would."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.simulator import Line, serve, shot
from bot.simulator.model import Json
from bot.simulator.run import cast
from tests.simulator.fakebot import fake_bot

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

Demo = tuple["Page", list[Json]]

CARD: Json = {
    "type": "flex",
    "altText": "คะแนนรวม 87.45",
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {"type": "text", "text": "87.45", "size": "3xl"},
                {
                    "type": "box",
                    "layout": "vertical",
                    "backgroundColor": "#dddddd",
                    "contents": [
                        {"type": "box", "layout": "vertical", "contents": [], "width": "70%", "height": "6px"}
                    ],
                },
            ],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {
                    "type": "button",
                    "action": {
                        "type": "postback",
                        "label": "details",
                        "data": "more",
                        "displayText": "show me",
                    },
                },
                {
                    "type": "button",
                    "action": {"type": "datetimepicker", "label": "due", "data": "due", "mode": "date"},
                },
            ],
        },
    },
    "quickReply": {
        "items": [{"type": "action", "action": {"type": "message", "label": "help", "text": "help me"}}]
    },
}


@pytest.fixture
def demo(line: Line, chromium: "Browser") -> Iterator[Demo]:
    cast(line)
    with (
        serve(line) as url,
        fake_bot(line, url, lambda event: [CARD] if event["type"] == "message" else [told(event)]) as events,
    ):
        page = chromium.new_page(viewport={"width": 1200, "height": 800})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(url)
        page.wait_for_selector("body[data-ready]")
        yield page, events
        assert faults == []
        page.close()


def told(event: Json) -> Json:
    return {"type": "text", "text": json.dumps(event.get("postback", event["type"]))}


def width(found: "Locator") -> float:
    frame = found.bounding_box()
    assert frame
    return frame["width"]


def write(page: "Page", words: str) -> None:
    page.fill("#words", words)
    page.press("#words", "Enter")


def test_a_newcomer_asks_and_taps(demo: Demo, line: Line) -> None:
    page, events = demo
    write(page, "สวัสดี")
    bubble = page.locator(".line .bubble")
    bubble.wait_for()
    assert width(bubble) == 300
    assert width(page.locator(".bubble .box .box .box")) == 0.7 * 260
    assert page.locator("#rail [aria-current=true] .last").inner_text() == "คะแนนรวม 87.45"
    page.get_by_role("button", name="help").click()
    page.locator(".mine", has_text="help me").wait_for()
    page.get_by_role("button", name="details").first.click()
    page.locator(".mine", has_text="show me").wait_for()
    page.locator(".balloon", has_text='{"data": "more"}').wait_for()
    page.get_by_role("button", name="due").first.click()
    page.fill("#moment", "2024-04-30")
    page.locator("#picker button[value=ok]").click()
    page.locator(".balloon", has_text='"params": {"date": "2024-04-30"}').wait_for()
    assert [event["type"] for event in events] == ["message", "message", "postback", "postback"]
    assert line.refused() == []
    page.locator(".item.call .good").nth(3).wait_for()


def test_a_group_a_photo_and_taking_it_back(demo: Demo) -> None:
    page, events = demo
    page.locator("#rail .group-face").click()
    write(page, "@ITA สวัสดี")
    page.locator(".line .bubble").wait_for()
    assert events[0]["message"]["mention"]["mentionees"][0]["isSelf"]
    page.set_input_files("#file", {"name": "a.png", "mimeType": "image/png", "buffer": b"not really"})
    page.locator(".mine .photo").wait_for()
    photo = page.locator(".line.mine", has=page.locator(".photo"))
    photo.hover()
    photo.get_by_role("button", name="ยกเลิกการส่ง").click()
    page.locator(".gone").wait_for()
    page.locator(".item.webhook", has_text="unsend").wait_for()
    assert [event["type"] for event in events] == ["message", "message", "unsend"]


def test_english_dark_and_a_bot_that_is_gone(demo: Demo, line: Line) -> None:
    page, _ = demo
    page.locator("#language").click()
    assert page.locator("h1").inner_text() == "LINE in a box"
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    line.bot_url = "http://127.0.0.1:1/webhook"
    write(page, "anyone?")
    page.locator("#banner", has_text=re.compile("Cannot reach the bot")).wait_for()


def test_a_narrow_screen_and_a_keyboard_are_enough(demo: Demo) -> None:
    page, events = demo
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#rail button").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator("#words").focus()
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    page.locator(".line .bubble").wait_for()
    page.locator("#quick .chip").focus()
    page.keyboard.press("Enter")
    page.locator(".mine", has_text="help me").wait_for()
    page.locator(".item.webhook").nth(1).wait_for(state="attached")
    assert [event["message"]["text"] for event in events] == ["hello", "help me"]


def test_a_card_alone_is_photographed(chromium: "Browser", tmp_path: Path) -> None:
    out = tmp_path / "card.png"
    shot.shoot(chromium, CARD["contents"], out, width=390, dark=True)
    assert out.read_bytes().startswith(b"\x89PNG")
    assert shot.complaints(CARD["contents"]) == []
    assert shot.complaints({"type": "bubble"}) == ["/: At least one block must be specified"]
