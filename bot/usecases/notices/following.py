"""A notice that follows another: to whoever has not acknowledged it, or a correction to the same people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answers import Reply
from bot.dialogue import Noticing, Present
from bot.intent import Intent
from bot.usecases.notices import composing, content, files, gathering, looking

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
    number = looked.kept.number
    reminds = ask.intent.name == "notice.remind"
    about = Noticing(reminds=number) if reminds else Noticing(corrects=number)
    begun = Intent("notice.send", {"audience": _word(ask, looked.kept)})
    begins = replace(ask, intent=begun, present=Present(state=about, number=ask.present.number))
    return Before(looked=looked, new=gathering.gather(session, begins))


def _word(ask: Ask, kept: Kept) -> str:
    return f"{'unread' if ask.intent.name == 'notice.remind' else 'same'}:{kept.number}"


def remind(ask: Ask) -> Reply:
    """Begin a notice to exactly those who have not acknowledged this one, with its words and pictures."""
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
        files=_files(before, kept),
        reminds=kept.number,
        signed=True,
        # What is filled for each is still to be filled in its words; what its author filled stands in them.
        template=kept.template_id if said.personal else None,
    )
    return composing.shown(replace(ask, found=before.new), state)


def correct(ask: Ask) -> Reply:
    """Begin a correction to exactly those whom this one went to, with its pictures, which can be dropped."""
    looking.need(ask)
    before: Before = ask.found
    kept = looking.there(before.looked)
    counts = looking.counted(before.looked.tallies)
    if not _out(kept, counts.sent + counts.unknown):
        return _stale(ask, before)
    state = Noticing(audience=(_word(ask, kept),), corrects=kept.number, signed=kept.signed)
    state = replace(state, files=_files(before, kept))
    return composing.shown(replace(ask, found=before.new), state)


def _files(before: Before, kept: Kept) -> tuple[str, ...]:
    """Return the messages that brought what this one held, as far as it is there."""
    return () if before.new is None else files.held(before.new, content.load(kept.content))


def _out(kept: Kept, left: int) -> bool:
    """Whether anybody may have it, and nobody is to get it any more unless somebody says so."""
    return kept.state in {"sent", "cancelled", "paused"} and left > 0


def _stale(ask: Ask, before: Before) -> Reply:
    kept = looking.there(before.looked)
    counts = looking.counted(before.looked.tallies)
    answer = looking.stale(kept)
    return Reply(answer=answer, leads=looking.leads(ask, kept, counts), about=f"notice {kept.number}")
