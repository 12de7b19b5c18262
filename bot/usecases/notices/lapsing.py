"""A notice that waited for a second person's word until nobody could mean it any more."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from bot.answers import Reply, Tell
from bot.answers.notices import NoticeLapsed
from bot.changes_notices import NoticeTurned
from bot.intent import Intent
from bot.store import notices
from bot.usecases.lines import local
from bot.usecases.notices.noting import noted

if TYPE_CHECKING:
    from bot.store.notices import Kept
    from bot.usecases.asker import Ask
    from bot.usecases.notices.gathering import Named

LASTS: Final = dt.timedelta(days=3)
"""How long after the time it was meant for a notice can be approved: then its words may be wrong."""
WHY: Final = "lapsed"


def lapsed(ask: Ask, kept: Kept) -> Reply | None:
    """End a notice that is approved too late, and tell its author; None: it is not too late."""
    if ask.asker.now <= kept.send_at + LASTS:
        return None
    found: Named = ask.found
    answer = NoticeLapsed(number=kept.number, at=local(ask, kept.send_at), days=LASTS.days)
    leads = (Intent("notice.status", {"notice": kept.number}), Intent("notice.list"))
    reply = Reply(answer=answer, leads=leads, about=f"notice {kept.number}")
    turned = NoticeTurned(
        notice_id=kept.id,
        seen=(notices.AWAITING,),
        state=notices.CANCELLED,
        why=WHY,
        values={"ended_at": ask.asker.now},
    )
    tells = () if found.author is None else (Tell(recipient=found.author, reply=reply),)
    changes = (turned, noted("cancel", kept, notices.CANCELLED))
    return Reply(answer=answer, leads=leads, changes=changes, tells=tells, about=f"notice {kept.number}")
