"""An administrator sends notices in the demo's chat page, each step as somebody does it with the mouse."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Shoot = Callable[[str], None]
PATIENCE_MS = 30_000
HELLO = "สวัสดีครับ"
TO_TWO = "ส่งเอกสารภายในวันศุกร์"
CALLED_BACK = "พรุ่งนี้ประชุมเวลา 9.00 น."
TO_ALL = "พรุ่งนี้ระบบปิดปรับปรุง 18.00-20.00 น."


@dataclass
class Visitor:
    """Somebody before the page, who is now one person, now another."""

    page: Page
    shoot: Shoot = lambda _: None

    def be(self, name: str) -> None:
        """Take the phone of somebody whom the list shows."""
        self.page.locator("#rail .chat-entry", has_text=name).first.click()
        self.page.locator(".chat-name small", has_text=name).wait_for()

    def find(self, name: str) -> None:
        """Take the phone of somebody among very many."""
        search = self.page.locator(".rail-search")
        search.fill(name)
        self.be(name)
        search.fill("")

    def say(self, words: str, answer: str) -> Locator:
        """Write, and wait for what the bot says to it."""
        return self._heard(answer, lambda: self._write(words))

    def tap(self, name: str, answer: str) -> Locator:
        """Tap a quick reply, and wait for what the bot says to it."""
        quick = self.page.locator(".quick").get_by_role("button", name=name, exact=True)
        return self._pressed(quick, answer)

    def press(self, name: str, answer: str) -> Locator:
        """Press a button of the last card, and wait for what the bot says to it."""
        button = self.page.locator(".line:not(.mine) .bubble").get_by_role("button", name=name, exact=True)
        return self._pressed(button.last, answer)

    def hears(self, words: str) -> Locator:
        """Wait for words of the bot's."""
        said = self._said(words).last
        said.wait_for()
        return said

    def set_clock(self, moment: str) -> None:
        """Set the clock of LINE in a box, which the bot goes by."""
        self.page.locator("#clock-menu summary").click()
        self.page.get_by_label("วันและเวลาที่จะตั้ง").fill(f"2024-04-01T{moment}")
        self.page.get_by_role("button", name="ตั้งเวลา", exact=True).click()
        self.page.locator("#clock", has_text=re.compile(f"0?{moment.removeprefix('0')}:00")).wait_for()
        self.page.keyboard.press("Escape")

    def hold_up(self) -> None:
        """Let LINE take what goes to many, and answer late, until it is told otherwise."""
        panel = self.page.locator("#panel")
        panel.locator(".faults > summary").click()
        panel.get_by_label("ช้ากี่วินาที").fill("60")
        panel.get_by_label("กับการเรียกใด").select_option("/message/multicast")
        panel.get_by_label("กี่ครั้ง").select_option("0")
        panel.get_by_role("button", name="เริ่มจำลอง").click()
        panel.locator(".active li", has_text="multicast").wait_for()

    def let_go(self) -> None:
        """Let LINE answer at once again."""
        panel = self.page.locator("#panel")
        panel.locator(".active li button").click()
        panel.locator(".active li").wait_for(state="detached")
        panel.locator(".faults > summary").click()

    def _pressed(self, button: Locator, answer: str) -> Locator:
        button.wait_for()  # it may come with an answer that says the same
        return self._heard(answer, button.click)

    def _write(self, words: str) -> None:
        field = self.page.locator(".words-field")
        field.fill(words)
        field.press("Enter")

    def _said(self, words: str) -> Locator:
        return self.page.locator(".line:not(.mine)", has_text=words)

    def _heard(self, words: str, deed: Callable[[], None]) -> Locator:
        before = self._said(words).count()
        deed()
        said = self._said(words).nth(before)
        said.wait_for()
        return said


def greet(one: Visitor) -> None:
    """Write to the bot once, as whoever is to be reached has."""
    for name in ("สมชาย", "วิไล"):
        one.be(name)
        one.say(HELLO, "สวัสดี")


def to_two_units(one: Visitor) -> None:
    """Send a notice to two units, and sign for it as one of those who have it."""
    one.be("ประเสริฐ")
    one.say(f"ประกาศถึง กย. และ สล. {TO_TWO}", "144")
    one.shoot("draft")
    one.tap("ยืนยัน", "โปรดพิมพ์ตัวเลข 144")
    one.say("144", "จะส่งในอีก 45 วินาที")
    one.shoot("held")
    one.set_clock("09:01")
    one.hears("LINE รับส่งให้แล้ว 144 ราย")
    one.be("วิไล")
    one.hears("รับทราบ")
    one.shoot("received")
    one.press("รับทราบ", "บันทึกแล้ว")


def called_back(one: Visitor) -> None:
    """Call one back within its hold."""
    one.be("ประเสริฐ")
    one.say(f"ประกาศถึงหัวหน้าทุกคน {CALLED_BACK}", "14")
    one.tap("ยืนยัน", "จะส่งในอีก 45 วินาที")
    one.tap("ยกเลิกประกาศ", "ยกเลิกทันเวลา")
    one.shoot("called-back")


def to_everybody(one: Visitor) -> None:
    """Send one to all, which a second administrator approves."""
    one.say(f"ประกาศถึงทุกคน {TO_ALL}", "1,000 คน")
    one.shoot("draft-all")
    one.tap("ยืนยัน", "โปรดพิมพ์ตัวเลข 1,000")
    one.say("1,000", "รออนุมัติ")
    one.shoot("waits")
    one.find("อารี")
    one.hears("รอคุณอนุมัติ")
    one.shoot("approval")
    one.tap("อนุมัติ", "กำหนดส่ง: ส่งใน 45 วินาที")
    one.be("ประเสริฐ")
    one.hears("อนุมัติแล้ว")


def paused(one: Visitor) -> None:
    """Pause it while the first are on their way, and let it go on."""
    one.hold_up()
    one.set_clock("09:02")
    one.page.locator("#traffic .item.call", has_text="message/multicast× 20").first.wait_for()
    one.say("ประกาศล่าสุดถึงไหนแล้ว", "กำลังส่ง")
    one.shoot("under-way")
    one.tap("พักการส่ง", "พักการส่งแล้ว")
    one.shoot("paused")
    one.let_go()
    one.tap("ส่งต่อ", "ส่งต่อแล้ว")
    one.shoot("resumed")
    one.hears("LINE รับส่งให้แล้ว 1,000 ราย")
    one.shoot("done")


def received(one: Visitor) -> None:
    """Look at the phones of some who have it, one of whom reads English, and sign."""
    one.find("ทัศนีย์")
    one.shoot("thai")
    one.press("รับทราบ", "บันทึกแล้ว")
    one.be("สมชาย")
    one.press("รับทราบ", "บันทึกแล้ว")


def receipt(one: Visitor) -> None:
    """Ask how it stands, who has it, and for the receipt."""
    one.be("ประเสริฐ")
    one.say("ประกาศล่าสุดถึงไหนแล้ว", "สิ้นสุด")
    one.shoot("status")
    one.tap("ส่งถึงใครแล้วบ้าง", "1,000")
    one.shoot("who")
    one.tap("ใบรับทราบ", "ตาราง (xlsx)")
    one.shoot("receipt")
