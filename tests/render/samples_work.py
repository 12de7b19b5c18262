"""Replies about reports and reviews."""

import dataclasses
import datetime as dt
from typing import Any

from bot import answers as a
from bot.intent import Intent
from bot.roles import Role
from tests.render import samples as s

BANGKOK = dt.timezone(dt.timedelta(hours=7))
NOON = dt.datetime(2024, 4, 27, 12, 5, tzinfo=BANGKOK)
MEASURE = s.measure("3.2")
CLAIMED = dt.date(2024, 4, 5)
NOTE = "เผยแพร่ข้อมูลบนเว็บไซต์และติดบอร์ดประชาสัมพันธ์ครบทุกจุดแล้ว"
WHY = "ภาพถ่ายไม่ชัด และยังไม่มีรายงานจำนวนผู้เข้าชมเว็บไซต์ โปรดแนบเพิ่ม"
REASON = "อยู่ระหว่างจัดจ้างปรับปรุงเว็บไซต์ คาดว่าตรวจรับงานภายในวันที่ 15 พฤษภาคม"
OWN = tuple(map(s.measure, ("3.1", "3.2", "3.3")))
SOME = a.Attached(sent=2, links=1)
NONE = a.Attached(sent=0, links=0)


def draft_line(key: str, percent: int | None, **facts: Any) -> a.DraftLine:
    return a.DraftLine(
        **{
            "measure": s.measure(key),
            "unit": "ศส.",
            "percent": percent,
            "before": None,
            "note": NOTE,
            "flags": (),
            **facts,
        }
    )


def waiting(key: str = "3.2", **facts: Any) -> a.Waiting:
    return a.Waiting(
        **{
            "id": 7,
            "measure": s.measure(key),
            "unit": "ศส.",
            "percent": 100,
            "note": NOTE,
            "name": "มาลี ใจดี",
            "received_at": NOON,
            "evidence": SOME,
            "flags": (),
            **facts,
        }
    )


def wish(**facts: Any) -> a.Wish:
    return a.Wish(
        **{
            "id": 3,
            "measure": MEASURE,
            "unit": "ศส.",
            "name": "มาลี ใจดี",
            "asked_at": NOON,
            "due": s.DUE,
            "until": dt.date(2024, 5, 15),
            "reason": REASON,
            **facts,
        }
    )


def report(state: str, **facts: Any) -> a.ReportLine:
    return a.ReportLine(
        **{
            "id": 7,
            "measure": "3.2",
            "unit": "ศส.",
            "percent": 100,
            "note": NOTE,
            "received_at": NOON,
            "name": "มาลี ใจดี",
            "state": state,
            "flags": (),
            "reason": None,
            "decided_by": None,
            "decided_at": None,
            "evidence": SOME,
            **facts,
        }
    )


def evidence(kind: str, state: str = "kept", **facts: Any) -> a.EvidenceLine:
    return a.EvidenceLine(
        **{
            "kind": kind,
            "name": None,
            "unit": "ศส.",
            "sent_by": "มาลี ใจดี",
            "received_at": NOON,
            "state": state,
            "problem": None,
            "size": 20_000,
            "url": None,
            **facts,
        }
    )


DECIDED: dict[str, Any] = {"decided_by": "อนงค์ ตรวจดี", "decided_at": NOON + dt.timedelta(hours=2)}
QUEUE = a.ReviewQueue(
    plan_year=s.PLAN,
    reports=(
        waiting(flags=("late", "alike"), claimed_on=CLAIMED),
        waiting("2.4", id=8, unit="สล.", note=None, name=None, evidence=NONE, flags=("no_evidence",)),
        waiting("5.1", id=9, unit="กย.", note=None, retraction=True),
    ),
    wishes=(wish(),),
    page=a.Page(number=1, pages=2, first=1, last=4, total=7),
    own=1,
)
HISTORY = a.HistoryShown(
    plan_year=s.PLAN,
    measure=MEASURE,
    rows=(
        report("waits", flags=("late",)),
        report("returned", reason=WHY, evidence=NONE, flags=("no_evidence",), **DECIDED),
        report("accepted", unit="สล.", note=None, **DECIDED),
        report("filed", percent=40, claimed_on=CLAIMED),
        report("withdrawn", percent=None, note=None, evidence=NONE, name=None),
    ),
    page=a.Page(number=1, pages=1, first=1, last=5, total=5),
)
EVIDENCE = a.EvidenceList(
    plan_year=s.PLAN,
    measure=MEASURE,
    rows=(
        evidence("image", "expected"),
        evidence("image", problem="alike", url="https://bot.example/evidence/abc"),
        evidence("file", name="รายงานผลการดำเนินงาน ไตรมาส 2.pdf", url="https://bot.example/evidence/def"),
        evidence("file", "refused", name="คู่มือ.jpg", problem="not_allowed"),
        evidence("link", url="https://www.diw.go.th/ข่าว?id=5", size=None),
        evidence("video", "gone", sent_by=None),
    ),
    page=a.Page(number=1, pages=1, first=1, last=6, total=6),
)


def judged(verdict: Any, **facts: Any) -> a.Reply:
    return s.reply(
        a.ReportJudged(
            **{
                "plan_year": s.PLAN,
                "report": waiting(),
                "verdict": verdict,
                "reason": None,
                "left": 2,
                **facts,
            }
        )
    )


def told(verdict: Any, **facts: Any) -> a.Reply:
    return s.reply(
        a.JudgementTold(
            **{
                "plan_year": s.PLAN,
                "report": waiting(),
                "verdict": verdict,
                "reason": None,
                "by": "อนงค์ ตรวจดี",
                "at": NOON,
                **facts,
            }
        )
    )


def not_to_review(why: Any, state: str) -> a.Reply:
    line = report(state, **(DECIDED if state == "accepted" else {}))
    return s.reply(a.NotToReview(plan_year=s.PLAN, measure=MEASURE, report=line, why=why))


def day_refused(why: Any, said: dt.date) -> a.DayRefused:
    return a.DayRefused(plan_year=s.PLAN, said=said, measure="3.2", why=why)


def reporting() -> dict[str, a.Reply]:
    """Reports, as they are said and filed."""
    lines = (draft_line("3.2", 60), draft_line("5.1", 100, before=100, note=None, flags=("no_evidence",)))
    filed = a.ReportFiled(
        plan_year=s.PLAN,
        lines=lines,
        evidence=SOME,
        to_review=True,
        reviewers=(Role.REVIEWER,),
        undo_until=NOON,
    )
    refused = a.Refused(right="review", roles=(Role.REVIEWER,), unit=None, linked=True)
    return {
        "refused": s.reply(refused),
        "refused_stranger": s.reply(dataclasses.replace(refused, linked=False)),
        "draft": s.reply(a.DraftShown(plan_year=s.PLAN, dialogue=4, lines=lines, evidence=NONE)),
        "draft_dated": s.reply(
            a.DraftShown(
                plan_year=s.PLAN,
                dialogue=4,
                lines=(draft_line("3.2", 60, claimed_on=dt.date(2023, 10, 12), flags=("early",)),),
                evidence=SOME,
            )
        ),
        "day_to_come": s.reply(day_refused("future", dt.date(2024, 5, 20))),
        "day_before_year": s.reply(day_refused("before_year", dt.date(2023, 8, 5))),
        "draft_asks_unit": s.reply(
            a.DraftAsks(
                plan_year=s.PLAN,
                want="unit",
                line=draft_line("3.2", None, unit=None),
                evidence=SOME,
                units=(s.unit("ศส."), s.unit("กวภ.")),
            )
        ),
        "draft_asks_percent": s.reply(
            a.DraftAsks(plan_year=s.PLAN, want="percent", line=draft_line("3.2", None), evidence=SOME)
        ),
        "not_yours": s.reply(a.NotYours(measure=MEASURE, units=("กย.",))),
        "done_already": s.reply(a.DoneAlready(measure=MEASURE, unit="กย.")),
        "draft_outlived": s.reply(a.DraftOutlived()),
        "filed": s.reply(filed),
        "step_stale": s.reply(a.StepStale(open=False)),
        "dropped": s.reply(a.Dropped(what="draft")),
        "dropped_files": s.reply(a.Dropped(what="draft", evidence=2)),
        "still_open": s.reply(a.StillOpen(what="draft", measures=("3.2",), ready=True)),
        "percent_refused": s.reply(a.PercentRefused(said="160", measure="3.2")),
        "evidence_waits": s.reply(a.EvidenceTaken(kind="image", count=3, measures=(), own=OWN)),
        "evidence_attached": s.reply(a.EvidenceTaken(kind="file", count=1, measures=("3.2", "3.3"))),
        "photo_of_a_stranger": s.reply(a.MediaReceived(kind="image", needs_link=True)),
        **{
            f"evidence_{problem}": s.reply(a.EvidenceRefused(kind="file", problem=problem, name="แผนงาน.exe"))
            for problem in ("too_large", "not_allowed", "empty", "gone", "unreachable")
        },
        "evidence_refused": s.reply(
            a.EvidenceRefused(kind="video", problem="too_large", name="ประชุม.mp4", limit=200 * 1024 * 1024)
        ),
        "undone": s.reply(a.Undone(lines=lines)),
        "undo_refused": s.reply(a.UndoRefused(reason="late", hours=24)),
    }


def ordinary() -> dict[str, a.Reply]:
    """Replies of an ordinary day."""
    shown = s.measure_shown("3.2")
    shares = (
        a.ShareLine(unit=s.unit("ศส."), percent=100, done=True, waits=False),
        a.ShareLine(unit=s.unit("สล."), percent=100, done=False, waits=True),
        a.ShareLine(unit=s.unit("ศบพ."), percent=40, done=False, waits=False),
        a.ShareLine(unit=s.unit("กย."), percent=None, done=False, waits=False),
    )
    return reporting() | {
        "measure_shares": s.reply(dataclasses.replace(shown, shares=shares)),
        "queue": s.reply(QUEUE, more=Intent("progress.review", {}, 2)),
        "queue_empty": s.reply(dataclasses.replace(QUEUE, reports=(), wishes=(), page=s.page(0, 0))),
        "reason_asked": s.reply(a.ReasonAsked(plan_year=s.PLAN, report=waiting())),
        "reason_shown": s.reply(
            a.ReasonAsked(plan_year=s.PLAN, report=waiting(), reason=WHY, dialogue=3),
            (Intent("confirm", {"dialogue": 3}), Intent("cancel", {"dialogue": 3})),
        ),
        "judged": judged("accepted"),
        "judged_returned": judged("returned", reason=WHY, left=0),
        "judged_withdrawn": judged("withdrawn"),
        "judged_kept": judged("kept", left=1),
        "told_accepted": told("accepted"),
        "told_dated": told("accepted", report=waiting(claimed_on=CLAIMED)),
        "told_returned": told("returned", reason=WHY),
        "told_withdrawn": told("withdrawn", by=None),
        "told_kept": told("kept"),
        "not_to_review": not_to_review("over", "accepted"),
        "not_to_review_again": not_to_review("superseded", "filed"),
        "not_to_review_changed": not_to_review("changed", "retracting"),
        "not_to_review_own": not_to_review("own", "waits"),
        "reports_await": s.reply(
            a.ReportsAwait(plan_year=s.PLAN, lines=(draft_line("3.2", 100),), by="มาลี ใจดี")
        ),
        "history": s.reply(HISTORY),
        "history_empty": s.reply(dataclasses.replace(HISTORY, rows=(), page=s.page(0, 0))),
        "history_withheld": s.reply(dataclasses.replace(HISTORY, withheld=True)),
        "evidence": s.reply(EVIDENCE),
        "evidence_withheld": s.reply(dataclasses.replace(EVIDENCE, withheld=True)),
        "evidence_all_withheld": s.reply(
            dataclasses.replace(EVIDENCE, rows=(), page=s.page(0, 0), withheld=True)
        ),
        "evidence_empty": s.reply(dataclasses.replace(EVIDENCE, rows=(), page=s.page(0, 0))),
        "which_history": s.reply(a.WhichMeasure(of="history", own=OWN)),
        "which_evidence": s.reply(a.WhichMeasure(of="evidence", own=())),
    }


def full(
    long: str, nasty: str, measures: tuple[a.MeasureLine, ...], units: tuple[a.UnitRef, ...]
) -> dict[str, a.Answer]:
    """Answers with longest texts and most rows."""
    essay = long * 8
    name = units[0].abbr
    one = waiting(
        measure=measures[0],
        unit=name,
        note=essay,
        name=nasty,
        flags=("lower", "no_evidence", "late", "early", "alike"),
        retraction=True,
        claimed_on=CLAIMED,
    )
    asked = wish(measure=measures[0], unit=name, reason=essay, name=nasty)
    line = report(
        "returned",
        unit=name,
        note=essay,
        reason=essay,
        name=nasty,
        flags=one.flags,
        claimed_on=CLAIMED,
        **DECIDED,
    )
    piece = evidence("link", "kept", name=nasty, unit=name, problem="alike", url="https://x.example/" + long)
    shares = tuple(a.ShareLine(unit=unit, percent=None, done=False, waits=False) for unit in units)
    return {
        "queue": dataclasses.replace(QUEUE, reports=(one,) * 5, wishes=()),
        "queue_wishes": dataclasses.replace(QUEUE, reports=(), wishes=(asked,) * 5),
        "reason_asked": a.ReasonAsked(plan_year=s.PLAN, report=one),
        "reason_shown": a.ReasonAsked(plan_year=s.PLAN, report=one, reason=essay, dialogue=9),
        "judged": a.ReportJudged(plan_year=s.PLAN, report=one, verdict="returned", reason=essay, left=9),
        "told": a.JudgementTold(
            plan_year=s.PLAN, report=one, verdict="returned", reason=essay, by=nasty, at=NOON
        ),
        "not_to_review": a.NotToReview(plan_year=s.PLAN, measure=measures[0], report=line, why="over"),
        "reports_await": a.ReportsAwait(
            plan_year=s.PLAN,
            lines=(draft_line("3.2", 100, measure=measures[0], unit=name, note=essay),) * 20,
            by=nasty,
        ),
        "history": dataclasses.replace(HISTORY, measure=measures[0], rows=(line,) * 6),
        "evidence": dataclasses.replace(EVIDENCE, measure=measures[0], rows=(piece,) * 6),
        "shares": dataclasses.replace(s.measure_shown("1.1"), shares=shares),
        "which": a.WhichMeasure(of="history", own=measures),
    }
