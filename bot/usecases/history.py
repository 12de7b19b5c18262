"""What was reported on a measure, and the evidence that was sent in for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot import answers
from bot.answers import Reply
from bot.evidence.kinds import ALIKE
from bot.intent import Intent
from bot.store import attachments, progress
from bot.store.evidence import GONE, REFUSED
from bot.usecases import drafting, joining, lines, permission, slots
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData
from ita_core.keys import MeasureId
from ita_core.plan import DONE, Flag

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.attachments import Piece, Sent
    from bot.store.progress import Filed
    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan

Why = Literal["over", "superseded", "changed", "own"]
WAITS = "waits"
"""The state of a report that says that all is done, until somebody has decided on it."""
PAGE = 6
"""Reports or pieces of evidence of one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of a measure's reports with their evidence, or of its evidence; ``total`` of all pages."""

    total: int = 0
    reports: Sequence[Filed] = ()
    evidence: Mapping[str, Sequence[Sent]] = field(default_factory=dict)
    pieces: Sequence[Piece] = ()


# --- evidence, as it is counted -------------------------------------------------------------------------


def standing(evidence: Sequence[Sent]) -> tuple[Sent, ...]:
    """Return what there is, or will be once it is fetched."""
    return tuple(one for one in evidence if one.state not in {GONE, REFUSED})


def count(evidence: Sequence[Sent]) -> answers.Attached:
    """Count evidence by what it is."""
    links = sum(one.kind == attachments.LINK for one in evidence)
    return answers.Attached(sent=len(evidence) - links, links=links)


def flags(report: Filed, evidence: Sequence[Sent]) -> tuple[str, ...]:
    """Return what stands out by now, given the evidence that there is.

    Evidence may have come later, or be refused, gone or taken back by now, or turn out to be known already.
    """
    whole = report.percent == DONE and report.state in progress.COUNTING
    now = {
        str(Flag.NO_EVIDENCE): not evidence and (whole or Flag.NO_EVIDENCE in report.flags),
        ALIKE: any(one.problem == ALIKE for one in evidence),
        str(Flag.EARLY): report.claimed_on is not None and Flag.EARLY in report.flags,
    }
    kept = [flag for flag in report.flags if flag not in now]
    return (*kept, *(flag for flag, holds in now.items() if holds))


def claimed_on(ask: Ask, report: Filed) -> dt.date | None:
    """Return the day of the work as it was said, None if that is the day on which the report was received."""
    received = lines.local(ask, report.received_at).date()
    return None if report.claimed_on == received else report.claimed_on


# --- reports --------------------------------------------------------------------------------------------


def gather_reports(session: Session, ask: Ask) -> Found:
    """Find a page of a measure's reports."""
    agency_id, key = ask.asker.agency_id, _meant(ask)
    if agency_id is None or ask.asker.member is None or key is None:
        return Found()
    year, size = ask.shelf.plan().year.be, PAGE
    skip = (ask.intent.page - 1) * size
    found, total = progress.reports(session, agency_id, year, key, limit=size, skip=skip)
    evidence = attachments.of_filings(session, {one.filing for one in found})
    return Found(total=total, reports=found, evidence=evidence)


def reports(ask: Ask) -> Reply:
    """Show what was reported on a measure, newest first."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    permission.need(ask, Right.PROGRESS)
    plan, key = _measure(ask, "history")
    found: Found = ask.found
    rows = tuple(report_line(ask, one, found.evidence.get(one.filing, ())) for one in found.reports)
    page = lines.page(ask.intent.page, len(rows), found.total, PAGE)
    answer = answers.HistoryShown(
        plan_year=plan.year,
        measure=lines.measure_line(plan, key, ask.today),
        rows=rows,
        page=page,
        withheld=not all(permission.may_read(ask, row.unit) for row in rows),
    )
    of_measure = {"measure": str(key)}
    report = (Intent("progress.submit", of_measure),) if drafting.candidates(ask, plan, key) else ()
    leads = (Intent("evidence.list", of_measure), *report, Intent("measure.show", of_measure))
    more = Intent("progress.history", of_measure, page.number + 1) if page.number < page.pages else None
    sources = tuple(one.filing for one in found.reports)
    return Reply(answer=answer, leads=leads, more=more, about=lines.about(plan, key), sources=sources)


def report_line(ask: Ask, report: Filed, evidence: Sequence[Sent]) -> answers.ReportLine:
    """Return a report as a line of a list: to other units, how far it is and how it stands, and no more."""
    decided_at = None if report.decided_at is None else lines.local(ask, report.decided_at)
    read = permission.may_read(ask, report.unit)
    return answers.ReportLine(
        id=report.id,
        measure=str(report.measure),
        unit=report.unit,
        percent=report.percent,
        note=report.note if read else None,
        received_at=lines.local(ask, report.received_at),
        name=report.name if read else None,
        state=WAITS if report.state == progress.FILED and report.percent == DONE else report.state,
        flags=flags(report, standing(evidence)) if read else (),
        reason=report.reason if read else None,
        decided_by=report.decided_by if read else None,
        decided_at=decided_at,
        evidence=count(standing(evidence) if read else ()),
        claimed_on=claimed_on(ask, report) if read else None,
    )


# --- evidence -------------------------------------------------------------------------------------------


def gather_evidence(session: Session, ask: Ask) -> Found:
    """Find a page of a measure's evidence."""
    agency_id, key = ask.asker.agency_id, _meant(ask)
    if agency_id is None or ask.asker.member is None or key is None:
        return Found()
    skip = (ask.intent.page - 1) * PAGE
    year = ask.shelf.plan().year.be
    units = _readable(ask)
    pieces, total = attachments.of_measure(session, agency_id, year, key, units, limit=PAGE, skip=skip)
    return Found(total=total, pieces=pieces)


def _readable(ask: Ask) -> tuple[str, ...]:
    return tuple(unit for unit in ask.shelf.units if permission.may_read(ask, unit))


def evidence(ask: Ask) -> Reply:
    """Show the evidence that was sent in for a measure, newest first."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    permission.need(ask, Right.PROGRESS)
    plan, key = _measure(ask, "evidence")
    found: Found = ask.found
    page = lines.page(ask.intent.page, len(found.pieces), found.total, PAGE)
    answer = answers.EvidenceList(
        plan_year=plan.year,
        measure=lines.measure_line(plan, key, ask.today),
        rows=tuple(_piece(ask, piece) for piece in found.pieces),
        page=page,
        withheld=not set(plan.measures[key].owners) <= set(_readable(ask)),
    )
    of_measure = {"measure": str(key)}
    leads = (Intent("progress.history", of_measure), Intent("measure.show", of_measure))
    more = Intent("evidence.list", of_measure, page.number + 1) if page.number < page.pages else None
    sources = tuple(name for piece in found.pieces for name in (piece.filing, piece.sent.message_id))
    return Reply(answer=answer, leads=leads, more=more, about=lines.about(plan, key), sources=sources)


def _piece(ask: Ask, piece: Piece) -> answers.EvidenceLine:
    sent = piece.sent
    return answers.EvidenceLine(
        kind=sent.kind,  # type: ignore[arg-type]  # the kinds that are stored
        name=sent.name,
        unit=piece.unit,
        sent_by=piece.name,
        received_at=lines.local(ask, sent.received_at),
        state=sent.state,
        problem=sent.problem,
        size=sent.size,
        url=_address(ask, sent),
    )


def _address(ask: Ask, sent: Sent) -> str | None:
    """Return where evidence can be looked at: a link that somebody sent, or one to what is kept."""
    if sent.link is not None or sent.place is None or ask.links is None:
        return sent.link
    return ask.links.evidence(sent.id, sent.place)


# --- which measure --------------------------------------------------------------------------------------


def _meant(ask: Ask) -> MeasureId | None:
    """Return the measure that is named, None if the plan has none of that name."""
    if not ask.shelf.plans:
        return None
    key = slots.looked_up(ask.intent)
    return key if key in ask.shelf.plan().measures else None


def _measure(ask: Ask, of: Literal["history", "evidence"]) -> tuple[Plan, MeasureId]:
    """Return the measure that is meant. Raises NoData with what is asked or said instead."""
    plan, key = ask.shelf.plan(), _meant(ask)
    if key is not None:
        return plan, key
    named = slots.measure(ask.intent)
    if named is not None:
        missing = answers.NotFound(kind="measure", key=str(named), year=plan.year)
        raise NoData(Reply(answer=missing, leads=(Intent("measure.list"), Intent("measure.mine"))))
    intent = "progress.history" if of == "history" else "evidence.list"
    own = drafting.own_measures(ask, plan)
    leads = tuple(Intent(intent, {"measure": str(line.measure)}) for line in own[: drafting.MOST_OWN])
    raise NoData(Reply(answer=answers.WhichMeasure(of=of, own=own), leads=(*leads, Intent("measure.list"))))
