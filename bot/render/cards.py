"""Cards: what a renderer returns, and how cards become LINE messages.

A card has one sheet or several (a carousel). A sheet that is too big for one bubble goes on in a second one,
and a carousel that is too big in a second message: nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bot.render import flex, leads
from bot.render.chars import clean, shorten
from bot.render.limits import ALT_TEXT, BUBBLE_BYTES, CAROUSEL_BUBBLES, CAROUSEL_BYTES, Json, size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.intent import Intent
    from bot.render.i18n import Words

_FRAME_BYTES = 600  # a bubble's own braces, styles and the commas between parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One bubble: a dark heading, a body of blocks, and a foot with buttons and the source of the figures."""

    title: str
    kicker: str = ""
    plain: bool = False
    """A remark rather than figures: the title stands in the body, without the dark heading."""
    hero: tuple[Json, ...] = ()
    """Below the title, on the dark ground."""
    blocks: tuple[Json, ...] = ()
    buttons: tuple[Json, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An answer, ready to be laid out. ``alt`` says it in a sentence or two, with its figures.

    Without sheets it is said as plain text. ``before`` are texts as somebody typed them, each a message;
    ``pictures`` stand below them, each with the address of the picture and that of a smaller one.
    """

    alt: str
    sheets: tuple[Sheet, ...] = ()
    size: Literal["kilo", "mega", "giga"] = "giga"
    before: tuple[str, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()


def messages(w: Words, card: Card, more: Intent | None = None) -> list[Json]:
    """Lay out ``card``; ``more`` becomes a button on its last sheet."""
    typed: list[Json] = [{"type": "text", "text": clean(text)} for text in card.before]
    typed += [
        {"type": "image", "originalContentUrl": whole, "previewImageUrl": smaller}
        for whole, smaller in card.pictures
    ]
    if not card.sheets:
        return [*typed, {"type": "text", "text": clean(card.alt)}]
    sheets = list(card.sheets)
    if more is not None:
        button = flex.button(leads.action(w, more, w.gettext("See more")), primary=True)
        sheets[-1] = replace(sheets[-1], buttons=(button, *sheets[-1].buttons))
    bubbles = [_bubble(card, part) for sheet in sheets for part in _fit(w, card, sheet)]
    alt = shorten(card.alt, ALT_TEXT // 2)
    return typed + [
        {"type": "flex", "altText": clean(alt), "contents": container} for container in _group(bubbles)
    ]


def _fit(w: Words, card: Card, sheet: Sheet) -> Iterator[Sheet]:
    """Split a sheet into as many as its blocks need; head on the first, foot on the last."""
    frame = size(_bubble(card, replace(sheet, blocks=()))) + _FRAME_BYTES
    budget = BUBBLE_BYTES - frame
    groups = _pack(sheet.blocks, budget)
    if len(groups) > 1:
        # As even as the blocks allow: a last sheet with one line on it looks like a mistake.
        even = sum(map(size, sheet.blocks)) // len(groups) + max(map(size, sheet.blocks))
        groups = _pack(sheet.blocks, min(budget, even))
    for number, group in enumerate(groups, start=1):
        first, last = number == 1, number == len(groups)
        yield replace(
            sheet,
            title=sheet.title if first else w.gettext("%(title)s (continued)", title=sheet.title),
            hero=sheet.hero if first else (),
            blocks=tuple(group),
            buttons=sheet.buttons if last else (),
            source=sheet.source if last else "",
        )


def _pack(blocks: Sequence[Json], budget: int) -> list[list[Json]]:
    groups: list[list[Json]] = [[]]
    used = 0
    for block in blocks:
        bytes_ = size(block) + 1
        if used + bytes_ > budget and groups[-1]:
            groups.append([])
            used = 0
        groups[-1].append(block)
        used += bytes_
    return groups


def _group(bubbles: Sequence[Json]) -> list[Json]:
    """One bubble alone, or carousels of as many as LINE allows in one."""
    if len(bubbles) == 1:
        return [bubbles[0]]
    groups: list[list[Json]] = [[]]
    for bubble in bubbles:
        full = len(groups[-1]) == CAROUSEL_BUBBLES
        if groups[-1] and (full or size([*groups[-1], bubble]) > CAROUSEL_BYTES - _FRAME_BYTES):
            groups.append([])
        groups[-1].append(bubble)
    return [group[0] if len(group) == 1 else {"type": "carousel", "contents": group} for group in groups]


def _bubble(card: Card, sheet: Sheet) -> Json:
    title = (flex.text(sheet.title, size="md", weight="bold", color=flex.TEAL),) if sheet.plain else ()
    blocks = title + sheet.blocks or (flex.separator(),)
    # Above the first block there is only padding, whatever distance it keeps elsewhere.
    first = {key: value for key, value in blocks[0].items() if key != "margin"}
    return flex.bubble(
        size=card.size,
        header=_header(sheet),
        body=flex.column(
            first,
            *blocks[1:],
            paddingAll="18px",
            spacing="md",
            paddingBottom="14px",
        ),
        footer=_footer(sheet),
    )


def _header(sheet: Sheet) -> Json:
    stripe = flex.column(height="3px", backgroundColor=flex.AMBER)
    if sheet.plain:
        return flex.column(stripe, paddingAll="0px")
    inner = flex.column(
        flex.text(sheet.kicker, size="xs", color=flex.PALE) if sheet.kicker else None,
        flex.text(sheet.title, size="lg", weight="bold", color=flex.WHITE),
        *sheet.hero,
        paddingAll="18px",
        paddingTop="16px",
        paddingBottom="16px",
        spacing="xs",
        background={
            "type": "linearGradient",
            "angle": "115deg",
            "startColor": flex.NAVY,
            "endColor": flex.TEAL,
        },
    )
    return flex.column(inner, stripe, paddingAll="0px")


def _footer(sheet: Sheet) -> Json | None:
    if not sheet.buttons and not sheet.source:
        return None
    return flex.column(
        *sheet.buttons,
        flex.text(sheet.source, size="xxs", color=flex.MUTED) if sheet.source else None,
        spacing="sm",
        paddingAll="18px",
        paddingTop="4px",
        paddingBottom="14px",
    )
