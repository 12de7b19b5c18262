"""Checks of what people are told unasked: whether the month lasts, who hears, and what is paused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.doctor.findings import Finding, ok, warning
from bot.roles import AT_WORK
from bot.store import duties, hearing, notices, queries
from bot.usecases import budgeting, foreseeing, rehearsing
from ita_core.keys import FiscalYear

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.usecases.rehearsing import Outlook

NAMED: Final = 10
"""Units that are named; the rest is counted."""
BUDGET, HEARD, NOTICES = "message budget", "unlinked owners", "paused notices"


def of_agencies(session: Session, now: dt.datetime) -> list[Finding]:
    """Look at each agency. ``now`` has the office's zone."""
    codes = queries.agency_codes(session)
    found = []
    for code in codes:
        agency = queries.agency_by_code(session, code)
        if agency is not None and agency.id is not None:
            whose = f"{code}: " if len(codes) > 1 else ""
            view = foreseeing.gather(session, agency.id, now)
            found += [
                budget(whose, rehearsing.outlook(view, now)),
                _heard(session, agency.id, whose, now),
                paused(whose, notices.paused(session, agency.id)),
            ]
    return found


def _heard(session: Session, agency_id: int, whose: str, now: dt.datetime) -> Finding:
    """Find units that have something to do in a plan that is not over, and nobody who can be reminded."""
    owners = {
        part.unit_id
        for part in duties.parts(session, agency_id)
        if part.open and FiscalYear(part.plan_year).last_day >= now.date()
    }
    hearers = hearing.of_agency(session, agency_id)
    reached = {one.unit_id for one in hearers if one.role in AT_WORK}
    units = [unit.abbr for unit in queries.units(session, agency_id) if unit.id in owners - reached]
    return heard(whose, len(owners), units)


def budget(whose: str, outlook: Outlook) -> Finding:
    """Judge whether what is planned can be paid for."""
    means, planned = outlook.means, rehearsing.costs(outlook.cards).total()
    if not means.known:
        return ok(BUDGET, f"{whose}at most {planned} messages are planned; LINE has told nothing this month")
    if means.room is None:
        return ok(BUDGET, f"{whose}at most {planned} messages are planned, and there is no limit")
    told = f"{whose}at most {planned} messages are planned until the month's end, {means.room} can be spent"
    if planned <= means.room:
        return ok(BUDGET, told)
    held = budgeting.in_order(outlook.held)
    return warning(
        BUDGET,
        f"{told}; held back: {', '.join(held) or 'nothing yet'}",
        "raise the plan in LINE Official Account Manager, take steps out of the ladder, or lower the reserve"
        " (ita-bot agency --reserve)",
    )


def heard(whose: str, owners: int, units: Sequence[str]) -> Finding:
    """Judge whether all units that have something to do can be reminded of it."""
    if not owners:
        return ok(HEARD, f"{whose}no unit has an open measure in a plan that is not over")
    if not units:
        return ok(HEARD, f"{whose}all {owners} units with open measures can be reminded")
    named = ", ".join(units[:NAMED]) + (f" and {len(units) - NAMED} more" if len(units) > NAMED else "")
    return warning(
        HEARD,
        f"{whose}{len(units)} of {owners} units with open measures have nobody who can be reminded: {named}",
        "give out codes: ita-bot invite --unit UNIT; who blocks the bot must unblock it",
    )


def paused(whose: str, found: Mapping[int, str | None]) -> Finding:
    """Judge which notices are paused. ``found``: why, by number."""
    if not found:
        return ok(NOTICES, f"{whose}none")
    named = [f"{number} ({why or 'nobody knows why'})" for number, why in sorted(found.items())]
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return warning(
        NOTICES,
        f"{whose}{', '.join(named[:NAMED])}{more}",
        "an administrator lets each go on, or cancels it, in the chat; quota: it goes on by itself once LINE"
        " has messages for it; credentials: mend the channel access token first; copied: see who has it",
    )
