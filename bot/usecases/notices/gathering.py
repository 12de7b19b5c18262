"""What a notice depends on, looked up: whom it can go to, how the month stands, when the office works."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.dialogue import Holding, Noticing, Rejecting
from bot.store import audience as people
from bot.store import notices, office
from bot.usecases import announcing, foreseeing, permission, slots
from bot.usecases.budgeting import Means
from bot.usecases.notices import audience
from bot.usecases.notices.audience import Around
from bot.usecases.permission import Right
from ita_core import plan as rules
from ita_core.plan import DONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.notices import Kept
    from bot.store.office import Office
    from bot.store.people import Recipient
    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that writing and confirming a notice depends on. ``next_number`` is what it would be called."""

    around: Around
    means: Means
    office: Office
    next_number: int
    reach: Mapping[int, Recipient] = field(default_factory=dict)
    """How the other administrators are reached, by person."""


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
        words = (*words, *audience.read(ask.intent.slots["audience"]))
    earlier = {}
    for number in audience.numbers(words):
        kept = notices.numbered(session, agency_id, number)
        if kept is not None:
            earlier[number] = people.earlier(session, kept.id, number)
    everybody = people.everybody(session, agency_id)
    me = ask.asker.member.person_id if ask.asker.member is not None else None
    admins = [one.person_id for one in everybody if is_admin(one) and one.person_id != me]
    return Found(
        around=Around(
            people=everybody,
            rooms=people.rooms(session, agency_id),
            overdue=overdue_units(ask),
            earlier=earlier,
        ),
        means=foreseeing.means_of(session, agency_id, ask.asker.now),
        office=office.offices(session, [agency_id])[agency_id],
        next_number=notices.last_number(session, agency_id) + 1,
        reach=announcing.reach(session, admins),
    )


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


def overdue_units(ask: Ask) -> frozenset[str]:
    """Return the units that answer for what is overdue today, and have not handed it in."""
    if not ask.shelf.plans:
        return frozenset()
    plan: Plan = ask.shelf.plan()
    late = rules.overdue(plan.measures.values(), ask.today)
    return frozenset(
        unit.abbr for one in late for unit in plan.owners[one.id] if not _handed_in(one, unit.abbr)
    )


def _handed_in(measure: rules.Measure, unit: str) -> bool:
    share = measure.share(unit)
    return share is not None and share.percent == DONE
