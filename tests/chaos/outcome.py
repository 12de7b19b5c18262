"""What a round tells when it is over, and how everybody waits."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

LOOK_SECONDS = 0.05


@dataclass
class Outcome:
    """What a round did and found, and what was wrong. ``seconds`` is what the slowest of its work took."""

    title: str
    did: Counter[str]
    found: Counter[str]
    seconds: float
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Tell it to people."""
        return [
            self.title,
            f"  did: {_listed(self.did)}",
            f"  found: {_listed(self.found)}",
            f"  slowest: {self.seconds:.1f} s",
            *(f"  WRONG: {one}" for one in self.wrong),
        ]


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def pause(seconds: float) -> None:
    """Let time pass: what people do, and what breaks, has its moment."""
    threading.Event().wait(max(0.0, seconds))


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait for a condition, at most so long; say whether it came true."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        pause(LOOK_SECONDS)
    return True
