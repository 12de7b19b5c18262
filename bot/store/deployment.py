"""Whether this database is where it was, and armed. See `docs/decisions/0019-copies-and-arming.md`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, null, or_, text, update
from sqlmodel import Session, col, select

from bot.store.engine import alone, reading, writing
from bot.store.inbox import is_open
from bot.store.notices import PAUSED, SCHEDULED, SENDING
from bot.store.outbox import WAITING
from bot.store.tables import Deployment, InboxEvent, Notice, NoticeRecipient, OutboxMessage

if TYPE_CHECKING:
    from sqlalchemy import Engine

TASK = 0x17AB0B  # any number that nobody else locks in this database
THE_ROW: Final = 1
COPIED: Final = "copied"
"""Why a notice is paused that was on its way when the database was copied: the original may have sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many rows wait, and since when the oldest does."""

    count: int
    oldest: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What waits in a database. ``copied`` was there when it was disarmed; ``since`` came in after that."""

    copied_events: Waiting
    copied_messages: Waiting
    events_since: Waiting


def look(engine: Engine, now: dt.datetime) -> Deployment:
    """Return how this database stands.

    The first look adopts the place and arms. A look that finds the database elsewhere disarms it.
    """
    with reading(engine) as session:
        found = session.get(Deployment, THE_ROW)
        here = place(session)
        if found is not None and found.place == here:
            return found
    with writing(engine) as session:
        alone(session, TASK)
        found = session.get(Deployment, THE_ROW)
        if found is None:
            found = Deployment(id=THE_ROW, place=here, armed=True, changed_at=now, reason="first start")
            session.add(found)
        elif found.place != here:
            if found.armed:
                found.reason, found.changed_by = "found elsewhere", None
            found = disarm(session, now, found.reason, found.changed_by)  # all that is here now was copied
            found.place = here
        return found


def standing(session: Session) -> Deployment | None:
    """Return how this database stood at the last look; None before the first."""
    return session.get(Deployment, THE_ROW)


def is_armed(session: Session) -> bool:
    """Whether what runs on this database may act, as of the last look; before the first it may."""
    found = standing(session)
    return found is None or found.armed


def disarm(session: Session, now: dt.datetime, reason: str, who: str | None = None) -> Deployment:
    """Let nothing be sent, handled or worked on from now on. What waits now counts as copied."""
    found = session.get(Deployment, THE_ROW) or Deployment(id=THE_ROW, changed_at=now, reason=reason)
    found.armed, found.changed_at, found.changed_by, found.reason = False, now, who, reason
    found.last_event = session.exec(select(func.max(InboxEvent.id))).one() or 0
    found.last_message = session.exec(select(func.max(OutboxMessage.id))).one() or 0
    session.add(found)
    return found


def arm(session: Session, now: dt.datetime, who: str, *, send_waiting: bool) -> bool:
    """Let it act from now on. Returns False, and changes nothing, if it was armed already.

    Unless ``send_waiting``, what was copied ends here: its messages as unknown, its events as handled.
    """
    alone(session, TASK)
    found = session.get(Deployment, THE_ROW)
    if found is None or found.armed:
        return False
    if not send_waiting:
        _settle(session, found, now)
    found.armed, found.changed_at, found.changed_by, found.reason = True, now, who, "by hand"
    session.add(found)
    return True


def release(session: Session) -> None:
    """Forget the place, so that the next start adopts the one where it is, armed."""
    found = session.get(Deployment, THE_ROW)
    if found is not None:
        session.delete(found)


def left(session: Session) -> Left:
    """Count what waits."""
    found = session.get(Deployment, THE_ROW)
    last_event, last_message = (found.last_event, found.last_message) if found else (0, 0)
    events = select(func.count(), func.min(InboxEvent.received_at)).where(is_open())
    messages = select(func.count(), func.min(OutboxMessage.created_at)).where(_QUEUED)
    copied_events = session.exec(events.where(col(InboxEvent.id) <= last_event)).one()
    copied_messages = session.exec(messages.where(col(OutboxMessage.id) <= last_message)).one()
    since = session.exec(events.where(col(InboxEvent.id) > last_event)).one()
    return Left(
        copied_events=Waiting(count=copied_events[0], oldest=copied_events[1]),
        copied_messages=Waiting(count=copied_messages[0], oldest=copied_messages[1]),
        events_since=Waiting(count=since[0], oldest=since[1]),
    )


_QUEUED = col(OutboxMessage.state) == WAITING


def _settle(session: Session, found: Deployment, now: dt.datetime) -> None:
    """End what was copied. What people wrote and what would have been said is not kept."""
    session.execute(
        update(OutboxMessage)
        .where(_QUEUED, col(OutboxMessage.id) <= found.last_message)
        .values(
            state="unknown",
            in_flight=False,
            done_at=now,
            reply_token=None,
            messages=[],
            problem="was waiting in a copy of the database",
        )
    )
    _settle_notices(session, now)
    events = update(InboxEvent).where(is_open(), col(InboxEvent.id) <= found.last_event)
    session.execute(events.values(handled_at=now, payload=null()))


def _settle_notices(session: Session, now: dt.datetime) -> None:
    """Pause what the original may have sent; of what was on its way nobody knows."""
    sending = update(NoticeRecipient).where(col(NoticeRecipient.state) == "sending")
    session.execute(sending.values(state="unknown", done_at=now))
    begun = or_(
        col(Notice.state) == SENDING, and_(col(Notice.state) == SCHEDULED, col(Notice.send_at) <= now)
    )
    session.execute(update(Notice).where(begun).values(state=PAUSED, why=COPIED))


def place(session: Session) -> str:
    """Name where this database is: another one in another file, server or database, or restored anew."""
    if session.get_bind().dialect.name == "sqlite":
        return _file(session)
    allowed = "SELECT has_function_privilege('pg_control_system()', 'EXECUTE')"
    server = "unknown"
    if session.execute(text(allowed)).scalar_one():
        server = session.execute(text("SELECT system_identifier FROM pg_control_system()")).scalar_one()
    # The table's own number is new after `pg_restore --clean`, which makes the table anew.
    numbers = "SELECT oid, to_regclass('deployment')::oid FROM pg_database WHERE datname = current_database()"
    database, table = session.execute(text(numbers)).one()
    return f"postgresql:{server}:{database}:{table}"


def _file(session: Session) -> str:
    name = session.execute(text("SELECT file FROM pragma_database_list WHERE name = 'main'")).scalar_one()
    if not name:
        return "sqlite:memory"
    path = Path(name).resolve()
    return f"sqlite:{path}:{path.stat().st_ino}"
