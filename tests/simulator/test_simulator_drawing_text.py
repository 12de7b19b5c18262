"""The texts of Flex Messages: cut, wrapped, clamped, shrunk, scaled and spanned as LINE does."""

from typing import TYPE_CHECKING

import pytest

from tests.simulator import drawing
from tests.simulator.drawing import LONG, box, bubble, button, draw, rect, style, text

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = pytest.fixture(scope="module", name="page")(drawing.cards)


def test_text_is_cut_with_an_ellipsis_or_wrapped_and_clamped(page: "Page") -> None:
    draw(page, bubble(text(LONG), text(f"{LONG}\n{LONG}", wrap=True), text(LONG * 3, wrap=True, maxLines=2)))

    assert rect(page, ".text")["height"] == pytest.approx(22.4, abs=0.1)
    assert style(page, ".words", "text-overflow") == "ellipsis"
    assert page.locator(".words").first.evaluate("(node) => node.scrollWidth > node.clientWidth")
    assert rect(page, ".text", 1)["height"] > 4 * 22
    assert rect(page, ".text", 2)["height"] == pytest.approx(44.8, abs=0.1)


def test_line_spacing_stands_between_lines_only(page: "Page") -> None:
    draw(
        page,
        bubble(
            text("a\nb\nc", wrap=True),
            text("a\nb\nc", wrap=True, lineSpacing="20px"),
            text(lineSpacing="9px"),
        ),
    )

    plain, spaced, single = (rect(page, ".text", place)["height"] for place in range(3))
    assert spaced - plain == pytest.approx(40, abs=0.1)
    assert single == pytest.approx(22.4, abs=0.1)


def test_shrink_to_fit_makes_one_line_fit_with_its_spans_and_a_buttons_label(page: "Page") -> None:
    spans = [
        {"type": "span", "text": "Forty winks for ", "size": "xl"},
        {"type": "span", "text": "the lazy dog 123"},
    ]
    draw(
        page,
        bubble(
            text(LONG[:44], adjustMode="shrink-to-fit"),
            {"type": "text", "contents": spans, "adjustMode": "shrink-to-fit"},
            button("A label of almost forty characters long", adjustMode="shrink-to-fit"),
            text("short", adjustMode="shrink-to-fit"),
            text(LONG, adjustMode="shrink-to-fit", wrap=True),
        ),
    )

    for place in range(4):
        assert (
            page.locator(".words").nth(place).evaluate("(node) => node.scrollWidth <= node.clientWidth + 1")
        )
    sizes = [float(style(page, ".words", "font-size", place)[:-2]) for place in range(5)]
    assert 10 < sizes[0] < 16
    assert sizes[2] < 16
    assert sizes[3:] == [16, 16]


def test_scaling_follows_the_persons_font_size_and_nothing_else_does(page: "Page") -> None:
    span = [{"type": "span", "text": "s", "size": "30px"}]
    icons = [{"type": "icon", "url": drawing.PICTURE, "scaling": scaling} for scaling in (False, True)]
    draw(
        page,
        bubble(
            text(), text(scaling=True), button(), button(scaling=True),
            {"type": "text", "contents": span, "scaling": True}, box(*icons, text(), layout="baseline"),
        ),
        scale=1.5,
    )  # fmt: skip

    sizes = [style(page, ".words", "font-size", place) for place in range(4)]
    assert sizes == ["16px", "24px", "16px", "24px"]
    assert style(page, ".words > span", "font-size") == "45px"
    assert [rect(page, ".flex-icon img", place)["height"] for place in (0, 1)] == [16, 24]


def test_a_span_inherits_and_may_refuse_what_its_text_says(page: "Page") -> None:
    spans = [
        {"type": "span", "text": "as the text"},
        {
            "type": "span",
            "text": "own",
            "decoration": "none",
            "weight": "regular",
            "style": "normal",
            "color": "#00FF00",
        },
    ]
    looks = {"decoration": "underline", "weight": "bold", "style": "italic", "color": "#FF0000"}
    draw(page, bubble({"type": "text", "contents": spans, **looks}))

    def look(place: int) -> list[str]:
        names = ("text-decoration-line", "font-weight", "font-style", "color")
        return [style(page, ".words > span", name, place) for name in names]

    assert look(0) == ["underline", "700", "italic", "rgb(255, 0, 0)"]
    assert look(1) == ["none", "400", "normal", "rgb(0, 255, 0)"]
    assert style(page, ".words", "text-decoration-line") == "none"


def test_thai_marks_of_a_cards_texts_are_not_cut_off(page: "Page") -> None:
    words = "ปั๊ม ที่ ญู ฏู"
    draw(page, bubble(text(words), text(words, wrap=True)))

    for place in (0, 1):
        assert style(page, ".words", "overflow-y", place) == "visible"
        assert style(page, ".text", "overflow-y", place) == "visible"


def test_what_was_drawn_unseen_or_in_another_width_fits_when_it_is_seen(page: "Page") -> None:
    shrunk = text(LONG[:50], adjustMode="shrink-to-fit")
    page.add_style_tag(content="#card.unseen { width: 0; overflow: hidden; } #card.narrow { width: 150px; }")

    def wear(name: str) -> None:
        page.evaluate("(name) => { document.getElementById('card').className = name; }", name)

    def wait(size: str) -> None:
        page.wait_for_function(
            f"() => {{ const size = parseFloat(getComputedStyle(document.querySelector('.words')).fontSize);"
            f" return {size}; }}"
        )

    wear("unseen")
    draw(page, bubble(shrunk))
    wear("")
    wait("10 < size && size < 16")
    wear("narrow")
    wait("size < 10")
    wear("")
    wait("10 < size && size < 16")
