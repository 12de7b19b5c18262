"""Several chats at once, in one window and in several; narrow screens; what stays where it is."""

from typing import TYPE_CHECKING

from bot.simulator import Line
from tests.simulator.calls import Bot
from tests.simulator.pages import Demo, opened, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LONG = 200


def address(url: str) -> str:
    return url.partition("?")[2]


def test_two_phones_stand_side_by_side_and_are_both_live(demo: Demo, line: Line, bot: Bot) -> None:
    page, events = demo
    staff, _, admin, *_ = line.world.people
    page.locator("#rail [data-chat]").nth(2).click(modifiers=["Control"])
    assert address(page.url) == "chat=staff,admin"
    bot.push(staff, "to the staff")
    bot.push(admin, "to the administrator")
    phones = page.locator(".phone")
    phones.nth(0).locator(".line", has_text="to the staff").wait_for()
    phones.nth(1).locator(".line", has_text="to the administrator").wait_for()
    assert page.locator("#notice").is_hidden()
    write(page, "from the administrator", phone=1)
    phones.nth(1).locator(".bubble").wait_for()
    assert events[0]["source"]["userId"] == admin
    page.locator("#rail [data-chat]").nth(1).click()
    phones.nth(1).locator(".chat-name", has_text="วิไล").wait_for()
    assert address(page.url) == "chat=staff,head"
    phones.nth(0).get_by_role("button", name="ปิด").click()
    assert (phones.count(), address(page.url)) == (1, "chat=head")


def test_a_second_phone_is_opened_with_its_own_button(demo: Demo) -> None:
    page, _ = demo
    page.get_by_role("button", name="เปิดคู่กัน: ทีมงาน ITA").click()
    assert [name.inner_text() for name in page.locator(".chat-name span").all()] == ["ITA", "ทีมงาน ITA (3)"]


def test_windows_show_the_people_that_their_addresses_name(
    demo: Demo, chromium: "Browser", line: Line, bot: Bot
) -> None:
    page, _ = demo
    base = page.url.partition("?")[0]
    staff, _, admin, *_ = line.world.people
    with opened(chromium, f"{base}#admin") as other, opened(chromium, f"{base}?chat=team") as group:
        assert (address(other.url), address(group.url)) == ("chat=admin", "chat=team")
        bot.push(staff, "one")
        bot.push(admin, "two")
        page.locator(".line", has_text="one").wait_for()
        other.locator(".line", has_text="two").wait_for()
        assert page.locator(".line").count() == other.locator(".line").count() == 1
        other.evaluate("location.hash = 'head'")
        other.locator(".chat-name", has_text="วิไล").wait_for()
        other.reload()
        other.locator(".chat-name", has_text="วิไล").wait_for()


def test_a_narrow_screen_shows_one_thing_at_a_time(
    demo: Demo, chromium: "Browser", line: Line, bot: Bot
) -> None:
    base = demo[0].url.partition("?")[0]
    with opened(chromium, base, wide=390, high=780) as page:
        assert page.locator(".phone").is_hidden()
        page.locator("#rail [data-chat]").first.click()
        page.locator(".phone").wait_for()
        assert page.locator("#rail").is_hidden()
        _, head, *_ = line.world.people
        bot.push(head, "due tomorrow")
        page.locator("#notice", has_text="due tomorrow").wait_for()
        page.get_by_role("button", name="กลับไปรายการแชต").click()
        page.get_by_role("img", name="ยังไม่ได้อ่าน 1 ข้อความ").wait_for()
        page.get_by_role("button", name="แผงข้อมูลการรับส่ง").click()
        panel = page.locator("#panel")
        frame = panel.bounding_box()
        assert frame
        assert (frame["x"], frame["width"]) == (0, 390)
        page.keyboard.press("Escape")
        panel.wait_for(state="hidden")
        assert page.evaluate("document.activeElement.id") == "toggle-panel"


def test_nothing_overflows_and_targets_are_large_on_a_narrow_screen(demo: Demo, chromium: "Browser") -> None:
    small = """() => [...document.querySelectorAll("button, summary, select, textarea, input")]
        .filter((node) => node.offsetWidth && !node.closest(".bubble"))
        .map((node) => [node.className || node.id, node.getBoundingClientRect()])
        .filter(([, frame]) => frame.width < 40 || frame.height < 40)
        .map(([name, frame]) => [name, frame.width, frame.height])"""
    base = demo[0].url.partition("?")[0]
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{base}?chat=team")
    page.wait_for_selector("body[data-ready]")
    write(page, f"@ITA {'ยาวมาก' * 60}")
    page.locator(".line .bubble").wait_for()
    assert page.evaluate(small) == []
    page.locator(".mine .options").tap()
    page.locator("#toggle-panel").tap()
    page.locator(".faults > summary").tap()
    page.locator(".item.webhook > summary").tap()
    assert [item for item in page.evaluate(small) if item[0] != "" or item[2] < 20] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_the_keyboard_is_enough(demo: Demo) -> None:
    page, events = demo
    page.locator("#rail [data-chat]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".chat-name", has_text="วิไล").wait_for()
    page.locator("#skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("hello")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("again")
    page.keyboard.press("Enter")
    page.locator(".line .bubble").wait_for()
    page.locator(".chip").focus()
    page.keyboard.press("Enter")
    page.locator(".mine", has_text="help me").wait_for()
    page.locator(".line .bubble").nth(1).wait_for()
    assert [event["message"]["text"] for event in events] == ["hello\nagain", "help me"]


def test_what_is_drawn_stays_when_more_comes(demo: Demo, line: Line, bot: Bot) -> None:
    page, _ = demo
    write(page, "hello")
    page.locator(".line .bubble").wait_for()
    page.evaluate("() => { window.held = document.querySelector('.bubble') }")
    page.get_by_role("button", name="details").focus()
    staff, *_ = line.world.people
    bot.push(staff, "more")
    page.locator(".line", has_text="more").wait_for()
    assert page.evaluate(
        "window.held.isConnected && document.activeElement.closest('.bubble') === window.held"
    )
    added = "() => document.querySelector('[role=log]').getAttribute('aria-relevant')"
    assert page.evaluate(added) == "additions"


def test_another_chat_is_not_read_out_as_if_it_were_new(demo: Demo) -> None:
    page, _ = demo
    page.evaluate("""() => {
        const log = document.querySelector("[role=log]");
        window.lives = [];
        new MutationObserver(() => window.lives.push(log.getAttribute("aria-live")))
            .observe(log, { attributes: true, attributeFilter: ["aria-live"], childList: true });
    }""")
    page.locator("#rail [data-chat]").nth(1).click()
    page.wait_for_function("() => window.lives.at(-1) === 'polite'")
    assert page.evaluate("window.lives[0]") == "off"


def test_what_was_being_written_waits_in_its_chat(demo: Demo) -> None:
    page, _ = demo
    field = page.locator(".words-field")
    field.fill("half a question")
    page.locator("#rail [data-chat]").nth(1).click()
    assert field.input_value() == ""
    page.locator("#rail [data-chat]").first.click()
    assert field.input_value() == "half a question"


def test_a_long_chat_shows_its_end_and_the_rest_when_asked(
    demo: Demo, chromium: "Browser", line: Line, bot: Bot
) -> None:
    staff, *_ = line.world.people
    for number in range(LONG):
        bot.push(staff, f"number {number}")
    with opened(chromium, demo[0].url) as page:
        page.locator(".line", has_text=f"number {LONG - 1}").wait_for()
        assert page.locator(".line").count() < LONG
        page.get_by_role("button", name="ดูข้อความก่อนหน้านี้").click()
        assert page.locator(".line").count() == LONG
