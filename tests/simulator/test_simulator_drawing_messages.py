"""Messages other than Flex are drawn as LINE draws them; what can be tapped can be so by keyboard."""

from typing import TYPE_CHECKING, Any

import pytest

from bot.simulator import shot
from bot.simulator.model import Json
from tests.simulator import drawing
from tests.simulator.drawing import (
    MISSING,
    OTHER,
    PICTURE,
    bubble,
    button,
    draw,
    image,
    message_action,
    rect,
    style,
    tapped,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = pytest.fixture(scope="module", name="page")(drawing.cards)

EMOJI = {"productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}


def said(words: str, **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


def template(kind: str, **more: Any) -> Json:
    return {"type": "template", "altText": "alt", "template": {"type": kind, **more}}


def column(words: str = "words", **more: Any) -> Json:
    return {"text": words, "actions": [message_action(label="one"), message_action(label="two")], **more}


def press_all(page: "Page", *names: str) -> list[str]:
    """Press each of these by keyboard and tell which labels or texts were acted on."""
    for name in names:
        page.get_by_role("button", name=name, exact=True).first.focus()
        page.keyboard.press("Enter")
    return [action.get("label") or action.get("text") or action["uri"] for action in tapped(page)]


def test_links_end_where_the_address_ends_also_before_thai_and_full_stops(page: "Page") -> None:
    words = "ดู https://x.go.th/a?b=1,และ https://y.go.th/ไทย. tel:021234567 javascript:alert(1) HTTP://Z.TH"
    draw(page, said(words))

    links = page.locator(".balloon a")
    assert links.all_text_contents() == [
        "https://x.go.th/a?b=1",
        "https://y.go.th/",
        "tel:021234567",
        "HTTP://Z.TH",
    ]
    assert page.locator(".balloon").text_content() == words
    assert links.first.get_attribute("rel") == "noreferrer noopener"


def test_emoji_stand_for_the_dollars_that_utf_16_indices_point_at(page: "Page") -> None:
    draw(
        page,
        said("🍎 $ costs $5 $", emojis=[{"index": 3, **EMOJI}, {"index": 14, **EMOJI, "emojiId": "002"}]),
    )

    assert page.locator(".balloon").inner_text().split() == ["🍎", "costs", "$5"]
    names = [emoji.get_attribute("aria-label") or "" for emoji in page.get_by_role("img").all()]
    assert [name[-3:] for name in names] == ["001", "002"]


def test_text_v2_puts_in_mentions_and_emoji_and_leaves_escaped_braces(page: "Page") -> None:
    mention = {"type": "mention", "mentionee": {"type": "all"}}
    draw(
        page,
        {
            "type": "textV2",
            "text": "{who}, {{who}} {face}",
            "substitution": {"who": mention, "face": {"type": "emoji", **EMOJI}},
        },
    )

    assert page.locator(".balloon").inner_text() == "@All, {who} "
    assert page.locator(".mention").text_content() == "@All"
    assert page.locator(".emoji").count() == 1


def test_mentions_and_emoji_in_what_a_person_wrote_are_marked(page: "Page") -> None:
    mention = {"mentionees": [{"index": 0, "length": 4, "type": "user", "isSelf": True}]}
    shot.draw(page, said("@Bot ($mile$)", mention=mention, emojis=[{"index": 5, "length": 8, **EMOJI}]))

    assert page.locator(".mention").text_content() == "@Bot"
    assert page.locator(".balloon").text_content() == "@Bot "


def test_thai_lines_leave_room_for_stacked_marks_and_break_between_words(page: "Page") -> None:
    draw(page, said("ปั๊ม ที่ ญู ฏู\n" * 2), said("การป้องกันการทุจริต" * 20), said("x" * 400))

    assert float(style(page, ".balloon", "line-height")[:-2]) >= 1.5 * 15
    for place in range(3):
        assert rect(page, ".balloon", place)["width"] <= 320
        assert page.locator(".balloon").nth(place).evaluate("(node) => node.scrollWidth <= node.clientWidth")


def test_a_picture_opens_the_original_and_says_what_it_is_where_it_does_not_come(page: "Page") -> None:
    draw(
        page,
        {"type": "image", "originalContentUrl": OTHER, "previewImageUrl": PICTURE},
        {"type": "image", "originalContentUrl": OTHER, "previewImageUrl": MISSING},
    )

    assert page.locator(".photo").first.get_attribute("href") == OTHER
    assert page.locator(".photo img").get_attribute("src") == PICTURE
    assert page.locator(".photo.broken").inner_text() == "รูปภาพ"


def test_videos_and_voices_can_be_played_and_tell_of_themselves(page: "Page") -> None:
    film = {"type": "video", "originalContentUrl": "https://bot.example/v.mp4", "previewImageUrl": PICTURE}
    draw(
        page,
        film,
        {**film, "trackingId": "seen"},
        {"type": "audio", "originalContentUrl": "https://bot.example/a.m4a", "duration": 65_400},
    )

    video = page.locator("video")
    assert (video.first.get_attribute("poster"), video.first.get_attribute("aria-label")) == (PICTURE, "วิดีโอ")
    for place in (0, 1):
        video.nth(place).dispatch_event("ended")
    assert tapped(page) == [{**film, "trackingId": "seen"}]
    assert page.locator(".voice audio").get_attribute("controls") == ""
    assert page.locator(".voice small").text_content() == "1:05"


def test_a_file_tells_its_kind_name_and_size(page: "Page") -> None:
    shot.draw(page, [{"type": "file", "fileName": "รายงาน.pdf", "fileSize": 2_500_000}])

    assert page.locator(".file").inner_text().split() == ["PDF", "รายงาน.pdf", "2.4", "MB"]
    assert page.locator(".file").get_attribute("download") == "รายงาน.pdf"


def test_stickers_places_and_coupons_say_what_they_are(page: "Page") -> None:
    draw(
        page,
        {"type": "sticker", "packageId": "446", "stickerId": "1988"},
        {
            "type": "location",
            "title": "ศูนย์ราชการ",
            "address": "ถนนแจ้งวัฒนะ",
            "latitude": 13.88,
            "longitude": 100.56,
        },
        {"type": "coupon", "couponId": "01JYNW8JMQ"},
    )

    assert page.get_by_role("img", name="446 / 1988").is_visible()
    place = page.get_by_role("link")
    assert place.inner_text().split("\n") == ["ศูนย์ราชการ", "ถนนแจ้งวัฒนะ", "13.88, 100.56"]
    assert "mlat=13.88&mlon=100.56" in (place.get_attribute("href") or "")
    assert "01JYNW8JMQ" in page.locator(".coupon").inner_text()


def test_the_areas_of_an_imagemap_lie_where_its_pixels_say_and_do_their_actions(page: "Page") -> None:
    def area(x: int, y: int, width: int, height: int) -> Json:
        return {"x": x, "y": y, "width": width, "height": height}

    draw(
        page,
        {
            "type": "imagemap",
            "altText": "map",
            "baseUrl": "https://bot.example/map",
            "baseSize": {"width": 1040, "height": 520},
            "video": {
                "originalContentUrl": "https://bot.example/v.mp4",
                "previewImageUrl": PICTURE,
                "area": area(0, 0, 1040, 260),
                "externalLink": {"linkUri": "https://bot.example/more", "label": "More"},
            },
            "actions": [
                {"type": "message", "text": "left", "area": area(0, 260, 520, 260)},
                {
                    "type": "uri",
                    "linkUri": "https://x.go.th",
                    "label": "right",
                    "area": area(520, 260, 520, 260),
                },
            ],
        },
    )

    whole, right, film = rect(page, ".imagemap"), rect(page, ".area", 1), rect(page, ".imagemap-video")
    assert (whole["width"], whole["height"]) == (340, 170)
    assert (right["left"] - whole["left"], right["top"] - whole["top"]) == (170, 85)
    assert (film["width"], film["height"]) == (340, 85)
    page.locator("video").dispatch_event("ended")
    assert press_all(page, "left", "right", "More") == ["left", "https://x.go.th", "More"]
    # The picture is asked for in its full width, which nothing here serves.
    assert page.locator(".imagemap.broken").inner_text().startswith("map")


def test_a_buttons_template_has_its_picture_title_text_and_actions(page: "Page") -> None:
    looks = {"imageAspectRatio": "square", "imageSize": "contain", "imageBackgroundColor": "#FF0000"}
    top = {"thumbnailImageUrl": PICTURE, "title": "Title", "defaultAction": message_action(label="top")}
    draw(page, template("buttons", **column(), **top, **looks), template("buttons", **column(), **top))

    square, wide = rect(page, ".frame"), rect(page, ".frame", 1)
    assert (square["width"], square["height"]) == (260, 260)
    assert wide["height"] == pytest.approx(260 / 1.51, abs=0.1)
    assert style(page, ".frame", "background-color") == "rgb(255, 0, 0)"
    assert [style(page, ".frame img", "object-fit", place) for place in (0, 1)] == ["contain", "cover"]
    page.locator(".template-top").first.focus()
    page.keyboard.press("Enter")
    assert press_all(page, "one", "two") == ["top", "one", "two"]


def test_the_two_actions_of_a_confirm_template_stand_side_by_side(page: "Page") -> None:
    draw(page, template("confirm", **column()))

    one, two = rect(page, ".button"), rect(page, ".button", 1)
    assert (one["top"], one["right"]) == (two["top"], two["left"])
    assert one["width"] == pytest.approx(two["width"], abs=1)


def test_template_carousels_are_equally_high_and_pictures_tappable(page: "Page") -> None:
    pictures = [
        {"imageUrl": url, "action": message_action(label=name)}
        for url, name in [(PICTURE, "a"), (MISSING, "b")]
    ]
    draw(
        page,
        template("carousel", columns=[column("long " * 20), column()], imageSize="contain"),
        template("image_carousel", columns=pictures),
    )

    assert rect(page, ".template")["height"] == rect(page, ".template", 1)["height"]
    assert rect(page, ".button", 1)["bottom"] == rect(page, ".button", 3)["bottom"]
    assert rect(page, ".picture")["width"] == rect(page, ".picture")["height"]
    assert page.locator(".picture.broken").count() == 1
    assert press_all(page, "a", "b") == ["a", "b"]


def test_quick_replies_are_pills_with_their_icons(page: "Page") -> None:
    items = [
        {"type": "action", "imageUrl": url, "action": message_action(label=name)}
        for url, name in [(PICTURE, "a"), (MISSING, "b")]
    ]
    draw(page, said("?", quickReply={"items": items}))

    assert [chip.locator("img").count() for chip in page.locator(".chip").all()] == [1, 0]
    assert rect(page, ".chip")["height"] >= 36
    assert float(style(page, ".chip", "border-radius")[:-2]) * 2 >= rect(page, ".chip")["height"]
    assert press_all(page, "a", "b") == ["a", "b"]


def test_a_message_may_have_a_name_and_an_icon_of_its_own(page: "Page") -> None:
    draw(page, said("hello", sender={"name": "Cony", "iconUrl": PICTURE}))

    assert page.locator(".sender").inner_text().startswith("Cony ")
    assert page.locator(".sender img").get_attribute("src") == PICTURE


def test_an_unknown_kind_is_named_rather_than_left_out(page: "Page") -> None:
    shot.draw(page, [{"type": "hologram"}])

    assert "hologram" in page.locator(".unknown").inner_text()


def test_addresses_of_a_bot_without_a_public_one_are_fetched_where_it_is(page: "Page") -> None:
    uri = {"type": "uri", "label": "open", "uri": "https://gov.test/report"}
    public = "https://gov.test"
    messages = [
        bubble(image(url=f"{public}/a.png"), button("x", action=uri)),
        {"type": "image", "originalContentUrl": f"{public}/o.png", "previewImageUrl": f"{public}/p.png"},
        said(f"{public}/x {public}.net/y"),
        template("image_carousel", columns=[{"imageUrl": f"{public}/t.png", "action": message_action()}]),
    ]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    draw(page, *messages, **{"from": "https://gov.test", "to": "https://bot.example"})

    assert {address.removeprefix("https://bot.example/") for address in asked} == {"a.png", "p.png", "t.png"}
    links = [link.get_attribute("href") for link in page.get_by_role("link").all()]
    assert links == ["https://bot.example/o.png", "https://bot.example/x", "https://gov.test.net/y"]
    page.get_by_role("button", name="open").click()
    assert tapped(page) == [{**uri, "uri": "https://bot.example/report"}]
