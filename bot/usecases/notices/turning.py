"""A notice is paused, resumed, cancelled, or tried once more for those whom LINE refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from bot.answers import Reply
from bot.changes_notices import NoticeRetried, NoticeTurned
from bot.dialogue import Holding
from bot.store import notices
from bot.usecases import drafting
from bot.usecases.notices import looking
from bot.usecases.notices.looking import Looked
from bot.usecases.notices.noting import noted
from bot.usecases.pauses import ASKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from bot.answers.notice_status import NoticeCounts, Turn
    from bot.changes import Done
    from bot.changes_notices import OfNotices
    from bot.store.notices import Kept
    from bot.usecases.asker import Ask

FROM: Final[Mapping[Turn, tuple[str, ...]]] = MappingProxyType(
    {
        "pause": (notices.SENDING,),
        "resume": (notices.PAUSED,),
        "cancel": (notices.AWAITING, notices.SCHEDULED, notices.SENDING, notices.PAUSED),
        "retry": (notices.SENT,),
    }
)
TO: Final[Mapping[Turn, str]] = MappingProxyType(
    {
        "pause": notices.PAUSED,
        "resume": notices.SENDING,
        "cancel": notices.CANCELLED,
        "retry": notices.SENDING,
    }
)


def can(what: Turn, kept: Kept, refused: int) -> bool:
    """Whether a notice stands so that it can be turned; ``refused`` are recipients that LINE refused.

    One that would go on by itself can be paused for good. The refused are tried again once it has ended: to
    let it go before would send it to everybody who is left.
    """
    if what == "pause" and looking.goes_on(kept):
        return True
    return kept.state in FROM[what] and (what != "retry" or refused > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The notice that was named; or those that could be meant, the newest first, and the newest of all."""

    found: Looked
    others: Sequence[Kept] = ()


def gather(session: Session, ask: Ask) -> Meant:
    """Find the notice. Without a number it is the only one that can be turned so, if there is one."""
    agency_id = looking.may(ask)
    if agency_id is None or "notice" in ask.intent.slots:
        return Meant(found=looking.gather(session, ask))
    turn = _turn(ask)
    recent = notices.latest(session, agency_id, looking.RECENT)
    fit = [kept for kept in recent if can(turn, kept, kept.states.get("refused", 0))]
    chosen = (fit or recent)[:1]
    found = looking.looked(session, chosen[0]) if chosen else Looked()
    return Meant(found=found, others=fit if len(fit) > 1 else ())


def _turn(ask: Ask) -> Turn:
    name: Any = ask.intent.name.removeprefix("notice.")
    return name  # type: ignore[no-any-return]  # the table of use cases has no others


def turn(ask: Ask) -> Reply:
    """Do it, if the notice still stands so that it can be; show how it stands then."""
    looking.need(ask)
    meant: Meant = ask.found
    what = _turn(ask)
    if meant.others:
        return looking.which(ask, meant.others, what)
    kept = looking.there(meant.found)
    counts = looking.counted(meant.found.tallies)
    if not can(what, kept, counts.refused):
        return _stale(ask, kept, counts)
    after = replace(
        kept,
        state=TO[what],
        why=ASKED if what == "pause" else None,
        ended_at=ask.asker.now if what == "cancel" else None,
    )
    reply = looking.shown(ask, _again(meant.found) if what == "retry" else meant.found, after, what)
    return replace(reply, changes=(*_over(ask, kept), *_changes(ask, kept, what, counts)))


def _stale(ask: Ask, kept: Kept, counts: NoticeCounts) -> Reply:
    """Say that it does not stand so any more."""
    answer = looking.stale(kept)
    return Reply(answer=answer, leads=looking.leads(ask, kept, counts), about=f"notice {kept.number}")


def _again(found: Looked) -> Looked:
    """Return how it stands once those who were refused wait again."""
    tallies = [replace(one, state="queued") if one.state == "refused" else one for one in found.tallies]
    return replace(found, tallies=tallies)


def _changes(ask: Ask, kept: Kept, what: Turn, counts: NoticeCounts) -> tuple[OfNotices | Done, ...]:
    if what == "retry":
        return NoticeRetried(kept.id), noted(what, kept, TO[what], recipients=counts.refused)
    change = NoticeTurned(
        notice_id=kept.id,
        seen=(kept.state,),
        state=TO[what],
        why=ASKED if what == "pause" else None,
        values={"ended_at": ask.asker.now} if what == "cancel" else {},
    )
    return change, noted(what, kept, TO[what])


def _over(ask: Ask, kept: Kept) -> tuple[Any, ...]:
    """End the time in which a bare “cancel” means this notice."""
    state = ask.present.state
    held = isinstance(state, Holding) and state.notice == kept.number
    return (drafting.turned(ask, None),) if held else ()
