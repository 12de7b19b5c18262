"""A notice that was confirmed and has not gone is changed: it goes no more, and is a draft again.

Nothing of it is sent until the draft is confirmed, which makes a notice of its own (0025 says why).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.answers import Reply, Tell
from bot.answers.notice_edits import NoticeBeingEdited, NoticeEditAsks, NoticeEditLate
from bot.changes_notices import NoticeTurned
from bot.dialogue import Draft, Noticing, Present
from bot.intent import Intent
from bot.store import notices
from bot.usecases import announcing, dialogues
from bot.usecases.notices import composing, content, files, gathering, looking
from bot.usecases.notices.looking import Looked
from bot.usecases.notices.noting import noted
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.answers.parts import UnderWay
    from bot.changes import Change
    from bot.store.notices import Kept
    from bot.store.people import Recipient
    from bot.usecases.asker import Ask
    from bot.usecases.notices.gathering import Found

WAITING: Final = (notices.AWAITING, notices.SCHEDULED)
"""States of a notice that goes by itself, or with a second person's word."""
OVER: Final = (notices.REJECTED, notices.CANCELLED)
"""States of a notice that does not go already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The notice that is to be changed, or those that could be meant; and what a draft of it depends on.

    ``reach`` is how those are reached who are to hear of it, by person.
    """

    looked: Looked
    others: Sequence[Kept] = ()
    new: Found | None = None
    reach: Mapping[int, Recipient] = field(default_factory=dict)


def gather(session: Session, ask: Ask) -> Before:
    """Find the notice. Without a number it is the only one that waits, or the last one, as was said."""
    agency_id = looking.may(ask)
    if agency_id is None:
        return Before(looked=Looked())
    looked, others = _meant(session, ask, agency_id)
    kept = looked.kept
    if kept is None or others:
        return Before(looked=looked, others=others)
    state = ask.present.state
    open_ = isinstance(state, Noticing) and state.edits == kept.number
    bare = Noticing(
        audience=kept.audience, edits=kept.number, corrects=looked.corrects, reminds=looked.reminds
    )
    begun = replace(
        ask,
        intent=Intent("notice.send"),
        present=ask.present if open_ else Present(state=bare, number=ask.present.number),
    )
    new = gathering.gather(session, begun)
    told = announcing.reach(session, [kept.author_id])
    if new is not None and kept.state == notices.AWAITING:
        told = {**told, **new.reach}
    return Before(looked=looked, new=new, reach=told)


def _meant(session: Session, ask: Ask, agency_id: int) -> tuple[Looked, Sequence[Kept]]:
    if "notice" in ask.intent.slots:
        return looking.gather(session, ask), ()
    recent = notices.latest(session, agency_id, looking.RECENT)
    fit = [] if ask.intent.slots.get("which") == "latest" else [one for one in recent if one.state in WAITING]
    chosen = (fit or recent)[:1]
    found = looking.looked(session, chosen[0]) if chosen else Looked()
    return found, fit if len(fit) > 1 else ()


def edit(ask: Ask) -> Reply:
    """Call a notice back and open it as a draft; nothing that is being written is lost by that unasked."""
    looking.need(ask)
    before: Before = ask.found
    if before.others:
        return looking.which(ask, before.others, "edit")
    kept = looking.there(before.looked)
    here = replace(ask, found=before.new)
    state = ask.present.state
    if isinstance(state, Noticing) and state.edits == kept.number:
        return composing.shown(here, _said(here, state))
    if not looking.editable(kept, looking.counted(before.looked.tallies)):
        return _late(ask, before.looked, kept)
    what = _under_way(ask)
    if what is not None and ask.intent.slots.get("anew") is not True:
        return _asked(ask, before, kept, what)
    return _begun(here, before, kept)


# --- begun ------------------------------------------------------------------------------------------------


def _begun(ask: Ask, before: Before, kept: Kept) -> Reply:
    """Open the draft, whatever was said of it; the notice goes no more, also where that cannot be."""
    state = _draft(ask, before, kept)
    try:
        reply = composing.shown(ask, _said(ask, state))
    except NoData as missing:
        mine = NoticeBeingEdited(number=kept.number, mine=True)
        reply = replace(missing.reply, first=mine)
    return replace(
        reply,
        changes=(*reply.changes, *_called_back(ask, kept)),
        tells=_told(ask, before, kept),
        about=f"notice {kept.number}",
    )


def _draft(ask: Ask, before: Before, kept: Kept) -> Noticing:
    """Return the notice as a draft, with all that was confirmed."""
    found: Found = ask.found
    said = content.load(kept.content)
    brought = files.held(found, said)
    return Noticing(
        audience=kept.audience,
        text=said.text,
        link=said.link,
        files=brought,
        signed=kept.signed,
        urgent=kept.urgent,
        at=kept.send_at.astimezone(ask.asker.now.tzinfo).isoformat() if _timed(kept) else None,
        corrects=before.looked.corrects,
        reminds=before.looked.reminds,
        edits=kept.number,
        # What is filled for each is still to be filled in its words; what its author filled stands in them.
        template=kept.template_id if said.personal else None,
        messages=tuple(one for one in kept.sources if one not in brought),
    )


def _timed(kept: Kept) -> bool:
    """Whether its time was chosen; else it was to go right away, after its hold."""
    at_once = [one + composing.HOLD for one in (kept.made_at, kept.decided_at) if one is not None]
    return all(kept.send_at > one for one in at_once)


def _said(ask: Ask, state: Noticing) -> Noticing:
    """Put what was said along with it into the draft. Raises NoData with what is wrong with that."""
    said = ask.intent.slots
    if "text" in said:
        return composing.from_message(ask, composing.with_text(ask, state, said["text"]))
    if "at" in said:
        return replace(state, at=composing.said_moment(ask, state, said["at"], said.get("on")))
    return state


def _called_back(ask: Ask, kept: Kept) -> tuple[Change, ...]:
    """Let it go no more, if it would; one that is over already stays as it is."""
    if kept.state in OVER:
        return ()
    turned = NoticeTurned(
        notice_id=kept.id,
        seen=(kept.state,),
        state=notices.CANCELLED,
        why=notices.EDITED,
        values={"ended_at": ask.asker.now},
    )
    return turned, noted("edit", kept, notices.CANCELLED)


def _told(ask: Ask, before: Before, kept: Kept) -> tuple[Tell, ...]:
    """Tell its author, and those who were asked to approve it; not who does it."""
    if kept.state in OVER:
        return ()
    me = ask.asker.member
    answer = NoticeBeingEdited(
        number=kept.number,
        by=None if me is None else me.name,
        awaited=kept.state == notices.AWAITING,
    )
    leads = (Intent("notice.status", {"notice": kept.number}), Intent("notice.list"))
    reply = Reply(answer=answer, leads=leads, about=f"notice {kept.number}")
    others = [one for person, one in before.reach.items() if me is None or person != me.person_id]
    return tuple(Tell(recipient=one, reply=reply) for one in others)


# --- not begun --------------------------------------------------------------------------------------------


def _under_way(ask: Ask) -> UnderWay | None:
    """Return what would be given up; what nothing was said of yet is nothing."""
    state = ask.present.state
    empty = (isinstance(state, Noticing) and state.empty) or (isinstance(state, Draft) and not state.lines)
    return None if empty else dialogues.NAMES.get(type(state))


def _asked(ask: Ask, before: Before, kept: Kept, what: UnderWay) -> Reply:
    """Ask first. One that is about to go is called back at once: it would be gone before the answer.

    A text that was said along with it is typed again then: the button does not say of which message it is.
    """
    stops = looking.is_held(ask, kept)
    goes = kept.state in WAITING and not stops
    return Reply(
        answer=NoticeEditAsks(number=kept.number, what=what, goes=goes, stopped=stops),
        leads=(Intent("notice.edit", {"notice": kept.number, "anew": True}),),
        changes=_called_back(ask, kept) if stops else (),
        tells=_told(ask, before, kept) if stops else (),
        about=f"notice {kept.number}",
    )


def _late(ask: Ask, found: Looked, kept: Kept) -> Reply:
    """Say why it cannot be changed, and what can be done instead."""
    counts = looking.counted(found.tallies)
    answer = NoticeEditLate(
        number=kept.number,
        state=kept.state,
        sent=counts.sent + counts.unknown + counts.sending,
        successor=kept.successor,
        forgotten=not kept.content.get("text"),
    )
    leads = looking.leads(ask, kept, counts)
    if kept.successor is not None:
        leads = (Intent("notice.edit", {"notice": kept.successor}), *leads)
    return Reply(answer=answer, leads=leads, about=f"notice {kept.number}")
