"""Take the pictures of the README anew: ``make pictures``."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from bot.simulator.shot import browser_path
from tests.demo.running import demo
from tests.demo.tour import deadline, report, tour

FOLDER = Path(__file__).parents[2] / "docs" / "images"


def main() -> int:
    """Go through the demo and save what is seen on the way."""
    path = browser_path()
    if path is None:
        sys.stderr.write("pictures: no Chromium on the PATH; apt-get install chromium fonts-thai-tlwg\n")
        return 1
    with sync_playwright() as playwright, demo() as running:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": 1280, "height": 1400}, locale="th-TH", device_scale_factor=1.5
        )
        tour(page, running.page, _save)
        report(page, _save)
        deadline(page, _save)
        browser.close()
    return 0


def _save(name: str, what: Page | Locator) -> None:
    what.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
