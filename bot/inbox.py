"""One event, one transaction: load, read, ask the use case, render, insert the answer, stamp the event.

`handle` is run in a worker's thread for a chat that the worker wants to serve next. Whatever the event
changes commits together with its stamp, or not at all.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot import answers, events, parse, usecases
from bot import reading as reading_room
from bot.buttons import BadButton
from bot.outbox import answer_row
from bot.render import render
from bot.store import inbox, leases, outbox
from bot.store.channels import agency_of, default
from bot.store.engine import reading, writing
from bot.store.tables import Chat

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.events import Event
    from bot.metrics import Metrics
    from bot.store.tables import Contact, InboxEvent, OutboxMessage

CHAT_LEASE = dt.timedelta(seconds=60)
TRIES = 3


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of one event: the answer to deliver, if any."""

    answer: OutboxMessage | None
    received_at: dt.datetime


class Inbox:
    """Handles events, one transaction each."""

    def __init__(  # noqa: PLR0913 (what a root wires together, all by name)
        self,
        *,
        engine: Engine,
        library: usecases.Library,
        metrics: Metrics,
        now: Callable[[], dt.datetime],
        zone: ZoneInfo,
        holder: str,
    ) -> None:
        self._engine = engine
        self._library = library
        self._metrics = metrics
        self._now = now
        self._zone = zone
        self._holder = holder
        self._log = structlog.get_logger("inbox")

    def waiting(self) -> list[int]:
        """Return the chats that have events to handle and that nobody holds."""
        with reading(self._engine) as session:
            return list(inbox.waiting_chats(session, self._now()))

    def give_up(self) -> None:
        """Give back whatever chats are held. Blocks."""
        with writing(self._engine) as session:
            leases.give_up(session, self._holder)

    def warm(self) -> None:
        """Load what the first answer would otherwise have to wait for. Blocks."""
        with writing(self._engine) as session:
            channel = default(session)
            shelf = self._library.shelf(session, agency_of(session, inbox.identity(channel.id)))
        parse.warm(shelf.vocabulary)

    def handle(self, chat_id: int) -> Handled | None:
        """Handle the chat's next event. None: there is none, or somebody else holds the chat."""
        now = self._now()
        event_id = None
        try:
            with writing(self._engine) as session:
                if not inbox.lease(session, chat_id, self._holder, now, now + CHAT_LEASE):
                    return None
                row = inbox.next_event(session, chat_id, now)
                if row is None:
                    inbox.release(session, chat_id, self._holder)
                    return None
                event_id = row.id
                return Handled(self._answer(session, row, now), row.received_at)
        except Exception as error:
            if event_id is None:
                raise
            self._metrics.failed.inc()
            return self._failed(inbox.identity(event_id), error, now)

    # --- inside the transaction ------------------------------------------------------------------------

    def _answer(self, session: Session, row: InboxEvent, now: dt.datetime) -> OutboxMessage | None:
        event = events.read_event(row.payload or {})
        chat = session.get_one(Chat, row.chat_id)
        contact = inbox.contact(session, row.channel_id, event.user_id) if event.user_id else None
        _note_presence(event, chat, contact, now)
        if event.type == inbox.UNSEND and event.message_id:
            inbox.erase_message(session, row.channel_id, event.message_id)
        reply = None
        if not event.standby and not inbox.superseded(session, row):
            reply = self._reply(session, row, event, contact, now)
        row.handled_at, row.payload, row.not_before = now, None, None
        session.add(row)
        if reply is None or not event.reply_token:
            return None
        messages = render(reply, contact.language if contact else "th")
        return self._post(session, row, event, messages, now)

    def _reply(
        self, session: Session, row: InboxEvent, event: Event, contact: Contact | None, now: dt.datetime
    ) -> answers.Reply | None:
        asker = usecases.Asker(
            agency_id=agency_of(session, row.channel_id),
            contact=contact,
            in_group=event.in_group,
            today=now.astimezone(self._zone).date(),
        )
        shelf = self._library.shelf(session, asker.agency_id)
        quotes_bot = event.quoted_message_id is not None and inbox.is_ours(
            session, row.channel_id, event.quoted_message_id
        )
        try:
            said = reading_room.read(event, shelf.vocabulary, asker.today, quotes_bot=quotes_bot)
        except BadButton:
            return answers.Reply(answer=answers.StaleButton())
        if said is None:
            return None
        self._metrics.handled.labels(said.name).inc()
        return usecases.respond(shelf, asker, said)

    def _post(
        self,
        session: Session,
        row: InboxEvent,
        event: Event,
        messages: list[dict[str, object]],
        now: dt.datetime,
    ) -> OutboxMessage:
        message = answer_row(
            channel_id=row.channel_id,
            chat_id=row.chat_id,
            event_row_id=row.id,
            recipient=event.chat_id,
            messages=messages,
            reply_token=event.reply_token,
            received_at=row.received_at,
            now=now,
        )
        outbox.add(session, message)
        return message

    # --- when it fails ---------------------------------------------------------------------------------

    def _failed(self, event_row_id: int, error: Exception, now: dt.datetime) -> Handled:
        """Count a failed try; after the last one park the event and apologise, in one transaction."""
        with writing(self._engine) as session:
            row = inbox.get(session, event_row_id)
            if not inbox.lease(session, row.chat_id, self._holder, now, now + CHAT_LEASE):
                return Handled(None, row.received_at)
            session.refresh(row)  # the failed transaction gave the chat back: somebody may have been quicker
            if row.handled_at is not None or row.parked_at is not None:
                return Handled(None, row.received_at)
            row.attempts += 1
            session.add(row)
            if row.attempts < TRIES:
                row.not_before = now + dt.timedelta(seconds=2.0 ** (row.attempts - 1))
                self._log.warning("failed, will be tried again", row=row.id, exc_info=error)
                return Handled(None, row.received_at)
            row.parked_at, row.reference = now, secrets.token_hex(4).upper()
            self._log.error("parked", row=row.id, reference=row.reference, exc_info=error)
            event = events.read_event(row.payload or {})
            if event.standby or event.in_group or not event.reply_token:
                return Handled(None, row.received_at)
            apology = answers.Reply(answer=answers.Failed(reference=row.reference))
            contact = inbox.contact(session, row.channel_id, event.user_id) if event.user_id else None
            messages = render(apology, contact.language if contact else "th")
            return Handled(self._post(session, row, event, messages, now), row.received_at)


def _note_presence(event: Event, chat: Chat, contact: Contact | None, now: dt.datetime) -> None:
    """Keep who can be reached: follow and unfollow (= blocked), join and leave."""
    match event.type:
        case "follow" if contact is not None:
            contact.followed_at, contact.blocked_at = now, None
        case "unfollow" if contact is not None:
            contact.blocked_at = now
        case "join":
            chat.left_at = None
        case "leave":
            chat.left_at = now
