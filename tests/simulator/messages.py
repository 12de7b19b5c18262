"""Messages, cards and buttons, right but for what a test makes wrong of them."""

from bot.simulator.model import Json

URL = "https://example.com/a.png"
AREA = {"x": 0, "y": 0, "width": 1, "height": 1}


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


def video(**more: object) -> Json:
    return {"type": "video", "originalContentUrl": URL, "previewImageUrl": URL, **more}


def imagemap(**more: object) -> Json:
    size = {"width": 1040, "height": 1040}
    return {"type": "imagemap", "altText": "x", "baseUrl": URL, "baseSize": size, "actions": [], **more}


def film(**more: object) -> Json:
    return {"type": "video", "url": URL, "previewUrl": URL, "altContent": image(), **more}
