"""The simulator's clock: real time by default; it can be stopped, set and pushed forward."""

import time

# Less than this off, and a clock is not said to be another.
_NEAR_MS = 1000


class Clock:
    """Milliseconds since 1970, as LINE's timestamps are."""

    def __init__(self, at: int | None = None, *, running: bool = True) -> None:
        """Start at `at` (default: the real time); a clock that does not run stands until it is moved."""
        self._base = _real() if at is None else at
        self._since: int | None = _real() if running else None

    @property
    def running(self) -> bool:
        """Say whether time passes by itself."""
        return self._since is not None

    @property
    def real(self) -> bool:
        """Say whether it shows the time of the world outside."""
        return self.running and abs(self.now() - _real()) < _NEAR_MS

    def now(self) -> int:
        """Read the time."""
        return self._base + (_real() - self._since if self._since is not None else 0)

    def set(self, at: int) -> None:
        """Put the clock to a time; it runs on or stands as before."""
        self._base = at
        self._since = None if self._since is None else _real()

    def advance(self, seconds: float) -> None:
        """Push the clock forward."""
        self.set(self.now() + round(seconds * 1000))

    def stop(self) -> None:
        """Let the clock stand."""
        self._base, self._since = self.now(), None

    def run(self) -> None:
        """Let time pass again."""
        self._base, self._since = self.now(), _real()


def _real() -> int:
    return time.time_ns() // 1_000_000
