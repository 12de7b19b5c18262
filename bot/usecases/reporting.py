"""Reporting progress: say it, read it back, confirm it with one tap, take it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bot import answers
from bot.answers import Reply
from bot.changes import Done, ReportsFiled, ReportsWithdrawn
from bot.dialogue import Draft, Filed
from bot.intent import Intent
from bot.store import attachments, progress
from bot.store.audit import Deed
from bot.usecases import announcing, correcting, drafting, history, lines, permission, talk
from bot.usecases.permission import Right
from ita_core import plan as plans
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlmodel import Session

    from bot.changes import Change
    from bot.store.attachments import Sent
    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan

UNDO = dt.timedelta(hours=24)
"""How long the last report can be taken back, unless somebody accepted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastFiling:
    """What was filed together, with its evidence."""

    reports: Sequence[progress.Filed] = ()
    evidence: Sequence[Sent] = ()


def submit(ask: Ask) -> Reply:
    """Put what was said into the draft, and ask for the rest or read it back."""
    permission.need(ask, Right.REPORT)
    return drafting.put(ask, drafting.spoken_of(ask))


# --- confirm, cancel ------------------------------------------------------------------------------------


def gather_filing(session: Session, ask: Ask) -> LastFiling:
    """Find what the asker filed last in this dialogue."""
    if not isinstance(ask.present.state, Filed):
        return LastFiling()
    return filing_of(session, progress.of_filing(session, ask.present.state.filing))


def filing_of(session: Session, reports: Sequence[progress.Filed]) -> LastFiling:
    """Return what was filed together, with its evidence."""
    if not reports:
        return LastFiling()
    filing = reports[0].filing
    return LastFiling(reports=reports, evidence=attachments.of_filings(session, [filing]).get(filing, ()))


def confirm_draft(ask: Ask) -> Reply:
    """File what was read back."""
    permission.need(ask, Right.REPORT)
    plan = ask.shelf.plan()
    draft, gone = correcting.current(ask, drafting.present(ask))
    checked, wrong = drafting.rechecked(ask, plan, draft)
    wrong = gone or wrong
    if wrong is not None or checked != draft or draft.want is not None:
        return drafting.again(ask, checked, wrong)
    filing = f"{ask.asker.chat_id}-{ask.asker.contact_id}-{ask.present.next_number}"
    shown = drafting.draft_lines(ask, plan, draft)
    new = tuple(
        progress.New(
            year=plan.year.be,
            measure=MeasureId.parse(line.measure),
            unit=line.unit or "",
            percent=line.percent or 0,
            note=line.note,
            claimed_on=seen.claimed_on,
            flags=seen.flags,
            replaces=line.replaces,
        )
        for line, seen in zip(draft.lines, shown, strict=True)
    )
    changes: tuple[Change, ...] = (
        drafting.turned(ask, Filed(filing=filing, number=ask.present.number)),
        ReportsFiled(
            filing=filing,
            reports=new,
            messages=draft.messages,
            evidence=tuple(one.id for one in ask.evidence),
            links=drafting.held(draft),
        ),
        *(Done(_filed_deed(plan, one)) for one in new),
    )
    answer = _filed(ask, plan, shown, drafting.attached(ask, draft), ask.asker.now)
    found: correcting.Ready = ask.found
    tells = announcing.to_reviewers(replace(ask, found=found.audience), plan, shown)
    return Reply(answer=answer, leads=after_filing(ask, plan, shown, filing), changes=changes, tells=tells)


def _filed_deed(plan: Plan, new: progress.New) -> Deed:
    before, day = plan.measures[new.measure].share(new.unit), new.claimed_on
    return Deed(
        action="report.file" if new.replaces is None else "report.correct",
        subject=f"measure {new.year} {new.measure} {new.unit}",
        before=None if before is None else {"percent": before.percent},
        after={"percent": new.percent} | ({} if day is None else {"claimed_on": day.isoformat()}),
    )


def _filed(  # noqa: PLR0913 (the facts of the answer)
    ask: Ask,
    plan: Plan,
    shown: tuple[answers.DraftLine, ...],
    evidence: answers.Attached,
    at: dt.datetime,
    *,
    again: bool = False,
) -> answers.ReportFiled:
    return answers.ReportFiled(
        plan_year=plan.year,
        lines=shown,
        evidence=evidence,
        to_review=any(line.percent == plans.DONE for line in shown),
        reviewers=permission.holders(ask, Right.REVIEW),
        undo_until=at + UNDO,
        again=again,
    )


def after_filing(
    ask: Ask, plan: Plan, shown: tuple[answers.DraftLine, ...], filing: str
) -> tuple[Intent, ...]:
    """Return what may be wanted next: further own measures, history, take it back.

    The last names its filing: tapped twice, it must not take back the one before as well.
    """
    done = {str(line.measure.measure) for line in shown}
    own = [line for line in drafting.own_measures(ask, plan) if str(line.measure) not in done]
    return (
        *(Intent("progress.submit", {"measure": str(line.measure)}) for line in own[:3]),
        Intent("measure.mine"),
        *(Intent("progress.history", {"measure": measure}) for measure in sorted(done)[:1]),
        Intent("undo", {"filing": filing}),
    )


def filed_again(ask: Ask, state: Filed) -> Reply:
    """Answer a second tap: everything is as the first one left it."""
    found: LastFiling = ask.found
    plan = ask.shelf.plan()
    shown = tuple(report_as_line(ask, plan, one) for one in found.reports if one.percent is not None)
    if not shown or state.filing != found.reports[0].filing:
        return Reply(answer=answers.StepStale(open=False), leads=talk.FIRST_STEPS)
    answer = _filed(ask, plan, shown, history.count(found.evidence), found.reports[0].received_at, again=True)
    leads = after_filing(ask, plan, shown, state.filing)
    return Reply(answer=answer, leads=leads, sources=(state.filing,))


def report_as_line(ask: Ask, plan: Plan, report: progress.Filed) -> answers.DraftLine:
    """Return a filed report as a line of a card."""
    return answers.DraftLine(
        measure=lines.measure_line(plan, report.measure, ask.today),
        unit=report.unit,
        percent=report.percent,
        before=None,
        note=report.note,
        flags=report.flags,
        claimed_on=report.claimed_on,
    )


# --- taking back ----------------------------------------------------------------------------------------


def gather_latest(session: Session, ask: Ask) -> LastFiling:
    """Find what the asker filed last, wherever."""
    member = ask.asker.member
    if member is None:
        return LastFiling()
    return filing_of(session, progress.latest_filing(session, member.person_id))


def undo(ask: Ask) -> Reply:
    """Take the last report back, while nobody relies on it."""
    if ask.asker.member is None:
        return talk.nothing_pending(ask)
    found: LastFiling = ask.found
    meant = ask.intent.slots.get("filing")
    if meant is not None and all(one.filing != meant for one in found.reports):
        return Reply(
            answer=answers.StepStale(open=False), leads=(Intent("measure.mine"), *talk.FIRST_STEPS[:3])
        )
    reports = _counting(found.reports)
    problem = _irrevocable(ask, reports)
    if problem is not None:
        answer = answers.UndoRefused(reason=problem, hours=int(UNDO.total_seconds() // 3600))
        return Reply(answer=answer, leads=(Intent("measure.mine"), *talk.FIRST_STEPS[:3]))
    plan = ask.shelf.plan_of(reports[0].year)
    shown = tuple(report_as_line(ask, plan, one) for one in reports)
    turned, dropped = _without(ask, {one.id for one in reports})
    changes: tuple[Change, ...] = (
        ReportsWithdrawn(tuple(one.id for one in reports)),
        *(
            Done(Deed(action="report.withdraw", subject=f"measure {one.year} {one.measure} {one.unit}"))
            for one in reports
        ),
        *turned,
    )
    leads = tuple(Intent("progress.submit", {"measure": str(one.measure)}) for one in reports[:3])
    return Reply(
        answer=answers.Undone(lines=shown),
        first=dropped,
        leads=(*leads, Intent("measure.mine")),
        changes=changes,
    )


def _without(ask: Ask, reports: Collection[int]) -> tuple[tuple[Change, ...], answers.Dropped | None]:
    """End the draft that corrects these reports, and say so; anything else that is under way stays."""
    state = ask.present.state
    if isinstance(state, Draft) and any(line.replaces in reports for line in state.lines):
        return (drafting.turned(ask, None),), answers.Dropped(what="draft")
    return ((drafting.turned(ask, None),) if isinstance(state, Filed) else ()), None


def _irrevocable(ask: Ask, reports: Sequence[progress.Filed]) -> Literal["none", "late", "accepted"] | None:
    if not reports:
        return "none"
    if any(one.state != progress.FILED for one in reports):
        return "accepted"
    return "late" if ask.asker.now - reports[0].received_at > UNDO else None


def _counting(reports: Sequence[progress.Filed]) -> list[progress.Filed]:
    """Leave out what was returned, corrected or taken back already."""
    return [one for one in reports if one.state in progress.COUNTING]
