"""Messages as plain text, for the terminal: what the card says, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.render.limits import Json

_GAP = "  "


def as_text(messages: list[Json]) -> str:
    """Return the messages as text: the altText, then each card's content, then the quick replies."""
    lines: list[str] = []
    for message in messages:
        if message["type"] == "text":
            lines.append(message["text"])
        elif message["type"] == "image":
            lines.append(message["originalContentUrl"])
        else:
            lines.append(message["altText"])
            for bubble in _bubbles(message["contents"]):
                lines += ["", *_block_lines(bubble)]
        items = message.get("quickReply", {}).get("items", ())
        if items:
            lines += ["", _GAP.join(f"[{item['action']['label']}]" for item in items)]
    return "\n".join(lines)


def _bubbles(container: Json) -> list[Json]:
    return container["contents"] if container["type"] == "carousel" else [container]


def _block_lines(bubble: Json) -> Iterator[str]:
    for block in ("header", "body", "footer"):
        if block in bubble:
            yield from _lines(bubble[block])


def _lines(part: Json) -> list[str]:
    kind = part["type"]
    if kind == "text":
        return str(part["text"]).split("\n")
    if kind == "button":
        return [f"[{part['action']['label']}]"]
    if kind != "box":
        return []
    children = [lines for lines in map(_lines, part["contents"]) if lines]
    if part["layout"] == "vertical":
        return [line for lines in children for line in lines]
    return _beside(children)


def _beside(children: list[list[str]]) -> list[str]:
    """Put parts that stand side by side on one line; what is longer goes on below it, indented.

    Where several have more than one line (tiles, before and after), each is read as a whole.
    """
    if sum(len(lines) > 1 for lines in children) > 1:
        return [_GAP.join(" ".join(lines) for lines in children)]
    first = _GAP.join(lines[0] for lines in children)
    rest = [line for lines in children for line in lines[1:]]
    return [first, *(f"{_GAP}{_GAP}{line}" for line in rest)]
