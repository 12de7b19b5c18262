"""A card for every property of every Flex component, and for every value that makes a difference.

`CASES` names, for each property of LINE's OpenAPI, what is the same as leaving it out (or `OMITTED`), and
values each of which must be seen to differ from that and from the others, in a frame where it can be seen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.simulator.model import Json
from tests.simulator.drawing import (
    LONG,
    MISSING,
    OTHER,
    PICTURE,
    block,
    box,
    bubble,
    button,
    image,
    message_action,
    row,
    text,
)

OMITTED = "(left out)"
SIZES = ["xxs", "xs", "sm", "lg", "xl", "xxl", "3xl", "4xl", "5xl"]
GAPS = ["xs", "sm", "md", "lg", "xl", "xxl", "7px"]
URI = {"type": "uri", "label": "more", "uri": "https://bot.example/more"}

Frame = Callable[[Json], Json]


@dataclass(frozen=True)
class Case:
    """How a property shows: its default, other values, what is said beside it, what is around it."""

    default: Any
    others: list[Any]
    beside: Json
    frame: Frame

    def card(self, base: Json, name: str, value: Any) -> Json:
        """Make the card with one value of the property."""
        spec = {**base, **self.beside}
        spec.pop(name, None)
        return self.frame(spec if value == OMITTED else {**spec, name: value})


def in_row(spec: Json) -> Json:
    """Put a component beside a flexible one and a high one."""
    return bubble(row(spec, text("x"), block("10px", "200px")), size="giga")


def in_column(spec: Json) -> Json:
    return bubble(box(spec, text("x"), height="400px"), size="giga")


def in_baseline(spec: Json) -> Json:
    return bubble(box(text("x"), spec, text("x"), layout="baseline"))


def in_text(spec: Json) -> Json:
    return bubble({"type": "text", "contents": [{"type": "span", "text": "x"}, spec], "wrap": True})


def in_hero(spec: Json) -> Json:
    return bubble(text(), hero=spec)


def in_box(name: str) -> Frame:
    return lambda spec: bubble(box(block("30px", "30px", **{name: spec}) if spec else block()))


def style_of(name: str) -> Frame:
    blocks = {"header": box(text()), "hero": image(), "body": box(text()), "footer": box(text())}
    return lambda spec: {"type": "bubble", **blocks, "styles": {name: spec}}


def case(default: Any = OMITTED, *others: Any, frame: Frame = in_row, **beside: Any) -> Case:
    return Case(default, list(others), beside, frame)


def switch(frame: Frame = in_row) -> Case:
    return Case(default=False, others=[True], beside={}, frame=frame)


def _place(frame: Frame) -> dict[str, Case]:
    offsets = {
        f"offset{side}": case("none", *GAPS, "-7px", "13%", frame=frame)
        for side in ("Top", "Bottom", "Start", "End")
    }
    return {"position": case("relative", "absolute", frame=frame), **offsets}


_LETTERS = {
    "size": case("md", *SIZES, "21px"),
    "color": case(OMITTED, "#FF0000", "#0000FF80"),
    "weight": case("regular", "bold"),
    "style": case("normal", "italic"),
    "decoration": case("none", "underline", "line-through"),
}
_FLEXIBLE = {"flex": case(1, 0, 2, 3), "margin": case("none", *GAPS)}
_GRAVITY = {"gravity": case("top", "center", "bottom")}
_ACTION = {"action": case(OMITTED, message_action(), message_action(label="other"))}
_SHRINK = {"adjustMode": case(OMITTED, "shrink-to-fit"), "scaling": switch()}
_CHILDREN = [block("40px", "20px"), block("30px", "30px"), box(width="20px", backgroundColor="#00AAFF")]
_GRADIENT = {"type": "linearGradient", "angle": "90deg", "startColor": "#FF0000", "endColor": "#0000FF"}
_LAYOUTS = [text("a"), text("b", size="xxl")]

BASES: dict[str, Json] = {
    "bubble": {"type": "bubble", "body": box(text("x"))},
    "carousel": {"type": "carousel", "contents": [bubble(text("a"))]},
    "block style": {"separator": True},
    "box": row(*_CHILDREN),
    "gradient": {**_GRADIENT, "centerColor": "#00FF00"},
    "button": button(LONG[:40]),
    "image": image(),
    "video": {"type": "video", "url": PICTURE, "previewUrl": PICTURE, "altContent": image()},
    "icon": {"type": "icon", "url": PICTURE},
    "text": text(LONG),
    "span": {"type": "span", "text": "words"},
    "separator": {"type": "separator"},
    "filler": {"type": "filler"},
}


def _itself(spec: Json) -> Json:
    return spec


def _alone(**cases: Case) -> dict[str, Case]:
    return {name: Case(held.default, held.others, held.beside, _itself) for name, held in cases.items()}


def _in(frame: Frame, cases: dict[str, Case]) -> dict[str, Case]:
    return {name: Case(held.default, held.others, held.beside, frame) for name, held in cases.items()}


CASES: dict[str, dict[str, Case]] = {
    "bubble": _alone(
        direction=case("ltr", "rtl"),
        styles=case(OMITTED, {"body": {"backgroundColor": "#FF0000"}}),
        header=case(OMITTED, box(text("h")), box(text("i"))),
        hero=case(OMITTED, image(), box(text("h"))),
        body=case(OMITTED, box(text("b")), box(text("c")), header=box(text("h"))),
        footer=case(OMITTED, box(text("f")), box(text("g"))),
        size=case("mega", "nano", "micro", "deca", "hecto", "kilo", "giga"),
        action=case(OMITTED, message_action()),
    ),
    "carousel": _alone(contents=case([bubble(text("a"))], [bubble(text("b"))], [bubble(text("a"))] * 2)),
    "block style": {
        "backgroundColor": case(OMITTED, "#FF0000", frame=style_of("header")),
        "separator": switch(style_of("footer")),
        "separatorColor": case(OMITTED, "#FF0000", frame=style_of("body")),
    },
    "box": {
        "layout": case("vertical", "horizontal", "baseline", contents=_LAYOUTS),
        "flex": case(0, 1, 2, 3, frame=lambda spec: bubble(box(spec, text("x", flex=1), height="300px"))),
        "contents": case([], [text("a")], [text("b"), text("c")], frame=in_column),
        "spacing": case("none", *GAPS, frame=in_column),
        "margin": case("none", *GAPS, frame=in_column),
        **_place(in_column),
        "backgroundColor": case("#00000000", "#FF0000", "#0000FF80", frame=in_column),
        "borderColor": case(OMITTED, "#FF0000", frame=in_column, borderWidth="2px"),
        "borderWidth": case(
            "none", "light", "medium", "semi-bold", "bold", "7px", frame=in_column, borderColor="#FF0000"
        ),
        "cornerRadius": case("none", *GAPS, frame=in_column),
        **{name: case(OMITTED, "110px", "30%", frame=in_column) for name in ("width", "maxWidth", "height")},
        "maxHeight": case(OMITTED, "11px", "5%", frame=in_column),
        **{
            f"padding{side}": case("none", *GAPS, "3%", frame=in_column, justifyContent="flex-end")
            for side in ("All", "Top", "Bottom", "End")
        },
        "paddingStart": case("none", *GAPS, "3%", frame=in_column),
        "action": case(OMITTED, message_action(), frame=in_column),
        "justifyContent": case(
            "flex-start",
            "center",
            "flex-end",
            "space-between",
            "space-around",
            "space-evenly",
            frame=in_column,
        ),
        "alignItems": case(OMITTED, "center", "flex-start", "flex-end", frame=in_column),
        "background": case(OMITTED, _GRADIENT, frame=in_column),
    },
    "gradient": _in(
        in_box("background"),
        {
            "angle": case("90deg", "0deg", "45deg", "359.5deg"),
            "startColor": case("#FF0000", "#00FF00", "#0000FF80"),
            "endColor": case("#0000FF", "#00FF00", "#FF000080"),
            "centerColor": case(OMITTED, "#00FF00", "#FF00FF80"),
            "centerPosition": case("50%", "10%", "90.5%"),
        },
    ),
    "button": {
        **_FLEXIBLE, **_GRAVITY, **_SHRINK, **_place(in_row),
        "color": case(OMITTED, "#FF0000", "#00FF00"),
        "style": case("link", "primary", "secondary"),
        "action": case(message_action(label=LONG[:40]), message_action(label="other")),
        "height": case("md", "sm"),
    },
    "image": {
        **_FLEXIBLE, **_GRAVITY, **_ACTION, **_place(in_row),
        "url": case(PICTURE, OTHER, MISSING),
        "align": case("center", "start", "end"),
        "size": case("md", *SIZES, "full", "33px", "23.5%", frame=in_column),
        "aspectRatio": case("1:1", "20:13", "1:3"),
        "aspectMode": case("fit", "cover"),
        "backgroundColor": case(OMITTED, "#FF0000"),
        "animated": switch(),
    },
    "video": _in(
        in_hero,
        {
            "url": case(PICTURE, OTHER),
            "previewUrl": case(PICTURE, OTHER),
            "altContent": case(image(), image(url=OTHER), box(text("instead"))),
            "aspectRatio": case("1:1", "20:13"),
            "action": case(OMITTED, URI),
        },
    ),
    "icon": _in(
        in_baseline,
        {
            **_place(in_baseline),
            "url": case(PICTURE, OTHER, MISSING),
            "size": case("md", *SIZES, "21px"),
            "aspectRatio": case("1:1", "2:1"),
            "margin": case("none", *GAPS),
            "scaling": switch(),
        },
    ),
    "text": {
        **_FLEXIBLE, **_GRAVITY, **_LETTERS, **_SHRINK, **_place(in_row),
        "action": case(OMITTED, message_action()),
        "text": case(LONG, "other"),
        "align": case("start", "center", "end"),
        "wrap": switch(),
        "lineSpacing": case("0px", "7px", "12.5px", wrap=True),
        "maxLines": case(0, 1, 2, wrap=True),
        "contents": case([], [{"type": "span", "text": "a"}], [{"type": "span", "text": "b"}]),
    },
    "span": _in(in_text, {**_LETTERS, "text": case("words", "other")}),
    "separator": {"margin": case("none", *GAPS), "color": case(OMITTED, "#FF0000")},
    "filler": {"flex": case(1, 0, 2, 3)},
}  # fmt: skip
