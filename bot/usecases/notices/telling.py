"""What the author and the administrators are told of a notice unasked. Pure.

A push costs a message, so it is told where it matters: that a notice stopped by itself, always; that it is
done, if not everybody got it, if it was sent when nobody sat and waited for it, or if one more message
is next to nothing beside what it cost. Else its author, who has just confirmed it, asks and is told free.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from bot.answers import Reply
from bot.answers.notices import NoticeDone, NoticePaused
from bot.intent import Intent
from bot.store.notices import QUOTA

if TYPE_CHECKING:
    from bot.store.notices import Kept

WATCHED: Final = dt.timedelta(minutes=15)
"""So long after it was confirmed its author may still be looking."""
NEXT_TO_NOTHING: Final = 100


def paused(notice: Kept, why: str) -> Reply:
    """Tell that a notice paused by itself. ``notice`` has its recipients counted."""
    of = notice.states
    answer = NoticePaused(
        number=notice.number,
        why=why,
        sent=of.get("sent", 0),
        failed=of.get("refused", 0) + of.get("unknown", 0),
        left=of.get("queued", 0) + of.get("sending", 0),
    )
    which = {"notice": notice.number}
    names = ("status", "resume", *(("pause",) if why == QUOTA else ()), "cancel")
    leads = tuple(Intent(f"notice.{name}", which) for name in names)
    return Reply(answer=answer, leads=leads, about=f"notice {notice.number}")


def done(notice: Kept) -> Reply:
    """Tell that a notice is sent."""
    of = notice.states
    answer = NoticeDone(
        number=notice.number,
        sent=of.get("sent", 0),
        refused=of.get("refused", 0),
        unknown=of.get("unknown", 0),
        skipped=of.get("skipped", 0),
    )
    which = {"notice": notice.number}
    names = ("notice.status", "notice.retry") if answer.refused else ("notice.status",)
    leads = tuple(Intent(name, which) for name in names)
    return Reply(answer=answer, leads=leads, about=f"notice {notice.number}")


def worth_a_message(notice: Kept, now: dt.datetime) -> bool:
    """Whether its author is told by a push that a notice is sent."""
    of = notice.states
    missed = of.get("refused", 0) + of.get("unknown", 0)
    return missed > 0 or now - notice.made_at >= WATCHED or notice.total >= NEXT_TO_NOTHING
