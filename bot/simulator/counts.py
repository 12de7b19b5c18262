"""What LINE counts: messages of the month and of each day, unit names, friends and blocks, who saw what.

LINE's days are those of UTC+9. When its month ends is not documented, so the same is taken.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from bot.simulator.model import Json

UNIT_LIMIT = 1000
_LINE_TIME = timezone(timedelta(hours=9))
# Older ones are forgotten, so that a double that runs for long does not grow.
_SENDING_LIMIT = 10_000


@dataclass(frozen=True)
class Sending:
    """One call that sent to many, or under a unit name."""

    request_id: str
    at: int
    delivered: int
    messages: list[Json]
    unit: str = ""


class Counts:
    """All that is counted of one account."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.sendings: dict[str, Sending] = {}
        self._used: Counter[str] = Counter()
        self._sent: Counter[tuple[str, str]] = Counter()
        self._units: dict[str, dict[str, None]] = {}
        self._followed: Counter[str] = Counter()
        self._blocked: Counter[str] = Counter()

    def usage(self, now: int) -> int:
        """Count the messages of this month."""
        return self._used[day(now)[:6]]

    def use_up(self, now: int, count: int) -> None:
        """Count messages against this month's quota."""
        self._used[day(now)[:6]] += count

    def tally(self, via: str, now: int, count: int) -> None:
        """Count messages for the daily statistics."""
        self._sent[via, day(now)] += count

    def tallied(self, via: str, date: str) -> int:
        """Give the count of a day (``yyyyMMdd``)."""
        return self._sent[via, date]

    def assign(self, unit: str, now: int) -> bool:
        """Take a unit name for this month; past LINE's limit of names it is silently not taken."""
        names = self._units.setdefault(day(now)[:6], {})
        if unit not in names and len(names) >= UNIT_LIMIT:
            return False
        names[unit] = None
        return True

    def units(self, now: int) -> list[str]:
        """Name the units of this month."""
        return list(self._units.get(day(now)[:6], {}))

    def remember(self, sending: Sending) -> None:
        """Keep a sending for the statistics about it."""
        self.sendings[sending.request_id] = sending
        if len(self.sendings) > _SENDING_LIMIT:
            del self.sendings[next(iter(self.sendings))]

    def follow(self, now: int) -> None:
        """Count a new friend."""
        self._followed[day(now)] += 1

    def block(self, now: int, change: int = 1) -> None:
        """Count a block, or with -1 the end of one."""
        self._blocked[day(now)] += change

    def followers(self, date: str) -> int:
        """Count those who had become friends by the end of a day, whether or not they block now."""
        return sum(count for _, count in self.followed(date))

    def followed(self, date: str) -> list[tuple[str, int]]:
        """Give the days until `date` on which people became friends, and how many."""
        return [(held, count) for held, count in self._followed.items() if held <= date]

    def blocks(self, date: str) -> int:
        """Count those who blocked at the end of a day."""
        return sum(count for held, count in self._blocked.items() if held <= date)


def day(now: int) -> str:
    """Give the day in LINE's time, ``yyyyMMdd``."""
    return datetime.fromtimestamp(now / 1000, UTC).astimezone(_LINE_TIME).strftime("%Y%m%d")
