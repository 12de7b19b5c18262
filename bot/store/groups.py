"""Queries on group chats in which people of a unit are reminded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from bot.store.choices import GROUP
from bot.store.reminders import WAITS
from bot.store.tables import Chat, Duty, Membership, Reminder, ReminderChoice

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

UNCOUNTED: Final = 30
"""Members of a group that LINE has not counted for us yet: more than a unit has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group chat of a unit, a room or a group as ``kind`` says.

    ``members`` is how many people it has, where that is known: a push costs as many messages.
    """

    chat_id: int
    kind: str
    channel_id: int
    line_id: str
    unit_id: int
    members: int | None


def groups(session: Session, units: Collection[int]) -> dict[int, Group]:
    """Return the group chats of units, the first bound one of each, by the unit's key."""
    statement = (
        select(Chat)
        .where(col(Chat.unit_id).in_(units), col(Chat.left_at).is_(None), Chat.kind != "user")
        .order_by(col(Chat.id).desc())
    )
    return {
        row.unit_id: Group(
            chat_id=row.id or 0,
            kind=row.kind,
            channel_id=row.channel_id,
            line_id=row.line_id,
            unit_id=row.unit_id,
            members=row.members,
        )
        for row in session.exec(statement)
        if row.unit_id is not None
    }


def group_of(session: Session, chat_id: int) -> Group | None:
    """Return a group chat, if it is the one in which its unit is reminded."""
    unit_id = session.exec(select(Chat.unit_id).where(col(Chat.id) == chat_id)).first()
    found = None if unit_id is None else groups(session, [unit_id]).get(unit_id)
    return found if found is not None and found.chat_id == chat_id else None


def anything_in(session: Session, group: Group, today: dt.date) -> bool:
    """Whether a group can be told something today of what its unit's people want to hear there."""
    statement = (
        select(Reminder.id)
        .join(Duty, col(Duty.id) == col(Reminder.duty_id))
        .join(ReminderChoice, col(ReminderChoice.person_id) == col(Reminder.person_id))
        .where(
            col(ReminderChoice.place) == GROUP,
            col(Duty.unit_id) == group.unit_id,
            col(Reminder.state) == WAITS,
            col(Reminder.show_on) <= today,
        )
    )
    return session.exec(statement.limit(1)).first() is not None


def to_count(session: Session, before: dt.datetime) -> Sequence[Group]:
    """Return the groups in which somebody wants to be reminded, and that were not counted since."""
    wanted = (
        select(Membership.unit_id)
        .join(ReminderChoice, col(ReminderChoice.person_id) == col(Membership.person_id))
        .where(col(Membership.ended_at).is_(None), col(ReminderChoice.place) == GROUP)
    )
    units = select(Chat.unit_id).where(
        col(Chat.unit_id).in_(wanted),
        col(Chat.left_at).is_(None),
        or_(col(Chat.counted_at).is_(None), col(Chat.counted_at) < before),
    )
    found = groups(session, [unit for unit in session.exec(units) if unit is not None])
    stale = set(session.exec(select(Chat.id).where(col(Chat.counted_at) >= before)).all())
    return [group for group in found.values() if group.chat_id not in stale]


def counted(session: Session, members: Mapping[int, int], now: dt.datetime) -> None:
    """Note how many people groups have, by the key of the chat."""
    for chat_id, number in members.items():
        values = {"members": number, "counted_at": now}
        session.execute(update(Chat).where(col(Chat.id) == chat_id).values(**values))
