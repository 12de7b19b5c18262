"""Template and imagemap messages."""

from collections.abc import Iterator, Mapping

from bot.simulator.schema.actions import action
from bot.simulator.schema.core import (
    Check,
    Path,
    Problem,
    array,
    by_type,
    label,
    matching,
    number,
    one_of,
    shape,
    string,
    url,
)
from bot.simulator.schema.measure import grapheme_length

_LOOKS: Mapping[str, Check] = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}
_SHORT_TEXT = 60
_IMAGEMAP_WIDTH = 1040

_action = action(20, label_needed=True)
_rgb = matching(r"#[0-9A-Fa-f]{6}", say="invalid color: must be #RRGGBB")
_titled: Mapping[str, Check] = {
    "thumbnailImageUrl": url(),
    "imageBackgroundColor": _rgb,
    "title": label(40),
    "defaultAction": action(20, label_needed=False),
}


def template(value: object, path: Path) -> Iterator[Problem]:
    """Check the ``template`` of a template message."""
    column = shape({"text": label(120), "actions": array(_action, 1, 3)}, _titled, _short_beside_picture)
    picture = shape({"imageUrl": url(), "action": action(12, label_needed=False)})
    kinds: dict[str, Check] = {
        "buttons": shape(
            {"text": label(160), "actions": array(_action, 1, 4)},
            {**_titled, **_LOOKS},
            _short_beside_picture,
        ),
        "confirm": shape({"text": label(240), "actions": array(_action, 2, 2)}),
        "carousel": shape({"columns": array(column, 1, 10)}, _LOOKS, _columns_alike),
        "image_carousel": shape({"columns": array(picture, 1, 10)}),
    }
    yield from by_type(lambda: kinds)(value, path)


def _short_beside_picture(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    text, beside = value.get("text"), value.get("title") or value.get("thumbnailImageUrl")
    if beside and isinstance(text, str) and grapheme_length(text) > _SHORT_TEXT:
        yield Problem(path / "text", f"Length must be between 0 and {_SHORT_TEXT}")


def _columns_alike(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    columns = value.get("columns")
    counts = {
        len(column["actions"])
        for column in (columns if isinstance(columns, list) else [])
        if isinstance(column, dict) and isinstance(column.get("actions"), list)
    }
    if len(counts) > 1:
        yield Problem(path / "columns", "all columns must have the same number of actions")


_area = shape({"x": number(0), "y": number(0), "width": number(1), "height": number(1)})
_area_action = by_type(
    lambda: {
        "message": shape(
            {"area": _area, "text": string(400, measure=grapheme_length)}, {"label": string(100)}
        ),
        "uri": shape(
            {"area": _area, "linkUri": url(1000, ("http", "https", "line", "tel"))}, {"label": string(100)}
        ),
        "clipboard": shape({"area": _area, "clipboardText": string(1000)}, {"label": string(100)}),
    }
)

imagemap: Mapping[str, Check] = {
    "baseUrl": url(),
    "baseSize": shape({"width": number(_IMAGEMAP_WIDTH, _IMAGEMAP_WIDTH), "height": number(1)}),
    "actions": array(_area_action, 0, 50),
}
imagemap_video: Check = shape(
    {"originalContentUrl": url(), "previewImageUrl": url(), "area": _area},
    {"externalLink": shape({"linkUri": url(1000, ("http", "https", "line", "tel")), "label": string(30)})},
)
