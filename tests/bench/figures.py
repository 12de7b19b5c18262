"""Figures and how they are shown: each with its unit, medians over rounds, ratios of one run."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Name = TypeVar("Name")
Made = TypeVar("Made")
Found = TypeVar("Found")


def interleaved(
    rounds: int, things: Mapping[Name, Made], measure: Callable[[Made], Found]
) -> dict[Name, list[Found]]:
    """Measure each thing once a round: a, b, c, a, b, c. A machine that is slow for a while is so for all."""
    found: dict[Name, list[Found]] = {name: [] for name in things}
    for _ in range(rounds):
        for name, thing in things.items():
            found[name].append(measure(thing))
    return found


def middle(results: Iterable[object], figure: str) -> float:
    """Give the median over rounds of a figure that each result has under this name."""
    return float(statistics.median(getattr(result, figure) for result in results))


def hundredth(seconds: Sequence[float], which: int) -> float:
    """Give the value that so many in a hundred do not exceed. NaN if there are none."""
    if not seconds:
        return float("nan")
    return sorted(seconds)[min(len(seconds) - 1, len(seconds) * which // 100)]


def ms(seconds: float) -> str:
    """Show a time."""
    value = 1000 * seconds
    return f"{value:.2f} ms" if value < 10 else f"{value:.0f} ms"


def a_second(rate: float) -> str:
    """Show a rate."""
    return f"{rate:,.0f}/s"


def mb(megabytes: float) -> str:
    """Show an amount of memory."""
    return f"{megabytes:.0f} MB"


def times(figure: float, base: float) -> str:
    """Show how many times the base a figure is."""
    return f"{figure / base:.2f}" if base else "–"
