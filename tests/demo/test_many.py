"""`make demo PEOPLE=1000` in a real Chromium: a notice with a picture and a link, seen by one who has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.demo.running import demo, start
from tests.demo.tour import PHOTO
from tests.flows.test_trouble import wait_for
from tests.ports import free_ports
from tests.stories.tour import PATIENCE_MS, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LINK = "https://www.diw.go.th/"
MOST = 81
"""So many are listed at once, and the group."""
WORDS = f"ดูแผนผังที่แนบ และ {LINK}"


def test_a_picture_reaches_one_of_a_thousand(chromium: Browser) -> None:
    with demo("1000") as running:
        page = chromium.new_page(viewport={"width": 1360, "height": 860}, locale="th-TH")
        page.set_default_timeout(PATIENCE_MS)
        page.goto(running.page)
        page.wait_for_selector("body[data-ready]")
        page.locator(".rest", has_text="จากทั้งหมด 1,001 คน").wait_for()  # with the stranger
        one = Visitor(page)
        one.be("ประเสริฐ")
        one.say(f"ประกาศถึง ศส. {WORDS}", "72 คน")
        page.locator(".photo-input").set_input_files(PHOTO)
        wait_for(lambda: photo_shown(one), PATIENCE_MS // 1000)
        assert drawn(page)
        one.tap("ยืนยัน", "โปรดพิมพ์ตัวเลข 72")
        one.say("72", "จะส่งในอีก 45 วินาที")
        page.locator("#clock-menu summary").click()
        page.get_by_role("button", name="+1 ชั่วโมง").click()
        page.keyboard.press("Escape")
        one.hears("LINE รับส่งให้แล้ว 72 ราย")
        assert page.locator("#rail .chat-entry").count() <= MOST
        one.find("ทัศนีย์ ทองสุข")
        page.locator(".line .photo img").wait_for()
        assert drawn(page)
        assert page.locator(".line a", has_text=LINK).get_attribute("href") == LINK
        page.close()


def photo_shown(one: Visitor) -> bool:
    """Look at the draft again; whether the picture, which is fetched meanwhile, is part of it."""
    one.press("ดูอีกครั้ง", "72 คน")
    return one.page.locator(".line:not(.mine) .photo img").count() > 0


def drawn(page: Page) -> bool:
    """Whether the last picture from the bot came, from the address that the bot gave."""
    picture = page.locator(".line:not(.mine) .photo img").last
    return bool(picture.evaluate("async (img) => { await img.decode(); return img.naturalWidth > 0; }"))


@pytest.mark.parametrize("people", ["2", "๑๐๐๐"])
def test_a_number_that_is_none_is_one_line(people: str) -> None:
    bot_port, page_port = free_ports(2)
    with start(bot_port, page_port, people) as process:
        said, errors = process.communicate(timeout=30)
    assert (process.returncode, said) == (1, "")
    assert errors == f"demo: PEOPLE is {people!r}: must be a whole number from 3 to 10000\n"
