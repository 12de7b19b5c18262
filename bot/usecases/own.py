"""A person's own reminders: what the use cases about them gather, and say in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot import answers
from bot.agenda import hours
from bot.answers.own_reminders import GroupPlace, MutedLine, Settings
from bot.dialogue import Deferring, Naming
from bot.intent import Intent
from bot.roles import AT_WORK
from bot.store import choices, hearing, office, queries
from bot.store import groups as rooms
from bot.store.choices import GROUP, Choice, Muted
from bot.store.groups import UNCOUNTED
from bot.store.inbox import identity
from bot.usecases import drafting, joining, permission, planning, slots
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.changes import DialogueTurned
    from bot.store.groups import Group
    from bot.store.hearing import Hearer
    from bot.store.office import Office
    from bot.store.people import Member
    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan
    from ita_core.keys import MeasureId


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """How somebody is reminded, and where; ``units`` and ``measures`` are keys by name."""

    office: Office
    choice: Choice
    posts: Sequence[Hearer]
    mutes: Sequence[Muted]
    units: Mapping[str, int]
    groups: Mapping[int, Group] = field(default_factory=dict)
    """Of the units in which they are at work, those that have one."""
    measures: Mapping[MeasureId, int] = field(default_factory=dict)


def gather(session: Session, ask: Ask) -> Own | None:
    """Find how the asker is reminded. None for strangers."""
    member, agency_id = ask.asker.member, ask.asker.agency_id
    if member is None or agency_id is None:
        return None
    units = {unit.abbr: identity(unit.id) for unit in queries.units(session, agency_id)}
    year = ask.shelf.plans[0].year.be if ask.shelf.plans else 0
    return Own(
        office=office.offices(session, [agency_id])[agency_id],
        choice=choices.choice(session, member.person_id),
        posts=hearing.of_people(session, [member.person_id]),
        mutes=choices.mutes(session, member.person_id, ask.today),
        units=units,
        groups=rooms.groups(session, [units[one] for one in units_of(member)]),
        measures=queries.measure_keys(session, agency_id, year),
    )


def units_of(member: Member) -> tuple[str, ...]:
    """Return the units whose duties somebody is reminded of."""
    return tuple(dict.fromkeys(post.unit for post in member.posts if post.role in AT_WORK))


def need(ask: Ask) -> Member:
    """Return who asks about their own reminders, in their own chat. Raises NoData."""
    member = permission.need(ask, Right.REMINDERS)
    private = joining.private(ask)
    if private is not None:
        raise NoData(private)
    return member


def settings(own: Own, member: Member) -> Settings:
    """Return how somebody is reminded, as facts."""
    how = planning.office_hours(own.office)
    chosen = own.choice
    at = how.push_at if chosen.at is None else hours.read_time(chosen.at)
    place: Literal["private", "group"] = "group" if chosen.place == GROUP else "private"
    return Settings(
        at=how.clamp(at),
        weekdays=chosen.weekdays or (),
        digest_only=chosen.digest_only,
        place=place,
        groups=tuple(_place(own, unit) for unit in units_of(member)) if place == GROUP else (),
        has_digest=own.office.digest,
    )


def _place(own: Own, unit: str) -> GroupPlace:
    group = own.groups.get(own.units[unit])
    return GroupPlace(
        unit=unit,
        bound=group is not None,
        members=None if group is None else group.members,
        assumed=UNCOUNTED,
    )


def muted_lines(own: Own, plan: Plan) -> tuple[MutedLine, ...]:
    """Return what somebody does not want to hear of, of the present plan; everything first."""
    return tuple(
        MutedLine(measure=one.measure, until=one.until)
        for one in own.mutes
        if one.measure is None or one.year == plan.year.be
    )


def measure(ask: Ask, plan: Plan) -> MeasureId | None:
    """Return the measure that is spoken of. Raises NoData for one that is not in the plan."""
    key = slots.measure(ask.intent)
    if key is not None and key not in plan.measures:
        missing = answers.NotFound(kind="measure", key=str(key), year=plan.year)
        raise NoData(answers.Reply(answer=missing, leads=(Intent("measure.mine"), Intent("measure.list"))))
    return key


def until_asked(ask: Ask, key: MeasureId | None, *, silent: bool) -> tuple[DialogueTurned, ...]:
    """Take what is said next as until when; ``silent`` as in `Deferring`.

    Not while something else is under way, which would be given up for it, and not in a group, where words
    are not meant for the bot unless they say so.
    """
    if ask.asker.in_group or (ask.present.waits and not isinstance(ask.present.state, Deferring | Naming)):
        return ()
    return (drafting.turned(ask, Deferring(silent=silent, measure=None if key is None else str(key))),)


def subject(member: Member, plan: Plan, key: MeasureId | None) -> str:
    """Name what was done something to, for the audit log."""
    return f"reminders {member.person_id}" if key is None else f"measure {plan.year.be} {key}"


def post_of(own: Own) -> Hearer | None:
    """Return the first of somebody's posts: all of them have the same wishes."""
    return next(iter(own.posts), None)
