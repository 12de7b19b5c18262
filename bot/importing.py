"""Brings a workbook into an agency that works already, and tells those whose reminders that moves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot import workbook
from bot.store import audit, duties, office, queries, reminders
from bot.store.audit import Actor, Deed
from bot.store.engine import rehearsing, writing
from bot.store.inbox import identity
from bot.usecases import moving
from bot.usecases.moving import Shift

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.store.office import Office
    from bot.workbook import Checked, Report

COMMAND = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did, and which reminders have another day because of its days off."""

    report: Report
    shift: Shift = field(default_factory=Shift)


def import_path(engine: Engine, path: Path, *, dry_run: bool, now: dt.datetime) -> Imported:
    """Import a workbook in one transaction; a dry run undoes it and tells what it would have done.

    ``now`` has the office's zone. Raises NotAWorkbook if there is none, Faulty with every fault; nothing is
    stored then.
    """
    checked = workbook.read(path)
    with (rehearsing if dry_run else writing)(engine) as session:
        before = _office(session, checked)
        report = replace(workbook.store(session, checked, now), dry_run=dry_run)
        days = report.sheet("closures")
        if before is None or not days.changes:
            return Imported(report=report)
        return Imported(report=report, shift=_told(session, before, days.changes, now))


def _office(session: Session, checked: Checked) -> Office | None:
    """Return how the agency works so far, None if it is new."""
    found = queries.agency_by_code(session, checked.agency["code"])
    return None if found is None else office.offices(session, [identity(found.id)])[identity(found.id)]


def _told(session: Session, before: Office, days: int, now: dt.datetime) -> Shift:
    """Tell those whose reminders the days move, with the plan as it is now."""
    after = moving.gather(session, before.agency_id, now.date())
    shift = moving.shift(replace(after, office=before), after.office, now.date())
    duties.put(session, before.agency_id, shift.stands)
    reminders.add(session, shift.told)
    deed = Deed(action="calendar.import", subject="agency", after={"days": days})
    audit.note(session, before.agency_id, now, Actor(COMMAND), deed)
    return shift
