"""Registration codes as pictures to print: a phone that reads one opens the chat with the sentence in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MODULE: Final = 8
"""Width of the smallest square, in pixels."""
QUIET: Final = 4
"""White around it, in such squares, as the standard wants it."""
LINE_HEIGHT: Final = 36
PRIVATE: Final = 0o600


def picture(content: str, captions: Iterable[str]) -> str:
    """Return an SVG of a QR code that holds some text, with lines below it for who has no camera at hand."""
    from bot.render import qr

    code = qr.code(content)
    width, height = code.symbol_size(MODULE, QUIET)
    lines = list(captions)
    whole = height + LINE_HEIGHT * len(lines)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{whole}">',
            f'<rect width="{width}" height="{whole}" fill="#fff"/>',
            code.svg_inline(scale=MODULE, border=QUIET),
            *(
                f'<text x="{width // 2}" y="{height + LINE_HEIGHT * number}" text-anchor="middle" '
                f'font-family="sans-serif" font-size="20">{escape(line)}</text>'
                for number, line in enumerate(lines)
            ),
            "</svg>\n",
        ]
    )


def write(path: Path, drawn: str) -> None:
    """Write a picture that nobody else on this machine may read: who has it can register. Raises OSError."""
    path.touch(mode=PRIVATE)
    path.write_text(drawn, encoding="utf-8")
