"""Who stands in for whom: what somebody may do in the place of a colleague who is on leave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.roles import AT_WORK, Role
from bot.store import leaves, people
from bot.store.people import Instead, Member, Post

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlmodel import Session

    from bot.store.leaves import Kept


def member(session: Session, contact_id: int, agency_id: int, today: dt.date) -> Member | None:
    """Return the person behind a contact with their posts, and with those of whom they stand in for today."""
    found = people.member(session, contact_id, agency_id)
    if found is None:
        return None
    acted = leaves.posts_acted(session, found.person_id, today)
    return standing_in(found, acted) if acted else found


def standing_in(person: Member, acted: Iterable[tuple[Post, Kept]]) -> Member:
    """Return a person with the posts of others, as staff of the unit whatever those are in it.

    Who stands in reports and asks for time in another's place. To give out codes, to review and to decide
    takes a post of one's own, which nobody can hand on by going on leave.
    """
    own = {post.unit for post in person.posts if post.role in AT_WORK}
    further: dict[str, Post] = {}
    for post, leave in acted:
        if post.role in AT_WORK and post.unit not in own:
            instead = Instead(person_id=leave.person_id, name=leave.name, until=leave.last)
            further.setdefault(post.unit, replace(post, role=Role.STAFF.value, instead=instead))
    return replace(person, posts=(*person.posts, *further.values()))
