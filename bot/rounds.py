"""A round: whatever is due by a moment is planned, decided and put into the outbox, in small transactions.

1. Agencies whose plan, progress, people or calendar changed have their duties planned anew, and whoever
   answers for more than their own is told what follows.
2. Whoever is back from leave gets back what is open.
3. This week's digests are given out to those agencies whose turn it is.
4. Duties that are due become reminders of people, and wait: for the next answer, which carries them free.
5. What waited until its hour is pushed: one card a person and day, within office hours.

Each transaction leaves nothing half done, so a round may end anywhere; the next one goes on, and a round
with nothing to do changes nothing. Two at once come to the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

import structlog

from bot import noticing, showing, surveying
from bot.agenda import government
from bot.roles import Role
from bot.store import duties, hearing, office, reminders
from bot.usecases import firing, planning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlmodel import Session

    from bot.usecases.firing import Ears


T = TypeVar("T")
BATCH = 500
"""Duties, or people, of one transaction."""
MOST = 10_000
"""Batches of one kind in one round; what is left is for the next one."""


class Change(Protocol):
    """Makes one transaction of a function, and returns what it returned."""

    def __call__(self, name: str, function: Callable[[Session], T], /) -> T:
        """Run a function in a transaction of its own."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a round did: duties that were due, and cards that were put into the outbox."""

    due: int = 0
    cards: int = 0


def round_(change: Change, now: dt.datetime, batch: int = BATCH) -> Done:
    """Do all that is due by ``now``, which has the office's zone."""
    _repeat(change, "plan agency", lambda session: plan_one(session, now), 1)
    _repeat(change, "give back", lambda session: noticing.give_back(session, now, batch), batch)
    _repeat(change, "digest", lambda session: digest_one(session, now), 1)
    due = _repeat(change, "remind", lambda session: remind(session, now, batch), batch)
    return Done(due=due, cards=_push_all(change, now, batch))


def _push_all(change: Change, now: dt.datetime, batch: int) -> int:
    """Push to everybody whose hour has come, once to each in this round."""
    cards = after = 0
    for _batch in range(MOST):
        seen, made, after = change("push cards", partial(push, now=now, limit=batch, after=after))
        cards += made
        if seen < batch:
            break
    return cards


def _repeat(change: Change, name: str, function: Callable[[Session], int], batch: int) -> int:
    total = 0
    for _batch in range(MOST):
        done = change(name, function)
        total += done
        if done < batch:
            break
    return total


def plan_one(session: Session, now: dt.datetime) -> int:
    """Plan the duties of one agency anew, if there is one that needs it. Returns how many there were."""
    found = duties.unplanned(session, government.edition(), 1)
    for version in found:
        plan_agency(session, version, now)
    return len(found)


def plan_agency(session: Session, version: duties.Version, now: dt.datetime) -> None:
    """Plan the duties of one agency anew."""
    agency_id, today = version.agency_id, now.date()
    how = office.offices(session, [agency_id])[agency_id]
    days = planning.workdays(how)
    hearers = hearing.of_agency(session, agency_id)
    wanted = planning.plan(
        duties.parts(session, agency_id),
        duties.stands(session, agency_id),
        how,
        firing.ears(hearers, (), (), ()).by_unit,
        today,
    )
    if wanted:
        duties.put(session, agency_id, wanted)
    digest_on = duties.digest_day(session, agency_id) or planning.digest_after(today, days)
    duties.planned(session, version, government.edition(), digest_on)
    noticing.after_planning(session, how, hearers, digest_on, now)


def digest_one(session: Session, now: dt.datetime) -> int:
    """Give out one agency's weekly digest, if it is due. Returns how many there were."""
    today = now.date()
    found = duties.digests_due(session, today, 1)
    for agency_id in found:
        how = office.offices(session, [agency_id])[agency_id]
        day = duties.digest_day(session, agency_id) or today
        hearers = hearing.of_agency(session, agency_id)
        open_in = duties.open_in(session, agency_id)
        made = firing.digest(
            how,
            hearers,
            open_in,
            day,
            today,
            now.tzinfo or dt.UTC,
            away=hearing.away(session, [agency_id], today),
            reviewing=surveying.waiting_for(session, agency_id),
        )
        reminders.add(session, made)
        duties.next_digest(session, agency_id, planning.digest_after(today, planning.workdays(how)))
    return len(found)


def remind(session: Session, now: dt.datetime, limit: int) -> int:
    """Make reminders of duties that are due. Returns how many duties there were."""
    today = now.date()
    found = duties.due(session, today, limit)
    if not found:
        return 0
    agencies = {one.agency_id for one in found}
    fired = firing.fire(
        found,
        office.offices(session, agencies),
        _ears(session, agencies, {one.unit_id for one in found}, today),
        today,
        now.tzinfo or dt.UTC,
    )
    reminders.add(session, fired.reminders)
    duties.advance(session, [duties.values(key, stand) for key, stand in fired.stands.items()])
    if fired.deaf:
        structlog.get_logger("reminders").warning("nobody can be told", duties=len(fired.deaf))
    return len(found)


def push(session: Session, now: dt.datetime, limit: int, after: int) -> tuple[int, int, int]:
    """Push the cards of people whose hour has come. Returns people looked at, cards made, the last person."""
    people = reminders.to_push(session, now, limit, after)
    if not people:
        return 0, 0, after
    return len(people), showing.push(session, people, now), people[-1]


def _ears(session: Session, agencies: Iterable[int], units: Iterable[int], today: dt.date) -> Ears:
    every = list(agencies)
    away = hearing.away(session, every, today)
    substitutes = {one.substitute_id for one in away if one.substitute_id is not None}
    return firing.ears(
        hearing.in_units(session, list(units)),
        hearing.with_role(session, every, Role.ADMIN),
        away,
        hearing.of_people(session, substitutes) if substitutes else (),
    )
