"""A score as it is shown to people: rounded once, with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class Basis(StrEnum):
    """Where a shown score comes from."""

    PUBLISHED = "published"  # printed by the assessor or the agency
    COMPUTED = "computed"  # recomputed here from published scores
    ASSUMED = "assumed"  # the asker's own, in a what-if


@dataclass(frozen=True, slots=True)
class Figure:
    """A score of 0 to 100 with two decimals, or the range it must lie in where scores are missing.

    Made by `ita_core.scoring` alone, because rounding happens there and once.
    """

    low: Decimal
    high: Decimal
    basis: Basis

    @property
    def certain(self) -> bool:
        """Whether both ends are the same figure."""
        return self.low == self.high


class Verdict(StrEnum):
    """A score against the keep/improve line of its framework (95 in FY2566)."""

    KEEP = "keep"
    IMPROVE = "improve"
    UNCERTAIN = "uncertain"


class MeasureStatus(StrEnum):
    """How a measure stands on a day; overdue wins over not started and in progress."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    OVERDUE = "overdue"
