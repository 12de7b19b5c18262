"""What becomes of a person whose hour has come: pushed, put off, or nothing. Pure.

The round does what this says; the rehearsal and the message budget foretell it with the same words.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from bot.usecases import budgeting, firing, planning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.store.hearing import Hearer
    from bot.store.office import Office
    from bot.store.reminders import Waiting
    from bot.usecases.budgeting import Purse

_DAY = dt.timedelta(days=1)


class Time(NamedTuple):
    """Until when a card may be pushed, and when the office opens next."""

    ends: dt.datetime
    opens: dt.datetime


class Fate(StrEnum):
    """What becomes of what is to be pushed to somebody now."""

    UNREACHABLE = "unreachable"
    CLOSED = "closed"
    """The office is: pushed when it opens."""
    NOTHING = "nothing"
    """All of it is over, muted or put off."""
    HAD = "had"
    """The chat has had its card today: pushed on the next working day."""
    HELD = "held"
    """The message budget has nothing for it: looked at again on the next working day."""
    PUSHED = "pushed"


def due_of(items: Sequence[Waiting], now: dt.datetime, *, urgent: bool = False) -> list[Waiting]:
    """Return what is to be pushed by now; if it is urgent, whatever waits to be pushed and can be shown."""
    if urgent:
        return [one for one in items if one.push_at is not None and one.show_on <= now.date()]
    return [one for one in items if one.push_at is not None and one.push_at <= now]


def fate(  # noqa: PLR0913 (all by name; each a thing that it depends on)
    shown: Sequence[Waiting],
    due: Sequence[Waiting],
    *,
    reachable: bool,
    had: bool,
    office: Office,
    purse: Purse,
    cost: int,
    now: dt.datetime,
    urgent: bool = False,
) -> Fate:
    """Decide. ``shown`` would be on the card; ``due`` is what is to be pushed now.

    What is ``urgent`` knows no hours and no budget.
    """
    if not reachable:
        return Fate.UNREACHABLE
    days = planning.workdays(office)
    if not urgent and not planning.office_hours(office).open_at(now, days):
        return Fate.CLOSED
    if not {one.id for one in shown} & {one.id for one in due}:
        return Fate.NOTHING  # what else is on the card costs no message: it waits for an answer
    if had:
        return Fate.HAD
    if not urgent and not purse.affords(what(shown, due), cost):
        return Fate.HELD
    return Fate.PUSHED


def what(shown: Sequence[Waiting], due: Sequence[Waiting]) -> str:
    """Return what a card is pushed for: the most urgent of what is to be pushed now.

    What rides along does not make it more urgent: it was to wait for an answer anyway.
    """
    keys = {one.id for one in due}
    own = [one for one in shown if one.id in keys]
    return budgeting.most_urgent(own or shown) or ""


def time_of(office: Office, now: dt.datetime, *, urgent: bool = False) -> Time:
    """Return for how long a card that is made now is good: until closing time, an urgent one all day."""
    how, today = planning.office_hours(office), now.date()
    ends = dt.datetime.combine(today, how.closes, now.tzinfo)
    if urgent:
        ends = dt.datetime.combine(today + _DAY, dt.time.min, now.tzinfo)
    following = planning.workdays(office).on_or_after(today + _DAY)
    return Time(ends, dt.datetime.combine(following, how.opens, now.tzinfo))


def next_moment(posts: Sequence[Hearer], office: Office, now: dt.datetime) -> dt.datetime:
    """Return when to look again: today if the office is still to open, else on the next working day."""
    days, zone = planning.workdays(office), now.tzinfo or dt.UTC
    still = now.time() < planning.office_hours(office).opens and days.is_working(now.date())
    return firing.moment(posts[0], office, now.date() if still else now.date() + _DAY, zone)
