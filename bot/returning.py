"""Who goes and who comes back: what waits for people whom the bot cannot reach, and what is due when it can.

Whoever blocks the bot, or loses a post, is told nothing more; what waited is on record as unreachable.
Whoever comes back hears once of what is due then: of each open duty the last step that is over, unless they
know it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.agenda.ladder import To
from bot.agenda.putting_off import is_put_off, step_of
from bot.roles import AT_WORK
from bot.store import conversations, duties, hearing, office, own_reminders, people, queries
from bot.usecases import firing, planning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlmodel import Session

    from bot.store.duties import Due
    from bot.store.hearing import Hearer
    from bot.store.office import Office
    from bot.store.reminders import NewReminder, Waiting

BLOCKED, UNLINKED = "blocked", "unlinked"


def followed(session: Session, contact_id: int, chat_id: int, now: dt.datetime) -> None:
    """Note that somebody can be reached, perhaps again."""
    _plan_anew(session, contact_id)
    conversations.followed(session, contact_id, chat_id, now)
    person_id = people.of_contact(session, contact_id)
    if person_id is not None:
        back(session, person_id, now)


def blocked(session: Session, contact_id: int, now: dt.datetime) -> None:
    """Note that somebody blocks the bot."""
    _plan_anew(session, contact_id)
    conversations.blocked(session, contact_id, now)
    person_id = people.of_contact(session, contact_id)
    if person_id is not None:
        gone(session, person_id, BLOCKED, now)


def _plan_anew(session: Session, contact_id: int) -> None:
    """Let it be asked anew which units nobody hears of. Comes first: others of the agency wait from here."""
    agency_id = people.agency_of_contact(session, contact_id)
    if agency_id is not None:
        queries.advance(session, agency_id)


def post_ended(session: Session, membership_id: int, now: dt.datetime) -> None:
    """End what a person is in a unit."""
    post = people.end_post(session, membership_id, now)
    if post is not None:
        left_unit(session, post.person_id, post.unit_id, now)


def gone(session: Session, person_id: int, why: str, now: dt.datetime) -> None:
    """Note that somebody cannot be told what waits for them."""
    own_reminders.unreachable(session, person_id, why, now)


def left_unit(session: Session, person_id: int, unit_id: int, now: dt.datetime) -> None:
    """Note that somebody is not told of a unit's duties any more, after a post of theirs has ended."""
    posts = hearing.of_people(session, [person_id])
    if not posts:
        gone(session, person_id, UNLINKED, now)
    elif all(post.unit_id != unit_id for post in posts):
        own_reminders.unreachable(session, person_id, UNLINKED, now, unit_id)


def back(session: Session, person_id: int, now: dt.datetime, *, known_before: bool = False) -> None:
    """Let somebody hear of what is due. ``now`` has the office's zone.

    With ``known_before`` only of units of whose duties they were told before: others are new to them.
    """
    posts = [post for post in hearing.of_people(session, [person_id]) if post.role in AT_WORK]
    if not posts:
        return
    dues = duties.open_of(session, [post.unit_id for post in posts])
    before = own_reminders.of_duties(session, person_id, [due.id for due in dues])
    if known_before:
        known = {one.about.unit_id for one in before if one.about is not None}
        dues = [due for due in dues if due.unit_id in known]
    offices = office.offices(session, {due.agency_id for due in dues})
    own_reminders.put(session, catch_up(dues, offices, posts, before, now))


def catch_up(
    dues: Iterable[Due],
    offices: Mapping[int, Office],
    posts: Sequence[Hearer],
    before: Iterable[Waiting],
    now: dt.datetime,
) -> list[NewReminder]:
    """Return what somebody is to hear of open duties: the last step that is over. Pure.

    Not of what they were told, put off, or do without. What they had put off, and could not be told on its
    day, is put off to that day still, or comes now if it is over.
    """
    before = list(before)
    known = {
        (one.about.duty_id, one.rung, one.due)
        for one in before
        if one.about is not None and one.state != own_reminders.UNREACHABLE
    }
    lost = {
        (one.about.duty_id, step_of(one.rung), one.due): one
        for one in sorted(before, key=attrgetter("show_on", "id"))
        if one.about is not None and one.state == own_reminders.UNREACHABLE and is_put_off(one.rung)
    }
    made = []
    for due in dues:
        how = offices[due.agency_id]
        steps = planning.steps_of(due, how, planning.workdays(how))
        over = [step for step in steps if step.to is To.UNIT and step.day <= due.stand.done_through]
        post = next((post for post in posts if post.unit_id == due.unit_id), None)
        if not over or post is None:
            continue
        key = due.id, over[-1].rung, due.due
        if key in lost:
            made.append(
                _still_later(lost[key], firing.told_late(due, over[-1], post, how, now), post, how, now)
            )
        elif key not in known:
            made.append(firing.told_late(due, over[-1], post, how, now))
    return made


def _still_later(
    lost: Waiting, late: NewReminder, post: Hearer, how: Office, now: dt.datetime
) -> NewReminder:
    """Return what was put off as it was before it got lost. Its own row is used again: it is told once."""
    if lost.show_on <= now.date():
        return replace(late, rung=lost.rung)
    moment = None if post.digest_only else firing.moment(post, how, lost.show_on, now.tzinfo or dt.UTC)
    return replace(late, rung=lost.rung, show_on=lost.show_on, push_at=moment)
