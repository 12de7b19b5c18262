"""The message budget: which reminders may be pushed while the month's messages last. Pure.

Replies are free, a push costs a message for each person it reaches, and a month has so many. When what is
left after the reserve will not pay for everything that is planned, reminders are held back in a stated order:
the weekly digests first (and reports that wait for review), then the start of a period, then the steps long
before a deadline, down to two working days before it. What is held back waits on: it still comes with the
next answer, and with the next card that is pushed. The day before, the due day, what is overdue, escalations
and alarms are pushed as long as anything but the reserve is left.

A step is pushed to everybody or to nobody: that half of a department is reminded, by chance, helps nobody to
know what to expect.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.agenda import ladder
from bot.agenda.ladder import To
from bot.agenda.putting_off import step_of
from bot.store.groups import UNCOUNTED
from bot.usecases.firing import DIGEST, QUEUE
from bot.usecases.moving import MOVED
from bot.usecases.pauses import PAUSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.store.groups import Group
    from bot.store.quota import Reading
    from bot.store.reminders import NewReminder, Waiting

BUDGET: Final = "budget"
"""The kind of reminder that tells an administrator that others are held back, and why those wait."""
LINE_ZONE: Final = dt.timezone(dt.timedelta(hours=9))
"""LINE does not say when its month ends; those who watched it say that it is in Japan's time."""
RESERVE_PERCENT: Final = 10
"""Of the month's messages, kept for what is told unasked and is no reminder: a report returned, a deadline
moved, a notice. A share rather than a number, so that it fits a bigger plan too; an agency may say a number.
"""
ALL: Final = "all"
"""What is held back once nothing but the reserve is left."""
_FIRST: Final = -ladder.EARLIEST - 2
_URGENT: Final = 0
_NOTHING: Final = _URGENT + 1


def month_of(moment: dt.datetime) -> str:
    """Name the month whose messages a push at a moment counts against, as ``2024-04``."""
    return f"{moment.astimezone(LINE_ZONE):%Y-%m}"


def last_day(day: dt.date) -> dt.date:
    """Return the last day of a day's month."""
    following = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return following - dt.timedelta(days=1)


# --- what a card is pushed for ----------------------------------------------------------------------------


def what_for(kind: str, rung: str) -> str:
    """Return what a reminder is about: its step (``t-14``, ``due``, ``over``), or else its kind."""
    if kind != To.UNIT.value:
        return kind
    step = step_of(rung)
    return ladder.OVER if step.startswith(ladder.OVER) else step


def place(what: str) -> int:
    """Return where in the order a reminder stands: the lower, the sooner it is held back."""
    if what in {DIGEST, QUEUE}:
        return _FIRST
    if what == ladder.START or (what.startswith("t-") and ladder.is_rung(what)):
        height = ladder.height(what)
        return height if height < ladder.height("t-1") else _URGENT
    return _URGENT


def is_last(what: str) -> bool:
    """Whether a reminder is pushed as long as anything but the reserve is left."""
    return place(what) == _URGENT


def in_order(whats: Iterable[str]) -> tuple[str, ...]:
    """Return what reminders are for, each once, what is held back first first."""
    return tuple(sorted(set(whats), key=lambda one: (place(one), _rank(one), one)))


def most_urgent(items: Iterable[Waiting | NewReminder]) -> str | None:
    """Return what a card is pushed for: its most urgent reminder. None: there is nothing on it.

    That a step has another day, or that a notice paused, is a reason to push nothing.
    """
    whats = (what_for(one.kind, one.rung) for one in items if one.kind not in {MOVED, PAUSED})
    return max(whats, key=_by_urgency, default=None)


def _by_urgency(what: str) -> tuple[int, int, str]:
    return place(what), _rank(what), what


def _rank(what: str) -> int:
    """Order what is equally urgent, for who reads a list of it."""
    known = ("t-1", ladder.DUE, ladder.OVER, To.HEAD.value, To.CENTRAL.value, "unheard")
    return known.index(what) if what in known else -1


# --- what the month has ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a month's messages stand at. ``most`` is None where LINE has not told, or sets no limit.

    ``used`` counts what LINE counted, and what was pushed since or is about to be.
    """

    most: int | None = None
    used: int | None = None
    reserve: int = 0
    read_at: dt.datetime | None = None

    @property
    def known(self) -> bool:
        """Whether LINE has told how it stands this month."""
        return self.read_at is not None

    @property
    def left(self) -> int | None:
        """Messages that the month still has; None: as many as one likes, or nobody knows."""
        return None if self.most is None or self.used is None else max(0, self.most - self.used)

    @property
    def room(self) -> int | None:
        """Messages that reminders may still cost; None: they are not held back."""
        return None if self.left is None else max(0, self.left - self.reserve)


def price_in(group: Group) -> int:
    """Return how many messages a card in a group costs."""
    return UNCOUNTED if group.members is None else group.members


def means(reading: Reading | None, underway: int, reserve: int | None, now: dt.datetime) -> Means:
    """Return what an agency has this month. ``underway``: messages that the reading does not know of yet.

    As long as LINE has not told anything this month nothing is held back: to hold back on a guess would be
    to fall silent without a reason that anybody could check, and what LINE then refuses waits in the outbox.
    """
    if reading is None or reading.month != month_of(now):
        return Means()
    return Means(
        most=reading.most,
        used=reading.used + underway,
        reserve=reserve_of(reserve, reading.most),
        read_at=reading.read_at,
    )


def reserve_of(decided: int | None, most: int | None) -> int:
    """Return the messages that reminders leave untouched: as decided, or a tenth, rounded up."""
    if most is None:
        return 0
    return -(-most * RESERVE_PERCENT // 100) if decided is None else min(decided, most)


# --- what may be pushed ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be pushed: everything from a place in the order on."""

    least: int = _FIRST

    def may(self, what: str) -> bool:
        """Whether something may be pushed."""
        return place(what) >= self.least

    @property
    def exhausted(self) -> bool:
        """Whether nothing may be pushed at all."""
        return self.least > _URGENT

    def held(self, planned: Iterable[str]) -> tuple[str, ...]:
        """Return what of this is held back, in the order in which it came to that."""
        return tuple(one for one in in_order(planned) if not self.may(one))


def allow(planned: Mapping[str, int], room: int | None) -> Allowance:
    """Decide what may be pushed. ``planned``: messages until the month's end, by what they are for.

    Whatever is as urgent as can be may be pushed while there is room at all; who pushes asks a `Purse` for
    each card besides, so that the reserve is left alone even if these alone are too many.
    """
    if room is None:
        return Allowance()
    if room <= 0:
        return Allowance(_NOTHING)
    costs: Counter[int] = Counter()
    for what, cost in planned.items():
        costs[place(what)] += cost
    spent = 0
    for at in sorted(costs, reverse=True):
        spent += costs[at]
        if spent > room:
            return Allowance(min(at + 1, _URGENT))
    return Allowance()


@dataclass(slots=True)
class Purse:
    """What may still be spent of an agency's room. ``room`` is None where there is no limit."""

    room: int | None = None
    allowance: Allowance = field(default_factory=Allowance)

    def affords(self, what: str, cost: int) -> bool:
        """Whether a card may be pushed."""
        return self.allowance.may(what) and (self.room is None or cost <= self.room)

    def spend(self, cost: int) -> None:
        """Take a card's price out."""
        if self.room is not None:
            self.room -= cost


def rung_of(month: dt.date, held: Iterable[str], allowance: Allowance) -> str:
    """Return under which word an administrator is told of a month's step of holding back, once each.

    Raises ValueError if nothing is held back.
    """
    through = ALL if allowance.exhausted else max(held, key=_by_urgency)
    return f"{BUDGET}-{month:%Y-%m}-{through}"


def read_rung(rung: str) -> tuple[dt.date, str] | None:
    """Return the month, and what is held back up to, of such a word; None: it is none."""
    kind, _, rest = rung.partition("-")
    if kind != BUDGET:
        return None
    try:
        return dt.date.fromisoformat(f"{rest[:7]}-01"), rest[8:]
    except ValueError:
        return None
