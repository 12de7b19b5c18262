"""The side panel: faults on demand, the quota, webhooks, and what goes over the wire."""

import json

from bot.simulator import Line
from bot.simulator.model import Json
from tests.simulator.calls import Bot
from tests.simulator.pages import Demo, write

FAULTS: list[tuple[str, str, Json]] = [
    ("ตอบช้า", "/message/reply", {"delay": 0.5, "accept": True, "status": None, "hang": False}),
    ("429 เรียกถี่เกินไป", "/message/push", {"status": 429, "accept": False}),
    ("500 ก่อนรับงาน", "", {"status": 500, "accept": False}),
    ("500 หลังรับงานแล้ว", "/message/multicast", {"status": 500, "accept": True}),
    ("ไม่ตอบ และไม่รับงาน", "/content", {"hang": True, "accept": False}),
    ("รับงานแล้วแต่ไม่ตอบ", "/content", {"hang": True, "accept": True}),
]


def test_every_fault_is_set_from_the_page_and_taken_away(demo: Demo, line: Line) -> None:
    page, _ = demo
    page.locator(".faults > summary").click()
    listed = page.locator(".active li")
    for what, where, wanted in FAULTS:
        page.get_by_label("ให้เกิดอะไร").select_option(label=what)
        page.get_by_label("กับการเรียกใด").select_option(where)
        page.get_by_label("กี่ครั้ง").select_option(label="3 ครั้ง")
        seconds = page.get_by_label("ช้ากี่วินาที")
        assert seconds.is_visible() == ("delay" in wanted)
        if "delay" in wanted:
            seconds.fill("0.5")
        page.get_by_role("button", name="เริ่มจำลอง").click()
        listed.first.wait_for()
        [fault] = line.faults
        assert (fault.path, fault.times) == (where, 3)
        assert {name: getattr(fault, name) for name in wanted} == wanted
        said = "ตอบช้า 0.5 วินาที" if "delay" in wanted else what
        assert listed.inner_text() == f"{said} · {where or 'ทุกการเรียก'} · เหลือ 3 ครั้ง"
        listed.get_by_role("button").click()
        listed.wait_for(state="detached")
        assert line.faults == []


def test_a_fault_lasts_until_it_is_taken_away(demo: Demo, line: Line, bot: Bot) -> None:
    page, _ = demo
    page.locator(".faults > summary").click()
    page.get_by_label("ให้เกิดอะไร").select_option(label="429 เกินโควตาเดือนนี้")
    page.get_by_label("กี่ครั้ง").select_option(label="จนกว่าจะเลิก")
    page.get_by_role("button", name="เริ่มจำลอง").click()
    listed = page.locator(".active li", has_text="429 เกินโควตาเดือนนี้ · ทุกการเรียก · จนกว่าจะเลิก")
    listed.wait_for()
    staff, *_ = line.world.people
    assert {bot.push(staff, "no").status for _ in range(3)} == {429}
    page.locator(".item.call .bad", has_text="429").nth(2).wait_for()
    line.fail(500, "/profile")
    page.locator(".active li", has_text="/profile").wait_for()
    page.get_by_role("button", name="เลิกทั้งหมด").click()
    listed.wait_for(state="detached")
    assert bot.push(staff, "yes").status == 200


def test_the_quota_is_set_and_counted_live(demo: Demo, line: Line, bot: Bot) -> None:
    page, _ = demo
    page.locator(".faults > summary").click()
    page.get_by_text("ใช้ไป 0 ข้อความ ไม่จำกัดโควตา").wait_for()
    page.get_by_label("โควตา (เว้นว่างคือไม่จำกัด)").fill("10")
    page.get_by_label("ใช้ไปแล้ว").fill("9")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    page.get_by_text("ใช้ไป 9 จาก 10 ข้อความ").wait_for()
    staff, *_ = line.world.people
    assert [bot.push(staff, "one").status, bot.push(staff, "two").status] == [200, 429]
    page.get_by_text("ใช้ไป 10 จาก 10 ข้อความ").wait_for()


def test_webhooks_are_lost_reordered_and_doubled(demo: Demo, line: Line) -> None:
    page, events = demo
    page.locator(".faults > summary").click()
    page.get_by_role("button", name="ทำให้รายการถัดไปหาย").click()
    page.get_by_text("รอทำให้หาย 1 รายการ").wait_for()
    write(page, "lost")
    page.locator("#banner", has_text="ถูกทำให้หาย").wait_for()
    page.get_by_text("รอทำให้หาย 1 รายการ").wait_for(state="hidden")
    page.get_by_role("button", name="ส่งรายการถัดไปหลังรายการที่ตามมา").click()
    page.get_by_text("รอสลับลำดับ 1 รายการ").wait_for()
    write(page, "late")
    page.locator("#banner", has_text="หลังรายการถัดไป").wait_for()
    write(page, "early")
    page.locator(".line .bubble").nth(1).wait_for()
    page.get_by_label("ส่งรายการถัดไปซ้ำสองครั้ง").check()
    write(page, "twice")
    page.locator(".item.webhook").nth(5).wait_for()
    assert [event["message"]["text"] for event in events] == ["early", "late", "twice", "twice"]
    assert not page.get_by_label("ส่งรายการถัดไปซ้ำสองครั้ง").is_checked()
    page.get_by_label("ส่งใหม่เองเมื่อบอทไม่รับ").check()
    with line.changed:
        assert line.changed.wait_for(lambda: line.redeliver, 5)


def test_the_person_in_the_chat_is_made_to_block_the_bot(demo: Demo) -> None:
    page, events = demo
    page.locator(".faults > summary").click()
    inside = page.locator(".faults")
    inside.get_by_text("สมชาย ใจดี").wait_for()
    inside.get_by_role("button", name="บล็อกบอท", exact=True).click()
    inside.get_by_role("button", name="เลิกบล็อก").click()
    page.locator(".line", has_text="follow").wait_for()
    assert [event["type"] for event in events] == ["unfollow", "follow"]
    page.locator("#rail .group-face").click()
    inside.get_by_text("สมชาย ใจดี").wait_for(state="hidden")


def test_a_person_blocks_the_bot_and_comes_back(demo: Demo, line: Line, bot: Bot) -> None:
    page, events = demo
    menu = page.locator(".chat-top .menu summary")
    menu.click()
    page.get_by_role("button", name="บล็อกบอท", exact=True).click()
    page.locator(".chat-entry", has_text="บล็อกบอทอยู่").wait_for()
    staff, *_ = line.world.people
    bot.push(staff, "not seen")
    page.locator(".undelivered", has_text="ส่งไม่ถึงผู้รับ").wait_for()
    page.locator(".words-field").wait_for(state="hidden")
    page.locator(".barred", has_text="เลิกบล็อกบอท").click()
    page.locator(".line", has_text="follow").wait_for()
    page.locator(".words-field").wait_for()
    assert [event["type"] for event in events] == ["unfollow", "follow"]


def test_traffic_is_one_line_each_and_opens_to_its_json_and_checks(demo: Demo, line: Line, bot: Bot) -> None:
    page, events = demo
    write(page, "hello")
    page.locator(".item.call").wait_for()
    sent = page.locator(".item.webhook")
    assert sent.locator("summary").inner_text().split()[2:7] == ["✓", "200", "message", "text", "สมชาย"]
    sent.locator("summary").click()
    sent.get_by_text("ลงลายเซ็นแล้ว").wait_for()
    sent.get_by_text("บอทยอมรับลายเซ็น").wait_for()
    shown = json.loads(sent.locator("pre").inner_text())
    assert shown["events"] == events
    sent.get_by_role("button", name="ส่งซ้ำ").click()
    sent.nth(1).wait_for()
    sent.last.get_by_role("button", name="ส่งใหม่แบบ redelivery").click()
    sent.nth(2).wait_for()
    again = [event["deliveryContext"]["isRedelivery"] for event in events]
    assert (again, len({event["webhookEventId"] for event in events})) == ([False, False, True], 1)
    staff, *_ = line.world.people
    bot.post("message/push", {"to": staff, "messages": [{"type": "text", "text": ""}]})
    wrong = page.locator(".item.call", has_text="message/push")
    wrong.locator("summary").click()
    assert wrong.locator("li.bad").inner_text().startswith("messages[0].text:")


def test_traffic_is_filtered_cleared_and_copied(demo: Demo, line: Line, bot: Bot) -> None:
    page, _ = demo
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    staff, *_ = line.world.people
    write(page, "hello")
    page.locator(".item.call").wait_for()
    bot.push(staff, "needle")
    bot.push("nobody", "x")
    page.locator(".item").nth(3).wait_for()
    shown = page.locator(".item").locator("visible=true")
    assert shown.count() == 4
    kind = page.get_by_label("แสดง")
    kind.select_option(label="เว็บฮุก")
    assert shown.count() == 1
    kind.select_option(label="เฉพาะที่ไม่สำเร็จ")
    assert shown.locator(".bad").count() == shown.count() == 1
    kind.select_option(label="ทั้งหมด")
    page.get_by_label("ค้นหาในรายการ").fill("needle")
    assert shown.count() == 1
    shown.locator("summary").click()
    shown.get_by_role("button", name="คัดลอก JSON").click()
    page.locator("#said", has_text="คัดลอกแล้ว").wait_for()
    assert json.loads(page.evaluate("navigator.clipboard.readText()"))["path"] == "/v2/bot/message/push"
    page.get_by_role("button", name="ล้างรายการ").click()
    page.get_by_text("ยังไม่มีข้อมูลรับส่ง").wait_for()


def test_a_long_list_of_traffic_is_bounded(demo: Demo, line: Line, bot: Bot) -> None:
    page, _ = demo
    staff, *_ = line.world.people
    for _ in range(400):
        bot.push(staff, "again")
    bot.push(staff, "the last")
    page.get_by_label("ค้นหาในรายการ").fill("the last")
    page.locator(".item").locator("visible=true").wait_for()
    assert page.locator(".item").count() == 300


def test_who_has_blocked_the_bot_is_told_what_comes_first(demo: Demo, line: Line) -> None:
    page, events = demo
    write(page, "hello")
    page.locator(".chip", has_text="help").wait_for()
    staff, *_ = line.world.people
    line.unfollow(staff)
    page.locator(".barred").wait_for()
    page.locator(".chip", has_text="help").click()
    page.locator("#banner", has_text="เลิกบล็อกบอท").wait_for()
    assert [event["type"] for event in events].count("message") == 1
