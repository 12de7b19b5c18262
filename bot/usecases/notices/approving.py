"""The second person's word on a notice, and a notice that is called back before anything left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import Reply, StepStale, Tell
from bot.answers.notices import NoticeJudged, NoticeReasonAsked, NoticeStale, NoticeStopped
from bot.changes import Done
from bot.changes_notices import NoticeTurned
from bot.dialogue import Holding, Rejecting
from bot.intent import Intent
from bot.store import notices
from bot.store.audit import Deed
from bot.usecases import drafting, joining, permission
from bot.usecases.notices import composing, lapsing
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    from bot.store.notices import Kept
    from bot.usecases.asker import Ask
    from bot.usecases.notices.gathering import Named

LONGEST_REASON = 200


def approve(ask: Ask) -> Reply:
    """Let a notice go that somebody else wrote: after its hold, or when it is scheduled for."""
    me = permission.need(ask, Right.NOTICE)
    refused = joining.private(ask)
    if refused is not None:
        return refused
    kept = _awaiting(ask)
    late = lapsing.lapsed(ask, kept)
    if late is not None:
        return late
    soon = ask.asker.now + composing.HOLD
    held = kept.send_at <= soon
    at = soon if held else kept.send_at
    when = composing.when_at(ask, at, held=held)
    values = {"send_at": at, "decided_by": me.person_id, "decided_at": ask.asker.now}
    turned = NoticeTurned(notice_id=kept.id, seen=(notices.AWAITING,), state=notices.SCHEDULED, values=values)
    mine = NoticeJudged(number=kept.number, approved=True, mine=True, when=when)
    told = NoticeJudged(number=kept.number, approved=True, mine=False, by=me.name, when=when)
    return Reply(
        answer=mine,
        leads=_leads(kept),
        changes=(turned, _deed("notice.approve", kept, notices.SCHEDULED)),
        tells=_author(ask, kept, told),
        about=f"notice {kept.number}",
    )


def reject(ask: Ask) -> Reply:
    """Ask why a notice is not approved; with the reason, which its author is told, it is over."""
    permission.need(ask, Right.NOTICE)
    refused = joining.private(ask)
    if refused is not None:
        return refused
    kept = _awaiting(ask)
    said = ask.intent.slots.get("text")
    reason = " ".join(said.split())[:LONGEST_REASON] if isinstance(said, str) else ""
    if not reason:
        number = ask.present.next_number
        return Reply(
            answer=NoticeReasonAsked(number=kept.number, dialogue=number),
            leads=(Intent("cancel", {"dialogue": number}),),
            changes=(drafting.turned(ask, Rejecting(notice=kept.number)),),
        )
    return _rejected(ask, kept, reason)


def _rejected(ask: Ask, kept: Kept, reason: str) -> Reply:
    me = permission.need(ask, Right.NOTICE)
    values = {"decided_by": me.person_id, "decided_at": ask.asker.now, "ended_at": ask.asker.now}
    turned = NoticeTurned(
        notice_id=kept.id, seen=(notices.AWAITING,), state=notices.REJECTED, why=reason, values=values
    )
    told = NoticeJudged(number=kept.number, approved=False, mine=False, by=me.name, reason=reason)
    return Reply(
        answer=NoticeJudged(number=kept.number, approved=False, mine=True, reason=reason),
        leads=_leads(kept),
        changes=(drafting.turned(ask, None), turned, _deed("notice.reject", kept, notices.REJECTED)),
        tells=_author(ask, kept, told),
        about=f"notice {kept.number}",
        sources=() if ask.message_id is None else (ask.message_id,),
    )


def confirm_reject(ask: Ask) -> Reply:
    """A yes is no reason."""
    return reject(ask)


def stop(ask: Ask) -> Reply:
    """Call back the notice that was confirmed just now, before anything of it left."""
    permission.need(ask, Right.NOTICE)
    found: Named = ask.found
    kept = found.notice
    over = drafting.turned(ask, None)
    if not isinstance(ask.present.state, Holding) or kept is None:
        return Reply(answer=StepStale(open=False), leads=(Intent("notice.list"),), changes=(over,))
    if kept.state not in {notices.AWAITING, notices.SCHEDULED}:
        stale = NoticeStale(number=kept.number, state=kept.state)
        return Reply(answer=stale, leads=_leads(kept), changes=(over,))
    turned = NoticeTurned(
        notice_id=kept.id,
        seen=(kept.state,),
        state=notices.CANCELLED,
        values={"ended_at": ask.asker.now},
    )
    return Reply(
        answer=NoticeStopped(number=kept.number),
        leads=(Intent("notice.send"), Intent("notice.list")),
        changes=(over, turned, _deed("notice.cancel", kept, notices.CANCELLED)),
        about=f"notice {kept.number}",
    )


def _awaiting(ask: Ask) -> Kept:
    """Return the notice that is to be decided on. Raises NoData where it is not, or not by the asker."""
    found: Named = ask.found
    kept = found.notice
    if kept is None:
        raise NoData(Reply(answer=NoticeStale(number=None, state=None), leads=(Intent("notice.list"),)))
    me = permission.need(ask, Right.NOTICE)
    own = kept.author_id == me.person_id
    if kept.state != notices.AWAITING or own:
        answer = NoticeStale(number=kept.number, state=kept.state, own=own and kept.state == notices.AWAITING)
        raise NoData(Reply(answer=answer, leads=_leads(kept)))
    return kept


def _leads(kept: Kept) -> tuple[Intent, ...]:
    return Intent("notice.status", {"notice": kept.number}), Intent("notice.list")


def _deed(action: str, kept: Kept, state: str) -> Done:
    subject = f"notice {kept.number}"
    before, after = {"state": kept.state}, {"state": state}
    return Done(Deed(action=action, subject=subject, before=before, after=after, person_id=kept.author_id))


def _author(ask: Ask, kept: Kept, answer: NoticeJudged) -> tuple[Tell, ...]:
    found: Named = ask.found
    if found.author is None:
        return ()
    reply = Reply(answer=answer, leads=_leads(kept), about=f"notice {kept.number}")
    return (Tell(recipient=found.author, reply=reply),)
