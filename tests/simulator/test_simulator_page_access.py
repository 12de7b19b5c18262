"""The chat page for everyone: axe-core finds nothing serious, in either theme, wide or narrow."""

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from bot.simulator import Line
from tests.simulator.calls import Bot
from tests.simulator.pages import Demo, drawn_menu, opened, width, write
from tests.simulator.pictures import png

if TYPE_CHECKING:
    from playwright.sync_api import Page


def audit(page: "Page") -> list[str]:
    """Name what would keep somebody from using the page as it is now."""
    found: list[Any] = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['html']} {node['failureSummary']}"
        for violation in found
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", [(1360, 860), (390, 780)], ids=["wide", "narrow"])
def test_nothing_serious_is_found(
    demo: Demo, line: Line, bot: Bot, screen: tuple[int, int], theme: str
) -> None:
    wide, high = screen
    chromium = demo[0].context.browser
    assert chromium
    base = demo[0].url.partition("?")[0]
    staff, _, admin, *_ = line.world.people
    line.fail(500, "/profile", times=0)
    with opened(chromium, f"{base}?chat=team", wide=wide, high=high) as page:
        if theme == "dark":
            page.get_by_role("button", name="สลับโหมดสว่างหรือมืด").click()
        write(page, "@ITA สวัสดี")
        page.locator(".line .bubble").wait_for()
        page.set_input_files(".photo-input", {"name": "a.png", "mimeType": "image/png", "buffer": png()})
        page.locator(".line .bubble").nth(1).wait_for()
        page.locator(".mine .options").first.click()
        assert audit(page) == []
        page.locator(".mine .deeds").get_by_role("button", name="ตอบกลับ").click()
        bot.push(admin, "a notice")
        page.locator("#notice", has_text="a notice").wait_for()
        page.get_by_label("เพิ่มเติม").click()
        assert audit(page) == []
        page.get_by_role("button", name="ส่งตำแหน่งที่ตั้ง").click()
        page.get_by_role("button", name="ระบุพิกัดเอง").click()
        assert audit(page) == []
        page.keyboard.press("Escape")
        page.locator("#clock-menu summary").click()
        assert audit(page) == []
        page.keyboard.press("Escape")
        if wide < high:
            page.get_by_role("button", name="กลับไปรายการแชต").click()
            assert audit(page) == []
            page.get_by_role("button", name="แผงข้อมูลการรับส่ง").click()
        else:
            bot.post(f"user/{staff}/richmenu/{drawn_menu(bot, 'menu', {'type': 'message', 'text': 'hi'})}")
            page.get_by_role("button", name="เปิดคู่กัน: สมชาย ใจดี").click()
            page.locator(".rich-picture").wait_for()
        page.locator(".faults > summary").click()
        page.locator(".item.webhook > summary").first.click()
        assert audit(page) == []


def test_the_page_says_what_is_what(demo: Demo) -> None:
    page, _ = demo
    for role in ("banner", "main", "navigation", "complementary"):
        assert page.get_by_role(role).count() == 1
    assert page.get_by_role("navigation").get_attribute("aria-label") == "รายการแชต"
    assert [heading.inner_text() for heading in page.locator("h1, h2").all()][:3] == [
        "LINE จำลอง",
        "ผู้ใช้งาน",
        "กลุ่ม",
    ]
    assert page.get_by_role("log").count() == 1
    write(page, "hello")
    page.locator(".line .bubble").wait_for()
    assert page.locator(".line").first.get_by_text("ฉัน").count() == 1


def test_nothing_moves_for_those_who_want_no_motion(demo: Demo, line: Line, bot: Bot) -> None:
    page, _ = demo
    page.emulate_media(reduced_motion="reduce")
    staff, *_ = line.world.people
    bot.post("chat/loading/start", {"chatId": staff, "loadingSeconds": 60})
    page.locator(".dots").wait_for()
    moving = "node => getComputedStyle(node).animationName"
    assert page.locator(".dots span").first.evaluate(moving) == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert page.locator(".dots span").first.evaluate(moving) == "blink"


def test_at_twice_the_size_every_tool_can_be_reached(demo: Demo) -> None:
    chromium = demo[0].context.browser
    assert chromium
    with opened(chromium, demo[0].url, wide=680, high=430) as page:
        page.locator("#clock-menu summary").click()
        last = page.locator("#clock-menu button").last
        last.scroll_into_view_if_needed()
        frame = last.bounding_box()
        assert frame
        assert frame["y"] + frame["height"] <= 430
        page.keyboard.press("Escape")
        page.locator("#toggle-panel").click()
        assert width(page.locator(".filter input")) >= 120
