"""A notice is confirmed: counted where there are many, approved by a second person, held, or called back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answers import Reply, StepStale, Tell
from bot.answers.notices import NoticeAwaits, NoticeConfirmed, NoticeCount
from bot.changes import Done
from bot.changes_notices import NoticeMade, NoticeTurned
from bot.dialogue import Holding, Noticing
from bot.intent import Intent
from bot.store import notices
from bot.store.audit import Deed
from bot.store.notices import NewNotice, NewRecipient
from bot.usecases import drafting, permission
from bot.usecases.notices import audience, composing, content, files, filling, previewing
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers.notices import NoticeWhen
    from bot.usecases.asker import Ask
    from bot.usecases.notices.audience import Audience
    from bot.usecases.notices.filling import Duty
    from bot.usecases.notices.gathering import Found

GROUP_LANGUAGE: Final = "th"


def send(ask: Ask) -> Reply:
    """Write a notice, or take the number of recipients that was asked for."""
    state = ask.present.state
    counting = isinstance(state, Noticing) and state.counting and "count" in ask.intent.slots
    return count(ask) if counting else composing.send(ask)


def confirm(ask: Ask) -> Reply:
    """Do it, or ask for the number first. Whatever is not as it was shown is shown anew."""
    state, meant = _ready(ask)
    if meant.heads >= composing.TYPED_FROM:
        return _count_asked(ask, state, meant)
    return _made(ask, state, meant)


def count(ask: Ask) -> Reply:
    """Take the number of recipients that was typed."""
    state, meant = _ready(ask)
    said = ask.intent.slots.get("count")
    if said != meant.heads:
        return _count_asked(ask, state, meant, wrong=said if isinstance(said, int) else None)
    return _made(ask, state, meant)


def _ready(ask: Ask) -> tuple[Noticing, Audience]:
    """Return the notice and whom it goes to. Raises NoData with what is said instead."""
    permission.need(ask, Right.NOTICE)
    state = ask.present.state
    if not isinstance(state, Noticing):
        raise NoData(Reply(answer=StepStale(open=False), leads=(Intent("notice.list"),)))
    found: Found = ask.found
    successor = None if found.edited is None else found.edited.successor
    if successor is not None:
        raise composing.not_taken(ask, state, "replaced", count=successor, most=state.edits)
    if state.want is not None or files.kept(found, state) != state.files:
        raise NoData(composing.shown(ask, state))
    late = composing.over(ask, state)
    if late is not None:  # it stays so until another time is said: that it goes now, nobody said
        raise composing.not_taken(ask, state, "past", at=late.astimezone(ask.asker.now.tzinfo))
    meant = composing.resolved(ask, state)
    if meant.digest != state.shown:
        raise NoData(composing.shown(ask, state, changed=True))
    if not composing.draft(ask, state, meant, ask.present.number).ready:
        raise NoData(composing.shown(ask, state))
    if composing.needs_approval(found, meant) and not found.reach:
        together = composing.lately(found, meant)
        why = "nobody_to_approve_lately" if together else "nobody_to_approve"
        raise composing.not_taken(ask, state, why, count=together or meant.heads)
    return state, meant


def _count_asked(ask: Ask, state: Noticing, meant: Audience, wrong: int | None = None) -> Reply:
    number = ask.present.next_number
    answer = NoticeCount(count=meant.heads, groups=len(meant.rooms), dialogue=number, wrong=wrong)
    leads = (Intent("cancel", {"dialogue": number}),)
    return Reply(
        answer=answer,
        leads=leads,
        changes=(drafting.turned(ask, replace(state, counting=True, card=_card(ask, state))),),
    )


def _card(ask: Ask, state: Noticing) -> int:
    """Return the turn that showed the recipients."""
    return state.card if state.counting and state.card else ask.present.number


def _made(ask: Ask, state: Noticing, meant: Audience) -> Reply:
    me = permission.need(ask, Right.NOTICE)
    found: Found = ask.found
    approval = composing.needs_approval(found, meant)
    when = composing.when(ask, state)
    number = found.next_number
    new = NewNotice(
        state=notices.AWAITING if approval else notices.SCHEDULED,
        author_id=me.person_id,
        send_at=composing.moment(ask, state),
        content=content.dump(previewing.written(ask, state)),
        audience=state.audience,
        cost=meant.cost,
        urgent=state.urgent,
        signed=state.signed,
        corrects=state.corrects,
        reminds=state.reminds,
        template_id=state.template,
        sources=composing.sources(state),
        recipients=recipients(state, meant, found.duties),
    )
    deed = Deed(
        action="notice.send",
        subject=f"notice {number}",
        after={
            "state": new.state,
            "recipients": meant.count,
            "cost": meant.cost,
            "at": new.send_at.isoformat(),
            **({} if state.edits is None else {"edits": state.edits}),
        },
    )
    answer = NoticeConfirmed(
        number=number,
        count=meant.count,
        when=when,
        approval=approval,
        approvers=len(found.reach),
        edits=state.edits,
    )
    held = Holding(notice=number, first=_card(ask, state), last=ask.present.number)
    which = {"notice": number}
    names = ("notice.cancel", "notice.edit", "notice.status")
    leads = (*(Intent(name, which) for name in names), Intent("notice.list"))
    return Reply(
        answer=answer,
        leads=leads,
        changes=(drafting.turned(ask, held), NoticeMade(new), Done(deed), *_succeeded(found, number)),
        tells=_asked_to_approve(ask, state, meant, when) if approval else (),
        about=f"notice {number}",
        sources=composing.sources(state),
    )


def _succeeded(found: Found, number: int) -> tuple[NoticeTurned, ...]:
    """Note with the notice that was called back to be changed what took its place."""
    kept = found.edited
    if kept is None or not kept.edited:
        return ()
    why = f"{notices.EDITED} {number}"
    return (NoticeTurned(notice_id=kept.id, seen=(notices.CANCELLED,), state=notices.CANCELLED, why=why),)


def recipients(state: Noticing, meant: Audience, owed: Mapping[str, Duty]) -> tuple[NewRecipient, ...]:
    """Return whom a notice goes to as it is written down, those who cannot be reached as well.

    What its placeholders stand for is written down with each whom it reaches.
    """
    words = state.audience
    text, personal = filling.written(state)
    keys = filling.known(text) if personal else ()
    return (
        *(
            NewRecipient(
                person_id=one.person_id,
                channel_id=one.channel_id,
                language=one.language,
                unit=audience.unit_of(one, words),
                filled=filling.of_person(keys, one, words, owed) if personal else None,
            )
            for one in meant.people
        ),
        *(
            NewRecipient(
                person_id=one.person_id,
                channel_id=one.channel_id,
                language=one.language,
                unit=audience.unit_of(one, words),
                state="skipped",
                why=one.problem,
            )
            for one in meant.unreachable
        ),
        *(
            NewRecipient(
                chat_id=room.chat_id,
                channel_id=room.channel_id,
                language=GROUP_LANGUAGE,
                unit=room.unit,
                filled=filling.of_room(keys, room, owed) if personal else None,
            )
            for room in meant.rooms
        ),
    )


def _asked_to_approve(ask: Ask, state: Noticing, meant: Audience, when: NoticeWhen) -> tuple[Tell, ...]:
    found: Found = ask.found
    me = ask.asker.member
    said = previewing.written(ask, state)
    sample, filled = previewing.sample(state, meant, found)
    answer = NoticeAwaits(
        number=found.next_number,
        by=me.name if me is not None else None,
        audience=state.audience,
        people=len(meant.people),
        rooms=len(meant.rooms),
        unreachable=len(meant.unreachable),
        cost=meant.cost,
        text=said.text,
        when=when,
        signed=state.signed,
        urgent=state.urgent,
        personal=said.personal,
        sample=sample,
        filled=filled,
        files=content.opened(said, ask.links),
        lately=composing.lately(found, meant),
        edits=state.edits,
    )
    which = {"notice": found.next_number}
    leads = (Intent("notice.approve", which), Intent("notice.reject", which), Intent("notice.who", which))
    reply = Reply(
        first=previewing.preview(ask, state, meant, previewing.BESIDE),
        answer=answer,
        leads=leads,
        about=f"notice {found.next_number}",
        sources=composing.sources(state),
    )
    return tuple(Tell(recipient=one, reply=reply) for one in found.reach.values())
