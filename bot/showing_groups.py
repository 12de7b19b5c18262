"""Shows the people of a unit in their group what waits for those of them who want to hear it there.

What a group is told is about duties of its own unit only, one card a day. Whoever has no group to be reminded
in, because none is bound to the unit or the bot was taken out of it, is reminded in private.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.agenda.ladder import To
from bot.answers import FIRST_LANGUAGE
from bot.store import groups as rooms
from bot.store import hearing, office, people, reminders
from bot.store.choices import GROUP
from bot.usecases import budgeting, cards, planning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlmodel import Session

    from bot.answers import Reply
    from bot.store.groups import Group
    from bot.store.hearing import Hearer
    from bot.store.office import Office
    from bot.store.people import Recipient
    from bot.store.reminders import Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A card for one chat: what is on it, and what became of what is not, by key; nothing may be on it."""

    agency_id: int
    reply: Reply | None
    shown: tuple[int, ...]
    settled: Mapping[int, tuple[str, str | None]]
    items: tuple[Waiting, ...] = ()
    """What is on it, whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A group, and what waits for its unit's people who want to hear it there; by person."""

    group: Group
    office: Office
    reminders: Mapping[int, Sequence[Waiting]]
    posts: Mapping[int, Hearer]
    hushed: Mapping[int, Mapping[int | None, dt.date]]
    language: str
    had: bool
    """Whether the group has had its card today."""

    @property
    def recipient(self) -> Recipient:
        """Where the card goes to."""
        return people.Recipient(
            person_id=0,
            channel_id=self.group.channel_id,
            chat_id=self.group.chat_id,
            line_id=self.group.line_id,
            language=self.language,
        )

    @property
    def cost(self) -> int:
        """Messages that a push to the group counts as."""
        return budgeting.price_in(self.group)


def groups_of(session: Session, posts: Iterable[Hearer]) -> dict[int, Group]:
    """Return the groups in which these people want to be reminded and can be, by the unit's key."""
    units = {one.unit_id for one in posts if one.place == GROUP}
    return rooms.groups(session, units) if units else {}


def everybody(session: Session, groups: Mapping[int, Group]) -> set[int]:
    """Return whoever wants to be reminded in these groups."""
    return {one.person_id for one in hearing.in_groups(session, list(groups))} if groups else set()


def is_of_group(one: Waiting, posts: Iterable[Hearer], groups: Mapping[int, Group]) -> bool:
    """Whether somebody is told of something in a group instead of in private."""
    if one.kind != To.UNIT.value or one.about is None or one.about.unit_id not in groups:
        return False
    return any(post.place == GROUP and post.unit_id == one.about.unit_id for post in posts)


def gather(session: Session, group: Group, today: dt.date) -> Room | None:
    """Find what waits for a group's people. None: nothing."""
    posts = {one.person_id: one for one in hearing.in_groups(session, [group.unit_id])}
    found: dict[int, list[Waiting]] = defaultdict(list)
    for one in reminders.waiting(session, posts):
        if is_of_group(one, [posts[one.person_id]], {group.unit_id: group}):
            found[one.person_id].append(one)
    if not found:
        return None
    agency_id = next(iter(posts.values())).agency_id
    languages = {one.language for one in people.recipients(session, found)}
    return Room(
        group=group,
        office=office.offices(session, [agency_id])[agency_id],
        reminders=found,
        posts=posts,
        hushed=hearing.hushed(session, found, today),
        language=languages.pop() if len(languages) == 1 else FIRST_LANGUAGE,
        had=bool(reminders.shown_cards(session, [group.chat_id], today)),
    )


def decide(room: Room, now: dt.datetime) -> Shown:
    """Return a group's card: each of its unit's duties once, whoever hears of it. Pure."""
    today, zone = now.date(), now.tzinfo or dt.UTC
    settled: dict[int, tuple[str, str | None]] = {}
    shown: list[Waiting] = []
    for person, mine in room.reminders.items():
        sorted_ = cards.sort_out(mine, room.hushed.get(person, {}), today, zone)
        settled |= sorted_.settled
        shown += sorted_.shown
    once = {one.about.duty_id: one for one in shown if one.about is not None}
    reply = None
    if once:
        facts = cards.Facts(days=planning.workdays(room.office))
        reply = cards.reply(list(once.values()), today, room.office.short_th, facts=facts, in_group=True)
    return Shown(
        agency_id=room.office.agency_id,
        reply=reply,
        shown=tuple(one.id for one in shown),
        settled=settled,
        items=tuple(shown),
    )
