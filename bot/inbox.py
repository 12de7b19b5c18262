"""One event, one transaction: gather, decide, apply.

What an answer depends on is read, the answer is decided and rendered, and only then a transaction begins that
makes sure that nothing of it has changed, writes what the event changes, puts the answer into the outbox and
stamps the event: all of it or nothing. So nobody who writes waits while an answer is thought out.

`handle` is run in a worker's thread for a chat that the worker wants to serve next.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot import answers, changes, events, parse, usecases
from bot import reading as reading_room
from bot.buttons import BadButton
from bot.outbox import answer_row
from bot.render import render
from bot.store import conversations, inbox, leases, outbox, waking
from bot.store.channels import agency_of, default
from bot.store.engine import AWAY, reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from zoneinfo import ZoneInfo

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.changes import Change
    from bot.events import Event
    from bot.metrics import Metrics
    from bot.render.limits import Json
    from bot.store.tables import InboxEvent, OutboxMessage
    from bot.usecases import Asker, Shelf

CHAT_LEASE = dt.timedelta(seconds=60)
TRIES = 3
UNREAD = "none"
"""Counted where an event's intent would be: nothing was asked, or not of us."""


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of one event: the answer to deliver, if any. ``event_id`` is LINE's; all logs name it."""

    answer: OutboxMessage | None
    received_at: dt.datetime
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """An event with everything that its answer depends on."""

    stored: inbox.Open
    event: Event
    contact_id: int | None
    asker: Asker
    shelf: Shelf
    quotes_bot: bool
    superseded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What follows from a situation. No messages: silence."""

    counted: str = UNREAD
    changes: tuple[Change, ...] = ()
    messages: Sequence[Json] = ()


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
        self._shared = waking.by_note(engine)
        self._bound: set[int] = set()
        self._log = structlog.get_logger("inbox")

    def waiting(self) -> list[int]:
        """Return the chats that have events to handle and that nobody else holds."""
        with reading(self._engine) as session:
            return list(inbox.waiting_chats(session, self._holder, self._now()))

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
        while True:
            now = self._now()
            stored: inbox.Open | None = None
            try:
                with self._looking() as session:
                    stored = self._next(session, chat_id, now)
                    if stored is None:
                        return None
                    situation = self._gather(session, stored, now)
                with structlog.contextvars.bound_contextvars(event_id=stored.event_id):
                    outcome = _decide(situation)
                with writing(self._engine) as session:
                    if not inbox.lease(session, chat_id, self._holder, now, now + CHAT_LEASE):
                        return None
                    if not _still(session, situation, now):
                        continue  # gather once more
                    answer = self._apply(session, situation, outcome, now)
            except AWAY:
                raise  # no fault of the event: the sweep takes it up again
            except Exception as error:
                if stored is None:
                    raise
                return self._failed(stored, error, now)
            if situation.asker.agency_id is not None:
                self._bound.add(stored.channel_id)  # committed: it need not be bound again
            said = "answered" if outcome.messages else "silent"
            self._metrics.handled.labels(events.kind(stored.type), outcome.counted, said).inc()
            return Handled(answer, stored.received_at, stored.event_id)

    def _looking(self) -> AbstractContextManager[Session]:
        """Open a transaction to look at a chat: where there are many workers, it takes the chat as well."""
        return writing(self._engine) if self._shared else reading(self._engine)

    def _next(self, session: Session, chat_id: int, now: dt.datetime) -> inbox.Open | None:
        """Return what is to be handled. None: nothing, or the chat is somebody else's.

        All workers hear of a chat, and who comes second must not think out the same answer: so it is taken
        first, and given back if it has nothing more to say. Where nobody else could serve it, it is kept.
        """
        if self._shared and not inbox.lease(session, chat_id, self._holder, now, now + CHAT_LEASE):
            return None
        stored = inbox.next_event(session, chat_id, now)
        if stored is None and self._shared:
            inbox.release(session, chat_id, self._holder)
        return stored

    # --- gather ----------------------------------------------------------------------------------------

    def _gather(self, session: Session, stored: inbox.Open, now: dt.datetime) -> Situation:
        event = events.read_event(stored.payload or {})
        channel_id = stored.channel_id
        contact = conversations.contact(session, channel_id, event.user_id) if event.user_id else None
        asker = usecases.Asker(
            agency_id=agency_of(session, channel_id),
            language=contact.language if contact else answers.FIRST_LANGUAGE,
            in_group=event.in_group,
            today=now.astimezone(self._zone).date(),
        )
        quoted = event.quoted_message_id
        return Situation(
            stored=stored,
            event=event,
            contact_id=contact.id if contact else None,
            asker=asker,
            shelf=self._library.shelf(session, asker.agency_id),
            quotes_bot=quoted is not None and conversations.is_ours(session, channel_id, quoted),
            superseded=inbox.superseded(session, stored),
        )

    # --- apply -----------------------------------------------------------------------------------------

    def _apply(
        self, session: Session, situation: Situation, outcome: Outcome, now: dt.datetime
    ) -> OutboxMessage | None:
        stored, event = situation.stored, situation.event
        if stored.channel_id not in self._bound:
            agency_of(session, stored.channel_id)  # binds the channel to it
        contact_id = situation.contact_id
        if contact_id is None and event.user_id:
            contact_id = conversations.new_contact(session, stored.channel_id, event.user_id)
        for change in outcome.changes:
            _write(session, change, stored, contact_id, now)
        inbox.stamp(session, stored.id, now)
        return self._post(session, stored, event, outcome.messages, now) if outcome.messages else None

    def _post(
        self, session: Session, stored: inbox.Open, event: Event, messages: Sequence[Json], now: dt.datetime
    ) -> OutboxMessage | None:
        """Put an answer into the outbox. Returns it if it is to be delivered now; else the sweep will."""
        waits = outbox.anything_ahead(session, stored.chat_id, now)
        message = answer_row(
            channel_id=stored.channel_id,
            chat_id=stored.chat_id,
            event_row_id=stored.id,
            recipient=event.chat_id,
            messages=messages,
            reply_token=event.reply_token,
            received_at=stored.received_at,
            now=now,
            waits=waits,
        )
        outbox.add(session, message)
        return None if waits else message

    # --- when it fails ---------------------------------------------------------------------------------

    def _failed(self, stored: inbox.Open, error: Exception, now: dt.datetime) -> Handled | None:
        """Count a failed try; after the last one park the event and apologise, in one transaction.

        None: somebody else holds the chat by now.
        """
        nothing = Handled(None, stored.received_at, stored.event_id)
        with writing(self._engine) as session:
            if not inbox.lease(session, stored.chat_id, self._holder, now, now + CHAT_LEASE):
                return None
            row = inbox.get(session, stored.id)
            if row.handled_at is not None or row.parked_at is not None:
                return nothing  # somebody was quicker
            apology = self._put_off(session, stored, row, now)
        parked = row.parked_at is not None
        self._metrics.failed.labels("parked" if parked else "retried").inc()
        ids = {"event_id": stored.event_id, "event_row": stored.id}
        if parked:
            self._log.error("parked", reference=row.reference, exc_info=error, **ids)
        else:
            self._log.warning("failed, will be tried again", exc_info=error, **ids)
        return Handled(apology, stored.received_at, stored.event_id)

    def _put_off(
        self, session: Session, stored: inbox.Open, row: InboxEvent, now: dt.datetime
    ) -> OutboxMessage | None:
        """Let a failed event wait for its next try, or park it. Returns the apology, where one is due."""
        row.attempts += 1
        session.add(row)
        if row.attempts < TRIES:
            row.not_before = now + dt.timedelta(seconds=2.0 ** (row.attempts - 1))
            return None
        row.parked_at, row.reference = now, secrets.token_hex(4).upper()
        event = events.read_event(stored.payload or {})
        if event.standby or event.in_group or not event.reply_token:
            return None
        contact = conversations.contact(session, row.channel_id, event.user_id) if event.user_id else None
        apology = answers.Reply(answer=answers.Failed(reference=row.reference))
        messages = render(apology, contact.language if contact else answers.FIRST_LANGUAGE)
        return self._post(session, stored, event, messages, now)


def _decide(situation: Situation) -> Outcome:
    """Return what follows. Pure."""
    event = situation.event
    happened = changes.happened(event)
    if event.standby or situation.superseded:
        return Outcome(changes=happened)
    shelf, asker = situation.shelf, situation.asker
    counted = UNREAD
    try:
        said = reading_room.read(event, shelf.vocabulary, asker.today, quotes_bot=situation.quotes_bot)
    except BadButton:
        reply = answers.Reply(answer=answers.StaleButton())
    else:
        if said is None:
            return Outcome(changes=happened)
        counted, reply = said.name, usecases.respond(shelf, asker, said)
    messages = render(reply, reply.language or asker.language) if event.reply_token else ()
    return Outcome(counted=counted, changes=(*happened, *reply.changes), messages=messages)


def _still(session: Session, situation: Situation, now: dt.datetime) -> bool:
    """Whether the event is still the chat's next one, and said as before. The chat is ours."""
    stored = situation.stored
    return (
        inbox.next_id(session, stored.chat_id, now) == stored.id
        and inbox.superseded(session, stored) == situation.superseded
    )


def _write(
    session: Session, change: Change, stored: inbox.Open, contact_id: int | None, now: dt.datetime
) -> None:
    match change:
        case changes.Joined():
            conversations.joined(session, stored.chat_id)
        case changes.Left():
            conversations.left(session, stored.chat_id, now)
        case changes.Unsent(message_id):
            inbox.erase_message(session, stored.channel_id, message_id)
        case _ if contact_id is None:
            return  # LINE did not say who it is
        case changes.Followed():
            conversations.followed(session, contact_id, now)
        case changes.Blocked():
            conversations.blocked(session, contact_id, now)
        case changes.LanguageChosen(language):
            conversations.speaks(session, contact_id, language)
