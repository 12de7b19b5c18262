"""Writes down what was decided: each change in the transaction of the event that it follows from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import applying_notices, applying_office, changes, dialogue, returning
from bot.changes_notices import OfNotices
from bot.changes_office import OfOffice
from bot.roles import Role
from bot.store import (
    attachments,
    audit,
    conversations,
    correcting,
    dialogues,
    extensions,
    inbox,
    notice_recipients,
    office,
    outbox,
    people,
    progress,
    queries,
    reminded,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from sqlmodel import Session

    from bot.changes import Change

    Fetch = Callable[[Session, int], None]
    Later = Callable[[Session, int, float], None]

PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an event happened, and who did it. ``now`` has the office's zone."""

    channel_id: int
    chat_id: int
    contact_id: int | None
    agency_id: int | None
    person_id: int | None
    now: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What has durable work done once the session's transaction commits, each by the key of its row.

    ``fetch`` has evidence fetched, ``discard`` deletes its content; ``send`` looks after a notice in so many
    seconds.
    """

    fetch: Fetch
    discard: Fetch
    send: Later


def apply(session: Session, scene: Scene, change: Change, hands: Hands) -> None:
    """Write one change."""
    if isinstance(change, changes.OfAgency):
        if scene.agency_id is not None:
            _apply_in_agency(session, scene, change, scene.agency_id, hands)
        return
    match change:
        case changes.Joined():
            conversations.joined(session, scene.chat_id)
        case changes.Left():
            conversations.left(session, scene.chat_id, scene.now)
        case changes.Unsent(message_id):
            _take_back(session, scene, message_id, hands.discard)
        case _ if scene.contact_id is not None:
            _apply_of_contact(session, scene, change, scene.contact_id, hands.fetch)


def _apply_in_agency(
    session: Session, scene: Scene, change: changes.OfAgency, agency_id: int, hands: Hands
) -> None:
    if isinstance(change, OfOffice):
        applying_office.apply(session, agency_id, change, scene.now, scene.person_id)
    elif isinstance(change, OfNotices):
        applying_notices.apply(session, agency_id, change, scene.now, hands.send)
    elif scene.contact_id is not None:
        _apply_of_agency(session, scene, change, agency_id, scene.contact_id, hands.discard)


def _apply_of_contact(session: Session, scene: Scene, change: Change, contact_id: int, fetch: Fetch) -> None:
    match change:
        case changes.Followed():
            returning.followed(session, contact_id, scene.chat_id, scene.now)
        case changes.Blocked():
            returning.blocked(session, contact_id, scene.now)
        case changes.LanguageChosen(language):
            conversations.speaks(session, contact_id, language)
        case changes.CodeFailed(since):
            people.wrong_code(session, contact_id, since)
        case changes.PersonNamed(name, message_id):
            people.rename(session, contact_id, name, message_id)
        case changes.PrivacyTold(version):
            people.told_of_notice(session, contact_id, version)
        case changes.NoticeAcknowledged():
            applying_notices.acknowledge(session, change)
        case changes.DialogueTurned(turn, number):
            state = dialogue.dump(turn.state)
            dialogues.put(session, scene.chat_id, contact_id, dialogues.Kept(number, state, scene.now))
        case changes.EvidenceSent() if scene.agency_id is not None:
            fetch(session, attachments.add(session, _arrived(scene, change, scene.agency_id, contact_id)))


def _arrived(
    scene: Scene, sent: changes.EvidenceSent, agency_id: int, contact_id: int
) -> attachments.Arrived:
    return attachments.Arrived(
        agency_id=agency_id,
        chat_id=scene.chat_id,
        contact_id=contact_id,
        received_at=scene.now,
        message_id=sent.message_id,
        kind=sent.kind,
        name=sent.name,
        size=sent.size,
        image_set=sent.image_set,
        image_index=sent.image_index,
        report_id=sent.report_id,
        for_notice=sent.for_notice,
    )


def _apply_of_agency(  # noqa: C901, PLR0913, PLR0917 (a line or two a change; what all of them need)
    session: Session,
    scene: Scene,
    change: changes.OfAgency,
    agency_id: int,
    contact_id: int,
    discard: Fetch,
) -> None:
    now = scene.now
    match change:
        case changes.Done(deed):
            audit.note(session, agency_id, now, audit.Actor(PERSON, _actor(session, scene)), deed)
        case changes.InvitesMade():
            people.add_invites(
                session,
                agency_id,
                people.NewInvites(
                    unit=change.unit,
                    role=change.role,
                    hashes=change.hashes,
                    made_at=now,
                    made_by=scene.person_id,
                    expires_at=change.expires_at,
                ),
            )
        case changes.PersonLinked():
            person_id = people.link(
                session,
                agency_id=agency_id,
                contact_id=contact_id,
                unit_id=change.unit_id,
                role=change.role,
                notice_version=change.notice_version,
                now=now,
            )
            people.use_invite(session, change.invite_id, person_id, now)
            returning.back(session, person_id, now, known_before=True)
        case changes.PostEnded(membership_id):
            returning.post_ended(session, membership_id, now)
        case changes.PersonErased(person_id):
            _erase(session, scene, contact_id, person_id, discard)
        case changes.GroupBound(unit_id):
            conversations.bind(session, scene.chat_id, unit_id)
        case changes.ReportsFiled():
            _file(session, scene, change, agency_id)
        case changes.ReportsWithdrawn(reports):
            progress.withdraw(session, reports)
            outbox.drop(session, scene.channel_id, progress.filings_of(session, reports), now)
            for key in attachments.withdraw_of(session, reports):
                discard(session, key)
        case changes.ReportDecided() if scene.person_id is not None:
            progress.decide(
                session,
                change.report_id,
                state=change.state,
                by=scene.person_id,
                now=now,
                reason=change.reason,
                reason_message=change.message_id,
            )
        case changes.ExtensionAsked():
            extensions.ask(
                session,
                extensions.Wish(
                    agency_id=agency_id,
                    year=change.year,
                    measure=change.measure,
                    unit=change.unit,
                    person_id=scene.person_id,
                    chat_id=scene.chat_id,
                    message_id=change.message_id,
                    asked_at=now,
                    due_before=change.due,
                    until=change.until,
                    reason=change.reason,
                ),
            )
        case changes.ExtensionDecided() if scene.person_id is not None:
            extensions.decide(
                session,
                change.extension_id,
                state=change.state,
                by=scene.person_id,
                now=now,
            )
            queries.touch(session, agency_id)


def _actor(session: Session, scene: Scene) -> int | None:
    """Who did it: a person who was only just linked, too."""
    if scene.person_id is not None or scene.contact_id is None:
        return scene.person_id
    return people.of_contact(session, scene.contact_id)


def _file(session: Session, scene: Scene, change: changes.ReportsFiled, agency_id: int) -> None:
    if scene.person_id is None:
        return
    made = progress.file(
        session,
        change.reports,
        agency_id=agency_id,
        person_id=scene.person_id,
        chat_id=scene.chat_id,
        messages=change.messages,
        filing=change.filing,
        now=scene.now,
    )
    pairs = list(zip(change.reports, made, strict=True))
    replaced = {one.replaces: key for one, key in pairs if one.replaces is not None}
    correcting.carry(session, replaced, [link for _, link in change.links], progress.COUNTING)
    attachments.attach(session, change.evidence, made[0])
    for new, key in pairs:
        own = [(message_id, link) for message_id, link in change.links if link in (new.note or "")]
        attachments.add_links(session, key, scene.contact_id, own)


def _erase(session: Session, scene: Scene, contact_id: int, person_id: int | None, discard: Fetch) -> None:
    """Forget somebody: what was official stays, and nothing leads from it to them."""
    nobodys_chat = conversations.nobodys_chat(session, scene.channel_id)
    dialogues.end_all(session, contact_id)
    conversations.forget(session, contact_id)
    inbox.erase_parked(session, contact_id)
    if person_id is not None:
        progress.detach(session, person_id, nobodys_chat)
        extensions.detach(session, person_id, nobodys_chat)
        reminded.erase(session, person_id)
        notice_recipients.erase(session, person_id, scene.now)
        people.erase(session, person_id, scene.now)
    for key in attachments.detach(session, contact_id, nobodys_chat):
        discard(session, key)


def _take_back(session: Session, scene: Scene, message_id: str, discard: Fetch) -> None:
    """Forget what an unsent message said, and what was made from it: a draft, a report, evidence, a wish."""
    inbox.erase_message(session, scene.channel_id, message_id)
    if scene.contact_id is not None:
        people.forget_name(session, scene.contact_id, message_id)
    if scene.agency_id is not None:
        # Alone from here on: a report that is accepted meanwhile must not be read as still to be withdrawn.
        queries.advance(session, scene.agency_id)
        progress.forget_reasons(session, scene.agency_id, message_id)
        office.forget_name(session, scene.agency_id, message_id)
    made = progress.of_message(session, scene.chat_id, message_id)
    _end_dialogues(session, scene, message_id, made)
    extensions.forget_reasons(session, scene.chat_id, message_id)
    gone = attachments.withdraw(session, scene.chat_id, message_id)
    if scene.agency_id is not None:
        gone += _call_back(session, scene, scene.agency_id, message_id)
    wishes = extensions.of_message(session, scene.chat_id, message_id)
    outbox.drop(session, scene.channel_id, {message_id, *(one.filing for one in made)}, scene.now)
    if scene.agency_id is not None:
        _retract(session, scene, scene.agency_id, made)
        extensions.withdraw(session, wishes)
    withdrawn = [one.id for one in made if one.state not in progress.RELIED_ON]
    gone += attachments.withdraw_of(session, withdrawn)
    for key in dict.fromkeys(gone):
        discard(session, key)


def _call_back(session: Session, scene: Scene, agency_id: int, message_id: str) -> list[int]:
    """Cancel what was to be sent to many of an unsent message. Returns the keys of files to be deleted."""
    files, deeds = applying_notices.forget(session, agency_id, message_id, scene.now)
    for deed in deeds:
        audit.note(session, agency_id, scene.now, audit.Actor(PERSON, _actor(session, scene)), deed)
    return files


def _end_dialogues(session: Session, scene: Scene, message_id: str, made: Sequence[progress.Filed]) -> None:
    """End what says a message's words: in its chat, and where authors correct what they made from it.

    So is a notice that another administrator changes. A picture is only taken out of the notice that it was
    for.
    """
    authors = [people.contact_of(session, one.person_id) for one in made if one.person_id is not None]
    contacts = {contact_id for contact_id in authors if contact_id is not None}
    if scene.agency_id is not None:
        contacts |= people.contacts_of_role(session, scene.agency_id, Role.ADMIN)
    for chat_id, contact_id, kept in dialogues.around(session, scene.chat_id, contacts):
        if message_id in kept.state.get("messages", ()):
            ended = dialogues.Kept(kept.number + 1, {}, scene.now)
            dialogues.put(session, chat_id, contact_id, ended)
        elif message_id in kept.state.get("files", ()):
            left = [one for one in kept.state["files"] if one != message_id]
            without = dialogues.Kept(kept.number + 1, {**kept.state, "files": left}, scene.now)
            dialogues.put(session, chat_id, contact_id, without)


def _retract(session: Session, scene: Scene, agency_id: int, made: Sequence[progress.Filed]) -> None:
    """Withdraw reports; of those that were accepted it is asked, for others rely on them by now.

    What was withdrawn already, or is asked for already, is not noted twice.
    """
    accepted = [one for one in made if one.state in progress.RELIED_ON]
    progress.ask_retraction(session, [one.id for one in accepted])
    progress.withdraw(session, [one.id for one in made if one not in accepted])
    for one in made:
        if one.state in {progress.RETRACTING, progress.WITHDRAWN}:
            continue
        action = "report.retract" if one in accepted else "report.withdraw"
        deed = audit.Deed(action=action, subject=f"report {one.id}", person_id=one.person_id)
        audit.note(session, agency_id, scene.now, audit.Actor(PERSON, one.person_id), deed)
