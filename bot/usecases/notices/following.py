"""A notice that follows another: to whoever has not acknowledged it, or a correction to the same people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answers import Reply
from bot.answers.notices import NoticeStale
from bot.dialogue import Noticing, Present
from bot.intent import Intent
from bot.usecases.notices import composing, content, gathering, looking

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.store.notices import Kept
    from bot.usecases.asker import Ask
    from bot.usecases.notices.gathering import Found
    from bot.usecases.notices.looking import Looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The notice that is followed, and what a new one depends on."""

    looked: Looked
    new: Found | None = None


def gather(session: Session, ask: Ask) -> Before:
    """Find both."""
    looked = looking.gather(session, ask)
    if looked.kept is None:
        return Before(looked=looked)
    begun = Intent("notice.send", {"audience": _word(ask, looked.kept)})
    return Before(looked=looked, new=gathering.gather(session, replace(ask, intent=begun, present=Present())))


def _word(ask: Ask, kept: Kept) -> str:
    return f"{'unread' if ask.intent.name == 'notice.remind' else 'same'}:{kept.number}"


def remind(ask: Ask) -> Reply:
    """Begin a notice to exactly those who have not acknowledged this one, with its words."""
    looking.need(ask)
    before: Before = ask.found
    kept = looking.there(before.looked)
    counts = looking.counted(before.looked.tallies)
    if not (kept.signed and _out(kept, counts.sent + counts.unknown)):
        return _stale(ask, before)
    if not looking.unread(counts):
        return looking.shown(ask, before.looked, kept)
    said = content.load(kept.content)
    state = Noticing(
        audience=(_word(ask, kept),),
        text=said.text,
        link=said.link,
        reminds=kept.number,
        signed=True,
        # What is filled for each is still to be filled in its words; what its author filled stands in them.
        template=kept.template_id if said.personal else None,
    )
    return composing.shown(replace(ask, found=before.new), state)


def correct(ask: Ask) -> Reply:
    """Begin a correction to exactly those whom this one went to."""
    looking.need(ask)
    before: Before = ask.found
    kept = looking.there(before.looked)
    counts = looking.counted(before.looked.tallies)
    if not _out(kept, counts.sent + counts.unknown):
        return _stale(ask, before)
    state = Noticing(audience=(_word(ask, kept),), corrects=kept.number, signed=kept.signed)
    return composing.shown(replace(ask, found=before.new), state)


def _out(kept: Kept, left: int) -> bool:
    """Whether anybody may have it, and nobody is to get it any more unless somebody says so."""
    return kept.state in {"sent", "cancelled", "paused"} and left > 0


def _stale(ask: Ask, before: Before) -> Reply:
    kept = looking.there(before.looked)
    counts = looking.counted(before.looked.tallies)
    answer = NoticeStale(number=kept.number, state=kept.state)
    return Reply(answer=answer, leads=looking.leads(ask, kept, counts), about=f"notice {kept.number}")
