"""What a notice depends on, looked up: whom it can go to, how the month stands, when the office works."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.dialogue import Holding, Noticing, Rejecting
from bot.store import attachments, notice_costs, notices, office, templates
from bot.store import audience as people
from bot.usecases import announcing, foreseeing, permission, slots
from bot.usecases.budgeting import Means, month_of
from bot.usecases.notices import audience, content, filling
from bot.usecases.notices.audience import Around
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.attachments import Sent
    from bot.store.notices import Kept
    from bot.store.office import Office
    from bot.store.people import Recipient
    from bot.store.templates import Template
    from bot.usecases.asker import Ask
    from bot.usecases.notices.filling import Duty

LATELY: Final = dt.timedelta(hours=1)
"""How long what somebody sends alone is counted together: a notice in parts is one notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that writing and confirming a notice depends on. ``next_number`` is what it would be called.

    ``files`` are what was sent for it, by the messages that brought them, as far as they were not taken back;
    ``duties`` what each unit owes.
    """

    around: Around
    means: Means
    office: Office
    next_number: int
    reach: Mapping[int, Recipient] = field(default_factory=dict)
    """How the other administrators are reached, by person."""
    duties: Mapping[str, Duty] = field(default_factory=dict)
    files: Mapping[str, Sent] = field(default_factory=dict)
    templates: Sequence[Template] = ()
    promised: int = 0
    """Messages of this month that notices will cost which are confirmed and have not gone yet."""
    in_set: int = 0
    """How many pictures of the set that one belongs to came in before it."""
    edited: Kept | None = None
    """The notice whose place it would take; its recipients are not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The notice that is spoken of, and how its author is reached."""

    notice: Kept | None
    office: Office
    author: Recipient | None = None


def gather(session: Session, ask: Ask) -> Found | None:
    """Find what a notice depends on; None for whoever may not send one."""
    agency_id = ask.asker.agency_id
    if agency_id is None or not permission.may(ask, Right.NOTICE) or ask.asker.in_group:
        return None
    state = ask.present.state
    words: Sequence[str] = state.audience if isinstance(state, Noticing) else ()
    if "audience" in ask.intent.slots:
        with suppress(slots.BadSlots):  # that is answered when it is decided what to do
            words = (*words, *audience.read(ask.intent.slots["audience"]))
    earlier = {}
    for number in audience.numbers(words):
        kept = notices.numbered(session, agency_id, number)
        if kept is not None:
            earlier[number] = people.earlier(session, kept.id, number)
    everybody = people.everybody(session, agency_id)
    owed = filling.duties(ask.shelf.plan(), ask.today) if ask.shelf.plans else {}
    draft = state if isinstance(state, Noticing) else Noticing()
    edited = None if draft.edits is None else notices.plain(session, agency_id, draft.edits)
    me = ask.asker.member.person_id if ask.asker.member is not None else None
    admins = [one.person_id for one in everybody if is_admin(one) and one.person_id != me]
    return Found(
        around=Around(
            people=everybody,
            rooms=people.rooms(session, agency_id),
            overdue=frozenset(unit for unit, duty in owed.items() if duty.late),
            earlier=earlier,
            alone=people.alone(session, agency_id, me, ask.asker.now - LATELY),
        ),
        means=foreseeing.means_of(session, agency_id, ask.asker.now),
        office=office.offices(session, [agency_id])[agency_id],
        next_number=notices.last_number(session, agency_id) + 1,
        reach=announcing.reach(session, admins),
        duties=owed,
        promised=_promised(session, agency_id, ask.asker.now),
        files={
            **_taken_over(session, agency_id, draft),
            **attachments.for_notice(session, ask.asker.chat_id or 0, draft.files),
        },
        edited=edited,
    )


def _taken_over(session: Session, agency_id: int, draft: Noticing) -> Mapping[str, Sent]:
    """Find the pictures and files of the notices that a draft is about, whoever sent them."""
    about = {draft.edits, draft.reminds, draft.corrects} - {None}
    found = [notices.plain(session, agency_id, number) for number in about if number is not None]
    keys = {one.evidence for kept in found if kept is not None for one in content.load(kept.content).files}
    return attachments.of_keys(session, agency_id, keys)


def _promised(session: Session, agency_id: int, now: dt.datetime) -> int:
    """Return what is promised of the month; what waits since an earlier one goes, if it goes, in this."""
    month = month_of(now)
    return sum(cost for at, cost in notice_costs.promised(session, agency_id) if month_of(at) <= month)


def gather_with_templates(session: Session, ask: Ask) -> Found | None:
    """Find what a notice depends on that begins from a template."""
    found = gather(session, ask)
    agency_id = ask.asker.agency_id
    if found is None or agency_id is None:
        return None
    return replace(found, templates=templates.in_use(session, agency_id))


def gather_named(session: Session, ask: Ask) -> Named | None:
    """Find the notice that a button names, or that is under way."""
    agency_id = ask.asker.agency_id
    if agency_id is None or not permission.may(ask, Right.NOTICE):
        return None
    state = ask.present.state
    under_way = state.notice if isinstance(state, Rejecting | Holding) else None
    number = slots.notice(ask.intent) or under_way
    kept = None if number is None else notices.numbered(session, agency_id, number)
    author = None if kept is None else kept.author_id
    return Named(
        notice=kept,
        office=office.offices(session, [agency_id])[agency_id],
        author=next(iter(announcing.reach(session, [author]).values()), None),
    )


def is_admin(somebody: people.Somebody) -> bool:
    """Whether somebody may send notices, and approve those of others."""
    return any(role in permission.ANYWHERE[Right.NOTICE] for _, role in somebody.posts)
