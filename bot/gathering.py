"""Gather: an event with everything that its answer depends on, read as of one moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import answers, dialogue, events, showing, showing_groups, usecases
from bot import reading as reading_room
from bot.buttons import BadButton
from bot.intent import Intent
from bot.store import attachments, conversations, dialogues, inbox, people, reminders
from bot.store import groups as rooms
from bot.store.channels import agency_of
from bot.usecases import acting, cards

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.events import Event
    from bot.reading import Said
    from bot.showing import Waits
    from bot.showing_groups import Room
    from bot.usecases import Ask, Asker, Links, Shelf

UNREAD = "none"
"""Counted where an event's intent would be: nothing was asked, or not of us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """An event with everything that its answer depends on. ``said`` is None where nothing is answered."""

    stored: inbox.Open
    event: Event
    contact_id: int | None
    ask: Ask
    said: Said | None
    bad_button: bool
    superseded: bool
    waits: Waits | None = None
    """What waits to be told to whoever is answered, where their chat has not had its card today."""
    room: Room | None = None
    """What waits for the people of the group that is answered, where it has not had its card today."""


def gather(
    session: Session,
    library: usecases.Library,
    stored: inbox.Open,
    now: dt.datetime,
    links: Links | None = None,
) -> Situation:
    """Return an event with what its answer depends on.

    ``now`` has the office's zone; ``links`` is None where the bot has no public address.
    """
    event = events.read_event(stored.payload or {})
    contact = conversations.contact(session, stored.channel_id, event.user_id) if event.user_id else None
    agency_id = agency_of(session, stored.channel_id)
    shelf = library.shelf(session, agency_id)
    contact_id = contact.id if contact else None
    asker = usecases.Asker(
        agency_id=agency_id,
        language=contact.language if contact else answers.FIRST_LANGUAGE,
        in_group=event.in_group,
        now=now,
        contact_id=contact_id,
        chat_id=stored.chat_id,
        member=_member(session, contact_id, agency_id, now.date()),
        group_unit=conversations.unit_of(session, stored.chat_id) if event.in_group else None,
    )
    present = _present(session, stored, event, asker, shelf)
    quoted = event.quoted_message_id
    ours = conversations.ours(session, stored.channel_id, quoted) if quoted is not None else None
    superseded = inbox.superseded(session, stored)
    around = reading_room.Around(
        quotes_bot=ours is not None,
        measure=usecases.measure_of(shelf, ours.about) if ours is not None else None,
        notice=usecases.notice_of(ours.about) if ours is not None else None,
        several=ours is not None and ours.about == cards.SEVERAL,
        in_dialogue=present.waits,
    )
    said, bad_button = _said(event, shelf, asker, around)
    ask = usecases.Ask(
        intent=_meant(present, said),
        asker=asker,
        shelf=shelf,
        nearest=said.nearest if isinstance(said, reading_room.Heard) else (),
        social=said.social if isinstance(said, reading_room.Heard) else None,
        present=present,
        message_id=event.message_id if event.text is not None else None,
        evidence=_evidence(session, asker, present.state),
        links=links,
    )
    answering = said is not None and not event.standby and not superseded
    if said is not None and answering:
        ask = usecases.gather(session, ask, said)
    return Situation(
        stored=stored,
        event=event,
        contact_id=contact_id,
        ask=ask,
        said=said if answering else None,
        bad_button=bad_button and not event.standby,
        superseded=superseded,
        waits=_waits(session, asker) if answering and event.reply_token else None,
        room=_room(session, asker) if answering and event.reply_token else None,
    )


def _waits(session: Session, asker: Asker) -> Waits | None:
    """Return what an answer can carry free: in a person's own chat, once a day."""
    if asker.member is None or asker.in_group:
        return None
    person = asker.member.person_id
    if not reminders.anything_for(session, person, asker.today):
        return None
    waits = showing.gather(session, [person], asker.today)
    return None if asker.chat_id in waits.had else waits


def _room(session: Session, asker: Asker) -> Room | None:
    """Return what an answer in a group can carry free, whoever asked: once a day."""
    if asker.group_unit is None or asker.chat_id is None:
        return None
    group = rooms.group_of(session, asker.chat_id)
    if group is None or not rooms.anything_in(session, group, asker.today):
        return None
    room = showing_groups.gather(session, group, asker.today)
    return None if room is None or room.had else room


def _member(
    session: Session, contact_id: int | None, agency_id: int | None, today: dt.date
) -> people.Member | None:
    if contact_id is None or agency_id is None:
        return None
    return acting.member(session, contact_id, agency_id, today)


def _present(
    session: Session, stored: inbox.Open, event: Event, asker: Asker, shelf: Shelf
) -> dialogue.Present:
    """Return what this person is in the middle of here. Editing a message opens its report again."""
    kept = dialogues.of(session, stored.chat_id, asker.contact_id) if asker.contact_id is not None else None
    number, reopened = kept.number if kept else 0, None
    highest = dialogues.highest(session, stored.chat_id) if asker.in_group else number
    if event.type == inbox.EDITED and event.message_id and asker.member is not None:
        draft = usecases.corrected(session, shelf, stored.chat_id, event.message_id)
        reopened = draft if draft.lines else None
    state = dialogue.load(kept.state, kept.touched_at, asker.now) if kept else None
    lost = usecases.outlived(shelf, state)
    return dialogue.Present(
        state=None if lost else state, number=number, highest=highest, lost=lost, reopened=reopened
    )


def _said(event: Event, shelf: Shelf, asker: Asker, around: reading_room.Around) -> tuple[Said | None, bool]:
    """Return what was said, and whether it was a button that nobody understands."""
    try:
        return reading_room.read(event, shelf.vocabulary, asker.today, around), False
    except BadButton:
        return None, True


def _meant(present: dialogue.Present, said: Said | None) -> Intent:
    if isinstance(said, reading_room.Heard):
        return dialogue.understand(present, said)
    return Intent(UNREAD)


def _evidence(session: Session, asker: Asker, state: dialogue.State | None) -> tuple[attachments.Sent, ...]:
    """Return what was sent and belongs to no report yet: of the last hour, or since that before the draft."""
    if asker.member is None or asker.chat_id is None or asker.contact_id is None:
        return ()
    began = asker.now
    if isinstance(state, dialogue.Draft) and state.began is not None:
        began = dt.datetime.fromisoformat(state.began)
    return tuple(attachments.loose(session, asker.chat_id, asker.contact_id, began - usecases.WINDOW))
