"""What a round notices beside what is due: leave that is over, units without ears, reports that wait."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.aside import attempt
from bot.roles import Role
from bot.showing import settle
from bot.store import duties, hearing, leaves, office, reminders
from bot.surveying import ears_by_day, waiting_for
from bot.usecases import alarms, cards, firing, standing_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from bot.store.hearing import Hearer
    from bot.store.leaves import Kept
    from bot.store.office import Office


BACK = "back"
"""Why a substitute is not told any more: whom it concerns is there again."""


def after_planning(
    session: Session, how: Office, hearers: Sequence[Hearer], digest_on: dt.date, now: dt.datetime
) -> None:
    """Tell others than the owners what follows from how things stand in an agency."""
    agency_id, today, zone = how.agency_id, now.date(), now.tzinfo or dt.UTC
    absences = hearing.away_from(session, agency_id, today)
    ears_on = ears_by_day(hearers, absences)
    made = []
    if ears_on(today).admins(agency_id):
        silent = alarms.deaf(duties.by_unit(session, agency_id), ears_on, today)
        dues = duties.with_keys(session, [one.first_id for one in silent]) if silent else ()
        made += alarms.unheard(dues, ears_on(today).admins(agency_id), how, today, zone)
    waits = waiting_for(session, agency_id)
    made += alarms.patience(waits, hearers, how, digest_on, today, zone)
    made += alarms.done(reminders.escalated_and_done(session, agency_id), today)
    reminders.add(session, made)


def give_back(session: Session, now: dt.datetime, limit: int) -> int:
    """Give back to people whose leave is over what is open. Returns how many leaves there were.

    Where that fails the leave is over all the same, so that neither a round nor the next one stops at it.
    """
    found = sorted(leaves.over(session, now.date(), limit), key=attrgetter("agency_id", "person_id", "first"))
    for agency_id, of_agency in groupby(found, key=attrgetter("agency_id")):
        over = list(of_agency)
        attempt(
            session,
            "giving back",
            partial(_give_back, session, agency_id, over, now),
            partial(_give_back_apart, session, agency_id, over, now),
            agency=agency_id,
        )
    leaves.close(session, [one.id for one in found], now)
    return len(found)


def _give_back_apart(session: Session, agency_id: int, over: Sequence[Kept], now: dt.datetime) -> None:
    """Give back to each person by themselves; whoever that fails for hears of the next step again."""
    for person, own in groupby(over, key=attrgetter("person_id")):
        attempt(
            session,
            "giving back to a person",
            partial(_give_back, session, agency_id, list(own), now),
            lambda: None,
            agency=agency_id,
            person=person,
        )


def _give_back(session: Session, agency_id: int, over: Sequence[Kept], now: dt.datetime) -> None:
    today, zone = now.date(), now.tzinfo or dt.UTC
    how = office.offices(session, [agency_id])[agency_id]
    hearers = hearing.of_agency(session, agency_id)
    ears = ears_by_day(hearers, hearing.away(session, [agency_id], today))(today)
    since = {one.person_id: one.first for one in reversed(over)}
    for person, first in since.items():
        others = reminders.of_substitutes(session, person)
        settle(session, dict.fromkeys(others, (cards.STOPPED, BACK)), None, now)
        own = [one for one in hearers if one.person_id == person]
        if not own:
            continue
        quiet = reminders.held_back(session, person, standing_in.given_back(own[0]))
        reminders.postpone(session, quiet, firing.moment(own[0], how, today, zone))
        units = {one.unit_id for one in own}
        every = any(one.role == Role.ADMIN for one in own)
        dues = [one for one in duties.of_agency(session, agency_id) if every or one.unit_id in units]
        reminders.add(session, firing.missed(dues, how, ears, person, first, today, zone))
