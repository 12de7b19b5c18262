"""Cards that LINE did not take in time: taken back, and made anew as things stand then.

A card says how many days are left, and comes within office hours. One that waits in the outbox, because the
month's messages are used up or LINE is away, is not to be read after closing time or on another day. So from
closing time on it is taken back (an urgent one when its day is over), its reminders wait again, and the next
round within office hours makes a card of what is still true; the row in the outbox stays as the record.
A card that rode on an answer is taken back when the answer has ended without LINE having taken it.
What LINE may have taken without our knowing is left alone: it must not come twice.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from bot.aside import attempt
from bot.outbox import GIVE_UP
from bot.outbox.deciding import QUOTA_WAIT
from bot.store import unsent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from bot.store.unsent import Unsent

FOR_TIME: Final = GIVE_UP - dt.timedelta(seconds=QUOTA_WAIT)
"""A row that was tried for so long was given up for the time it took, not for what LINE thinks of it."""


def stale(session: Session, now: dt.datetime) -> Sequence[Unsent]:
    """Return cards that LINE never took: those whose time is over, and those on an answer that has ended.

    A card of its own that LINE refused for what it is would be refused again. Of an answer that is not known:
    its card is tried once by itself.
    """
    midnight = dt.datetime.combine(now.date(), dt.time.min, now.tzinfo)
    found = unsent.unsent(session, midnight, now)
    return [one for one in found if one.waits or one.rode or _for_time(one)]


def _for_time(one: Unsent) -> bool:
    return one.over or one.tried_for >= FOR_TIME


def renew(session: Session, now: dt.datetime) -> int:
    """Take back the cards that LINE did not take in time; return how many.

    If that fails each is taken back by itself, and those where it fails stay as they are.
    """
    found = stale(session, now)
    count = attempt(
        session,
        "taking cards back",
        partial(unsent.take_back, session, found, now),
        partial(_renew_apart, session, found, now),
    )
    if count:
        structlog.get_logger("reminders").warning("cards were not sent in time", cards=count)
    return count


def _renew_apart(session: Session, found: Sequence[Unsent], now: dt.datetime) -> int:
    return sum(
        attempt(session, "taking a card back", partial(unsent.take_back, session, [one], now), lambda: 0)
        for one in found
    )
