"""Why this level."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.answers.parts import Level, Rated, Scope
from ita_core.figure import Figure
from ita_core.keys import Name, Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionCheck:
    """One condition of a level. ``tool`` None: the total. ``holds`` None: missing scores leave it open.

    Of "some tool below" there is one check, of the tool that comes nearest to it.
    """

    tool: Tool | None
    comparison: Literal["at_least", "some_below"]
    threshold: Decimal
    actual: Figure
    holds: bool | None
    margin: Figure
    """Actual minus threshold; may be negative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCheck:
    """One level with its conditions."""

    level: Level
    conditions: tuple[ConditionCheck, ...]
    reached: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalStep:
    """A change that helps to reach a level, or (in `slack`) the lowest value that keeps it."""

    key: str
    name: Name | None
    before: Figure
    after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingExplained:
    """Why this level: each level's conditions, and how much may change before another level follows."""

    scope: Scope
    total: Figure
    rated: Rated
    levels: tuple[LevelCheck, ...]
    scheme_source: str
    next_level: Level | None
    next_steps: tuple[GoalStep, ...]
    """Least changes by question that reach the next better level; empty at the best."""
    slack: tuple[GoalStep, ...]
    """By tool: how low each alone may fall with the present level kept."""


RatingAnswer = RatingExplained
