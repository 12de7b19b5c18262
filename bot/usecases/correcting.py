"""Correcting what was filed: a draft that replaces it, and whether it may still be replaced."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from bot import answers
from bot.answers import Reply
from bot.dialogue import Draft, Line
from bot.intent import Intent
from bot.store import attachments, progress
from bot.store import correcting as store
from bot.usecases import announcing, drafting, history, joining, permission, slots
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.attachments import Sent
    from bot.usecases.announcing import Audience
    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Shelf

LEADS = (Intent("progress.submit"), Intent("measure.mine"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What could be corrected: filings with all their reports and evidence, and what they were made from."""

    reports: Sequence[progress.Filed] = ()
    evidence: Sequence[Sent] = ()
    sources: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What confirming a draft depends on: who is told of it, and how that stands which it corrects."""

    audience: Audience
    replaced: Mapping[int, progress.Filed] = field(default_factory=dict)


# --- a draft of what was filed --------------------------------------------------------------------------


def gather(session: Session, ask: Ask) -> Before:
    """Find what the asker filed last; where a measure is named, what they filed last on that."""
    member, shelf = ask.asker.member, ask.shelf
    if member is None:
        return Before()
    reports = progress.latest_filing(session, member.person_id)
    key = slots.looked_up(ask.intent)
    if key is not None and shelf.plans and all(one.measure != key for one in _open(reports)):
        year = shelf.plan().year.be
        reports = progress.latest_on(session, member.person_id, year, key) or reports
    return _before(session, reports)


def of_message(session: Session, shelf: Shelf, chat_id: int, message_id: str) -> Draft:
    """Return what was filed from a message as a draft, empty if nothing of it can be corrected."""
    made = _of_plan(shelf, _open(progress.of_message(session, chat_id, message_id)))
    if not made:
        return Draft()
    whole = [one for filing in {one.filing for one in made} for one in progress.of_filing(session, filing)]
    return as_draft(_before(session, whole), made)


def _before(session: Session, reports: Sequence[progress.Filed]) -> Before:
    if not reports:
        return Before()
    evidence = attachments.of_filings(session, {one.filing for one in reports})
    return Before(
        reports=reports,
        evidence=tuple(piece for pieces in evidence.values() for piece in pieces),
        sources=store.sources(session, [one.id for one in reports]),
    )


def as_draft(before: Before, chosen: Sequence[progress.Filed]) -> Draft:
    """Return filed reports as a draft that will replace them.

    Its evidence comes along unless a report stays behind that it was filed with.
    """
    chosen = _open(chosen)
    keys = {one.id for one in chosen}
    stays = any(one.state in progress.COUNTING and one.id not in keys for one in before.reports)
    made_from = [before.sources.get(one.id, ()) for one in chosen]
    messages = tuple(dict.fromkeys(message for messages in made_from for message in messages))
    notes = [one.note or "" for one in chosen]
    # Which of the messages held a link is not known any more, nor needed: it is stored already.
    found = dict.fromkeys(link for note in notes for link in drafting.LINKS.findall(note))
    return Draft(
        lines=tuple(
            Line(
                measure=str(one.measure),
                unit=one.unit,
                percent=one.percent,
                note=one.note,
                on=None if one.claimed_on is None else one.claimed_on.isoformat(),
                replaces=one.id,
            )
            for one in chosen
        ),
        messages=messages,
        links=tuple((messages[0], link) for link in found) if messages else (),
        kept=0 if stays else history.count(history.standing(before.evidence)).sent,
    )


def _open(reports: Sequence[progress.Filed]) -> list[progress.Filed]:
    return [one for one in reports if one.state == progress.FILED]


def _of_plan(shelf: Shelf, reports: Sequence[progress.Filed]) -> list[progress.Filed]:
    """Leave out what was reported on an earlier plan: its numbers mean other measures now."""
    year = shelf.plan().year.be if shelf.plans else None
    return [one for one in reports if one.year == year]


def edit(ask: Ask) -> Reply:
    """Correct the draft; without one, the last report, or the last one on the measure that was named."""
    permission.need(ask, Right.REPORT)
    draft = drafting.spoken_of(ask)
    named = ask.intent.slots.get("measure")
    if draft.lines and (named is None or any(line.measure == named for line in draft.lines)):
        return drafting.put(ask, draft)
    found: Before = ask.found
    reports = _of_plan(ask.shelf, found.reports)
    chosen = [one for one in reports if named is None or str(one.measure) == named]
    elsewhere = any(one.chat_id != ask.asker.chat_id for one in chosen)
    refused = joining.private(ask) if elsewhere else None  # a draft repeats what was written there
    if refused is not None:
        return refused
    more = as_draft(found, chosen)
    if more.lines:
        return drafting.put(ask, draft.joined(more), anew=True)
    if draft.lines:
        return drafting.put(ask, draft)
    reviewed = any(one.state in progress.RELIED_ON for one in chosen)
    return _refused("accepted" if reviewed else "none")


def _refused(reason: Literal["none", "accepted"]) -> Reply:
    return Reply(answer=answers.UndoRefused(reason=reason, hours=0), leads=LEADS)


# --- at the moment of confirming ------------------------------------------------------------------------


def gather_ready(session: Session, ask: Ask) -> Ready:
    """Find who is told of the draft, and how that stands which it corrects."""
    keys = [line.replaces for line in drafting.present(ask).lines if line.replaces is not None]
    replaced = {one.id: one for one in progress.some(session, keys)} if keys else {}
    return Ready(audience=announcing.gather_reviewers(session, ask), replaced=replaced)


def current(ask: Ask, draft: Draft) -> tuple[Draft, Reply | None]:
    """Return what of a draft can still be filed, and what is wrong with the rest.

    What was returned in the meantime stays returned: its correction is a report of its own.
    """
    found: Ready = ask.found
    kept: list[Line] = []
    wrong: Reply | None = None
    for line in draft.lines:
        state = None if line.replaces is None else _state(found, line.replaces)
        if line.replaces is None or state == progress.FILED:
            kept.append(line)
        elif state == progress.RETURNED:
            kept.append(replace(line, replaces=None))
        else:
            wrong = _refused("accepted" if state in progress.RELIED_ON else "none")
    return replace(draft, lines=tuple(kept)), wrong


def _state(found: Ready, key: int) -> str | None:
    report = found.replaced.get(key)
    return None if report is None else report.state
