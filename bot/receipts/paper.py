"""The receipt sheet for paper: A4 with a Thai font of its own, its marks set by the font's rules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from fontTools.ttLib import TTFont
from fpdf import FPDF

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.render.receipt_sheets import Line, Page

FONTS: Final = Path(__file__).parent / "fonts"
NAME: Final = "Sarabun"
_LINE: Final = 5.2
_SMALL: Final = 9.5
_PAD: Final = 1.2
_UNITS: Final = (58.0, 22.0, 22.0, 24.0, 26.0, 28.0)
_PEOPLE: Final = (10.0, 42.0, 36.0, 22.0, 40.0, 30.0)
# What a line is never broken within: a Thai consonant with what stands around it, a word of other letters.
_PIECE: Final = re.compile(
    r"\s+|[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e2f-\u0e3a\u0e45-\u0e4e]*|[^\s\u0e00-\u0e7f]+|."
)
# The vowel am is drawn as two signs. Taken apart beforehand, each of them can be copied from the PDF again.
_AM: Final = re.compile("([\u0e48-\u0e4b]?)\u0e33")
_AM_APART: Final = "\u0e4d\\1\u0e32"
_LOOK_BACK: Final = 0.4
"""A line ends at the last blank within so much of it, if there is one."""
Style = Literal["", "B"]


def _signs(path: Path) -> Mapping[int, str]:
    """Return the characters that a font has signs for."""
    with TTFont(path) as font:
        found: Mapping[int, str] = font.getBestCmap()
    return found


class _Paper(FPDF):
    """A4, with a foot on each page."""

    def __init__(self, foot: Callable[[int], tuple[str, str]]) -> None:
        super().__init__(format="A4")
        self._foot = foot
        self._widths: dict[tuple[str, str, float], float] = {}
        self.add_font(NAME, "", FONTS / "Sarabun-Regular.ttf")
        self._has = frozenset(_signs(FONTS / "Sarabun-Regular.ttf"))
        self.add_font(NAME, "B", FONTS / "Sarabun-Bold.ttf")
        self.set_text_shaping(use_shaping_engine=True)
        self.set_margins(15, 14)
        self.set_auto_page_break(auto=False)

    def footer(self) -> None:
        """Say when it was made, and which page this is."""
        left, right = self._foot(self.page_no())
        self.set_y(-12)
        self.set_font(NAME, "", 8)
        self.cell(self.epw / 2, 5, left)
        self.cell(self.epw / 2, 5, right, align="R")

    def room(self, height: float) -> bool:
        """Whether so much still fits on the page."""
        return self.get_y() + height <= self.h - 18

    def lines(self, words: str, width: float) -> list[str]:
        """Break a text into lines of the present font."""
        return [line for part in words.split("\n") for line in self._broken(self._known(part), width)]

    def _known(self, words: str) -> str:
        """Return the text with a question mark for what the font has no sign for."""
        return "".join(
            char if ord(char) in self._has or char.isspace() else "?" for char in _AM.sub(_AM_APART, words)
        )

    def _broken(self, words: str, width: float) -> list[str]:
        lines, line, used = [], "", 0.0
        for piece in _PIECE.findall(words):
            for part in self._cut(piece, width):
                size = self._size(part)
                if used + size > width and line.strip():
                    line, rest = _ended(line)
                    lines.append(line.rstrip())
                    line, used = rest, self._size(rest)
                if line or not part.isspace():
                    line, used = line + part, used + size
        return [*lines, line.rstrip()]

    def _cut(self, piece: str, width: float) -> list[str]:
        """Cut what is longer than a line by itself: a long link."""
        if self._size(piece) <= width:
            return [piece]
        return list(piece)

    def _size(self, words: str) -> float:
        key = words, self.font_style, self.font_size_pt
        if key not in self._widths:
            self._widths[key] = self.get_string_width(words)
        return self._widths[key]


def _ended(line: str) -> tuple[str, str]:
    """Return a full line, and what of it begins the next one: whatever stands behind a late blank."""
    place = line.rstrip().rfind(" ")
    if place >= len(line) * (1 - _LOOK_BACK):
        return line[:place], line[place + 1 :]
    return line, ""


def write(
    page: Page, people: Iterable[Line], more: str, number: Callable[[int], str], made_at: dt.datetime
) -> bytes:
    """Return the PDF. ``more`` says that further people stand elsewhere; ``number`` numbers a page."""
    paper = _Paper(lambda place: (page.made, number(place)))
    paper.set_title(page.title)
    paper.set_lang(page.language)
    paper.set_creation_date(made_at)
    paper.add_page()
    _block(paper, page.title, "B", 18, 9)
    _block(paper, page.agency, "", 12, 6.5)
    paper.ln(3)
    for name, value in page.facts:
        _fact(paper, name, value)
    _heading(paper, page.says)
    _block(paper, page.text, "", 11, 6)
    _heading(paper, page.by_unit)
    _table(paper, page.unit_head, (*page.units, page.total), _UNITS)
    _heading(paper, page.by_name)
    _table(paper, page.people_head, people, _PEOPLE)
    if more:
        paper.ln(2)
        _block(paper, more, "B", 10, 6)
    return bytes(paper.output())


def _block(paper: _Paper, words: str, style: Style, size: float, height: float) -> None:
    paper.set_font(NAME, style, size)
    for line in paper.lines(words, paper.epw):
        if not paper.room(height):
            paper.add_page()
            paper.set_font(NAME, style, size)
        paper.cell(paper.epw, height, line, new_x="LMARGIN", new_y="NEXT")


def _fact(paper: _Paper, name: str, value: str) -> None:
    paper.set_font(NAME, "", 11)
    for place, line in enumerate(paper.lines(value, paper.epw - 34)):
        if not paper.room(6):
            paper.add_page()
        paper.set_font(NAME, "B", 11)
        paper.cell(34, 6, "" if place else name)
        paper.set_font(NAME, "", 11)
        paper.cell(paper.epw - 34, 6, line, new_x="LMARGIN", new_y="NEXT")


def _heading(paper: _Paper, words: str) -> None:
    paper.ln(4)
    if not paper.room(30):
        paper.add_page()
    _block(paper, words, "B", 13, 8)


def _table(paper: _Paper, head: Line, rows: Iterable[Line], widths: Sequence[float]) -> None:
    _row(paper, head, widths, "B", fill=True)
    for row in rows:
        if not _row(paper, row, widths, "", fill=False):
            paper.add_page()
            _row(paper, head, widths, "B", fill=True)
            _row(paper, row, widths, "", fill=False)


def _row(paper: _Paper, row: Line, widths: Sequence[float], style: Style, *, fill: bool) -> bool:
    """Draw a row; False if the page has no room for it."""
    paper.set_font(NAME, style, _SMALL)
    cells = [paper.lines(words, width - 2 * _PAD) for words, width in zip(row, widths, strict=True)]
    height = max(map(len, cells)) * _LINE + _PAD
    if not paper.room(height):
        return False
    top, left = paper.get_y(), paper.l_margin
    paper.set_draw_color(190, 200, 206)
    paper.set_fill_color(230, 242, 241)
    if fill:
        paper.rect(left, top, sum(widths), height, style="F")
    for lines, width in zip(cells, widths, strict=True):
        for place, line in enumerate(lines):
            paper.set_xy(left + _PAD, top + _PAD / 2 + place * _LINE)
            paper.cell(width - 2 * _PAD, _LINE, line)
        left += width
    paper.line(paper.l_margin, top + height, left, top + height)
    paper.set_xy(paper.l_margin, top + height)
    return True
