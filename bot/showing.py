"""Shows people what waits for them: on a card of its own, or with an answer that they asked for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import showing_groups
from bot.showing_groups import Shown
from bot.store import hearing, office, people, reminders
from bot.telling import tell
from bot.usecases import cards, firing, planning
from bot.usecases.firing import DIGEST

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlmodel import Session

    from bot.store.hearing import Hearer
    from bot.store.office import Office
    from bot.store.people import Recipient
    from bot.store.reminders import About, Group, Waiting

UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What waits for some people, with all that their cards depend on; by person, agency or chat."""

    reminders: Mapping[int, Sequence[Waiting]]
    posts: Mapping[int, Sequence[Hearer]]
    recipients: Mapping[int, Recipient]
    hushed: Mapping[int, Mapping[int | None, dt.date]]
    offices: Mapping[int, Office]
    duties: Mapping[int, Sequence[About]] = field(default_factory=dict)
    """All duties of agencies in which somebody gets a digest."""
    had: Collection[int] = ()
    """Chats that have had their card today."""
    rooms: Mapping[int, Group] = field(default_factory=dict)
    """Groups in which some are told of duties of a unit, by the unit; that is not among ``reminders``."""


def gather(session: Session, who: Collection[int], today: dt.date) -> Waits:
    """Find what waits for people."""
    posts: dict[int, list[Hearer]] = defaultdict(list)
    for hearer in hearing.of_people(session, who):
        posts[hearer.person_id].append(hearer)
    rooms = showing_groups.groups_of(session, (post for own in posts.values() for post in own))
    waiting: dict[int, list[Waiting]] = defaultdict(list)
    for one in reminders.waiting(session, who):
        if not showing_groups.is_of_group(one, posts.get(one.person_id, ()), rooms):
            waiting[one.person_id].append(one)
    agencies = {one.agency_id for every in waiting.values() for one in every}
    digests = {
        one.agency_id
        for every in waiting.values()
        for one in every
        if one.kind == DIGEST and one.show_on <= today
    }
    recipients = {one.person_id: one for one in people.recipients(session, who)}
    chats = [one.chat_id for one in recipients.values()]
    return Waits(
        reminders=waiting,
        posts=posts,
        recipients=recipients,
        hushed=hearing.hushed(session, who, today),
        offices=office.offices(session, agencies),
        duties={agency: reminders.all_abouts(session, agency) for agency in digests},
        had=frozenset(reminders.shown_cards(session, chats, today)),
        rooms=rooms,
    )


def decide(waits: Waits, person: int, now: dt.datetime) -> Shown | None:
    """Return one person's card. Pure. None: nothing waits for them."""
    mine = waits.reminders.get(person)
    if not mine:
        return None
    today = now.date()
    sorted_ = cards.sort_out(mine, waits.hushed.get(person, {}), today, now.tzinfo or dt.UTC)
    agency_id = mine[0].agency_id
    reply = None
    if sorted_.shown:
        posts = waits.posts.get(person, ())
        digest = any(one.kind == DIGEST for one in sorted_.shown)
        overview = cards.overview_of(posts, waits.duties[agency_id]) if digest else None
        reply = cards.reply(sorted_.shown, today, waits.offices[agency_id].short_th, overview)
    return Shown(
        agency_id=agency_id,
        reply=reply,
        shown=tuple(one.id for one in sorted_.shown),
        settled=sorted_.settled,
    )


def push(session: Session, who: Sequence[int], now: dt.datetime) -> int:
    """Push the cards of people whose hour has come; return how many. Whose office is closed wait on."""
    today = now.date()
    waits = gather(session, who, today)
    made = sum(_push_in(session, group, now) for group in waits.rooms.values())
    for person in who:
        card = decide(waits, person, now)
        if card is None:
            continue
        how = waits.offices[card.agency_id]
        days = planning.workdays(how)
        to = waits.recipients.get(person)
        due = _due(waits.reminders[person], now)
        post = next(iter(waits.posts.get(person, ())), None)
        if to is None:
            settle(session, {one.id: (UNREACHABLE, None) for one in due}, None, now)
        elif not planning.office_hours(how).open_at(now, days):
            _put_off(session, post, how, due, now)
        elif card.reply is None:
            settle(session, card.settled, None, now)
        elif to.chat_id in waits.had:
            _put_off(session, post, how, due, now)
        else:
            made += _pushed(session, card, to, now)
    return made


def _push_in(session: Session, group: Group, now: dt.datetime) -> bool:
    """Push a group's card, if anybody's hour has come. Returns whether there was anything to push."""
    room = showing_groups.gather(session, group, now.date())
    if room is None:
        return False
    due = {person: _due(mine, now) for person, mine in room.reminders.items()}
    if not any(due.values()):
        return False
    is_open = planning.office_hours(room.office).open_at(now, planning.workdays(room.office))
    card = showing_groups.decide(room, now)
    if is_open and card.reply is None:
        settle(session, card.settled, None, now)
    elif is_open and not room.had:
        return _pushed(session, card, room.recipient, now, room.cost)
    else:
        for person, own in due.items():
            _put_off(session, room.posts[person], room.office, own, now)
    return False


def _due(mine: Sequence[Waiting], now: dt.datetime) -> list[Waiting]:
    return [one for one in mine if one.push_at is not None and one.push_at <= now]


def _pushed(session: Session, card: Shown, to: Recipient, now: dt.datetime, cost: int = 1) -> bool:
    key = reminders.new_card(
        session,
        agency_id=card.agency_id,
        chat_id=to.chat_id,
        day=now.date(),
        now=now,
        pushed=True,
        cost=cost,
    )
    if key is None or card.reply is None:
        return False  # another round was quicker
    note(session, card, key, now)
    tell(session, to, card.reply, now)
    return True


def carried(session: Session, card: Shown, chat_id: int, today: dt.date, now: dt.datetime) -> bool:
    """Note that an answer carries a card, which costs nothing. False: the chat has had one today."""
    key = reminders.new_card(
        session, agency_id=card.agency_id, chat_id=chat_id, day=today, now=now, pushed=False, cost=0
    )
    if key is not None:
        note(session, card, key, now)
    return key is not None


def note(session: Session, card: Shown, card_id: int, now: dt.datetime) -> None:
    """Write down that a card was shown, and what became of what is not on it."""
    settle(session, dict.fromkeys(card.shown, (cards.SHOWN, None)), card_id, now)
    settle(session, card.settled, None, now)


def settle(
    session: Session, became: Mapping[int, tuple[str, str | None]], card_id: int | None, now: dt.datetime
) -> None:
    """Write down what became of reminders, by key."""
    rows = [
        {"id": key, "state": state, "why": why, "settled_at": now, "card_id": card_id, "push_at": None}
        for key, (state, why) in became.items()
    ]
    reminders.settle(session, rows)


def _put_off(
    session: Session, post: Hearer | None, how: Office, due: Sequence[Waiting], now: dt.datetime
) -> None:
    """Push on the next opening: today's if it is still to come, else the next working day's."""
    if not due or post is None:
        return
    hours = planning.office_hours(how)
    before = now.time() < hours.opens and planning.workdays(how).is_working(now.date())
    first = now.date() if before else now.date() + dt.timedelta(days=1)
    moment = firing.moment(post, how, first, now.tzinfo or dt.UTC)
    reminders.postpone(session, [one.id for one in due], moment)
