"""The chat page in a real Chromium, used as a newcomer would."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from bot.simulator import Line, shot
from tests.simulator.calls import Bot
from tests.simulator.pages import CARD, Demo, drawn_menu, width, write
from tests.simulator.pictures import png

if TYPE_CHECKING:
    from playwright.sync_api import Browser


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
    page.get_by_label("วันที่").fill("2024-04-30")
    page.get_by_role("button", name="ตกลง").click()
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
    page.set_input_files(".file-input", {"name": "a.png", "mimeType": "image/png", "buffer": b"not really"})
    page.locator(".mine .photo").wait_for()
    photo = page.locator(".line.mine", has=page.locator(".photo"))
    photo.hover()
    photo.get_by_role("button", name="ตัวเลือกของข้อความ").click()
    photo.get_by_role("button", name="ยกเลิกการส่ง").click()
    page.locator(".gone").wait_for()
    page.locator(".item.webhook", has_text="unsend").wait_for()
    assert [event["type"] for event in events] == ["message", "message", "unsend"]


def test_english_and_dark(demo: Demo) -> None:
    page, _ = demo
    page.locator(".words-field").fill("a draft")
    page.locator("#language").click()
    assert page.locator("h1").inner_text() == "LINE in a box"
    assert page.locator(".words-field").input_value() == "a draft"
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


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
    assert page.locator(".rich").is_hidden()
    second = drawn_menu(bot, "other", {"type": "postback", "data": "d", "inputOption": "closeRichMenu"})
    bot.post("richmenu/alias", {"richMenuAliasId": "second", "richMenuId": second})
    bot.post(f"user/all/richmenu/{drawn_menu(bot, 'menu', say, swap)}")
    area = page.locator(".rich").get_by_role("button", name="score")
    area.wait_for()
    picture = page.locator(".rich-picture")
    assert abs(width(area) - width(picture) / 2) < 1
    page.wait_for_function("() => document.querySelector('.rich-picture img').naturalWidth === 1200")
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
    page.locator(".rich").wait_for(state="hidden")
    assert events[1]["postback"]["params"] == {"newRichMenuAliasId": "second", "status": "SUCCESS"}


def test_the_menu_gives_way_to_the_keyboard_and_comes_back(demo: Demo, bot: Bot) -> None:
    page, events = demo
    keyboard = {"type": "postback", "data": "k", "inputOption": "openKeyboard", "fillInText": "my unit is "}
    bot.post(f"user/all/richmenu/{drawn_menu(bot, 'menu', keyboard)}")
    page.locator(".rich-picture").wait_for()
    assert page.locator(".words-field").is_hidden()
    page.get_by_role("button", name="เปิดช่องพิมพ์").click()
    write(page, "hello")
    page.get_by_role("button", name="เปิดเมนูของบอท").click()
    page.locator(".rich-picture button").click()
    page.locator(".words-field").wait_for()
    assert page.locator(".words-field").input_value() == "my unit is "
    page.locator(".balloon", has_text='{"data": "k"}').wait_for()
    assert [event["type"] for event in events] == ["message", "postback"]


def test_the_clock_is_turned_on_the_page(demo: Demo, line: Line) -> None:
    page, _ = demo
    menu = page.locator("#clock-menu")
    shown = menu.locator("summary")
    page.locator(
        "#clock-menu.simulated", has_text=re.compile("เวลาจำลอง.*หยุดอยู่.*1 เม.ย. 2567 0?7:00:00")
    ).wait_for()
    write(page, "one")
    page.locator(".line .bubble").wait_for()
    shown.click()
    page.get_by_role("button", name="+1 วัน", exact=True).click()
    page.locator("#clock", has_text="2 เม.ย. 2567").wait_for()
    page.get_by_label("วันและเวลาที่จะตั้ง").fill("2024-06-01T09:30")
    page.get_by_role("button", name="ตั้งเวลา").click()
    page.locator("#clock", has_text=re.compile("1 มิ.ย. 2567 0?9:30:00")).wait_for()
    page.keyboard.press("Escape")
    assert not menu.locator(".menu-list").is_visible()
    write(page, "two")
    page.locator(".line .bubble").nth(1).wait_for()
    days = [day.inner_text() for day in page.locator(".day").all()]
    assert days == ["จันทร์ 1 เม.ย. 2567", "เสาร์ 1 มิ.ย. 2567"]
    line.turn_clock({"advance": 3600})
    page.locator("#clock", has_text=re.compile("10:30:00")).wait_for()
    shown.click()
    page.get_by_role("button", name="กลับไปใช้เวลาจริง").click()
    page.locator("#clock-menu:not(.simulated)").wait_for()


def test_a_moment_that_is_being_written_stays_when_the_clock_turns(demo: Demo, line: Line) -> None:
    page, _ = demo
    page.locator("#clock-menu summary").click()
    moment = page.get_by_label("วันและเวลาที่จะตั้ง")
    moment.fill("2024-06-01T09:30")
    line.turn_clock({"advance": 3600})
    page.locator("#clock", has_text=re.compile("0?8:00:00")).wait_for()
    assert moment.input_value() == "2024-06-01T09:30"
    page.get_by_role("button", name="ตั้งเวลา").click()
    page.locator("#clock", has_text=re.compile("1 มิ.ย. 2567 0?9:30:00")).wait_for()
    line.turn_clock({"advance": 3600})
    page.locator("#clock", has_text=re.compile("10:30:00")).wait_for()
    assert moment.input_value() == "2024-06-01T10:30"


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
    begin = "clock: 2024-04-01 07:00\nclock: stop\n"
    assert text == f"{begin}staff: hello\n{card}staff taps: help\n{card}"


def test_people_come_and_go(demo: Demo) -> None:
    page, events = demo
    page.get_by_role("button", name="เพิ่มผู้ใช้งาน").click()
    page.get_by_label("ชื่อ").fill("ปิติ")
    page.get_by_role("button", name="ตกลง").click()
    page.locator(".chat-name", has_text="ปิติ").wait_for()
    page.locator("#rail .group-face").click()
    menu = page.locator(".chat-top .menu summary")
    menu.click()
    page.get_by_role("button", name="เพิ่มสมาชิกเข้ากลุ่ม").click()
    page.locator("#asking select").select_option(label="ปิติ")
    page.get_by_role("button", name="ตกลง").click()
    page.locator(".chat-name", has_text="(4)").wait_for()
    page.locator(".line", has_text="memberJoined").wait_for()
    menu.click()
    page.get_by_role("button", name="นำสมาชิกออกจากกลุ่ม").click()
    page.locator("#asking select").select_option(label="ปิติ")
    page.get_by_role("button", name="ตกลง").click()
    page.locator(".chat-name", has_text="(3)").wait_for()
    page.locator(".item.webhook", has_text="memberLeft").wait_for()
    page.get_by_role("button", name="เพิ่มกลุ่ม").click()
    page.get_by_label("ชื่อ").fill("สองคน")
    page.locator("#asking select").select_option(label=["ปิติ", "วิไล รักงาน"])
    page.get_by_role("button", name="ตกลง").click()
    page.locator(".chat-name", has_text="สองคน (2)").wait_for()
    assert [event["type"] for event in events] == ["memberJoined", "memberLeft"]


def test_notices_and_read_marks(demo: Demo, line: Line, bot: Bot) -> None:
    page, events = demo
    staff, head, *_ = line.world.people
    bot.push(head, "due tomorrow")
    page.locator("#notice", has_text="due tomorrow").wait_for()
    assert page.locator(f"#rail [data-chat={head}] .badge").inner_text() == "1"
    page.locator("#notice button").click()
    page.locator(".chat-name", has_text="วิไล").wait_for()
    assert page.locator(f"#rail [data-chat={head}] .badge").inner_text() == ""
    page.locator(f"#rail [data-chat={staff}]").click()
    write(page, "hello")
    page.locator(".line .bubble").wait_for()
    bot.post("chat/markAsRead", {"markAsReadToken": events[0]["message"]["markAsReadToken"]})
    page.locator(".mine .meta", has_text="อ่านแล้ว").wait_for()


def test_the_loading_animation_ends_with_the_answer(demo: Demo, line: Line, bot: Bot) -> None:
    page, _ = demo
    staff, *_ = line.world.people
    bot.post("chat/loading/start", {"chatId": staff, "loadingSeconds": 60})
    page.get_by_role("img", name="บอทกำลังเตรียมคำตอบ").wait_for()
    bot.push(staff, "here it is")
    page.locator(".line", has_text="here it is").wait_for()
    assert page.locator(".dots").count() == 0


def test_pictures_sent_are_seen(demo: Demo) -> None:
    page, _ = demo
    page.set_input_files(".photo-input", {"name": "a.png", "mimeType": "image/png", "buffer": png()})
    page.wait_for_function("() => document.querySelector('.mine .photo img')?.naturalWidth === 1200")
