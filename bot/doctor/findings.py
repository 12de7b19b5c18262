"""What a check comes to: a fact, how bad it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line for people who operate the bot. ``found`` and ``do`` hold no secrets and nobody's words."""

    level: Level
    check: str
    found: str
    do: str = ""


def ok(check: str, found: str, do: str = "") -> Finding:
    """All is well; ``do`` may still say where to look."""
    return Finding(Level.OK, check, found, do)


def warning(check: str, found: str, do: str) -> Finding:
    """It works, and may not for long, or not for all."""
    return Finding(Level.WARNING, check, found, do)


def problem(check: str, found: str, do: str) -> Finding:
    """It does not work."""
    return Finding(Level.PROBLEM, check, found, do)
