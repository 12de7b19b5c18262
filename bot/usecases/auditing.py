"""Who did what: all of it for admins and auditors; for others what they did and what concerns them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply
from bot.intent import Intent
from bot.store import audit, people
from bot.usecases import joining, lines, permission
from bot.usecases.lines import local
from bot.usecases.permission import Right, may

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.audit import Entry
    from bot.usecases.asker import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of entries, of how many, and the names of who did them."""

    entries: Sequence[Entry]
    total: int
    names: Mapping[int, str]


def gather(session: Session, ask: Ask) -> Found | None:
    """Read the page that was asked for; None for whoever is not registered."""
    member, agency_id = ask.asker.member, ask.asker.agency_id
    if member is None or agency_id is None or ask.asker.in_group:
        return None
    whose = None if may(ask, Right.AUDIT) else member.person_id
    total = audit.count(session, agency_id, whose)
    _, page = lines.page_of(range(total), ask.intent.page)
    entries = audit.latest(session, agency_id, whose, lines.PAGE_SIZE, max(0, page.first - 1))
    actors = {entry.actor_id for entry in entries if entry.actor_id is not None}
    return Found(entries=entries, total=total, names=people.names(session, actors))


def list_(ask: Ask) -> Reply:
    """Show the log, newest first."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    found: Found | None = ask.found
    if found is None:
        return permission.refusal(ask, Right.AUDIT)
    _, page = lines.page_of(range(found.total), ask.intent.page)
    answer = answers.AuditList(
        agency_short=ask.shelf.short,
        everything=may(ask, Right.AUDIT),
        rows=tuple(_line(ask, entry, found.names) for entry in found.entries),
        page=page,
    )
    more = Intent("audit.list", {}, page.number + 1) if page.number < page.pages else None
    others = (Intent("people.list"),) if may(ask, Right.PEOPLE) else ()
    leads = (*others, Intent("privacy.export"), Intent("whoami"), Intent("help"))
    return Reply(answer=answer, leads=leads, more=more)


def _line(ask: Ask, entry: Entry, names: Mapping[int, str]) -> answers.AuditLine:
    member = ask.asker.member
    return answers.AuditLine(
        at=local(ask, entry.at),
        actor=entry.actor,
        number=entry.actor_id,
        name=names.get(entry.actor_id) if entry.actor_id is not None else None,
        own=member is not None and entry.actor_id == member.person_id,
        action=entry.action,
        subject=entry.subject,
        before=entry.before,
        after=entry.after,
    )
