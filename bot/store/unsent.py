"""Cards that were put into the outbox and that LINE never took: found, and taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from bot.store.outbox import CARD, NOT_SENT, WAITING, is_card
from bot.store.tables import OutboxMessage, Reminder, ReminderCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN: Final = "shown"
UNSENT: Final = "unsent"
PROBLEM: Final = "its time was over before LINE took it: made anew"
RECENT: Final = dt.timedelta(days=7)
"""A card that was given up longer ago is history: whoever turns the bot on again after that begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A card in the outbox that LINE did not take. ``waits``: it may still be tried.

    ``rode``: it was on an answer, which ended without LINE having taken it.
    """

    row_id: int
    card_id: int
    made_at: dt.datetime
    waits: bool
    rode: bool
    tried_for: dt.timedelta
    """From the first try to the end, nought if it was never tried."""
    over: bool
    """Whether it ended because its time was over, or after that."""


def source_of(card_id: int) -> str:
    """Return by what name an outgoing row says which card it is."""
    return f"{CARD}{card_id}"


def unsent(session: Session, midnight: dt.datetime, now: dt.datetime) -> Sequence[Unsent]:
    """Return cards that LINE has not taken in time or by ``midnight``, and of which that is certain.

    One that rides on an answer only once the answer has ended: it is what somebody asked for, and stays good.
    """
    certain = col(OutboxMessage.uncertain).is_(False)
    alone = col(OutboxMessage.event_id).is_(None)
    over = or_(col(OutboxMessage.created_at) < midnight, col(OutboxMessage.send_by) <= now)
    waits = select(OutboxMessage).where(
        col(OutboxMessage.state) == WAITING,
        col(OutboxMessage.in_flight).is_(False),
        certain,
        alone,
        over,
    )
    given_up = select(OutboxMessage).where(
        col(OutboxMessage.state).in_(NOT_SENT),
        col(OutboxMessage.done_at) > midnight - RECENT,
        certain,
        or_(~alone, over),
    )
    rows = [*session.exec(waits), *session.exec(given_up)]
    found = [one for row in rows if (one := _unsent(row)) is not None]
    if not found:
        return ()
    made = dict(
        session.exec(
            select(col(ReminderCard.id), col(ReminderCard.made_at)).where(
                col(ReminderCard.id).in_([one.card_id for one in found])
            )
        ).all()
    )
    # A database may give the number of a card that was taken back to another one, made later.
    return [one for one in found if made.get(one.card_id) == one.made_at]


def _unsent(row: OutboxMessage) -> Unsent | None:
    card = next((source.removeprefix(CARD) for source in row.sources if is_card(source)), None)
    if card is None or not card.isdecimal() or row.id is None:
        return None
    began, ended, send_by = row.first_attempt_at, row.done_at, row.send_by
    return Unsent(
        row_id=row.id,
        card_id=int(card),
        made_at=row.created_at,
        waits=row.state == "queued",
        rode=row.event_id is not None,
        tried_for=dt.timedelta() if began is None or ended is None else ended - began,
        over=send_by is not None and ended is not None and ended >= send_by,
    )


def take_back(session: Session, cards: Iterable[Unsent], now: dt.datetime) -> int:
    """Let the reminders of cards wait again, to be pushed as before; return how many cards those were.

    The row in the outbox stays as the record of it. One that is being tried just now is left alone.
    """
    taken = [one.card_id for one in cards if not one.waits or _ended(session, one.row_id, now)]
    if taken:
        session.execute(
            update(Reminder)
            .where(col(Reminder.card_id).in_(taken), col(Reminder.state) == SHOWN)
            .values(state="waiting", why=UNSENT, settled_at=None)
        )
        session.execute(update(Reminder).where(col(Reminder.card_id).in_(taken)).values(card_id=None))
        session.execute(delete(ReminderCard).where(col(ReminderCard.id).in_(taken)))
    return len(taken)


def _ended(session: Session, row_id: int, now: dt.datetime) -> bool:
    """Settle a row as refused, unless somebody took it up meanwhile."""
    statement: Any = update(OutboxMessage).where(
        col(OutboxMessage.id) == row_id,
        col(OutboxMessage.state) == "queued",
        col(OutboxMessage.in_flight).is_(False),
        col(OutboxMessage.uncertain).is_(False),
    )
    done = session.execute(statement.values(state="refused", done_at=now, messages=[], problem=PROBLEM))
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an update has one
