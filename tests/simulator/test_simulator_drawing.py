"""Flex Messages are laid out as LINE documents it and as its Flex Message Simulator shows it."""

from typing import TYPE_CHECKING

import pytest

from tests.simulator import drawing
from tests.simulator.drawing import (
    LONG,
    MISSING,
    block,
    box,
    bubble,
    button,
    draw,
    image,
    message_action,
    rect,
    row,
    style,
    tapped,
    text,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = pytest.fixture(scope="module", name="page")(drawing.cards)

INNER = ".block-body > .box"
CHILD = f"{INNER} > .box >"


@pytest.mark.parametrize(
    ("size", "width", "radius"),
    [
        ("nano", 120, "10px"),
        ("micro", 160, "10px"),
        ("deca", 220, "10px"),
        ("hecto", 241, "10px"),
        ("kilo", 260, "10px"),
        ("mega", 300, "17px"),
        ("giga", 500, "5px"),
    ],
)
def test_bubbles_are_as_wide_and_as_round_as_lines(page: "Page", size: str, width: int, radius: str) -> None:
    draw(page, bubble(text(), size=size))

    assert rect(page, ".bubble")["width"] == width
    assert style(page, ".bubble", "border-radius") == radius


@pytest.mark.parametrize(
    ("size", "header", "body", "footed"),
    [
        ("nano", "10px", "10px", "10px"),
        ("micro", "10px", "10px", "10px"),
        ("deca", "11px 14px 13px", "11px 14px 13px", "11px 14px 17px"),
        ("hecto", "11px 14px 13px", "11px 14px 13px", "11px 14px 17px"),
        ("kilo", "13px", "13px", "13px 13px 17px"),
        ("mega", "20px", "19px 20px 20px", "19px 20px 10px"),
        ("giga", "20px", "19px 20px 20px", "19px 20px 10px"),
    ],
)
def test_blocks_have_the_paddings_of_their_bubble_until_they_say_otherwise(
    page: "Page", size: str, header: str, body: str, footed: str
) -> None:
    plain = {"type": "bubble", "size": size, "header": box(text()), "body": box(text())}
    draw(page, plain, {**plain, "footer": box(text())}, bubble(text(), size=size))

    assert style(page, ".block-header > .box", "padding") == header
    assert style(page, INNER, "padding") == body
    assert style(page, INNER, "padding", 1) == footed
    assert style(page, ".block-footer > .box", "padding") == "10px"
    assert style(page, INNER, "padding", 2) == "0px"


def test_a_row_shares_its_width_and_a_column_its_height(page: "Page") -> None:
    draw(
        page,
        bubble(
            row(text(), text(flex=2), text("Hello", flex=0)),
            box(block("100%", "10px"), text(flex=1), text(flex=3), height="110px"),
        ),
    )

    one, two, own = (rect(page, f"{CHILD} .text", place)["width"] for place in range(3))
    assert two == pytest.approx(2 * one, abs=0.1)
    assert one + two + own == pytest.approx(300, abs=0.1)
    assert own < 60
    low, high = (rect(page, f"{CHILD} .text", place)["height"] for place in (3, 4))
    line = 16 * 1.4
    spare = 100 - 2 * line
    assert (low, high) == pytest.approx((line + spare / 4, line + spare * 3 / 4), abs=0.1)


def test_a_width_or_a_height_of_a_child_of_a_row_is_flex_none_whatever_its_flex(page: "Page") -> None:
    draw(
        page,
        bubble(
            row(block("70%", flex=5), box(flex=1, height="20px"), text()),
            box(block("25%"), block("80px", maxWidth="10%"), box(height="30px", maxHeight="12px")),
        ),
    )

    assert [rect(page, f"{CHILD} .box", place)["width"] for place in range(4)] == [210, 0, 75, 30]
    assert rect(page, f"{CHILD} .box", 4)["height"] == 12


@pytest.mark.parametrize(
    ("value", "pixels"),
    [("none", 0), ("xs", 2), ("sm", 4), ("md", 8), ("lg", 12), ("xl", 16), ("xxl", 20), ("7px", 7)],
)
def test_spacing_margin_padding_offset_and_radius_share_their_keywords(
    page: "Page", value: str, pixels: int
) -> None:
    draw(
        page,
        bubble(
            box(block(), block(), spacing=value),
            row(block(), block(margin=value)),
            box(block(cornerRadius=value), paddingTop=value, paddingStart=value),
            box(block(offsetTop=value, offsetStart=value)),
        ),
    )

    def corner(place: int) -> tuple[float, float]:
        inner, outer = rect(page, f"{CHILD} .box", place), rect(page, f"{INNER} > .box", place // 2)
        return inner["left"] - outer["left"], inner["top"] - outer["top"]

    assert corner(1) == (0, 20 + pixels)
    assert corner(3) == (40 + pixels, 0)
    assert corner(4) == (pixels, pixels)
    assert style(page, f"{CHILD} .box", "border-radius", 4) == f"{pixels}px"
    shifted, outer = rect(page, f"{CHILD} .box", 5), rect(page, f"{INNER} > .box", 3)
    assert (shifted["left"] - outer["left"], shifted["top"] - outer["top"]) == (pixels, pixels)


@pytest.mark.parametrize(
    ("value", "pixels"), [("normal", 1), ("medium", 2), ("semi-bold", 3), ("bold", 4), ("7px", 7)]
)
def test_a_border_needs_a_width_and_takes_its_colour(page: "Page", value: str, pixels: int) -> None:
    draw(
        page,
        bubble(
            box(text(), borderWidth=value, borderColor="#FF0000"),
            box(text(), borderColor="#FF0000"),
            box(text(), borderWidth=value),
        ),
    )

    borders = [style(page, f"{INNER} > .box", "border", place) for place in range(3)]
    assert borders[0] == f"{pixels}px solid rgb(255, 0, 0)"
    assert borders[1].startswith("0px")
    assert borders[2] == f"{pixels}px solid rgba(0, 0, 0, 0)"


def test_a_gradient_has_its_colours_at_their_places_and_lies_over_the_colour(page: "Page") -> None:
    ends = {"type": "linearGradient", "angle": "45deg", "startColor": "#FF0000", "endColor": "#0000FF80"}
    draw(
        page,
        bubble(
            box(text(), backgroundColor="#FFFF00", background=ends),
            box(text(), background={**ends, "centerColor": "#00FF00"}),
            box(text(), background={**ends, "centerColor": "#00FF00", "centerPosition": "10%"}),
        ),
    )

    seen = [style(page, f"{INNER} > .box", "background-image", place) for place in range(3)]
    last = "rgba(0, 0, 255, 0.5)"
    assert seen == [
        f"linear-gradient(45deg, rgb(255, 0, 0), {last})",
        f"linear-gradient(45deg, rgb(255, 0, 0), rgb(0, 255, 0) 50%, {last})",
        f"linear-gradient(45deg, rgb(255, 0, 0), rgb(0, 255, 0) 10%, {last})",
    ]
    assert style(page, f"{INNER} > .box", "background-color") == "rgb(255, 255, 0)"


def test_margin_overrides_the_spacing_of_its_gap_and_comes_before_the_first_child_too(page: "Page") -> None:
    draw(page, bubble(box(block(margin="5px"), block(), block(margin="none"), spacing="md")))

    tops = [rect(page, f"{CHILD} .box", place)["top"] for place in range(3)]
    start = rect(page, f"{INNER} > .box")["top"]
    assert [top - start for top in tops] == [5, 33, 53]


def test_paddings_of_one_side_win_over_that_of_all_and_percents_are_of_the_parent(page: "Page") -> None:
    draw(page, bubble(box(text(), paddingAll="8px", paddingTop="10%", paddingStart="xxl")))

    assert style(page, f"{INNER} > .box", "padding") == "30px 8px 8px 20px"


def test_absolute_children_leave_the_flow_and_percents_are_of_the_box(page: "Page") -> None:
    inside = block("20px", "20px", position="absolute", offsetTop="50%", offsetEnd="10%")
    moved = block("20px", "20px", offsetTop="25%", offsetStart="10%")
    draw(page, bubble(box(block("50%", "100px"), inside), box(moved, block("10px", "180px"))))

    outer, child = rect(page, f"{INNER} > .box"), rect(page, f"{CHILD} .box", 1)
    assert outer["height"] == 100
    assert (child["top"] - outer["top"], outer["right"] - child["right"]) == (50, 30)
    outer, child = rect(page, f"{INNER} > .box", 1), rect(page, f"{CHILD} .box", 2)
    assert (child["top"] - outer["top"], child["left"] - outer["left"]) == (50, 30)


def test_later_components_are_drawn_over_earlier_ones(page: "Page") -> None:
    draw(page, bubble(box(block("100%", "40px"), text("over", offsetTop="-30px"))))

    over = rect(page, ".words")
    top: str = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).className", [over["left"] + 3, over["top"] + 5]
    )
    assert top == "words"


def test_the_children_of_a_baseline_box_stand_on_one_line(page: "Page") -> None:
    icon = {"type": "icon", "url": drawing.PICTURE, "size": "xxl", "aspectRatio": "2:1"}
    draw(page, bubble(box(icon, text("A"), text("A", size="4xl"), layout="baseline", alignItems="center")))

    picture, small, large = rect(page, ".flex-icon img"), rect(page, ".words"), rect(page, ".words", 1)
    assert (picture["width"], picture["height"]) == (58, 29)
    # How far under the line of the letters their line box ends, in sizes of the letters; browsers round it.
    share = (small["bottom"] - picture["bottom"]) / 16
    assert 0.3 < share < 0.6
    assert (large["bottom"] - picture["bottom"]) / 48 == pytest.approx(share, abs=0.07)


def test_gravity_and_align_place_what_is_smaller_than_its_cell(page: "Page") -> None:
    tall = block("10px", "100px")
    draw(
        page,
        bubble(
            row(text("t", gravity="bottom", align="end"), button(gravity="center"), tall),
            row(image(size="50px", gravity="center", align="start"), image(size="50px"), tall),
        ),
    )

    outer, words = rect(page, f"{INNER} > .box"), rect(page, ".words")
    assert words["bottom"] == outer["bottom"]
    assert style(page, ".text", "text-align") == "end"
    pressed = rect(page, ".button")
    assert pressed["top"] - outer["top"] == outer["bottom"] - pressed["bottom"] == 24
    outer, first, second = rect(page, f"{INNER} > .box", 1), rect(page, ".frame"), rect(page, ".frame", 1)
    assert (first["left"] - outer["left"], first["top"] - outer["top"]) == (0, 25)
    assert second["top"] == outer["top"]
    assert second["left"] - outer["left"] == pytest.approx(145 + 47.5, abs=0.1)


def test_align_items_wins_over_the_stretch_of_children_also_of_those_with_a_width(page: "Page") -> None:
    draw(
        page,
        bubble(box(block("40px"), text(), alignItems="center"), box(block("40px"), alignItems="flex-end")),
    )

    middle, end = rect(page, f"{CHILD} .box"), rect(page, f"{CHILD} .box", 1)
    outer = rect(page, f"{INNER} > .box")
    assert middle["left"] - outer["left"] == 130
    assert outer["right"] - end["right"] == 0


def test_carousels_are_as_high_as_the_highest_with_footers_at_the_bottom(page: "Page") -> None:
    footer = {"footer": box(button())}
    draw(page, {"type": "carousel", "contents": [
        bubble(text(LONG * 3, wrap=True), **footer), bubble(text(), **footer), {"type": "bubble", **footer},
    ]})  # fmt: skip

    high, low, bodiless = (rect(page, ".bubble", place) for place in range(3))
    assert high["height"] == low["height"] > 100
    assert rect(page, ".block-footer", 1)["bottom"] == low["bottom"]
    assert rect(page, INNER, 1)["height"] == rect(page, INNER)["height"]
    assert bodiless["height"] == rect(page, ".block-footer", 2)["height"]


def test_from_right_to_left_starts_are_on_the_right(page: "Page") -> None:
    draw(
        page, bubble(row(block("40px"), text("אב"), text(margin="xl"), paddingStart="30px"), direction="rtl")
    )

    outer, first = rect(page, f"{INNER} > .box"), rect(page, f"{CHILD} .box")
    assert outer["right"] - first["right"] == 30
    assert rect(page, ".text")["right"] == first["left"]
    assert rect(page, ".text")["left"] - rect(page, ".text", 1)["right"] == 16


def test_a_box_bubble_and_hero_around_buttons_stay_tappable_by_pointer_and_keyboard(page: "Page") -> None:
    inner = box(text("words"), button("Go"), action=message_action(label="box"))
    draw(
        page,
        bubble(inner, action=message_action(label="bubble"), hero=image(action=message_action(label="hero"))),
    )

    page.get_by_text("words").click()
    page.get_by_role("button", name="Go").click()
    for name in ("box", "bubble", "hero"):
        page.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")

    assert [action["label"] for action in tapped(page)] == ["box", "Go", "box", "bubble", "hero"]
    assert page.locator("[role=button] button, [role=button] [tabindex], button button").count() == 0


def test_pictures_that_do_not_come_leave_their_room_striped(page: "Page") -> None:
    draw(page, bubble(image(url=MISSING, size="full", aspectRatio="20:13")))

    assert page.locator(".frame.broken").count() == 1
    assert rect(page, ".frame")["height"] == pytest.approx(195)


def test_a_video_that_cannot_play_gives_way_to_its_alternative(page: "Page") -> None:
    video = {
        "type": "video",
        "url": "https://bot.example/v.mp4",
        "previewUrl": drawing.PICTURE,
        "aspectRatio": "20:13",
    }
    link = {"type": "uri", "label": "More", "uri": "https://bot.example/more"}
    other = image(size="full", aspectRatio="20:13", aspectMode="cover")
    draw(page, bubble(text(), hero={**video, "altContent": other, "action": link}))

    assert rect(page, ".frame.video")["height"] == pytest.approx(195)
    assert not page.get_by_role("button", name="More").is_visible()
    page.locator("video").dispatch_event("ended")
    page.get_by_role("button", name="More").click()
    assert tapped(page) == [link]

    page.locator("video").dispatch_event("error")
    assert page.locator("video").count() == 0
    assert rect(page, ".block-hero .frame")["height"] == pytest.approx(195)
