"""What the bot and a person in a chat are in the middle of: one row for the two of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

from bot.store.tables import Dialogue

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class Kept:
    """A dialogue as stored. ``number`` grows with every turn; no two in a chat share one."""

    number: int
    state: Mapping[str, Any]
    touched_at: dt.datetime


def of(session: Session, chat_id: int, contact_id: int) -> Kept | None:
    """Return the dialogue of a person in a chat."""
    row = session.exec(_of(chat_id, contact_id)).first()
    return None if row is None else Kept(row.number, row.state, row.touched_at)


def highest(session: Session, chat_id: int) -> int:
    """Return the latest number of anybody in a chat."""
    return session.exec(select(func.max(col(Dialogue.number))).where(Dialogue.chat_id == chat_id)).one() or 0


def put(session: Session, chat_id: int, contact_id: int, kept: Kept) -> None:
    """Write how the dialogue stands now."""
    row = session.exec(_of(chat_id, contact_id)).first()
    if row is None:
        row = Dialogue(chat_id=chat_id, contact_id=contact_id, number=0, state={}, touched_at=kept.touched_at)
    row.number, row.state, row.touched_at = kept.number, dict(kept.state), kept.touched_at
    session.add(row)


def of_contact(session: Session, contact_id: int) -> list[Kept]:
    """Return a person's dialogues in all chats."""
    rows = session.exec(select(Dialogue).where(Dialogue.contact_id == contact_id)).all()
    return [Kept(row.number, row.state, row.touched_at) for row in rows]


def around(session: Session, chat_id: int, contacts: Collection[int]) -> list[tuple[int, int, Kept]]:
    """Return the dialogues of a chat, and those of some contacts in any, each with its chat and contact.

    They are ours until the transaction ends.
    """
    theirs = or_(col(Dialogue.chat_id) == chat_id, col(Dialogue.contact_id).in_(contacts))
    rows = session.exec(select(Dialogue).where(theirs).order_by(col(Dialogue.id)).with_for_update()).all()
    return [(row.chat_id, row.contact_id, Kept(row.number, row.state, row.touched_at)) for row in rows]


def end_all(session: Session, contact_id: int) -> None:
    """Forget what a person was in the middle of. The numbers stay, so that old buttons stay old."""
    session.execute(update(Dialogue).where(col(Dialogue.contact_id) == contact_id).values(state={}))


def _of(chat_id: int, contact_id: int) -> Any:  # noqa: ANN401 (an SQLModel statement)
    return select(Dialogue).where(Dialogue.chat_id == chat_id, Dialogue.contact_id == contact_id)
