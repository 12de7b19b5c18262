"""What a worker that died leaves: chats that it held, and answers whose try has no recorded end."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, text, union, update
from sqlmodel import Session, col, select

from bot.store.inbox import is_open
from bot.store.outbox import WAITING
from bot.store.tables import Chat, InboxEvent, OutboxMessage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

SPACE = 0x17AB0A
"""Names our advisory locks on PostgreSQL. A worker keeps one on the connection by which it hears notes."""
_HELD = text(
    "SELECT objid::bigint FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
    " WHERE locktype = 'advisory' AND classid = :space AND datname = current_database()"
).bindparams(space=SPACE)


def living(holder: str) -> str:
    """Return the statement that shows, as long as its connection stands, that ``holder`` lives."""
    key = _key(holder)
    # Shared: after a cut that only one side noticed, the server may keep the old connection's for hours.
    return f"SELECT pg_try_advisory_lock_shared({SPACE}, {key - 2**32 if key >= 2**31 else key})"


def _key(holder: str) -> int:
    """A number for a name. Two that share one only make a dead worker seem alive until its leases end."""
    return zlib.crc32(holder.encode())


_in_flight = and_(col(OutboxMessage.state) == WAITING, col(OutboxMessage.in_flight))


def absent(session: Session, now: dt.datetime) -> Collection[str]:
    """Return who holds chats that somebody waits for, without showing that they live. PostgreSQL only."""
    # From what is open to its chats, never the other way: there are many more chats than open rows.
    waiting = select(InboxEvent.chat_id).where(is_open())
    wanted = union(waiting, select(OutboxMessage.chat_id).where(_in_flight))
    statement = select(Chat.leased_by).where(col(Chat.leased_until) > now, col(Chat.id).in_(wanted))
    holders = set(session.exec(statement.distinct()))
    if not holders:
        return ()
    shown = set(session.execute(_HELD).scalars())
    return [holder for holder in holders if holder is not None and _key(holder) not in shown]


def others(session: Session, holder: str, now: dt.datetime) -> Collection[str]:
    """Return who else holds chats."""
    living = select(Chat.leased_by).where(col(Chat.leased_until) > now, col(Chat.leased_by) != holder)
    return [one for one in session.exec(living.distinct()) if one is not None]


def inherit(session: Session, holder: str, now: dt.datetime) -> bool:
    """Free the chats of a dead holder; return whether all are free.

    An answer that it may have been sending comes first: it is due at once, and its chat is not free before
    its end is known, so that the chat's next answer cannot overtake it.
    """
    held = select(Chat.id).where(Chat.leased_by == holder)
    first_try = and_(_in_flight, col(OutboxMessage.attempts) == 1, col(OutboxMessage.chat_id).in_(held))
    session.execute(
        update(OutboxMessage).where(first_try, col(OutboxMessage.not_before) > now).values(not_before=now)
    )
    sending = exists().where(col(OutboxMessage.chat_id) == col(Chat.id), _in_flight)
    free = update(Chat).where(col(Chat.leased_by) == holder, ~sending)
    session.execute(free.values(leased_by=None, leased_until=None))
    return session.exec(held.limit(1)).first() is None


def inherit_notices(session: Session, now: dt.datetime) -> int:
    """Let rows of notices that were being sent be due; return how many. Nobody sends any.

    Should somebody all the same (`ita-bot tick`), then both call with one key, and LINE takes it once.
    """
    sending = and_(_in_flight, col(OutboxMessage.notice_id).is_not(None))
    statement: Any = update(OutboxMessage).where(sending, col(OutboxMessage.not_before) > now)
    return int(session.execute(statement.values(not_before=now)).rowcount)  # type: ignore[attr-defined]  # an update has one


def give_up(session: Session, holder: str) -> None:
    """Give back whatever ``holder`` holds."""
    statement = update(Chat).where(col(Chat.leased_by) == holder)
    session.execute(statement.values(leased_by=None, leased_until=None))
