"""Take a picture of messages: ``python -m bot.simulator.shot MESSAGE.json OUT.png``.

The file holds a message object, a list of them, a request body with ``messages``, or a bare container;
``-`` reads it from standard input. A development tool: it wants playwright and a Chromium.
"""

from __future__ import annotations

import argparse
import json
import mimetypes
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.simulator.schema import error_body, problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import Browser, Page, Route

PAGE = Path(__file__).parent / "page"
_ORIGIN = "http://card.invalid/"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser_path() -> str | None:
    """Find a Chromium on the PATH."""
    return next((path for name in _BROWSERS if (path := shutil.which(name))), None)


def card_page(
    browser: Browser, *, width: int = 390, media: Mapping[str, tuple[str, bytes]] | None = None
) -> Page:
    """Open the page of single cards; `media` (address to type and bytes) is all that it can fetch."""
    page = browser.new_page(viewport={"width": width, "height": 80}, device_scale_factor=2)
    page.route("**/*", partial(_answer, media or {}))
    page.goto(f"{_ORIGIN}card.html")
    page.wait_for_function("() => window.showCard")
    return page


def draw(page: Page, value: object, **how: object) -> None:
    """Draw messages on the page of single cards; `how` is what `showCard` of card.js takes."""
    page.evaluate("([value, how]) => window.showCard(value, how)", [value, how])


def shoot(browser: Browser, value: object, out: Path, *, width: int = 390, **how: object) -> None:
    """Draw messages in a browser and save the picture, as high as they are."""
    page = card_page(browser, width=width)
    try:
        draw(page, value, **how)
        page.screenshot(path=str(out), full_page=True)
    finally:
        page.close()


def complaints(value: object) -> list[str]:
    """Say what LINE would refuse."""
    messages: Any = value if isinstance(value, list) else [value]
    if isinstance(value, dict) and "messages" in value:
        messages = value["messages"]
    wrapped = [
        {"type": "flex", "altText": "-", "contents": item}
        if isinstance(item, dict) and item.get("type") in {"bubble", "carousel"}
        else item
        for item in messages
    ]
    found = problems(wrapped)
    body = error_body(found) if found else {"details": []}
    return [f"{item['property']}: {item['message']}" for item in body["details"]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator.shot", description=__doc__)
    parser.add_argument("message", help="JSON file, or - for standard input")
    parser.add_argument("out", type=Path, help="PNG file to write")
    parser.add_argument("--width", type=int, default=390, help="width of the phone in pixels (default 390)")
    parser.add_argument("--dark", action="store_true", help="dark theme")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="the person's font size, for texts with scaling"
    )
    given = parser.parse_args(arguments)
    text = sys.stdin.read() if given.message == "-" else Path(given.message).read_text(encoding="utf-8")
    value = json.loads(text)
    refused = complaints(value)
    for line in refused:
        sys.stderr.write(f"LINE would refuse: {line}\n")
    chromium = browser_path()
    if chromium is None:
        sys.stderr.write("no Chromium on the PATH: apt-get install chromium\n")
        return 2
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (a development tool, absent in production)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        shoot(browser, value, given.out, width=given.width, dark=given.dark, scale=given.scale)
        browser.close()
    return 1 if refused else 0


def _answer(media: Mapping[str, tuple[str, bytes]], route: Route) -> None:
    """Serve the page from its folder and what was given with it; everything else is out of reach."""
    url = route.request.url
    if url in media:
        kind, data = media[url]
        route.fulfill(body=data, content_type=kind)
    elif url.startswith(_ORIGIN):
        _from_folder(route, url.removeprefix(_ORIGIN).partition("#")[0].partition("?")[0])
    elif url.startswith("data:"):
        route.continue_()
    else:
        route.abort()


def _from_folder(route: Route, name: str) -> None:
    file = PAGE / name
    kind = mimetypes.guess_type(name)[0] or "text/plain"
    if file.is_file():
        route.fulfill(body=file.read_bytes(), content_type=f"{kind}; charset=utf-8")
    else:
        route.fulfill(status=404)


if __name__ == "__main__":
    sys.exit(main())
