"""What is sent beside words: photos, files, places, stickers, dates, replies and corrections."""

import base64
from typing import TYPE_CHECKING

from bot.simulator import Line
from tests.simulator.calls import Bot
from tests.simulator.pages import Demo, write
from tests.simulator.pictures import png

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload

PICTURE = png(40, 30)


def photo(name: str) -> "FilePayload":
    return {"name": name, "mimeType": "image/png", "buffer": PICTURE}


def test_several_photos_are_one_set(demo: Demo) -> None:
    page, events = demo
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="ส่งรูปจากเครื่อง").click()
    assert chooser.value.is_multiple()
    chooser.value.set_files([photo("a.png"), photo("b.png"), photo("c.png")])
    page.locator(".mine .photo").nth(2).wait_for()
    page.locator(".line .bubble").nth(2).wait_for()
    sets = [event["message"]["imageSet"] for event in events]
    assert [(one["index"], one["total"]) for one in sets] == [(1, 3), (2, 3), (3, 3)]
    assert len({one["id"] for one in sets}) == 1


def test_the_camera_and_files_have_buttons_of_their_own(demo: Demo) -> None:
    page, events = demo
    with page.expect_file_chooser() as camera:
        page.get_by_role("button", name="ถ่ายรูป").click()
    assert camera.value.element.get_attribute("capture") == "environment"
    camera.value.set_files(photo("a.png"))
    page.locator(".mine .photo").wait_for()
    page.get_by_label("เพิ่มเติม").click()
    with page.expect_file_chooser() as files:
        page.get_by_role("button", name="ส่งไฟล์").click()
    files.value.set_files({"name": "แผน.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    page.locator(".mine .file", has_text="แผน.pdf").wait_for()
    page.locator(".line .bubble").nth(1).wait_for()
    assert [event["message"]["type"] for event in events] == ["image", "file"]


def test_what_cannot_be_sent_is_said_in_words(demo: Demo) -> None:
    page, events = demo
    page.set_input_files(".file-input", {"name": "a.txt", "mimeType": "text/plain", "buffer": b""})
    page.locator("#banner", has_text="ส่ง a.txt ไม่สำเร็จ: ไฟล์ว่างเปล่า").wait_for()
    page.get_by_role("button", name="ปิด", exact=True).click()
    page.locator("#banner").wait_for(state="hidden")
    assert events == []


def test_pictures_are_dropped_and_pasted_into_the_chat(demo: Demo) -> None:
    page, events = demo
    hand = """([kind, data]) => {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        const files = new DataTransfer();
        files.items.add(new File([bytes], `${kind}.png`, { type: "image/png" }));
        const root = document.querySelector(kind === "paste" ? ".words-field" : ".chat");
        const how = { bubbles: true, cancelable: true };
        root.dispatchEvent(kind === "paste"
            ? new ClipboardEvent("paste", { ...how, clipboardData: files })
            : new DragEvent("drop", { ...how, dataTransfer: files }));
    }"""
    data = base64.b64encode(PICTURE).decode()
    page.evaluate(hand, ["drop", data])
    page.locator(".mine .photo").wait_for()
    page.evaluate(hand, ["paste", data])
    page.locator(".mine .photo").nth(1).wait_for()
    page.locator(".line .bubble").nth(1).wait_for()
    assert [event["message"]["type"] for event in events] == ["image", "image"]


def test_a_recording_goes_as_a_voice_message(demo: Demo) -> None:
    page, events = demo
    silence = b"RIFF" + (36 + 16000).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    silence += bytes.fromhex("0100010040 1f0000401f000001000800") + b"data" + (16000).to_bytes(4, "little")
    recording: FilePayload = {"name": "a.wav", "mimeType": "audio/wav", "buffer": silence + b"\x80" * 16000}
    page.locator(".file-input").set_input_files(recording)
    page.locator(".line .bubble").wait_for()
    said = events[0]["message"]
    assert (said["type"], said["duration"]) == ("audio", 2000)


def test_a_picture_of_another_kind_goes_as_a_jpeg(demo: Demo) -> None:
    page, events = demo
    drawn = "() => document.createElement('canvas').toDataURL('image/webp').split(',')[1]"
    webp = base64.b64decode(page.evaluate(drawn))
    page.set_input_files(".photo-input", {"name": "a.webp", "mimeType": "image/webp", "buffer": webp})
    page.locator(".line .bubble").wait_for()
    assert events[0]["message"]["type"] == "image"


def test_a_place_is_chosen_or_given_by_coordinates(demo: Demo) -> None:
    page, events = demo
    page.get_by_label("เพิ่มเติม").click()
    page.get_by_role("button", name="ส่งตำแหน่งที่ตั้ง").click()
    page.get_by_role("button", name="อนุสาวรีย์ชัยสมรภูมิ").click()
    page.locator(".mine", has_text="อนุสาวรีย์ชัยสมรภูมิ").wait_for()
    page.get_by_label("เพิ่มเติม").click()
    page.get_by_role("button", name="ส่งตำแหน่งที่ตั้ง").click()
    page.get_by_role("button", name="ระบุพิกัดเอง").click()
    page.get_by_label("ละติจูด").fill("18.7883")
    page.get_by_label("ลองจิจูด").fill("98.9853")
    page.get_by_role("button", name="ตกลง").click()
    page.locator(".line .bubble").nth(1).wait_for()
    places = [event["message"] for event in events]
    assert [(place["latitude"], place["longitude"]) for place in places] == [
        (13.7649, 100.5383),
        (18.7883, 98.9853),
    ]


def test_a_sticker_is_chosen(demo: Demo) -> None:
    page, events = demo
    page.get_by_label("เพิ่มเติม").click()
    page.get_by_role("button", name="ส่งสติกเกอร์").click()
    page.get_by_role("button", name="446/1988").click()
    page.locator(".line .bubble").wait_for()
    assert events[0]["message"]["type"] == "sticker"


def picker(bot: Bot, user: str, **action: str) -> None:
    given = {"type": "datetimepicker", "label": "เลือกกำหนด", "data": "due", **action}
    items = [{"type": "action", "action": given}]
    said = {"type": "text", "text": "when?", "quickReply": {"items": items}}
    bot.post("message/push", {"to": user, "messages": [said]})


def test_a_date_is_picked_within_its_bounds_and_shown_in_thai(demo: Demo, line: Line, bot: Bot) -> None:
    page, events = demo
    staff, *_ = line.world.people
    picker(
        bot,
        staff,
        mode="datetime",
        initial="2024-04-10t09:30",
        min="2024-04-01t00:00",
        max="2024-04-30t23:59",
    )
    page.get_by_role("button", name="เลือกกำหนด").click()
    dialog = page.get_by_role("dialog", name="เลือกกำหนด")
    dialog.get_by_text("วันพุธที่ 10 เมษายน 2567 เวลา 09:30 น.").wait_for()
    assert dialog.get_by_text("เลือกได้ตั้งแต่").is_visible()
    field = dialog.get_by_label("วันที่และเวลา")
    field.fill("2024-05-01T09:00")
    dialog.get_by_role("button", name="ตกลง").click()
    assert dialog.is_visible()
    field.fill("2024-04-12T16:00")
    dialog.get_by_role("button", name="ตกลง").click()
    page.locator(".balloon", has_text='{"datetime": "2024-04-12T16:00"}').wait_for()
    assert events[0]["postback"]["params"] == {"datetime": "2024-04-12T16:00"}


def test_a_date_is_given_up_with_escape(demo: Demo, line: Line, bot: Bot) -> None:
    page, events = demo
    staff, *_ = line.world.people
    picker(bot, staff, mode="time")
    page.get_by_role("button", name="เลือกกำหนด").click()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_label("เวลา").input_value() == "07:00"
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert events == []


def test_a_message_is_quoted_and_the_quote_leads_back(demo: Demo) -> None:
    page, events = demo
    write(page, "first")
    page.locator(".line .bubble").wait_for()
    page.locator(".mine .options").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator(".quoting").inner_text() == "ตอบกลับถึง สมชาย ใจดี: first"
    page.keyboard.press("Escape")
    assert page.locator(".quoting").is_hidden()
    page.locator(".mine .options").click()
    page.get_by_role("button", name="ตอบกลับ").click()
    page.keyboard.type("second")
    page.keyboard.press("Enter")
    page.locator(".line .bubble").nth(1).wait_for()
    page.locator(".mine .quoted").click()
    assert page.evaluate("document.activeElement.dataset.id") == events[0]["message"]["id"]
    assert events[1]["message"]["quotedMessageId"] == events[0]["message"]["id"]


def test_a_text_in_a_group_is_edited_in_place(demo: Demo) -> None:
    page, events = demo
    page.locator("#rail .group-face").click()
    write(page, "@ITA ปี 66")
    page.locator(".line .bubble").wait_for()
    page.locator(".mine .options").click()
    page.get_by_role("button", name="แก้ไข").click()
    page.get_by_role("dialog").get_by_label("ข้อความ").fill("@ITA ปี 67")
    page.get_by_role("button", name="ตกลง").click()
    page.locator(".mine", has_text="@ITA ปี 67").wait_for()
    assert page.locator(".mine .meta").inner_text().startswith("แก้ไขแล้ว")
    page.locator(".item.webhook", has_text="messageEdited").wait_for()
    assert events[1]["type"] == "messageEdited"


def test_a_long_press_opens_what_can_be_done(demo: Demo) -> None:
    page, _ = demo
    write(page, "hold me")
    page.locator(".line .bubble").wait_for()
    page.locator(".mine .balloon").evaluate(
        "node => node.dispatchEvent(new PointerEvent('contextmenu', { pointerType: 'touch', bubbles: true }))"
    )
    page.locator(".mine .deeds").wait_for()
    page.keyboard.press("Escape")
    page.locator(".deeds").wait_for(state="detached")
