"""`make demo` in a real Chromium, used as a newcomer would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.demo.running import Demo, demo
from tests.demo.tour import deadline, report, tour
from tests.flows.test_trouble import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_a_newcomer_asks_reports_with_a_photo_has_it_accepted_and_turns_the_clock(chromium: Browser) -> None:
    seen: list[str] = []
    faults: list[str] = []
    with demo() as running:
        page = chromium.new_page(viewport={"width": 1360, "height": 860}, locale="th-TH")
        page.on("pageerror", lambda error: faults.append(str(error)))
        tour(page, running.page, lambda name, _: seen.append(name))
        report(page, lambda name, _: seen.append(name))
        wait_for(lambda: photo_fetched(running))  # LINE has it no more when the clock is turned
        deadline(page, lambda name, _: seen.append(name))
        kinds = [item["data"]["status"] for item in running.call("_/state")["feed"] if item["kind"] == "call"]
        page.close()
    assert (seen, faults) == (["demo", "score", "measure", "report", "overdue"], [])
    assert kinds == [200] * len(kinds)


def photo_fetched(running: Demo) -> bool:
    calls = [item["data"] for item in running.call("_/state")["feed"] if item["kind"] == "call"]
    return any(call["path"].endswith("/content") and call["status"] == 200 for call in calls)
