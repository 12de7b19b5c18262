"""An administrator sends notices in the page, the last to a thousand people; counted at LINE's side."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pypdf

from tests.simulator.pages import opened
from tests.stories import tour
from tests.stories.stage import set_up

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from bot.simulator import Line

STORY = Path(__file__).with_name("thousand.txt")
PEOPLE = 1000
UNITS = ("กย.", "สล.")


def test_an_administrator_sends_notices_in_the_page(
    chromium: Browser, example_url: str, tmp_path: Path
) -> None:
    with set_up(example_url, tmp_path, PEOPLE) as line, opened(chromium, line.page, wide=1360) as page:
        page.set_default_timeout(tour.PATIENCE_MS)
        page.locator("#record").click()
        page.locator("#record[aria-pressed=true]").wait_for()
        one = tour.Visitor(page)
        tour.greet(one)
        tour.to_two_units(one)
        tour.called_back(one)
        tour.to_everybody(one)
        tour.paused(one)
        tour.received(one)
        tour.receipt(one)
        book = openpyxl.load_workbook(io.BytesIO(file_of(page, "ตาราง (xlsx)")))
        one.say("ใบรับทราบประกาศ 1", "ใบรับทราบประกาศ 1")
        paper = pypdf.PdfReader(io.BytesIO(file_of(page, "PDF สำหรับพิมพ์และเก็บ")))
        with page.expect_download() as saved:
            page.locator("#record").click()
        recorded = Path(saved.value.path()).read_text(encoding="utf-8")

        everybody = {user for user, person in line.world.people.items() if "stranger" not in person.key}
        assert len(everybody) == PEOPLE
        assert sent(line, tour.TO_ALL) == dict.fromkeys(everybody, 1)
        assert sent(line, tour.TO_TWO) == dict.fromkeys(of_units(line), 1)
        assert sent(line, tour.CALLED_BACK) == {}
        assert line.refused() == []
    rows = list(book["รายชื่อ"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == PEOPLE
    assert sum(1 for row in rows if row[5]) == 2
    assert {str(row[4]) for row in rows} == {"ส่งแล้วเมื่อ 1 เม.ย. 2567 09:02 น."}
    assert tour.TO_TWO in "".join(paper.pages[0].extract_text().split())
    assert len(paper.pages) > 2
    told, now = acts(STORY.read_text(encoding="utf-8")), acts(recorded)
    assert [pair for pair in zip_longest(told, now, fillvalue="") if not alike(*pair)] == []


def sent(line: Line, words: str) -> Counter[str]:
    """Count who has these words, as they came with what goes to many: a preview is an answer."""
    return Counter(
        chat
        for chat, messages in line.world.chats.items()
        for one in messages
        if one.via == "multicast" and one.content.get("text") == words
    )


def of_units(line: Line) -> list[str]:
    """Give the people of the two units; one of them is the reviewer of the demo."""
    people = line.world.people.values()
    return [one.user_id for one in people if one.status.startswith(UNITS) or one.key == "person/head"]


def file_of(page: Page, button: str) -> bytes:
    """Press a button that leads out of the chat, and read what the browser gets there."""
    got: list[bytes] = []

    def passing(route: Route) -> None:
        answer = route.fetch()
        got.append(answer.body())
        route.fulfill(response=answer)

    page.context.route("**/receipt/**", passing)
    with page.context.expect_event("response", lambda one: "/receipt/" in one.url) as answered:
        page.locator(".bubble").get_by_role("button", name=button).last.click()
    assert answered.value.status == 200
    page.context.unroute("**/receipt/**")
    return got[0]


def acts(script: str) -> list[str]:
    """Give the lines of a script without its comments."""
    return [row for row in script.splitlines() if not row.startswith("#")]


def alike(told: str, now: str) -> bool:
    """Compare two lines; in the one that was told before, ``…`` stands for any text."""
    return re.fullmatch(".*".join(map(re.escape, told.split("…"))), now) is not None
