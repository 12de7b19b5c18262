"""What a round may push: looked up before it pushes, outside its transactions.

LINE is asked what is left of the month if it was not for a while; then the rest of the month is foretold for
each agency in which something is to be pushed, and what will not be paid for is held back.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from bot import renewing
from bot.aside import attempt, judged
from bot.roles import Role
from bot.showing import Terms
from bot.store import channels, hearing, quota, rehearsal, reminders
from bot.store.reminders import NewReminder
from bot.usecases import budgeting, foreseeing, rehearsing
from bot.usecases.budgeting import Allowance, Purse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session


FRESH: Final = dt.timedelta(minutes=5)
"""How old LINE's figure may be when something is pushed."""
KNOWN: Final = dt.timedelta(hours=1)
"""How old it may be while nothing is: for who asks about the budget."""
FOR_EVER: Final = dt.timedelta(days=366)


def needs(session: Session, now: dt.datetime, *, urgent: bool = False) -> dict[str, Any]:
    """Return what is to be done before anything is pushed, as JSON.

    ``push``: whether anything is to be pushed, and ``weigh`` in which agencies whose month can be known;
    ``renew``: whether cards are to be taken back; ``ask``: whether LINE is to be asked how the month stands.
    """
    until = latest(now, urgent=urgent)
    found = rehearsal.anything_to_push(session, until)
    stale = bool(renewing.stale(session, now))
    channel_id = channels.first(session)
    reading = None if channel_id is None else quota.of_channel(session, channel_id)
    patience = FRESH if found or stale else KNOWN
    old = (
        reading is None
        or reading.month != budgeting.month_of(now)
        or not dt.timedelta() <= now - reading.read_at < patience
    )
    return {
        "push": found,
        "weigh": list(rehearsal.to_push_in(session, until)) if found else [],
        "renew": stale,
        "ask": channel_id is not None and old,
    }


def latest(now: dt.datetime, *, urgent: bool) -> dt.datetime:
    """Return until when something must be due to be pushed now: if it is urgent, whatever waits is."""
    return now + FOR_EVER if urgent else now


def weigh(session: Session, agency_id: int, now: dt.datetime) -> dict[str, Any] | None:
    """Return what an agency may push, as JSON; None: its month knows no limit, as far as anybody knows.

    ``least``: see `Allowance`; ``rung``: under which word administrators are told that something is held
    back, None if nothing is. Where that cannot be found out nothing is held back.
    """
    return judged("weighing", partial(_weigh, session, agency_id, now), lambda: None, agency=agency_id)


def _weigh(session: Session, agency_id: int, now: dt.datetime) -> dict[str, Any] | None:
    room = foreseeing.means_of(session, agency_id, now).room
    if room is None:
        return None
    if foreseeing.never_scarce(session, agency_id, room, now):
        return {"least": Allowance().least, "rung": None}
    outlook = rehearsing.outlook(foreseeing.gather(session, agency_id, now), now)
    held = outlook.held
    rung = budgeting.rung_of(now.date(), held, outlook.allowance) if held else None
    return {"least": outlook.allowance.least, "rung": rung}


def terms(session: Session, weighed: Mapping[int, dict[str, Any]], now: dt.datetime) -> Terms:
    """Return on which terms cards are pushed, with what each month has left by now."""
    return Terms(
        purses={
            agency_id: Purse(
                foreseeing.means_of(session, agency_id, now).room, Allowance(int(found["least"]))
            )
            for agency_id, found in weighed.items()
        }
    )


def tell(session: Session, weighed: Mapping[int, dict[str, Any]], now: dt.datetime) -> int:
    """Let administrators hear, with their next answer or card, what is held back: once a month and step."""
    return sum(
        attempt(
            session,
            "telling of the budget",
            partial(_tell, session, agency_id, found["rung"], now.date()),
            lambda: 0,
            agency=agency_id,
        )
        for agency_id, found in weighed.items()
        if found["rung"]
    )


def _tell(session: Session, agency_id: int, rung: str, today: dt.date) -> int:
    new = [
        NewReminder(
            agency_id=one.agency_id,
            person_id=one.person_id,
            duty_id=None,
            kind=budgeting.BUDGET,
            rung=rung,
            due=budgeting.last_day(today),
            day=today,
            show_on=today,
            push_at=None,
        )
        for one in hearing.with_role(session, [agency_id], Role.ADMIN)
    ]
    reminders.add(session, new)
    return len(new)
