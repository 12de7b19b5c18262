"""Who is told that something waits for them. Everybody is told in their own language, in their own chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply, Tell
from bot.intent import Intent
from bot.roles import AT_WORK, Role
from bot.store import people, progress
from bot.usecases import drafting, permission
from ita_core import plan as plans

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlmodel import Session

    from bot.store.people import Member, Recipient
    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who may be told, and what waits for them already."""

    members: Sequence[Member] = ()
    reach: Mapping[int, Recipient] = field(default_factory=dict)
    queue: Sequence[progress.Filed] = ()


def reach(session: Session, persons: Collection[int | None]) -> Mapping[int, Recipient]:
    """Return how people are reached, by person; whoever cannot be is not there."""
    known = {one for one in persons if one is not None}
    return {one.person_id: one for one in people.recipients(session, known)} if known else {}


def gather_reviewers(session: Session, ask: Ask) -> Audience:
    """Find who could accept what is about to be filed."""
    agency_id = ask.asker.agency_id
    finished = any(line.percent == plans.DONE for line in drafting.present(ask).lines)
    if agency_id is None or not finished:
        return Audience()
    members = people.members(session, agency_id)
    may = [one for one in members if permission.may_review(one, ask.shelf.accepted_by, None)]
    return Audience(
        members=may,
        reach=reach(session, [one.person_id for one in may]),
        queue=progress.to_review(session, agency_id),
    )


def to_reviewers(ask: Ask, plan: Plan, shown: Iterable[answers.DraftLine]) -> tuple[Tell, ...]:
    """Tell those who may accept what was filed, if nothing waited for them before.

    Only then: what is told unasked is a push, and an agency pays for pushes. Whoever was told that something
    waits finds the rest in the same queue.
    """
    found: Audience = ask.found
    finished = [line for line in shown if line.percent == plans.DONE]
    tells = []
    known = {one.person_id: one for one in found.members}  # all heads, where they accept
    authors = [None if one.person_id is None else known.get(one.person_id) for one in found.queue]
    for member in found.members:
        new = tuple(line for line in finished if _concerns(ask, member, line.unit, ask.asker.member))
        waits = any(
            _concerns(ask, member, one.unit, author) for one, author in zip(found.queue, authors, strict=True)
        )
        recipient = found.reach.get(member.person_id)
        if new and not waits and recipient is not None:
            name = ask.asker.member.name if ask.asker.member is not None else None
            answer = answers.ReportsAwait(plan_year=plan.year, lines=new, by=name)
            tells.append(Tell(recipient=recipient, reply=Reply(answer=answer, leads=TO_THE_QUEUE)))
    return tuple(tells)


TO_THE_QUEUE = (Intent("progress.review"), Intent("overview"))


def _concerns(ask: Ask, member: Member, unit: str | None, author: Member | None) -> bool:
    return concerns(ask.shelf.accepted_by, member, unit, author)


def concerns(accepted_by: str, member: Member, unit: str | None, author: Member | None) -> bool:
    """Whether somebody is to decide on what somebody reports; an administrator only in a head's place."""
    own = author is not None and member.person_id == author.person_id
    if own or not permission.may_review(member, accepted_by, unit):
        return False
    stands_in = accepted_by == permission.HEAD and not permission.leads(member, unit)
    return not stands_in or (author is not None and permission.leads(author, unit))


def admins(members: Iterable[Member]) -> list[Member]:
    """Return those who decide on deadlines."""
    return [one for one in members if any(post.role == Role.ADMIN for post in one.posts)]


def owners(members: Iterable[Member], units: Collection[str]) -> list[Member]:
    """Return the staff and heads of units."""
    return [one for one in members if any(post.unit in units and post.role in AT_WORK for post in one.posts)]
