"""Flex Messages: containers and components, every property by name."""

import json
import re
from collections.abc import Iterator, Mapping

from bot.simulator.schema.actions import action
from bot.simulator.schema.core import (
    Check,
    Path,
    Problem,
    array,
    boolean,
    by_type,
    matching,
    number,
    one_of,
    shape,
    string,
    url,
)

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
CAROUSEL_BUBBLES = 12
# Not documented; what the tools of others hold to.
TEXT_LIMIT = 2000
ANIMATED_IMAGES = 10

_SCALE = ("xs", "sm", "md", "lg", "xl", "xxl")
_GAPS = "|".join(("none", *_SCALE))
_SIZES = "|".join(("xxs", *_SCALE, "3xl", "4xl", "5xl"))
_PX = r"\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
# Whether LINE takes 0 % or more than 100 % is not documented: refused, so that senders clamp.
_SHARE = r"(?!0+(\.0+)?%)(\d{1,2}(\.\d+)?|100(\.0+)?)%"

_colour = matching(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?", say="invalid color: must be #RRGGBB or #RRGGBBAA")
_gap = matching(_GAPS, _PX)
_padding = matching(_GAPS, _PX, _PERCENT)
_offset = matching(_GAPS, "-?" + _PX, "-?" + _PERCENT)
_extent = matching(_PX, _SHARE)
_text_size = matching(_SIZES, _PX)
_image_size = matching(_SIZES, "full", _PX, _SHARE)
_gravity = one_of("top", "bottom", "center")
_align = one_of("start", "end", "center")
_action = action(40, label_needed=False)
_button_action = action(40, label_needed=True)
_flex = number(0)

_PLACE: Mapping[str, Check] = {
    "position": one_of("relative", "absolute"),
    **{f"offset{side}": _offset for side in ("Top", "Bottom", "Start", "End")},
}
_LETTERS: Mapping[str, Check] = {
    "size": _text_size,
    "color": _colour,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
_VIDEO_BUBBLES = ("kilo", "mega", "giga")


def container(value: object, path: Path) -> Iterator[Problem]:
    """Check the ``contents`` of a Flex message: one bubble or a carousel."""
    yield from by_type(lambda: {"bubble": _bubble, "carousel": _carousel})(value, path)
    if not isinstance(value, dict):
        return
    if value.get("type") == "bubble":
        yield from _weight(value, path, "bubble", BUBBLE_BYTES)
    elif value.get("type") == "carousel":
        yield from _weight(value, path, "carousel", CAROUSEL_BYTES)
    if sum(1 for part in _walk(value) if part.get("animated") is True) > ANIMATED_IMAGES:
        yield Problem(path, f"at most {ANIMATED_IMAGES} animated images can be specified")


def size_in_bytes(value: object) -> int:
    """Measure a container: UTF-8 bytes of its compact JSON (LINE does not say bytes or characters)."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _weight(value: object, path: Path, name: str, most: int) -> Iterator[Problem]:
    if size_in_bytes(value) > most:
        yield Problem(path, f"size of {name} must be at most {most // 1024} KB")


def _walk(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)


def _bubble(value: object, path: Path) -> Iterator[Problem]:
    block = shape({}, {"backgroundColor": _colour, "separator": boolean, "separatorColor": _colour})
    box = by_type(lambda: {"box": _box}, whole=True)
    blocks: dict[str, Check] = {
        "header": box,
        "hero": by_type(lambda: {"box": _box, "image": _image, "video": _video}, whole=True),
        "body": box,
        "footer": box,
    }
    yield from shape(
        {},
        {
            "direction": one_of("ltr", "rtl"),
            "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
            "styles": shape({}, dict.fromkeys(blocks, block)),
            "action": _action,
            **blocks,
        },
        _blocks,
    )(value, path)


def _blocks(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    blocks = {
        name: value[name] for name in ("header", "hero", "body", "footer") if value.get(name) is not None
    }
    if not blocks:
        yield Problem(path, "At least one block must be specified")
    for name, block in blocks.items():
        children = block.get("contents") if isinstance(block, dict) else None
        first = children[0] if isinstance(children, list) and children else None
        if isinstance(first, dict) and first.get("position") == "absolute":
            yield Problem(
                path / name / "contents" / 0 / "position",
                "must not be absolute in the first component of a block",
            )
    hero = blocks.get("hero")
    if (
        isinstance(hero, dict)
        and hero.get("type") == "video"
        and value.get("size", "mega") not in _VIDEO_BUBBLES
    ):
        yield Problem(path / "size", f"must be one of [{', '.join(_VIDEO_BUBBLES)}] with a video")


def _carousel(value: object, path: Path) -> Iterator[Problem]:
    bubble = by_type(lambda: {"bubble": _bubble})
    yield from shape({"contents": array(bubble, 1, CAROUSEL_BUBBLES)}, {}, _alike)(value, path)


def _alike(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    bubbles = value.get("contents")
    if not isinstance(bubbles, list):
        return
    sizes = {
        bubble.get("size", "mega") for bubble in bubbles if isinstance(bubble, dict) and _hashable(bubble)
    }
    if len(sizes) > 1:
        yield Problem(path / "contents", "all bubbles must have the same size")
    for index, bubble in enumerate(bubbles):
        where = path / "contents" / index
        yield from _weight(bubble, where, "bubble", BUBBLE_BYTES)
        hero = bubble.get("hero") if isinstance(bubble, dict) else None
        if isinstance(hero, dict) and hero.get("type") == "video":
            yield Problem(where / "hero", "video must not be specified in a carousel")


def _hashable(bubble: Mapping[str, object]) -> bool:
    return isinstance(bubble.get("size", "mega"), str)


def _box(value: object, path: Path) -> Iterator[Problem]:
    gradient = shape(
        {"type": one_of("linearGradient"), "angle": _angle, "startColor": _colour, "endColor": _colour},
        {"centerColor": _colour, "centerPosition": _position},
    )
    layout = value.get("layout") if isinstance(value, dict) else None
    children = by_type(_baseline_kinds if layout == "baseline" else _component_kinds, whole=True)
    yield from shape(
        {"layout": one_of("horizontal", "vertical", "baseline"), "contents": array(children)},
        {
            "flex": _flex,
            "spacing": _gap,
            "margin": _gap,
            "backgroundColor": _colour,
            "borderColor": _colour,
            "borderWidth": matching("none|light|normal|medium|semi-bold|bold", _PX),
            "cornerRadius": _gap,
            "width": _extent,
            "maxWidth": _extent,
            "height": _extent,
            "maxHeight": _extent,
            **{f"padding{side}": _padding for side in ("All", "Top", "Bottom", "Start", "End")},
            "action": _action,
            "justifyContent": one_of(
                "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
            ),
            "alignItems": one_of("center", "flex-start", "flex-end"),
            "background": gradient,
            **_PLACE,
        },
    )(value, path)


def _component_kinds() -> dict[str, Check]:
    return {
        "box": _box,
        "button": _button,
        "image": _image,
        "text": _text,
        "separator": shape({}, {"margin": _gap, "color": _colour}),
        "filler": shape({}, {"flex": _flex}),
    }


def _baseline_kinds() -> dict[str, Check]:
    icon = shape(
        {"url": url()},
        {"size": _text_size, "aspectRatio": _ratio, "margin": _gap, "scaling": boolean, **_PLACE},
    )
    return {"icon": icon, "text": _text, "filler": shape({}, {"flex": _flex})}


def _button(value: object, path: Path) -> Iterator[Problem]:
    yield from shape(
        {"action": _button_action},
        {
            "flex": _flex,
            "color": _colour,
            "style": one_of("primary", "secondary", "link"),
            "gravity": _gravity,
            "margin": _gap,
            "height": one_of("sm", "md"),
            "adjustMode": one_of("shrink-to-fit"),
            "scaling": boolean,
            **_PLACE,
        },
    )(value, path)


def _image(value: object, path: Path) -> Iterator[Problem]:
    yield from shape(
        {"url": url()},
        {
            "flex": _flex,
            "margin": _gap,
            "align": _align,
            "gravity": _gravity,
            "size": _image_size,
            "aspectRatio": _ratio,
            "aspectMode": one_of("fit", "cover"),
            "backgroundColor": _colour,
            "action": _action,
            "animated": boolean,
            **_PLACE,
        },
    )(value, path)


def _video(value: object, path: Path) -> Iterator[Problem]:
    alternative = by_type(lambda: {"box": _box, "image": _image}, whole=True)
    yield from shape(
        {"url": url(), "previewUrl": url(), "altContent": alternative},
        {"aspectRatio": _ratio, "action": action(40, label_needed=True, only=("uri",))},
    )(value, path)


def _text(value: object, path: Path) -> Iterator[Problem]:
    yield from shape(
        {},
        {
            **_LETTERS,
            "text": string(TEXT_LIMIT, least=0),
            "contents": array(by_type(lambda: {"span": _span}, whole=True)),
            "flex": _flex,
            "margin": _gap,
            "align": _align,
            "gravity": _gravity,
            "wrap": boolean,
            "maxLines": number(0),
            "lineSpacing": matching(_PX),
            "action": _action,
            "adjustMode": one_of("shrink-to-fit"),
            "scaling": boolean,
            **_PLACE,
        },
        _says_something,
    )(value, path)


def _says_something(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    if not value.get("contents") and not value.get("text"):
        yield Problem(path / "text", "must be non-empty text")


_span = shape({}, {**_LETTERS, "text": string(TEXT_LIMIT)})


def _ratio(value: object, path: Path) -> Iterator[Problem]:
    most = 100_000
    found = re.fullmatch(r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)", str(value), re.ASCII)
    if not found:
        yield Problem(path, "invalid aspectRatio: must be {width}:{height}")
        return
    width, height = float(found[1]), float(found[2])
    if not (1 <= width <= most and 1 <= height <= most):
        yield Problem(path, f"width and height must be between 1 and {most}")
    elif height > width * 3:
        yield Problem(path, "height must be at most three times the width")


def _angle(value: object, path: Path) -> Iterator[Problem]:
    yield from matching(
        r"([0-2]?\d{1,2}|3[0-5]\d)(\.\d+)?deg", say="invalid angle: must be 0deg or more, less than 360deg"
    )(value, path)


def _position(value: object, path: Path) -> Iterator[Problem]:
    yield from matching(
        r"(\d{1,2}(\.\d+)?|100(\.0+)?)%", say="invalid centerPosition: must be between 0% and 100%"
    )(value, path)
