"""Office hours, and the hour at which what nobody asked for is pushed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from bot.agenda import hours
from bot.agenda.hours import OfficeHours
from bot.answers import Reply
from bot.answers.office import OfficeHoursRefused, OfficeHoursShown
from bot.changes import Done
from bot.changes_office import HoursSet, RemindersTimed
from bot.intent import Intent
from bot.store import hearing, office, reminders
from bot.store.audit import Deed
from bot.usecases import permission, planning, slots
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.hearing import Hearer
    from bot.store.office import Office
    from bot.usecases.asker import Ask

SHORTEST = dt.timedelta(hours=1)
_SLOTS = ("opens", "closes", "cutoff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clockwork:
    """How the office works, and what waits to be pushed: its key, to whom, and when."""

    office: Office
    pushes: Sequence[tuple[int, int, dt.datetime]] = ()
    hearers: Mapping[int, Hearer] = field(default_factory=dict)


def gather(session: Session, ask: Ask) -> Clockwork | None:
    """Find how the office works, and what waits to be pushed."""
    agency_id = ask.asker.agency_id
    if agency_id is None or ask.asker.member is None:
        return None
    pushes = reminders.to_be_pushed(session, agency_id) if permission.may(ask, Right.OFFICE) else ()
    hearers = hearing.of_people(session, {person for _, person, _ in pushes}) if pushes else ()
    return Clockwork(
        office=office.offices(session, [agency_id])[agency_id],
        pushes=pushes,
        hearers={one.person_id: one for one in reversed(hearers)},
    )


def set_(ask: Ask) -> Reply:
    """Set when the office works; without a time, show it."""
    permission.need(ask, Right.PROGRESS)
    found: Clockwork = ask.found
    said = {name: _time(ask, name) for name in _SLOTS if name in ask.intent.slots}
    if not said:
        return Reply(answer=_shown(ask, found.office, changed=False), leads=_leads(ask))
    permission.need(ask, Right.OFFICE)
    how = found.office
    wanted = replace(
        how,
        opens=said.get("opens", how.opens),
        closes=said.get("closes", how.closes),
        push_at=said.get("cutoff", how.push_at),
    )
    why = _wrong(wanted, cutoff="cutoff" in said)
    if why is not None:
        refused = OfficeHoursRefused(opens=wanted.opens, closes=wanted.closes, cutoff=wanted.push_at, why=why)
        return Reply(answer=refused, leads=_leads(ask))
    before, after = _facts(how), _facts(wanted)
    deed = Deed(action="office.set", subject="agency", before=before, after=after)
    changes = (
        HoursSet(opens=wanted.opens, closes=wanted.closes, push_at=wanted.push_at),
        RemindersTimed(_retimed(ask, found, wanted)),
        Done(deed),
    )
    return Reply(
        answer=_shown(ask, wanted, changed=True),
        leads=_leads(ask),
        changes=changes if before != after else (),
    )


def _leads(ask: Ask) -> tuple[Intent, ...]:
    own = (Intent("budget.show"),) if permission.may(ask, Right.OFFICE) else ()
    return (Intent("calendar.list"), Intent("ladder.show"), *own, Intent("help"))


def _time(ask: Ask, name: str) -> str:
    said = ask.intent.slots[name]
    try:
        return hours.write_time(hours.read_time(said if isinstance(said, str) else ""))
    except ValueError as error:
        raise slots.BadSlots(repr(said)) from error


def _wrong(wanted: Office, *, cutoff: bool) -> Literal["order", "short", "cutoff"] | None:
    """Say what is wrong with hours; a cut-off that was not spoken of is moved into them when it comes."""
    opens, closes = (
        dt.datetime.combine(dt.date.min, hours.read_time(at)) for at in (wanted.opens, wanted.closes)
    )
    if opens >= closes:
        return "order"
    if closes - opens < SHORTEST:
        return "short"
    return "cutoff" if cutoff and not wanted.opens <= wanted.push_at < wanted.closes else None


def _shown(ask: Ask, how: Office, *, changed: bool) -> OfficeHoursShown:
    times = planning.office_hours(how)
    return OfficeHoursShown(
        agency_short=ask.shelf.short,
        opens=how.opens,
        closes=how.closes,
        cutoff=hours.write_time(times.clamp(times.push_at)),
        changed=changed,
        may_set=permission.may(ask, Right.OFFICE),
    )


def _facts(how: Office) -> dict[str, str]:
    return {"opens": how.opens, "closes": how.closes, "cutoff": how.push_at}


def _retimed(ask: Ask, found: Clockwork, wanted: Office) -> dict[int, dt.datetime]:
    """Return the new moments of what is to be pushed, on the same days."""
    times: OfficeHours = planning.office_hours(wanted)
    zone = ask.asker.now.tzinfo or dt.UTC
    made = {}
    for key, person, at in found.pushes:
        hearer = found.hearers.get(person)
        if hearer is None:
            continue
        moment = hours.push_moment(at.astimezone(zone).date(), planning.wish_of(hearer), times, zone)
        if moment != at:
            made[key] = moment
    return made
