"""Rich menus: the object, and the picture that is laid over it."""

from collections.abc import Iterator, Mapping

from bot.simulator.schema.actions import menu_action
from bot.simulator.schema.core import Check, Path, Problem, array, boolean, label, matching, number, shape

NAME_LIMIT = 300
BAR_LIMIT = 14
AREA_LIMIT = 20
ALIAS = r"[a-z0-9_-]{1,32}"
IMAGE_LIMIT = 1024 * 1024
_WIDTHS = (800, 2500)
_LEAST_HEIGHT = 250
_LEAST_RATIO = 1.45
# No number of LINE's menus is greater.
_MOST = 2**31 - 1
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# Start of frame: 0xC0 to 0xCF but for the tables among them.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xDA)})


def _fits(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    width, height = _whole(value.get("width"), *_WIDTHS), _whole(value.get("height"), _LEAST_HEIGHT)
    if width and height and width / height < _LEAST_RATIO:
        yield Problem(path, f"The aspect ratio must be {_LEAST_RATIO} or greater")


def _inside(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    size, areas = value.get("size"), value.get("areas")
    if not isinstance(size, dict) or not isinstance(areas, list):
        return
    for index, area in enumerate(areas):
        bounds = area.get("bounds") if isinstance(area, dict) else None
        if not isinstance(bounds, dict):
            continue
        for start, length, least in (("x", "width", _WIDTHS[0]), ("y", "height", _LEAST_HEIGHT)):
            ends = (
                _whole(bounds.get(start), 0),
                _whole(bounds.get(length), 1),
                _whole(size.get(length), least),
            )
            right = [end for end in ends if end is not None]
            if len(right) == len(ends) and right[0] + right[1] > right[2]:
                yield Problem(path / "areas" / index / "bounds" / length, "out of the rich menu")


def _whole(value: object, least: int, most: int = _MOST) -> int | None:
    """Give a number that is right by itself: one that is wrong already is not measured against others."""
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    return None


_start, _length = number(0, _MOST), number(1, _MOST)
_bounds = shape({"x": _start, "y": _start, "width": _length, "height": _length})

rich_menu: Check = shape(
    {
        "size": shape({"width": number(*_WIDTHS), "height": number(_LEAST_HEIGHT, _MOST)}, None, _fits),
        "selected": boolean,
        "name": label(NAME_LIMIT),
        "chatBarText": label(BAR_LIMIT),
        "areas": array(shape({"bounds": _bounds, "action": menu_action()}), 0, AREA_LIMIT),
    },
    None,
    _inside,
)
alias: Check = shape(
    {"richMenuAliasId": matching(ALIAS, say="invalid rich menu alias ID"), "richMenuId": matching(r"\S+")}
)


def image_type(data: bytes) -> str:
    """Tell a picture's media type from its first bytes; empty when LINE would not take it."""
    return "image/png" if data.startswith(_PNG) else "image/jpeg" if data.startswith(_JPEG) else ""


def image_fits(data: bytes) -> bool:
    """Say whether a picture has a size that LINE takes."""
    width, height = image_size(data)
    return _WIDTHS[0] <= width <= _WIDTHS[1] and height >= _LEAST_HEIGHT and width / height >= _LEAST_RATIO


def image_size(data: bytes) -> tuple[int, int]:
    """Read the width and height of a PNG or JPEG; noughts when they cannot be found."""
    if data.startswith(_PNG):
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    at = len(_JPEG)
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 (every segment of a JPEG begins so)
        marker = data[at + 1]
        if marker in _JPEG_FRAMES:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 if marker in _JPEG_BARE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0
