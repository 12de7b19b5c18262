"""Parts of Flex messages as plain dicts, and the one visual language that all cards share.

Every block paints its own background and every text its own colour, so that a card reads the same on LINE's
light and dark themes. Colour never carries a meaning alone: a symbol or word stands beside it.
"""

from __future__ import annotations

from decimal import Decimal

from bot.render.chars import clean, units
from bot.render.limits import FLEX_TEXT, Json

NAVY = "#0B2E3F"
TEAL = "#0E6B70"
TEAL_SOFT = "#E6F2F1"
AMBER = "#EBA53A"
AMBER_TEXT = "#8A4B08"
AMBER_SOFT = "#FDF1DE"
BRICK = "#A8321F"
BRICK_SOFT = "#FBE9E5"
INK = "#1D2B36"
MUTED = "#566673"
GREY_SOFT = "#EEF2F4"
RULE = "#E1E8EB"
TRACK = "#E1E9EC"
WHITE = "#FFFFFF"
PALE = "#CFE5E6"

NOTHING = "\N{EN DASH}"  # LINE refuses an empty text
_HUNDRED = Decimal(100)
_HAIR = Decimal("0.1")  # LINE refuses a width of zero

Style = str | int | bool | Json


def text(value: str, **style: Style) -> Json:
    """Text that wraps and follows the reader's font size. ``style`` has LINE's own names."""
    shown = clean(value) if value.strip() else NOTHING
    return {"type": "text", "text": shown, "size": "sm", "color": INK, "wrap": True, "scaling": True} | style


def label(value: str, **style: Style) -> Json:
    """Short text in a fixed place: it shrinks rather than wraps (a code, a number)."""
    part = text(value, **{"adjustMode": "shrink-to-fit", **style})
    del part["wrap"]  # LINE does not shrink what may wrap
    return part


def paragraphs(value: str, **style: Style) -> list[Json]:
    """A text of any length, as few components as LINE's limit for one allows."""
    pieces = [""]
    for char in value:
        if units(pieces[-1]) >= FLEX_TEXT - 2:
            pieces.append("")
        pieces[-1] += char
    return [text(piece, **style) for piece in pieces]


def box(layout: str, *contents: Json | None, **style: Style) -> Json:
    """Compose parts; None is left out, so that an optional part needs no branch where it is used."""
    return {
        "type": "box",
        "layout": layout,
        "contents": [part for part in contents if part is not None],
        **style,
    }


def column(*contents: Json | None, **style: Style) -> Json:
    """Parts one below the other."""
    return box("vertical", *contents, **style)


def row(*contents: Json | None, **style: Style) -> Json:
    """Parts side by side."""
    return box("horizontal", *contents, **style)


def separator(**style: Style) -> Json:
    """A thin line."""
    return {"type": "separator", "color": RULE, **style}


def badge(value: str, foreground: str, background: str, **style: Style) -> Json:
    """Words on a rounded ground, as wide as they are."""
    return column(
        text(value, size="xs", weight="bold", color=foreground, align="center"),
        **{
            "flex": 0,
            "backgroundColor": background,
            "cornerRadius": "12px",
            "paddingTop": "3px",
            "paddingBottom": "3px",
            "paddingStart": "10px",
            "paddingEnd": "10px",
            **style,
        },
    )


def code(value: str, *, width: str = "40px", foreground: str = TEAL, background: str = TEAL_SOFT) -> Json:
    """The short name of a thing (a question's code, a number), the same width in every row."""
    return column(
        label(value, size="xs", weight="bold", color=foreground, align="center"),
        width=width,
        flex=0,
        backgroundColor=background,
        cornerRadius="6px",
        paddingAll="4px",
    )


def button(action: Json, *, primary: bool = False) -> Json:
    """A button; at most one on a card is primary."""
    colors = {"style": "primary", "color": TEAL} if primary else {"style": "secondary", "color": GREY_SOFT}
    return {
        "type": "button",
        "action": action,
        "height": "sm",
        "scaling": True,
        "adjustMode": "shrink-to-fit",
        **colors,
    }


def percent(value: Decimal) -> str:
    """A width for LINE: within 0 to 100, one decimal."""
    return f"{max(Decimal(0), min(_HUNDRED, value)):.1f}%"


def bar(low: Decimal, high: Decimal, *, color: str, mark: Decimal | None = None, height: str = "8px") -> Json:
    """A bar filled to ``low`` percent, paler up to ``high``; ``mark`` draws a line across it."""
    tick = None if mark is None else _strip(percent(mark), "2px", NAVY, height)
    span = (
        None if low == high else _strip(percent(low), percent(max(_HAIR, high - low)), f"{color}66", height)
    )
    fill: dict[str, Style] = {"width": percent(low), "backgroundColor": color} if low >= _HAIR else {}
    return column(
        column(height=height, cornerRadius="4px", **fill),
        span,
        tick,
        height=height,
        backgroundColor=TRACK,
        cornerRadius="4px",
    )


def _strip(start: str, width: str, color: str, height: str) -> Json:
    return column(
        position="absolute",
        offsetStart=start,
        offsetTop="0px",
        width=width,
        height=height,
        backgroundColor=color,
    )


def bubble(*, size: str, header: Json, body: Json, footer: Json | None) -> Json:
    """A card. Blocks paint their ground, or LINE's dark theme would shine through."""
    blocks = {"header": header, "body": body} | ({} if footer is None else {"footer": footer})
    grounds = {"header": NAVY, "body": WHITE, "footer": WHITE}
    return {
        "type": "bubble",
        "size": size,
        **blocks,
        "styles": {name: {"backgroundColor": grounds[name]} for name in blocks},
    }
