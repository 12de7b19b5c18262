"""How somebody wants to be reminded: at which hour, on which days, of what and where."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.agenda import hours
from bot.agenda.ladder import To
from bot.answers import Reply
from bot.answers.own_reminders import RemindersSet
from bot.changes import Done
from bot.changes_office import ChoiceMade, RemindersWait
from bot.intent import Intent
from bot.store import reminders
from bot.store.audit import Deed
from bot.store.choices import GROUP, PRIVATE, Choice
from bot.usecases import firing, own, permission, planning
from bot.usecases.firing import DIGEST, QUEUE
from bot.usecases.permission import Right
from bot.usecases.slots import BadSlots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from bot.store.people import Member
    from bot.store.reminders import Waiting
    from bot.usecases.asker import Ask
    from bot.usecases.own import Own

HOURS = ("08:30", "09:00", "10:00", "13:00", "15:00")
"""Offered as buttons, those within office hours."""
WEEKLY = frozenset({DIGEST, QUEUE})
"""Kinds that are pushed once a week, on a day of the reader's choice."""
_DAYS = range(1, 8)
_WEEKEND = frozenset({6, 7})


def gather(session: Session, ask: Ask) -> tuple[Own, Sequence[Waiting]] | None:
    """Find how the asker is reminded, and what waits for them."""
    found = own.gather(session, ask)
    if found is None or ask.asker.member is None:
        return None
    return found, reminders.waiting(session, [ask.asker.member.person_id])


def set_(ask: Ask) -> Reply:
    """Take a wish, and let what waits already follow it. In a group only where to be reminded is chosen."""
    only_place = set(ask.intent.slots) == {"place"}
    member = permission.need(ask, Right.REMINDERS) if only_place else own.need(ask)
    found, waiting = ask.found
    how = planning.office_hours(found.office)
    choice, asked, closed = _chosen(ask, found)
    now_own = replace(found, choice=choice)
    settings = own.settings(now_own, member)
    answer = RemindersSet(
        settings=settings,
        opens=how.opens,
        closes=how.closes,
        asked=asked if asked is not None and asked != settings.at else None,
        closed=closed,
    )
    leads = (Intent("reminder.show"), *_others(choice, how), Intent("reminder.snooze"))
    if choice == found.choice:
        return Reply(answer=answer, leads=leads)
    return Reply(answer=answer, leads=leads, changes=_changes(ask, member, now_own, found.choice, waiting))


def _changes(
    ask: Ask, member: Member, found: Own, before: Choice, waiting: Sequence[Waiting]
) -> tuple[ChoiceMade | RemindersWait | Done, ...]:
    old, new = _facts(before), _facts(found.choice)
    deed = Deed(
        action="reminder.set",
        subject=own.subject(member, ask.shelf.plan(), None),
        before={name: value for name, value in old.items() if value != new[name]},
        after={name: value for name, value in new.items() if value != old[name]},
    )
    moved = {one.id: (one.show_on, _push_at(ask, found, one)) for one in waiting}
    return (
        ChoiceMade(member.person_id, found.choice),
        *((RemindersWait(moved),) if moved else ()),
        Done(deed),
    )


def _push_at(ask: Ask, found: Own, one: Waiting) -> dt.datetime | None:
    """Return when something that waits is pushed now: on its day, at the hour that was chosen."""
    post = own.post_of(found)
    own_step = one.kind == To.UNIT.value
    if post is None or (found.choice.digest_only and own_step):
        return None
    if one.push_at is None and not own_step:
        return None  # it costs no message: it waits for an answer
    heard = replace(post, at=found.choice.at, weekdays=found.choice.weekdays)
    zone = ask.asker.now.tzinfo or dt.UTC
    day = max(one.show_on, ask.today)
    if one.kind in WEEKLY and one.push_at is not None:
        planned = one.push_at.astimezone(zone).date()
        monday = planned - dt.timedelta(days=planned.weekday())
        return firing.moment_in_week(heard, found.office, max(day, monday), zone)
    if one.push_at is not None:  # put off meanwhile, because the chat has had its card
        day = max(day, one.push_at.astimezone(zone).date())
    return firing.moment(heard, found.office, day, zone)


def _chosen(ask: Ask, found: Own) -> tuple[Choice, dt.time | None, tuple[int, ...]]:
    """Return the choice with what was said put in, the hour that was said, and days that are never worked."""
    said, choice = ask.intent.slots, found.choice
    asked = _hour(said.get("at"))
    if asked is not None:
        at = planning.office_hours(found.office).clamp(asked)
        choice = replace(choice, at=hours.write_time(at))
    closed: tuple[int, ...] = ()
    if "weekdays" in said:
        named = _weekdays(said["weekdays"])
        closed = tuple(day for day in named if day in _WEEKEND)
        open_ = tuple(day for day in named if day not in _WEEKEND)
        every = set(open_) == set(_DAYS) - _WEEKEND
        if not named or open_:
            choice = replace(choice, weekdays=None if every or not named else open_)
    if "digest" in said:
        choice = replace(choice, digest_only=_flag(said["digest"]))
    if "place" in said:
        if said["place"] not in {PRIVATE, GROUP}:
            raise BadSlots(repr(said["place"]))
        choice = replace(choice, place=said["place"])
    return choice, asked, closed


def _hour(said: object) -> dt.time | None:
    if said is None:
        return None
    try:
        return hours.read_time(str(said))
    except ValueError as error:
        raise BadSlots(repr(said)) from error


def _weekdays(said: object) -> tuple[int, ...]:
    if not isinstance(said, list | tuple) or any(day not in _DAYS or isinstance(day, bool) for day in said):
        raise BadSlots(repr(said))
    return tuple(sorted(set(said)))


def _flag(said: object) -> bool:
    if not isinstance(said, bool):
        raise BadSlots(repr(said))
    return said


def _facts(choice: Choice) -> dict[str, Any]:
    return {
        "at": choice.at,
        "weekdays": list(choice.weekdays or ()),
        "digest": choice.digest_only,
        "place": choice.place,
    }


def _others(choice: Choice, how: hours.OfficeHours) -> tuple[Intent, ...]:
    """Return what may be set otherwise."""
    return (
        *(Intent("reminder.set", {"at": at}) for at in offered(how) if at != choice.at),
        Intent("reminder.set", {"digest": not choice.digest_only}),
        Intent("reminder.set", {"place": PRIVATE if choice.place == GROUP else GROUP}),
    )


def offered(how: hours.OfficeHours) -> tuple[str, ...]:
    """Return the hours that are offered."""
    return tuple(at for at in HOURS if how.opens <= hours.read_time(at) < how.closes)
