"""Whether LINE is there at all. While it is not, calls are held back, but for one now and then to see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

THRESHOLD = 5
"""So many different rows must fail one after another: one message that LINE falls over is not LINE down."""
FIRST_PAUSE = dt.timedelta(seconds=5)
LONGEST_PAUSE = dt.timedelta(seconds=30)
"""Short beside the life of a reply token (50 s): what was held back can mostly still be a reply."""
PROBE = dt.timedelta(seconds=15)
"""How long one call is waited for before another may look; a call takes ten seconds at most."""


@dataclass(frozen=True, slots=True)
class Circuit:
    """Closed (calls go out) or open until a moment, from which one call may look.

    ``failed``: the rows that found nobody since LINE last answered. ``openings``: how often it opened since.
    ``probe``: the row that looks, or None.
    """

    failed: frozenset[int] = frozenset()
    until: dt.datetime | None = None
    openings: int = 0
    probe: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether calls are held back, but for those that look."""
        return self.until is not None

    def held_until(self, now: dt.datetime) -> dt.datetime | None:
        """Return until when a call must wait; None: it may be made."""
        return self.until if self.until is not None and now < self.until else None

    def calling(self, row_id: int, now: dt.datetime) -> Circuit:
        """Return what follows from a call being made. Only for one that need not wait."""
        return replace(self, probe=row_id, until=now + PROBE) if self.is_open else self

    def answered(self) -> Circuit:
        """Return what follows from an answer of LINE's, whatever it said: closed."""
        return Circuit()

    def unanswered(self, row_id: int, now: dt.datetime) -> Circuit:
        """Return what follows from a call that met nobody, or a server in trouble.

        What was under way when it opened tells nothing new; a probe does: the next one is later.
        """
        if self.is_open and row_id != self.probe:
            return self
        failed = self.failed | {row_id}
        if not self.is_open and len(failed) < THRESHOLD:
            return replace(self, failed=failed)
        pause = min(FIRST_PAUSE * 2 ** min(self.openings, 8), LONGEST_PAUSE)
        return Circuit(frozenset(), now + pause, self.openings + 1)
