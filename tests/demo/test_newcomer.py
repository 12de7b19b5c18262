"""`make demo` in a real Chromium, used as a newcomer would."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from tests.demo.running import Demo, demo
from tests.demo.tour import deadline, report, tour
from tests.flows.test_trouble import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OK = HTTPStatus.OK


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
        refused = [call["path"] for call in calls(running) if call["status"] != OK]
        unsent = photos(running, unsent=True)  # perhaps before the bot has fetched it
        page.close()
    assert (seen, faults) == (["demo", "score", "measure", "report", "overdue"], [])
    assert [path for path in refused if path not in unsent] == []


def photo_fetched(running: Demo) -> bool:
    """Whether the bot has fetched the photo of the report."""
    fetched = {call["path"] for call in calls(running) if call["status"] == OK}
    wanted = photos(running, unsent=False)
    return wanted != [] and fetched.issuperset(wanted)


def photos(running: Demo, *, unsent: bool) -> list[str]:
    """Return where LINE has the photos that people sent."""
    sent = [message for chat in running.call("_/state")["chats"].values() for message in chat]
    return [
        f"/v2/bot/message/{message['id']}/content"
        for message in sent
        if message["content"]["type"] == "image" and message["unsent"] == unsent
    ]


def calls(running: Demo) -> list[dict[str, Any]]:
    return [item["data"] for item in running.call("_/state")["feed"] if item["kind"] == "call"]
