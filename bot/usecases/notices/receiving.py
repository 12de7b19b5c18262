"""Who has a notice, who has not, and why: unit by unit, and by name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.answers import Reply, UnitRef
from bot.answers.notice_status import NoticeRecipientLine, NoticeUnitLine, NoticeUnits, NoticeWho
from bot.intent import Intent
from bot.store import notice_record
from bot.store.notice_record import FAILED, HEARD, OUT, WAITING, Choice
from bot.usecases import lines, slots
from bot.usecases.lines import local
from bot.usecases.notices import looking
from bot.usecases.notices.looking import Looked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.answers.notice_status import Filter
    from bot.store.notice_record import Received, Tally
    from bot.store.notices import Kept
    from bot.usecases.asker import Ask

UNITS: Final = 10
NAMES: Final = 20
FILTERS: Final[Mapping[Filter, Choice]] = {
    "unread": Choice(acknowledged=False),
    "read": Choice(acknowledged=True),
    "out": Choice(states=(*OUT, HEARD)),
    "failed": Choice(states=FAILED),
    "waiting": Choice(states=WAITING),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A notice, and a page of its recipients where some are asked for by name."""

    looked: Looked
    rows: Sequence[Received] = ()
    total: int = 0


def gather(session: Session, ask: Ask) -> Found:
    """Find the notice, and the recipients that are asked for."""
    looked = looking.gather(session, ask)
    try:
        choice = _choice(ask)
    except slots.BadSlots:
        return Found(looked=looked)  # whoever answers says so
    if looked.kept is None or choice is None:
        return Found(looked=looked)
    total = notice_record.count_received(session, looked.kept.id, choice)
    _, page = lines.page_of(range(total), ask.intent.page, NAMES)
    rows = notice_record.received(session, looked.kept.id, choice, NAMES, max(0, page.first - 1))
    return Found(looked=looked, rows=rows, total=total)


def _choice(ask: Ask) -> Choice | None:
    """Return whom a look by name is for; None: it is one by unit."""
    unit, wanted = slots.unit(ask.intent), _filter(ask)
    if unit is None and wanted is None:
        return None
    chosen = FILTERS[wanted] if wanted is not None else Choice()
    return Choice(unit=unit, states=chosen.states, acknowledged=chosen.acknowledged)


def _filter(ask: Ask) -> Filter | None:
    said: Any = ask.intent.slots.get("state")
    if said is not None and said not in FILTERS:
        raise slots.BadSlots(repr(said))
    return said  # type: ignore[no-any-return]  # one of them


def who(ask: Ask) -> Reply:
    """Show who has a notice and who acknowledged it."""
    looking.need(ask)
    found: Found = ask.found
    kept = looking.there(found.looked)
    return _by_unit(ask, found, kept) if _choice(ask) is None else _by_name(ask, found, kept)


def _by_unit(ask: Ask, found: Found, kept: Kept) -> Reply:
    units: dict[str, list[Tally]] = defaultdict(list)
    for one in found.looked.tallies:
        units[one.unit].append(one)
    shown, page = lines.page_of(list(units), ask.intent.page, UNITS)
    counts = looking.counted(found.looked.tallies)
    answer = NoticeUnits(
        agency_short=ask.shelf.short,
        number=kept.number,
        state=kept.state,
        signed=kept.signed,
        counts=counts,
        units=tuple(
            NoticeUnitLine(unit=_unit(ask, one), counts=looking.counted(units[one])) for one in shown
        ),
        page=page,
    )
    which = {"notice": kept.number}
    wanted = [
        *(["unread"] if kept.signed and looking.unread(counts) else []),
        *(["failed"] if counts.failed else []),
        *(["read"] if counts.acknowledged + counts.heard else []),
    ]
    filters = tuple(Intent("notice.who", {**which, "state": one}) for one in wanted)
    return _reply(ask, answer, kept, filters)


def _by_name(ask: Ask, found: Found, kept: Kept) -> Reply:
    _, page = lines.page_of(range(found.total), ask.intent.page, NAMES)
    abbr = slots.unit(ask.intent)
    answer = NoticeWho(
        agency_short=ask.shelf.short,
        number=kept.number,
        state=kept.state,
        signed=kept.signed,
        unit=None if abbr is None else _unit(ask, abbr),
        filter=_filter(ask),
        rows=tuple(_line(ask, one) for one in found.rows),
        page=page,
    )
    return _reply(ask, answer, kept, (Intent("notice.who", {"notice": kept.number}),))


def _reply(ask: Ask, answer: NoticeUnits | NoticeWho, kept: Kept, first: tuple[Intent, ...]) -> Reply:
    slots_ = {**ask.intent.slots, "notice": kept.number}
    page = answer.page
    more = Intent("notice.who", slots_, page.number + 1) if page.number < page.pages else None
    which = {"notice": kept.number}
    leads = (*first, Intent("notice.receipt", which), Intent("notice.status", which), Intent("notice.list"))
    return Reply(answer=answer, leads=leads, more=more, about=f"notice {kept.number}")


def _unit(ask: Ask, abbr: str) -> UnitRef:
    return ask.shelf.units.get(abbr) or UnitRef(abbr=abbr)


def _line(ask: Ask, one: Received) -> NoticeRecipientLine:
    names = {} if one.person_id is None or one.name is None else {one.person_id: one.name}
    return NoticeRecipientLine(
        who=looking.person(ask, names, one.person_id),
        unit=_unit(ask, one.unit),
        state=one.state,
        why=one.why,
        done_at=None if one.done_at is None else local(ask, one.done_at),
        acknowledged_at=None if one.acknowledged_at is None else local(ask, one.acknowledged_at),
    )
