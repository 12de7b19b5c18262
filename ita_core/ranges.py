"""A figure of which only the bounds are known, and sums of such figures. Exact: nothing is rounded here."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """The values from ``low`` to ``high``, both included, unrounded; one value if both are the same.

    Exact fractions, because the mean of six or thirteen scores has no finite decimal, and a figure
    just under a half hundredth must not be rounded up by an earlier rounding.
    """

    low: Fraction
    high: Fraction

    @classmethod
    def point(cls, value: Decimal | Fraction | int) -> Self:
        """Return the range that holds one value."""
        exact = Fraction(value)
        return cls(exact, exact)

    @property
    def certain(self) -> bool:
        """Whether there is only one value."""
        return self.low == self.high

    def meet(self, other: Range) -> Range | None:
        """Return what both ranges allow, or None if nothing."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Range(low, high) if low <= high else None

    def meet_or_keep(self, other: Range) -> Range:
        """Return what both allow; this range unchanged if they contradict each other."""
        return self.meet(other) or self

    def widened(self, by: Fraction) -> Range:
        """Return the range with ``by`` more room at both ends."""
        return Range(self.low - by, self.high + by)


ANYTHING = Range(Fraction(0), Fraction(100))  # a score of which nothing is known


def weighted(terms: Iterable[tuple[Range, Fraction]]) -> Range:
    """Return the sum of share x range; shares are not negative."""
    known = tuple(terms)
    low = sum((part.low * share for part, share in known), Fraction(0))
    if all(part.low is part.high for part, _ in known):  # nearly always: half the work
        return Range(low, low)
    return Range(low, sum((part.high * share for part, share in known), Fraction(0)))
