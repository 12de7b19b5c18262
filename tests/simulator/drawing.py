"""What the tests of the drawing share: a page to draw on, short words for cards, what is seen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.simulator import shot
from bot.simulator.model import Json
from tests.simulator.pictures import png

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURE = "https://bot.example/wide.png"
OTHER = "https://bot.example/square.png"
MISSING = "https://bot.example/missing.png"
MEDIA = {PICTURE: ("image/png", png(40, 20)), OTHER: ("image/png", png(30, 30))}
LONG = "The quick brown fox jumps over the lazy dog, again and again and again"
WIDE = 1400


def cards(chromium: "Browser") -> Iterator["Page"]:
    """Open the page of single cards in a Chromium; nothing thrown there is overlooked."""
    page = shot.card_page(chromium, width=WIDE, media=MEDIA)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert not faults


def text(words: str = "Kg", **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


def box(*contents: Json, layout: str = "vertical", **more: Any) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def row(*contents: Json, **more: Any) -> Json:
    return box(*contents, layout="horizontal", **more)


def block(width: str = "40px", height: str = "20px", **more: Any) -> Json:
    """Make a coloured box of fixed size."""
    return box(width=width, height=height, backgroundColor="#00AAFF", **more)


def image(**more: Any) -> Json:
    return {"type": "image", "url": PICTURE, **more}


def message_action(**more: Any) -> Json:
    return {"type": "message", "label": "label", "text": "said", **more}


def button(label: str = "Go", **more: Any) -> Json:
    return {"type": "button", "action": message_action(label=label), **more}


def bubble(*contents: Json, **more: Any) -> Json:
    """Make a bubble whose body has no padding, so that its width is the bubble's."""
    body = {"body": box(*contents, paddingAll="none")} if contents else {}
    return {"type": "bubble", **body, **more}


def draw(page: "Page", *messages: Json, **how: object) -> None:
    """Draw what LINE would take."""
    assert shot.complaints(list(messages)) == []
    shot.draw(page, list(messages), **how)


def rect(page: "Page", selector: str, place: int = 0) -> dict[str, float]:
    """Measure an element; `place` counts those that the selector finds."""
    found: dict[str, float] = (
        page.locator(selector)
        .nth(place)
        .evaluate(
            """(node) => {
            const { left, right, top, bottom, width, height } = node.getBoundingClientRect();
            return { left, right, top, bottom, width, height };
        }"""
        )
    )
    return found


def style(page: "Page", selector: str, name: str, place: int = 0) -> str:
    """Read a computed style."""
    found: str = (
        page.locator(selector)
        .nth(place)
        .evaluate("(node, name) => getComputedStyle(node).getPropertyValue(name)", name)
    )
    return found


def tapped(page: "Page") -> list[Json]:
    """Tell which actions were tapped since the last drawing."""
    found: list[Json] = page.evaluate("() => window.tapped")
    return found
