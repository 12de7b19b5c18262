"""What goes wrong around the page is said on it, in one line, and comes right by itself."""

import contextlib
import socket
from typing import TYPE_CHECKING

import pytest

from bot.simulator import Line, serve
from bot.simulator.run import cast
from tests.simulator.fakebot import fake_bot
from tests.simulator.pages import Demo, answer, opened, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOWHERE = "http://127.0.0.1:1/webhook"


@pytest.mark.parametrize(
    ("url", "said"),
    [("", "ยังไม่ได้ระบุที่อยู่ของบอท"), (NOWHERE, f"ติดต่อบอทไม่ได้ที่ {NOWHERE}")],
)
def test_a_bot_that_is_not_there_is_said_at_once(
    line: Line, chromium: "Browser", url: str, said: str
) -> None:
    cast(line)
    line.bot_url = url
    with serve(line) as address, opened(chromium, address) as page:
        page.locator("#banner", has_text=said).wait_for()


def test_a_bot_that_goes_and_comes_back(demo: Demo, line: Line) -> None:
    page, _ = demo
    there, line.bot_url = line.bot_url, NOWHERE
    write(page, "anyone?")
    page.locator("#banner", has_text="ติดต่อบอทไม่ได้").wait_for()
    line.bot_url = there
    write(page, "anyone now?")
    page.locator(".line .bubble").wait_for()
    page.locator("#banner").wait_for(state="hidden")


def test_a_wrong_secret_is_named(line: Line, chromium: "Browser") -> None:
    cast(line)
    with (
        serve(line) as address,
        fake_bot(line, address, answer, secret=line.token),
        opened(chromium, address) as page,
    ):
        page.locator("#banner", has_text="LINE_CHANNEL_SECRET").wait_for()


@pytest.mark.parametrize(
    ("reason", "status", "said"),
    [("request_timeout", 0, "ช้ากว่า 2 วินาที"), ("error_status_code", 503, "รหัส 503")],
)
def test_a_slow_or_failing_bot_is_told_apart(
    demo: Demo, line: Line, reason: str, status: int, said: str
) -> None:
    page, _ = demo
    line.tell(
        "webhook",
        {
            "events": [],
            "status": status,
            "reason": reason,
            "detail": "",
            "at": line.clock.now(),
            "duration_ms": 2000,
            "body": "{}",
            "signature": "-",
        },
    )
    page.locator("#banner", has_text=said).wait_for()


def test_a_simulator_that_is_gone_is_found_again(chromium: "Browser") -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with contextlib.ExitStack() as pages:
        cast(first := Line(seed="first"))
        with serve(first, port) as url:
            page = pages.enter_context(opened(chromium, f"{url}?chat=admin"))
            page.locator(".words-field").fill("a draft")
        page.locator("#banner", has_text="ขาดการเชื่อมต่อกับ LINE จำลอง").wait_for()
        page.locator(".words-field").press("Enter")
        page.wait_for_function("document.querySelector('.words-field').value === 'a draft'")
        assert "ขาดการเชื่อมต่อกับ LINE จำลอง" in page.locator("#banner").inner_text()
        cast(second := Line(seed="second"))
        with serve(second, port):
            page.locator("#said", has_text="เชื่อมต่อกับ LINE จำลองได้แล้ว").wait_for()
            assert page.locator(".words-field").input_value() == "a draft"
            page.locator(".words-field").press("Enter")
            page.locator(".mine", has_text="a draft").wait_for()
            assert [message.text for chat in second.world.chats.values() for message in chat] == ["a draft"]
