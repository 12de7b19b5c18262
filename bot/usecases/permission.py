"""The one place that asks "may this person?"."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply
from bot.intent import INTENTS, Intent
from bot.roles import AT_WORK, Role
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.store.people import Member
    from bot.usecases.asker import Ask

HEAD = "head"


class Right(StrEnum):
    """What not everybody may do."""

    ASK = "ask"
    PROGRESS = "progress"
    REPORT = "report"
    REVIEW = "review"
    EXTEND = "extend"
    DECIDE = "decide"
    OVERVIEW = "overview"
    PEOPLE = "people"
    INVITE = "invite"
    UNLINK = "unlink"
    BIND = "bind"
    AUDIT = "audit"
    LEAVE = "leave"
    LEAVES = "leaves"
    OFFICE = "office"
    REMINDERS = "reminders"
    SNOOZE = "snooze"
    BUDGET = "budget"
    NOTICE = "notice"


EVERY_ROLE = frozenset(Role)
OF_THE_UNIT: Mapping[Right, frozenset[Role]] = MappingProxyType(
    {
        Right.REPORT: AT_WORK,
        Right.EXTEND: AT_WORK,
        Right.OVERVIEW: frozenset({Role.HEAD}),
        Right.PEOPLE: frozenset({Role.HEAD}),
        Right.INVITE: frozenset({Role.HEAD}),
        Right.BIND: frozenset({Role.HEAD}),
        Right.LEAVES: frozenset({Role.HEAD}),
        Right.SNOOZE: AT_WORK,
    }
)
"""Who may, for the unit that they have the role in."""
ANYWHERE: Mapping[Right, frozenset[Role]] = MappingProxyType(
    {
        Right.ASK: EVERY_ROLE,
        Right.PROGRESS: EVERY_ROLE,
        Right.REMINDERS: EVERY_ROLE,
        Right.DECIDE: frozenset({Role.ADMIN}),
        Right.OVERVIEW: frozenset({Role.ADMIN, Role.AUDITOR, Role.REVIEWER}),
        Right.PEOPLE: frozenset({Role.ADMIN, Role.AUDITOR}),
        Right.INVITE: frozenset({Role.ADMIN}),
        Right.UNLINK: frozenset({Role.ADMIN}),
        Right.BIND: frozenset({Role.ADMIN}),
        Right.AUDIT: frozenset({Role.ADMIN, Role.AUDITOR}),
        Right.LEAVE: EVERY_ROLE,
        Right.LEAVES: frozenset({Role.ADMIN}),
        Right.OFFICE: frozenset({Role.ADMIN}),
        Right.BUDGET: frozenset({Role.ADMIN}),
        Right.NOTICE: frozenset({Role.ADMIN}),
    }
)
"""Who may, for the whole agency, wherever they have the role."""
READERS = frozenset({Role.REVIEWER, Role.ADMIN, Role.AUDITOR})
"""Who reads the notes, reasons and evidence of every unit; all others those of their own."""
PUBLIC = frozenset({"measure.list", "measure.show", "deadline.list"})
ASKING: Mapping[str, Right] = MappingProxyType(
    {name: Right.ASK for name in INTENTS if name.startswith(("score.", "rating.")) or name in PUBLIC}
)
"""What is public unless the agency closes it: intent → the right that it then takes."""
BY_HEADS: frozenset[Role] = frozenset({Role.STAFF})
"""What a head may make of others."""


def may(ask: Ask, right: Right, unit: str | None = None) -> bool:
    """Whether the asker has a right, for a unit where it is one of units; without one, for any."""
    member = ask.asker.member
    if right is Right.ASK and not ask.shelf.closed:
        return True
    if member is None:
        return False
    if right is Right.REVIEW:
        return may_review(member, ask.shelf.accepted_by, unit)
    return any(
        post.role in ANYWHERE.get(right, ())
        or (post.role in OF_THE_UNIT.get(right, ()) and unit in {None, post.unit})
        for post in member.posts
    )


def may_invite(ask: Ask, unit: str, role: Role) -> bool:
    """Whether the asker may give out codes that make somebody this in a unit."""
    member = ask.asker.member
    return member is not None and any(
        post.role == Role.ADMIN or (post.role == Role.HEAD and post.unit == unit and role in BY_HEADS)
        for post in member.posts
    )


def may_review(member: Member, accepted_by: str, unit: str | None) -> bool:
    """Whether somebody may accept a unit's reports, which are never their own.

    As set, that is a reviewer who has no post in the unit; or its head, for whom an administrator stands in.
    """
    if accepted_by == HEAD:
        return leads(member, unit) or any(post.role == Role.ADMIN for post in member.posts)
    return unit not in member.units and any(post.role == Role.REVIEWER for post in member.posts)


def may_read(ask: Ask, unit: str) -> bool:
    """Whether the asker may see what a unit wrote and sent in: its own people, and who checks it."""
    member = ask.asker.member
    return member is not None and any(post.unit == unit or post.role in READERS for post in member.posts)


def leads(member: Member, unit: str | None) -> bool:
    """Whether somebody is the head of a unit, or without one, of any."""
    return any(post.role == Role.HEAD and unit in {None, post.unit} for post in member.posts)


def holders(ask: Ask, right: Right) -> tuple[Role, ...]:
    """Return the roles that have a right: what a refusal names."""
    if right is Right.REVIEW:
        return (Role.HEAD, Role.ADMIN) if ask.shelf.accepted_by == HEAD else (Role.REVIEWER,)
    found = OF_THE_UNIT.get(right, frozenset()) | ANYWHERE.get(right, frozenset())
    return tuple(role for role in Role if role in found)


def need(ask: Ask, right: Right, unit: str | None = None) -> Member:
    """Return the asker as a member if they have the right. Raises NoData with a refusal that says who has."""
    member = ask.asker.member
    if member is None or not may(ask, right, unit):
        raise NoData(refusal(ask, right, unit))
    return member


def refusal(ask: Ask, right: Right, unit: str | None = None) -> Reply:
    """Say no, and who could."""
    linked = ask.asker.member is not None
    answer = answers.Refused(right=right.value, roles=holders(ask, right), unit=unit, linked=linked)
    leads = (Intent("whoami"),) if linked else (Intent("register"),)
    return Reply(answer=answer, leads=(*leads, Intent("help")))
