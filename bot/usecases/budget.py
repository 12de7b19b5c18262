"""The message budget, for administrators: what the month has, what is planned of it, what is held back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answers import Reply
from bot.answers.budget import BudgetShown, PlannedKind, PlannedWeek, ReserveSet
from bot.changes import Done
from bot.changes_office import ReserveDecided
from bot.intent import Intent
from bot.store import quota
from bot.store.audit import Deed
from bot.usecases import budgeting, foreseeing, joining, permission, rehearsing, slots
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from bot.store.quota import Shown
    from bot.usecases.asker import Ask
    from bot.usecases.foreseeing import View
    from bot.usecases.rehearsing import Card, Outlook

LARGEST: Final = 1_000_000
"""Messages of a reserve; the largest plan has fewer in a month."""
SHARES: Final = (0, 5, 10, 20)
"""Percent of the month's messages: what a reserve can be set to with a tap."""
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the month looks like."""

    view: View
    shown: Shown


def gather(session: Session, ask: Ask) -> Found | None:
    """Find what the month follows from; None for whoever may not see it."""
    agency_id = ask.asker.agency_id
    if agency_id is None or not permission.may(ask, Right.BUDGET) or ask.asker.in_group:
        return None
    first = ask.today.replace(day=1)
    return Found(
        view=foreseeing.gather(session, agency_id, ask.asker.now),
        shown=quota.shown(session, agency_id, first, budgeting.last_day(first)),
    )


def show(ask: Ask) -> Reply:
    """Show the month: what LINE says, what is planned, whether it lasts."""
    permission.need(ask, Right.BUDGET)
    refused = joining.private(ask)
    if refused is not None:
        return refused
    found: Found | None = ask.found
    if found is None:
        return permission.refusal(ask, Right.BUDGET)
    answer = shown(ask.shelf.short, found, rehearsing.outlook(found.view, ask.asker.now), ask.asker.now)
    return Reply(answer=answer, leads=(*_reserves(answer), Intent("ladder.show"), Intent("reminder.show")))


def shown(agency_short: str, found: Found, outlook: Outlook, now: dt.datetime) -> BudgetShown:
    """Return the month as facts."""
    means, today = outlook.means, now.date()
    planned = rehearsing.costs(outlook.cards)
    total = planned.total()
    allowed = sum(cost for what, cost in planned.items() if outlook.allowance.may(what))
    if means.room is not None:
        allowed = min(allowed, means.room)
    return BudgetShown(
        agency_short=agency_short,
        today=today,
        month=today.replace(day=1),
        most=means.most,
        used=means.used,
        read_at=None if means.read_at is None else means.read_at.astimezone(now.tzinfo),
        reserve=means.reserve,
        reserve_decided=found.view.prospect.office.reserve is not None,
        pushed=found.shown.pushed,
        spent=found.shown.cost,
        free=found.shown.free,
        planned=total,
        allowed=allowed,
        left=None if means.left is None else means.left - allowed,
        missing=0 if means.room is None else max(0, total - means.room),
        exhausted=outlook.allowance.exhausted,
        weeks=_weeks(outlook.cards, today),
        kinds=_kinds(outlook),
    )


def _weeks(planned: Iterable[Card], today: dt.date) -> tuple[PlannedWeek, ...]:
    """Return the weeks from today on, each from Monday to Sunday as far as it is in the month."""
    last = budgeting.last_day(today)
    every = list(planned)
    weeks = []
    first = today
    while first <= last:
        end = min(last, first + _DAY * (6 - first.weekday()))
        within = [card for card in every if first <= card.at.date() <= end]
        cost = sum(card.cost for card in within)
        weeks.append(PlannedWeek(first=first, last=end, cards=len(within), cost=cost))
        first = end + _DAY
    return tuple(weeks)


def _kinds(outlook: Outlook) -> tuple[PlannedKind, ...]:
    numbers = Counter(card.what for card in outlook.cards)
    planned = rehearsing.costs(outlook.cards)
    return tuple(
        PlannedKind(
            what=what,
            cards=numbers[what],
            cost=planned[what],
            held=not outlook.allowance.may(what),
            last=budgeting.is_last(what),
        )
        for what in budgeting.in_order(planned)
    )


def _reserves(answer: BudgetShown) -> tuple[Intent, ...]:
    """Offer other reserves, where the month is known."""
    if answer.most is None:
        return ()
    offered = dict.fromkeys(answer.most * share // 100 for share in SHARES)
    return tuple(Intent("budget.set", {"reserve": one}) for one in offered if one != answer.reserve)


def set_reserve(ask: Ask) -> Reply:
    """Keep another number of messages in reserve."""
    permission.need(ask, Right.BUDGET)
    refused = joining.private(ask)
    if refused is not None:
        return refused
    reserve = slots.number(ask.intent, "reserve")
    found: Found | None = ask.found
    if reserve is None or not 0 <= reserve <= LARGEST or found is None:
        raise slots.BadSlots(repr(reserve))
    before = found.view.prospect.office.reserve
    answer = ReserveSet(reserve=reserve, before=before, most=found.view.means.most)
    changes = () if reserve == before else (ReserveDecided(reserve), Done(decided(before, reserve)))
    return Reply(answer=answer, leads=(Intent("budget.show"),), changes=changes)


def decided(before: int | None, reserve: int | None) -> Deed:
    """Return what the log says of another reserve."""
    return Deed(
        action="budget.set",
        subject="agency",
        before=None if before is None else {"reserve": before},
        after=None if reserve is None else {"reserve": reserve},
    )
