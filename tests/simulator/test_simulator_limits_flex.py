"""What LINE refuses in Flex messages, each with the place it names."""

import pytest

from bot.simulator.schema import error_body, problems
from tests.simulator.messages import (
    URL,
    act,
    box,
    bubble,
    button,
    film,
    flex,
    gradient,
    image,
    in_body,
    label,
)

RIGHT = {
    "progress bar": in_body(
        box(box(width="70%", height="6px", cornerRadius="3px"), backgroundColor="#9FD8E36E")
    ),
    "baseline": in_body(box({"type": "icon", "url": URL}, label(), {"type": "filler"}, layout="baseline")),
    "spans": in_body({"type": "text", "contents": [{"type": "span", "text": "a", "weight": "bold"}]}),
    "gradient": gradient(angle="359.9deg", centerColor="#123456", centerPosition="50%"),
    "offset": in_body(box(box(position="relative", offsetTop="-5px", offsetStart="10%"))),
    "small bubble from right to left": flex(bubble(label(), size="nano", direction="rtl")),
    "video": flex({**bubble(label()), "hero": film()}),
    "empty box": in_body(box()),
    "tap on a box without label": in_body(box(action={"type": "message", "text": "x"})),
    "image": in_body(image(size="full", aspectRatio="20:13", aspectMode="cover")),
    "twelve bubbles": flex({"type": "carousel", "contents": [bubble(label())] * 12}),
    "hero image": flex({"type": "bubble", "hero": image()}),
}

WRONG: dict[str, tuple[object, str]] = {
    "text empty": (in_body(label("")), "/body/contents/0/text"),
    "span empty": (
        in_body({"type": "text", "contents": [{"type": "span", "text": ""}]}),
        "/body/contents/0/contents/0/text",
    ),
    "property unknown": (in_body(label(colour="#000000")), "/body/contents/0/colour"),
    "component unknown": (in_body({"type": "table"}), "/body/contents/0"),
    "container unknown": (flex({"type": "box"}), "/type"),
    "colour name": (in_body(label(color="red")), "/body/contents/0/color"),
    "colour short": (in_body(label(color="#fff")), "/body/contents/0/color"),
    "size": (in_body(label(size="huge")), "/body/contents/0/size"),
    "text size percent": (in_body(label(size="50%")), "/body/contents/0/size"),
    "weight": (in_body(label(weight="heavy")), "/body/contents/0/weight"),
    "wrap": (in_body(label(wrap="true")), "/body/contents/0/wrap"),
    "maxLines": (in_body(label(maxLines=-1)), "/body/contents/0/maxLines"),
    "flex": (in_body(label(flex=1.5)), "/body/contents/0/flex"),
    "margin percent": (in_body(label(margin="5%")), "/body/contents/0/margin"),
    "padding": (in_body(box(paddingAll="5")), "/body/contents/0/paddingAll"),
    "width 0 %": (in_body(box(width="0%")), "/body/contents/0/width"),
    "width 101 %": (in_body(box(width="101%")), "/body/contents/0/width"),
    "width word": (in_body(box(width="full")), "/body/contents/0/width"),
    "layout": (in_body(box(layout="grid")), "/body/contents/0/layout"),
    "layout missing": (in_body({"type": "box", "contents": []}), "/body/contents/0/layout"),
    "contents missing": (in_body({"type": "box", "layout": "vertical"}), "/body/contents/0/contents"),
    "button in baseline": (
        in_body(box(button(), layout="baseline")),
        "/body/contents/0/contents/0",
    ),
    "box in baseline": (in_body(box(box(), layout="baseline")), "/body/contents/0/contents/0"),
    "icon in vertical": (in_body({"type": "icon", "url": URL}), "/body/contents/0"),
    "span in box": (in_body({"type": "span", "text": "x"}), "/body/contents/0"),
    "video in body": (in_body({"type": "video"}), "/body/contents/0"),
    "first absolute": (in_body(box(position="absolute")), "/body/contents/0/position"),
    "button no label": (
        in_body(button(action={"type": "message", "text": "x"})),
        "/body/contents/0/action/label",
    ),
    "button label": (in_body(button(action=act(label="ก" * 41))), "/body/contents/0/action/label"),
    "button no action": (in_body({"type": "button"}), "/body/contents/0/action"),
    "button style": (in_body(button(style="danger")), "/body/contents/0/style"),
    "deep": (in_body(box(box(label(align="left")))), "/body/contents/0/contents/0/contents/0/align"),
    "image ratio": (in_body(image(aspectRatio="1:4")), "/body/contents/0/aspectRatio"),
    "image ratio form": (in_body(image(aspectRatio="1x4")), "/body/contents/0/aspectRatio"),
    "image url": (in_body(image(url="data:image/png;base64,AAAA")), "/body/contents/0/url"),
    "image ratio zero": (in_body(image(aspectRatio="0:1")), "/body/contents/0/aspectRatio"),
    "image size": (in_body(image(size="wide")), "/body/contents/0/size"),
    "image mode": (in_body(image(aspectMode="fill")), "/body/contents/0/aspectMode"),
    "icon percent": (
        in_body(box({"type": "icon", "url": URL, "size": "50%"}, layout="baseline")),
        "/body/contents/0/contents/0/size",
    ),
    "separator in baseline": (
        in_body(box({"type": "separator"}, layout="baseline")),
        "/body/contents/0/contents/0",
    ),
    "camera": (in_body(button(action=act("camera"))), "/body/contents/0/action/type"),
    "spacing percent": (in_body(box(spacing="5%")), "/body/contents/0/spacing"),
    "corner percent": (in_body(box(cornerRadius="50%")), "/body/contents/0/cornerRadius"),
    "border word": (in_body(box(borderWidth="thick")), "/body/contents/0/borderWidth"),
    "justify": (in_body(box(justifyContent="left")), "/body/contents/0/justifyContent"),
    "alignItems": (in_body(box(alignItems="stretch")), "/body/contents/0/alignItems"),
    "position": (in_body(label(position="fixed")), "/body/contents/0/position"),
    "gravity": (in_body(label(gravity="middle")), "/body/contents/0/gravity"),
    "style": (in_body(label(style="oblique")), "/body/contents/0/style"),
    "decoration": (in_body(label(decoration="bold")), "/body/contents/0/decoration"),
    "lineSpacing": (in_body(label(lineSpacing="md")), "/body/contents/0/lineSpacing"),
    "adjustMode": (in_body(label(adjustMode="grow")), "/body/contents/0/adjustMode"),
    "height of a button": (in_body(button(height="lg")), "/body/contents/0/height"),
    "direction": (flex(bubble(label(), direction="ttb")), "/direction"),
    "video in a small bubble": (flex({**bubble(label(), size="micro"), "hero": film()}), "/size"),
    "video in a carousel": (
        flex({"type": "carousel", "contents": [{**bubble(label()), "hero": film()}]}),
        "/contents/0/hero",
    ),
    "video without picture": (
        flex({**bubble(label()), "hero": film(previewUrl=None)}),
        "/hero/previewUrl",
    ),
    "header is no box": (flex({"type": "bubble", "header": label()}), "/header"),
    "gradient kind": (gradient(type="radialGradient"), "/body/contents/0/background/type"),
    "gradient stop": (gradient(centerPosition="101%"), "/body/contents/0/background/centerPosition"),
    "angle": (gradient(angle="360deg"), "/body/contents/0/background/angle"),
    "gradient colour": (gradient(startColor="red"), "/body/contents/0/background/startColor"),
    "no block": (flex({"type": "bubble"}), "/"),
    "size of bubble": (flex(bubble(label(), size="huge")), "/size"),
    "styles": (flex(bubble(label(), styles={"body": {"color": "#000000"}})), "/styles/body/color"),
    "bubble weight": (in_body(box(*[label("ก" * 400)] * 30)), "/"),
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
def test_refuses_and_names_the_place(message: object, where: str) -> None:
    body = error_body(problems([message]))
    assert body["message"] == "A message (messages[0]) in the request body is invalid"
    assert [item["property"] for item in body["details"]] == [where]
