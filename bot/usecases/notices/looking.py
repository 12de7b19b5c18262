"""How a notice gets on, and all that there were: for who looks after them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.answers import Reply
from bot.answers.notice_status import NoticeCounts, NoticeLine, NoticeList, NoticePerson, NoticeStatus
from bot.answers.notices import NoticeStale
from bot.intent import Intent
from bot.store import notice_record, notices, people
from bot.store.notice_record import HEARD
from bot.usecases import joining, lines, permission, slots
from bot.usecases.lines import local
from bot.usecases.notices import composing
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlmodel import Session

    from bot.answers.notice_status import Choice, Turn
    from bot.store.notice_record import Tally
    from bot.store.notices import Kept
    from bot.usecases.asker import Ask

STATES: Final = ("queued", "sending", "sent", "refused", "unknown", "skipped")
PAGE: Final = 10
RECENT: Final = 50
"""So many of the last notices are looked through for one that can be paused, resumed or cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A notice with all that is told of it. ``kept`` is None if there is none."""

    kept: Kept | None = None
    tallies: Sequence[Tally] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    corrects: int | None = None
    reminds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of notices, of how many."""

    rows: Sequence[Kept] = ()
    total: int = 0


def need(ask: Ask) -> None:
    """Make sure that the asker looks after notices, and in private. Raises NoData with what is said else."""
    permission.need(ask, Right.NOTICE)
    refused = joining.private(ask)
    if refused is not None:
        raise NoData(refused)


def may(ask: Ask) -> int | None:
    """Return the agency whose notices may be looked up for the asker; None: of none."""
    allowed = permission.may(ask, Right.NOTICE) and not ask.asker.in_group
    return ask.asker.agency_id if allowed else None


def gather(session: Session, ask: Ask) -> Looked:
    """Find the notice that is spoken of; without a number it is the last one."""
    agency_id = may(ask)
    if agency_id is None:
        return Looked()
    number = slots.key(ask.intent, "notice")
    if number is None and "notice" not in ask.intent.slots:
        kept = next(iter(notices.latest(session, agency_id, 1)), None)
    else:
        kept = None if number is None else notices.numbered(session, agency_id, number)
    return Looked() if kept is None else looked(session, kept)


def looked(session: Session, kept: Kept) -> Looked:
    """Find what is told of a notice."""
    known = [one for one in (kept.author_id, kept.decided_by) if one is not None]
    return Looked(
        kept=kept,
        tallies=notice_record.tallies(session, kept.id),
        names=people.names(session, known),
        corrects=notices.number_of(session, kept.agency_id, kept.corrects_id),
        reminds=notices.number_of(session, kept.agency_id, kept.reminds_id),
    )


def there(found: Looked) -> Kept:
    """Return the notice. Raises NoData where there is none."""
    if found.kept is None:
        missing = NoticeStale(number=None, state=None)
        raise NoData(Reply(answer=missing, leads=(Intent("notice.list"), Intent("notice.send"))))
    return found.kept


# --- how it gets on -------------------------------------------------------------------------------------


def status(ask: Ask) -> Reply:
    """Say how a notice gets on."""
    need(ask)
    found: Looked = ask.found
    if found.kept is None and "notice" not in ask.intent.slots:
        return _listed(ask, Listed())
    return shown(ask, found, there(found))


def shown(ask: Ask, found: Looked, kept: Kept, turned: Turn | None = None) -> Reply:
    """Show how a notice stands."""
    counts = counted(found.tallies)
    held = is_held(ask, kept)
    answer = NoticeStatus(
        agency_short=ask.shelf.short,
        now=ask.asker.now,
        number=kept.number,
        state=kept.state,
        held=held,
        seconds=max(0, int((kept.send_at - ask.asker.now).total_seconds())) if held else 0,
        why=kept.why,
        turned=turned,
        text=str(kept.content.get("text", "")),
        audience=kept.audience,
        author=person(ask, found.names, kept.author_id),
        made_at=local(ask, kept.made_at),
        send_at=local(ask, kept.send_at),
        started_at=_local(ask, kept.started_at),
        ended_at=_local(ask, kept.ended_at),
        decided_by=person(ask, found.names, kept.decided_by),
        decided_at=_local(ask, kept.decided_at),
        counts=counts,
        cost=kept.cost,
        signed=kept.signed,
        urgent=kept.urgent,
        corrects=found.corrects,
        reminds=found.reminds,
        editable=editable(kept, counts),
        edited=kept.edited,
        successor=kept.successor,
    )
    return Reply(answer=answer, leads=leads(ask, kept, counts), about=f"notice {kept.number}")


def leads(ask: Ask, kept: Kept, counts: NoticeCounts) -> tuple[Intent, ...]:
    """Return what can be done with a notice as it stands."""
    which = {"notice": kept.number}
    own = ask.asker.member is not None and ask.asker.member.person_id == kept.author_id
    left = counts.sent + counts.unknown > 0
    edits = ("edit",) if editable(kept, counts) else ()
    offered = {
        notices.AWAITING: (*(() if own else ("approve", "reject")), "edit", "cancel", "who"),
        notices.REJECTED: ("edit", "who"),
        notices.SCHEDULED: ("edit", "cancel", "who"),
        notices.SENDING: ("pause", "cancel", "who"),
        notices.PAUSED: (
            "resume",
            *(("pause",) if goes_on(kept) else ()),
            *edits,
            "cancel",
            "who",
            "receipt",
        ),
        notices.SENT: (
            *(("retry",) if counts.refused else ()),
            *(("remind",) if kept.signed and unread(counts) else ()),
            "who",
            "receipt",
            "correct",
        ),
        notices.CANCELLED: (
            *edits,
            "who",
            *(("receipt", "correct") if left else ()),
        ),
    }
    named = tuple(Intent(f"notice.{name}", which) for name in offered.get(kept.state, ()))
    if kept.successor is not None:
        named = (Intent("notice.status", {"notice": kept.successor}), *named)
    return (*named, Intent("notice.status", which), Intent("notice.list"), Intent("notice.send"))


def editable(kept: Kept, counts: NoticeCounts) -> bool:
    """Whether a notice can be changed: nothing of it has left, nothing took its place, and it says something.

    One that was rejected or called back in time is written anew so, and one of which LINE took nothing.
    """
    out = counts.sending + counts.sent + counts.refused + counts.unknown
    before = kept.state in {notices.AWAITING, notices.SCHEDULED, notices.REJECTED}
    stopped = kept.state in {notices.CANCELLED, notices.PAUSED} and not out
    return (before or stopped) and kept.successor is None and bool(kept.content.get("text"))


def stale(kept: Kept, *, own: bool = False) -> NoticeStale:
    """Say that a notice does not stand so that this could be done."""
    return NoticeStale(
        number=kept.number, state=kept.state, own=own, edited=kept.edited, successor=kept.successor
    )


def unread(counts: NoticeCounts) -> int:
    """Return how many people have not acknowledged it, as far as they can: groups are not reminded."""
    return counts.total - counts.groups - counts.acknowledged


def goes_on(kept: Kept) -> bool:
    """Whether a notice is paused and goes on by itself: when the month has messages again."""
    return kept.state == notices.PAUSED and kept.why == notices.QUOTA


def is_held(ask: Ask, kept: Kept) -> bool:
    """Whether a notice is in its hold: it goes in less than a minute unless somebody calls it back."""
    return kept.state == notices.SCHEDULED and kept.send_at - ask.asker.now <= composing.HOLD


def counted(tallies: Iterable[Tally]) -> NoticeCounts:
    """Add up what became of recipients."""
    found = dict.fromkeys((*STATES, "groups", "acknowledged", "heard"), 0)
    for one in tallies:
        if one.state == HEARD:
            found["heard"] += one.number
            continue
        found[one.state] += one.number
        found["groups"] += one.groups
        found["acknowledged"] += one.acknowledged
    return NoticeCounts(**found)


def person(ask: Ask, names: Mapping[int, str], key: int | None) -> NoticePerson | None:
    """Return somebody as they are named."""
    if key is None:
        return None
    own = ask.asker.member is not None and ask.asker.member.person_id == key
    return NoticePerson(number=key, name=names.get(key), own=own)


def _local(ask: Ask, moment: dt.datetime | None) -> dt.datetime | None:
    return None if moment is None else local(ask, moment)


# --- all of them ----------------------------------------------------------------------------------------


def gather_list(session: Session, ask: Ask) -> Listed:
    """Find the page of notices that is asked for."""
    agency_id = may(ask)
    if agency_id is None:
        return Listed()
    total = notices.count(session, agency_id)
    _, page = lines.page_of(range(total), ask.intent.page, PAGE)
    return Listed(rows=notices.latest(session, agency_id, PAGE, max(0, page.first - 1)), total=total)


def list_(ask: Ask) -> Reply:
    """Show the notices there were, the newest first."""
    need(ask)
    found: Listed = ask.found
    return _listed(ask, found)


def _listed(ask: Ask, found: Listed) -> Reply:
    _, page = lines.page_of(range(found.total), ask.intent.page, PAGE)
    answer = NoticeList(
        agency_short=ask.shelf.short, rows=tuple(line(ask, kept) for kept in found.rows), page=page
    )
    more = Intent("notice.list", {}, page.number + 1) if page.number < page.pages else None
    return Reply(
        answer=answer, leads=(Intent("notice.send"), Intent("budget.show"), Intent("help")), more=more
    )


def which(ask: Ask, rows: Sequence[Kept], turn: Choice) -> Reply:
    """Ask which notice is meant, where several can be turned so."""
    _, page = lines.page_of(rows, 1, PAGE)
    answer = NoticeList(
        agency_short=ask.shelf.short,
        rows=tuple(line(ask, kept) for kept in rows[:PAGE]),
        page=page,
        turn=turn,
    )
    return Reply(answer=answer, leads=(Intent("notice.list"), Intent("help")))


def line(ask: Ask, kept: Kept) -> NoticeLine:
    """Return a notice as a line of a list."""
    states = {name: kept.states.get(name, 0) for name in STATES}
    heard = kept.states.get(HEARD, 0)
    counts = NoticeCounts(**states, heard=heard, acknowledged=kept.acknowledged - heard)
    return NoticeLine(
        number=kept.number,
        state=kept.state,
        held=is_held(ask, kept),
        at=local(ask, kept.started_at or kept.send_at),
        text=str(kept.content.get("text", "")),
        counts=counts,
        signed=kept.signed,
    )
