"""The chat page in a real Chromium, used as a newcomer would."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.simulator import Line, serve, shot
from bot.simulator.model import Json
from bot.simulator.run import cast
from tests.simulator.calls import Bot
from tests.simulator.fakebot import fake_bot
from tests.simulator.pictures import png

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

Demo = tuple["Page", list[Json]]

CARD: Json = {
    "type": "flex",
    "altText": "คะแนนรวม 87.45",
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {"type": "text", "text": "87.45", "size": "3xl"},
                {
                    "type": "box",
                    "layout": "vertical",
                    "backgroundColor": "#dddddd",
                    "contents": [
                        {"type": "box", "layout": "vertical", "contents": [], "width": "70%", "height": "6px"}
                    ],
                },
            ],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {
                    "type": "button",
                    "action": {
                        "type": "postback",
                        "label": "details",
                        "data": "more",
                        "displayText": "show me",
                    },
                },
                {
                    "type": "button",
                    "action": {"type": "datetimepicker", "label": "due", "data": "due", "mode": "date"},
                },
            ],
        },
    },
    "quickReply": {
        "items": [{"type": "action", "action": {"type": "message", "label": "help", "text": "help me"}}]
    },
}


@pytest.fixture
def demo(line: Line, chromium: "Browser") -> Iterator[Demo]:
    cast(line)
    with (
        serve(line) as url,
        fake_bot(line, url, lambda event: [CARD] if event["type"] == "message" else [told(event)]) as events,
    ):
        page = chromium.new_page(viewport={"width": 1200, "height": 800})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(url)
        page.wait_for_selector("body[data-ready]")
        yield page, events
        assert faults == []
        page.close()


def told(event: Json) -> Json:
    return {"type": "text", "text": json.dumps(event.get("postback", event["type"]))}


def width(found: "Locator") -> float:
    frame = found.bounding_box()
    assert frame
    return frame["width"]


def write(page: "Page", words: str) -> None:
    page.fill("#words", words)
    page.press("#words", "Enter")


def test_a_newcomer_asks_and_taps(demo: Demo, line: Line) -> None:
    page, events = demo
    write(page, "สวัสดี")
    bubble = page.locator(".line .bubble")
    bubble.wait_for()
    assert width(bubble) == 300
    assert width(page.locator(".bubble .box .box .box")) == 0.7 * 260
    assert page.locator("#rail [aria-current=true] .last").inner_text() == "คะแนนรวม 87.45"
    page.get_by_role("button", name="help").click()
    page.locator(".mine", has_text="help me").wait_for()
    page.locator(".line .bubble").nth(1).wait_for()
    page.get_by_role("button", name="details").first.click()
    page.locator(".mine", has_text="show me").wait_for()
    page.locator(".balloon", has_text='{"data": "more"}').wait_for()
    page.get_by_role("button", name="due").first.click()
    page.fill("#moment", "2024-04-30")
    page.locator("#picker button[value=ok]").click()
    page.locator(".balloon", has_text='"params": {"date": "2024-04-30"}').wait_for()
    assert [event["type"] for event in events] == ["message", "message", "postback", "postback"]
    assert line.refused() == []
    page.locator(".item.call .good").nth(3).wait_for()


def test_a_group_a_photo_and_taking_it_back(demo: Demo) -> None:
    page, events = demo
    page.locator("#rail .group-face").click()
    write(page, "@ITA สวัสดี")
    page.locator(".line .bubble").wait_for()
    assert events[0]["message"]["mention"]["mentionees"][0]["isSelf"]
    page.set_input_files("#file", {"name": "a.png", "mimeType": "image/png", "buffer": b"not really"})
    page.locator(".mine .photo").wait_for()
    photo = page.locator(".line.mine", has=page.locator(".photo"))
    photo.hover()
    photo.get_by_role("button", name="ยกเลิกการส่ง").click()
    page.locator(".gone").wait_for()
    page.locator(".item.webhook", has_text="unsend").wait_for()
    assert [event["type"] for event in events] == ["message", "message", "unsend"]


def test_english_dark_and_a_bot_that_is_gone(demo: Demo, line: Line) -> None:
    page, _ = demo
    page.locator("#language").click()
    assert page.locator("h1").inner_text() == "LINE in a box"
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    line.bot_url = "http://127.0.0.1:1/webhook"
    write(page, "anyone?")
    page.locator("#banner", has_text=re.compile("Cannot reach the bot")).wait_for()


def test_a_narrow_screen_and_a_keyboard_are_enough(demo: Demo) -> None:
    page, events = demo
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#rail button").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator("#words").focus()
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    page.locator(".line .bubble").wait_for()
    page.locator("#quick .chip").focus()
    page.keyboard.press("Enter")
    page.locator(".mine", has_text="help me").wait_for()
    page.locator(".item.webhook").nth(1).wait_for(state="attached")
    assert [event["message"]["text"] for event in events] == ["hello", "help me"]


def test_a_card_alone_is_photographed(chromium: "Browser", tmp_path: Path) -> None:
    out = tmp_path / "card.png"
    shot.shoot(chromium, CARD["contents"], out, width=390, dark=True)
    assert out.read_bytes().startswith(b"\x89PNG")
    assert shot.complaints(CARD["contents"]) == []
    assert shot.complaints({"type": "bubble"}) == ["/: At least one block must be specified"]


def test_the_rich_menu_of_a_person_is_seen_and_tapped(demo: Demo, bot: Bot) -> None:
    page, events = demo
    say = {"type": "message", "text": "my score", "label": "score"}
    swap = {"type": "richmenuswitch", "richMenuAliasId": "second", "data": "swapped"}
    assert page.locator("#rich").is_hidden()
    second = drawn_menu(bot, "other", {"type": "postback", "data": "d", "inputOption": "closeRichMenu"})
    bot.post("richmenu/alias", {"richMenuAliasId": "second", "richMenuId": second})
    bot.post(f"user/all/richmenu/{drawn_menu(bot, 'menu', say, swap)}")
    area = page.locator("#rich").get_by_role("button", name="score")
    area.wait_for()
    picture = page.locator(".rich-picture")
    assert abs(width(area) - width(picture) / 2) < 1
    assert page.locator(".rich-picture img").evaluate("node => node.naturalWidth") == 1200
    area.click()
    page.locator(".mine", has_text="my score").wait_for()
    page.locator(".line .bubble").wait_for()
    page.get_by_role("button", name="swapped").click()
    page.get_by_role("button", name="other").wait_for()
    page.locator(".rich-picture button").click()
    picture.wait_for(state="detached")
    page.locator(".balloon", has_text='{"data": "d"}').wait_for()
    page.get_by_role("button", name="other").click()
    picture.wait_for()
    page.locator("#rail .group-face").click()
    page.locator("#rich").wait_for(state="hidden")
    assert events[1]["postback"]["params"] == {"newRichMenuAliasId": "second", "status": "SUCCESS"}


def drawn_menu(bot: Bot, bar: str, *actions: Json) -> str:
    wide = 1200 // len(actions)
    areas = [
        {"bounds": {"x": wide * place, "y": 0, "width": wide, "height": 400}, "action": action}
        for place, action in enumerate(actions)
    ]
    size = {"width": 1200, "height": 400}
    body = {"size": size, "selected": True, "name": bar, "chatBarText": bar, "areas": areas}
    menu_id: str = bot.post("richmenu", body).json["richMenuId"]
    bot.post(f"richmenu/{menu_id}/content", png(), content_type="image/png")
    return menu_id


def test_the_clock_is_turned_on_the_page(demo: Demo, line: Line) -> None:
    page, _ = demo
    shown = page.locator("#clock")
    page.locator("#clock", has_text=re.compile("1 เม.ย. 2567 0?7:00:00.*หยุดอยู่")).wait_for()
    write(page, "one")
    page.locator(".line .bubble").wait_for()
    shown.click()
    page.get_by_role("button", name="+1 วัน", exact=True).click()
    page.locator("#clock", has_text="2 เม.ย. 2567").wait_for()
    page.fill("#clock-moment", "2024-06-01T09:30")
    page.get_by_role("button", name="ตั้งเวลา").click()
    page.locator("#clock", has_text=re.compile("1 มิ.ย. 2567 0?9:30:00")).wait_for()
    shown.click()
    write(page, "two")
    page.locator(".line .bubble").nth(1).wait_for()
    days = [day.inner_text() for day in page.locator(".day").all()]
    assert days == ["จันทร์ 1 เม.ย. 2567", "เสาร์ 1 มิ.ย. 2567"]
    line.turn_clock({"advance": 3600})
    page.locator("#clock", has_text=re.compile("10:30:00")).wait_for()
    page.locator("#clock").click()
    page.get_by_role("button", name="กลับเวลาจริง").click()
    page.locator("#clock:not(.simulated)").wait_for()


def test_a_conversation_is_recorded_on_the_page(demo: Demo) -> None:
    page, _ = demo
    button = page.locator("#record")
    with page.expect_response("**/_/record"):
        button.click()
    page.locator("#record[aria-pressed=true]").wait_for()
    write(page, "hello")
    page.locator(".line .bubble").wait_for()
    page.get_by_role("button", name="help").click()
    page.locator(".line .bubble").nth(1).wait_for()
    with page.expect_download() as saved:
        button.click()
    text = Path(saved.value.path()).read_text()
    card = "  bot card: คะแนนรวม 87.45\n    [help]\n"
    assert text == f"staff: hello\n{card}staff taps: help\n{card}"


def test_people_come_and_go(demo: Demo) -> None:
    page, events = demo
    page.get_by_role("button", name="+ เพิ่มคน").click()
    page.fill("#asking input[name=name]", "ปิติ")
    page.locator("#asking button[value=ok]").click()
    page.locator("#chat-name", has_text="ปิติ").wait_for()
    page.locator("#rail .group-face").click()
    page.locator(".chat-top .menu summary").click()
    page.get_by_role("button", name="พาคนเข้ากลุ่ม").click()
    page.locator("#asking select").select_option(label="ปิติ")
    page.locator("#asking button[value=ok]").click()
    page.locator("#chat-name", has_text="(4)").wait_for()
    page.locator(".line", has_text="memberJoined").wait_for()
    page.locator(".chat-top .menu summary").click()
    page.get_by_role("button", name="นำคนออกจากกลุ่ม").click()
    page.locator("#asking select").select_option(label="ปิติ")
    page.locator("#asking button[value=ok]").click()
    page.locator("#chat-name", has_text="(3)").wait_for()
    page.locator(".item.webhook", has_text="memberLeft").wait_for()
    page.get_by_role("button", name="+ เพิ่มกลุ่ม").click()
    page.fill("#asking input[name=name]", "สองคน")
    page.locator("#asking select").select_option(label=["ปิติ", "วิไล รักงาน"])
    page.locator("#asking button[value=ok]").click()
    page.locator("#chat-name", has_text="สองคน (2)").wait_for()
    assert [event["type"] for event in events] == ["memberJoined", "memberLeft"]


def test_notices_read_marks_pictures_and_webhooks_again(demo: Demo, line: Line, bot: Bot) -> None:
    page, events = demo
    staff, head, *_ = line.world.people
    bot.push(head, "due tomorrow")
    page.locator("#notice", has_text="due tomorrow").wait_for()
    assert page.locator(f"#rail [data-chat={head}] .badge").inner_text() == "1"
    page.locator("#notice button").click()
    page.locator("#chat-name", has_text="วิไล").wait_for()
    page.locator(f"#rail [data-chat={staff}]").click()
    page.set_input_files("#file", {"name": "a.png", "mimeType": "image/png", "buffer": png()})
    page.wait_for_function("() => document.querySelector('.mine .photo img')?.naturalWidth === 1200")
    page.locator(".line .bubble").wait_for()
    bot.post("chat/markAsRead", {"markAsReadToken": events[0]["message"]["markAsReadToken"]})
    page.locator(".mine .meta", has_text="อ่านแล้ว").wait_for()
    sent = page.locator(".item.webhook")
    sent.locator("summary").click()
    sent.get_by_role("button", name="ส่งซ้ำ").click()
    sent.nth(1).wait_for()
    sent.last.get_by_role("button", name="ส่งใหม่แบบ redelivery").click()
    sent.nth(2).wait_for()
    again = [event["deliveryContext"]["isRedelivery"] for event in events]
    assert (again, len({event["webhookEventId"] for event in events})) == ([False, False, True], 1)
