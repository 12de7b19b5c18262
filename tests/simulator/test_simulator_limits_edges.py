"""Every limit that LINE's reference sets to messages: what stands at it is taken, one more is refused."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from bot.simulator.model import Json
from bot.simulator.schema import Path, error_body, problems
from bot.simulator.schema.flex import size_in_bytes
from bot.simulator.schema.menus import rich_menu
from tests.simulator.messages import (
    AREA,
    URL,
    act,
    box,
    bubble,
    button,
    columns,
    flex,
    image,
    imagemap,
    in_body,
    label,
    quick,
    template,
    text,
    v2,
    video,
)

# One character to a reader, three UTF-16 units: it tells which of the two is counted.
CLUSTER = "กี้"
USER = {"type": "mention", "mentionee": {"type": "user", "userId": "U" + "0" * 32}}
EMOJI = {"type": "emoji", "productId": "p", "emojiId": "e"}
ACTION = "messages[0].quickReply.items[0].action"
SMALL = {"type": "separator"}


def url(length: int, scheme: str = "https") -> str:
    start = f"{scheme}://example.com/"
    return start + "a" * (length - len(start))


def place(**more: object) -> Json:
    return {"type": "location", "title": "x", "address": "x", "latitude": 0, "longitude": 0, **more}


def tapped(kind: str, **more: object) -> Json:
    return imagemap(actions=[{"type": kind, "area": AREA, **more}])


def map_with_film(**link: object) -> Json:
    external = {"linkUri": URL, "label": "x", **link}
    whole = {"originalContentUrl": URL, "previewImageUrl": URL, "area": AREA, "externalLink": external}
    return imagemap(video=whole)


def postback(**more: object) -> Json:
    return quick(act("postback", **more))


def picture(name: str) -> Json:
    return template("image_carousel", columns=[{"imageUrl": URL, "action": act(label=name)}])


def emojis(count: int) -> Json:
    made = [{"index": index, "productId": "p", "emojiId": "e"} for index in range(count)]
    return text("$" * count, emojis=made)


def substitutions(part: Json, count: int) -> Json:
    keys = [f"k{index}" for index in range(count)]
    return v2("x", **dict.fromkeys(keys, part))


def animated(count: int) -> Json:
    return in_body(box(*[image(animated=True)] * count))


def heavy(size: int, container: Json) -> Json:
    """Fill a container with text up to a size in bytes."""
    bare = size_in_bytes(container)
    first = container["contents"][0] if container["type"] == "carousel" else container
    texts = first["body"]["contents"]
    while size - bare > 2000:
        texts.append(label("x" * 1000))
        bare = size_in_bytes(container)
    texts[0]["text"] += "x" * (size - bare)
    return flex(container)


def heavy_carousel(size: int) -> Json:
    bubbles = [bubble(label("x"), *[label("x" * 1000)] * 16) for _ in range(3)]
    return heavy(size, {"type": "carousel", "contents": [bubble(label("x")), *bubbles]})


class Edge(NamedTuple):
    """A message that holds `n` of something, the most that LINE takes, and the property it names."""

    make: Callable[[int], object]
    most: int
    names: str


EDGES = {
    "messages of a call": Edge(lambda n: [text()] * n, 5, "messages"),
    "text": Edge(lambda n: text("ก" * n), 5000, "messages[0].text"),
    "text with emoji": Edge(lambda n: text("🍎" * (n // 2) + "x" * (n % 2)), 5000, "messages[0].text"),
    "emojis": Edge(emojis, 20, "messages[0].emojis"),
    "textV2": Edge(lambda n: v2("ก" * n), 5000, "messages[0].text"),
    "key of a substitution": Edge(
        lambda n: v2("{" + "k" * n + "}", **{"k" * n: EMOJI}), 20, f"messages[0].substitution.{'k' * 21}"
    ),
    "mentions": Edge(lambda n: substitutions(USER, n), 20, "messages[0].substitution"),
    "emoji of textV2": Edge(lambda n: substitutions(EMOJI, n), 20, "messages[0].substitution"),
    "altText of a card": Edge(lambda n: flex(bubble(label()), alt="ก" * n), 1500, "messages[0].altText"),
    "altText of a template": Edge(
        lambda n: {**template("confirm", text="x", actions=[act()] * 2), "altText": "ก" * n},
        1500,
        "messages[0].altText",
    ),
    "altText of an imagemap": Edge(lambda n: imagemap(altText="ก" * n), 1500, "messages[0].altText"),
    "address of an image": Edge(
        lambda n: {**video(originalContentUrl=url(n)), "type": "image"},
        2000,
        "messages[0].originalContentUrl",
    ),
    "address of a preview": Edge(
        lambda n: video(previewImageUrl=url(n)), 2000, "messages[0].previewImageUrl"
    ),
    "address of a voice message": Edge(
        lambda n: {"type": "audio", "originalContentUrl": url(n), "duration": 1},
        2000,
        "messages[0].originalContentUrl",
    ),
    "trackingId": Edge(lambda n: video(trackingId="x" * n), 100, "messages[0].trackingId"),
    "title of a place": Edge(lambda n: place(title="ก" * n), 100, "messages[0].title"),
    "address of a place": Edge(lambda n: place(address="ก" * n), 100, "messages[0].address"),
    "latitude": Edge(lambda n: place(latitude=n), 90, "messages[0].latitude"),
    "longitude": Edge(lambda n: place(longitude=n), 180, "messages[0].longitude"),
    "deliveryTag": Edge(
        lambda n: {"type": "coupon", "couponId": "x", "deliveryTag": "x" * n}, 30, "messages[0].deliveryTag"
    ),
    "name of a sender": Edge(lambda n: text(sender={"name": "x" * n}), 20, "messages[0].sender.name"),
    "icon of a sender": Edge(lambda n: text(sender={"iconUrl": url(n)}), 2000, "messages[0].sender.iconUrl"),
    "quick replies": Edge(lambda n: quick(*[act()] * n), 13, "messages[0].quickReply.items"),
    "icon of a quick reply": Edge(
        lambda n: text(quickReply={"items": [{"type": "action", "imageUrl": url(n), "action": act()}]}),
        2000,
        "messages[0].quickReply.items[0].imageUrl",
    ),
    # Imagemaps
    "actions of an imagemap": Edge(
        lambda n: imagemap(actions=[{"type": "message", "area": AREA, "text": "x"}] * n),
        50,
        "messages[0].actions",
    ),
    "imagemap uri": Edge(lambda n: tapped("uri", linkUri=url(n)), 1000, "messages[0].actions[0].linkUri"),
    "imagemap text": Edge(lambda n: tapped("message", text="x" * n), 400, "messages[0].actions[0].text"),
    "imagemap clipboard": Edge(
        lambda n: tapped("clipboard", clipboardText="x" * n), 1000, "messages[0].actions[0].clipboardText"
    ),
    "imagemap label": Edge(
        lambda n: tapped("message", text="x", label="x" * n), 100, "messages[0].actions[0].label"
    ),
    "label after a film": Edge(
        lambda n: map_with_film(label="x" * n), 30, "messages[0].video.externalLink.label"
    ),
    "address after a film": Edge(
        lambda n: map_with_film(linkUri=url(n)), 1000, "messages[0].video.externalLink.linkUri"
    ),
    # Templates
    "text of buttons": Edge(
        lambda n: template("buttons", text=CLUSTER * n, actions=[act()]), 160, "template/text"
    ),
    "text of buttons with a title": Edge(
        lambda n: template("buttons", title="x", text=CLUSTER * n, actions=[act()]),
        60,
        "template/text",
    ),
    "text of buttons with a picture": Edge(
        lambda n: template("buttons", thumbnailImageUrl=URL, text=CLUSTER * n, actions=[act()]),
        60,
        "template/text",
    ),
    "title of buttons": Edge(
        lambda n: template("buttons", title=CLUSTER * n, text="x", actions=[act()]),
        40,
        "template/title",
    ),
    "buttons": Edge(lambda n: template("buttons", text="x", actions=[act()] * n), 4, "template/actions"),
    "text of a confirmation": Edge(
        lambda n: template("confirm", text=CLUSTER * n, actions=[act()] * 2), 240, "template/text"
    ),
    "answers of a confirmation": Edge(
        lambda n: template("confirm", text="x", actions=[act()] * n), 2, "template/actions"
    ),
    "columns": Edge(lambda n: template("carousel", columns=columns(*[1] * n)), 10, "template/columns"),
    "text of a column": Edge(
        lambda n: template("carousel", columns=[{"text": CLUSTER * n, "actions": [act()]}]),
        120,
        "template/columns/0/text",
    ),
    "text of a column with a title": Edge(
        lambda n: template("carousel", columns=[{"title": "x", "text": CLUSTER * n, "actions": [act()]}]),
        60,
        "template/columns/0/text",
    ),
    "title of a column": Edge(
        lambda n: template("carousel", columns=[{"title": CLUSTER * n, "text": "x", "actions": [act()]}]),
        40,
        "template/columns/0/title",
    ),
    "actions of a column": Edge(
        lambda n: template("carousel", columns=columns(n)), 3, "template/columns/0/actions"
    ),
    "pictures": Edge(
        lambda n: template("image_carousel", columns=[{"imageUrl": URL, "action": act()}] * n),
        10,
        "template/columns",
    ),
    "label on a picture": Edge(lambda n: picture(CLUSTER * n), 12, "template/columns/0/action/label"),
    "label of a template": Edge(
        lambda n: template("buttons", text="x", actions=[act(label=CLUSTER * n)]),
        20,
        "template/actions/0/label",
    ),
    # Actions
    "label of a quick reply": Edge(lambda n: quick(act(label=CLUSTER * n)), 20, f"{ACTION}.label"),
    "label of the camera": Edge(lambda n: quick(act("camera", label=CLUSTER * n)), 20, f"{ACTION}.label"),
    "data": Edge(lambda n: postback(data="ก" * n), 300, f"{ACTION}.data"),
    "displayText": Edge(lambda n: postback(displayText=CLUSTER * n), 300, f"{ACTION}.displayText"),
    "text of a postback": Edge(lambda n: postback(text=CLUSTER * n), 300, f"{ACTION}.text"),
    "fillInText": Edge(
        lambda n: postback(inputOption="openKeyboard", fillInText=CLUSTER * n), 300, f"{ACTION}.fillInText"
    ),
    "text of an action": Edge(lambda n: quick(act(text=CLUSTER * n)), 300, f"{ACTION}.text"),
    "uri": Edge(lambda n: quick(act("uri", uri=url(n, "http"))), 1000, f"{ACTION}.uri"),
    "altUri": Edge(
        lambda n: quick(act("uri", uri=URL, altUri={"desktop": url(n)})), 1000, f"{ACTION}.altUri.desktop"
    ),
    "clipboardText": Edge(
        lambda n: quick(act("clipboard", clipboardText="x" * n)), 1000, f"{ACTION}.clipboardText"
    ),
    "data of a date picker": Edge(
        lambda n: quick({"type": "datetimepicker", "label": "x", "data": "x" * n, "mode": "date"}),
        300,
        f"{ACTION}.data",
    ),
    # Cards
    "label of a button": Edge(
        lambda n: in_body(button(action=act(label=CLUSTER * n))), 40, "/body/contents/0/action/label"
    ),
    "label of a tap on a box": Edge(
        lambda n: in_body(box(action=act(label=CLUSTER * n))), 40, "/body/contents/0/action/label"
    ),
    "bubbles": Edge(lambda n: flex({"type": "carousel", "contents": [bubble(label())] * n}), 12, "/contents"),
    "animated pictures": Edge(animated, 10, "/"),
    "address of a picture": Edge(lambda n: in_body(image(url=url(n))), 2000, "/body/contents/0/url"),
    "weight of a bubble": Edge(lambda n: heavy(n, bubble(label("x"))), 30 * 1024, "/"),
    "weight of a carousel": Edge(heavy_carousel, 50 * 1024, "/"),
}


@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
def test_takes_as_much_as_line_takes_and_no_more(edge: Edge) -> None:
    def tried(count: int) -> list[str]:
        made = edge.make(count)
        found = problems(made if isinstance(made, list) else [made])
        return [item["property"] for item in error_body(found)["details"]] if found else []

    assert tried(edge.most) == []
    assert tried(edge.most + 1) == [edge.names]


def test_a_hundred_substitutions_and_no_more() -> None:
    """Only twenty of each kind are taken, so the limit of a hundred shows beside theirs."""

    def said(count: int) -> list[str]:
        return [problem.message for problem in problems([substitutions(EMOJI, count)])]

    assert said(100) == ["at most 20 emojis can be specified"]
    assert said(101) == ["Size must be between 0 and 100", "at most 20 emojis can be specified"]


def menu(**more: object) -> Json:
    whole = {"size": {"width": 2500, "height": 1686}, "selected": True, "name": "x", "chatBarText": "x"}
    return {**whole, "areas": [], **more}


def area(kind: str = "message", **action: object) -> Json:
    return {"bounds": AREA, "action": {"type": kind, **action}}


MENUS = {
    "name": Edge(lambda n: menu(name=CLUSTER * n), 300, "name"),
    "chatBarText": Edge(lambda n: menu(chatBarText=CLUSTER * n), 14, "chatBarText"),
    "areas": Edge(lambda n: menu(areas=[area(text="x")] * n), 20, "areas"),
    "label": Edge(lambda n: menu(areas=[area(text="x", label=CLUSTER * n)]), 20, "areas[0].action.label"),
    "width": Edge(lambda n: menu(size={"width": n, "height": 1000}), 2500, "size.width"),
    "height for its width": Edge(lambda n: menu(size={"width": 1450, "height": n}), 1000, "size"),
    "alias": Edge(
        lambda n: menu(areas=[area("richmenuswitch", richMenuAliasId="a" * n, data="x")]),
        32,
        "areas[0].action.richMenuAliasId",
    ),
    "data of a switch": Edge(
        lambda n: menu(areas=[area("richmenuswitch", richMenuAliasId="a", data="x" * n)]),
        300,
        "areas[0].action.data",
    ),
}


@pytest.mark.parametrize("edge", MENUS.values(), ids=MENUS)
def test_takes_as_much_of_a_rich_menu_as_line_takes_and_no_more(edge: Edge) -> None:
    def tried(count: int) -> list[str]:
        return [problem.path.dotted() for problem in rich_menu(edge.make(count), Path())]

    assert tried(edge.most) == []
    assert tried(edge.most + 1) == [edge.names]


@pytest.mark.parametrize(("size", "where"), [((799, 250), "size.width"), ((800, 249), "size.height")])
def test_a_rich_menu_is_not_too_small(size: tuple[int, int], where: str) -> None:
    made = menu(size={"width": size[0], "height": size[1]})
    assert [problem.path.dotted() for problem in rich_menu(made, Path())] == [where]
