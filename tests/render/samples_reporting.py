"""Replies about reporting progress and evidence, on the example's plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot import answers as a
from bot.intent import Intent
from bot.roles import Role
from tests.render import extremes as e
from tests.render import samples as s

TZ = dt.timezone(dt.timedelta(hours=7))
NOON = dt.datetime(2024, 4, 1, 12, 30, tzinfo=TZ)
LONG = "ประชุมคณะทำงานครั้งที่ 2 เห็นชอบร่างคู่มือแล้ว อยู่ระหว่างเวียนขอความเห็นจากกองที่เกี่ยวข้อง คาดว่าจะแล้วเสร็จภายในสัปดาห์หน้า"


def line(key: str = "3.2") -> a.MeasureLine:
    return s.measure(key)


def draft(key: str = "3.2", percent: int | None = 60, **more: Any) -> a.DraftLine:
    return a.DraftLine(
        **{"measure": line(key), "unit": "ศส.", "percent": percent, "before": None, "note": None} | more
    )


FLAGS = ("lower", "no_evidence", "late", "alike")
NOTHING = a.Attached(sent=0, links=0)
SOME = a.Attached(sent=3, links=1)


def ordinary() -> dict[str, a.Reply]:
    own = tuple(line(key) for key in ("1.1", "1.2", "2.1", "3.1", "3.2"))
    first = draft(note="จัดทำคู่มือแล้ว")
    flagged = draft("3.1", 100, before=40, note=LONG, flags=("no_evidence", "late"))
    lower = draft("4.1", 20, before=60, unit="สล.", flags=("lower",))
    filed = {
        "plan_year": s.PLAN,
        "reviewers": (Role.REVIEWER,),
        "undo_until": NOON + dt.timedelta(days=1),
    }
    shown: dict[str, a.Answer] = {
        "draft": a.DraftShown(plan_year=s.PLAN, dialogue=3, lines=(first,), evidence=NOTHING),
        "draft_many": a.DraftShown(
            plan_year=s.PLAN, dialogue=4, lines=(first, flagged, lower), evidence=SOME
        ),
        "draft_correcting": a.DraftShown(
            plan_year=s.PLAN, dialogue=4, lines=(first,), evidence=SOME, correcting=True
        ),
        "asks_measure": a.DraftAsks(plan_year=s.PLAN, want="measure", line=None, evidence=NOTHING, own=own),
        "asks_measure_of_nobody": a.DraftAsks(plan_year=s.PLAN, want="measure", line=None, evidence=NOTHING),
        "asks_unit": a.DraftAsks(
            plan_year=s.PLAN,
            want="unit",
            line=draft(percent=None, unit=None),
            evidence=NOTHING,
            units=(s.unit("ศส."), s.unit("สล.")),
        ),
        "asks_percent": a.DraftAsks(
            plan_year=s.PLAN, want="percent", line=draft(percent=None), evidence=NOTHING
        ),
        "percent_refused": a.PercentRefused(said="160", measure="3.2"),
        "not_yours": a.NotYours(measure=line(), units=("กย.",)),
        "filed": a.ReportFiled(lines=(first,), evidence=NOTHING, to_review=False, **filed),
        "filed_done": a.ReportFiled(lines=(flagged, first), evidence=SOME, to_review=True, **filed),
        "filed_again": a.ReportFiled(lines=(first,), evidence=SOME, to_review=False, again=True, **filed),
        "step_over": a.StepStale(open=False),
        "step_stale": a.StepStale(open=True),
        "undone": a.Undone(lines=(first, lower)),
        "evidence_waits": a.EvidenceTaken(kind="image", count=3, measures=(), own=own),
        "evidence_attached": a.EvidenceTaken(kind="file", count=1, measures=("3.2", "3.3")),
        "media_of_a_stranger": a.MediaReceived(kind="image", needs_link=True),
        "media_of_a_place": a.MediaReceived(kind="location"),
        **{f"undo_{why}": a.UndoRefused(reason=why, hours=24) for why in ("none", "late", "accepted")},
        **{
            f"evidence_{problem}": a.EvidenceRefused(
                kind="file", problem=problem, name="แผนงาน.exe", limit=limit
            )
            for problem, limit in (
                ("too_large", 50 * 1024 * 1024),
                ("too_large", None),
                ("not_allowed", None),
                ("empty", None),
                ("gone", None),
                ("unreachable", None),
            )
        },
        **{
            f"refused_{right}": a.Refused(right=right, roles=(Role.HEAD, Role.ADMIN), unit=None, linked=True)
            for right in ("report", "review", "decide", "overview", "invite")
        },
        "refused_stranger": a.Refused(right="report", roles=(Role.STAFF,), unit=None, linked=False),
        **{
            f"{kind.__name__.lower()}_{what}": kind(what=what, **more)
            for kind, more in ((a.Dropped, {}), (a.StillOpen, {"measures": ("3.2",), "ready": True}))
            for what in ("draft", "returning", "extending")
        },
    }
    return {name: s.reply(answer, (Intent("measure.mine"), Intent("help"))) for name, answer in shown.items()}


def full() -> dict[str, a.Reply]:
    """Replies with as much in them as may be: every measure, the longest notes."""
    keys = list(s.DATA["measures"])
    own = tuple(map(line, keys))
    lines = tuple(draft(key, 100, before=100, note=e.LONG, flags=FLAGS) for key in keys[:20])
    many = a.Attached(sent=999, links=99)
    return {
        "draft_full": s.reply(a.DraftShown(plan_year=s.PLAN, dialogue=10**9, lines=lines, evidence=many)),
        "own_full": s.reply(a.EvidenceTaken(kind="image", count=100, measures=(), own=own)),
        "attached_full": s.reply(a.EvidenceTaken(kind="image", count=100, measures=tuple(keys))),
    }
