"""What LINE refuses in messages, each with the property it names."""

from collections.abc import Callable

import pytest

from bot.simulator.model import Json
from bot.simulator.schema import error_body, problems
from bot.simulator.schema.measure import grapheme_length, utf16_length
from tests.simulator.messages import (
    AREA,
    URL,
    act,
    bubble,
    columns,
    flex,
    imagemap,
    in_body,
    label,
    picker,
    quick,
    template,
    text,
    v2,
    video,
)

RIGHT = {
    "text at its limit": text("ก" * 5000),
    "emoji count two": text("🍎" * 2500),
    "thirteen quick replies": quick(*[act()] * 13),
    "label of twenty clusters": quick(act(label="กี้" * 20)),
    "postback of 300": quick(act("postback", data="x" * 300)),
    "date picker": picker(initial="2024-04-01", min="2024-01-01", max="2024-12-31"),
    "camera": quick(act("camera")),
    "camera roll": quick(act("cameraRoll")),
    "location asked for": quick(act("location")),
    "clipboard": quick(act("clipboard", clipboardText="x")),
    "uri http": quick(act("uri", uri="http://x.th/%E0%B8%81?q=a#b")),
    "uri line": quick(act("uri", uri="line://nv/chat")),
    "uri tel": quick(act("uri", uri="tel:+6621234567")),
    "altUri line": quick(act("uri", uri=URL, altUri={"desktop": "line://nv/chat"})),
    "postback text": quick(act("postback", text="x")),
    "fillInText": quick(act("postback", inputOption="openKeyboard", fillInText="a\nb")),
    "first and last date": picker(min="1900-01-01", max="2100-12-31"),
    "first and last time": picker(mode="time", min="00:00", max="23:59"),
    "first and last datetime": picker(mode="datetime", min="1900-01-01t00:00", max="2100-12-31T23:59"),
    "trackingId": video(trackingId="aZ09-.=,+*()%$&;:@{}!?<>[]"),
    "image carousel without labels": template(
        "image_carousel", columns=[{"imageUrl": URL, "action": {"type": "message", "text": "x"}}]
    ),
    "defaultAction without label": template(
        "buttons", text="x", actions=[act()], defaultAction={"type": "uri", "uri": URL}
    ),
    "film on a map": imagemap(video={"originalContentUrl": URL, "previewImageUrl": URL, "area": AREA}),
    "altText at its limit": flex(bubble(label()), alt="ก" * 1500),
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
    "uri badly encoded": (
        quick(act("uri", uri="https://x.th/100%")),
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
    "picker february": (picker(initial="2024-02-30"), "messages[0].quickReply.items[0].action.initial"),
    "picker midnight": (picker(mode="time", max="24:00"), "messages[0].quickReply.items[0].action.max"),
    "picker date for datetime": (
        picker(mode="datetime", min="2024-04-01"),
        "messages[0].quickReply.items[0].action.min",
    ),
    "picker timezone": (
        picker(mode="datetime", initial="2024-04-01T00:00+07:00"),
        "messages[0].quickReply.items[0].action.initial",
    ),
    "picker max is min": (
        picker(min="2024-01-01", max="2024-01-01"),
        "messages[0].quickReply.items[0].action.max",
    ),
    "picker initial too late": (
        picker(initial="2024-02-01", max="2024-01-01"),
        "messages[0].quickReply.items[0].action.initial",
    ),
    "fillInText without keyboard": (
        quick(act("postback", inputOption="openVoice", fillInText="x")),
        "messages[0].quickReply.items[0].action.fillInText",
    ),
    "message without text": (quick(act(text=None)), "messages[0].quickReply.items[0].action.text"),
    "camera without label": (quick({"type": "camera"}), "messages[0].quickReply.items[0].action.label"),
    "altUri scheme": (
        quick(act("uri", uri=URL, altUri={"desktop": "mailto:a@b.th"})),
        "messages[0].quickReply.items[0].action.altUri.desktop",
    ),
    "camera in a template": (
        template("buttons", text="x", actions=[act("camera")]),
        "template/actions/0/type",
    ),
    "switch in a template": (
        template("confirm", text="x", actions=[act("richmenuswitch"), act()]),
        "template/actions/0/type",
    ),
    "template label missing": (
        template("buttons", text="x", actions=[{"type": "message", "text": "x"}]),
        "template/actions/0/label",
    ),
    "template picture http": (
        template("buttons", text="x", actions=[act()], thumbnailImageUrl="http://x.th/a.png"),
        "template/thumbnailImageUrl",
    ),
    "template colour": (
        template("buttons", text="x", actions=[act()], imageBackgroundColor="#FFFFFFFF"),
        "template/imageBackgroundColor",
    ),
    "template unknown": (template("list"), "template/type"),
    "confirm with three": (
        template("confirm", text="x", actions=[act()] * 3),
        "template/actions",
    ),
    "imagemap without height": (
        imagemap(baseSize={"width": 1040}),
        "messages[0].baseSize.height",
    ),
    "imagemap area outside": (
        imagemap(actions=[{"type": "message", "text": "x", "area": {**AREA, "x": -1}}]),
        "messages[0].actions[0].area.x",
    ),
    "imagemap link": (
        imagemap(actions=[{"type": "uri", "linkUri": "ftp://x.th", "area": AREA}]),
        "messages[0].actions[0].linkUri",
    ),
    "imagemap film without area": (
        imagemap(video={"originalContentUrl": URL, "previewImageUrl": URL}),
        "messages[0].video.area",
    ),
    "trackingId not ASCII": (video(trackingId="ก"), "messages[0].trackingId"),
    "audio of no length": (
        {"type": "audio", "originalContentUrl": URL, "duration": 0},
        "messages[0].duration",
    ),
    "sticker without package": ({"type": "sticker", "stickerId": "1988"}, "messages[0].packageId"),
    "coupon without id": ({"type": "coupon"}, "messages[0].couponId"),
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
    "emoji place counts UTF-16": (
        text("🍎$", emojis=[{"index": 1, "productId": "p", "emojiId": "e"}]),
        "messages[0].emojis[0].index",
    ),
    "placeholder": (v2("hi {who}"), "messages[0].text"),
    "key of a placeholder": (
        v2("{a-b}", **{"a-b": {"type": "emoji", "productId": "p", "emojiId": "e"}}),
        "messages[0].substitution.a-b",
    ),
    "mention of nobody": (
        v2("{a}", a={"type": "mention", "mentionee": {"type": "user", "userId": "somchai"}}),
        "messages[0].substitution.a.mentionee.userId",
    ),
    "lone brace": (v2("a } b"), "messages[0].text"),
    "altText missing": ({"type": "flex", "contents": bubble(label())}, "messages[0].altText"),
    "altText empty": (flex(bubble(label()), alt=""), "messages[0].altText"),
    "altText too long": (flex(bubble(label()), alt="x" * 1501), "messages[0].altText"),
    "buttons text beside title": (
        template("buttons", title="t", text="x" * 61, actions=[act()]),
        "template/text",
    ),
    "five buttons": (template("buttons", text="x", actions=[act()] * 5), "template/actions"),
    "confirm with one": (template("confirm", text="x", actions=[act()]), "template/actions"),
    "columns differ": (template("carousel", columns=columns(1, 2)), "template/columns"),
    "eleven columns": (template("carousel", columns=columns(*[1] * 11)), "template/columns"),
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


SAID: dict[str, tuple[list[Json], Json]] = {
    "text too long": (
        [text("x" * 5001)],
        {"message": "Length must be between 0 and 5000", "property": "messages[0].text"},
    ),
    "text empty": ([text("")], {"message": "May not be empty", "property": "messages[0].text"}),
    "type missing": ([{"text": "x"}], {"message": "May not be empty", "property": "messages[0].type"}),
    "too many": ([text()] * 6, {"message": "Size must be between 1 and 5", "property": "messages"}),
}


@pytest.mark.parametrize(("messages", "detail"), SAID.values(), ids=SAID)
def test_says_it_in_the_words_of_lines_reference(messages: list[Json], detail: Json) -> None:
    body = error_body(problems(messages))
    assert body == {"message": "The request body has 1 error(s)", "details": [detail]}


def test_names_the_message_that_holds_a_wrong_card() -> None:
    body = error_body(problems([text(), in_body(label(""))]))
    assert body["message"] == "A message (messages[1]) in the request body is invalid"
    assert error_body(problems([text(""), text("")]))["message"] == "The request body has 2 error(s)"
    listed = template("buttons", text="x", actions=[act(uri=URL)])
    assert error_body(problems([text(), listed]))["message"] == body["message"]


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
