"""A round: whatever is due by a moment is planned, decided and put into the outbox, in small transactions.

1. Agencies whose plan, progress, people or calendar changed have their duties planned anew, and whoever
   answers for more than their own is told what follows.
2. Whoever is back from leave gets back what is open.
3. This week's digests are given out to those agencies whose turn it is.
4. Duties that are due become reminders of people, and wait: for the next answer, which carries them free.
5. What waited until its hour is pushed: one card a person and day, within office hours and within the
   message budget, of which LINE is asked before. A card of an earlier day that LINE never took is made anew
   first; what waits for somebody on leave goes to whoever stands in.

Each transaction leaves nothing half done, so a round may end anywhere; the next one goes on, and a round
with nothing to do changes nothing. Two at once come to the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import structlog

from bot import noticing, renewing, showing, surveying, weighing
from bot.agenda import government, workdays
from bot.aside import attempt
from bot.outbox import keep
from bot.roles import Role
from bot.store import audit, duties, hearing, leaves, office, reminders
from bot.usecases import firing, moving, planning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlmodel import Session

    from bot.line import Quota
    from bot.showing import Terms
    from bot.store.duties import Due
    from bot.store.office import Office
    from bot.usecases.firing import Ears


T = TypeVar("T")
COMMAND, BOT = "command", "bot"
TOMORROW = dt.timedelta(days=1)
BATCH = 500
"""Duties of one transaction: some tens of milliseconds."""
PEOPLE = 20
"""People of one transaction in which their cards are made: on SQLite everybody else waits meanwhile."""
IN_SIGHT = 1_000
"""People whose hour has come that are found at a time: each look reads whatever is still to be pushed."""
MOST = 10_000
"""Batches of one kind in one round; what is left is for the next one."""


class Change(Protocol):
    """Makes one transaction of a function, and returns what it returned."""

    def __call__(self, name: str, function: Callable[[Session], T], /) -> T:
        """Run a function in a transaction of its own."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What a round does outside its transactions. Without it LINE is asked nothing."""

    look: Change
    """Like `Change`, but for a function that only reads, and returns JSON."""
    ask: Callable[[], Quota | None]
    """Asks LINE how the month stands; None: it did not say."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a round did: duties that were due, and cards that were put into the outbox.

    ``held`` cards had no room in the message budget; ``renewed`` ones were taken back to be made anew.
    """

    due: int = 0
    cards: int = 0
    held: int = 0
    renewed: int = 0


def is_due(session: Session, now: dt.datetime, *, asks: bool = False) -> bool:
    """Whether a round would do anything: a look that costs next to nothing. All kinds of work stand here.

    With ``asks`` also to ask LINE how the month stands.
    """
    today, needs = now.date(), weighing.needs(session, now)
    return bool(
        needs["push"]
        or needs["renew"]
        or (asks and needs["ask"])
        or duties.any_due(session, today)
        or duties.unplanned(session, government.edition(), today, 1, alone=False)
        or duties.digests_due(session, today, 1, alone=False)
        or leaves.any_over(session, today)
    )


def round_(
    change: Change,
    now: dt.datetime,
    batch: int = BATCH,
    *,
    outside: Outside | None = None,
    urgent: bool = False,
) -> Done:
    """Do all that is due by ``now``, which has the office's zone.

    An ``urgent`` one pushes whatever waits, outside office hours too, and is in each agency's audit log.
    """
    _repeat(change, "plan agency", lambda session: plan_one(session, now), 1)
    _repeat(change, "give back", lambda session: noticing.give_back(session, now, batch), batch)
    _repeat(change, "digest", lambda session: digest_one(session, now), 1)
    due = _repeat(change, "remind", lambda session: remind(session, now, batch), batch)
    return replace(_push_all(change, outside, now, batch, urgent=urgent), due=due)


def _push_all(change: Change, outside: Outside | None, now: dt.datetime, batch: int, *, urgent: bool) -> Done:
    """Push to everybody whose hour has come, once to each in this round."""
    look = change if outside is None else outside.look
    needs = look("what to push", partial(weighing.needs, now=now, urgent=urgent))
    if outside is not None and needs["ask"]:
        told = outside.ask()
        if told is not None:
            change("note quota", lambda session: keep(session, told, now))
    renewed = 0
    if needs["renew"]:
        renewed = change("take back cards", partial(renewing.renew, now=now))
        needs = look("what to push", partial(weighing.needs, now=now, urgent=urgent))
    if not needs["push"]:
        return Done(renewed=renewed)
    weighed = {} if urgent else _weighed(change, look, needs["weigh"], now)
    cards = held = 0
    for people in _in_turn(look, weighing.latest(now, urgent=urgent), min(batch, PEOPLE)):
        how = partial(push, people=people, now=now, weighed=weighed, urgent=urgent)
        made, kept = change("push cards", how)
        cards, held = cards + made, held + kept
    return Done(cards=cards, held=held, renewed=renewed)


def _in_turn(look: Change, until: dt.datetime, batch: int) -> Iterator[Sequence[int]]:
    """Give all people whose hour has come, once each, so many at a time."""
    after = 0
    for _look in range(MOST):
        found: list[int] = look("whose hour has come", partial(_whose, until=until, after=after))
        for first in range(0, len(found), batch):
            yield found[first : first + batch]
        if len(found) < IN_SIGHT:
            return
        after = found[-1]


def _whose(session: Session, until: dt.datetime, after: int) -> list[int]:
    return list(reminders.to_push(session, until, IN_SIGHT, after))


def _weighed(
    change: Change, look: Change, agencies: Sequence[int], now: dt.datetime
) -> dict[int, dict[str, Any]]:
    """Find out for each agency what it may push, and let its administrators know what it may not."""
    found = {
        agency_id: look("weigh budget", partial(weighing.weigh, agency_id=agency_id, now=now))
        for agency_id in agencies
    }
    weighed = {agency_id: one for agency_id, one in found.items() if one is not None}
    if any(one["rung"] for one in weighed.values()):
        change("tell of budget", lambda session: weighing.tell(session, weighed, now))
    return weighed


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
    today = now.date()
    found = duties.unplanned(session, government.edition(), today, 1)
    for version in found:
        attempt(
            session,
            "planning",
            partial(plan_agency, session, version, now),
            partial(_plan_tomorrow, session, version, today),
            agency=version.agency_id,
        )
    return len(found)


def plan_agency(session: Session, version: duties.Version, now: dt.datetime) -> None:
    """Plan the duties of one agency anew."""
    agency_id, today = version.agency_id, now.date()
    how = office.offices(session, [agency_id])[agency_id]
    days = planning.workdays(how)
    hearers = hearing.of_agency(session, agency_id)
    _move_with_calendar(session, how, now)
    parts = duties.parts(session, agency_id)
    wanted = planning.plan(
        parts,
        duties.stands(session, agency_id),
        how,
        firing.ears(hearers, (), (), ()).by_unit,
        [one for one in hearers if one.role == Role.ADMIN],
        today,
    )
    if wanted:
        duties.put(session, agency_id, wanted)
    before = duties.digest_day(session, agency_id)
    digest_on = planning.digest_again(before, today, days) if before else planning.digest_after(today, days)
    years = planning.years_of(parts, today)
    duties.planned(session, version, government.edition(), digest_on, workdays.holidays_between(*years))
    noticing.after_planning(session, how, hearers, digest_on, now)


def _move_with_calendar(session: Session, how: Office, now: dt.datetime) -> None:
    """Tell those whose reminders move because the government's days off are others than those planned on."""
    agency_id, today = how.agency_id, now.date()
    days = workdays.otherwise(duties.holidays_planned_on(session, agency_id))
    if not days:
        return
    scheme = moving.gather(session, agency_id, today)
    shift = moving.shift(moving.as_it_was(scheme, days), how, today)
    duties.put(session, agency_id, shift.stands)
    reminders.add(session, shift.told)
    deed = audit.Deed(action="calendar.renew", subject="agency", after={"days": len(days)})
    audit.note(session, agency_id, now, audit.Actor(BOT), deed)


def _plan_tomorrow(session: Session, version: duties.Version, today: dt.date) -> None:
    """Leave an agency's duties as they were planned before, until tomorrow or until something changes."""
    digest_on = duties.digest_day(session, version.agency_id) or today + TOMORROW
    duties.planned(session, version, duties.failed_on(today), digest_on)


def digest_one(session: Session, now: dt.datetime) -> int:
    """Give out one agency's weekly digest, if it is due. Returns how many there were."""
    today = now.date()
    found = duties.digests_due(session, today, 1)
    for agency_id in found:
        attempt(
            session,
            "digest",
            partial(_give_digest, session, agency_id, now),
            partial(duties.next_digest, session, agency_id, today + TOMORROW),
            agency=agency_id,
        )
    return len(found)


def _give_digest(session: Session, agency_id: int, now: dt.datetime) -> None:
    today = now.date()
    how = office.offices(session, [agency_id])[agency_id]
    made = firing.digest(
        how,
        hearing.of_agency(session, agency_id),
        duties.open_in(session, agency_id),
        duties.digest_day(session, agency_id) or today,
        today,
        now.tzinfo or dt.UTC,
        away=hearing.away(session, [agency_id], today),
        reviewing=surveying.waiting_for(session, agency_id),
    )
    reminders.add(session, made)
    duties.next_digest(session, agency_id, planning.digest_after(today, planning.workdays(how)))


def remind(session: Session, now: dt.datetime, limit: int) -> int:
    """Make reminders of duties that are due. Returns how many duties there were."""
    found = duties.due(session, now.date(), limit)
    if found:
        attempt(
            session,
            "reminding",
            partial(_remind, session, found, now),
            partial(_remind_apart, session, found, now),
        )
    return len(found)


def _remind_apart(session: Session, found: Sequence[Due], now: dt.datetime) -> None:
    """Remind each agency by itself; those where that fails are looked at again tomorrow."""
    for agency_id, own in groupby(found, key=lambda one: one.agency_id):
        due = list(own)
        attempt(
            session,
            "reminding",
            partial(_remind, session, due, now),
            partial(duties.put_off, session, [one.id for one in due], now.date() + TOMORROW),
            agency=agency_id,
        )


def _remind(session: Session, found: Sequence[Due], now: dt.datetime) -> None:
    today, agencies = now.date(), {one.agency_id for one in found}
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


def push(
    session: Session,
    people: Sequence[int],
    now: dt.datetime,
    weighed: Mapping[int, dict[str, Any]] | None = None,
    *,
    urgent: bool = False,
) -> tuple[int, int]:
    """Push the cards of people whose hour has come. Returns cards made, and cards held back."""
    how = partial(_terms, session, weighed or {}, now, urgent=urgent)
    made, terms = attempt(
        session,
        "pushing cards",
        partial(_push_together, session, people, now, how),
        partial(_push_apart, session, people, now, how),
    )
    for agency_id, cards in terms.made.items() if urgent else ():
        deed = audit.Deed(action="round.urgent", subject="agency", after={"cards": cards})
        audit.note(session, agency_id, now, audit.Actor(COMMAND), deed)
    return made, terms.held.total()


def _terms(
    session: Session, weighed: Mapping[int, dict[str, Any]], now: dt.datetime, *, urgent: bool
) -> Terms:
    return replace(weighing.terms(session, weighed, now), urgent=urgent)


def _push_together(
    session: Session, people: Sequence[int], now: dt.datetime, how: Callable[[], Terms]
) -> tuple[int, Terms]:
    terms = how()
    return showing.push(session, people, now, terms), terms


def _push_apart(
    session: Session, people: Sequence[int], now: dt.datetime, how: Callable[[], Terms]
) -> tuple[int, Terms]:
    """Push each person's card by itself; where that fails it is tried again tomorrow."""
    terms = how()
    made = sum(
        attempt(
            session,
            "pushing a card",
            partial(showing.push, session, [person], now, terms),
            partial(reminders.push_later, session, person, now, now + TOMORROW),
            person=person,
        )
        for person in people
    )
    return made, terms


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
