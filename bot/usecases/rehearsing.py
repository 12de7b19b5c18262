"""What will be pushed to whom, day by day, if nobody reports or asks: the rounds to come, without a database.

It goes through the days as rounds would: what is due joins what waits, and whoever's hour has come gets a
card, with the same rules for what is on it and for what holds it back.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from bot.agenda.ladder import To
from bot.store.choices import GROUP
from bot.store.reminders import Waiting
from bot.usecases import budgeting, cards, forecasting, pushing
from bot.usecases.budgeting import Purse
from bot.usecases.firing import DIGEST
from bot.usecases.foreseeing import Address
from bot.usecases.pushing import Fate
from bot.usecases.standing_in import Leaves

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from bot.store.hearing import Hearer
    from bot.store.reminders import NewReminder
    from bot.usecases.budgeting import Allowance, Means
    from bot.usecases.forecasting import Told
    from bot.usecases.foreseeing import View

_DAY = dt.timedelta(days=1)
_NEW_KEYS = 2**40
"""Above all that are stored: what is made later has the greater key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What somebody gets, or would if the budget had something for it. ``what``: what it is pushed for."""

    address: Address
    at: dt.datetime
    what: str
    cost: int
    items: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: cards that are pushed, cards that are held back, and what waits for an answer to carry it."""

    day: dt.date
    pushed: tuple[Card, ...]
    held: tuple[Card, ...]
    waits: Mapping[Address, tuple[Waiting, ...]]


# --- day by day -------------------------------------------------------------------------------------------


def days_ahead(
    view: View,
    now: dt.datetime,
    last: dt.date,
    purse_of: Callable[[dt.date], Purse] | None = None,
    told: Sequence[Told] | None = None,
) -> Iterator[Day]:
    """Yield each day from now to ``last``. Without purses nothing is held back.

    ``told`` is what is forecast at least that far, where it is known already.
    """
    zone = now.tzinfo or dt.UTC
    known = forecasting.forecast(view.prospect, now.date(), last, zone) if told is None else told
    due: dict[dt.date, list[NewReminder]] = defaultdict(list)
    for one in known:
        due[one.day] += one.reminders
    rounds = _Rounds(view, zone)
    day, begins = now.date(), now
    while day <= last:
        rounds.give_back(day)
        rounds.join(due[day])
        yield rounds.go_through(begins, Purse() if purse_of is None else purse_of(day))
        day += _DAY
        begins = dt.datetime.combine(day, dt.time.min, zone)


class _Rounds:
    """What waits, as days go by."""

    def __init__(self, view: View, zone: dt.tzinfo) -> None:
        self._view = view
        self._zone = zone
        self._posts: dict[int, list[Hearer]] = defaultdict(list)
        for hearer in view.prospect.hearers:
            self._posts[hearer.person_id].append(hearer)
        self._leaves = Leaves(prospect=view.prospect, posts=self._posts, zone=zone)
        self._had = set(view.had)
        self._made = set(view.made)
        self._keys = itertools.count(_NEW_KEYS)
        self._pool: dict[Address, list[Waiting]] = defaultdict(list)
        for one in view.waiting:
            self._pool[self._address(one)].append(one)

    def give_back(self, day: dt.date) -> None:
        """Give back to people whose leave is over what is open; nobody is told it in their place any more."""
        back = self._leaves.back(day)
        if not back:
            return
        for address, items in self._pool.items():
            self._pool[address] = [
                self._leaves.again(one, day) if one.person_id in back else one
                for one in items
                if one.in_place_of not in back
            ]
        for person in back:
            self.join(self._leaves.missed(person, day))

    def join(self, new: Iterable[NewReminder]) -> set[Address]:
        """Let what is due wait, unless it was made before; return for whom any of it is."""
        joined = set()
        for one in new:
            key = one.person_id, one.duty_id, one.kind, one.rung, one.due
            if key in self._made:
                continue
            self._made.add(key)
            made = Waiting(
                id=next(self._keys),
                agency_id=one.agency_id,
                person_id=one.person_id,
                kind=one.kind,
                rung=one.rung,
                due=one.due,
                day=one.day,
                show_on=one.show_on,
                push_at=one.push_at,
                about=None if one.duty_id is None else self._view.abouts.get(one.duty_id),
                in_place_of=one.in_place_of,
            )
            address = self._address(made)
            self._pool[address].append(made)
            joined.add(address)
        return joined

    def go_through(self, begins: dt.datetime, purse: Purse) -> Day:
        """Push what is to be pushed until the end of the day that has begun."""
        day = begins.date()
        pushed: list[Card] = []
        held: list[Card] = []
        queue = [
            (max(first, begins), address)
            for address in self._pool
            if (first := self._next(address)) is not None and first.date() <= day
        ]
        heapify(queue)
        away = self._leaves.away(day)
        copies: list[NewReminder] = []
        at = begins
        while queue or copies:
            if copies and (not queue or queue[0][0] > at):  # a round sees what another one has handed over
                queue += self._joined(copies, at)
                heapify(queue)
                copies = []
                continue
            at, address = heappop(queue)
            if not address.in_group and address.key in away:
                copies += self._hand_over(address, at)
            elif pushing.due_of(self._pool[address], at):
                becomes, card = self._decide(address, at, purse)
                if becomes is Fate.PUSHED:
                    purse.spend(card.cost)
                    pushed.append(card)
                elif becomes is Fate.HELD:
                    held.append(card)
            again = self._next(address)
            if again is not None and at < again and again.date() == day:
                heappush(queue, (again, address))
        waits = self._left(day, {card.address for card in held})
        self._had.clear()
        return Day(day=day, pushed=tuple(pushed), held=tuple(held), waits=waits)

    def _hand_over(self, address: Address, at: dt.datetime) -> list[NewReminder]:
        """Let what is due wait, unpushed, until its person is back; return what others are told of it."""
        due = pushing.due_of(self._pool[address], at)
        keys = {one.id for one in due}
        self._pool[address] = [
            replace(one, push_at=None) if one.id in keys else one
            for one in self._pool[address]
            if one.id not in keys or one.kind != DIGEST
        ]
        return self._leaves.copies(address.key, due, at)

    def _joined(self, copies: Iterable[NewReminder], at: dt.datetime) -> list[tuple[dt.datetime, Address]]:
        """Let substitutes hear, and return when they do if it is today."""
        joined = [(self._next(address), address) for address in sorted(self.join(copies))]
        return [
            (max(first, at), address)
            for first, address in joined
            if first is not None and first.date() <= at.date()
        ]

    def _decide(self, address: Address, at: dt.datetime, purse: Purse) -> tuple[Fate, Card]:
        items = self._pool[address]
        due = pushing.due_of(items, at)
        sorted_ = self._sorted(items, at.date())
        card = Card(
            address=address,
            at=at,
            what=pushing.what(sorted_.shown, due),
            cost=self._cost(address),
            items=sorted_.shown,
        )
        becomes = pushing.fate(
            sorted_.shown,
            due,
            reachable=address.in_group or self._reachable(address.key),
            had=address in self._had,
            office=self._view.prospect.office,
            purse=purse,
            cost=card.cost,
            now=at,
        )
        match becomes:
            case Fate.UNREACHABLE:
                self._drop(address, {one.id for one in due})
            case Fate.CLOSED | Fate.HAD | Fate.HELD:
                self._put_off(address, due, at)
            case Fate.NOTHING:
                self._drop(address, sorted_.settled)
            case Fate.PUSHED:
                self._drop(address, {*sorted_.settled, *(one.id for one in sorted_.shown)})
                self._had.add(address)
        return becomes, card

    def _reachable(self, person: int) -> bool:
        return person in self._view.reachable and bool(self._posts[person])

    def _sorted(self, items: Sequence[Waiting], day: dt.date) -> cards.Sorted:
        """Sort out what waits: in a group each person's apart, for what one hushed the others hear."""
        shown: list[Waiting] = []
        settled: dict[int, tuple[str, str | None]] = {}
        for person in dict.fromkeys(one.person_id for one in items):
            own = [one for one in items if one.person_id == person]
            hushed = {
                what: until for what, until in self._view.hushed.get(person, {}).items() if until >= day
            }
            found = cards.sort_out(own, hushed, day, self._zone)
            shown += found.shown
            settled |= found.settled
        return cards.Sorted(shown=tuple(shown), settled=settled)

    def _drop(self, address: Address, keys: Collection[int]) -> None:
        self._pool[address] = [one for one in self._pool[address] if one.id not in keys]

    def _put_off(self, address: Address, due: Sequence[Waiting], at: dt.datetime) -> None:
        how, late = self._view.prospect.office, {one.id for one in due}
        self._pool[address] = [
            replace(one, push_at=pushing.next_moment(posts, how, at))
            if one.id in late and (posts := self._posts[one.person_id])
            else one
            for one in self._pool[address]
        ]

    def _left(self, day: dt.date, held: Collection[Address]) -> dict[Address, tuple[Waiting, ...]]:
        found = {}
        for address, items in self._pool.items():
            if address not in held and any(one.show_on <= day for one in items):
                shown = self._sorted(items, day).shown
                if shown:
                    found[address] = shown
        return found

    def _next(self, address: Address) -> dt.datetime | None:
        moments = (one.push_at for one in self._pool[address] if one.push_at is not None)
        found = min(moments, default=None)
        return None if found is None else found.astimezone(self._zone)

    def _address(self, one: Waiting) -> Address:
        unit = None if one.about is None else one.about.unit_id
        if one.kind == To.UNIT.value and unit in self._view.groups:
            posts = self._posts[one.person_id]
            if any(post.place == GROUP and post.unit_id == unit for post in posts):
                return Address(unit or 0, in_group=True)
        return Address(one.person_id)

    def _cost(self, address: Address) -> int:
        if not address.in_group:
            return 1
        return budgeting.price_in(self._view.groups[address.key])


# --- the month ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The rest of a month, if nothing is held back: an upper bound, for answers carry some of it free."""

    means: Means
    days: tuple[Day, ...]
    allowance: Allowance

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards, by time."""
        return tuple(card for day in self.days for card in day.pushed)

    @property
    def held(self) -> tuple[str, ...]:
        """What is held back of what is planned, in the order in which it comes to that."""
        return self.allowance.held(card.what for card in self.cards)


def outlook(view: View, now: dt.datetime) -> Outlook:
    """Return the rest of the month, and what may be pushed of it."""
    days = tuple(days_ahead(view, now, budgeting.last_day(now.date())))
    planned = costs(card for day in days for card in day.pushed)
    return Outlook(means=view.means, days=days, allowance=budgeting.allow(planned, view.means.room))


def costs(planned: Iterable[Card]) -> Counter[str]:
    """Return what cards cost, by what they are pushed for."""
    found: Counter[str] = Counter()
    for card in planned:
        found[card.what] += card.cost
    return found


def rehearse(view: View, now: dt.datetime, on: dt.date) -> Day:
    """Return one day, today or later, with what the message budget lets through by then."""
    if view.means.room is None:
        *_, last = days_ahead(view, now, on)
        return last
    end = budgeting.last_day(on)
    told = forecasting.forecast(view.prospect, now.date(), end, now.tzinfo or dt.UTC)
    purses = _Purses(view.means, list(days_ahead(view, now, end, told=told)), now)
    *_, last = days_ahead(view, now, on, purses.of, told)
    return last


class _Purses:
    """What may be spent, as days go by. The next months are taken to have as many messages as this one."""

    def __init__(self, means: Means, plain: Sequence[Day], now: dt.datetime) -> None:
        self._means = means
        self._plain = plain
        self._month = now.date().replace(day=1)
        self._purse = Purse(means.room)

    def of(self, day: dt.date) -> Purse:
        """Return the purse of a day: what the days before have left of its month's."""
        month = day.replace(day=1)
        if month != self._month:
            self._month = month
            self._purse = Purse((self._means.most or 0) - self._means.reserve)
        rest = (one for one in self._plain if one.day >= day and one.day.replace(day=1) == month)
        planned = costs(card for one in rest for card in one.pushed)
        self._purse.allowance = budgeting.allow(planned, self._purse.room)
        return self._purse
