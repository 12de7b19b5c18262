"""What is held about somebody: shown to them, and forgotten when they wish it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import answers, dialogue
from bot.answers import Reply
from bot.changes import Done, PersonErased
from bot.evidence.links import OWN_DATA_LASTS
from bot.intent import Intent
from bot.store import attachments, audit, conversations, people, progress
from bot.store.audit import Deed
from bot.usecases import drafting, joining, lines, talk
from bot.usecases.lines import local
from bot.usecases.people import post_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from bot.store.people import Member
    from bot.store.progress import Filed
    from bot.usecases.asker import Ask

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Everything about one contact; ``person`` if they were ever registered."""

    followed_at: dt.datetime | None = None
    person: Member | None = None
    reports: Sequence[Filed] = ()
    evidence: int = 0
    entries: int = 0


def gather(session: Session, ask: Ask) -> Held:
    """Find what is held about the asker."""
    contact_id, agency_id = ask.asker.contact_id, ask.asker.agency_id
    if contact_id is None or agency_id is None:
        return Held()
    person = people.ever(session, contact_id)
    key = person.person_id if person is not None else None
    return Held(
        followed_at=conversations.friend_since(session, contact_id),
        person=person,
        reports=progress.of_person(session, key) if key is not None else (),
        evidence=attachments.of_contact(session, contact_id),
        entries=audit.count(session, agency_id, key) if key is not None else 0,
    )


def export(ask: Ask) -> Reply:
    """Show the asker all that is held about them; their reports a page at a time, newest first."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    held: Held = ask.found
    rows, page = lines.page_of(held.reports[::-1], ask.intent.page)
    person = held.person
    answer = answers.DataShown(
        agency=ask.shelf.name,
        name=person.name if person else None,
        language=ask.asker.language,
        followed_at=local(ask, held.followed_at) if held.followed_at else None,
        accepted_at=local(ask, person.accepted_at) if person else None,
        notice=joining.notice(),
        posts=tuple(post_line(ask, post) for post in person.posts) if person else (),
        dialogue=ask.present.state is not None,
        evidence=held.evidence,
        entries=held.entries,
        reports=tuple(_report(ask, one) for one in rows),
        page=page,
        file=_file(ask, person),
        file_hours=OWN_DATA_LASTS // HOUR,
    )
    more = Intent("privacy.export", {}, page.number + 1) if page.number < page.pages else None
    log = (Intent("audit.list"),) if ask.asker.member is not None else (Intent("register"),)
    leads = (*log, Intent("privacy.delete"), Intent("help"))
    return Reply(answer=answer, leads=leads, more=more, sources=tuple(one.filing for one in rows))


def _file(ask: Ask, person: Member | None) -> str | None:
    """Return where somebody gets it as a file; of who never registered the card says all."""
    if ask.links is None or person is None or ask.asker.contact_id is None:
        return None
    return ask.links.own_data(person.person_id, ask.asker.contact_id, person.accepted_at)


def _report(ask: Ask, one: Filed) -> answers.OwnReport:
    return answers.OwnReport(
        measure=str(one.measure),
        unit=one.unit,
        percent=one.percent,
        note=one.note,
        received_at=local(ask, one.received_at),
        state=one.state,
    )


def delete(ask: Ask) -> Reply:
    """Say what will be forgotten and what stays, and ask."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    held: Held = ask.found
    number = ask.present.next_number
    asks = answers.DeleteAsks(linked=held.person is not None, reports=len(held.reports), dialogue=number)
    leads = (Intent("confirm", {"dialogue": number}), Intent("cancel", {"dialogue": number}))
    return Reply(answer=asks, leads=leads, changes=(drafting.turned(ask, dialogue.Deleting()),))


def confirm(ask: Ask) -> Reply:
    """Forget the asker."""
    held: Held = ask.found
    key = held.person.person_id if held.person is not None else None
    deed = Deed(action="person.erase", subject="person", before={"reports": len(held.reports)}, person_id=key)
    changes = (
        drafting.turned(ask, None),
        *((Done(deed),) if key is not None else ()),  # nobody is told of whom nobody knew
        PersonErased(key),
    )
    answer = answers.Erased(linked=key is not None, blocked_days=joining.notice().blocked_days)
    return Reply(answer=answer, leads=(*talk.FIRST_STEPS[:3], Intent("register")), changes=changes)
