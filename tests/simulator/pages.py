"""The chat page in a browser: opened, written to, looked at; and what the bot behind it answers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.simulator.model import Json
from tests.simulator.calls import Bot
from tests.simulator.pictures import png

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

Demo = tuple["Page", list[Json]]

PATIENCE_MS = 10_000

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
                    "style": "secondary",
                    "action": {
                        "type": "postback",
                        "label": "details",
                        "data": "more",
                        "displayText": "show me",
                    },
                },
                {
                    "type": "button",
                    "style": "secondary",
                    "action": {"type": "datetimepicker", "label": "due", "data": "due", "mode": "date"},
                },
            ],
        },
    },
    "quickReply": {
        "items": [{"type": "action", "action": {"type": "message", "label": "help", "text": "help me"}}]
    },
}


def answer(event: Json) -> list[Json]:
    """Answer a message with the card, anything else by saying what it was."""
    said = {"type": "text", "text": json.dumps(event.get("postback", event["type"]))}
    return [CARD] if event["type"] == "message" else [said]


@contextmanager
def opened(browser: "Browser", url: str, *, wide: int = 1200, high: int = 800) -> Iterator["Page"]:
    """Open the page in a window of its own; a script of it that fails, fails the test."""
    page = browser.new_page(viewport={"width": wide, "height": high})
    page.set_default_timeout(PATIENCE_MS)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(url)
    page.wait_for_selector("body[data-ready]")
    yield page
    assert faults == []
    page.close()


def width(found: "Locator") -> float:
    """Measure what stands on the page."""
    frame = found.bounding_box()
    assert frame
    return frame["width"]


def write(page: "Page", words: str, phone: int = 0) -> None:
    """Write a text on a phone."""
    field = page.locator(".words-field").nth(phone)
    field.fill(words)
    field.press("Enter")


def drawn_menu(bot: Bot, bar: str, *actions: Json) -> str:
    """Make a rich menu with its picture, one area for each action."""
    wide = 1200 // len(actions)
    areas = [
        {"bounds": {"x": wide * place, "y": 0, "width": wide, "height": 400}, "action": action}
        for place, action in enumerate(actions)
    ]
    size = {"width": 1200, "height": 400}
    body = {"size": size, "selected": True, "name": bar, "chatBarText": bar, "areas": areas}
    menu_id: str = bot.post("richmenu", body).json["richMenuId"]
    bot.post(f"richmenu/{menu_id}/content", png(), content_type="image/png")
    return menu_id
