"""The second person's word on a notice, and a notice that is called back before anything left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answers import Reply, Tell
from bot.answers.notices import NoticeJudged, NoticeReasonAsked, NoticeStale, NoticeStopped
from bot.changes_notices import NoticeTurned
from bot.dialogue import Holding, Rejecting
from bot.intent import Intent
from bot.store import notices
from bot.usecases import drafting, joining, permission
from bot.usecases.notices import composing, lapsing, looking, turning
from bot.usecases.notices.noting import noted
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.changes import DialogueTurned
    from bot.store.notices import Kept
    from bot.usecases.asker import Ask
    from bot.usecases.notices.gathering import Named
    from bot.usecases.notices.looking import Looked

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
    stop_it = Intent("notice.cancel", {"notice": kept.number})
    mine = NoticeJudged(number=kept.number, approved=True, mine=True, when=when)
    told = NoticeJudged(number=kept.number, approved=True, mine=False, by=me.name, when=when)
    return Reply(
        answer=mine,
        leads=(stop_it, *_leads(kept)),
        changes=(*_then_held(ask, kept), turned, noted("approve", kept, notices.SCHEDULED)),
        tells=_author(ask, kept, told, stop_it),
        about=f"notice {kept.number}",
    )


def _then_held(ask: Ask, kept: Kept) -> tuple[DialogueTurned, ...]:
    """Let calling off mean the notice that was approved, unless something else is under way."""
    free = not ask.present.waits or bool(_asked_no_more(ask, kept))
    return (drafting.turned(ask, Holding(notice=kept.number)),) if free else ()


def reject(ask: Ask) -> Reply:
    """Ask why a notice is not approved; with the reason, which its author is told, it is over."""
    permission.need(ask, Right.NOTICE)
    refused = joining.private(ask)
    if refused is not None:
        return refused
    kept = _awaiting(ask)
    said = ask.intent.slots.get("text")
    reason = " ".join(said.split()) if isinstance(said, str) else ""
    long = len(reason) if len(reason) > LONGEST_REASON else 0
    if long or not reason:
        number = ask.present.next_number
        return Reply(
            answer=NoticeReasonAsked(number=kept.number, dialogue=number, long=long, most=LONGEST_REASON),
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
        changes=(drafting.turned(ask, None), turned, noted("reject", kept, notices.REJECTED)),
        tells=_author(ask, kept, told),
        about=f"notice {kept.number}",
        sources=() if ask.message_id is None else (ask.message_id,),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The notice that calling off means, whatever else is under way."""

    looked: Looked


def gather_held(session: Session, ask: Ask) -> Held | None:
    """Find the notice that goes in a moment, or the one that was confirmed just now; None: there is none.

    What is in its hold comes first, whatever the asker has begun since: it cannot wait.
    """
    agency_id, state, me = looking.may(ask), ask.present.state, ask.asker.member
    button = ask.intent.slots.get("dialogue")
    if agency_id is None or me is None:
        return None
    kept = None
    if button is None:
        recent = notices.latest(session, agency_id, looking.RECENT)
        going = [one for one in recent if looking.is_held(ask, one)]
        mine = (one for one in going if me.person_id in {one.author_id, one.decided_by})
        kept = next(mine, None)
    if kept is None and isinstance(state, Holding) and (button is None or is_of(state, button)):
        kept = notices.numbered(session, agency_id, state.notice)
    return None if kept is None else Held(looked=looking.looked(session, kept))


def is_of(state: Holding, button: object) -> bool:
    """Whether a button is of the turns that showed the notice that is held now."""
    return isinstance(button, int) and state.first <= button <= state.last


def stop(ask: Ask) -> Reply:
    """Call back the notice that was confirmed just now. Once it has begun to go, the rest of it stays."""
    permission.need(ask, Right.NOTICE)
    found: Held = ask.found
    kept = looking.there(found.looked)
    over = (drafting.turned(ask, None),) if isinstance(ask.present.state, Holding) else ()
    if kept.state in {notices.SENDING, notices.PAUSED}:
        which = Intent("notice.cancel", {"notice": kept.number})
        reply = turning.turn(replace(ask, intent=which, found=turning.Meant(found=found.looked)))
        return replace(reply, changes=(*over, *(one for one in reply.changes if one not in over)))
    if kept.state not in {notices.AWAITING, notices.SCHEDULED}:
        return Reply(answer=looking.stale(kept), leads=_leads(kept), changes=over)
    turned = NoticeTurned(
        notice_id=kept.id,
        seen=(kept.state,),
        state=notices.CANCELLED,
        values={"ended_at": ask.asker.now},
    )
    return Reply(
        answer=NoticeStopped(number=kept.number),
        leads=(Intent("notice.send"), Intent("notice.list")),
        changes=(*over, turned, noted("cancel", kept, notices.CANCELLED)),
        about=f"notice {kept.number}",
    )


def _awaiting(ask: Ask) -> Kept:
    """Return the notice that is to be decided on. Raises NoData where it is not, or not by the asker."""
    found: Named = ask.found
    kept = found.notice
    if kept is None:
        missing = NoticeStale(number=None, state=None)
        raise NoData(Reply(answer=missing, leads=(Intent("notice.list"),), changes=_asked_no_more(ask)))
    me = permission.need(ask, Right.NOTICE)
    own = kept.author_id == me.person_id
    if kept.state != notices.AWAITING or own:
        answer = looking.stale(kept, own=own and kept.state == notices.AWAITING)
        raise NoData(Reply(answer=answer, leads=_leads(kept), changes=_asked_no_more(ask, kept)))
    return kept


def _asked_no_more(ask: Ask, kept: Kept | None = None) -> tuple[DialogueTurned, ...]:
    """End the wait for a reason, unless it is one for another notice."""
    state = ask.present.state
    over = isinstance(state, Rejecting) and (kept is None or kept.number == state.notice)
    return (drafting.turned(ask, None),) if over else ()


def _leads(kept: Kept) -> tuple[Intent, ...]:
    return Intent("notice.status", {"notice": kept.number}), Intent("notice.list")


def _author(ask: Ask, kept: Kept, answer: NoticeJudged, *leads: Intent) -> tuple[Tell, ...]:
    found: Named = ask.found
    if found.author is None:
        return ()
    reply = Reply(answer=answer, leads=(*leads, *_leads(kept)), about=f"notice {kept.number}")
    return (Tell(recipient=found.author, reply=reply),)
