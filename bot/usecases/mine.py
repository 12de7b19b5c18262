"""The measures of the asker's own units; in a group of a unit, that unit's."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply
from bot.intent import Intent
from bot.usecases import lines, measures, slots
from bot.usecases.permission import Right, may, refusal
from ita_core.figure import MeasureStatus
from ita_core.plan import DONE

if TYPE_CHECKING:
    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan
    from ita_core.keys import MeasureId

MOST_LEADS = 4


def mine(ask: Ask) -> Reply:
    """Measures of all units of the asker, with their own shares, most urgent first."""
    member = ask.asker.member
    if member is None:
        return _of_group(ask) or _stranger(ask)
    plan, units, wanted = ask.shelf.plan(), member.units, slots.status(ask.intent)
    keys = [key for key, one in plan.measures.items() if any(unit in one.owners for unit in units)]
    every = sorted((_line(ask, plan, key) for key in keys), key=_urgency)
    counts = Counter(one.line.status for one in every)
    rows = [one for one in every if wanted is None or one.line.status is wanted]
    shown, page = lines.page_of(rows, ask.intent.page)
    answer = answers.MyMeasures(
        agency_short=ask.shelf.short,
        plan_year=plan.year,
        source=plan.source,
        units=tuple(ask.shelf.unit(unit) for unit in units if unit in ask.shelf.units),
        status=wanted,
        counts={status: counts[status] for status in MeasureStatus},
        rows=tuple(shown),
        page=page,
    )
    more = Intent("measure.mine", ask.intent.slots, page.number + 1) if page.number < page.pages else None
    return Reply(answer=answer, leads=_leads(answer), more=more)


def _line(ask: Ask, plan: Plan, key: MeasureId) -> answers.OwnLine:
    measure = plan.measures[key]
    units = ask.asker.member.units if ask.asker.member is not None else ()
    found = ((unit, measure.share(unit)) for unit in units if unit in measure.owners)
    shares = tuple(
        answers.OwnShare(
            unit=unit,
            percent=None if share is None else share.percent,
            done=share is not None and share.done,
        )
        for unit, share in found
    )
    left = not measure.done and any(
        share.percent != DONE and may(ask, Right.REPORT, share.unit) for share in shares
    )
    line = lines.measure_line(plan, key, ask.today)
    return answers.OwnLine(line=line, shares=shares, to_report=left)


def _urgency(one: answers.OwnLine) -> tuple[object, ...]:
    done = one.line.status is MeasureStatus.DONE or all(share.percent == DONE for share in one.shares)
    return done, one.line.due, one.line.measure


def _leads(answer: answers.MyMeasures) -> tuple[Intent, ...]:
    reportable = [str(one.line.measure) for one in answer.rows if one.to_report]
    others = [status for status, count in answer.counts.items() if count and status is not answer.status]
    unit = {"unit": answer.units[0].abbr} if answer.units else {}
    return (
        *(Intent("progress.submit", {"measure": measure}) for measure in reportable[:MOST_LEADS]),
        *(Intent("measure.mine", {"status": status.value}) for status in others if len(others) > 1),
        *((Intent("measure.mine"),) if answer.status is not None else ()),
        Intent("deadline.list", unit),
        Intent("whoami"),
    )


def _of_group(ask: Ask) -> Reply | None:
    """Answer for the unit whose group this is."""
    unit = ask.asker.group_unit
    if unit is None or unit not in ask.shelf.units:
        return None
    if not may(ask, Right.ASK):
        return refusal(ask, Right.ASK)
    intent = Intent("measure.list", {**ask.intent.slots, "unit": unit}, ask.intent.page)
    return measures.list_(replace(ask, intent=intent))


def _stranger(ask: Ask) -> Reply:
    leads = (
        Intent("register"),
        Intent("measure.list"),
        *(Intent("measure.list", {"unit": abbr}) for abbr in list(ask.shelf.units)[:8]),
    )
    return Reply(answer=answers.NeedsLink(agency_short=ask.shelf.short), leads=leads)
