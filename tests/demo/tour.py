"""What a newcomer does on the chat page of the demo; the README's pictures are taken on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Shoot = Callable[[str, "Page | Locator"], None]
PHOTO = Path(__file__).parents[2] / "docs" / "images" / "measure.png"  # any real picture


def tour(page: Page, address: str, shoot: Shoot) -> None:
    """Go through the demo; `shoot` is called with a name and what is to be seen at that moment."""
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    page.locator("#rail .chat-entry", has_text="สมชาย").click()
    say(page, "คะแนนรวมปี 66")
    answer(page, "98.90")
    shoot("demo", page)
    shoot("score", page.locator(".phone"))
    tap(page, "ข้อที่คะแนนต่ำสุด")
    answer(page, "e14")
    tap(page, "ประเด็นที่ 2")
    answer(page, "E – Service")
    tap(page, "มาตรการ 2.1")
    answer(page, "เหลืออีก 29 วัน")
    shoot("measure", page.locator(".phone"))
    page.locator(".photo-input").set_input_files(PHOTO)
    photo = page.locator(".line.mine", has=page.locator(".photo"))
    photo.wait_for()
    page.locator(".line:not(.mine)").last.get_by_text("รูป").wait_for()
    photo.hover()
    photo.get_by_role("button", name="ตัวเลือกของข้อความ").click()
    photo.get_by_role("button", name="ยกเลิกการส่ง").click()
    page.locator(".gone").wait_for()


def report(page: Page, shoot: Shoot) -> None:
    """Report a measure as done with a photo, and let somebody of another unit accept it."""
    say(page, "3.2 เสร็จแล้ว ติดประกาศครบทุกช่องทางแล้ว")
    answer(page, "ตรวจสอบก่อนส่ง")
    page.locator(".photo-input").set_input_files(PHOTO)
    answer(page, "1 ไฟล์").scroll_into_view_if_needed()
    shoot("report", page.locator(".phone"))
    tap(page, "ยืนยัน")
    answer(page, "บันทึกแล้ว ขอบคุณ")
    page.locator("#rail .chat-entry", has_text="วิไล").click()
    answer(page, "มีรายงานรอคุณตรวจ")
    tap(page, "รายงานที่รอตรวจ")
    answer(page, "รับรอง").get_by_text("รับรอง", exact=True).click()
    answer(page, "รับรองแล้ว")
    page.locator("#rail .chat-entry", has_text="สมชาย").click()
    answer(page, "ได้รับการรับรองแล้ว")


def deadline(page: Page, shoot: Shoot) -> None:
    """Turn the clock until the measure is overdue."""
    page.locator("#clock-menu summary").click()
    page.get_by_role("button", name="+30 วัน", exact=True).click()
    page.keyboard.press("Escape")
    say(page, "มาตรการ 2.1")
    answer(page, "เกินกำหนด 1 วัน")
    shoot("overdue", page.locator(".phone"))


def say(page: Page, text: str) -> None:
    """Write, and send it with Enter."""
    page.locator(".words-field").fill(text)
    page.locator(".words-field").press("Enter")
    page.locator(".line.mine", has_text=text).last.wait_for()


def tap(page: Page, name: str) -> None:
    """Tap a quick reply."""
    page.locator(".quick").get_by_role("button", name=name, exact=True).click()


def answer(page: Page, words: str) -> Locator:
    """Wait for a card with these words at the end of the chat."""
    card = page.locator(".line:not(.mine)").last.locator(".bubble", has_text=words).first
    card.wait_for()
    return card
