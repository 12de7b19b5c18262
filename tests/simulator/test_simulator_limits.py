"""What LINE refuses in messages, each with the property it names."""

from collections.abc import Callable

import pytest

from bot.simulator.model import Json
from bot.simulator.schema import error_body, problems
from bot.simulator.schema.measure import grapheme_length, utf16_length

URL = "https://example.com/a.png"


def text(value: object = "hi", **more: object) -> Json:
    return {"type": "text", "text": value, **more}


def act(kind: str = "message", **more: object) -> Json:
    defaults: dict[str, Json] = {
        "message": {"label": "x", "text": "x"},
        "postback": {"label": "x", "data": "x"},
    }
    return {"type": kind, **defaults.get(kind, {"label": "x"}), **more}


def quick(*actions: Json) -> Json:
    return text(quickReply={"items": [{"type": "action", "action": action} for action in actions]})


def flex(container: object, alt: str = "alt") -> Json:
    return {"type": "flex", "altText": alt, "contents": container}


def box(*contents: object, layout: str = "vertical", **more: object) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def bubble(*contents: object, **more: object) -> Json:
    return {"type": "bubble", "body": box(*contents), **more}


def in_body(component: object) -> Json:
    return flex(bubble(component))


def label(value: str = "hello", **more: object) -> Json:
    return {"type": "text", "text": value, **more}


def button(**more: object) -> Json:
    return {"type": "button", "action": act(), **more}


def image(**more: object) -> Json:
    return {"type": "image", "url": URL, **more}


def template(kind: str, **more: object) -> Json:
    return {"type": "template", "altText": "alt", "template": {"type": kind, **more}}


def picker(**more: object) -> Json:
    return quick({"type": "datetimepicker", "label": "x", "data": "d", "mode": "date", **more})


def gradient(**more: object) -> Json:
    colours = {"type": "linearGradient", "angle": "0deg", "startColor": "#000000", "endColor": "#ffffff"}
    return in_body(box(background={**colours, **more}))


def columns(*numbers: int) -> list[Json]:
    return [{"text": "x", "actions": [act()] * number} for number in numbers]


def v2(value: str, **substitution: object) -> Json:
    return {"type": "textV2", "text": value, "substitution": substitution}


RIGHT = {
    "text at its limit": text("ก" * 5000),
    "emoji count two": text("🍎" * 2500),
    "thirteen quick replies": quick(*[act()] * 13),
    "label of twenty clusters": quick(act(label="กี้" * 20)),
    "postback of 300": quick(act("postback", data="x" * 300)),
    "date picker": picker(initial="2024-04-01", min="2024-01-01", max="2024-12-31"),
    "camera": quick(act("camera")),
    "uri tel": quick(act("uri", uri="tel:+6621234567")),
    "altText at its limit": flex(bubble(label()), alt="ก" * 1500),
    "progress bar": in_body(
        box(box(width="70%", height="6px", cornerRadius="3px"), backgroundColor="#9FD8E36E")
    ),
    "baseline": in_body(box({"type": "icon", "url": URL}, label(), {"type": "filler"}, layout="baseline")),
    "spans": in_body({"type": "text", "contents": [{"type": "span", "text": "a", "weight": "bold"}]}),
    "gradient": gradient(angle="359.9deg", centerColor="#123456", centerPosition="50%"),
    "offset": in_body(box(box(position="relative", offsetTop="-5px", offsetStart="10%"))),
    "image": in_body(image(size="full", aspectRatio="20:13", aspectMode="cover")),
    "twelve bubbles": flex({"type": "carousel", "contents": [bubble(label())] * 12}),
    "hero image": flex({"type": "bubble", "hero": image()}),
    "buttons": template("buttons", text="ก" * 160, actions=[act()] * 4),
    "confirm": template("confirm", text="x", actions=[act()] * 2),
    "mention": v2("hi {who}", who={"type": "mention", "mentionee": {"type": "all"}}),
    "escaped braces": v2("{{ }}"),
    "null is absent": text(quickReply=None),
    "sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "location": {"type": "location", "title": "x", "address": "x", "latitude": 13.7, "longitude": 100.5},
}

WRONG: dict[str, tuple[object, str]] = {
    "text empty": (text(""), "messages[0].text"),
    "text missing": ({"type": "text"}, "messages[0].text"),
    "text not text": (text(5), "messages[0].text"),
    "text too long": (text("ก" * 5001), "messages[0].text"),
    "text too long in UTF-16": (text("🍎" * 2501), "messages[0].text"),
    "type unknown": ({"type": "texts"}, "messages[0].type"),
    "type missing": ({"text": "x"}, "messages[0].type"),
    "not an object": ("hi", "messages[0]"),
    "property unknown": (text(bold=True), "messages[0].bold"),
    "fourteen quick replies": (quick(*[act()] * 14), "messages[0].quickReply.items"),
    "no quick replies": (quick(), "messages[0].quickReply.items"),
    "quick reply label": (quick(act(label="x" * 21)), "messages[0].quickReply.items[0].action.label"),
    "quick reply no label": (
        quick({"type": "message", "text": "x"}),
        "messages[0].quickReply.items[0].action.label",
    ),
    "quick reply richmenuswitch": (
        quick(act("richmenuswitch")),
        "messages[0].quickReply.items[0].action.type",
    ),
    "postback data": (quick(act("postback", data="ก" * 301)), "messages[0].quickReply.items[0].action.data"),
    "postback no data": (quick(act("postback", data=None)), "messages[0].quickReply.items[0].action.data"),
    "displayText": (
        quick(act("postback", displayText="x" * 301)),
        "messages[0].quickReply.items[0].action.displayText",
    ),
    "displayText and text": (
        quick(act("postback", displayText="x", text="x")),
        "messages[0].quickReply.items[0].action.displayText",
    ),
    "inputOption": (
        quick(act("postback", inputOption="shout")),
        "messages[0].quickReply.items[0].action.inputOption",
    ),
    "message text": (quick(act(text="x" * 301)), "messages[0].quickReply.items[0].action.text"),
    "uri scheme": (quick(act("uri", uri="javascript:x")), "messages[0].quickReply.items[0].action.uri"),
    "uri not encoded": (
        quick(act("uri", uri="https://x.th/ก")),
        "messages[0].quickReply.items[0].action.uri",
    ),
    "uri too long": (
        quick(act("uri", uri="https://x.th/" + "a" * 1000)),
        "messages[0].quickReply.items[0].action.uri",
    ),
    "clipboard empty": (
        quick(act("clipboard", clipboardText="")),
        "messages[0].quickReply.items[0].action.clipboardText",
    ),
    "picker mode": (picker(mode="week"), "messages[0].quickReply.items[0].action.mode"),
    "picker format": (picker(initial="1/4/2024"), "messages[0].quickReply.items[0].action.initial"),
    "picker year": (picker(initial="2567-04-01"), "messages[0].quickReply.items[0].action.initial"),
    "picker max before min": (
        picker(min="2024-02-01", max="2024-01-01"),
        "messages[0].quickReply.items[0].action.max",
    ),
    "image http": (
        {"type": "image", "originalContentUrl": "http://x/a", "previewImageUrl": URL},
        "messages[0].originalContentUrl",
    ),
    "latitude": (
        {"type": "location", "title": "x", "address": "x", "latitude": 91, "longitude": 0},
        "messages[0].latitude",
    ),
    "sender LINE": (text(sender={"name": "LINE"}), "messages[0].sender.name"),
    "emoji place": (
        text("a$", emojis=[{"index": 0, "productId": "p", "emojiId": "e"}]),
        "messages[0].emojis[0].index",
    ),
    "placeholder": (v2("hi {who}"), "messages[0].text"),
    "lone brace": (v2("a } b"), "messages[0].text"),
    "altText missing": ({"type": "flex", "contents": bubble(label())}, "messages[0].altText"),
    "altText empty": (flex(bubble(label()), alt=""), "messages[0].altText"),
    "altText too long": (flex(bubble(label()), alt="x" * 1501), "messages[0].altText"),
    "buttons text beside title": (
        template("buttons", title="t", text="x" * 61, actions=[act()]),
        "messages[0].template.text",
    ),
    "five buttons": (template("buttons", text="x", actions=[act()] * 5), "messages[0].template.actions"),
    "confirm with one": (template("confirm", text="x", actions=[act()]), "messages[0].template.actions"),
    "columns differ": (template("carousel", columns=columns(1, 2)), "messages[0].template.columns"),
    "eleven columns": (template("carousel", columns=columns(*[1] * 11)), "messages[0].template.columns"),
    "imagemap width": (
        {
            "type": "imagemap",
            "altText": "x",
            "baseUrl": URL,
            "baseSize": {"width": 700, "height": 1},
            "actions": [],
        },
        "messages[0].baseSize.width",
    ),
    "flex text empty": (in_body(label("")), "/body/contents/0/text"),
    "flex span empty": (
        in_body({"type": "text", "contents": [{"type": "span", "text": ""}]}),
        "/body/contents/0/contents/0/text",
    ),
    "flex property unknown": (in_body(label(colour="#000000")), "/body/contents/0/colour"),
    "flex component unknown": (in_body({"type": "table"}), "/body/contents/0/type"),
    "flex container unknown": (flex({"type": "box"}), "/type"),
    "flex colour name": (in_body(label(color="red")), "/body/contents/0/color"),
    "flex colour short": (in_body(label(color="#fff")), "/body/contents/0/color"),
    "flex size": (in_body(label(size="huge")), "/body/contents/0/size"),
    "flex text size percent": (in_body(label(size="50%")), "/body/contents/0/size"),
    "flex weight": (in_body(label(weight="heavy")), "/body/contents/0/weight"),
    "flex wrap": (in_body(label(wrap="true")), "/body/contents/0/wrap"),
    "flex maxLines": (in_body(label(maxLines=-1)), "/body/contents/0/maxLines"),
    "flex flex": (in_body(label(flex=1.5)), "/body/contents/0/flex"),
    "flex margin percent": (in_body(label(margin="5%")), "/body/contents/0/margin"),
    "flex padding": (in_body(box(paddingAll="5")), "/body/contents/0/paddingAll"),
    "flex width 0 %": (in_body(box(width="0%")), "/body/contents/0/width"),
    "flex width 101 %": (in_body(box(width="101%")), "/body/contents/0/width"),
    "flex width word": (in_body(box(width="full")), "/body/contents/0/width"),
    "flex layout": (in_body(box(layout="grid")), "/body/contents/0/layout"),
    "flex layout missing": (in_body({"type": "box", "contents": []}), "/body/contents/0/layout"),
    "flex contents missing": (in_body({"type": "box", "layout": "vertical"}), "/body/contents/0/contents"),
    "flex button in baseline": (
        in_body(box(button(), layout="baseline")),
        "/body/contents/0/contents/0/type",
    ),
    "flex box in baseline": (in_body(box(box(), layout="baseline")), "/body/contents/0/contents/0/type"),
    "flex icon in vertical": (in_body({"type": "icon", "url": URL}), "/body/contents/0/type"),
    "flex span in box": (in_body({"type": "span", "text": "x"}), "/body/contents/0/type"),
    "flex video in body": (in_body({"type": "video"}), "/body/contents/0/type"),
    "flex first absolute": (in_body(box(position="absolute")), "/body/contents/0/position"),
    "flex button no label": (
        in_body(button(action={"type": "message", "text": "x"})),
        "/body/contents/0/action/label",
    ),
    "flex button label": (in_body(button(action=act(label="ก" * 41))), "/body/contents/0/action/label"),
    "flex button no action": (in_body({"type": "button"}), "/body/contents/0/action"),
    "flex button style": (in_body(button(style="danger")), "/body/contents/0/style"),
    "flex deep": (in_body(box(box(label(align="left")))), "/body/contents/0/contents/0/contents/0/align"),
    "flex image ratio": (in_body(image(aspectRatio="1:4")), "/body/contents/0/aspectRatio"),
    "flex image ratio form": (in_body(image(aspectRatio="1x4")), "/body/contents/0/aspectRatio"),
    "flex image url": (in_body(image(url="data:image/png;base64,AAAA")), "/body/contents/0/url"),
    "flex angle": (gradient(angle="360deg"), "/body/contents/0/background/angle"),
    "flex gradient colour": (gradient(startColor="red"), "/body/contents/0/background/startColor"),
    "flex no block": (flex({"type": "bubble"}), "/"),
    "flex size of bubble": (flex(bubble(label(), size="huge")), "/size"),
    "flex styles": (flex(bubble(label(), styles={"body": {"color": "#000000"}})), "/styles/body/color"),
    "flex bubble weight": (in_body(box(*[label("ก" * 400)] * 30)), "/"),
    "thirteen bubbles": (flex({"type": "carousel", "contents": [bubble(label())] * 13}), "/contents"),
    "carousel empty": (flex({"type": "carousel", "contents": []}), "/contents"),
    "carousel sizes": (
        flex({"type": "carousel", "contents": [bubble(label()), bubble(label(), size="kilo")]}),
        "/contents",
    ),
    "carousel weight": (flex({"type": "carousel", "contents": [bubble(*[label("ก" * 400)] * 8)] * 6}), "/"),
}


@pytest.mark.parametrize("message", RIGHT.values(), ids=RIGHT)
def test_accepts(message: object) -> None:
    assert problems([message]) == []


@pytest.mark.parametrize(("message", "where"), WRONG.values(), ids=WRONG)
def test_refuses_and_names_the_property(message: object, where: str) -> None:
    body = error_body(problems([message]))
    assert [item["property"] for item in body["details"]] == [where]


@pytest.mark.parametrize("value", [None, [], {}, 5, "x", [None], [[]], [text()] * 6])
def test_refuses_what_is_no_list_of_messages(value: object) -> None:
    assert problems(value)


def test_names_the_message_that_holds_a_wrong_card() -> None:
    body = error_body(problems([text(), in_body(label(""))]))
    assert body["message"] == "A message (messages[1]) in the request body is invalid"
    assert error_body(problems([text(""), text("")]))["message"] == "The request body has 2 error(s)"


@pytest.mark.parametrize("junk", [None, 5, "x", [], {}, {"type": []}, {"type": {}}, True, [{}]])
@pytest.mark.parametrize(
    "put", [flex, in_body, lambda junk: flex(bubble(size=junk)), lambda junk: text(quickReply=junk)]
)
def test_never_raises(junk: object, put: Callable[[object], Json]) -> None:
    assert isinstance(problems([put(junk)]), list)


@pytest.mark.parametrize(
    ("value", "units", "clusters"),
    [
        ("", 0, 0),
        ("abc", 3, 3),
        ("กี้", 3, 1),
        ("น้ำ", 3, 1),
        ("🍎", 2, 1),
        ("👨‍👩‍👧", 8, 1),
        ("🇹🇭", 4, 1),
        ("👍🏽", 4, 1),
    ],
)
def test_measures_text_as_line_does(value: str, units: int, clusters: int) -> None:
    assert utf16_length(value) == units
    assert grapheme_length(value) == clusters
