"""The simulator's clock: real time by default; it can be stopped, set and pushed forward."""

import time

LAST = 253_370_764_799_999
"""The last millisecond of 9998: a year later nobody can write the time any more."""
# Less than this off, and a clock is not said to be another.
_NEAR_MS = 1000


class Clock:
    """Milliseconds since 1970, as LINE's timestamps are."""

    def __init__(self, at: int | None = None, *, running: bool = True) -> None:
        """Start at `at` (default: the real time); a clock that does not run stands until it is moved."""
        # One value, so that another thread never reads the half of a turn: a time, and since when it runs.
        self._stand: tuple[int, int | None] = (0, _real() if running else None)
        self.set(_real() if at is None else at)

    @property
    def running(self) -> bool:
        """Say whether time passes by itself."""
        return self._stand[1] is not None

    @property
    def real(self) -> bool:
        """Say whether it shows the time of the world outside."""
        return self.running and abs(self.now() - _real()) < _NEAR_MS

    def now(self) -> int:
        """Read the time."""
        base, since = self._stand
        return base if since is None else base + _real() - since

    def set(self, at: int) -> None:
        """Put the clock to a time; it runs on or stands as before."""
        if not 0 <= at <= LAST:
            raise ValueError("the time must be between 1970 and 9998")
        self._stand = (at, _real() if self.running else None)

    def advance(self, seconds: float) -> None:
        """Push the clock forward."""
        self.set(self.now() + round(seconds * 1000))

    def stop(self) -> None:
        """Let the clock stand."""
        self._stand = (self.now(), None)

    def run(self) -> None:
        """Let time pass again."""
        self._stand = (self.now(), _real())


def _real() -> int:
    return time.time_ns() // 1_000_000
