"""Shows people what waits for them: on a card of its own, or with an answer that they asked for."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from bot import showing_groups
from bot.answers.reminders import ReminderCard
from bot.aside import attempt
from bot.outbox import InTime
from bot.showing_groups import Shown
from bot.store import hearing, office, people, reminders, unsent
from bot.surveying import Survey, survey
from bot.telling import tell
from bot.usecases import cards, firing, planning, pushing, standing_in
from bot.usecases.budgeting import BUDGET, Purse
from bot.usecases.firing import DIGEST
from bot.usecases.pushing import Fate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlmodel import Session

    from bot.store.groups import Group
    from bot.store.hearing import Hearer
    from bot.store.office import Office
    from bot.store.people import Recipient
    from bot.store.reminders import About, Waiting
    from bot.usecases.pushing import Time

UNREACHABLE, AWAY, NOTHING = "unreachable", "away", "nothing"
COST = 1
"""Messages that a push to one person takes."""


@dataclass(slots=True)
class Terms:
    """On which terms cards are pushed: what each agency may still spend, and whether hours and budget count.

    A push changes it: what was spent, and how many cards were made and held back, by agency.
    """

    purses: Mapping[int, Purse] = field(default_factory=dict)
    urgent: bool = False
    made: Counter[int] = field(default_factory=Counter)
    held: Counter[int] = field(default_factory=Counter)

    def purse(self, agency_id: int) -> Purse:
        """Return an agency's purse; whose has none may spend what it likes."""
        return self.purses.get(agency_id) or Purse()


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
    survey: Survey = field(default_factory=Survey)
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
    seen = survey(session, [one for every in waiting.values() for one in every], today)
    for person in who:
        posts[person] += seen.acted.get(person, ())
    recipients = {one.person_id: one for one in people.recipients(session, who)}
    chats = [one.chat_id for one in recipients.values()]
    return Waits(
        reminders=waiting,
        posts=posts,
        recipients=recipients,
        hushed=hearing.hushed(session, who, today),
        offices=office.offices(session, agencies),
        duties={agency: reminders.all_abouts(session, agency) for agency in digests},
        survey=seen,
        had=frozenset(reminders.shown_cards(session, chats, today)),
        rooms=rooms,
    )


def decide(waits: Waits, person: int, now: dt.datetime) -> Shown | None:
    """Return one person's card. Pure. None: nothing waits for them."""
    mine = waits.reminders.get(person)
    if not mine:
        return None
    today, zone = now.date(), now.tzinfo or dt.UTC
    agency_id = mine[0].agency_id
    facts = waits.survey.facts(agency_id, person, planning.workdays(waits.offices[agency_id]), zone)
    sorted_ = cards.sort_out(mine, waits.hushed.get(person, {}), today, zone, facts)
    reply = None
    if sorted_.shown:
        posts = waits.posts.get(person, ())
        digest = any(one.kind == DIGEST for one in sorted_.shown)
        overview = cards.overview_of(posts, waits.duties[agency_id]) if digest else None
        short = waits.offices[agency_id].short_th
        reply = cards.reply(sorted_.shown, today, short, overview, facts=facts)
        if isinstance(reply.answer, ReminderCard) and not cards.says_anything(reply.answer):
            nothing = dict.fromkeys((one.id for one in sorted_.shown), (cards.STOPPED, NOTHING))
            return Shown(agency_id=agency_id, reply=None, shown=(), settled={**sorted_.settled, **nothing})
    return Shown(
        agency_id=agency_id,
        reply=reply,
        shown=tuple(one.id for one in sorted_.shown),
        settled=sorted_.settled,
        items=sorted_.shown,
    )


def push(session: Session, who: Sequence[int], now: dt.datetime, terms: Terms | None = None) -> int:
    """Push the cards of people whose hour has come; return how many.

    Whose office is closed wait on, and so do those for whom the message budget has nothing.
    """
    on = terms or Terms()
    groups = showing_groups.groups_of(session, hearing.of_people(session, who))
    reminders.take(session, {*who, *showing_groups.everybody(session, groups)})
    waits = gather(session, who, now.date())
    made = 0
    for group in waits.rooms.values():
        pushed = partial(_push_in, session, group, now, on)
        made += attempt(session, "pushing a group's card", pushed, lambda: False, chat=group.chat_id)
    away = {one.person_id for one in hearing.away(session, list(waits.offices), now.date())}
    for person in away & set(who):
        _hand_over(session, waits, person, now, on)
    return made + sum(_push(session, waits, person, now, on) for person in who if person not in away)


def _push(session: Session, waits: Waits, person: int, now: dt.datetime, terms: Terms) -> bool:
    card = decide(waits, person, now)
    if card is None:
        return False
    to = waits.recipients.get(person)
    due = pushing.due_of(waits.reminders[person], now, urgent=terms.urgent)
    purse = terms.purse(card.agency_id)
    office_ = waits.offices[card.agency_id]
    becomes = pushing.fate(
        card.items,
        due,
        reachable=to is not None and bool(waits.posts.get(person)),  # else no longer theirs to hear
        had=to is not None and to.chat_id in waits.had,
        office=office_,
        purse=purse,
        cost=COST,
        now=now,
        urgent=terms.urgent,
    )
    good = pushing.time_of(office_, now, urgent=terms.urgent)
    match becomes:
        case Fate.UNREACHABLE:
            settle(session, {one.id: (UNREACHABLE, None) for one in due}, None, now)
        case Fate.CLOSED | Fate.HAD:
            _put_off(session, waits.posts.get(person, ()), office_, due, now)
        case Fate.HELD:
            _put_off(session, waits.posts.get(person, ()), office_, due, now, why=BUDGET)
            terms.held[card.agency_id] += 1
        case Fate.NOTHING:
            settle(session, card.settled, None, now)
            _put_off(
                session,
                waits.posts.get(person, ()),
                office_,
                [one for one in due if one.id not in card.settled],
                now,
            )
        case Fate.PUSHED if to is not None and _pushed(session, card, to, now, good):
            purse.spend(COST)
            terms.made[card.agency_id] += 1
            return True
        case Fate.PUSHED:
            _put_off(session, waits.posts.get(person, ()), office_, due, now)
    return False


def _hand_over(session: Session, waits: Waits, person: int, now: dt.datetime, terms: Terms) -> None:
    """Tell whoever stands in for somebody who is away; theirs waits, unpushed, until they are back."""
    due = pushing.due_of(waits.reminders.get(person, ()), now, urgent=terms.urgent)
    if not due:
        return
    how = waits.offices[due[0].agency_id]
    digests = [one.id for one in due if one.kind == DIGEST]
    settle(session, dict.fromkeys(digests, (cards.STOPPED, AWAY)), None, now)
    reminders.postpone(session, [one.id for one in due if one.kind != DIGEST], None)
    absences = hearing.away(session, [how.agency_id], now.date())
    substitutes = hearing.of_people(session, {one.substitute_id for one in absences if one.substitute_id})
    ears = firing.ears((), (), absences, substitutes)
    heard = ears.present(waits.posts.get(person, ())[:1])
    reminders.add(session, standing_in.handed_over(person, heard, due, how, now))


def _push_in(session: Session, group: Group, now: dt.datetime, terms: Terms) -> bool:
    """Push a group's card, if the hour of any of its people has come. Returns whether it was pushed."""
    room = showing_groups.gather(session, group, now.date())
    if room is None:
        return False
    due = {person: pushing.due_of(mine, now, urgent=terms.urgent) for person, mine in room.reminders.items()}
    every = [one for own in due.values() for one in own]
    if not every:
        return False
    card = showing_groups.decide(room, now)
    purse = terms.purse(card.agency_id)
    becomes = pushing.fate(
        card.items,
        every,
        reachable=True,
        had=room.had,
        office=room.office,
        purse=purse,
        cost=room.cost,
        now=now,
        urgent=terms.urgent,
    )
    good = pushing.time_of(room.office, now, urgent=terms.urgent)
    if becomes is Fate.PUSHED and _pushed(session, card, room.recipient, now, good, room.cost):
        purse.spend(room.cost)
        terms.made[card.agency_id] += 1
        return True
    if becomes is Fate.NOTHING:
        settle(session, card.settled, None, now)
    terms.held[card.agency_id] += becomes is Fate.HELD
    why = BUDGET if becomes is Fate.HELD else None
    for person, own in due.items():
        left = [one for one in own if becomes is not Fate.NOTHING or one.id not in card.settled]
        _put_off(session, [room.posts[person]], room.office, left, now, why)
    return False


def _pushed(  # noqa: PLR0913, PLR0917 (what it depends on)
    session: Session, card: Shown, to: Recipient, now: dt.datetime, good: Time, cost: int = COST
) -> bool:
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
        return False  # an answer was quicker
    note(session, card, key, now)
    in_time = InTime(send_by=good.ends, ask_from=good.opens)
    tell(session, to, card.reply, now, sources=(unsent.source_of(key),), in_time=in_time)
    return True


def carried(session: Session, card: Shown, chat_id: int, today: dt.date, now: dt.datetime) -> str | None:
    """Note that an answer carries a card, which costs nothing; return by what name the answer says so.

    None: the chat or a reminder was served.
    """
    if not reminders.still_waiting(session, {*card.shown, *card.settled}):
        return None
    key = reminders.new_card(
        session, agency_id=card.agency_id, chat_id=chat_id, day=today, now=now, pushed=False, cost=0
    )
    if key is None:
        return None
    note(session, card, key, now)
    return unsent.source_of(key)


def note(session: Session, card: Shown, card_id: int, now: dt.datetime) -> None:
    """Write down that a card was shown, and what became of what is not on it."""
    settle(session, dict.fromkeys(card.shown, (cards.SHOWN, None)), card_id, now)
    settle(session, card.settled, None, now)


def settle(
    session: Session, became: Mapping[int, tuple[str, str | None]], card_id: int | None, now: dt.datetime
) -> None:
    """Write down what became of reminders, by key.

    What is on a card keeps its hour: if LINE never takes the card it is pushed then, or not at all.
    """
    hour = {"push_at": None} if card_id is None else {}
    rows = [
        {"key": key, "state": state, "why": why, "settled_at": now, "card_id": card_id, **hour}
        for key, (state, why) in became.items()
    ]
    reminders.settle(session, rows)


def _put_off(  # noqa: PLR0913, PLR0917 (what it depends on)
    session: Session,
    posts: Sequence[Hearer],
    how: Office,
    due: Sequence[Waiting],
    now: dt.datetime,
    why: str | None = None,
) -> None:
    """Push on the next opening: today's if it is still to come, else the next working day's.

    What an urgent round would have pushed ahead of its hour keeps that hour.
    """
    now_due = [one.id for one in due if one.push_at is not None and one.push_at <= now]
    if now_due and posts:
        reminders.postpone(session, now_due, pushing.next_moment(posts, how, now), why)
