"""Replies built from the real FY2566 assessment (``fy2566.json``)."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot import answers as a
from bot.intent import Intent
from ita_core.figure import Basis, Figure, MeasureStatus, Verdict
from ita_core.keys import FiscalYear, MeasureId, Name, Question, Tool

DATA: dict[str, Any] = json.loads(Path(__file__).with_name("fy2566.json").read_text("utf-8"))
YEAR = FiscalYear(2566)
PLAN = FiscalYear(2567)
TODAY = dt.date(2024, 4, 27)
DUE = dt.date(2024, 4, 30)
D = Decimal
TOOL_NAMES = {
    Tool.IIT: Name("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "Internal Integrity and Transparency Assessment"),
    Tool.EIT: Name("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", "External Integrity and Transparency Assessment"),
    Tool.EIT1: Name("ส่วนที่ 1 EIT Public", "Part 1, EIT Public"),
    Tool.EIT2: Name("ส่วนที่ 2 EIT Survey", "Part 2, EIT Survey"),
    Tool.OIT: Name("แบบวัดการเปิดเผยข้อมูลสาธารณะ", "Open Data Integrity and Transparency Assessment"),
}
ENGLISH = [
    "performance of duties",
    "use of budget",
    "use of power",
    "use of state property",
    "tackling corruption",
    "quality of operation",
    "communication efficiency",
    "improvement of work",
    "disclosure of information",
    "prevention of corruption",
]
LEVELS = [
    a.Level(key=key, name=Name(th, en), order=order, of=5)
    for order, (key, th, en) in enumerate(
        [
            ("excellent", "ดีเยี่ยม", "excellent"),
            ("good", "ดี", "good"),
            ("pass", "ผ่าน", "pass"),
            ("improve", "ต้องปรับปรุง", "needs improvement"),
            ("urgent", "ต้องปรับปรุงโดยด่วน", "needs urgent improvement"),
        ]
    )
]
PLAN_SOURCE = "แผนปฏิบัติการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ของ กรอ. ประจำปีงบประมาณ พ.ศ. 2567"
SCOPE = a.Scope(
    agency=Name("กรมโรงงานอุตสาหกรรม", "Department of Industrial Works"),
    agency_short="กรอ.",
    year=YEAR,
    source=DATA["title"],
    keep_line=D(95),
)
EXCELLENT = a.Rated(possible=(LEVELS[0],), published=True)
OPEN = a.Rated(possible=(LEVELS[0], LEVELS[1]))


def fig(low: str, high: str | None = None, basis: Basis = Basis.PUBLISHED) -> Figure:
    return Figure(D(low), D(high or low), basis)


def computed(low: str, high: str | None = None) -> Figure:
    return fig(low, high, Basis.COMPUTED)


def verdict(figure: Figure) -> Verdict:
    if figure.low >= 95:
        return Verdict.KEEP
    return Verdict.IMPROVE if figure.high < 95 else Verdict.UNCERTAIN


def tool_line(tool: Tool, figure: Figure) -> a.ToolLine:
    return a.ToolLine(tool=tool, name=TOOL_NAMES[tool], figure=figure, verdict=verdict(figure))


TOOLS = (
    tool_line(Tool.IIT, computed("99.12")),
    tool_line(Tool.EIT, computed("97.22")),
    tool_line(Tool.OIT, computed("100.00")),
    tool_line(Tool.EIT1, computed("96.08", "96.44")),
    tool_line(Tool.EIT2, computed("97.99", "98.36")),
)


def indicator(number: int) -> a.IndicatorLine:
    _, name, tool, score, _ = DATA["indicators"][number - 1]
    figure = fig(score)
    return a.IndicatorLine(
        number=number,
        name=Name(name, ENGLISH[number - 1]),
        tool=Tool(tool),
        figure=figure,
        verdict=verdict(figure),
    )


INDICATORS = tuple(indicator(number) for number in range(1, 11))


def question(code: str) -> a.QuestionLine:
    row = DATA["questions"][code]
    scores = [D(score).quantize(D("0.01")) for score in row["scores"]]
    parts: tuple[a.ToolLine, ...] = ()
    if not scores:
        figure = computed("98.20", "100.00") if code == "e4" else computed("0.00", "100.00")
    elif len(scores) == 2:
        figure = computed(str((sum(scores, D(0)) / 2).quantize(D("0.01"), "ROUND_HALF_UP")))
        parts = tuple(
            tool_line(tool, fig(str(score)))
            for tool, score in zip((Tool.EIT1, Tool.EIT2), scores, strict=True)
        )
    else:
        figure = fig(str(scores[0]))
    return a.QuestionLine(
        question=Question.parse(code),
        text=row["text"],
        figure=figure,
        verdict=verdict(figure),
        missing=not scores,
        parts=parts,
        issues=tuple(row["issues"]),
    )


def issue_ref(number: int) -> a.IssueRef:
    return a.IssueRef(number=number, name=Name(DATA["issues"][str(number)]["name"]))


def unit(abbr: str) -> a.UnitRef:
    if abbr == "กวภ.":
        return a.UnitRef(abbr=abbr, full_name="กองวิจัยและเตือนภัยมลพิษโรงงาน")
    if abbr == "ศล.":
        return a.UnitRef(abbr="สล.", printed="ศล.")
    return a.UnitRef(abbr=abbr)


STATES = [
    (MeasureStatus.IN_PROGRESS, 60),
    (MeasureStatus.NOT_STARTED, None),
    (MeasureStatus.DONE, 100),
    (MeasureStatus.IN_PROGRESS, 5),
    (MeasureStatus.OVERDUE, 40),
]


def measure(key: str, due: dt.date = DUE, today: dt.date = TODAY, text: str | None = None) -> a.MeasureLine:
    number = list(DATA["measures"]).index(key)
    status, percent = STATES[number % 4]
    days = (due - today).days
    if days < 0 and status is not MeasureStatus.DONE:
        status = MeasureStatus.OVERDUE
    return a.MeasureLine(
        measure=MeasureId.parse(key),
        text=text or DATA["measures"][key],
        status=status,
        percent=percent,
        due=due,
        days_left=days,
        owners=tuple(map(unit, DATA["plan"][key.partition(".")[0]]["units"])),
    )


def of_issue(number: int) -> tuple[a.MeasureLine, ...]:
    return tuple(measure(key) for key in DATA["measures"] if key.startswith(f"{number}."))


def page(shown: int, total: int) -> a.Page:
    return a.Page(number=1, pages=-(-total // max(1, shown)), first=min(1, total), last=shown, total=total)


def measure_list(count: int, total: int, **narrowed: Any) -> a.MeasureList:
    rows = tuple(measure(key) for key in list(DATA["measures"])[:count])
    facts: dict[str, Any] = {
        "agency_short": "กรอ.",
        "plan_year": PLAN,
        "source": PLAN_SOURCE,
        "issue": None,
        "unit": None,
        "status": None,
        "counts": {
            MeasureStatus.NOT_STARTED: 20,
            MeasureStatus.IN_PROGRESS: 18,
            MeasureStatus.DONE: 8,
            MeasureStatus.OVERDUE: 1,
        },
        "rows": rows,
        "page": page(count, total),
    }
    return a.MeasureList(**(facts | narrowed))


def measure_shown(key: str) -> a.MeasureShown:
    line = measure(key)
    number = line.measure.issue
    codes = [code for codes in DATA["issues"][str(number)]["questions"].values() for code in codes]
    lines = sorted(map(question, codes), key=lambda each: each.figure.low)
    return a.MeasureShown(
        agency_short="กรอ.",
        plan_year=PLAN,
        source=PLAN_SOURCE,
        line=line,
        issue=issue_ref(number),
        tool=Tool.IIT,
        steps=tuple(DATA["plan"][str(number)]["steps"]),
        start=dt.date(2024, 3, 6),
        owners=line.owners,
        corrections=(a.Correction(printed="การขออนุญาตใช้ไม้ตบึก", likely="การขออนุญาตใช้โน้ตบุ๊ก"),)
        if key == "4.1"
        else (),
        score_year=YEAR,
        questions=tuple(lines),
    )


def group(day: dt.date, keys: list[str]) -> a.DeadlineGroup:
    rows = tuple(measure(key, due=day) for key in keys)
    return a.DeadlineGroup(due=day, days_left=(day - TODAY).days, rows=rows)


DEADLINES = a.DeadlineList(
    agency_short="กรอ.",
    source=PLAN_SOURCE,
    plan_year=PLAN,
    today=TODAY,
    until=dt.date(2024, 5, 27),
    unit=unit("กวภ."),
    overdue=2,
    groups=(
        group(dt.date(2024, 4, 15), ["1.1", "2.4"]),
        group(TODAY, ["3.2"]),
        group(DUE, ["5.1", "5.2", "7.3"]),
        group(dt.date(2024, 5, 15), ["6.5"]),
    ),
    page=page(7, 7),
)
LEADS = (
    Intent("rating.explain", {"year": 2566}),
    Intent("score.lowest", {"count": 5, "year": 2566}),
    Intent("score.issue", {"issue": 2, "year": 2566}),
    Intent("measure.list", {"issue": 2}),
    Intent("measure.show", {"measure": "5.3"}),
    Intent("deadline.list", {"within": "month"}),
    Intent("help"),
)
READINGS = (
    Intent("score.indicator", {"indicator": 7, "year": 2566}),
    Intent("measure.list", {"issue": 3, "status": "overdue"}),
    Intent("score.whatif", {"changes": {"e14": 95, "EIT2": 84}}),
)


def reply(answer: a.Answer, leads: tuple[Intent, ...] = LEADS, more: Intent | None = None) -> a.Reply:
    return a.Reply(answer=answer, leads=leads, more=more)


def ordinary() -> dict[str, a.Reply]:
    """Replies as the example agency's data gives them."""
    return {
        "measures": reply(measure_list(10, 47), more=Intent("measure.list", {}, 2)),
        "measures_overdue": reply(
            measure_list(0, 0, status=MeasureStatus.OVERDUE, issue=issue_ref(2), unit=unit("สล."))
        ),
        "measure_5_3": reply(measure_shown("5.3")),
        "measure_1_1": reply(measure_shown("1.1")),
        "measure_4_1": reply(measure_shown("4.1")),
        "deadlines": reply(DEADLINES),
        "help": reply(a.Help(agency_short="กรอ.", topic=None, several_years=True)),
        "help_measure": reply(a.Help(agency_short="กรอ.", topic="measure", several_years=False)),
        "help_reminder": reply(a.Help(agency_short="กรอ.", topic="reminder", several_years=False)),
        "help_notice": reply(a.Help(agency_short="กรอ.", topic="notice", several_years=False)),
        "whoami": reply(a.WhoAmI(agency=SCOPE.agency, language="th")),
        "language": reply(a.LanguageSet(language="th")),
        "needs_link": reply(a.NeedsLink(agency_short="กรอ.")),
        "nothing_pending": reply(a.NothingPending(intent="undo")),
        "did_you_mean": reply(a.DidYouMean(readings=READINGS), READINGS),
        "did_you_mean_nothing": reply(a.DidYouMean(readings=()), ()),
        "greeting": reply(a.SmallTalk(kind="greeting")),
        "welcome": reply(a.Welcome(agency=SCOPE.agency, group=False)),
        "welcome_group": reply(a.Welcome(agency=SCOPE.agency, group=True, again=True)),
        "media": reply(a.MediaReceived(kind="image")),
        "no_year": reply(a.NoYear(agency_short="กรอ.", asked=FiscalYear(2559), available=(YEAR,))),
        "no_year_at_all": reply(a.NoYear(agency_short="กรอ.", asked=FiscalYear(2559), available=())),
        "not_found": reply(a.NotFound(kind="measure", key="9.9", year=PLAN)),
        "no_agency": reply(a.NoAgency(), ()),
        "stale": reply(a.StaleButton()),
        "failed": reply(a.Failed(reference="7F3K-92QD"), ()),
    }
