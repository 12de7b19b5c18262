"""How the plan gets on: heads see what their units own; administrators, auditors and reviewers see all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import IssueProgress, Reply, UnitProgress
from bot.intent import Intent
from bot.store import people, progress
from bot.usecases import joining, lines, permission, slots
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData
from ita_core import plan as rules
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlmodel import Session

    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan
    from ita_core.plan import Measure

UNITS = 14
"""Units of one page."""
MOST = 5
"""Measures of each list; another list has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """When each unit last reported on each measure, as a day of the office, and how many people it has."""

    last: Mapping[tuple[MeasureId, str], dt.date] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the asker may see of the plan: some measures, and of each only these units' parts."""

    plan: Plan
    measures: Sequence[Measure]
    units: tuple[str, ...]
    whole: bool


def gather(session: Session, ask: Ask) -> Reported:
    """Find when units last reported, and how many people they have."""
    agency_id = ask.asker.agency_id
    if agency_id is None or ask.asker.member is None or not ask.shelf.plans:
        return Reported()
    year = ask.shelf.plan().year.be
    last = {
        (row.measure, row.unit): lines.local(ask, row.reported_at).date()
        for row in progress.shares(session, agency_id)
        if row.year == year
    }
    return Reported(last=last, people=people.count_in(session, agency_id))


def overview(ask: Ask) -> Reply:
    """Show how the plan gets on, and what needs to be looked after."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    view = _view(ask)
    plan, measures = view.plan, view.measures
    number = slots.number(ask.intent, "issue")
    units = _units(ask, view)
    shown, page = lines.page_of(units, ask.intent.page, UNITS)
    overdue, risky = rules.overdue(measures, ask.today), rules.at_risk(measures, ask.today)
    ownerless = [measure for measure in measures if not measure.owners]
    answer = answers.Overview(
        agency_short=ask.shelf.short,
        plan_year=plan.year,
        today=ask.today,
        issue=None if number is None else answers.IssueRef(number=number, name=plan.issues[number]),
        only=() if view.whole else tuple(map(ask.shelf.unit, view.units)),
        percent=rules.average(measure.percent or 0 for measure in measures),
        measures=len(measures),
        tally=rules.tally(measures, ask.today),
        issues=_issues(ask, view) if number is None else (),
        units=tuple(shown),
        page=page,
        overdue=_lines(ask, plan, overdue),
        overdue_count=len(overdue),
        at_risk=_lines(ask, plan, risky),
        at_risk_count=len(risky),
        silent=tuple(sorted((one for one in units if one.silent), key=_quietest)),
        silent_days=rules.SILENT_DAYS,
        ownerless=_lines(ask, plan, ownerless),
        ownerless_count=len(ownerless),
        unlinked=tuple(one.unit for one in units if not one.people),
    )
    more = Intent("overview", ask.intent.slots, page.number + 1) if page.number < page.pages else None
    return Reply(answer=answer, leads=_leads(ask, view, answer), more=more)


def _view(ask: Ask) -> View:
    """Return what is asked for, as far as the asker may see it. Raises NoData."""
    plan, abbr = ask.shelf.plan(), slots.unit(ask.intent)
    permission.need(ask, Right.OVERVIEW)
    if abbr is not None:
        ask.shelf.unit(abbr)
        permission.need(ask, Right.OVERVIEW, abbr)
    number = slots.number(ask.intent, "issue")
    if number is not None and number not in plan.issues:
        missing = answers.NotFound(kind="issue", key=str(number), year=plan.year)
        raise NoData(Reply(answer=missing, leads=(Intent("overview"), Intent("measure.list"))))
    seen = [unit for unit in ask.shelf.units if permission.may(ask, Right.OVERVIEW, unit)]
    wanted = seen if abbr is None else [abbr]
    whole = len(wanted) == len(ask.shelf.units)
    measures = [
        measure
        for key, measure in plan.measures.items()
        if (number is None or key.issue == number) and (whole or _shares(measure, wanted))
    ]
    owners = {unit for measure in measures for unit in measure.owners}
    units = tuple(unit for unit in wanted if unit in owners or not whole)
    return View(plan=plan, measures=measures, units=units, whole=whole)


def _shares(measure: Measure, units: Collection[str]) -> bool:
    return any(unit in measure.owners for unit in units)


def _issues(ask: Ask, view: View) -> tuple[IssueProgress, ...]:
    found = []
    for number, name in view.plan.issues.items():
        measures = [measure for measure in view.measures if measure.id.issue == number]
        if measures:
            found.append(
                answers.IssueProgress(
                    issue=answers.IssueRef(number=number, name=name),
                    percent=rules.average(measure.percent or 0 for measure in measures),
                    measures=len(measures),
                    tally=rules.tally(measures, ask.today),
                )
            )
    return tuple(found)


def _units(ask: Ask, view: View) -> list[UnitProgress]:
    """Return the units with their own parts, those that are furthest behind first."""
    return sorted((_unit(ask, view, unit) for unit in view.units), key=lambda one: one.percent)


def _unit(ask: Ask, view: View, unit: str) -> UnitProgress:
    found: Reported = ask.found
    own = [measure for measure in view.measures if unit in measure.owners]
    days = [found.last[measure.id, unit] for measure in own if (measure.id, unit) in found.last]
    shares = [measure.share(unit) for measure in own]
    return answers.UnitProgress(
        unit=ask.shelf.unit(unit),
        percent=rules.average(measure.part(unit) for measure in own),
        measures=len(own),
        done=sum(share is not None and share.done for share in shares),
        silent=sum(rules.silent(one, unit, ask.today, found.last.get((one.id, unit))) for one in own),
        last=max(days, default=None),
        people=found.people.get(unit, 0),
    )


def _quietest(unit: UnitProgress) -> tuple[bool, int, int]:
    """Whoever never said anything first, then by how long ago it was, then by how much is open."""
    return unit.last is not None, unit.last.toordinal() if unit.last else 0, -unit.silent


def _lines(ask: Ask, plan: Plan, measures: Iterable[Measure]) -> tuple[answers.MeasureLine, ...]:
    return tuple(lines.measure_line(plan, one.id, ask.today) for one in list(measures)[:MOST])


def _leads(ask: Ask, view: View, answer: answers.Overview) -> tuple[Intent, ...]:
    reviews = permission.may(ask, Right.REVIEW) or permission.may(ask, Right.DECIDE)
    narrowed = bool(ask.intent.slots)
    one = {"unit": view.units[0]} if len(view.units) == 1 else {}
    return (
        *((Intent("overview"),) if narrowed else ()),
        *((Intent("progress.review"),) if reviews else ()),
        *((Intent("measure.list", {"status": "overdue", **one}),) if answer.overdue else ()),
        Intent("deadline.list", {"within": rules.RISK_DAYS, **one}),
        *((Intent("people.list", one),) if permission.may(ask, Right.PEOPLE) else ()),
        Intent("measure.list", one),
    )
