"""Deciding on reports: the queue, accepting, returning with a reason, and letting a report be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot import answers
from bot.answers import Reply, Tell
from bot.changes import Done, ReportDecided, ReportsWithdrawn
from bot.dialogue import Returning
from bot.intent import Intent
from bot.store import attachments, extensions, progress
from bot.store.audit import Deed
from bot.usecases import (
    announcing,
    drafting,
    history,
    joining,
    lines,
    permission,
    queueing,
    slots,
    wishes,
)
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.answers import Verdict, Waiting
    from bot.changes import Change
    from bot.store.attachments import Sent
    from bot.store.people import Recipient
    from bot.store.progress import Filed
    from bot.usecases.asker import Ask

PAGE = 5
"""Reports of one page: each is a card of its own."""
STATES: Mapping[Verdict, str] = {
    "accepted": progress.ACCEPTED,
    "kept": progress.ACCEPTED,
    "returned": progress.RETURNED,
}
ACTIONS: Mapping[Verdict, str] = {
    "accepted": "report.accept",
    "returned": "report.return",
    "withdrawn": "report.withdraw",
    "kept": "report.keep",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """What waits in an agency, the one report that is spoken of, and how its author is reached."""

    queue: Sequence[Filed] = ()
    wishes: Sequence[extensions.Asked] = ()
    evidence: Mapping[str, Sequence[Sent]] = field(default_factory=dict)
    one: Filed | None = None
    reach: Mapping[int, Recipient] = field(default_factory=dict)


# --- the queue ------------------------------------------------------------------------------------------


def gather(session: Session, ask: Ask) -> Pile:
    """Find what waits, and the report that a button is for."""
    return _pile(session, ask, slots.key(ask.intent, "report"))


def gather_return(session: Session, ask: Ask) -> Pile:
    """Find what waits, and the report that is about to be returned."""
    state = ask.present.state
    return _pile(session, ask, state.report if isinstance(state, Returning) else None)


def _pile(session: Session, ask: Ask, number: int | None) -> Pile:
    agency_id = ask.asker.agency_id
    if agency_id is None or ask.asker.member is None:
        return Pile()
    one = None if number is None else progress.one(session, agency_id, number)
    queue = progress.to_review(session, agency_id)
    filings = {report.filing for report in (*queue, *(() if one is None else (one,)))}
    return Pile(
        queue=queue,
        wishes=extensions.waiting(session, agency_id),
        evidence=attachments.of_filings(session, filings),
        one=one,
        reach={} if one is None else announcing.reach(session, [one.person_id]),
    )


def review(ask: Ask) -> Reply:
    """Show what waits for the asker: reports, and wishes for more time."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    plan = ask.shelf.plan()
    decides = permission.may(ask, Right.DECIDE)
    if not decides:
        permission.need(ask, Right.REVIEW)
    found: Pile = ask.found
    reports = queueing.mine(ask, found.queue)
    asked = found.wishes if decides else ()
    rows, page = lines.page_of([*reports, *asked], ask.intent.page, PAGE)
    shown = [row for row in rows if isinstance(row, progress.Filed)]
    wished = [row for row in rows if isinstance(row, extensions.Asked)]
    answer = answers.ReviewQueue(
        plan_year=plan.year,
        reports=tuple(waiting(ask, row) for row in shown),
        wishes=tuple(wishes.wish(ask, row) for row in wished),
        page=page,
        own=sum(report.person_id == queueing.person(ask) for report in found.queue),
    )
    more = Intent("progress.review", {}, page.number + 1) if page.number < page.pages else None
    return Reply(
        answer=answer,
        leads=(Intent("overview"), Intent("deadline.list")),
        more=more,
        sources=(*(row.filing for row in shown), *(row.message_id for row in wished if row.message_id)),
    )


def waiting(ask: Ask, report: Filed) -> Waiting:
    """Return a report as somebody sees it who is to decide on it."""
    found: Pile = ask.found
    evidence = history.standing(found.evidence.get(report.filing, ()))
    return answers.Waiting(
        id=report.id,
        measure=lines.measure_line(ask.shelf.plan_of(report.year), report.measure, ask.today),
        unit=report.unit,
        percent=report.percent,
        note=report.note,
        name=report.name,
        received_at=lines.local(ask, report.received_at),
        evidence=history.count(evidence),
        flags=history.flags(report, evidence),
        retraction=report.state == progress.RETRACTING,
        claimed_on=history.claimed_on(ask, report),
    )


# --- deciding -------------------------------------------------------------------------------------------


def accept(ask: Ask) -> Reply:
    """Take a report as done; of a retraction: let the report be taken back."""
    report = _to_decide(ask)
    if isinstance(report, Reply):
        return report
    return _decided(ask, report, "withdrawn" if report.state == progress.RETRACTING else "accepted")


def return_(ask: Ask) -> Reply:
    """Ask why a report is given back, and read the reason back; of a retraction: let the report stand."""
    report = _to_decide(ask)
    if isinstance(report, Reply):
        return report
    if report.state == progress.RETRACTING:
        return _decided(ask, report, "kept")
    note = ask.intent.slots.get("note")
    reason = note.strip() if isinstance(note, str) else ""
    messages = (ask.message_id,) if reason and ask.message_id is not None else ()
    return _ask_why(ask, report, Returning(report=report.id, reason=reason or None, messages=messages))


def _ask_why(ask: Ask, report: Filed, state: Returning) -> Reply:
    """Ask for the reason, or read it back: nothing goes to the author that the reviewer did not confirm."""
    number = {"dialogue": ask.present.next_number}
    plan = ask.shelf.plan_of(report.year)
    answer = answers.ReasonAsked(
        plan_year=plan.year,
        report=waiting(ask, report),
        reason=state.reason,
        dialogue=ask.present.next_number,
    )
    confirm = (Intent("confirm", number),) if state.reason is not None else ()
    return Reply(
        answer=answer,
        leads=(*confirm, Intent("cancel", number)),
        changes=(drafting.turned(ask, state),),
        sources=(report.filing,),
    )


def confirm_return(ask: Ask) -> Reply:
    """Return a report with the reason that was read back."""
    state = ask.present.state
    if not isinstance(state, Returning) or state.reason is None:
        return asked_again(ask)
    report = _to_decide(ask)
    return report if isinstance(report, Reply) else _decided(ask, report, "returned", state.reason)


def asked_again(ask: Ask) -> Reply:
    """Ask once more why a report is given back, or read the reason back."""
    state = ask.present.state
    report = _to_decide(ask)
    if isinstance(report, Reply):
        return report
    return _ask_why(ask, report, state if isinstance(state, Returning) else Returning(report=report.id))


def _to_decide(ask: Ask) -> Filed | Reply:
    """Return the report that is meant, or what is said where it is not the asker's to decide."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    found: Pile = ask.found
    report = found.one
    permission.need(ask, Right.REVIEW)
    if report is None:
        raise slots.BadSlots(repr(ask.intent.slots))
    if report.person_id != queueing.person(ask):  # whoever reported is told that, rather than who else may
        permission.need(ask, Right.REVIEW, report.unit)
    why = _why_not(ask, report, found.queue)
    if why is None:
        return report
    plan = ask.shelf.plan_of(report.year)
    answer = answers.NotToReview(
        plan_year=plan.year,
        measure=lines.measure_line(plan, report.measure, ask.today),
        report=history.report_line(ask, report, found.evidence.get(report.filing, ())),
        why=why,
    )
    of_measure = {"measure": str(report.measure)}
    leads = (
        Intent("progress.review"),
        Intent("progress.history", of_measure),
        Intent("measure.show", of_measure),
    )
    return Reply(
        answer=answer, leads=leads, changes=_closed(ask, report), about=lines.about(plan, report.measure)
    )


def _why_not(ask: Ask, report: Filed, queue: Sequence[Filed]) -> history.Why | None:
    if report.person_id == queueing.person(ask):
        return "own"
    # A button to accept what had not been accepted must not let it be taken back later, nor the reverse.
    if report.state in {progress.FILED, progress.RETRACTING}:
        if bool(ask.intent.slots.get("retraction")) != (report.state == progress.RETRACTING):
            return "changed"
        return None if any(one.id == report.id for one in queue) else "superseded"
    return "over"


def _closed(ask: Ask, report: Filed) -> tuple[Change, ...]:
    """End the question why this report goes back, if that is what was under way."""
    state = ask.present.state
    asked = isinstance(state, Returning) and state.report == report.id
    return (drafting.turned(ask, None),) if asked else ()


def _decided(ask: Ask, report: Filed, verdict: Verdict, reason: str | None = None) -> Reply:
    found: Pile = ask.found
    plan = ask.shelf.plan_of(report.year)
    left = [one for one in queueing.mine(ask, found.queue) if one.id != report.id]
    shown = waiting(ask, report)
    deed = Deed(
        action=ACTIONS[verdict],
        subject=f"measure {report.year} {report.measure} {report.unit}",
        before={"state": report.state, "percent": report.percent},
        after={"state": STATES.get(verdict, progress.WITHDRAWN)},
        person_id=report.person_id,
    )
    wished = len(found.wishes) if permission.may(ask, Right.DECIDE) else 0
    answer = answers.ReportJudged(
        plan_year=plan.year,
        report=shown,
        verdict=verdict,
        reason=reason,
        left=len(left) + wished,
        told=report.person_id in found.reach,
    )
    more = (Intent("progress.review"),) if answer.left else ()
    of_measure = {"measure": str(report.measure)}
    return Reply(
        answer=answer,
        leads=(*more, Intent("measure.show", of_measure), Intent("progress.history", of_measure)),
        changes=(_change(ask, report, verdict, reason), Done(deed), *_closed(ask, report)),
        tells=_told(ask, report, answer),
        about=lines.about(plan, report.measure),
    )


def _change(ask: Ask, report: Filed, verdict: Verdict, reason: str | None) -> Change:
    if verdict == "withdrawn":
        return ReportsWithdrawn((report.id,))
    state = ask.present.state
    said_with = state.messages[-1] if isinstance(state, Returning) and state.messages else None
    return ReportDecided(
        report_id=report.id, state=STATES[verdict], reason=reason, message_id=said_with if reason else None
    )


def _told(ask: Ask, report: Filed, answer: answers.ReportJudged) -> tuple[Tell, ...]:
    """Tell the author what became of the report."""
    found: Pile = ask.found
    recipient = found.reach.get(report.person_id) if report.person_id is not None else None
    if recipient is None or ask.asker.member is None:
        return ()
    told = answers.JudgementTold(
        plan_year=answer.plan_year,
        report=replace(answer.report, flags=()),
        verdict=answer.verdict,
        reason=answer.reason,
        by=ask.asker.member.name,
        at=ask.asker.now,
    )
    of_measure = {"measure": str(report.measure)}
    anew = (Intent("progress.submit", of_measure),) if answer.verdict in {"returned", "withdrawn"} else ()
    leads = (*anew, Intent("progress.history", of_measure), Intent("measure.mine"))
    about = lines.about(ask.shelf.plan_of(report.year), report.measure)
    return (Tell(recipient=recipient, reply=Reply(answer=told, leads=leads, about=about)),)
