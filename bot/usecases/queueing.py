"""What waits for somebody's decision: reports, and wishes for more time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import extensions, progress
from bot.usecases import permission
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from bot.store.progress import Filed
    from bot.usecases.asker import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits in an agency, whoever decides on it."""

    reports: Sequence[Filed] = ()
    wishes: Sequence[extensions.Asked] = ()


EMPTY = Queue()


def gather(session: Session, ask: Ask) -> Queue:
    """Find what waits. Whoever asks may only just be about to join."""
    agency_id = ask.asker.agency_id
    if agency_id is None or ask.asker.in_group:
        return EMPTY
    return Queue(
        reports=progress.to_review(session, agency_id), wishes=extensions.waiting(session, agency_id)
    )


def mine(ask: Ask, reports: Sequence[Filed]) -> list[Filed]:
    """Return what the asker may decide of what waits: nobody decides on a report of their own."""
    me = person(ask)
    return [one for one in reports if one.person_id != me and permission.may(ask, Right.REVIEW, one.unit)]


def person(ask: Ask) -> int | None:
    """Return the asker's number; None for a stranger."""
    return ask.asker.member.person_id if ask.asker.member is not None else None


def count(ask: Ask, queue: Queue) -> int:
    """Return how much of what waits is for the asker to decide."""
    wishes = len(queue.wishes) if permission.may(ask, Right.DECIDE) else 0
    return len(mine(ask, queue.reports)) + wishes
