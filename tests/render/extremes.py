"""Replies at the edges of what can be: longest texts, most rows, missing scores, nothing at all."""

import dataclasses
import datetime as dt
from decimal import Decimal

from bot import answers as a
from bot.intent import INTENTS, TOPICS, Intent
from ita_core.figure import Basis, MeasureStatus, Verdict
from ita_core.keys import FiscalYear, MeasureId, Name, Question, Tool
from tests.render import samples as s
from tests.render import samples_scores as scores

LONG = "การเผยแพร่ประชาสัมพันธ์หลักเกณฑ์ที่นี่ " * 15  # about 600 characters
STEP = ("ตรวจสอบผลการดำเนินการและเผยแพร่ข้อมูล " * 11)[:400]
NASTY = 'a"b\\c{d}%s %(x)s </script> \x00\x07\ud800 🏳️‍🌈 กำ้'
UNITS = tuple(
    a.UnitRef(abbr=f"คณะทำงานชุดที่ {n} " + LONG[:70], full_name=LONG[:120], printed="ศล.") for n in range(14)
)
SCOPE = dataclasses.replace(s.SCOPE, agency=Name(LONG[:120]), source=LONG[:200])
NOWHERE = s.computed("0.00", "100.00")


def line(number: int, *, missing: bool = False) -> a.QuestionLine:
    return a.QuestionLine(
        question=Question(Tool.OIT, number),
        text=None if missing else LONG[:200],
        figure=NOWHERE if missing else s.computed("94.99", "95.01"),
        verdict=Verdict.UNCERTAIN,
        missing=missing,
        parts=(s.tool_line(Tool.EIT1, NOWHERE), s.tool_line(Tool.EIT2, NOWHERE)),
        issues=(1, 2, 3),
    )


def measure(number: int) -> a.MeasureLine:
    return a.MeasureLine(
        measure=MeasureId(7, number),
        text=LONG,
        status=list(MeasureStatus)[number % 4],
        percent=None if number % 2 else 55,
        due=s.DUE,
        days_left=-400,
        owners=UNITS,
    )


LINES = tuple(line(number, missing=number % 5 == 0) for number in range(1, 44))
MEASURES = tuple(measure(number) for number in range(1, 48))
INDICATOR = a.IndicatorLine(
    number=10, name=Name(LONG[:80]), tool=Tool.OIT, figure=NOWHERE, verdict=Verdict.UNCERTAIN
)
ISSUE = a.IssueRef(number=7, name=Name(LONG[:150]))
MISSING = tuple(each.question for each in LINES if each.missing)
EVERY_LEAD = tuple(
    Intent(name, {"year": 2566, "issue": 7, "unit": "กลุ่มงานจริยธรรมและธรรมาภิบาล"}, 12) for name in INTENTS[:13]
)


def full() -> dict[str, a.Answer]:
    shown = s.measure_shown("1.1")
    return {
        "overall": dataclasses.replace(
            scores.OVERALL,
            scope=SCOPE,
            total=NOWHERE,
            rated=a.Rated(possible=tuple(s.LEVELS)),
            rank_among=LONG[:100],
            indicators=(INDICATOR,) * 10,
            mismatches=tuple(
                a.Mismatch(published=s.fig("99.01"), recomputed=NOWHERE, indicator=n) for n in range(1, 11)
            ),
        ),
        "indicator": dataclasses.replace(
            scores.score_indicator(9),
            scope=SCOPE,
            questions=LINES,
            missing=MISSING,
            mismatch=scores.OVERALL.mismatches[0],
        ),
        "question": a.ScoreQuestion(
            scope=SCOPE,
            line=dataclasses.replace(LINES[0], text=LONG * 4),
            indicator=INDICATOR,
            issues=(ISSUE,) * 7,
            place=86,
            of=86,
            tied=85,
            correction=a.Correction(printed=LONG[:200], likely=NASTY),
            score_note=a.Correction(printed="98.41", likely=LONG[:100]),
        ),
        "tool": a.ScoreTool(
            scope=SCOPE,
            line=s.tool_line(Tool.EIT, NOWHERE),
            weight_percent=Decimal("33.3"),
            indicators=(INDICATOR,) * 5,
            parts=s.TOOLS[3:],
            lowest=LINES[:10],
        ),
        "issue": a.ScoreIssue(
            scope=SCOPE,
            issue=ISSUE,
            groups=((s.TOOLS[0], LINES[:14]), (s.TOOLS[1], LINES[14:28]), (s.TOOLS[2], LINES[28:])),
            keep=0,
            improve=1,
            missing=8,
            plan_year=s.PLAN,
            measures=MEASURES[:14],
            correction=a.Correction(printed=NASTY, likely=NASTY),
        ),
        "weak": a.WeakPoints(
            scope=SCOPE,
            count=None,
            threshold=Decimal("94.5"),
            tool=Tool.EIT2,
            issue=ISSUE,
            rows=LINES,
            missing=MISSING,
            page=s.page(43, 43),
        ),
        "years": dataclasses.replace(
            scores.YEARS,
            years=tuple(map(FiscalYear, range(2562, 2567))),
            sources=(LONG[:200],) * 5,
            levels=(None, s.OPEN, s.EXCELLENT, None, a.Rated(possible=(s.LEVELS[4],))),
            rows=tuple(
                a.ComparedRow(
                    key=str(n),
                    name=Name(LONG[:60]),
                    figures=(NOWHERE, None, NOWHERE, None, None),
                    change=None,
                )
                for n in range(1, 20)
            ),
        ),
        "whatif": dataclasses.replace(
            scores.WHAT_IF,
            changes=tuple(
                a.ChangeLine(
                    key=f"o{n}",
                    name=Name(LONG[:60]),
                    before=NOWHERE,
                    after=s.fig("1.00", basis=Basis.ASSUMED),
                )
                for n in range(1, 44)
            ),
            rated_after=a.Rated(possible=tuple(s.LEVELS)),
        ),
        "rating": dataclasses.replace(
            scores.explained(reached=False),
            rated=a.Rated(possible=tuple(s.LEVELS[:2])),
            next_steps=tuple(
                a.GoalStep(key=f"o{n}", name=None, before=NOWHERE, after=Decimal(95)) for n in range(1, 44)
            ),
        ),
        "measures": s.measure_list(0, 47, rows=MEASURES, page=s.page(47, 47), unit=UNITS[0], issue=ISSUE),
        "measure": dataclasses.replace(
            shown,
            line=MEASURES[0],
            steps=(STEP,) * 6,
            owners=UNITS,
            corrections=(a.Correction(printed=LONG[:100], likely=LONG[:100]),) * 5,
            questions=LINES,
            source=LONG[:200],
        ),
        "deadlines": dataclasses.replace(
            s.DEADLINES,
            groups=tuple(
                a.DeadlineGroup(due=s.DUE + dt.timedelta(n), days_left=n - 5, rows=MEASURES[n : n + 2])
                for n in range(20)
            ),
        ),
        "not_found": a.NotFound(kind="unit", key=NASTY * 10, year=None),
        "refused": a.WhatIfRefused(scope=SCOPE, reason="unknown", key=NASTY, value=None),
        "failed": a.Failed(reference=NASTY),
    }


def empty() -> dict[str, a.Answer]:
    return {
        "overall": dataclasses.replace(
            scores.OVERALL, rank=None, rank_among=None, tools=(), indicators=(), mismatches=()
        ),
        "rank_alone": dataclasses.replace(scores.OVERALL, rank_among=None, rated=s.OPEN),
        "indicator": dataclasses.replace(scores.score_indicator(1), questions=()),
        "question": dataclasses.replace(scores.score_question("o4", None), issues=()),
        "tool": a.ScoreTool(
            scope=s.SCOPE, line=s.TOOLS[3], weight_percent=None, indicators=(), parts=(), lowest=()
        ),
        "issue": dataclasses.replace(
            scores.score_issue(3), groups=(), measures=(), plan_year=None, correction=None
        ),
        "weak": dataclasses.replace(scores.weak_points(0), count=None, rows=(), missing=()),
        "years": dataclasses.replace(scores.YEARS, rows=(), not_comparable=False, without_data=()),
        "whatif": dataclasses.replace(scores.WHAT_IF, changes=(), affected=(), failing=()),
        "refused": a.WhatIfRefused(scope=s.SCOPE, reason="empty", key=None, value=None),
        "refused_unknown": a.WhatIfRefused(scope=s.SCOPE, reason="unknown", key="", value=None),
        "rating": dataclasses.replace(scores.explained(), levels=(), slack=()),
        "measure": dataclasses.replace(
            s.measure_shown("5.3"), steps=(), owners=(), questions=(), score_year=None, tool=None
        ),
        "measures": s.measure_list(0, 0, counts={}),
        "deadlines": dataclasses.replace(
            s.DEADLINES, groups=(), until=None, unit=None, overdue=0, page=s.page(0, 0)
        ),
        "not_found": a.NotFound(kind="question", key="", year=s.YEAR),
        **{
            f"help_{topic}": a.Help(agency_short="กรอ.", topic=topic, several_years=True)
            for topic in (*TOPICS, "other")
        },
    }
