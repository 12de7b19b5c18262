"""Years side by side, by what they have in common.

Codes move between years: participation is o33 in one layout and o30 in the next. So nothing is matched by
number. Total and tools are what they are in every year; an indicator is the same where both frameworks give
it the same ``concept``; a question is the same within one framework, or where both give it one ``concept``;
a level only within one rating scheme.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from ita_core.keys import Question
from ita_core.ranges import ANYTHING
from ita_core.scoring import Scoreboard, figure
from ita_core.structure import TOTAL, Node, nodes, require

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from ita_core.figure import Figure
    from ita_core.framework_types import Framework
    from ita_core.keys import FiscalYear


class Reason(StrEnum):
    """Why a year has no figure in a comparison."""

    NO_DATA = "no_data"  # the year has the item, but nothing is printed for it or below it
    NOT_IN_FRAMEWORK = "not_in_framework"  # the year's framework has no such item
    NOT_SAME_ITEM = "not_same_item"  # it has one of that code, but nobody says it is the same
    OTHER_SCHEME = "other_scheme"  # its levels are of another rating scheme


@dataclass(frozen=True, slots=True)
class Cell:
    """One year's figure. ``node`` is what the item is in that year; either figure or reason is set."""

    year: FiscalYear
    node: Node | None
    figure: Figure | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Row:
    """One item over the years. ``node`` is what it is in the reference year.

    ``changes`` has, between each year and the next, the difference (lowest, highest possible) of the
    figures as shown; None where either is lacking.
    """

    node: Node
    cells: tuple[Cell, ...]
    changes: tuple[tuple[Decimal, Decimal] | None, ...]

    @property
    def overall_change(self) -> tuple[Decimal, Decimal] | None:
        """The difference between the first year and the last, as in ``changes``; None for a single year."""
        return _change(self.cells[0], self.cells[-1]) if len(self.cells) > 1 else None


@dataclass(frozen=True, slots=True)
class LevelCell:
    """One year's published level as a key, comparable with the reference year unless ``reason`` says not."""

    year: FiscalYear
    level: str | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """``years`` as given; ``rows`` of the total, tools and indicators, or of the items asked for.

    Rows are named as in the ``reference`` year, the latest.
    """

    years: tuple[FiscalYear, ...]
    reference: FiscalYear
    levels: tuple[LevelCell, ...]
    rows: tuple[Row, ...]

    def row(self, node: Node) -> Row:
        """Return one row. Raises KeyError."""
        return {row.node: row for row in self.rows}[node]


def compare(boards: Sequence[Scoreboard], items: Sequence[Node] | None = None) -> Comparison:
    """Put years side by side, in the order given. Codes in ``items`` are those of the latest year.

    Without ``items``: total, tools and indicators. Raises UnknownItem for an item that the latest year's
    framework does not have, ValueError without boards.
    """
    if not boards:
        message = "nothing to compare"
        raise ValueError(message)
    reference = max(boards, key=lambda board: board.framework.year)
    wanted = _overview(reference.framework) if items is None else tuple(items)
    return Comparison(
        years=tuple(board.framework.year for board in boards),
        reference=reference.framework.year,
        levels=tuple(_level_cell(board, reference.framework) for board in boards),
        rows=tuple(_row(boards, reference.framework, node) for node in wanted),
    )


def counterpart(node: Node, reference: Framework, other: Framework) -> Node | Reason:
    """Return what an item of one framework is in another, or why it is nothing there. Raises UnknownItem."""
    require(reference, node)
    if reference is other:
        return node
    if isinstance(node, tuple):
        whole, part = node
        found = counterpart(whole, reference, other)
        return found if isinstance(found, Reason) else _known(cast("Node", (found, part)), other)
    if isinstance(node, Question):
        concept = reference.question(node).concept
        same = [spec.code for spec in other.questions if concept is not None and spec.concept == concept]
        return same[0] if same else _stranger(node, other)
    if isinstance(node, int):
        measured = reference.indicator(node).concept
        numbers = [spec.no for spec in other.indicators if spec.concept == measured]
        return numbers[0] if numbers else _stranger(node, other)
    return _known(node, other)


def _known(node: Node, other: Framework) -> Node | Reason:
    return node if node in nodes(other) else Reason.NOT_IN_FRAMEWORK


def _stranger(node: Node, other: Framework) -> Reason:
    return Reason.NOT_SAME_ITEM if node in nodes(other) else Reason.NOT_IN_FRAMEWORK


def _overview(framework: Framework) -> tuple[Node, ...]:
    tools = (code for tool in framework.tools for code in (tool.code, *(part.code for part in tool.parts)))
    return (TOTAL, *tools, *(indicator.no for indicator in framework.indicators))


def _row(boards: Sequence[Scoreboard], reference: Framework, node: Node) -> Row:
    cells = tuple(_cell(board, reference, node) for board in boards)
    return Row(node, cells, tuple(_change(one, two) for one, two in itertools.pairwise(cells)))


def _cell(board: Scoreboard, reference: Framework, node: Node) -> Cell:
    there = counterpart(node, reference, board.framework)
    year = board.framework.year
    if isinstance(there, Reason):
        return Cell(year, None, None, there)
    score = board.at(there)
    # Bounds that only a figure further up leaves open are no data: "somewhere from 22 to 100" says nothing.
    if score.below == ANYTHING and not score.best.certain:
        return Cell(year, there, None, Reason.NO_DATA)
    return Cell(year, there, figure(score), None)


def _change(one: Cell, two: Cell) -> tuple[Decimal, Decimal] | None:
    if one.figure is None or two.figure is None:
        return None
    return two.figure.low - one.figure.high, two.figure.high - one.figure.low


def _level_cell(board: Scoreboard, reference: Framework) -> LevelCell:
    level = board.assessment.published_level
    if level is None:
        return LevelCell(board.framework.year, None, Reason.NO_DATA)
    own = [one.key for one in board.framework.rating.levels]
    same = own == [one.key for one in reference.rating.levels]
    return LevelCell(board.framework.year, level, None if same else Reason.OTHER_SCHEME)
