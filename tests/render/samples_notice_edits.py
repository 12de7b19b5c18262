"""Replies about a confirmed notice that is changed before it goes."""

from typing import Any, get_args

from bot import answers as a
from bot.answers import notice_edits as e
from bot.answers import notices as n
from bot.answers.parts import UnderWay
from bot.intent import Intent
from tests.render.samples_notice_status import NONE, NOW, status
from tests.render.samples_notices import LATER, awaits, draft

WHATS: tuple[Any, ...] = get_args(UnderWay)
BEFORE: dict[str, Any] = {"started_at": None, "counts": NONE, "decided_by": None, "decided_at": None}
GONE = {"state": "cancelled", "ended_at": NOW, "edited": True, **BEFORE}


def late(state: str, **facts: Any) -> a.Reply:
    return a.Reply(answer=e.NoticeEditLate(number=12, state=state, **facts))


def ordinary() -> dict[str, a.Reply]:
    """Each in its usual forms."""
    leads = (Intent("notice.edit", {"notice": 12}), Intent("notice.edit", {"notice": 12, "anew": True}))
    confirmed = n.NoticeConfirmed(number=13, count=14, when=LATER, approval=False, edits=12)
    return {
        "edit_draft": a.Reply(answer=draft(edits=12, when=LATER), leads=leads),
        "edit_confirmed": a.Reply(answer=confirmed),
        "edit_awaits": a.Reply(answer=awaits(number=13, edits=12)),
        "edit_told": a.Reply(answer=e.NoticeBeingEdited(number=12, by="อารี พรหม", awaited=True)),
        "edit_told_author": a.Reply(answer=e.NoticeBeingEdited(number=12)),
        "edit_mine": a.Reply(answer=e.NoticeBeingEdited(number=12, mine=True)),
        "edit_asks": a.Reply(answer=e.NoticeEditAsks(number=12, what="notice", goes=True), leads=leads),
        "edit_asks_stopped": a.Reply(answer=e.NoticeEditAsks(number=12, what="draft", stopped=True)),
        "edit_asks_over": a.Reply(answer=e.NoticeEditAsks(number=12, what="leaving")),
        "edit_dropped": a.Reply(answer=a.Dropped(what="notice", edits=12)),
        "edit_open": a.Reply(answer=a.StillOpen(what="notice", measures=(), ready=True, edits=12)),
        "edit_late_sending": late("sending", sent=480),
        "edit_late_sent": late("sent", sent=1),
        "edit_late_begun": late("paused"),
        "edit_late_replaced": late("cancelled", successor=13),
        "edit_late_forgotten": late("cancelled", forgotten=True),
        "edit_stale": a.Reply(answer=n.NoticeStale(number=12, state="cancelled", edited=True)),
        "edit_stale_replaced": a.Reply(
            answer=n.NoticeStale(number=12, state="cancelled", edited=True, successor=13)
        ),
        "edit_status": a.Reply(answer=status(editable=True, **GONE), leads=leads),
        "edit_status_replaced": a.Reply(answer=status(successor=13, **GONE)),
        "edit_status_scheduled": a.Reply(answer=status(state="scheduled", editable=True, **BEFORE)),
        "edit_status_rejected": a.Reply(
            answer=status(state="rejected", why="ข้อความไม่ครบ", editable=True, counts=NONE)
        ),
    }


def full(long: str, nasty: str) -> dict[str, a.Answer]:
    """Each at its longest, and with words that look like something else."""
    most = 2**31 - 1
    return {
        "told": e.NoticeBeingEdited(number=most, by=long[:120], awaited=True),
        "nasty": e.NoticeBeingEdited(number=most, by=nasty),
        "late": e.NoticeEditLate(number=most, state="sent", sent=100_000),
        "draft": draft(edits=most, text=(long * 10)[:5000]),
        **{f"asks_{what}": e.NoticeEditAsks(number=most, what=what) for what in WHATS},
    }
