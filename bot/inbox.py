"""One event, one transaction: gather, decide, apply.

What an answer depends on is read, the answer is decided and rendered, and only then a transaction begins that
makes sure that nothing of it has changed, writes what the event changes, puts the answer into the outbox and
stamps the event: all of it or nothing. So nobody who writes waits while an answer is thought out.

`handle` is run in a worker's thread for a chat that the worker wants to serve next.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from bot import answers, applying, changes, events, parse, showing, showing_groups, usecases
from bot.changes_notices import Overtaken
from bot.changes_office import OfOffice
from bot.dialogue import Draft, Filed, Holding
from bot.gathering import UNREAD, Situation, gather
from bot.outbox import answer_row, told_row
from bot.render import render
from bot.store import conversations, inbox, leases, outbox, people, queries, waking
from bot.store.channels import agency_of, default
from bot.store.engine import AWAY, reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from zoneinfo import ZoneInfo

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.answers import Reply
    from bot.applying import Hands
    from bot.changes import Change
    from bot.events import Event
    from bot.metrics import Metrics
    from bot.render.limits import Json
    from bot.showing_groups import Shown
    from bot.store.tables import InboxEvent, OutboxMessage

ALONE = frozenset({"reminder.snooze", "reminder.mute", "reminder.set", "reminder.cancel"})
"""What is about the card of the day itself: the answer does not carry it."""
CHAT_LEASE = dt.timedelta(seconds=60)
TRIES = 3


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of one event: the answer to deliver, if any. ``event_id`` is LINE's; all logs name it."""

    answer: OutboxMessage | None
    received_at: dt.datetime
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody else is told, rendered in their language."""

    to: people.Recipient
    messages: Sequence[Json]
    about: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What follows from a situation. No messages: silence."""

    counted: str = UNREAD
    changes: tuple[Change, ...] = ()
    messages: Sequence[Json] = ()
    about: str | None = None
    sources: tuple[str, ...] = ()
    """What the messages, and what others are told, repeat words of."""
    told: tuple[Told, ...] = ()
    shown: Shown | None = None
    """The card of the day that the messages carry."""

    @property
    def of_agency(self) -> bool:
        """Whether it is void if others of the agency did something meanwhile.

        So is what concerns a report: it may be taken back, or the message that it was made from.
        """
        return any(isinstance(change, changes.OfAgency) or _of_report(change) for change in self.changes)


def _of_report(change: Change) -> bool:
    """Whether it is a draft that corrects a report, or evidence of one."""
    match change:
        case changes.DialogueTurned(turn):
            return isinstance(turn.state, Draft) and turn.state.corrects
        case changes.EvidenceSent():
            return change.report_id is not None
    return False


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
        hands: Hands,
        links: usecases.Links | None = None,
    ) -> None:
        self._hands = hands
        self._links = links
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
                    local = now.astimezone(self._zone)
                    situation = gather(session, self._library, stored, local, self._links)
                with structlog.contextvars.bound_contextvars(event_id=stored.event_id):
                    outcome = _decide(situation)
                with writing(self._engine) as session:
                    if not inbox.lease(session, chat_id, self._holder, now, now + CHAT_LEASE):
                        return None
                    still = _still(session, situation, outcome, now)
                    carries = _carries(session, situation, outcome, now) if still else None
                    if carries is None:
                        continue  # gather once more
                    answer = self._apply(session, situation, outcome, carries, now)
            except Overtaken:
                continue  # gather once more
            except AWAY:
                raise  # no fault of the event: the sweep takes it up again
            except Exception as error:
                if stored is None:
                    raise
                return self._failed(stored, error, now)
            if situation.ask.asker.agency_id is not None:
                self._bound.add(stored.channel_id)  # committed: it need not be bound again
            self._count(stored, outcome)
            return Handled(answer, stored.received_at, stored.event_id)

    def _count(self, stored: inbox.Open, outcome: Outcome) -> None:
        said = "answered" if outcome.messages else "silent"
        self._metrics.handled.labels(events.kind(stored.type), outcome.counted, said).inc()
        if outcome.shown is not None:
            self._metrics.cards.labels("free").inc()

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

    # --- apply -----------------------------------------------------------------------------------------

    def _apply(
        self,
        session: Session,
        situation: Situation,
        outcome: Outcome,
        carries: Sequence[str],
        now: dt.datetime,
    ) -> OutboxMessage | None:
        stored, event = situation.stored, situation.event
        if stored.channel_id not in self._bound:
            agency_of(session, stored.channel_id)  # binds the channel to it
        contact_id = situation.contact_id
        if contact_id is None and event.user_id:
            contact_id = conversations.new_contact(session, stored.channel_id, event.user_id)
        asker = situation.ask.asker
        scene = applying.Scene(
            channel_id=stored.channel_id,
            chat_id=stored.chat_id,
            contact_id=contact_id,
            agency_id=asker.agency_id,
            person_id=asker.member.person_id if asker.member else None,
            now=now.astimezone(self._zone),
        )
        for change in outcome.changes:
            applying.apply(session, scene, change, self._hands)
        for told in outcome.told:
            row = told_row(told.to, told.messages, about=told.about, now=now, sources=outcome.sources)
            outbox.add(session, row)
        inbox.stamp(session, stored.id, now)
        if not outcome.messages:
            return None
        sources = (*outcome.sources, *carries)
        return self._post(session, stored, event, outcome.messages, now, outcome.about, sources)

    def _post(  # noqa: PLR0913, PLR0917 (what an answer consists of)
        self,
        session: Session,
        stored: inbox.Open,
        event: Event,
        messages: Sequence[Json],
        now: dt.datetime,
        about: str | None = None,
        sources: Sequence[str] = (),
    ) -> OutboxMessage | None:
        """Put an answer into the outbox. Returns it if it is to be delivered now; else the sweep will.

        ``sources`` say whose words it may repeat, beside those that it answers, and which card it carries.
        """
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
            about=about,
            sources=(*((event.message_id,) if event.message_id else ()), *sources),
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


# --- decide -------------------------------------------------------------------------------------------


def _decide(situation: Situation) -> Outcome:
    """Return what follows. Pure."""
    event, ask, said = situation.event, situation.ask, situation.said
    happened = changes.happened(event)
    if situation.bad_button and not situation.superseded:
        reply, counted = answers.Reply(answer=answers.StaleButton()), UNREAD
    elif said is None:
        return Outcome(changes=happened)
    else:
        reply = usecases.respond(ask, said)
        counted = ask.intent.name
    speaks = bool(event.reply_token) and not reply.silent
    shown = _carried(situation, reply) if speaks else None
    if shown is not None and shown.reply is not None:
        reply = replace(reply, after=shown.reply.answer)
    return Outcome(
        counted=counted,
        changes=(*happened, *reply.changes),
        messages=render(reply, reply.language or ask.asker.language) if speaks else (),
        about=reply.about,
        sources=(*reply.sources, *changes.sources(reply.changes)),
        told=tuple(
            Told(
                to=tell.recipient,
                messages=render(tell.reply, tell.recipient.language),
                about=tell.reply.about,
            )
            for tell in reply.tells
        ),
        shown=shown,
    )


def _carried(situation: Situation, reply: Reply) -> Shown | None:
    """Return the card of the day, if the answer can carry it: not into the midst of something else."""
    asker, waits = situation.ask.asker, situation.waits
    alone = situation.ask.intent.name in ALONE or reply.after is not None
    busy = not isinstance(situation.ask.present.state, Filed | Holding | None)
    turning = any(isinstance(one, changes.DialogueTurned | OfOffice) for one in reply.changes)
    if alone or busy or turning:
        return None
    shown = None
    if situation.room is not None:
        shown = showing_groups.decide(situation.room, asker.now)
    elif waits is not None and asker.member is not None:
        shown = showing.decide(waits, asker.member.person_id, asker.now)
    return None if shown is None or shown.reply is None else shown


def _carries(
    session: Session, situation: Situation, outcome: Outcome, now: dt.datetime
) -> tuple[str, ...] | None:
    """Note the card that the answer carries, if any, and name it. None: the chat has had one meanwhile."""
    if outcome.shown is None:
        return ()
    named = showing.carried(session, outcome.shown, situation.stored.chat_id, situation.ask.today, now)
    return None if named is None else (named,)


def _still(session: Session, situation: Situation, outcome: Outcome, now: dt.datetime) -> bool:
    """Whether the event is still the chat's next one, said as before, on the same state of things.

    The chat is ours; the agency is, from here on, where the outcome concerns others of it.
    """
    stored, ask = situation.stored, situation.ask
    if (
        inbox.next_id(session, stored.chat_id, now) != stored.id
        or inbox.superseded(session, stored) != situation.superseded
    ):
        return False
    if not outcome.of_agency or ask.asker.agency_id is None:
        return True
    return queries.advance(session, ask.asker.agency_id, seen=(ask.shelf.revision, ask.shelf.standing))
