"""Taking evidence: of the open draft, of what was filed just now, or of a report that is still to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply
from bot.changes import EvidenceSent
from bot.dialogue import Draft, Noticing
from bot.intent import Intent
from bot.store import attachments, progress
from bot.usecases import drafting, reporting, talk
from bot.usecases.notices import taking
from bot.usecases.permission import Right, may

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.reading import Media
    from bot.usecases.asker import Ask
    from bot.usecases.notices.gathering import Found

WINDOW = dt.timedelta(hours=1)
"""How long before a report evidence may be sent, or after it, to belong to it without a word."""
KINDS = frozenset({"image", "video", "audio", "file"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was there when evidence came in: what was filed just now, and how many of its set."""

    filing: reporting.LastFiling
    in_set: int = 0


def gather(session: Session, ask: Ask, media: Media) -> Before | Found | None:
    """Find what the evidence may belong to; or what the notice does that is being written."""
    if _noticing(ask) is not None:
        return taking.gather(session, ask, media)
    filing = reporting.gather_filing(session, ask)
    if media.image_set is None or ask.asker.chat_id is None:
        return Before(filing=filing)
    return Before(filing=filing, in_set=attachments.in_set(session, ask.asker.chat_id, media.image_set.id))


def take(ask: Ask, media: Media) -> Reply:
    """Take it; several pictures sent at once are answered once, when the last of them is in."""
    notice = _noticing(ask)
    if notice is not None:
        return taking.take(ask, notice, media)
    if media.kind not in KINDS or media.message_id is None:
        return Reply(answer=answers.MediaReceived(kind=media.kind), leads=talk.FIRST_STEPS)
    if not may(ask, Right.REPORT):
        linked = ask.asker.member is not None
        leads = (Intent("whoami"),) if linked else (Intent("register"), Intent("help"))
        return Reply(answer=answers.MediaReceived(kind=media.kind, needs_link=not linked), leads=leads)
    before: Before = ask.found
    state = ask.present.state
    fresh = bool(before.filing.reports) and ask.asker.now - before.filing.reports[0].received_at <= WINDOW
    standing = _standing(before) if fresh and not isinstance(state, Draft) else ()
    report = standing[0].id if standing else None
    sent = _sent(media, report)
    if media.image_set is not None and before.in_set + 1 < media.image_set.total:
        answer = answers.MediaReceived(kind=media.kind)
        return Reply(answer=answer, changes=(sent,), silent=True)
    with_it = replace(ask, evidence=(*ask.evidence, _counted(ask, media)))
    if isinstance(state, Draft):
        reply = drafting.shown(with_it, state)
    else:
        reply = _taken(with_it, media, before, report)
    return replace(reply, changes=(sent, *reply.changes))


def _noticing(ask: Ask) -> Noticing | None:
    """Return the notice that is being written: what is sent meanwhile becomes a part of it."""
    state = ask.present.state
    return state if isinstance(state, Noticing) and not ask.asker.in_group else None


def _standing(before: Before) -> tuple[progress.Filed, ...]:
    """Return what still counts of the filing: evidence of what was returned or taken back proves nothing."""
    return tuple(one for one in before.filing.reports if one.state in progress.COUNTING)


def _taken(ask: Ask, media: Media, before: Before, report: int | None) -> Reply:
    plan = ask.shelf.plan()
    at_once = before.in_set + 1 if media.image_set is not None else 1
    if report is None:
        own = drafting.own_measures(ask, plan)
        answer = answers.EvidenceTaken(kind=media.kind, count=len(ask.evidence), measures=(), own=own)  # type: ignore[arg-type]  # KINDS
        leads = tuple(Intent("progress.submit", {"measure": str(line.measure)}) for line in own)
        return Reply(answer=answer, leads=leads[: drafting.MOST_OWN])
    measures = tuple(dict.fromkeys(str(one.measure) for one in _standing(before)))
    taken = answers.EvidenceTaken(kind=media.kind, count=at_once, measures=measures)  # type: ignore[arg-type]  # KINDS
    return Reply(
        answer=taken, leads=(Intent("evidence.list", {"measure": measures[0]}), Intent("measure.mine"))
    )


def _sent(media: Media, report: int | None) -> EvidenceSent:
    return EvidenceSent(
        message_id=media.message_id or "",
        kind=media.kind,
        name=media.name,
        size=media.size,
        image_set=media.image_set.id if media.image_set else None,
        image_index=media.image_set.index if media.image_set else None,
        report_id=report,
    )


def _counted(ask: Ask, media: Media) -> attachments.Sent:
    """Return it as it will be stored, to be counted with the others."""
    message_id = media.message_id or ""
    return attachments.expected(message_id, media.kind, media.name, media.size, ask.asker.now)
