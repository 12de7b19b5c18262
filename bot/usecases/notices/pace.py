"""How fast a notice goes out, and when it must stop by itself. Pure.

It begins with a few people and grows with what was sent: a notice that LINE refuses, or that somebody pauses
at once, has reached few. Some calls are on their way at a time, so that LINE's delay costs little; not more,
for what is on its way cannot be paused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.store.notice_delivery import Waiting

FIRST: Final = 20
"""Messages of the first call."""
GROWTH: Final = 4
BATCH: Final = 500
"""The most recipients of one call, by LINE's rules."""
SIDE_BY_SIDE: Final = 4
ENOUGH: Final = SIDE_BY_SIDE * BATCH // GROWTH
"""Once it is known how it ended for so many, a notice goes as fast as it can."""
MOST_ROWS: Final = 40
"""Calls to one recipient each, where not all get the same, are on their way in such a number."""
FEW_FAILURES: Final = 10
FAILURE_PERCENT: Final = 10


def take(tried: int, waiting: Waiting) -> int:
    """Return how many messages may follow now, where of ``tried`` recipients it is known how it ended."""
    at_once = min(SIDE_BY_SIDE * BATCH, max(FIRST, GROWTH * tried))
    free = at_once - waiting.cost
    if waiting.rows >= MOST_ROWS or free < min(BATCH, at_once // SIDE_BY_SIDE):
        return 0  # a crumb would be a call of its own
    return min(BATCH, free)


def too_many(failed: int, more: int, tried: int) -> bool:
    """Whether a notice must pause now that ``failed`` of ``tried`` have failed, ``more`` of them just now.

    Somebody may let it go on all the same: then it pauses again when their number has doubled.
    """
    before = failed - more
    if not _bad(failed, tried):
        return False
    doubled = (failed // FEW_FAILURES).bit_length() > (before // FEW_FAILURES).bit_length()
    return doubled or not _bad(before, tried - more)


def matters(failed: int) -> int:
    """Return how many tried ones need to be counted to judge that."""
    return failed * 100 // FAILURE_PERCENT + 1


def _bad(failed: int, tried: int) -> bool:
    return failed >= FEW_FAILURES and failed * 100 >= tried * FAILURE_PERCENT
