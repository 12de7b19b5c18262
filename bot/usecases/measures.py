"""Measures of the plan and their deadlines."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import MeasureLine, Reply
from bot.intent import Intent
from bot.usecases import drafting, lines, permission, slots
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData
from ita_core import plan as rules
from ita_core.figure import MeasureStatus
from ita_core.framework import UnknownItem

if TYPE_CHECKING:
    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan
    from ita_core.keys import FiscalYear, MeasureId

WEAKEST = 3
LAST_WEEKDAY = 6


def list_(ask: Ask) -> Reply:
    """Measures, filtered by issue, unit and status."""
    plan = ask.shelf.plan()
    number, abbr = slots.number(ask.intent, "issue"), slots.unit(ask.intent)
    wanted = slots.status(ask.intent)
    if number is not None and number not in plan.issues:
        return _not_found(plan, "issue", str(number))
    unit = ask.shelf.unit(abbr) if abbr is not None else None
    chosen = [
        lines.measure_line(plan, measure.id, ask.today)
        for measure in plan.of_unit(abbr)
        if number is None or measure.id.issue == number
    ]
    counts = Counter(line.status for line in chosen)
    rows = [line for line in chosen if wanted is None or line.status is wanted]
    shown, page = lines.page_of(rows, ask.intent.page)
    answer = answers.MeasureList(
        agency_short=ask.shelf.short,
        plan_year=plan.year,
        source=plan.source,
        issue=_issue(plan, number) if number is not None else None,
        unit=unit,
        status=wanted,
        counts={status: counts[status] for status in MeasureStatus},
        rows=tuple(shown),
        page=page,
        withheld=ask.shelf.withheld,
    )
    more = Intent("measure.list", ask.intent.slots, page.number + 1) if page.number < page.pages else None
    return Reply(answer=answer, leads=_from_list(answer), more=more)


def show(ask: Ask) -> Reply:
    """One measure in full."""
    plan = ask.shelf.plan()
    key = slots.measure(ask.intent)
    if key is None:
        return list_(ask)
    if key not in plan.measures:
        return _not_found(plan, "measure", str(key))
    measure, line = plan.measures[key], lines.measure_line(plan, key, ask.today)
    questions, assessed = _answers_to(ask, plan, key)
    answer = answers.MeasureShown(
        agency_short=ask.shelf.short,
        plan_year=plan.year,
        source=plan.source,
        line=line,
        issue=_issue(plan, key.issue),
        tool=measure.tool,
        steps=measure.steps,
        start=measure.start or line.due,
        owners=plan.owners[key],
        corrections=_corrections(plan, key),
        score_year=assessed,
        questions=questions,
        withheld=ask.shelf.withheld,
        shares=_shares(ask, plan, key),
    )
    siblings = [other for other in plan.measures if other.issue == key.issue and other > key]
    leads = (
        *_own_leads(ask, plan, key),
        *(Intent("measure.show", {"measure": str(other)}) for other in siblings[:1]),
        Intent("score.issue", {"issue": key.issue, **_assessed_year(ask, plan)}),
        *(Intent("measure.list", {"unit": owner.abbr}) for owner in line.owners[:2]),
        *(Intent("deadline.list", {"unit": owner.abbr}) for owner in line.owners[:1]),
        *(
            Intent("score.question", {"question": str(one.question), **_assessed_year(ask, plan)})
            for one in questions[:1]
        ),
        Intent("measure.list", {"issue": key.issue}),
        Intent("deadline.list"),
    )
    return Reply(answer=answer, leads=leads, about=lines.about(plan, key))


def _shares(ask: Ask, plan: Plan, key: MeasureId) -> tuple[answers.ShareLine, ...]:
    """How far each owner is, for whoever is linked."""
    if not permission.may(ask, Right.PROGRESS):
        return ()
    measure = plan.measures[key]
    found = []
    for unit in measure.owners:
        share = measure.share(unit)
        percent = None if share is None else share.percent
        done = share is not None and share.done
        waits = percent == rules.DONE and not done
        found.append(answers.ShareLine(unit=ask.shelf.unit(unit), percent=percent, done=done, waits=waits))
    return tuple(found)


def _own_leads(ask: Ask, plan: Plan, key: MeasureId) -> tuple[Intent, ...]:
    """What staff may do: a measure's owners report and ask for time, all may read what was reported."""
    if not permission.may(ask, Right.PROGRESS):
        return ()
    of_measure = {"measure": str(key)}
    owns = bool(drafting.candidates(ask, plan, key)) and not plan.measures[key].done
    report = (Intent("progress.submit", of_measure), Intent("deadline.extend", of_measure)) if owns else ()
    return (*report, Intent("progress.history", of_measure))


def deadlines(ask: Ask) -> Reply:
    """What falls due, soonest first; without a window the overdue ones lead."""
    plan = ask.shelf.plan()
    abbr = slots.unit(ask.intent) or ask.asker.group_unit
    unit = ask.shelf.unit(abbr) if abbr is not None else None
    until = _until(ask)
    measures = plan.of_unit(abbr)
    late = rules.overdue(measures, ask.today)
    window = ((until or dt.date.max) - ask.today).days
    due = rules.due_within(measures, ask.today, window)
    chosen = (*late, *due) if until is None else due
    shown, page = lines.page_of(chosen, ask.intent.page)
    rows = [lines.measure_line(plan, measure.id, ask.today) for measure in shown]
    answer = answers.DeadlineList(
        agency_short=ask.shelf.short,
        plan_year=plan.year,
        source=plan.source,
        today=ask.today,
        until=until,
        unit=unit,
        overdue=len(late),
        groups=tuple(_group(day, list(group)) for day, group in groupby(rows, key=lambda row: row.due)),
        page=page,
        withheld=ask.shelf.withheld,
    )
    more = Intent("deadline.list", ask.intent.slots, page.number + 1) if page.number < page.pages else None
    same_unit = {"unit": abbr} if abbr is not None else {}
    leads = (
        *(Intent("measure.show", {"measure": str(row.measure)}) for row in rows[:3]),
        *(() if until is None else (Intent("deadline.list", same_unit),)),
        Intent("measure.list", {"status": MeasureStatus.OVERDUE.value, **same_unit}),
        Intent("measure.list", same_unit),
        Intent("score.overall"),
    )
    return Reply(answer=answer, leads=leads, more=more)


def _until(ask: Ask) -> dt.date | None:
    """The last day of the window: so many days on, the end of this week (Sunday) or of this month."""
    within = ask.intent.slots.get("within")
    match within:
        case None:
            return None
        case "week":
            return ask.today + dt.timedelta(days=LAST_WEEKDAY - ask.today.weekday())
        case "month":
            return ask.today.replace(day=calendar.monthrange(ask.today.year, ask.today.month)[1])
        case bool():
            raise slots.BadSlots(repr(within))
        case int() if within >= 0:
            return dt.date.fromordinal(min(ask.today.toordinal() + within, dt.date.max.toordinal()))
    raise slots.BadSlots(repr(within))


def _group(due: dt.date, rows: list[MeasureLine]) -> answers.DeadlineGroup:
    return answers.DeadlineGroup(due=due, days_left=rows[0].days_left, rows=tuple(rows))


def _issue(plan: Plan, number: int) -> answers.IssueRef:
    return answers.IssueRef(number=number, name=plan.issues[number])


def _answers_to(
    ask: Ask, plan: Plan, key: MeasureId
) -> tuple[tuple[answers.QuestionLine, ...], FiscalYear | None]:
    """The weakest questions that a measure answers to, where the year that it analyses is known."""
    try:
        book = ask.shelf.book(plan.assessed)
        codes = rules.answers_to(book.framework, plan.measures[key])
    except (NoData, UnknownItem):
        return (), None
    found = [lines.question_line(book, code) for code in codes]
    scored = sorted((line for line in found if not line.missing), key=lambda line: line.figure.low)
    return tuple(scored[:WEAKEST]), plan.assessed


def _corrections(plan: Plan, key: MeasureId) -> tuple[answers.Correction, ...]:
    """Suspected misprints in what is shown here; the analysis has others of its own."""
    measure = plan.measures[key]
    owners = [owner.printed or owner.abbr for owner in plan.owners[key]]
    shown = "\n".join([measure.text, *measure.steps, *owners])
    noted = (
        *lines.corrections(plan.notes, {"measure"}, str(key)),
        *lines.corrections(plan.notes, {"owner", "step"}, str(key.issue)),
    )
    return tuple(one for one in noted if one.printed in shown)


def _assessed_year(ask: Ask, plan: Plan) -> dict[str, object]:
    newest = ask.shelf.years[0].scope.year if ask.shelf.years else plan.assessed
    return {} if plan.assessed == newest else {"year": plan.assessed.be}


def _from_list(answer: answers.MeasureList) -> tuple[Intent, ...]:
    kept: dict[str, object] = {}
    if answer.issue is not None:
        kept["issue"] = answer.issue.number
    if answer.unit is not None:
        kept["unit"] = answer.unit.abbr
    others = [status for status, count in answer.counts.items() if count and status is not answer.status]
    return (
        *(Intent("measure.show", {"measure": str(row.measure)}) for row in answer.rows[:3]),
        *(Intent("measure.list", {**kept, "status": status.value}) for status in others),
        *((Intent("score.issue", {"issue": answer.issue.number}),) if answer.issue else ()),
        Intent("deadline.list", {"unit": answer.unit.abbr} if answer.unit else {}),
        Intent("score.overall"),
    )


def _not_found(plan: Plan, kind: str, key: str) -> Reply:
    missing = answers.NotFound(kind=kind, key=key, year=plan.year)  # type: ignore[arg-type]  # callers' words
    return Reply(answer=missing, leads=(Intent("measure.list"), Intent("deadline.list"), Intent("help")))
