"""What stands on the receipt sheet, read from the database: the notice, and its people a batch at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answers import UnitRef
from bot.answers.notice_status import NoticePerson, NoticeRecipientLine, NoticeUnitLine
from bot.answers.receipt_sheet import ReceiptPerson, ReceiptSheet
from bot.roles import Role
from bot.store import notice_record, people, queries
from bot.store.notice_record import Choice
from bot.usecases.notices import looking
from ita_core.keys import Name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from sqlmodel import Session

    from bot.store.notice_record import Received, Tally
    from bot.store.notices import Kept

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Source:
    """A notice in an open transaction, and what its agency's units are called."""

    session: Session
    kept: Kept
    zone: ZoneInfo
    units: Mapping[str, UnitRef]


def source(session: Session, kept: Kept, zone: ZoneInfo) -> Source:
    """Look up what a sheet needs beside the notice."""
    units = {
        unit.abbr: UnitRef(abbr=unit.abbr, full_name=unit.full_name)
        for unit in queries.units(session, kept.agency_id)
    }
    return Source(session, kept, zone, units)


def sheet(found: Source, now: dt.datetime) -> ReceiptSheet:
    """Return the sheet without its people."""
    kept = found.kept
    agency = queries.agency(found.session, kept.agency_id)
    tallies = notice_record.tallies(found.session, kept.id)
    known = people.names(found.session, [one for one in (kept.author_id, kept.decided_by) if one is not None])
    return ReceiptSheet(
        agency=Name("" if agency is None else agency.name_th, None if agency is None else agency.name_en),
        agency_short="" if agency is None else agency.short_th,
        number=kept.number,
        state=kept.state,
        signed=kept.signed,
        text=str(kept.content.get("text", "")),
        audience=kept.audience,
        author=_named(kept.author_id, known),
        decided_by=_named(kept.decided_by, known),
        decided_at=_local(found, kept.decided_at),
        written_at=kept.made_at.astimezone(found.zone),
        started_at=_local(found, kept.started_at),
        ended_at=_local(found, kept.ended_at),
        made_at=now.astimezone(found.zone),
        counts=looking.counted(tallies),
        units=_units(found, tallies),
    )


def _units(found: Source, tallies: Sequence[Tally]) -> tuple[NoticeUnitLine, ...]:
    by_unit: dict[str, list[Tally]] = defaultdict(list)
    for one in tallies:
        by_unit[one.unit].append(one)
    return tuple(
        NoticeUnitLine(unit=_unit(found, unit), counts=looking.counted(rows))
        for unit, rows in by_unit.items()
    )


def everybody(found: Source, most: int | None = None) -> Iterator[ReceiptPerson]:
    """Return all recipients, or so many, unit after unit, as the card shows them."""
    offset = 0
    while True:
        limit = BATCH if most is None else min(BATCH, most - offset)
        rows = notice_record.received(found.session, found.kept.id, Choice(), limit, offset) if limit else ()
        keys = [one.person_id for one in rows if one.person_id is not None]
        roles = notice_record.roles(found.session, keys, found.kept.made_at)
        for one in rows:
            held = () if one.person_id is None else roles.get((one.person_id, one.unit), ())
            yield ReceiptPerson(line=_line(found, one), roles=tuple(map(Role, held)))
        if len(rows) < BATCH:
            return
        offset += len(rows)


def _line(found: Source, one: Received) -> NoticeRecipientLine:
    names = {} if one.person_id is None or one.name is None else {one.person_id: one.name}
    return NoticeRecipientLine(
        who=_named(one.person_id, names),
        unit=_unit(found, one.unit),
        state=one.state,
        why=one.why,
        done_at=_local(found, one.done_at),
        acknowledged_at=_local(found, one.acknowledged_at),
    )


def _named(key: int | None, names: Mapping[int, str]) -> NoticePerson | None:
    return None if key is None else NoticePerson(number=key, name=names.get(key))


def _unit(found: Source, abbr: str) -> UnitRef:
    return found.units.get(abbr) or UnitRef(abbr=abbr)


def _local(found: Source, moment: dt.datetime | None) -> dt.datetime | None:
    return None if moment is None else moment.astimezone(found.zone)
