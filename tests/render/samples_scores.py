"""Replies about scores, levels and what would be if."""

from decimal import Decimal

from bot import answers as a
from ita_core.figure import Basis, Figure, Verdict
from ita_core.keys import FiscalYear, Name, Question, Tool
from tests.render import samples as s

D = Decimal


def condition(tool: Tool | None, figure: Figure, threshold: str, *, some: bool = False) -> a.ConditionCheck:
    margin = Figure(figure.low - D(threshold), figure.high - D(threshold), Basis.COMPUTED)
    holds = None if margin.low < 0 <= margin.high else margin.low >= 0
    return a.ConditionCheck(
        tool=tool,
        comparison="some_below" if some else "at_least",
        threshold=D(threshold),
        actual=figure,
        holds=(not holds if some and holds is not None else holds),
        margin=margin,
    )


def checks(total: Figure, tools: dict[Tool, Figure]) -> tuple[a.LevelCheck, ...]:
    def every(threshold: str) -> tuple[a.ConditionCheck, ...]:
        return (
            condition(None, total, threshold),
            *(condition(tool, figure, threshold) for tool, figure in tools.items()),
        )

    def level(place: int, conditions: tuple[a.ConditionCheck, ...]) -> a.LevelCheck:
        held = [each.holds for each in conditions]
        reached = False if False in held else None if None in held else True
        return a.LevelCheck(level=s.LEVELS[place], conditions=conditions, reached=reached)

    lowest = min(tools.values(), key=lambda figure: figure.low)
    return (
        level(0, every("95")),
        level(1, every("85")),
        level(2, (condition(None, total, "85"), condition(None, lowest, "85", some=True))),
        level(3, (condition(None, total, "70"),)),
        level(4, (condition(None, total, "0"),)),
    )


FOUR = {
    Tool.IIT: s.computed("99.12"),
    Tool.EIT1: s.computed("96.08", "96.44"),
    Tool.EIT2: s.computed("97.99", "98.36"),
    Tool.OIT: s.computed("100.00"),
}


OVERALL = a.ScoreOverall(
    scope=s.SCOPE,
    total=s.fig("98.90"),
    rated=s.EXCELLENT,
    rank=3,
    rank_among="หน่วยงานประเภทกรม หรือเทียบเท่า",
    tools=s.TOOLS,
    indicators=s.INDICATORS,
    mismatches=(a.Mismatch(published=s.fig("99.01"), recomputed=s.computed("99.04"), indicator=2),),
)


def score_indicator(number: int) -> a.ScoreIndicator:
    line = s.indicator(number)
    codes = s.DATA["indicators"][number - 1][4]
    lines = tuple(map(s.question, codes))
    place = sorted((each.figure.low for each in s.INDICATORS), reverse=True).index(line.figure.low) + 1
    return a.ScoreIndicator(
        scope=s.SCOPE,
        indicator=line,
        tool_name=s.TOOL_NAMES[line.tool],
        place=place,
        of=10,
        questions=lines,
        missing=tuple(each.question for each in lines if each.missing),
        mismatch=OVERALL.mismatches[0] if number == 2 else None,
    )


def score_question(code: str, place: int | None, tied: int = 0) -> a.ScoreQuestion:
    line = s.question(code)
    return a.ScoreQuestion(
        scope=s.SCOPE,
        line=line,
        indicator=s.indicator(s.DATA["questions"][code]["indicator"]),
        issues=tuple(map(s.issue_ref, line.issues)),
        place=place,
        of=86,
        tied=tied,
        correction=a.Correction(printed="ทำนรู้", likely="ท่านรู้") if code == "i19" else None,
        score_note=a.Correction(printed="98.41", likely="98.21") if code == "i10" else None,
    )


def score_issue(number: int) -> a.ScoreIssue:
    groups = []
    for tool, codes in s.DATA["issues"][str(number)]["questions"].items():
        lines = tuple(map(s.question, codes))
        if lines:
            mean = sum((line.figure.low for line in lines), D(0)) / len(lines)
            groups.append((s.tool_line(Tool(tool), s.computed(str(mean.quantize(D("0.01"))))), lines))
    every = [line for _, lines in groups for line in lines]
    return a.ScoreIssue(
        scope=s.SCOPE,
        issue=s.issue_ref(number),
        groups=tuple(groups),
        keep=sum(line.verdict is Verdict.KEEP for line in every),
        improve=sum(line.verdict is Verdict.IMPROVE for line in every),
        missing=sum(line.missing for line in every),
        plan_year=s.PLAN,
        measures=s.of_issue(number),
        correction=a.Correction(printed="o5", likely="o15") if number == 2 else None,
    )


def lowest(count: int) -> tuple[a.QuestionLine, ...]:
    scored = [s.question(code) for code in s.DATA["questions"]]
    return tuple(
        sorted((line for line in scored if not line.missing), key=lambda line: line.figure.low)[:count]
    )


def weak_points(count: int) -> a.WeakPoints:
    return a.WeakPoints(
        scope=s.SCOPE,
        count=count,
        threshold=None,
        tool=None,
        issue=None,
        rows=lowest(count),
        missing=(Question.parse("e4"), Question.parse("o4")),
        page=s.page(count, count),
    )


GRADES = [
    a.Level(key=key, name=Name(key), order=order, of=7)
    for order, key in enumerate(["AA", "A", "B", "C", "D", "E", "F"])
]


YEARS = a.YearsCompared(
    agency=s.SCOPE.agency,
    agency_short="กรอ.",
    years=(FiscalYear(2565), s.YEAR),
    sources=("ระบบ ITAS สำนักงาน ป.ป.ช.", s.DATA["title"]),
    levels=(a.Rated(possible=(GRADES[1],), published=True), s.EXCELLENT),
    rows=(
        a.ComparedRow(key="", name=None, figures=(s.fig("93.41"), s.fig("98.90")), change=D("5.49")),
        *(
            a.ComparedRow(
                key=str(line.number),
                name=line.name,
                figures=(s.fig(str(line.figure.low - step)), line.figure),
                change=step,
            )
            for line, step in zip(
                s.INDICATORS,
                map(s.D, ("1.20", "0.00", "2.05", "-0.42", "3.10", "4.44", "1.07", "9.87", "12.50", "6.25")),
                strict=True,
            )
        ),
        a.ComparedRow(
            key="EIT1",
            name=s.TOOL_NAMES[Tool.EIT1],
            figures=(None, s.computed("96.08", "96.44")),
            change=None,
        ),
    ),
    not_comparable=True,
    without_data=(FiscalYear(2564),),
)


WHAT_IF = a.WhatIf(
    scope=s.SCOPE,
    changes=(
        a.ChangeLine(
            key="EIT2",
            name=s.TOOL_NAMES[Tool.EIT2],
            before=s.computed("97.99", "98.36"),
            after=s.fig("84.00", basis=Basis.ASSUMED),
        ),
    ),
    affected=(
        a.ChangeLine(
            key="EIT",
            name=s.TOOL_NAMES[Tool.EIT],
            before=s.computed("97.22"),
            after=s.computed("90.04", "90.22"),
        ),
    ),
    total_before=s.fig("98.90"),
    total_after=s.computed("96.75", "96.80"),
    total_change=s.computed("-2.15", "-2.10"),
    rated_before=s.EXCELLENT,
    rated_after=a.Rated(possible=(s.LEVELS[2],)),
    failing=(condition(Tool.EIT2, s.fig("84.00", basis=Basis.ASSUMED), "95"),),
)


def explained(*, reached: bool = True) -> a.RatingExplained:
    tools = (
        FOUR if reached else FOUR | {Tool.EIT1: s.computed("94.40", "95.20"), Tool.EIT2: s.computed("91.30")}
    )
    total = s.fig("98.90") if reached else s.computed("96.41", "96.53")
    return a.RatingExplained(
        scope=s.SCOPE,
        total=total,
        rated=s.EXCELLENT if reached else a.Rated(possible=(s.LEVELS[1],)),
        levels=checks(total, tools),
        scheme_source=s.DATA["scheme"],
        next_level=None if reached else s.LEVELS[0],
        next_steps=()
        if reached
        else (
            a.GoalStep(key="e14", name=None, before=s.computed("88.10"), after=D("95.00")),
            a.GoalStep(
                key="8",
                name=Name("การปรับปรุงการทำงาน", "improvement of work"),
                before=s.fig("92.10"),
                after=D("95.40"),
            ),
        ),
        slack=tuple(
            a.GoalStep(key=tool.value, name=s.TOOL_NAMES[tool], before=figure, after=D("95.00"))
            for tool, figure in FOUR.items()
        ),
    )


def ordinary() -> dict[str, a.Reply]:
    """Scores as the example agency's data gives them."""
    return {
        "overall": s.reply(OVERALL),
        "indicator2": s.reply(score_indicator(2)),
        "indicator6": s.reply(score_indicator(6)),
        "indicator9": s.reply(score_indicator(9)),
        "question_e14": s.reply(score_question("e14", 1)),
        "question_i10": s.reply(score_question("i10", 24, 2)),
        "question_i19": s.reply(score_question("i19", 12)),
        "question_e4": s.reply(score_question("e4", None)),
        "tool_eit": s.reply(
            a.ScoreTool(
                scope=s.SCOPE,
                line=s.TOOLS[1],
                weight_percent=D(30),
                indicators=s.INDICATORS[5:8],
                parts=s.TOOLS[3:],
                lowest=lowest(5),
            )
        ),
        "issue2": s.reply(score_issue(2)),
        "issue6": s.reply(score_issue(6)),
        "weak5": s.reply(weak_points(5)),
        "years": s.reply(YEARS),
        "whatif": s.reply(WHAT_IF),
        "whatif_refused": s.reply(
            a.WhatIfRefused(scope=s.SCOPE, reason="out_of_range", key="e14", value=D(120))
        ),
        "rating": s.reply(explained()),
        "rating_next": s.reply(explained(reached=False)),
    }
